"""Published figures beside each other and beside the records; notes of reading; who is listed."""

from __future__ import annotations

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
