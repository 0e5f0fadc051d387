"""The files of a comparison's folder."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from custodes.measures.gone import ABSCONDED
from custodes.records.whole_folder import check_place, write_whole_folder
from custodes.report.compare_files import KIND, compare_files
from custodes.study.compare_questions import BY_KEY, EARLIER
from tests.report.made_up import HOSTILE
from tests.report.made_up_comparison import comparison


@pytest.fixture(scope="module")
def done():
    return comparison(3)


@pytest.fixture(scope="module")
def files(done):
    return compare_files(done)


def rows(files, name):
    return list(csv.DictReader(io.StringIO(files[name].decode("utf-8"))))


def test_the_folder_is_written_and_may_be_written_over_by_the_same(tmp_path, done, files):
    for _ in (1, 2):
        check_place(tmp_path / "out", KIND, done.plan.hash)
        write_whole_folder(tmp_path / "out", files)
    assert (tmp_path / "out" / "tables" / "compare.csv").is_file()


def test_the_same_comparison_gives_the_same_bytes(files):
    assert compare_files(comparison(3)) == files


def test_it_says_what_it_is(done, files):
    told = json.loads(files["run.json"])
    assert (told["kind"], told["identity"], told["command"]) == ("compare", done.plan.hash, done.plan.command())
    assert told["versions"]["custodes"] == told["custodes_version"]
    assert [each["name"] for each in told["schemes"]] == list(done.plan.plans)
    assert told["schemes"][0] == {
        "name": "made-up-tag",
        "scheme": "made-up-tag",
        "scheme_hash": "0123456789abcdef" * 4,
        "title": "A made-up fitted tag",
        "settings": {"cohort.size": "500"},
        "people": 500,
        "days": 365,
        "draws": 8,
        "seed": 1,
    }
    assert told["margins"] == {"detection_delay_days": 7.0, "detections_share": 0.05}
    assert [each["trial"] for each in told["effects"]] == ["gps-expansion-pilot", None]


def test_the_document_is_that_of_the_comparison(done, files):
    assert json.loads(files["compare.json"]) == json.loads(json.dumps(done.document()))


def test_the_table_has_a_row_a_question_and_scheme(files):
    found = rows(files, "tables/compare.csv")
    # The two lines that only a comparison has are of the alternatives.
    assert len(found) == len(BY_KEY) * 3 + 2 * 2
    row = next(each for each in found if each["question"] == "burden_h_per_week" and each["scheme"] == "made-up-watch")
    assert (row["side"], row["unit"], row["value"], row["people"]) == ("takes", "hour per week", "3.2", "500")
    assert float(row["difference"]) == pytest.approx(3.2 - 8.7)
    assert row["paired_gain"] == "5.2"
    first = next(each for each in found if each["question"] == "burden_h_per_week")
    assert (first["scheme"], first["difference"], first["difference_cannot_tell"]) == ("made-up-tag", "", "")
    earlier = next(each for each in found if each["question"] == EARLIER)
    assert (earlier["value"], earlier["difference"]) == ("", "20.0")


def test_the_orders_and_the_stages_stand_in_tables(files):
    found = rows(files, "tables/orders.csv")
    assert len(found) == 3 * len(BY_KEY)
    going = {(e["first"], e["second"]): e["second_is"] for e in found if e["question"] == ABSCONDED}
    tag, telephone, watch = ("made-up-tag", "made-up-telephone", "made-up-watch")
    # A trial is entered for the tag and a claim for the telephone; as many abscond under all.
    assert going == {(tag, telephone): "unclear", (tag, watch): "same", (telephone, watch): "unclear"}
    told = rows(files, "tables/necessity.csv")
    assert next(each["name"] for each in told if each["part"] == "stage") == "aim"
    assert len([each for each in told if each["part"] == "margin"]) == 2 * 2


def test_no_clock_and_no_path_is_in_them(files):
    now = str(datetime.now(UTC).date()).encode()
    assert not any(b"/tmp" in content or now in content for content in files.values())


def test_no_cell_of_a_hostile_scheme_runs_in_a_spreadsheet():
    files = compare_files(comparison(2, text="\n=1+1" + " ".join(HOSTILE.values())))
    found = [cell for name in files if name.endswith(".csv") for row in rows(files, name) for cell in row.values()]
    assert not [cell for cell in found if cell.startswith(("=", "+", "@"))]
