from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from custodes.errors import Interrupted, Refused, UsageRefused
from custodes.records.read import read_records
from custodes.records.versions import versions
from custodes.scheme.library import load
from custodes.study import run as study
from custodes.study.execute import Pool
from custodes.study.run import carry_out, make_plan
from custodes.study.view import Scaling
from tests.study import fakes
from tests.study.fakes import SCHEME, contents, means, plan

SMALL = {"people": 30, "days": 6, "draws": 3, "seed": 5}


def without(folder, *names) -> dict[str, bytes]:
    return {path: content for path, content in contents(folder).items() if path not in names}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole") / "run"
    study.run(SCHEME, **SMALL, workers=1, out=folder)
    return contents(folder)


@pytest.mark.parametrize(("shards", "workers"), [(1, 2), (2, 1), (7, 1), (7, 2)])
def test_shards_and_workers_change_nothing(tmp_path, whole, shards, workers):
    study.run(SCHEME, **SMALL, workers=workers, shards=shards, out=tmp_path / "run")
    # The number of shards stands in run.json, and so in its hash; nothing else may differ.
    aside = ("run.json", "manifest.json") if shards > 1 else ()
    assert without(tmp_path / "run", *aside) == {path: content for path, content in whole.items() if path not in aside}


def test_the_folder_is_complete(whole):
    names = ("people", "tallies", "alerts", "cases", "absences", "desks", "costs")
    records = {f"records/{name}.parquet" for name in names}
    tables = {f"tables/{name}.csv" for name in ["answers", "groups", "sources", "quantities", "worlds"]}
    assert set(whole) == {"run.json", "answers.json", "manifest.json"} | records | tables


def test_no_clock_and_no_place_of_the_machine_in_a_folder(whole):
    for path, content in whole.items():
        if not path.endswith(".parquet"):
            assert not re.search(rb"\d\d:\d\d:\d\d", content), path
            for word in (
                time.strftime("%Y-%m-%d"),
                tempfile.gettempdir(),
                str(Path.home()),
                sys.prefix,
                str(Path.cwd()),
            ):
                assert word.encode() not in content, path


def test_answers_say_what_they_rest_on(whole):
    answers = json.loads(whole["answers.json"])["answers"]
    answer = answers["checks_due_per_person_year"]
    assert answer["low"] <= answer["value"] <= answer["high"]
    assert answer["from_unknowns"]["low"] <= answer["from_unknowns"]["high"]
    assert answer["sources"] == sorted(set(answer["sources"])) != []
    for key, one in answers.items():
        assert (one["value"] is None) != (one["cannot_tell"] is None), key
        assert {source.split(":")[0] for source in one["sources"]} <= {"source", "assumption", "redacted"}


def test_run_json_says_what_was_run(whole):
    document = json.loads(whole["run.json"])
    assert document["command"] == f"custodes run {SCHEME} --people=30 --days=6 --draws=3 --seed=5"
    assert document["scheme_hash"] == load(SCHEME).hash
    assert document["versions"] == versions()
    assert document["unknowns"]
    assert document["parts_not_run"]


def test_a_run_in_memory_writes_the_same_folder(tmp_path, whole):
    finished = study.run(SCHEME, **SMALL)
    assert finished.write(tmp_path / "run") == tmp_path / "run"
    assert contents(tmp_path / "run") == whole
    again = replace(finished, folder=tmp_path / "run", records={})
    assert again.table("people").equals(finished.table("people"))
    again.write(tmp_path / "copy")
    assert contents(tmp_path / "copy") == whole


def test_records_of_the_folder_are_those_of_the_central_world(tmp_path):
    finished = study.run(SCHEME, **SMALL, out=tmp_path / "run")
    records = read_records(tmp_path / "run")
    assert records.days == 6.0
    people = finished.table("people")
    np.testing.assert_array_equal(people["person"].to_numpy(), records.people["person"])
    assert hasattr(people, "__arrow_c_stream__")
    assert finished.table("tallies").num_rows == people.num_rows


def test_tables_of_the_run_are_those_of_its_files(whole):
    finished = study.run(SCHEME, **SMALL)
    for name in ("answers", "groups", "worlds", "quantities", "sources"):
        table = finished.table(name)
        rows = list(csv.reader(io.StringIO(whole[f"tables/{name}.csv"].decode())))
        assert table.column_names == rows[0], name
        assert table.num_rows == len(rows) - 1, name
        for i, column in enumerate(table.columns):
            # Text that a spreadsheet would take for a formula has an apostrophe in the file only.
            written = [row[i].removeprefix("'") for row in rows[1:]]
            assert [_cell(value) for value in column.to_pylist()] == written, (name, i)
    answers = finished.table("answers")
    assert hasattr(answers, "__arrow_c_stream__")
    kinds = dict(zip(answers.column_names, map(str, answers.schema.types), strict=True))
    assert (kinds["value"], kinds["people"], kinds["unit"]) == ("double", "int64", "string")
    assert str(finished.table("quantities").schema.field("unknown").type) == "bool"


def _cell(value) -> str:
    return "" if value is None else {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def test_worlds_stand_in_the_units_of_the_scheme():
    finished = study.run(SCHEME, **SMALL)
    worlds = finished.table("worlds")
    scheme = finished.scheme
    path = "desks.review.minutes_per_case"
    assert worlds[f"{path} [minute]"][0].as_py() == pytest.approx(60 * scheme.quantities()[path].at(0.5))
    assert 1 <= worlds[f"{path} [minute]"][1].as_py() <= 15
    path = "wearers.sleep_from"
    assert worlds[f"{path} [hour after midnight]"][0].as_py() == pytest.approx(scheme.quantities()[path].at(0.5))
    assert "checks_due_per_person_year [per person-year]" in worlds.column_names
    assert all(name == "world" or name.endswith("]") for name in worlds.column_names)


def test_how_many_worlds_could_tell_is_told(whole):
    answers = json.loads(whole["answers.json"])["answers"]
    for answer in answers.values():
        assert answer["worlds"]["of"] == 3
        assert answer["value"] is None or answer["worlds"]["told"] >= 2
        for layer in (answer["from_unknowns"], answer["from_people"]):
            assert layer is None or answer["low"] <= layer["low"] <= layer["high"] <= answer["high"]


def test_every_gap_stands_beside_shuffled_labels(whole):
    answers = json.loads(whole["answers.json"])["answers"]
    gaps = {key: answer for key, answer in answers.items() if key.startswith("group_gap.")}
    assert gaps
    for key, answer in gaps.items():
        assert (answer["permuted"]["value"] is None) == (answer["value"] is None), key
        assert "group" not in (answer["permuted"]["cannot_tell"] or "").replace("between groups", ""), key
        assert answer["people"] > 0, key


def test_from_python_a_setting_is_called_a_setting():
    with pytest.raises(Refused, match=r"^settings: ") as refused:
        make_plan(SCHEME, settings={"rules.mised_in_a_row": 3})
    assert "--set" not in str(refused.value)


def test_an_unknown_table_is_refused():
    with pytest.raises(Refused, match="no such table"):
        carry_out(plan(), means(), None).table("names")


def test_a_notebook_shows_key_answers_escaped():
    finished = carry_out(plan(), means(), None)
    shown = finished._repr_html_()
    assert "checks_due_per_person_year" in shown
    assert "cannot tell: nobody was away" in shown
    assert "20 people at a time" in shown
    assert " per person-year</td>" in shown
    copy = finished.view.scheme.model_copy(update={"title": "<script>alert(1)</script>"})
    assert "<script>" not in replace(finished, view=replace(finished.view, scheme=copy))._repr_html_()


def test_another_seed_gives_other_answers():
    one = study.run(SCHEME, **SMALL).answers
    other = study.run(SCHEME, **{**SMALL, "seed": 6}).answers
    key = "failed_checks_per_person_year"
    assert one[key].value != other[key].value


def test_settings_fix_a_quantity():
    finished = study.run(SCHEME, **{**SMALL, "draws": 1}, settings={fakes.PATH: 0.5})
    assert fakes.PATH not in finished.scheme.unknowns()
    row = next(row for row in finished.view.quantities if row.path == fakes.PATH)
    assert (row.mid, row.basis, row.is_unknown) == (0.5, "assumption", False)
    assert finished.view.command.endswith(f"--set={fakes.PATH}=0.5")


def test_people_are_those_of_the_scheme_unless_told():
    scheme = load(SCHEME)
    assert make_plan(scheme).people == round(scheme.cohort.size.at(0.5))
    tagged = scheme.with_settings({"cohort.size": "80000"})
    assert make_plan(tagged).people == study.MOST_TAGGED
    huge = load("telephone-reporting").with_settings({"cohort.size": "80000"})
    assert make_plan(huge).people == study.MOST_PEOPLE
    assert make_plan(huge, people=20_000).people == 20_000
    view = carry_out(plan(), means(), None).view
    assert view.scaling.factor == 20 / scheme.cohort.size.at(0.5)
    assert len(view.scaling.notes) == 2
    assert replace(view.scaling, people=round(view.scaling.stated_people)).notes == ()


def test_a_scheme_may_be_a_file(tmp_path):
    stated = load(SCHEME).plain()
    path = tmp_path / "home-office-2022.yaml"
    path.write_text(json.dumps(stated))
    made = make_plan(path)
    assert made.file == "home-office-2022.yaml"
    assert made.scheme.hash == load(SCHEME).hash
    assert make_plan(SCHEME).file == ""


@pytest.mark.parametrize("wrong", [{"workers": 0}, {"people": 0}, {"draws": 0}, {"days": -1}])
def test_wrong_arguments_are_refused_before_anything_is_written(tmp_path, wrong):
    with pytest.raises(UsageRefused):
        study.run(SCHEME, **{**SMALL, **wrong}, out=tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_an_unknown_scheme_is_refused_with_a_hint():
    with pytest.raises(Refused, match="home-office-2022"):
        study.run("home-ofice-2022", **SMALL)


def test_progress_is_told_world_by_world():
    told = []
    carry_out(plan(), means(progress=told.append), None)
    assert [each.done for each in told] == [0, 1, 2, 3, 4, 5]
    assert {each.total for each in told} == {5}


def test_without_a_page_there_is_no_report(tmp_path):
    carry_out(plan(), means(page=None), tmp_path)
    assert "report.html" not in contents(tmp_path)


def test_one_draw_has_no_layer_of_unknowns():
    view = carry_out(plan(draws=1), means(), None).view
    answer = view.answers["checks_due_per_person_year"]
    assert answer.from_unknowns is None
    assert (answer.from_people.low, answer.from_people.high) == (answer.low, answer.high)
    assert [world.number for world in view.worlds] == [0]


def test_each_world_shows_what_it_drew():
    view = carry_out(plan(), means(), None).view
    drawn = [world.drawn[fakes.PATH] for world in view.worlds]
    assert drawn[0] == view.scheme.values()[fakes.PATH]
    assert len(set(drawn)) == 5
    assert set(view.worlds[1].drawn) == set(view.scheme.unknowns())


@pytest.mark.parametrize("workers", [None, 1, 2])
def test_the_number_of_workers_is_open(workers, monkeypatch):
    monkeypatch.setattr(study, "_SMALL_PERSON_D", 0)
    assert carry_out(plan(), means(workers=workers), None).answers == carry_out(plan(), means(), None).answers


def test_a_small_run_starts_no_processes(monkeypatch):
    monkeypatch.setattr(Pool, "_start", lambda _: pytest.fail("a worker was started"))
    carry_out(plan(), means(workers=None), None)


def test_where_workers_cannot_be_started_the_run_is_inline(monkeypatch):
    monkeypatch.setattr(study.os, "name", "nt")
    monkeypatch.setattr(Pool, "_start", lambda _: pytest.fail("a worker was started"))
    carry_out(plan(), means(workers=2), None)


@pytest.mark.parametrize(("stop", "why"), [(KeyboardInterrupt, "interrupted"), (MemoryError, "not enough memory")])
def test_a_stopped_run_is_resumed_to_the_same_bytes(tmp_path, stop, why):
    carry_out(plan(), means(), tmp_path / "whole")

    def watch(progress):
        if progress.done == 3:
            raise stop

    with pytest.raises(Interrupted, match=why) as stopped:
        carry_out(plan(), means(progress=watch), tmp_path / "run")
    assert (stopped.value.done, stopped.value.total, stopped.value.exit_code) == (3, 5, 5)
    told = []
    carry_out(plan(), means(progress=told.append), tmp_path / "run")
    assert told[0].done == 3
    assert contents(tmp_path / "run") == contents(tmp_path / "whole")


def test_a_run_without_a_folder_has_nothing_to_resume():
    def watch(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        carry_out(plan(), means(progress=watch), None)


def _children() -> list[int]:
    with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as file:  # noqa: PTH123
        return [int(word) for word in file.read().split()]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds its children in /proc")
def test_killed_workers_change_nothing(tmp_path, whole):
    killed = []

    def watch(progress):
        # Kill every worker once, with the first draw done and the others under way.
        if progress.done == 2 and not killed:
            killed.extend(_children())
            for child in killed:
                os.kill(child, signal.SIGKILL)

    study.run(SCHEME, **SMALL, workers=2, out=tmp_path / "run", progress=watch)
    assert killed
    assert contents(tmp_path / "run") == whole


def test_an_interrupt_reaches_a_run_that_waits_for_its_workers(tmp_path):
    def interrupt():
        time.sleep(0.3)
        os.kill(os.getpid(), signal.SIGINT)

    def watch(progress):
        if progress.done == 1:
            threading.Thread(target=interrupt).start()

    before = time.monotonic()
    with pytest.raises(Interrupted):
        study.run(SCHEME, **{**SMALL, "draws": 40, "people": 300, "days": 60}, workers=2, out=tmp_path, progress=watch)
    assert time.monotonic() - before < 30.0
    assert (tmp_path / ".work" / "plan.json").exists()


def test_thinned_rows_are_said():
    assert Scaling(50, 50.0).notes == ()
    (note,) = Scaling(50, 50.0, rows_one_in=37).notes
    assert "one person in 37" in note
    assert len(Scaling(10, 50.0, rows_one_in=37).notes) == 3
