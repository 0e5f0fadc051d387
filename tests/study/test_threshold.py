from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from custodes.errors import Refused, UsageRefused
from custodes.measures.trail import needs_positions
from custodes.scheme import library
from custodes.scheme.absconding_share import share_within
from custodes.study.compare_questions import QUESTIONS
from custodes.study.threshold import find_threshold
from custodes.study.threshold_axis import Axis
from custodes.study.threshold_document import document
from custodes.study.threshold_plan import threshold_plan
from custodes.study.threshold_question import MORE_IS_BETTER
from custodes.study.threshold_world import ABSCONDING, rooms_for
from custodes.study.world import world_values
from tests.study.threshold_toys import DAY_H, EVERY, FORGETS, LOST, MARKED, OTHER, SCHEME, Toy, counting, plan

PILOT_D = 548.0
"""The time by which the pilot counted absconders, 18 months; the schemes here name its definition [day]."""

STAFF = "desks.casework.shifts.0.staff"


def found(toy: Toy, **changes):
    return find_threshold(plan(**changes), rooms=toy.rooms, workers=1)


def refused(**changes):
    with pytest.raises(Refused) as caught:
        found(Toy(lambda values: 5.0 * values[FORGETS]), **changes)
    problem = caught.value.problems[0]
    assert problem.wrong
    assert problem.hint
    return problem


# Where it is


@pytest.mark.parametrize(
    ("answer", "at_most"),
    [(lambda values: 5.0 * values[FORGETS], True), (lambda values: 1 - 5 * values[FORGETS], False)],
)
def test_a_closed_form_is_found_and_the_side_is_told(answer, at_most):
    threshold = found(Toy(answer))
    assert threshold.value == pytest.approx(0.1, rel=0.02)
    assert threshold.at_most is at_most
    assert threshold.wanted.holds(answer({FORGETS: threshold.value}))


def test_of_what_a_scheme_should_have_more_of_the_other_side_is_wanted():
    threshold = found(Toy(lambda values: 5.0 * values[FORGETS]), question="detections_share")
    assert threshold.wanted.side == "above"
    assert not threshold.at_most
    assert threshold.value == pytest.approx(0.1, rel=0.02)


def test_the_range_can_be_given_in_another_unit():
    threshold = found(
        Toy(lambda values: values[EVERY] / DAY_H), vary="schedule.every", low="2 day", high="4 week", line=9.5
    )
    assert (threshold.plan.axis.path, threshold.plan.axis.low, threshold.plan.axis.high) == (EVERY, 2.0, 28.0)
    assert (threshold.value, threshold.central.outside.x) == (9.0, 10.0)
    assert threshold.plan.axis.given


def test_staff_are_whole():
    toy = Toy(lambda values: 40.0 / values[STAFF])
    threshold = found(toy, vary=STAFF, low="1", high="30", line=6.0)
    assert threshold.value == 7.0
    assert not threshold.at_most
    assert all(each.values[STAFF] == round(each.values[STAFF]) for each in toy.asked)


def test_times_of_day_are_searched_by_the_minute():
    threshold = found(Toy(lambda values: values["wearers.sleep_from"]), vary="wearers.sleep_from", line=23.13)
    assert threshold.value == pytest.approx(23 + 7 / 60)


def test_a_line_raised_is_crossed_further_along():
    toy = Toy(lambda values: values[FORGETS] ** 1.5)
    places = [found(toy, line=line).value for line in (0.01, 0.02, 0.04, 0.08)]
    assert places == sorted(places)
    assert len(set(places)) == 4


def test_the_model_is_run_at_the_very_value_that_is_told():
    toy = Toy(lambda values: math.sqrt(values[FORGETS]))
    threshold = found(toy, line=0.3)
    told = document(threshold)["threshold"]["checked"]
    assert told["x"] == threshold.value
    assert told["value"] == math.sqrt(threshold.value)
    assert told["distance"] <= told["tolerance"]
    assert any(each.values[FORGETS] == threshold.value for each in toy.asked)


# In other worlds


def test_each_draw_is_searched_with_everything_else_drawn():
    def answer(values):
        return 5.0 * values[FORGETS] * values[LOST] / 0.03

    threshold = found(Toy(answer), draws=20)
    values = [world_values(replace(threshold.plan.at(0.1)[SCHEME]), number)[LOST] for number in range(1, 21)]
    for each, lost in zip(threshold.worlds[1:], values, strict=True):
        true = 0.1 * 0.03 / lost
        assert (each.at is not None) == (0.01 < true < 0.2)
        assert each.at is None or each.at == pytest.approx(true, rel=0.03)
    spans = threshold.from_unknowns
    assert threshold.interval.low <= spans.low < threshold.value < spans.high <= threshold.interval.high


def test_worlds_without_a_crossing_are_counted_by_side_and_stand_at_the_end():
    threshold = found(Toy(lambda values: 5.0 * values[FORGETS] * (values[LOST] / 0.0224) ** 3), draws=12)
    assert threshold.never > 0
    assert threshold.always > 0
    assert threshold.crossing_worlds + threshold.never + threshold.always == 12
    assert threshold.open_low
    assert threshold.open_high
    assert (threshold.interval.low, threshold.interval.high) == (0.01, 0.2)


def test_one_world_alone_leaves_what_its_people_leave():
    threshold = found(Toy(lambda values: 5.0 * values[FORGETS], reach=0.1))
    assert threshold.from_unknowns is None
    assert threshold.interval == threshold.from_people
    assert threshold.interval.low == pytest.approx(0.08, abs=0.002)
    assert threshold.interval.high == pytest.approx(0.12, abs=0.002)


def test_none_in_the_range_is_told_with_where_the_answer_goes():
    threshold = found(Toy(lambda values: 5.0 * values[FORGETS]), line=2.0, draws=3)
    told = document(threshold)
    said = told["answers"]["toy_h"]["schemes"][SCHEME]
    assert said["value"] is None
    assert said["low"] is None
    assert said["cannot_tell"] == (
        "no value from 1% to 20% does: the answer goes from 0.05 to 1, always below the line at 2"
    )
    assert told["threshold"]["none_below"] == 3
    assert told["threshold"]["checked"] is None


def test_several_crossings_are_told():
    threshold = found(Toy(lambda values: math.sin(50.0 * values[FORGETS])), low="0.01", high="0.2", line=0.0)
    assert len(threshold.central.all_at) == 3
    assert threshold.value == pytest.approx(math.pi / 50.0, rel=0.1)


def test_in_steps_an_end_that_lies_clearly_on_one_side_is_no_open_end():
    toy = Toy(lambda values: values[EVERY] / DAY_H, reach=0.2)
    threshold = found(toy, vary=EVERY, low="1", high="5", line=1.5, draws=4)
    assert (threshold.value, threshold.interval.low, threshold.interval.high) == (1.0, 1.0, 2.0)
    assert not threshold.open_low
    assert document(threshold)["answers"]["toy_h"]["schemes"][SCHEME]["open"] == []


def told_in(worlds, draws):
    """Give a function that tells in so many of the draws, by how many calls are lost there."""
    every = [world_values(plan(draws=draws).at(0.1)[SCHEME], number)[LOST] for number in range(1, draws + 1)]
    return set(sorted(every)[:worlds])


@pytest.mark.parametrize(("told", "has"), [(1, False), (8, False), (11, True), (12, True)])
def test_where_too_few_draws_tell_there_is_no_interval(told, has):
    central = world_values(plan(draws=12).at(0.1)[SCHEME], 0)[LOST]
    tell = told_in(told, 12) | {central}
    toy = Toy(lambda values: 5.0 * values[FORGETS] if values[LOST] in tell else None, reach=0.05)
    threshold = found(toy, draws=12)
    if told == 11:  # one of twelve is less than a tenth
        assert threshold.without(None) == 1
    said = document(threshold)["answers"]["toy_h"]["schemes"][SCHEME]
    assert said["value"] == pytest.approx(0.1, rel=0.02)
    assert (threshold.interval is not None) is has
    assert (said["low"] is not None) is has
    assert (said["no_interval"] is None) is has
    assert has or said["no_interval"] == f"in {12 - told} of 12 worlds the answer cannot be told"
    assert has or said["open"] == []
    assert threshold.from_people is not None


@pytest.mark.parametrize(("other_way", "draws", "wide"), [(1, 12, True), (6, 12, True), (12, 12, True), (1, 40, False)])
def test_draws_that_cross_the_other_way_are_counted_and_stand_at_both_ends(other_way, draws, wide):
    turned = told_in(other_way, draws)
    toy = Toy(lambda values: 1.0 - 5.0 * values[FORGETS] if values[LOST] in turned else 5.0 * values[FORGETS])
    threshold = found(toy, draws=draws)
    assert threshold.at_most
    assert threshold.crossing_worlds == draws
    assert threshold.reversed_worlds == other_way
    assert document(threshold)["threshold"]["other_way_round"] == other_way
    assert ((threshold.interval.low, threshold.interval.high) == (0.01, 0.2)) is wide
    assert (threshold.open_low, threshold.open_high) == (wide, wide)


@pytest.mark.parametrize(
    ("question", "side"),
    [
        ("trail_home_error_m", "above"),
        ("trail_home_error_m.own", "above"),
        ("trail_home_households", "above"),
        ("trail_anonymity.min.p4", "above"),
        ("trail_anonymity.median.p4", "above"),
        ("trail_anonymity.under5.p4", "below"),
        ("trail_unicity.p4", "below"),
        ("trail_entropy_bits.1h.100m", "above"),
        ("trail_predictability_bound.1h.100m", "below"),
    ],
)
def test_of_what_a_trail_gives_away_the_side_wanted_is_the_one_that_gives_less(question, side):
    threshold = found(Toy(lambda values: 5.0 * values[FORGETS], called=question), question=question)
    assert threshold.wanted.side == side


def test_the_side_wanted_is_the_one_that_a_comparison_calls_better():
    more = {question.key for question in QUESTIONS if question.better == "more"}
    assert more == {question.key for question in QUESTIONS if question.key.startswith(MORE_IS_BETTER)}


@pytest.mark.parametrize(("side", "at_most"), [(None, False), ("above", False), ("below", True)])
def test_the_side_wanted_can_be_given(side, at_most):
    toy = Toy(lambda values: 5.0 * values[FORGETS], called="review_overturned_share")
    threshold = found(toy, question="review_overturned_share", side=side)
    assert threshold.wanted.side == (side or "above")
    assert threshold.at_most is at_most
    assert threshold.wanted.holds(threshold.central.inside.value)
    told = document(threshold)["threshold"]
    assert (told["wanted"], told["wanted_given"]) == (side or "above", side is not None)


def test_a_side_that_is_given_is_part_of_the_search():
    plain, below, above = (plan(side=side) for side in (None, "below", "above"))
    assert len({plain.hash, below.hash, above.hash}) == 3
    assert "side" not in plain.document()
    assert below.document()["side"] == "below"
    assert "--side=above" in above.command()
    assert "--side" not in plain.command()


# Against another scheme


def test_an_effect_of_nothing_is_no_effect():
    toy = Toy(lambda values: share_within(values[ABSCONDING], PILOT_D))
    # Under the people of the scheme 7.2 % abscond, so no effect below that can be.
    threshold = found(toy, scheme=counting(), against=OTHER, vary="effect", line=0.02, low="-6", high="6")
    at_zero = next(each for each in threshold.central.points if each.x == 0.0)
    assert at_zero.value == 0.0
    assert threshold.value == pytest.approx(2.0, abs=0.1)
    for world in threshold.worlds[1:]:
        assert world.at == pytest.approx(2.0, abs=0.1)


def test_an_effect_is_the_same_in_points_in_every_draw():
    toy = Toy(lambda values: share_within(values[ABSCONDING], PILOT_D))
    threshold = found(toy, scheme=counting(), against=OTHER, vary="effect", line=-0.005, low="-2", high="2", draws=6)
    for world in threshold.worlds[1:]:
        assert world.at == pytest.approx(-0.5, abs=0.05)


def test_effects_that_cannot_be_are_not_searched():
    toy = Toy(lambda values: share_within(values[ABSCONDING], PILOT_D))
    threshold = found(toy, scheme=counting(), against=OTHER, vary="effect", line=-0.005, draws=12)
    least, most = threshold.plan.possible_effects(0)
    assert -7.3 < least < -7.2
    assert most == pytest.approx(100.0 + least)
    assert (threshold.plan.axis.low, threshold.plan.axis.high) == (least, 15.0)
    assert threshold.plan.command().count("--from") == 0
    for number, world in enumerate(threshold.worlds):
        # No two values asked give the same share, as they would beyond what can be.
        assert world.points[0].x == max(least, threshold.plan.possible_effects(number)[0])
        values = [each.value for each in world.told]
        assert values == sorted(set(values))
    again = plan(scheme=counting(), against=OTHER, vary="effect", line=-0.005, draws=12, low=repr(least), high="15")
    assert (again.axis.low, again.axis.high) == (least, 15.0)


def test_a_draw_in_which_no_effect_of_the_range_can_be_stands_at_an_end():
    toy = Toy(lambda values: share_within(values[ABSCONDING], PILOT_D))
    threshold = found(toy, scheme=counting(), against=OTHER, vary="effect", line=-0.065, draws=12, low="-7", high="-6")
    alone = [world for world in threshold.worlds[1:] if len(world.points) == 1]
    assert alone
    assert all(each.points[0].x == -6.0 and each.at is None for each in alone)
    assert threshold.never >= len(alone)


def test_an_effect_is_counted_within_the_time_of_the_definition():
    toy = Toy(lambda values: share_within(values[ABSCONDING], 487.0))
    threshold = found(
        toy, scheme=counting("out-of-contact"), against=OTHER, vary="effect", line=0.02, low="-5", high="6"
    )
    assert threshold.value == pytest.approx(2.0, abs=0.1)
    assert threshold.plan.axis.within == "16 months"
    told = document(threshold)["threshold"]
    assert (told["counted_as"], told["counted_within_days"]) == ("out-of-contact", 487)


COUNTED = "conduct.absconding_counted_as"


@pytest.mark.parametrize(
    ("setting", "outcome", "days", "told"),
    [
        (COUNTED, MARKED, 548, "18 months"),
        (COUNTED, "out-of-contact", 487, "16 months"),
        (f"{SCHEME}:{COUNTED}", "out-of-contact", 487, "16 months"),
    ],
)
def test_a_definition_that_is_set_counts(setting, outcome, days, told):
    toy = Toy(lambda values: share_within(values[ABSCONDING], float(days)))
    asked = {"against": OTHER, "vary": "effect", "line": 0.02, "low": "-5", "high": "6"}
    threshold = found(toy, settings={setting: outcome}, **asked)
    assert threshold.value == pytest.approx(2.0, abs=0.1)
    assert (threshold.plan.axis.outcome, threshold.plan.axis.within) == (outcome, told)
    assert document(threshold)["threshold"]["counted_within_days"] == days
    rate = world_values(threshold.plan.at(0.0)[OTHER], 0)[ABSCONDING]
    assert threshold.plan.possible_effects(0)[0] == pytest.approx(-100.0 * share_within(rate, float(days)))


def test_a_definition_that_is_set_stands_before_the_one_of_the_file():
    on_effect = {"scheme": counting(), "against": OTHER, "vary": "effect"}
    assert plan(**on_effect, settings={COUNTED: "out-of-contact"}).axis.within_days == 487
    assert refused(**on_effect, settings={COUNTED: "null"}).code == "no-definition"
    assert refused(**on_effect, settings={COUNTED: "reoffended"}).code == "no-definition"


@pytest.mark.parametrize("scheme", ["telephone-reporting", "no-condition"])
def test_without_a_definition_and_its_time_no_effect_is_counted(scheme):
    problem = refused(scheme=scheme, against=OTHER, vary="effect", line=0.0)
    assert problem.code == "no-definition"
    assert problem.path == "--vary"


@pytest.mark.parametrize("schemes", [("detention", OTHER), (OTHER, "detention")])
def test_there_is_no_effect_on_a_scheme_that_holds_everybody_all_day(schemes):
    problem = refused(scheme=schemes[0], against=schemes[1], vary="effect", line=0.0)
    assert problem.code == "no-threshold"
    assert "nobody can abscond from a scheme that holds everybody all day" in problem.wrong


def test_the_line_is_nothing_unless_said_otherwise():
    toy = Toy(lambda values: values.get(FORGETS, 0.08))
    threshold = found(toy, against=OTHER, line=None)
    assert threshold.plan.line == 0.0
    assert threshold.value < threshold.central.outside.x


def test_two_schemes_are_made_equal_first():
    toy = Toy(lambda values: values.get(FORGETS, 0.08))
    threshold = found(toy, against=OTHER, line=None, equal="burden_h_per_week", by=f"{SCHEME}:schedule.every")
    assert threshold.balance.x == 10.0
    assert threshold.balance.difference == 0.0
    last = [each for each in toy.asked if each.scheme == SCHEME][-1]
    assert last.values[EVERY] == 10.0 * DAY_H
    assert document(threshold)["threshold"]["equal"]["value"] == 10.0
    assert (
        threshold.plan.hash
        == plan(against=OTHER, line=None, equal="burden_h_per_week", by=f"{SCHEME}:schedule.every").hash
    )


def test_they_may_be_made_equal_in_another_range_than_the_file_states():
    toy = Toy(lambda values: values.get(FORGETS, 0.08))
    by = f"{SCHEME}:schedule.every=2 day..12 day"
    threshold = found(toy, against=OTHER, line=None, equal="burden_h_per_week", by=by)
    assert threshold.balance.x == 10.0
    assert (threshold.plan.equal.axis.low, threshold.plan.equal.axis.high) == (2.0, 12.0)
    command = threshold.plan.command()
    assert f"--by={SCHEME}:{threshold.plan.equal.axis.path}=2" in command
    assert "..12" in command
    assert (
        threshold.plan.hash != plan(against=OTHER, line=None, equal="burden_h_per_week", by=by.partition("=")[0]).hash
    )


EQUAL = {"against": OTHER, "line": None, "equal": "burden_h_per_week"}


@pytest.mark.parametrize(
    ("vary", "by"),
    [(EVERY, f"{SCHEME}:{EVERY}"), (EVERY, f"{SCHEME}:schedule.every"), ("schedule.every", f"{SCHEME}:{EVERY}=2..9")],
)
def test_what_is_varied_cannot_make_them_equal(vary, by):
    with pytest.raises(UsageRefused) as caught:
        plan(**EQUAL, vary=vary, by=by)
    problem = caught.value.problems[0]
    assert (problem.code, problem.file, problem.seen) == ("no-threshold", "--by", f"{SCHEME}:{EVERY}"[:60])
    assert "--vary" in problem.wrong


@pytest.mark.parametrize("name", [SCHEME, OTHER])
def test_an_effect_is_not_made_equal_by_the_rate_that_it_changes(name):
    with pytest.raises(UsageRefused) as caught:
        plan(**EQUAL, scheme=counting(), vary="effect", by=f"{name}:{ABSCONDING}")
    assert (caught.value.problems[0].code, caught.value.problems[0].file) == ("no-threshold", "--by")


@pytest.mark.parametrize("by", [f"{SCHEME}:{EVERY}=2..9", f"{SCHEME}:schedule.every=2..9"])
@pytest.mark.parametrize("fixed", [EVERY, f"{SCHEME}:{EVERY}"])
def test_what_is_set_cannot_make_them_equal(by, fixed):
    with pytest.raises(UsageRefused) as caught:
        plan(**EQUAL, by=by, settings={fixed: "5"})
    problem = caught.value.problems[0]
    assert (problem.code, problem.file, problem.seen) == ("no-threshold", "--set", EVERY)
    assert "--by" in problem.wrong


@pytest.mark.parametrize("fixed", [FORGETS, f"{SCHEME}:{FORGETS}"])
@pytest.mark.parametrize("vary", [FORGETS, "answering.forgets"])
def test_what_is_set_cannot_be_varied(vary, fixed):
    with pytest.raises(UsageRefused) as caught:
        plan(against=OTHER, vary=vary, low="0.1", high="0.2", settings={fixed: "0.1"})
    assert caught.value.problems[0].wrong == "fixes what is to be varied"


def test_the_same_path_of_the_other_scheme_is_another_number():
    length = "wearers.sleep_length"
    one = plan(**EQUAL, vary=length, by=f"{OTHER}:{length}")
    assert (one.axis.path, one.equal.axis.path) == (length, length)
    assert plan(**EQUAL, by=f"{SCHEME}:{length}", settings={f"{OTHER}:{length}": "7"}).equal.axis.holder == SCHEME
    assert plan(against=OTHER, vary=length, settings={f"{OTHER}:{length}": "7"}).axis.holder == SCHEME


def test_where_nothing_makes_them_equal_it_says_so():
    toy = Toy(lambda values: values.get(FORGETS, 5.0))
    with pytest.raises(Refused) as caught:
        found(
            toy,
            scheme=counting(),
            against=OTHER,
            line=None,
            equal="toy_h",
            by=f"{SCHEME}:schedule.every",
            vary="effect",
        )
    problem = caught.value.problems[0]
    assert problem.code == "not-equal"
    assert f"from 7 to 28 days makes toy_h the same: {SCHEME} always has less than {OTHER}" in problem.wrong


# What cannot be asked


def test_an_unknown_question_is_refused_with_the_one_meant():
    problem = refused(question="toy_hh")
    assert problem.code == "unknown-question"
    assert "toy_h" in problem.hint


def test_a_question_that_does_not_apply_is_refused_with_the_reason():
    problem = refused(question="toy_none")
    assert problem.code == "question-untold"
    assert "nothing of the kind is done" in problem.wrong


def test_a_question_that_can_be_told_nowhere_is_refused_with_the_reason():
    with pytest.raises(Refused) as caught:
        found(Toy(lambda _: None))
    assert caught.value.problems[0].code == "question-untold"
    assert "too few people" in caught.value.problems[0].wrong


def test_a_question_that_can_be_told_in_places_leaves_the_others_out():
    toy = Toy(lambda values: None if values[FORGETS] < 0.03 else 5.0 * values[FORGETS])
    threshold = found(toy)
    assert threshold.value == pytest.approx(0.1, rel=0.02)
    assert document(threshold)["threshold"]["left_out"]


ON_EFFECT = {"scheme": counting(), "against": OTHER, "vary": "effect"}


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"line": None}, "no-threshold", "--line"),
        ({"line": math.nan}, "no-threshold", "finite"),
        ({"line": math.inf}, "no-threshold", "finite"),
        ({"line": -math.inf, "against": OTHER}, "no-threshold", "finite"),
        (
            {"scheme": counting(), "against": OTHER, "vary": "effect", "low": "-14", "high": "-9"},
            "no-range",
            "from -7.23 to 92.8",
        ),
        ({"vary": "effect"}, "no-threshold", "--against"),
        ({"equal": "toy_h"}, "no-threshold", "go together"),
        ({"equal": "toy_h", "by": "x:y"}, "no-threshold", "another scheme"),
        ({"against": OTHER, "equal": "toy_h", "by": "x:y"}, "no-threshold", "NAME:PATH"),
        ({"against": OTHER, "equal": "toy_h", "by": f"{SCHEME}:schedule.every=5"}, "no-threshold", "LOW..HIGH"),
        ({"vary": "no.such.path"}, "unknown-path", "no quantity"),
        ({"vary": "no_prompts"}, "unknown-path", "no quantity"),
        ({"vary": "from"}, "unknown-path", "several"),
        ({"vary": "schedule.from"}, "no-range", "single value"),
        ({"low": "0.1", "high": "0.1"}, "no-range", "above --from"),
        ({"low": "0.3"}, "no-range", "above --from"),
        ({"low": "-0.1"}, "out-of-range", "from 0 to 1"),
        ({"high": "1.2"}, "out-of-range", "from 0 to 1"),
        ({"low": "much"}, "not-a-number", "number"),
        ({"low": "5 minute"}, "wrong-unit", "duration"),
        ({"settings": {FORGETS: "0.1"}}, "no-threshold", "varied"),
        ({**ON_EFFECT, "low": "few"}, "no-range", "number"),
        ({**ON_EFFECT, "high": "nan"}, "no-range", "limits"),
        ({"question": "detections_share", "line": 5.0}, "no-threshold", "share"),
        ({"side": "over"}, "no-threshold", "--side"),
        ({"side": ""}, "no-threshold", "--side"),
        ({"people": 0}, "count-out-of-range", "whole number"),
    ],
)
def test_what_does_not_go_together_is_refused(changes, code, words):
    problem = refused(**changes)
    assert problem.code == code
    assert words in str(problem)


def test_a_refusal_of_use_ends_as_one():
    with pytest.raises(UsageRefused):
        plan(line=None)


# The same again


def test_the_command_makes_the_same_plan_again():
    one = plan(low="2%".replace("%", "") + "e-2", high="0.1", settings={LOST: "0.05"})
    words = one.command()
    assert "--from=0.02" in words
    assert "--to=0.1" in words
    assert f"--set={LOST}=0.05" in words
    assert plan(low="0.02", high="0.1", settings={LOST: "0.05"}).hash == one.hash
    assert plan(low="0.03", high="0.1", settings={LOST: "0.05"}).hash != one.hash


def test_the_same_search_gives_the_same_document():
    toy = Toy(lambda values: 5.0 * values[FORGETS] * values[LOST] / 0.03, reach=0.05)
    told = [json.dumps(document(found(toy, draws=4)), sort_keys=True) for _ in range(2)]
    assert told[0] == told[1]


def test_an_axis_writes_whole_numbers_and_clocks_as_a_setting_takes_them():
    assert Axis("a", "b", "staff", 1.0, 5.0, 1.0).setting(3.0) == "3"
    assert Axis("a", "b", "time of day", 6.0, 9.0, 1 / 60).setting(7.5) == "07:30"
    assert Axis("a", "b", "ratio", 0.0, 1.0).setting(0.25) == "0.25"


def test_a_small_search_starts_no_workers_and_tells_how_far_it_is():
    told = []
    toy = Toy(lambda values: 5.0 * values[FORGETS])
    find_threshold(plan(draws=3), rooms=toy.rooms, progress=told.append)
    assert toy.asked
    assert (told[0].done, told[-1].done, told[-1].total) == (0, 4, 4)


def test_where_what_is_to_be_equal_can_be_told_nowhere_it_says_so():
    toy = Toy(lambda _: None)
    with pytest.raises(Refused) as caught:
        found(
            toy,
            scheme=counting(),
            question="burden_h_per_week",
            against=OTHER,
            equal="toy_h",
            by=f"{SCHEME}:schedule.every",
            vary="effect",
        )
    assert caught.value.problems[0].code == "question-untold"


def test_draws_that_cannot_be_told_are_counted():
    def answer(values):
        return None if values[LOST] > 0.05 else 5.0 * values[FORGETS]

    threshold = found(Toy(answer), draws=8)
    assert threshold.without(None) > 0
    assert threshold.without(None) + threshold.crossing_worlds == 8


# With the model


SMALL = {"question": "burden_h_per_week", "line": 0.03, "vary": EVERY, "people": 40, "days": 60, "draws": 2}


@pytest.fixture(scope="module")
def small():
    return find_threshold(threshold_plan(SCHEME, **SMALL), workers=1)


@pytest.mark.compiled
def test_the_value_found_is_checked_by_running_the_model_at_it(small):
    from custodes.study.run import run  # noqa: PLC0415 - the model is loaded by the tests that need it

    inside, outside = small.central.inside, small.central.outside
    assert abs(inside.x - outside.x) == 1.0
    for end in (inside, outside):
        again = run(SCHEME, people=40, days=60, draws=1, settings={EVERY: f"{end.x:g}"}).answers["burden_h_per_week"]
        assert again.value == end.value
        assert (again.value < 0.03) == (end is inside)


@pytest.mark.compiled
@pytest.mark.parametrize("shards", [2, 7])
def test_other_shards_give_the_same(small, shards):
    again = find_threshold(threshold_plan(SCHEME, **SMALL, shards=shards), workers=1)
    assert document(again) == document(small)


@pytest.mark.compiled
def test_other_workers_give_the_same(small):
    again = find_threshold(threshold_plan(SCHEME, **SMALL), workers=2)
    assert document(again) == document(small)


@pytest.mark.compiled
def test_what_needs_no_positions_is_answered_without_them_as_with_them():
    scheme = library.load("gps-pilot-2022")
    told = []
    for question in ("trail_unicity.p4.60min.1000m", "detections_share"):
        rooms = rooms_for(question)
        told.append(rooms.ask(rooms.simulate(scheme, scheme.values(), 1, 30, 20, shards=1), 1))
    with_them, without = told
    assert with_them.keys() == without.keys()
    differ = {key for key, answer in with_them.items() if answer != without[key]}
    assert differ
    assert all(needs_positions(key) for key in differ)
