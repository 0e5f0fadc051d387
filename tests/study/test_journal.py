from __future__ import annotations

import errno
import fcntl
from typing import TYPE_CHECKING

import pytest

from custodes.errors import Interrupted, Refused
from custodes.records import manifest
from custodes.study.journal import WORK, Journal
from custodes.study.run import carry_out
from custodes.study.world import run_central, run_world
from tests.study.fakes import ROOMS, FailingDisk, contents, means, plan

if TYPE_CHECKING:
    from pathlib import Path


def codes(refused) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def unfinished(folder: Path, worlds: int = 2) -> None:
    """Leave a folder as a run that was stopped after some worlds."""
    with Journal(folder, plan()) as journal:
        journal.keep(*run_central(plan(), ROOMS, 1))
        for number in range(1, worlds):
            journal.keep(run_world(plan(), number, ROOMS), {})


def test_a_finished_folder_is_refused(tmp_path):
    carry_out(plan(), means(), tmp_path / "run")
    before = contents(tmp_path / "run")
    with pytest.raises(Refused, match="holds a finished run") as refused:
        carry_out(plan(), means(), tmp_path / "run")
    assert codes(refused) == ["folder-finished"]
    assert contents(tmp_path / "run") == before


def test_an_unfinished_folder_of_another_plan_is_refused_and_untouched(tmp_path):
    unfinished(tmp_path)
    before = contents(tmp_path)
    with pytest.raises(Refused, match="unfinished run of something else") as refused:
        carry_out(plan(days=4, seed=8), means(), tmp_path)
    assert codes(refused) == ["folder-other-plan"]
    assert "days and seed differ" in refused.value.problems[0].seen
    assert contents(tmp_path) == before


def test_a_damaged_plan_is_refused(tmp_path):
    unfinished(tmp_path)
    (tmp_path / WORK / "plan.json").write_text("[1")
    with pytest.raises(Refused, match="cannot be read"):
        carry_out(plan(), means(), tmp_path)


def test_somebody_elses_files_are_refused_and_untouched(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(Refused, match="files that are not of this run") as refused:
        carry_out(plan(), means(), tmp_path)
    assert codes(refused) == ["folder-not-ours"]
    assert contents(tmp_path) == {"letter.txt": b"mine"}


def test_somebody_elses_files_beside_an_unfinished_run_are_refused(tmp_path):
    unfinished(tmp_path)
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(Refused, match=r"letter\.txt"):
        carry_out(plan(), means(), tmp_path)


def test_a_work_folder_without_a_plan_beside_files_is_not_ours(tmp_path):
    (tmp_path / WORK).mkdir()
    (tmp_path / "report.html").write_text("mine")
    with pytest.raises(Refused) as refused:
        carry_out(plan(), means(), tmp_path)
    assert codes(refused) == ["folder-not-ours"]


def test_a_run_cut_off_while_its_work_folder_went_is_finished(tmp_path):
    carry_out(plan(), means(), tmp_path)
    finished = contents(tmp_path)
    (tmp_path / WORK).mkdir()
    (tmp_path / WORK / "lock").touch()
    with pytest.raises(Refused) as refused:
        carry_out(plan(), means(), tmp_path)
    assert codes(refused) == ["folder-finished"]
    assert contents(tmp_path) == finished


def test_a_folder_in_use_is_refused(tmp_path):
    with Journal(tmp_path, plan()), pytest.raises(Refused, match="another run is writing") as refused:
        carry_out(plan(), means(), tmp_path)
    assert codes(refused) == ["folder-in-use"]


def test_the_lock_of_a_dead_process_holds_nobody_up(tmp_path):
    unfinished(tmp_path)
    assert (tmp_path / WORK / "lock").exists()
    carry_out(plan(), means(), tmp_path)
    assert not (tmp_path / WORK).exists()


def test_a_lock_whose_file_was_taken_away_is_not_held(tmp_path, monkeypatch):
    lock = fcntl.flock

    def lock_too_late(number, how):
        (tmp_path / WORK / "lock").unlink()
        lock(number, how)

    monkeypatch.setattr(fcntl, "flock", lock_too_late)
    with pytest.raises(Refused) as refused:
        carry_out(plan(), means(), tmp_path)
    assert codes(refused) == ["folder-in-use"]


@pytest.mark.parametrize("inside", [False, True])
def test_a_folder_that_cannot_be_made_is_refused(tmp_path, inside):
    # Below a regular file nobody can make a folder, whatever their rights.
    (tmp_path / "file").write_text("")
    out = tmp_path / "file" / "run" if inside else tmp_path / "file"
    with pytest.raises(Refused, match="cannot be written") as refused:
        carry_out(plan(), means(), out)
    assert refused.value.exit_code == 3
    assert codes(refused) == ["folder-unwritable"]


def test_a_world_that_is_not_as_it_was_written_is_run_again(tmp_path):
    carry_out(plan(), means(), tmp_path / "whole")
    unfinished(tmp_path / "run", worlds=3)
    path = tmp_path / "run" / WORK / "world-0001.json"
    path.write_bytes(path.read_bytes().replace(b'"people":20', b'"people":21', 1))
    (tmp_path / "run" / WORK / "world-0002.json").write_bytes(b'{"crc32":1')
    with Journal(tmp_path / "run", plan()) as journal:
        assert sorted(journal.worlds) == [0]
    carry_out(plan(), means(), tmp_path / "run")
    assert contents(tmp_path / "run") == contents(tmp_path / "whole")


def test_records_that_are_not_as_they_were_written_are_made_again(tmp_path):
    unfinished(tmp_path)
    path = tmp_path / WORK / "records" / "people.parquet"
    path.write_bytes(path.read_bytes()[:-1])
    (path.parent / "people.parquet.part").touch()
    with Journal(tmp_path, plan()) as journal:
        assert sorted(journal.worlds) == [1]
    carry_out(plan(), means(), tmp_path)
    assert manifest.check(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "why"),
    [(errno.ENOSPC, "disk is full"), (errno.EDQUOT, "quota"), (errno.EIO, "disk failed"), (errno.EACCES, "no longer")],
)
def test_what_a_disk_does_is_told(tmp_path, number, why):
    with pytest.raises(Interrupted, match=why) as stopped:
        carry_out(plan(), means(disk=FailingDisk(40, number)), tmp_path)
    assert stopped.value.exit_code == 5
    assert 0 < stopped.value.done < stopped.value.total == 5


@pytest.mark.parametrize("first", range(1, 4))
def test_every_effect_may_fail_and_the_run_is_resumed_to_the_same_bytes(tmp_path, first):
    made = plan(draws=2)
    counting = FailingDisk(10**9)
    carry_out(made, means(disk=counting), tmp_path / "whole")
    whole = contents(tmp_path / "whole")
    assert counting.done > 60
    # Every twelfth effect from three beginnings, and the last ones: every kind of file is met.
    for nth in sorted({*range(first, counting.done, 12), counting.done - first + 1}):
        out = tmp_path / f"run{nth}"
        with pytest.raises(Interrupted):
            carry_out(made, means(disk=FailingDisk(nth)), out)
        for path, content in contents(out).items() if out.exists() else ():
            assert path.startswith(WORK) or whole[path] == content, f"half-written {path} at effect {nth}"
        if nth < counting.done:
            assert "manifest.json" not in contents(out) or (out / WORK).is_dir()
        if nth == counting.done:
            # The very last effect: everything was there already.
            with pytest.raises(Refused, match="holds a finished run"):
                carry_out(made, means(), out)
        else:
            carry_out(made, means(), out)
        assert contents(out) == whole


def test_nothing_is_kept_when_the_first_effect_fails(tmp_path):
    with pytest.raises(Interrupted) as stopped:
        carry_out(plan(), means(disk=FailingDisk(1)), tmp_path / "run")
    assert stopped.value.done == 0
