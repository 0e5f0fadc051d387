"""Answers and tables: what few people are behind is withheld, and does not follow from the rest."""

from __future__ import annotations

from dataclasses import replace

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


@pytest.mark.parametrize(
    ("touched", "spared", "stays"),
    [
        (0, 300, True),
        (1, 299, False),
        (9, 300, False),
        (10, 300, True),
        (300, 9, False),
        (300, 0, True),
        (9, None, False),
    ],
)
def test_few_behind_a_numerator_or_spared_are_few(touched: int, spared: int | None, stays: bool):  # noqa: FBT001
    # Three failed checks of ten thousand say nothing of ten thousand people when two people failed them.
    before = replace(_answer(300, value=0.01), touched=touched, spared=spared)
    assert (protect_answers({"failed_share": before}, K)["failed_share"].value == 0.01) == stays


def test_few_events_of_enough_people_stay():
    before = replace(_answer(300, value=0.001), touched=10, spared=300)
    assert protect_answers({"x": before}, K)["x"].value == 0.001


def _behind(touched: dict[str, int], spared: dict[str, int] | None = None) -> Answer:
    groups = {
        name: GroupAnswer(0.5, 0, 1, 100, touched=count, spared=None if spared is None else spared[name])
        for name, count in touched.items()
    }
    whole = None if spared is None else sum(spared.values())
    answer = Answer(0.24, 0.2, 0.3, "share", 100 * len(groups), by_group={"sex": groups})
    return replace(answer, touched=sum(touched.values()), spared=whole)


def test_a_hidden_numerator_of_a_group_does_not_follow_from_the_rest():
    assert _shown(protect_answers({"x": _behind({"a": 3, "b": 40, "c": 60, "d": 0})}, K)["x"]) == {"c", "d"}
    spared = {"a": 60, "b": 40, "c": 4}
    assert _shown(protect_answers({"x": _behind({"a": 40, "b": 60, "c": 96}, spared)}, K)["x"]) == {"a"}


def test_a_hidden_part_of_another_answer_does_not_follow_from_the_rest():
    def alerts(touched: int, of_a: int) -> Answer:
        groups = {
            name: GroupAnswer(1.0, 0, 2, 100, touched=count) for name, count in (("a", of_a), ("b", touched - of_a))
        }
        answer = Answer(1.0, 0.5, 2.0, "per person-month", 200, by_group={"sex": groups})
        return replace(answer, touched=touched)

    causes = {"battery": (4, 2), "strap": (70, 30), "curfew": (50, 25), "gap": (60, 5), "zone": (0, 0)}
    answers = {"raised": alerts(90, 40)} | {f"raised.{cause}": alerts(*each) for cause, each in causes.items()}
    after = protect_answers(answers, K)
    shown = {key for key, answer in after.items() if answer.value is not None}
    assert shown == {"raised", "raised.strap", "raised.gap", "raised.zone"}
    # Of group a too few people had a gap: without strap, too, it would follow from a's whole.
    assert _shown(after["raised"]) == {"a", "b"}
    assert [_shown(after[f"raised.{cause}"]) for cause in ("gap", "strap")] == [set(), {"a", "b"}]


def test_a_group_of_a_hidden_part_does_not_follow_from_the_group_and_the_rest():
    def alerts(of_a: int, of_b: int) -> Answer:
        groups = {name: GroupAnswer(1.0, 0, 2, 100, touched=count) for name, count in (("a", of_a), ("b", of_b))}
        answer = Answer(1.0, 0.5, 2.0, "per person-month", 200, by_group={"sex": groups})
        return replace(answer, touched=of_a + of_b)

    causes = {"battery": (4, 4), "strap": (40, 40), "curfew": (0, 30), "gap": (45, 45)}
    answers = {"raised": alerts(60, 60)} | {f"raised.{cause}": alerts(*each) for cause, each in causes.items()}
    after = protect_answers(answers, K)
    assert {key for key, answer in after.items() if answer.value is None} == {"raised.battery", "raised.curfew"}
    # Nobody of group a had an alert of a curfew: with strap and gap, battery would follow.
    assert _shown(after["raised.strap"]) == set()
    assert _shown(after["raised.gap"]) == {"a", "b"}


def test_few_people_that_a_value_counts_do_not_follow_from_the_other_groups():
    groups = {name: GroupAnswer(value, None, None, 100) for name, value in (("a", 4.0), ("b", 30.0), ("c", 50.0))}
    answer = Answer(84.0, None, None, "people", 300, by_group={"sex": groups})
    assert _shown(protect_answers({"held": answer}, K)["held"]) == {"c"}


@pytest.mark.parametrize(
    ("key", "people", "stays"),
    [
        ("alerts_borne_by_top.raised.10pct", 99, False),
        ("alerts_borne_by_top.raised.10pct", 100, True),
        ("accusations_borne_by_top.1pct", 900, False),
    ],
)
def test_those_who_bear_most_are_not_few(key: str, people: int, stays: bool):  # noqa: FBT001
    assert (protect_answers({key: _answer(people)}, K)[key].value is not None) == stays
    assert protect_answers({key: _answer(people, value=0.0)}, K)[key].value == 0.0


@pytest.mark.parametrize(
    "why",
    [
        "too few people carry this figure: of 40 it rests in effect on 2.5, and 3 people of 120 people are needed",
        # 51 people, 1.125 of whom carry the figure: of "about 136" and 3 the number can be reckoned.
        "of 51 it rests in effect on 1.1, and 3 are needed; with about 1,136 people it could probably be told",
        "only 4 people had a case",
    ],
)
def test_a_reason_that_names_few_people_is_given_anew_whole(why: str):
    after = protect_answers({"x": cannot_tell(why, unit="share", people=51)}, K)["x"]
    assert after.cannot_tell == "too few people carry this figure"


def test_a_reason_that_names_many_people_stays():
    why = "of 51 it rests in effect on 12, and 30 are needed; with about 1,136 people it could probably be told"
    assert protect_answers({"x": cannot_tell(why, unit="share", people=51)}, K)["x"].cannot_tell == why


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
