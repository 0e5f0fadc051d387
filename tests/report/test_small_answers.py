"""Answers and tables: what few people are behind is withheld, and does not follow from the rest."""

from __future__ import annotations

import pytest

from custodes.measures.answer import Answer, GroupAnswer, Span, cannot_tell
from custodes.report.small_answers import protect_answers, protect_tables

K = 10


def _answer(people: int, groups: dict[str, int] | None = None, value: float = 0.25, unit: str = "share") -> Answer:
    by_group = {} if groups is None else {"sex": {n: GroupAnswer(0.5, 0.4, 0.6, p) for n, p in groups.items()}}
    return Answer(value, 0.1, 0.4, unit, people, by_group=by_group, from_people=Span(0.1, 0.4), verdict="met")


def _shown(answer: Answer) -> set[str]:
    return {name for name, each in answer.by_group["sex"].items() if each.value is not None}


def test_an_answer_about_many_is_left_as_it_is():
    before = {"x": _answer(300, {"a": 100, "b": 200})}
    assert protect_answers(before, K) == before


@pytest.mark.parametrize("people", [1, 9])
def test_an_answer_about_few_cannot_be_told(people: int):
    after = protect_answers({"x": _answer(people, {"a": people})}, K)["x"]
    assert after.value is after.low is after.high is after.from_people is None
    assert after.people == 0
    assert after.verdict == "cannot tell"
    assert after.cannot_tell is not None
    assert after.cannot_tell.startswith("[c]")
    assert _shown(after) == set()


def test_ten_are_enough_and_nobody_is_no_small_number():
    assert protect_answers({"x": _answer(10)}, K)["x"].value == 0.25
    none = {"x": cannot_tell("there was nobody", unit="share")}
    assert protect_answers(none, K) == none


def test_a_hidden_group_does_not_follow_from_the_whole_and_the_rest():
    after = protect_answers({"x": _answer(303, {"a": 3, "b": 100, "c": 200})}, K)["x"]
    assert _shown(after) == {"c"}
    assert {after.by_group["sex"][name].people for name in "ab"} == {0}
    assert after.value == 0.25


def test_hidden_groups_are_not_small_together():
    after = protect_answers({"x": _answer(306, {"a": 3, "b": 3, "c": 100, "d": 200})}, K)["x"]
    assert _shown(after) == {"d"}


def test_where_nothing_less_will_do_every_group_is_withheld():
    assert _shown(protect_answers({"x": _answer(103, {"a": 3, "b": 100})}, K)["x"]) == set()


def test_the_same_groups_are_hidden_for_anothers_sake_in_every_answer():
    # Alone, the second would hide the smallest of the rest, b; the first has hidden c, which it then would show.
    first = _answer(243, {"a": 3, "b": 140, "c": 100})
    second = _answer(223, {"a": 3, "b": 90, "c": 130})
    after = protect_answers({"x": first, "y": second}, K)
    assert _shown(after["x"]) == _shown(after["y"]) == set()


def test_a_number_of_people_is_small_itself():
    after = protect_answers({"held": _answer(300, value=4.0, unit="people")}, K)["held"]
    assert after.value is None
    assert protect_answers({"held": _answer(300, value=0.0, unit="people")}, K)["held"].value == 0.0


@pytest.mark.parametrize(("value", "stays"), [(0.0, True), (0.01, False), (0.5, True), (0.99, False), (1.0, True)])
def test_a_share_of_people_is_withheld_where_few_make_it_up_or_are_left(value: float, stays: bool):  # noqa: FBT001
    after = protect_answers({"share_accused_within.30d": _answer(300, value=value)}, K)["share_accused_within.30d"]
    assert (after.value is not None) == stays


@pytest.mark.parametrize(
    "key",
    ["share_with_battery_or_strap_breach.365d", "trail_unicity.p3.12h.1m", "trail_anonymity.under5.p4.12h.5km"],
)
def test_every_share_of_people_is_one(key: str):
    assert protect_answers({key: _answer(35, value=2 / 35)}, K)[key].value is None
    assert protect_answers({key: _answer(35, value=30 / 35)}, K)[key].value is None
    assert protect_answers({key: _answer(35, value=0.0)}, K)[key].value == 0.0


@pytest.mark.parametrize(
    ("key", "people", "stays"),
    [
        ("alerts_borne_by_top.raised.10pct", 99, False),
        ("alerts_borne_by_top.raised.10pct", 100, True),
        ("accusations_borne_by_top.1pct", 900, False),
        ("battery_breaches_per_person_year.max", 5000, False),
    ],
)
def test_those_who_bear_most_are_not_few(key: str, people: int, stays: bool):  # noqa: FBT001
    assert (protect_answers({key: _answer(people)}, K)[key].value is not None) == stays
    assert protect_answers({key: _answer(people, value=0.0)}, K)[key].value == 0.0


def test_a_rate_of_few_events_among_many_people_stays():
    # Three failed checks among 300 people single nobody out: the rule is about people.
    assert protect_answers({"false_nonmatch_share": _answer(300, value=0.01)}, K)["false_nonmatch_share"].value == 0.01


def test_groups_of_a_share_of_people_do_not_follow_from_the_rest():
    key = "share_accused_within.30d"
    groups = {"a": GroupAnswer(0.02, 0, 1, 100), "b": GroupAnswer(0.3, 0, 1, 100), "c": GroupAnswer(0.4, 0, 1, 100)}
    answer = Answer(0.24, 0.2, 0.3, "share", 300, by_group={"sex": groups})
    assert len(_shown(protect_answers({key: answer}, K)[key])) <= 1


def test_reasons_do_not_name_few_people():
    why = "too few people carry this figure: of 40 it rests in effect on 2.5, and 3 people of 120 people are needed"
    after = protect_answers({"x": cannot_tell(why, unit="share", people=40)}, K)["x"]
    assert after.cannot_tell is not None
    assert "2.5" not in after.cannot_tell
    assert "3 people" not in after.cannot_tell
    assert "120 people" in after.cannot_tell


def test_reasons_do_not_tell_few_people_by_how_many_would_do():
    # 51 people, 1.125 of whom carry the figure: of "about 136" and 3 the number can be reckoned.
    why = (
        "too few people carry this figure: of 51 it rests in effect on 1.1, and 3 are needed; with about 1,136 people "
        "on the scheme it could probably be told"
    )
    after = protect_answers({"x": cannot_tell(why, unit="share", people=51)}, K)["x"].cannot_tell
    assert after is not None
    assert after.endswith("3 are needed; with more people on the scheme it could probably be told")
    many = why.replace("1.1,", "12,")
    assert protect_answers({"x": cannot_tell(many, unit="share", people=51)}, K)["x"].cannot_tell == many


def test_the_people_of_a_gap_do_not_tell_how_many_were_left_out_of_it():
    after = protect_answers({"group_gap.gini.x": _answer(297)}, K)["group_gap.gini.x"]
    assert after.people == 290


def test_rows_of_few_people_lose_their_numbers():
    rows = [{"month": "2025-01", "overdue": 4, "people": 3}, {"month": "2025-02", "overdue": 40, "people": 30}]
    after = protect_tables({"overdue": rows}, K)["overdue"]
    assert after == [
        {"month": "2025-01", "overdue": None, "people": None, "mark": "[c]"},
        {"month": "2025-02", "overdue": 40, "people": 30, "mark": ""},
    ]


def test_rows_of_groups_are_hidden_so_that_none_follows():
    rows = [{"attribute": "sex", "group": name, "people": people} for name, people in (("a", 3), ("b", 40), ("c", 90))]
    rows += [{"attribute": "age", "group": name, "people": people} for name, people in (("a", 50), ("b", 83))]
    after = protect_tables({"groups": rows}, K)["groups"]
    assert [row["people"] for row in after] == [None, None, 90, 50, 83]


def test_parts_of_a_whole_are_hidden_so_that_none_follows():
    causes = (("battery", 3, 2), ("strap", 60, 30), ("curfew", 20, 12))
    rows = [
        {"point": point, "cause": c, "alerts": n, "people": p} for point in ("raised", "handled") for c, n, p in causes
    ]
    rows[3]["people"] = rows[3]["alerts"] = 15
    after = protect_tables({"causes": rows}, K)["causes"]
    assert [row["alerts"] for row in after] == [None, 60, None, 15, 60, 20]


def test_dates_are_no_parts_of_a_whole():
    rows = [{"date_s": float(at), "waiting": n, "people": n} for at, n in enumerate((3, 40, 50))]
    assert [row["waiting"] for row in protect_tables({"backlog": rows}, K)["backlog"]] == [None, 40, 50]


def test_a_table_with_a_row_a_person_is_left_out():
    assert protect_tables({"who": [{"person": 1, "people": 30}]}, K) == {}


def test_a_table_that_is_not_about_people_stays():
    assert protect_tables({"det": [{"threshold": 0.5, "fmr": 0.1}]}, K) == {"det": [{"threshold": 0.5, "fmr": 0.1}]}
