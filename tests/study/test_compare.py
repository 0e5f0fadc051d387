"""Schemes side by side: nothing between a scheme and itself, the opposite the other way round, refusals."""

from __future__ import annotations

import pytest

from custodes.errors import Refused, UsageRefused
from custodes.measures.intervals import normal_quantile
from custodes.scheme import library
from custodes.study.compare import assembled, compare
from custodes.study.compare_plan import ComparePlan, compare_plan
from custodes.study.compare_questions import COST_EARLIER, EARLIER
from custodes.study.compare_world import ComparedWorld, compare_world
from custodes.study.noticed import Noticed

SMALL = {"people": 60, "days": 40, "draws": 2}
SETTING = "reporting-in-person#2:conduct.absconding=0.5"


@pytest.fixture(scope="module")
def plan():
    schemes = ["reporting-in-person", "reporting-in-person", "telephone-reporting"]
    return compare_plan(schemes, **SMALL)


@pytest.fixture(scope="module")
def done(plan):
    return compare(plan, workers=1)


def test_a_scheme_differs_from_itself_by_exactly_nothing(done):
    told = [of["reporting-in-person#2"] for of in done.differences.values()]
    assert {each.value for each in told} <= {0.0, None}
    assert {each.low for each in told} <= {0.0, None}
    assert sum(each.value == 0.0 for each in told) > 20


def test_the_other_way_round_is_the_opposite(plan, done):
    first, last = plan.first, "telephone-reporting"
    turned = compare(ComparePlan({last: plan.plans[last], first: plan.plans[first]}), workers=1)
    told = 0
    for key in done.answers[first].keys() & done.answers[last].keys():
        there, back = done.differences[key][last], turned.differences[key][first]
        assert (there.value is None) == (back.value is None), key
        if there.value is not None:
            assert (there.value, there.low, there.high) == (-back.value, -back.high, -back.low), key
            told += there.value != 0.0
    assert told >= 8


def test_worlds_put_together_again_make_the_same_document(plan, done):
    worlds = [compare_world(plan, number) for number in plan.worlds]
    assert assembled(plan, worlds).document() == done.document()


def test_a_document_holds_each_scheme_and_each_difference(plan, done):
    document = done.document()
    entry = document["answers"]["burden_h_per_week"]
    assert list(entry["schemes"]) == list(plan.plans)
    assert entry["difference"]["telephone-reporting"]["value"] < 0
    assert document["compare"]["command"].startswith("custodes compare reporting-in-person")
    assert document["compare"]["plan_hash"] == plan.hash
    assert {EARLIER, COST_EARLIER} <= set(document["answers"])


def test_a_number_set_for_one_scheme_alone_is_set_there_alone():
    plan = compare_plan(["reporting-in-person", "reporting-in-person"], **SMALL, settings=[SETTING])
    rates = [each.scheme.conduct.absconding.at(0.5) for each in plan.plans.values()]
    assert rates[0] < rates[1]
    both = compare_plan(["reporting-in-person", "reporting-in-person"], **SMALL, settings=[SETTING.partition(":")[2]])
    assert len({each.scheme.conduct.absconding.at(0.5) for each in both.plans.values()}) == 1


@pytest.mark.parametrize(
    "setting", ["conduct.absconding", "nobody:conduct.absconding=1", "instruments.nothing=1", "conduct.absconding="]
)
def test_a_setting_that_fits_nothing_is_refused(setting):
    with pytest.raises(UsageRefused):
        compare_plan(["reporting-in-person", "telephone-reporting"], **SMALL, settings=[setting])


def _world(number, **odd):
    given = {"absences": 10, "earlier": 4, "later": 2, "cost": 100.0, "reach": 0.1, **odd}
    variance = (given["reach"] / normal_quantile(0.95)) ** 2
    noticed = Noticed(given["absences"], given["earlier"], given["later"], given["cost"], variance, given["reach"])
    return ComparedWorld(number, {"a": {}, "b": {}}, {("a", "b"): {}}, {"b": noticed})


@pytest.fixture
def noticed(plan):
    def told(*worlds):
        found = assembled(ComparePlan({"a": plan.plans[plan.first], "b": plan.plans[plan.first]}), worlds)
        return found.differences[EARLIER]["b"], found.differences[COST_EARLIER]["b"]

    return told


def test_absences_noticed_earlier_are_counted_of_a_hundred_over_the_draws(noticed):
    told, cost = noticed(_world(0, earlier=9), *(_world(k, earlier=3 + k) for k in (1, 2, 3)))
    # Of 10 absences 2, 3 and 4 more are noticed earlier than later; the world of the middle numbers sets nothing.
    assert told.value == pytest.approx(30.0)
    assert told.low < 20.0
    assert told.high > 40.0
    assert (told.from_people.low, told.from_people.high) == (pytest.approx(20.0), pytest.approx(40.0))
    assert cost.value == pytest.approx(100 / 3)
    assert cost.low < 25.0
    assert cost.high > 50.0
    assert told.paired_gain is None


def test_one_world_has_the_range_that_its_people_leave(noticed):
    told, cost = noticed(_world(0))
    assert (told.value, told.low, told.high) == (pytest.approx(20.0), pytest.approx(10.0), pytest.approx(30.0))
    assert (cost.value, cost.low, cost.high) == (pytest.approx(50.0), pytest.approx(100 / 3), pytest.approx(100.0))
    assert told.from_unknowns is None


def test_where_nobody_was_absent_under_both_nothing_is_told(noticed):
    assert noticed(_world(0), _world(1), _world(2, absences=0))[0].cannot_tell.endswith("in 1 of 3 worlds")
    assert noticed(_world(0, absences=0), *map(_world, range(1, 5)))[0].value is None
    assert noticed(*map(_world, range(10)), _world(10, absences=0))[0].value == pytest.approx(20.0)


@pytest.mark.parametrize("odd", [{"earlier": 2}, {"cost": float("nan")}, {"reach": 0.3}])
def test_an_absence_has_no_price_where_one_world_has_none(noticed, odd):
    told, cost = noticed(*map(_world, range(20)), _world(20, **odd))
    assert told.value == pytest.approx(20.0)
    assert cost.cannot_tell.startswith("in 1 of 21 worlds")


def test_one_scheme_is_no_comparison():
    with pytest.raises(UsageRefused):
        compare_plan(["reporting-in-person"])


def test_people_in_other_groups_are_refused():
    with pytest.raises(Refused, match="cannot be compared on the people"):
        compare_plan(["home-office-fitted-tag", "smartlink"], **SMALL)


def test_people_come_with_the_first_scheme():
    first = library.load("home-office-fitted-tag")
    plan = compare_plan([first, "gps-pilot-2022", "probation-check-in"], people=50, days=10, draws=1)
    sizes = {each.scheme.cohort.size.at(0.5) for each in plan.plans.values()}
    assert sizes == {first.cohort.size.at(0.5)}
