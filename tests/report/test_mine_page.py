from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from custodes.measures.own_file import OwnAlert
from custodes.records.text import json_bytes
from custodes.report.figures.calendar import Week, draw, shade
from custodes.report.figures.marks import Dot
from custodes.report.mine_alerts import cause_words, speaks_against, speaks_for
from custodes.report.mine_page import mine_document, mine_page, sections
from custodes.report.mine_trail import direction, hour_words
from tests.report.made_up_audit import HOSTILE, NAN, own_file, rows_of
from tests.report.pages import read

SILENT = OwnAlert(
    raised_s=0.0,
    cause="",
    step="",
    outcome="",
    cleared_s=NAN,
    precision_m=NAN,
    satellites=NAN,
    battery=NAN,
    before_min=NAN,
    after_min=NAN,
    upload_min=NAN,
    excuse=-1,
    no_data_as_breach=False,
    device_since_s=NAN,
)


@pytest.fixture(scope="module")
def page():
    return read(mine_page(own_file()))


def test_the_same_file_gives_the_same_bytes():
    assert mine_page(own_file()) == mine_page(own_file())


def test_it_says_what_was_collected(page):
    assert "Recorded positions: 8,598 rows." in page.text
    assert "Your file holds records from 1 January 2025 to 1 March 2025." in page.text


def test_an_alert_has_evidence_on_both_sides(page):
    assert "6 Jan 2025, 00:00: battery low or flat" in page.text
    assert "The device was given to you on 11 January 2025, after what the alert is about" in page.text
    assert "The battery was at 4%." in page.text
    assert "No excuse is recorded." in page.text
    assert "For 3 the file itself holds something" in page.text


def test_it_shows_home_and_habit_to_the_wearer(page):
    assert "within about 100 metres of latitude 51.500, longitude -0.100" in page.text
    assert "2.0 km north-east of home" in page.text
    assert "Fridays near 13:00, 9 times" in page.text


def test_reviews_holdings_and_disclosures_are_listed(page):
    assert "2 came a day or more late or had not been done by 1 March 2025; together that is 41 days" in page.text
    assert "2 were or are held past the day" in page.text
    assert "handed over 2 times, to 2 recipients; 1 without a written reason." in page.text


def test_questions_to_ask_follow_from_the_file(page):
    text = page.text
    assert "Please say why the review of my monitoring that was due on 11 January 2025 was done on 1 February" in text
    assert "Please say why the review of my monitoring that was due on 10 February 2025 was not done" in text
    assert "Please delete what you hold of mine past its date of deletion (1 entry), or say why it stays." in text
    assert "for which my records were handed over where none is written (1 time)." in text


def test_checks_say_what_they_took(page):
    assert "6 checks fell due; 3 passed and 3 did not." in page.text
    assert "They took 10 attempts, 6 of them at checks that failed." in page.text


def _without(kind, *columns, **changed):
    disclosed = own_file().disclosed
    table = {name: values for name, values in disclosed.tables[kind].items() if name not in columns}
    own = replace(own_file(), disclosed=replace(disclosed, tables={**disclosed.tables, kind: {**table, **changed}}))
    return read(mine_page(own)).text


def test_what_no_column_says_is_not_said_of_reviews():
    text = _without("reviews", "done")
    assert "2 reviews of the decision to monitor you fell due. The file does not say whether and when" in text
    assert "not done" not in text
    assert "Please say why the review" not in text


def test_what_no_column_says_is_not_said_of_reasons():
    assert "to 2 recipients; whether a reason is written the file does not say." in _without("disclosures", "reason")


def test_a_check_of_which_nothing_is_said_did_not_fail():
    outcome = np.array([0, 0, 2, 5, 0, -1], dtype=np.int8)
    text = _without("checks", outcome=outcome)
    assert "6 checks fell due; 3 passed and 2 did not, and of 1 the file does not say." in text
    assert "They took 10 attempts, 3 of them at checks that failed." in text


def test_a_table_that_is_cut_says_of_how_many():
    own = own_file()
    assert (
        "The first 300 of 1,200. answers.json has all." in read(mine_page(replace(own, alerts=own.alerts * 300))).text
    )
    due = np.zeros(120) + own.disclosed.start_s
    text = _without("reviews", "reasons", **rows_of(120, due=due, done=due))
    assert "The first 100 of 120." in text


def test_nothing_is_said_where_nothing_was_given():
    own = own_file()
    bare = replace(own, disclosed=replace(own.disclosed, tables={}), weeks=[], gaps=[], alerts=[], trail=None, asked=())
    assert [each.place for each in sections(bare)] == ["short", "collected", "questions", "files"]


def test_an_alert_of_which_the_file_says_nothing_speaks_for_nobody():
    assert speaks_for(SILENT) == ()
    assert speaks_against(SILENT) == ()
    assert cause_words("") == "no cause is given"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"outcome": "cleared"}, "found to be wrong."),
        ({"cleared_s": 3 * 86_400.0}, "found to be wrong, 3 days after it was raised."),
        ({"outcome": "excused"}, "An excuse was accepted."),
        ({"excuse": 1}, "An excuse is recorded."),
        ({"no_data_as_breach": True}, "counted as non-compliance"),
        ({"precision_m": 80.0}, "good to 80 m only"),
        ({"satellites": 1.0}, "rests on 1 satellite;"),
        ({"battery": 0.0}, "battery was at 0%"),
        ({"before_min": 60.0, "after_min": 30.0}, "for 90 minutes around it"),
        ({"upload_min": 300.0}, "uploaded 5 hours after"),
    ],
)
def test_what_speaks_for_another_cause(changed, words):
    (said,) = speaks_for(replace(SILENT, **changed))
    assert words in said


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"outcome": "upheld"}, "It was upheld."),
        ({"precision_m": 8.0}, "good to 8 m."),
        ({"satellites": 9.0}, "9 satellites"),
        ({"battery": 0.8}, "80%"),
        ({"before_min": 5.0, "after_min": 0.5}, "5 minutes before and under a minute after"),
        ({"excuse": 0}, "No excuse is recorded."),
    ],
)
def test_what_speaks_for_the_alert(changed, words):
    (said,) = speaks_against(replace(SILENT, **changed))
    assert words in said


def test_the_document_is_plain_json():
    document = json.loads(json_bytes(mine_document(own_file())))
    assert len(document["alerts"]) == 4
    assert document["trail"]["home"] == [51.5, -0.1]
    assert document["alerts"][0]["cleared_s"] is None
    assert document["alerts"][0]["speaks_for_another_cause"]


def test_text_from_files_stays_text():
    html = mine_page(own_file(HOSTILE))
    assert "<script>" not in html
    assert "\u202e" not in html
    assert read(html)


@pytest.mark.parametrize(
    ("bearing", "words"), [(0, "north"), (44, "north-east"), (180, "south"), (350, "north"), (270, "west")]
)
def test_directions(bearing, words):
    assert direction(bearing) == words


@pytest.mark.parametrize(("hour", "words"), [(0, "00:00"), (13.2, "13:00"), (13.3, "13:30"), (23.9, "00:00")])
def test_hours(hour, words):
    assert hour_words(hour) == words


@pytest.mark.parametrize(("count", "most", "step"), [(0, 9, 0), (1, 9, 1), (5, 9, 2), (9, 9, 3), (1, 1, 1), (0, 0, 0)])
def test_shades_of_the_calendar(count, most, step):
    assert shade(count, most) == step


def test_a_day_with_an_alert_is_marked():
    drawing = draw([Week("a", [1] * 7, [0, 2, 0, 0, 0, 0, 0]), Week("b", [0] * 7, [0] * 7)], "rows")
    assert sum(isinstance(mark, Dot) for mark in drawing.marks) == 1


def test_a_file_without_positions_is_drawn_by_its_rows():
    own = own_file()
    tables = {"contacts": rows_of(2, time=[own.disclosed.start_s, own.disclosed.start_s + 1])}
    disclosed = replace(own.disclosed, tables=tables)
    bare = replace(own, disclosed=disclosed, weeks=[{"week_s": own.weeks[0]["week_s"], "contacts": 2}], alerts=[])
    text = read(mine_page(bare)).text
    assert "Figure 1. Rows on each day." in text
