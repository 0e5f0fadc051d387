"""Two publications side by side: what either alone keeps, both together keep."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from custodes.errors import PrivacyRefused, Refused, UsageRefused
from custodes.measures.answer import Answer, GroupAnswer
from custodes.report.count_table import CountTable, SafeTable
from custodes.report.differencing import against_earlier
from custodes.report.differencing_counts import counts_against
from custodes.report.published_check import Package
from custodes.report.published_content import Content, answer_tables
from custodes.report.published_table import Table, written
from custodes.report.small_answers import protect_answers
from custodes.report.small_counts import protect
from custodes.report.small_counts_audit import Interval, intervals

K = 10
COUNTS = np.array([[3, 20, 30], [40, 50, 60], [70, 80, 90]])


def _safe(counts, **marked) -> SafeTable:
    return protect(
        CountTable("t", ("row", "column"), (("a", "b", "c"), ("x", "y", "z")), np.array(counts), **marked), K
    )


def _hiding(counts, cells) -> SafeTable:
    """Hide other cells than we would: as somebody may have done earlier."""
    safe = _safe(np.array(counts) + 100)
    values = np.zeros((4, 4))
    values[:3, :3] = counts
    values[3, :3], values[:3, 3], values[3, 3] = np.sum(counts, 0), np.sum(counts, 1), np.sum(counts)
    marks = np.full((4, 4), "", dtype=object)
    for cell in cells:
        values[cell], marks[cell] = np.nan, "[c]"
    return SafeTable("t", safe.dims, safe.categories, "", values, marks, K, "structural")


def _answers(groups: dict[str, int], people: int | None = None) -> dict[str, Answer]:
    by_group = {"sex": {name: GroupAnswer(0.5, 0.4, 0.6, count) for name, count in groups.items()}}
    total = sum(groups.values()) if people is None else people
    return protect_answers({"rate": Answer(0.5, 0.4, 0.6, "share", total, by_group=by_group)}, K)


def _content(answers, counts=(), identity: str = "now") -> Content:
    return Content(False, identity, answers, tuple(answer_tables(answers)), tuple(counts), None, ())  # noqa: FBT003


def _package(answers, counts=(), identity: str = "then", k: int = K, rounded_to: int = 1) -> Package:
    return Package(k, identity, rounded_to, {table.name: table for table in answer_tables(answers)}, tuple(counts))


def _shown(content: Content) -> set[str]:
    return {name for name, each in content.answers["rate"].by_group["sex"].items() if each.value is not None}


# Tables of counts


def test_the_same_table_again_tells_nothing_new():
    safe = _safe(COUNTS)
    [after] = counts_against([safe], [_safe(COUNTS)], K, same=True)
    assert np.array_equal(after.values, safe.values, equal_nan=True)


def test_two_choices_of_hidden_cells_for_the_same_people_are_not_put_side_by_side():
    now = _safe(COUNTS)
    then = _hiding(COUNTS, [(0, 0), (0, 2), (2, 0), (2, 2)])
    assert intervals([then], 1)
    # What one hides the other shows: the small count follows.
    cell = ("", frozenset({("row", "a"), ("column", "x")}))
    assert intervals([now, then], 1).get(cell, Interval(3, 3)).high < K
    after = counts_against([now], [then], K, same=True)
    assert intervals([*after, then], 1)[cell].high >= K
    assert intervals([*after, then], 1)[cell].low <= 1


def test_what_an_earlier_publication_tells_by_itself_is_refused():
    # Only the small count and its row's total were hidden: the columns give it away, whatever is hidden now.
    then = _hiding(COUNTS, [(0, 0), (0, 3)])
    with pytest.raises(PrivacyRefused) as caught:
        counts_against([_safe(COUNTS)], [then], K, same=True)
    assert caught.value.problems[0].code == "small-count"


def test_an_earlier_table_that_hid_more_makes_this_one_hide_more():
    counts = np.array([[12, 20, 30], [40, 50, 60], [70, 80, 90]])
    then = _hiding(counts, [(0, 0), (0, 1), (1, 0), (1, 1)])
    # It hid a count that we would show; that count is 12, and showing it tells nothing small.
    [after] = counts_against([_safe(counts)], [then], K, same=True)
    assert after.hidden == 0


def test_a_few_people_who_came_between_cannot_be_read_off():
    then = np.array([[30, 20, 30], [40, 50, 60], [70, 80, 90]])
    now = then.copy()
    now[1, 1] += 4
    now[0, 0] += 25
    [after] = counts_against([_safe(now)], [_safe(then)], K, same=False)
    assert np.isnan(after.values[1, 1])
    full = np.zeros((4, 4))
    full[:3, :3] = now - then
    full[3, :3], full[:3, 3] = full[:3, :3].sum(0), full[:3, :3].sum(1)
    full[3, 3] = full[:3, :3].sum()
    small = (full > 0) & (full < K)
    assert np.isnan(after.values[small]).all()
    # By the margins alone the 4 would follow: more than one cell of its row and column is hidden.
    assert np.isnan(after.values[1]).sum() > 1
    assert np.isnan(after.values[:, 1]).sum() > 1


def test_many_people_who_came_everywhere_change_nothing():
    then = COUNTS + 100
    [after] = counts_against([_safe(then + 20)], [_safe(then)], K, same=False)
    assert after.hidden == 0


def test_nothing_earlier_changes_nothing():
    safe = _safe(COUNTS)
    assert counts_against([safe], [], K, same=False) == (safe,)


# Answers


def test_an_answer_about_a_few_people_more_is_withheld():
    now, then = _answers({"a": 100, "b": 204}), _answers({"a": 100, "b": 200})
    after = against_earlier(_content(now), _package(then), K)
    assert after.answers["rate"].value is None
    assert "[c]" in after.tables[0].content.decode()


def test_a_group_that_a_few_people_joined_is_withheld_with_another():
    now, then = _answers({"a": 104, "b": 250, "c": 300}), _answers({"a": 100, "b": 200, "c": 250})
    assert _shown(against_earlier(_content(now), _package(then), K)) == {"c"}


def test_groups_that_few_people_joined_together_do_not_follow_from_the_rest():
    now, then = _answers({"a": 101, "b": 110, "c": 349}), _answers({"a": 100, "b": 110, "c": 300})
    # Of a and b, 1 person more follows from the whole and c: all are hidden.
    assert _shown(against_earlier(_content(now), _package(then), K)) == set()
    now = _answers({"a": 101, "b": 130, "c": 349})
    assert _shown(against_earlier(_content(now), _package(then), K)) == {"c"}


def test_a_group_of_few_people_who_left_is_not_missed():
    now, then = _answers({"a": 100, "b": 200}), _answers({"a": 100, "b": 200, "c": 1})
    after = against_earlier(_content(now), _package(then), K)
    assert [row[2] for row in after.tables[1].rows] == ["a", "b", "c"]
    assert {row[8] for row in after.tables[1].rows} == {"[c]"}
    back = against_earlier(_content(then), _package(now), K)
    assert [row[2] for row in back.tables[1].rows] == ["a", "b"]


def test_what_an_earlier_package_told_nothing_of_may_be_told():
    reason = "not disclosed: these records do not hold what would have to be counted to answer this"
    old = {"rate": Answer(0.5, 0.4, 0.6, "share", 301), "new": Answer(None, None, None, "share", 0, cannot_tell=reason)}
    groups = {"sex": {"a": GroupAnswer(0.5, 0.4, 0.6, 100), "b": GroupAnswer(0.5, 0.4, 0.6, 200)}}
    now = {
        "rate": Answer(0.5, 0.4, 0.6, "share", 300),
        "new": Answer(0.5, 0.4, 0.6, "share", 300, by_group=groups),
    }
    after = against_earlier(_content(now), _package(old), K)
    assert (after.answers["rate"].value, after.answers["new"].value) == (None, 0.5)
    assert [row[2] for row in after.tables[1].rows] == ["a", "b"]


def test_a_value_that_counts_people_is_withheld_by_itself():
    now, then = (
        {"late": Answer(value, value, value, "people", people)} for value, people in ((44.0, 500), (40.0, 300))
    )
    assert against_earlier(_content(now), _package(then), K).answers["late"].value is None
    assert against_earlier(_content(then), _package(then), K).answers["late"].value == 40


def test_a_group_that_was_hidden_stays_hidden_for_the_same_records():
    now, then = _answers({"a": 100, "b": 200, "c": 300}), _answers({"a": 3, "b": 200, "c": 397}, 600)
    after = against_earlier(_content(now, identity="one"), _package(then, identity="one"), K)
    assert _shown(after) == {"c"}


def test_a_group_that_has_grown_may_be_shown():
    now, then = _answers({"a": 100, "b": 300, "c": 400}), _answers({"a": 3, "b": 200, "c": 250})
    assert _shown(against_earlier(_content(now), _package(then), K)) == {"a", "b", "c"}


# What is refused


def test_a_smaller_k_than_was_promised_is_refused():
    with pytest.raises(UsageRefused) as caught:
        against_earlier(_content(_answers({"a": 100})), _package(_answers({"a": 100}), k=20), K)
    assert caught.value.problems[0].code == "k-below-earlier"


@pytest.mark.parametrize("counts", [[], [_safe(COUNTS)]])
@pytest.mark.parametrize("made_up", [False, True])
def test_a_rounded_earlier_package_is_refused(counts: list[SafeTable], made_up: bool):  # noqa: FBT001
    earlier = _package(_answers({"a": 100}), counts, rounded_to=5)
    content = replace(_content(_answers({"a": 100}), counts), made_up=made_up)
    with pytest.raises(Refused) as caught:
        against_earlier(content, earlier, K)
    assert caught.value.problems[0].code == "earlier-rounded"


# Findings and further tables


def _further(name: str, columns: tuple[str, ...], *rows: tuple[object, ...]) -> Table:
    return written(name, columns, rows)


def _beside(now: Table, then: Table, *, same: bool = False) -> Table:
    answers = _answers({"a": 100, "b": 200})
    content = _content(answers)
    earlier = _package(answers, identity="now" if same else "then")
    after = against_earlier(
        replace(content, tables=(*content.tables, now)),
        replace(earlier, tables={**earlier.tables, then.name: then}),
        K,
    )
    return next(table for table in after.tables if table.name == now.name)


FINDING = ("finding", "means", "count", "of", "unit", "people", "mark", "rule", "test")


@pytest.mark.parametrize(("people", "stays"), [(14, True), (16, False), (30, True), (12, False)])
def test_a_finding_does_not_tell_that_few_people_came(people: int, stays: bool):  # noqa: FBT001
    then = _further("findings", FINDING, ("late", "came late", 20, 90, "reviews", 14, "", "rule of then", "x"))
    now = _further("findings", FINDING, ("late", "came late", 99, 400, "reviews", people, "", "another rule", "x"))
    [row] = _beside(now, then).rows
    assert row[2:7] == (("99", "400", "reviews", str(people), "") if stays else ("", "", "reviews", "", "[c]"))
    assert row[7] == "another rule"


def test_a_finding_of_unnamed_people_goes_by_its_rows():
    then = _further("findings", FINDING, ("late", "came late", 20, 90, "rows", 0, "", "rule", "x"))
    now = _further("findings", FINDING, ("late", "came late", 23, 99, "rows", 0, "", "rule", "x"))
    assert _beside(now, then).rows[0][6] == "[c]"


@pytest.mark.parametrize(("of", "stays"), [(7710, True), (7705, False), (7527, True)])
def test_rows_looked_at_are_held_apart_as_well(of: int, stays: bool):  # noqa: FBT001
    then = _further("findings", FINDING, ("twice", "more than once", 0, 7710, "rows", 0, "", "rule", "x"))
    now = _further("findings", FINDING, ("twice", "more than once", 0, of, "rows", 0, "", "rule", "x"))
    assert (_beside(now, then).rows[0][6] == "") == stays


def test_where_few_people_came_rows_of_unnamed_people_are_withheld_however_many():
    first = ("late", "came late", 20, 90, "reviews", 14, "", "rule", "x")
    then = _further("findings", FINDING, first, ("twice", "more than once", 0, 7710, "rows", 0, "", "rule", "x"))
    more = ("late", "came late", 40, 120, "reviews", 15, "", "rule", "x")
    now = _further("findings", FINDING, more, ("twice", "more than once", 0, 7527, "rows", 0, "", "rule", "x"))
    assert [row[2:7] for row in _beside(now, then).rows] == [("", "", unit, "", "[c]") for unit in ("reviews", "rows")]


COVER = ("kind", "rows", "first_s", "last_s", "people", "mark")


@pytest.mark.parametrize(("last_s", "stays"), [(8640000.0, False), (17280000.0, True)])
def test_changed_records_of_the_same_people_and_days_are_withheld(last_s: float, stays: bool):  # noqa: FBT001
    then = _further("records-cover", COVER, ("checks", 13797, 86400.0, 8640000.0, 300, ""))
    now = _further("records-cover", COVER, ("checks", 13488, 86400.0, last_s, 300, ""))
    assert (_beside(now, then).rows[0][1] == "13488") == stays


def test_a_table_of_a_single_row_is_held_against_the_earlier_one_whatever_it_begins_with():
    columns = ("reviewers", "overturned_share_lowest", "cases", "people", "mark")
    then = _further("reviewers-range", columns, (3, 0.5, 70, 39, ""))
    now = _further("reviewers-range", columns, (4, 0.6, 90, 42, ""))
    assert _beside(now, then).rows == (("3", "", "", "", "[c]"),)


def test_a_table_that_few_people_took_with_them_is_not_missed():
    then = _further("recipients", ("recipient", "people", "mark"), ("police", None, "[c]"), ("court", 20, ""))
    now, was = _answers({"a": 100, "b": 201}), _answers({"a": 100, "b": 200})
    earlier = _package(was)
    after = against_earlier(_content(now), replace(earlier, tables={**earlier.tables, then.name: then}), K)
    assert after.tables[-1].rows == (("police", "", "[c]"), ("court", "", "[c]"))


@pytest.mark.parametrize("same", [True, False])
def test_the_page_goes_out_beside_an_earlier_package_of_the_same_alone(same: bool):  # noqa: FBT001
    answers = _answers({"a": 100, "b": 200})
    content = replace(_content(answers), report=b"<p>300 people</p>")
    after = against_earlier(content, _package(answers, identity="now" if same else "then"), K)
    assert (after.report is not None) == same
    assert any("report.html" in each for each in after.left_out) != same


def test_a_row_withheld_for_an_earlier_one_does_not_follow_from_the_rest():
    columns = ("recipient", "times", "people", "mark")
    then = _further("recipients", columns, ("police", 20, 20, ""), ("council", 40, 40, ""), ("court", 90, 90, ""))
    now = _further("recipients", columns, ("police", 23, 23, ""), ("council", 60, 60, ""), ("court", 130, 130, ""))
    assert [row[3] for row in _beside(now, then).rows] == ["[c]", "[c]", ""]
    assert _beside(now, now, same=True) == now


def test_what_was_withheld_of_the_same_records_stays_so():
    columns = ("date_s", "overdue", "people", "mark")
    then = _further("overdue-at", columns, (1.0, None, None, "[c]"), (2.0, 40, 30, ""))
    now = _further("overdue-at", columns, (1.0, 20, 15, ""), (2.0, 40, 30, ""))
    assert [row[3] for row in _beside(now, then, same=True).rows] == ["[c]", ""]
    assert [row[3] for row in _beside(now, then).rows] == ["", ""]


def test_rows_of_one_date_are_told_apart_by_their_words():
    columns = ("date_s", "quantity", "recounted", "people", "mark")
    now = _further("recounted", columns, (1.0, "monitored", 45, 45, ""), (1.0, "alerts", 180, 40, ""))
    assert _beside(now, now) == now
    later = _further("recounted", columns, (1.0, "monitored", 48, 48, ""), (1.0, "alerts", 180, 40, ""))
    assert "[c]" in {row[4] for row in _beside(later, now).rows if row[1] == "monitored"}
