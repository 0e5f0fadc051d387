"""Published figures beside each other and beside the records; notes of reading; who is listed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from custodes.measures.people_listed import people_listed
from custodes.measures.published_totals import published_totals, recount_of
from custodes.measures.reading_notes import reading_notes
from custodes.records.disclosed import Note
from tests.measures.disclosed_builder import NAN, START, asking, day, disclosed


def finding(found, key):
    return next(each for each in found.findings if each.key == key)


def published(people=20, more=None, **totals):
    return published_totals(disclosed(people, totals=totals, **(more or {})), asking(people))


def test_two_values_for_the_same_thing():
    found = published(
        date=[day(30), day(30), day(30), day(31), day(30)],
        quantity=["warrants", "warrants", "visits", "warrants", "warrants"],
        value=[10, 12, 12, 12, 10],
    )
    two = finding(found, "totals-two-values")
    assert (two.count, two.of, two.at.tolist(), two.people) == (1, 5, [1], 20)
    assert not [each for each in found.findings if each.key == "totals-differ-from-records"]


def test_another_definition_is_another_thing():
    found = published(
        date=day(30), quantity="warrants", value=[10, 12], definition=["issued in the month", "open at the end"]
    )
    assert finding(found, "totals-two-values").count == 0


def test_people_monitored_are_counted_again_on_the_day():
    ended = np.where(np.arange(20) < 5, day(30.5), NAN)
    found = published(20, {"ended": ended}, date=day(30), quantity="People monitored", value=[14, 15, 20, 21])
    assert finding(found, "totals-differ-from-records").at.tolist() == [0, 3]
    assert [row["difference"] for row in found.tables["totals-recounted"]] == [-1, 0, 0, 1]


def test_overdue_reviews_are_counted_again():
    reviews = {"person": np.arange(20), "due": day(20), "done": [day(25)] * 8 + [None] * 12}
    found = published(20, {"reviews": reviews}, date=day(30), quantity="reviews overdue", value=[12, 9])
    assert finding(found, "totals-differ-from-records").at.tolist() == [1]


def test_alerts_of_a_month_are_counted_from_its_first_day():
    alerts = {"person": np.arange(30) % 20, "raised": [day(20)] * 10 + [day(40)] * 20}
    totals = {"date": day(58), "quantity": "alerts raised", "definition": "in the month"}  # 28 February
    assert finding(published(20, {"alerts": alerts}, **totals, value=20), "totals-differ-from-records").count == 0
    assert finding(published(20, {"alerts": alerts}, **totals, value=30), "totals-differ-from-records").count == 1


def test_alerts_of_a_day_and_the_people_whom_they_are_about():
    alerts = {"person": [0, 0, 1, 2], "raised": [day(30.2), day(30.9), day(30.5), day(31.1)]}
    found = published(20, {"alerts": alerts}, date=day(30), quantity="alerts raised", value=[3, 4])
    assert finding(found, "totals-differ-from-records").at.tolist() == [1]
    assert [row["people"] for row in found.tables["totals-recounted"]] == [2, 2]
    assert found.tables["totals-recounted"][1] == {
        "date_s": day(30),
        "quantity": "alerts raised",
        "published": 4.0,
        "recounted_low": 3,
        "recounted_high": 3,
        "difference": 1.0,
        "people": 2,
    }


def test_alerts_are_not_counted_again_where_the_records_begin_inside_the_time():
    made = disclosed(
        20,
        alerts={"person": 0, "raised": [day(17), day(33)]},
        totals={"date": [day(30), day(58)], "quantity": "alerts raised in the month", "value": [900, 1]},
    )
    assert [row["recounted_low"] for row in published_totals(made, asking(20)).tables["totals-recounted"]] == [1, 1]
    # The records begin on 16 January: they have a part of January and all of February.
    (row,) = published_totals(replace(made, start_s=day(15)), asking(20)).tables["totals-recounted"]
    assert (row["date_s"], row["difference"]) == (day(58), 0)
    # From a first record on the first day of the month on, they have all of it.
    assert len(published_totals(replace(made, start_s=day(0.4)), asking(20)).tables["totals-recounted"]) == 2


def test_a_figure_of_a_day_outside_of_the_records_or_without_a_value_is_not_counted_again():
    assert not published(20, date=day(-3), quantity="people monitored", value=7).tables
    assert not published(20, date=day(366), quantity="people monitored", value=7).tables
    assert not published(20, date=day(3), quantity="people monitored", value=[None]).tables


def test_what_the_words_do_not_say_is_not_counted_again():
    assert recount_of("absconders", "") is None
    assert recount_of("alerts raised", "on the day") is not recount_of("alerts raised", "in the month")
    assert not published(2, {"started": None}, date=day(3), quantity="people tagged", value=2).tables


def test_notes_of_reading_become_findings_with_all_files_together():
    notes = (
        Note("clock-back", "Times came twice", "finding", "a.csv", 3, 4),
        Note("clock-back", "Times came twice", "finding", "b.csv", 9, 2),
        Note("encoding", "Read as Windows-1252", "warning", "a.csv"),
    )
    (found,) = reading_notes(disclosed(2, notes=notes), asking(2)).findings
    assert (found.key, found.means, found.count, found.kind) == ("note-clock-back", "Times came twice", 6, "")


def test_a_note_of_a_column_says_so_and_warnings_are_no_findings():
    notes = (
        Note("time-in-2100", "times after the year 2100; read as not known", "finding", "a.csv", 3, 4, "raised"),
        Note("encoding", "Read as Windows-1252", "warning", "a.csv"),
    )
    (found,) = reading_notes(disclosed(2, notes=notes), asking(2)).findings
    assert found.means == "In the column raised: times after the year 2100; read as not known"
    assert "time-in-2100" in found.rule
    assert (found.people, len(found.at), found.test) == (0, 0, "accuracy")


def test_each_kind_is_covered_from_its_first_to_its_last_day():
    made = disclosed(
        10,
        40.0,
        positions={"person": [0, 0, 1], "time": [day(4.3), day(24.3), NAN], "latitude": 51.5, "longitude": 0.0},
        disclosures={"person": [-1, 3], "time": [day(-10), day(20)], "recipient": "police"},
        checks={"person": 0, "due": [NAN], "outcome": "passed"},
    )
    assert people_listed(made, asking(10)).tables["records-cover"] == [
        {"kind": "disclosures", "rows": 2, "first_s": day(-10), "last_s": day(20), "share_of_period": 0.5, "people": 1},
        {"kind": "positions", "rows": 2, "first_s": day(4), "last_s": day(24), "share_of_period": 0.5, "people": 1},
    ]


def test_records_without_any_date_or_person_say_nothing_of_either():
    assert people_listed(disclosed(5, started=None), asking(5)).findings == ()
    assert people_listed(disclosed(0), asking(0)).findings == ()


def test_people_without_dates_and_without_a_recorded_group():
    started = np.where(np.arange(10) < 7, START, NAN)
    made = disclosed(
        10,
        30.0,
        started=started,
        groups={"sex": (["f", "m"], [0, 1] * 3 + [-1] * 4)},
        alerts={"person": 0, "raised": day(2)},
    )
    found = people_listed(made, asking(10))
    assert finding(found, "people-without-dates").count == 3
    assert (finding(found, "not-recorded-sex").count, finding(found, "not-recorded-sex").test) == (4, "equality")
    (row,) = found.tables["records-cover"]
    assert (row["kind"], row["rows"], row["people"], row["first_s"]) == ("alerts", 1, 1, day(2))
