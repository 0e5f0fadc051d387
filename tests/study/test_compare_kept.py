"""Worlds of a comparison that are kept, and a comparison that goes on from them."""

from __future__ import annotations

import pytest

from custodes.errors import Interrupted
from custodes.study import compare as study
from custodes.study.compare import compare
from custodes.study.compare_kept import KeptWorlds
from custodes.study.compare_plan import compare_plan

SCHEMES = ["reporting-in-person", "telephone-reporting"]


@pytest.fixture(scope="module")
def plan():
    return compare_plan(SCHEMES, people=40, days=30, draws=3)


def test_a_comparison_that_is_stopped_goes_on_and_gives_the_same(plan, tmp_path, monkeypatch):
    kept = KeptWorlds(tmp_path, plan)
    run, done = study.compare_world, []

    def stopping(plan, number, threads=1):
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(number)
        return run(plan, number, threads)

    monkeypatch.setattr(study, "compare_world", stopping)
    with pytest.raises(Interrupted, match="2 of 4 worlds"):
        compare(plan, workers=1, kept=kept)
    monkeypatch.setattr(study, "compare_world", run)
    assert sorted(kept.read()) == done
    again = compare(plan, workers=1, kept=kept)
    assert again.document() == compare(plan, workers=1).document()


def test_a_world_that_is_damaged_or_of_another_comparison_is_run_again(plan, tmp_path):
    kept = KeptWorlds(tmp_path, plan)
    compare(plan, workers=1, kept=kept)
    place = next(tmp_path.rglob("world-2.json")).parent
    (place / "world-2.json").write_bytes(b'{"plan":')
    (place / "world-1.json").write_bytes(b'{"plan": "another"}')
    assert sorted(kept.read()) == [0, 3]
    other = compare_plan(SCHEMES, people=40, days=30, draws=3, seed=2)
    assert KeptWorlds(tmp_path, other).read() == {}


@pytest.mark.parametrize("shards", [2, 7])
def test_shards_change_nothing(plan, shards):
    parted = compare_plan(SCHEMES, people=40, days=30, draws=3, shards=shards)
    assert compare(parted, workers=1).document()["answers"] == compare(plan, workers=1).document()["answers"]
