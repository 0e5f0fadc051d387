"""Schemes side by side: nothing between a scheme and itself, the opposite the other way round, refusals."""

from __future__ import annotations

import pytest

from custodes.errors import Refused, UsageRefused
from custodes.scheme import library
from custodes.study.compare import COST_EARLIER, EARLIER, assembled, compare
from custodes.study.compare_plan import compare_plan
from custodes.study.compare_world import compare_world
from custodes.study.difference import difference
from custodes.study.paired import pairs

SMALL = {"people": 60, "days": 40, "draws": 2}
SETTING = "reporting-in-person#2:conduct.absconding=0.5"


@pytest.fixture(scope="module")
def plan():
    schemes = ["reporting-in-person", "reporting-in-person", "telephone-reporting"]
    return compare_plan(schemes, **SMALL, margins={"burden_h_per_week": 0.5})


@pytest.fixture(scope="module")
def done(plan):
    return compare(plan, workers=1)


def test_a_scheme_differs_from_itself_by_exactly_nothing(done):
    told = [of["reporting-in-person#2"] for of in done.differences.values()]
    assert {each.value for each in told} <= {0.0, None}
    assert {each.low for each in told} <= {0.0, None}
    assert sum(each.value == 0.0 for each in told) > 20


def test_the_other_way_round_is_the_opposite(plan, done):
    back = compare_plan(["telephone-reporting", "reporting-in-person"], **SMALL)
    assert back.first == "telephone-reporting"
    worlds = [compare_world(plan, number) for number in plan.worlds]
    for key in ("burden_h_per_week", "cost_gbp.per_person_day"):
        there = [pairs(w.answers[plan.first], w.answers["telephone-reporting"], alike=False)[key] for w in worlds]
        home = [pairs(w.answers["telephone-reporting"], w.answers[plan.first], alike=False)[key] for w in worlds]
        values = [(1.0, 2.0)] * len(worlds)
        a, b = (difference(each, values, 0.95, "no") for each in (there, home))
        assert a.value == -b.value
        assert (a.low, a.high) == (-b.high, -b.low)
    assert assembled(plan, worlds).document()["answers"] == done.document()["answers"]


def test_a_document_holds_each_scheme_and_each_difference(plan, done):
    document = done.document()
    entry = document["answers"]["burden_h_per_week"]
    assert list(entry["schemes"]) == list(plan.plans)
    assert entry["difference"]["telephone-reporting"]["value"] < 0
    assert document["compare"]["command"].startswith("custodes compare reporting-in-person")
    assert "--margin=burden_h_per_week=0.5" in document["compare"]["command"]
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
