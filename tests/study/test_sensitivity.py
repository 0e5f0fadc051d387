"""A look at the unknowns from the first world to the last, with a formula in place of the model."""

from __future__ import annotations

import math

import numpy as np
import pytest

from custodes.errors import UsageRefused
from custodes.measures.answer import Answer, cannot_tell
from custodes.scheme import library
from custodes.study import sensitivity
from custodes.study.luck import raw_bits
from custodes.study.sensitivity import chosen, look_at_unknowns, questions_of
from custodes.study.sensitivity_found import LUCK, REST
from custodes.study.sensitivity_plan import USUAL, sensitivity_plan
from custodes.study.sensitivity_world import run_points

SCHEME = "telephone-reporting"
ONE, TWO, THREE = (
    "instruments.telephone.checks.effort.per_attempt",
    "wearers.working_share",
    "costs.items.call.amount",
)
BURDEN, COST = "burden_h_per_week", "cost_gbp.per_person_day"


def _normal(seed):
    """Give a normal number for a seed (Box and Muller)."""
    one, two = ((raw_bits(f"{seed} normal", 2) >> np.uint64(11)) + 0.5) / 2.0**53
    return math.sqrt(-2 * math.log(one)) * math.cos(2 * math.pi * two)


def _share(plan, path, value):
    quantity = plan.scheme.quantities()[path]
    return (value - quantity.low_base) / (quantity.high_base - quantity.low_base)


class Toy:
    """Answers by a formula of the shares of the ranges and of a normal number for the luck."""

    def __init__(self, monkeypatch, formulas):
        self.formulas, self.points = formulas, []
        monkeypatch.setattr(sensitivity, "probe", self.probe)
        monkeypatch.setattr(sensitivity, "run_points", self.run)

    def probe(self, plan):
        del plan
        return {key: ("toy", Answer(1.0, 0.5, 2.0, "hour per week", 9)) for key in self.formulas}

    def run(self, plan, needs, points):
        self.points += points
        found = []
        for point in points:
            x = {path: _share(plan, path, value) for path, value in zip(plan.varied, point.values, strict=True)}
            found.append(tuple(self.formulas[key](x, _normal(point.seed)) for key in needs.questions))
        return found


def _look(monkeypatch, formula, **more):
    given = {"vary": (ONE, TWO), "base": 512, "people": 10, "days": 5, "questions": (BURDEN,), **more}
    toy = Toy(monkeypatch, dict.fromkeys(given["questions"], formula) if callable(formula) else formula)
    looked = look_at_unknowns(sensitivity_plan(SCHEME, **given), workers=1)
    return looked, toy


def _parts(found):
    return {each.factor.name: each for each in found.moves}


def test_parts_are_those_of_the_formula(monkeypatch):
    # Uniform x and log-uniform y: the variance of the toy is known for each alone.
    looked, _ = _look(monkeypatch, lambda x, luck: x[TWO] * 4 + 0.5 * luck)
    (found,) = looked.found
    shares = [
        _share(looked.plan, TWO, looked.plan.scheme.quantities()[TWO].at(u)) for u in (np.arange(4000) + 0.5) / 4000
    ]
    variance = 16 * float(np.var(shares))
    parts = _parts(found)
    assert parts[TWO].first.value == pytest.approx(variance / (variance + 0.25), abs=0.1)
    assert found.luck.value == pytest.approx(0.25 / (variance + 0.25), abs=0.08)
    assert ONE in looked.fixed
    assert found.ahead == (TWO,)
    assert found.narrower.value == pytest.approx(1 - math.sqrt(1 - parts[TWO].first.value))


@pytest.mark.parametrize(("people", "most"), [(1, 1.2), (100, 0.2), (100_000, 0.0005)])
def test_luck_goes_to_nothing_with_many_people(monkeypatch, people, most):
    looked, _ = _look(monkeypatch, lambda x, luck: x[TWO] + luck / math.sqrt(people))
    (found,) = looked.found
    assert 0.0 <= found.luck.value <= most


def test_luck_is_all_there_is_when_no_unknown_matters(monkeypatch):
    looked, _ = _look(monkeypatch, lambda _, luck: luck)
    (found,) = looked.found
    assert found.luck.value == pytest.approx(1.0, abs=0.15)
    assert found.kinds["assumption"].value == 0.0
    assert {factor.name for factor in looked.factors} == {ONE, TWO, LUCK}


def test_luck_that_acts_through_a_number_is_luck_and_not_the_rest(monkeypatch):
    looked, _ = _look(monkeypatch, lambda x, luck: (x[TWO] - 0.4) * luck)
    (found,) = looked.found
    assert found.luck.value == pytest.approx(1.0, abs=0.2)
    assert _parts(found)[LUCK].first.value < 0.3


def test_parts_of_all_kinds_add_up_to_one(monkeypatch):
    looked, _ = _look(monkeypatch, lambda x, luck: x[ONE] * x[TWO] + 0.1 * luck, base=64)
    (found,) = looked.found
    assert sum(part.value for part in found.kinds.values()) == pytest.approx(1.0)
    assert list(found.kinds)[-2:] == [LUCK, REST]


def test_an_answer_that_nothing_moves_says_so(monkeypatch):
    looked, _ = _look(monkeypatch, lambda *_: 3.0, base=8)
    (found,) = looked.found
    assert (found.value, found.moves, found.cannot_tell) == (3.0, (), None)


def test_lost_rows_are_left_out_and_more_than_a_tenth_are_too_many(monkeypatch):
    def sometimes(limit):
        return lambda x, _: math.nan if x[TWO] > limit else x[ONE] + x[TWO]

    shares = [_share(sensitivity_plan(SCHEME), TWO, library.load(SCHEME).quantities()[TWO].at(u)) for u in (0.97, 0.7)]
    few, _ = _look(monkeypatch, sometimes(shares[0]), base=128)
    assert 0 < few.found[0].lost <= 12
    assert few.found[0].cannot_tell is None
    many, _ = _look(monkeypatch, sometimes(shares[1]), base=128)
    assert many.found[0].moves == ()
    assert f"{many.found[0].lost} of 128 sets" in many.found[0].cannot_tell


def test_worlds_that_would_be_the_same_are_run_once(monkeypatch):
    looked, toy = _look(monkeypatch, lambda x, luck: x[ONE] + luck, base=8)
    assert len(toy.points) == len(set(toy.points)) == looked.worlds - 1


def test_the_largest_are_looked_at_alone_and_the_others_at_once(monkeypatch):
    looked, _ = _look(monkeypatch, lambda x, _: 3 * x[ONE] + x[TWO] + 0.1 * x[THREE], vary=(), most=1, base=64)
    names = [factor.name for factor in looked.factors]
    assert names == [ONE, "others.assumption", LUCK]
    assert set(looked.factors[1].paths) == {TWO, THREE}
    assert len(looked.fixed) == len(looked.plan.scheme.unknowns()) - 3
    assert looked.moved[ONE] > looked.moved[TWO] > looked.moved[THREE] > 0


def test_others_are_told_apart_by_kind():
    plan = sensitivity_plan("home-office-2022")
    known = plan.scheme.quantities()
    moved = {path: 1.0 / (k + 1) for k, path in enumerate(plan.varied)}
    factors, fixed = chosen(plan, {BURDEN: moved})
    assert fixed == ()
    assert sum(factor.single for factor in factors) == 12
    assert sorted(path for factor in factors for path in factor.paths) == sorted(plan.varied)
    others = [factor for factor in factors if factor.paths and not factor.single]
    assert [factor.name for factor in others] == ["others.source", "others.assumption", "others.redacted"]
    assert all(known[path].basis_kind == factor.kind for factor in others for path in factor.paths)


def test_each_answer_has_its_turn():
    plan = sensitivity_plan(SCHEME, most=3)
    still = dict.fromkeys(plan.varied, 0.0)
    loud = {path: 10.0 - k / 10 for k, path in enumerate(plan.varied)}
    quiet = {**still, plan.varied[-1]: 0.2, plan.varied[-2]: 0.1}
    factors, _ = chosen(plan, {BURDEN: loud, COST: quiet})
    assert {factor.name for factor in factors if factor.single} == {*plan.varied[:2], plan.varied[-1]}


def test_when_nothing_stirred_the_first_are_looked_at_all_the_same():
    plan = sensitivity_plan(SCHEME, most=2)
    factors, fixed = chosen(plan, {BURDEN: dict.fromkeys(plan.varied, 0.0)})
    assert [factor.name for factor in factors] == [*plan.varied[:2], LUCK]
    assert fixed == plan.varied[2:]


def test_an_unknown_whose_effect_cannot_be_told_is_varied_with_the_others(monkeypatch):
    # The cost can be told in the central world, but in none of the screening.
    formulas = {BURDEN: lambda x, _: x[ONE], COST: lambda *_: math.nan}
    looked, _ = _look(monkeypatch, formulas, vary=(ONE, TWO, THREE), questions=(BURDEN, COST), base=8, most=1)
    assert looked.untold == (TWO, THREE)
    assert [factor.name for factor in looked.factors] == [ONE, "others.assumption", LUCK]
    assert set(looked.factors[1].paths) == {TWO, THREE}
    assert not {TWO, THREE} & set(looked.fixed)


def test_when_nothing_can_be_told_of_any_the_first_of_them_are_looked_at(monkeypatch):
    looked, _ = _look(monkeypatch, lambda *_: math.nan, vary=(ONE, TWO), base=8, most=1)
    assert looked.untold == looked.plan.varied
    assert [len(factor.paths) for factor in looked.factors] == [1, 1, 0]
    assert not set(looked.plan.varied) & set(looked.fixed)


def test_two_that_are_alike_are_not_told_apart(monkeypatch):
    looked, _ = _look(
        monkeypatch,
        lambda x, _: x[TWO] + x[THREE] / np.ptp([x[THREE], 1 + x[THREE]]),
        vary=(TWO, THREE),
        base=16,
    )
    assert set(looked.found[0].ahead) == {TWO, THREE}


def test_questions_are_the_usual_ones_less_those_that_do_not_apply():
    plan = sensitivity_plan(SCHEME, people=10, days=5)
    told = Answer(1.0, 0.5, 2.0, "share", 9)
    why = "does not apply: this scheme keeps no photographs"
    answers = {**dict.fromkeys(USUAL, told), USUAL[6]: cannot_tell(why, unit="photographs")}
    asked, left_out = questions_of(plan, answers)
    assert asked == tuple(key for key in USUAL if key != USUAL[6])
    assert left_out == {USUAL[6]: why}


@pytest.mark.parametrize(("key", "code"), [("burden_h_a_week", "unknown-question"), (COST, "question-untold")])
def test_questions_that_are_named_must_be_answerable(key, code):
    plan = sensitivity_plan(SCHEME, people=10, days=5, questions=(key,))
    answers = {BURDEN: Answer(1.0, 0.5, 2.0, "hour", 9), COST: cannot_tell("does not apply: free", unit="GBP")}
    with pytest.raises(UsageRefused) as refused:
        questions_of(plan, answers)
    assert [problem.code for problem in refused.value.problems] == [code]


# The real model, small


def _small(**more):
    given = {"people": 20, "days": 20, "base": 8, "trajectories": 2, "vary": (ONE, TWO, THREE), **more}
    return sensitivity_plan(SCHEME, questions=(BURDEN, COST), **given)


def test_the_model_moves_as_it_should():
    looked = look_at_unknowns(_small(base=32), workers=1)
    burden, cost = looked.found
    assert burden.moves[0].factor.name == ONE
    assert burden.moves[0].first.value > 0.5
    assert _parts(burden)[THREE].total.value == 0.0
    assert _parts(cost)[THREE].first.value > 0.5


def test_the_number_of_workers_changes_nothing():
    assert look_at_unknowns(_small(), workers=1) == look_at_unknowns(_small(), workers=2)


def test_an_answer_about_a_trail_keeps_the_trail_and_its_number_does_not_need_it():
    key = "trail_entropy_bits.1h.1km"
    plan = sensitivity_plan("home-office-2022", people=10, days=8, vary=("movement.outings.per_day",))
    needs = sensitivity.Needs((key, "trail_fixes_held_at_end"), ("trail",))
    point = sensitivity.Point((plan.scheme.values()["movement.outings.per_day"],), 1)
    ((entropy, held),) = run_points(plan, needs, [point])
    assert entropy > 0
    ((alone,),) = run_points(plan, sensitivity.Needs(("trail_fixes_held_at_end",), ("trail",)), [point])
    assert alone == held > 0
