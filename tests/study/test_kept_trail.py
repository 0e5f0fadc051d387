from __future__ import annotations

import json

import numpy as np
import pyarrow.parquet as pq
import pytest

from custodes.errors import UsageRefused
from custodes.records import manifest
from custodes.study import run as study
from custodes.study.kept_trail import ABOUT, ROWS_A_GROUP, _groups
from custodes.study.means import Means
from custodes.study.run import EXACT_DAYS, MOST_PEOPLE, MOST_TAGGED, MOST_WATCHED, make_plan
from custodes.study.verify import verify
from tests.study.fakes import contents

TAG, WATCH = "home-office-fitted-tag", "home-office-2022"
SMALL = {"people": 6, "days": 4, "draws": 1, "seed": 3}


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kept") / "run"
    study.run(TAG, **SMALL, workers=1, out=folder, keep_trail=True)
    return folder


@pytest.mark.compiled
def test_every_recorded_position_is_kept(kept):
    trail = pq.read_table(kept / "records" / "trail.parquet", use_threads=False)
    tallies = pq.read_table(kept / "records" / "tallies.parquet", use_threads=False)
    recorded = sum(np.sum(tallies[f"fixes_{source}"].to_numpy()) for source in ("gnss", "wifi", "cell"))
    assert trail.column_names == list(ABOUT)
    assert trail.num_rows == recorded
    by_source = np.bincount(trail["source"].to_numpy(), minlength=4)
    assert by_source[1:].tolist() == [
        np.sum(tallies[f"fixes_{source}"].to_numpy()) for source in ("gnss", "wifi", "cell")
    ]


@pytest.mark.compiled
def test_it_is_small(kept):
    size = (kept / "records" / "trail.parquet").stat().st_size
    rows = pq.read_metadata(kept / "records" / "trail.parquet").num_rows
    assert size / rows < 2.8  # the budget of 2.6 is measured on a long trail, in benchmarks/


@pytest.mark.compiled
def test_it_is_in_the_manifest_and_comes_out_the_same_again(kept):
    assert manifest.check(kept) == []
    assert "records/trail.parquet" in json.loads((kept / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert json.loads((kept / "run.json").read_text(encoding="utf-8"))["keep_trail"] is True
    assert "--keep-trail" in json.loads((kept / "run.json").read_text(encoding="utf-8"))["command"]
    again = verify(kept, Means(workers=1, page=None))
    assert again.problems == ()
    assert again.run_again


@pytest.mark.compiled
def test_without_being_asked_nothing_of_it_is_stored(kept, tmp_path):
    study.run(TAG, **SMALL, workers=1, out=tmp_path / "run")
    plain, whole = contents(tmp_path / "run"), contents(kept)
    assert set(whole) - set(plain) == {"records/trail.parquet"}
    assert plain["records/tallies.parquet"] == whole["records/tallies.parquet"]


def test_a_scheme_without_positions_has_no_trail_to_keep(tmp_path):
    with pytest.raises(UsageRefused, match="no trail to keep"):
        study.run("telephone-reporting", **SMALL, out=tmp_path / "run", keep_trail=True)
    assert not (tmp_path / "run").exists()


def test_a_trail_needs_a_folder():
    with pytest.raises(UsageRefused, match="none is named"):
        study.run(TAG, **SMALL, keep_trail=True)


def test_groups_are_of_equal_length():
    people = [(np.full(ROWS_A_GROUP // 3, k, dtype=np.int32),) * 5 for k in range(10)]
    groups = [columns[0] for columns in _groups(iter(people))]
    assert [len(group) for group in groups[:-1]] == [ROWS_A_GROUP] * (len(groups) - 1)
    assert (np.concatenate(groups) == np.concatenate([columns[0] for columns in people])).all()


def test_a_run_that_is_not_exact_takes_fewer_people_where_positions_are_followed():
    assert make_plan(TAG).people == MOST_TAGGED
    assert make_plan("curfew-tag").people == MOST_WATCHED
    assert make_plan(WATCH).people == 2500


def test_an_exact_run_takes_everybody_for_six_years():
    plan = make_plan(WATCH, exact=True)
    assert (plan.people, plan.days, plan.draws) == (2500, EXACT_DAYS, 1)
    assert make_plan("smartlink", exact=True).people > MOST_PEOPLE
    assert make_plan(TAG, exact=True).people == 4552
    assert make_plan(WATCH, exact=True, people=10, days=5, draws=3) == make_plan(WATCH, people=10, days=5, draws=3)
    assert make_plan(WATCH).command() == make_plan(WATCH, exact=False, keep_trail=False).command()
