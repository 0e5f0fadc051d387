"""Effects, margins, order and necessity of a comparison, each by hand."""

from __future__ import annotations

from dataclasses import replace
from statistics import fmean

import pytest

from custodes.errors import Refused, UsageRefused
from custodes.measures.answer import Answer, cannot_tell
from custodes.measures.gone import ABSCONDED, UNNOTICED
from custodes.scheme import library
from custodes.scheme.absconding_share import share_within
from custodes.scheme.evidence_effect import difference as effect_of
from custodes.scheme.read_scheme import scheme_from
from custodes.scheme.same_prices import prices_of
from custodes.study.compare_applied import applied
from custodes.study.compare_effect import RATE, effects_entered, parts_drawn, with_effects
from custodes.study.compare_going import going
from custodes.study.compare_margin import margins_named
from custodes.study.compare_order import Order, orders
from custodes.study.compare_plan import ComparePlan, compare_plan
from custodes.study.compare_questions import BY_KEY, QUESTIONS, at_own_setting
from custodes.study.compare_world import compare_world
from custodes.study.difference import Difference
from custodes.study.necessity import necessity
from custodes.study.non_inferiority import non_inferiority
from custodes.study.world import world_values

FALSE = "false_accusations_per_person_year.acted_on"
DELAY = "detection_delay_days"
SHARE = "detections_share"
NAMES = ["gps-pilot-2022", "telephone-reporting"]
PILOT = "gps-expansion-pilot"


@pytest.fixture(scope="module")
def two():
    return {name: library.load(name) for name in NAMES}


def test_a_trial_is_drawn_at_its_quantiles(two):
    (entered,) = effects_entered([f"gps-pilot-2022={PILOT}"], [], two)
    pilot = effect_of(PILOT, entered.outcome)
    assert entered.points(0.5) == pytest.approx(100 * pilot.value)
    assert entered.points(0.025) < 0 < entered.points(0.975)
    parts = [parts_drawn([entered], 16, 1, world)["gps-pilot-2022"] for world in range(1, 17)]
    assert sorted(int(16 * p) for p in parts) == list(range(16))
    assert parts_drawn([entered], 16, 1, 0) == {"gps-pilot-2022": 0.5}


def test_a_claim_for_the_better_takes_people_away_and_says_what_evidence_leaves_of_it(two):
    (entered,) = effects_entered([], ["gps-pilot-2022=5"], two)
    assert entered.points(0.1) == entered.points(0.9) == -5.0
    assert entered.left_by_evidence == {PILOT: pytest.approx(0.0004, abs=0.0002)}
    assert entered.document()["points"] is None


def test_points_are_put_on_the_share_within_the_horizon(two):
    entered = effects_entered([], ["telephone-reporting=-4"], two)
    before = {RATE: 0.001, "other": 3.0}
    after = with_effects(before, "telephone-reporting", "gps-pilot-2022", entered, {"telephone-reporting": 0.5})
    horizon = entered[0].horizon_days
    assert share_within(after[RATE], horizon) - share_within(0.001, horizon) == pytest.approx(0.04)
    assert after["other"] == 3.0
    assert with_effects(before, "gps-pilot-2022", "gps-pilot-2022", entered, {"telephone-reporting": 0.5}) == before


def test_the_effect_of_the_first_scheme_is_in_its_rate_already_and_is_taken_off_the_others(two):
    entered = effects_entered([], ["gps-pilot-2022=4"], two)
    part = {"gps-pilot-2022": 0.5}
    assert with_effects({RATE: 0.001}, "gps-pilot-2022", "gps-pilot-2022", entered, part)[RATE] == 0.001
    other = with_effects({RATE: 0.001}, "telephone-reporting", "gps-pilot-2022", entered, part)[RATE]
    horizon = entered[0].horizon_days
    assert share_within(other, horizon) - share_within(0.001, horizon) == pytest.approx(0.04)


@pytest.mark.parametrize(
    ("given", "claims"),
    [
        (["nobody=gps-expansion-pilot"], []),
        (["gps-pilot-2022="], []),
        (["gps-pilot-2022"], []),
        ([f"gps-pilot-2022={PILOT}"] * 2, []),
        ([f"gps-pilot-2022={PILOT}"], ["gps-pilot-2022=5"]),
        ([], ["gps-pilot-2022=five"]),
        ([], ["gps-pilot-2022=nan"]),
        ([], ["gps-pilot-2022=101"]),
    ],
)
def test_an_effect_that_cannot_be_read_is_refused(two, given, claims):
    with pytest.raises(UsageRefused):
        effects_entered(given, claims, two)


@pytest.mark.parametrize("trial", ["florida-2010", "isap-2015-2020", "fcmp-2016-2017"])
def test_an_effect_of_another_definition_is_refused(two, trial):
    with pytest.raises(Refused, match="definition") as refused:
        effects_entered([f"gps-pilot-2022={trial}"], [], two)
    assert refused.value.problems[0].code == "other-definition"


def test_nobody_absconds_from_where_everybody_is_held(two):
    held = {**two, "detention": library.load("detention")}
    with pytest.raises(UsageRefused, match="holds everybody all day"):
        effects_entered([], ["detention=5"], held)
    plan = compare_plan(["gps-pilot-2022", "detention"], people=30, days=20, draws=1, claims=["gps-pilot-2022=5"])
    world = compare_world(plan, 0)
    assert world.answers["detention"][UNNOTICED].value == 0.0


def test_people_who_are_counted_by_no_definition_take_no_effect():
    smartlink = library.load("smartlink")
    with pytest.raises(UsageRefused) as refused:
        effects_entered([], ["smartlink=5"], {"smartlink": smartlink})
    assert refused.value.problems[0].code == "no-definition"


def test_margins_are_read_and_others_refused():
    assert margins_named([f"{DELAY}=7", f"{SHARE}=0.1"]) == {DELAY: 7.0, SHARE: 0.1}
    for text in (
        "nothing=1",
        f"{SHARE}=5",
        f"{SHARE}=1",
        DELAY,
        f"{DELAY}=0",
        f"{DELAY}=-1",
        f"{DELAY}=inf",
        f"{DELAY}=x",
        f"{FALSE}=1",
    ):
        with pytest.raises(UsageRefused):
            margins_named([text])
    with pytest.raises(UsageRefused):
        margins_named([f"{DELAY}=1", f"{DELAY}=2"])


def _told(value, low=None, high=None):
    return Answer(value, value if low is None else low, value if high is None else high, "unit", 100)


def _lacking(why="does not apply: there is none"):
    return cannot_tell(why, unit="unit")


def _less(value, low, high):
    return Difference(value, low, high, 0.95)


UNTOLD = Difference(None, None, None, 0.95, cannot_tell="one: does not apply")


ASSUMED = {("a", "b"): "assumed"}


def _order(key, one, other, less, rests="assumed"):
    gone = {UNNOTICED: _told(2.0)}
    answers = {"a": {key: one, **gone}, "b": {key: other, **gone}}
    (found,) = orders(answers, {("a", "b"): {key: less}}, {("a", "b"): rests})
    return found.found[key]


@pytest.mark.parametrize(
    ("key", "less", "found"),
    [
        (FALSE, _less(-1.0, -2.0, -0.1), "better"),
        (FALSE, _less(1.0, 0.1, 2.0), "worse"),
        (FALSE, _less(1.0, -0.1, 2.0), "unclear"),
        (FALSE, _less(0.0, 0.0, 0.0), "same"),
        (SHARE, _less(0.2, 0.1, 0.3), "better"),
        (SHARE, _less(-0.2, -0.3, -0.1), "worse"),
        ("trail_home_error_m.own", _less(20.0, 10.0, 30.0), "better"),
    ],
)
def test_the_whole_interval_decides_and_the_question_says_what_is_better(key, less, found):
    assert _order(key, _told(1.0), _told(1.0), less) == found


def test_what_a_scheme_has_nothing_of_is_best_where_it_is_taken_and_worst_where_it_is_gained():
    assert _order(FALSE, _told(1.0, 0.5, 2.0), _lacking(), UNTOLD) == "better"
    assert _order(FALSE, _lacking(), _told(1.0, 0.5, 2.0), UNTOLD) == "worse"
    assert _order(FALSE, _told(0.3, 0.0, 2.0), _lacking(), UNTOLD) == "no worse"
    assert _order(FALSE, _lacking(), _told(0.3, 0.0, 2.0), UNTOLD) == "no better"
    assert _order(FALSE, _told(0.0), _lacking(), UNTOLD) == "same"
    assert _order(FALSE, _lacking(), _lacking(), UNTOLD) == "same"
    assert _order(FALSE, _lacking("too few people"), _told(1.0), UNTOLD) == "unclear"
    assert _order(FALSE, _lacking("too few people"), _lacking(), UNTOLD) == "no worse"
    assert _order(DELAY, _told(3.0), _lacking(), UNTOLD) == "worse"
    assert _order(DELAY, _lacking(), _told(3.0), UNTOLD) == "better"
    assert _order("cost_gbp.per_person_day", _lacking(), _told(3.0), UNTOLD) == "unclear"
    assert _order("trail_home_error_m.own", _lacking(), _told(3.0), UNTOLD) == "worse"


def test_a_scheme_that_shows_nothing_of_what_is_gained_is_not_better_than_one_that_has_nothing_of_it():
    assert _order(DELAY, _lacking("too few people"), _lacking(), UNTOLD) == "unclear"
    assert _order(SHARE, _told(0.0), _lacking(), UNTOLD) == "unclear"
    assert _order(SHARE, _told(0.4, 0.2, 0.6), _lacking(), UNTOLD) == "worse"


NONE = Difference(0.0, 0.0, 0.0, 0.95)


def test_what_was_put_in_about_absconding_is_not_found():
    assert _order(ABSCONDED, _told(0.1), _told(0.1), NONE) == "assumed"
    assert _order(ABSCONDED, _told(0.1), _told(0.1), NONE, "tried") == "same"
    fewer = _less(-0.05, -0.06, -0.04)
    assert _order(ABSCONDED, _told(0.1), _told(0.05), fewer, "tried") == "better"
    assert _order(ABSCONDED, _told(0.1), _told(0.05), fewer, "claimed") == "unclear"
    assert _order(UNNOTICED, _told(9.0), _told(5.0), _less(-4.0, -5.0, -3.0), "claimed") == "unclear"


def test_an_assumption_is_neither_for_a_scheme_nor_against_it():
    order = Order("a", "b", {FALSE: "better", ABSCONDED: "assumed"})
    assert order.dominates() == "shown"
    assert Order("a", "b", {ABSCONDED: "assumed"}).dominates() == "not shown"
    assert order.turned.found[ABSCONDED] == "assumed"


def test_who_notices_less_but_sooner_is_not_called_sooner():
    one = {DELAY: _told(10.0), SHARE: _told(1.0), UNNOTICED: _told(2.0)}
    other = {DELAY: _told(2.0), SHARE: _told(0.05), UNNOTICED: _told(9.0)}
    between = {DELAY: _less(-8.0, -9.0, -7.0), SHARE: _less(-0.95, -0.97, -0.9), UNNOTICED: _less(7.0, 6.0, 8.0)}
    (found,) = orders({"a": one, "b": other}, {("a", "b"): between}, ASSUMED)
    assert found.found == {DELAY: "unclear", SHARE: "worse", UNNOTICED: "worse"}


def test_where_nobody_can_go_noticing_says_nothing():
    answers = {"a": {DELAY: _told(3.0), UNNOTICED: _told(2.0)}, "b": {DELAY: _lacking(), UNNOTICED: _told(0.0)}}
    (found,) = orders(answers, {("a", "b"): {DELAY: UNTOLD}}, ASSUMED)
    assert found.found[DELAY] == "unclear"


def test_one_scheme_dominates_only_where_nothing_is_worse_or_open():
    better, same = {FALSE: "better"}, {"burden_h_per_week": "same"}
    assert Order("a", "b", {**better, **same}).dominates() == "shown"
    assert Order("a", "b", same).dominates() == "not shown"
    assert Order("a", "b", {**better, SHARE: "unclear"}).dominates() == "cannot tell"
    assert Order("a", "b", {**better, SHARE: "worse"}).dominates() == "not shown"
    assert Order("a", "b", {**better, SHARE: "no worse"}).dominates() == "shown"
    assert Order("a", "b", {**better, SHARE: "no better"}).dominates() == "cannot tell"
    assert Order("a", "b", {FALSE: "no worse"}).dominates() == "cannot tell"
    assert Order("a", "b", {FALSE: "no worse"}).turned.found == {FALSE: "no better"}
    assert Order("a", "b", {**better, SHARE: "worse"}).less_intrusive == "shown"
    assert Order("a", "b", {FALSE: "worse", SHARE: "same"}).turned.dominates() == "shown"


def _margin(key, less, *, second=None, margin=7.0):
    answers = {"a": {key: _told(3.0), UNNOTICED: _told(2.0)}, "b": {key: second or _told(9.0), UNNOTICED: _told(2.0)}}
    return non_inferiority(("b", key, margin), "a", answers, less)


def test_an_alternative_does_as_well_when_the_whole_interval_is_below_the_margin():
    assert _margin(DELAY, _less(4.0, 2.0, 6.9)).verdict == "shown"
    assert _margin(DELAY, _less(4.0, 2.0, 7.1)).verdict == "cannot tell"
    assert _margin(DELAY, _less(9.0, 7.1, 12.0)).verdict == "shown to do worse"
    assert _margin(DELAY, UNTOLD).verdict == "cannot tell"
    assert _margin(DELAY, UNTOLD, second=_lacking()).verdict == "shown to do worse"
    nobody = {"a": {DELAY: _lacking("too few people")}, "b": {DELAY: _lacking()}}
    assert non_inferiority(("b", DELAY, 7.0), "a", nobody, UNTOLD).verdict == "cannot tell"
    assert "at least 3 better" in _margin(DELAY, _less(-4.0, -5.0, -3.0)).why
    assert "no worse" in _margin(DELAY, _less(0.0, 0.0, 0.0)).why
    # A share that falls by up to 6 points does as well to within 7.
    assert _margin(SHARE, _less(-0.04, -0.06, -0.02), margin=0.07).verdict == "shown"
    assert _margin(SHARE, _less(-0.2, -0.3, -0.1), margin=0.07).verdict == "shown to do worse"


@pytest.fixture(scope="module")
def plan():
    return compare_plan(["gps-pilot-2022", "telephone-reporting"], people=20, days=10, draws=1, margins=[f"{DELAY}=7"])


def _stages(plan, order, less):
    first, other = plan.plans
    answers = {name: {DELAY: _told(3.0), UNNOTICED: _told(2.0)} for name in (first, other)}
    found = necessity(plan, answers, {DELAY: {other: less}}, (Order(first, other, order),))
    return {each.name: each for each in found.stages}


TAKES_LESS = {FALSE: "better", "burden_h_per_week": "same", SHARE: "same"}


def test_a_less_intrusive_alternative_that_does_as_well_leaves_necessity_unshown(plan):
    found = _stages(plan, {**TAKES_LESS, UNNOTICED: "same"}, _less(1.0, -1.0, 3.0))
    assert found["less-intrusive"].verdict == "not shown"
    assert "telephone-reporting" in found["less-intrusive"].why[0]
    assert found["connection"].verdict == "not shown"
    assert found["aim"].verdict == found["balance"].verdict == "cannot tell"


def test_an_alternative_that_is_shown_to_do_worse_leaves_the_stage_shown_for_those_looked_at(plan):
    found = _stages(plan, {**TAKES_LESS, UNNOTICED: "worse"}, _less(20.0, 10.0, 30.0))
    assert found["less-intrusive"].verdict == "shown"
    assert found["connection"].verdict == "shown"
    assert any("not looked at" in why for why in found["less-intrusive"].why)


def test_what_is_open_stays_open(plan):
    assert _stages(plan, TAKES_LESS, _less(5.0, 1.0, 9.0))["less-intrusive"].verdict == "cannot tell"
    more = {FALSE: "worse", "burden_h_per_week": "better"}
    assert _stages(plan, more, _less(1.0, -1.0, 3.0))["less-intrusive"].verdict == "cannot tell"
    unclear = {FALSE: "unclear", "burden_h_per_week": "better"}
    assert _stages(plan, unclear, _less(1.0, -1.0, 3.0))["less-intrusive"].verdict == "cannot tell"


def test_a_delay_alone_shows_nothing_where_fewer_are_noticed(plan):
    for noticed in ("worse", "unclear", "no better"):
        found = _stages(plan, {**TAKES_LESS, SHARE: noticed, UNNOTICED: noticed}, _less(1.0, -1.0, 3.0))
        assert found["less-intrusive"].verdict == "cannot tell"
        assert any("of absences that were acted on" in why for why in found["less-intrusive"].why)


def test_a_claim_cannot_show_itself():
    margins, claims = [f"{UNNOTICED}=1"], ["gps-pilot-2022=60"]
    claimed = compare_plan(NAMES, people=20, days=10, draws=1, margins=margins, claims=claims)
    first, other = claimed.plans
    answers = {name: {UNNOTICED: _told(2.0)} for name in claimed.plans}
    order = Order(first, other, {**TAKES_LESS, UNNOTICED: "worse"})
    found = necessity(claimed, answers, {UNNOTICED: {other: _less(20.0, 10.0, 30.0)}}, (order,))
    assert found.stages[1].verdict == "cannot tell"
    assert any("a claim cannot show itself" in why for why in found.stages[1].why)
    assert found.margins[0].verdict == found.stages[2].verdict == "cannot tell"


def test_an_alternative_that_takes_as_much_is_not_said_to_take_more(plan):
    found = _stages(plan, dict.fromkeys(BY_KEY, "same"), _less(0.0, 0.0, 0.0))
    assert found["less-intrusive"].why[0].endswith("takes more of people in something, or nothing less")


def test_an_effect_that_cannot_be_put_on_whole_says_how_much_of_it_is():
    plan = compare_plan(NAMES, people=20, days=10, draws=1, claims=["telephone-reporting=60"])
    applied = plan.applied_points(plan.entered[0])
    assert -59.0 < applied < -5.0
    small = compare_plan(NAMES, people=20, days=10, draws=1, claims=["gps-pilot-2022=5"])
    assert small.applied_points(small.entered[0]) == pytest.approx(-5.0)


def test_with_detention_first_the_others_share_the_rate_of_the_first_that_holds_nobody():
    plan = compare_plan(["detention", *NAMES], people=20, days=10, draws=1)
    rates = [each.scheme.values()[RATE] for each in plan.plans.values()]
    assert rates[0] == 0.0
    assert rates[1] == rates[2] > 0.0
    assert plan.free == NAMES[0]


def test_money_is_that_of_the_first_scheme_that_states_costs():
    costless = library.load("telephone-reporting").plain()
    costless["costs"] = None
    first, _ = scheme_from(costless, library.load("telephone-reporting").sources)
    assert first is not None
    plan = compare_plan([first, "gps-pilot-2022", "curfew-tag"], people=20, days=10, draws=1)
    assert {prices_of(each.scheme) for each in plan.plans.values()} == {None, ("GBP", 2022)}


def test_the_command_that_repeats_a_comparison_keeps_every_digit():
    margins, claims = [f"{DELAY}=1234567.8"], ["gps-pilot-2022=5.1234567"]
    plan = compare_plan(NAMES, people=20, days=10, draws=1, margins=margins, claims=claims)
    assert "--claim=gps-pilot-2022=5.1234567" in plan.command()
    assert f"--margin={DELAY}=1234567.8" in plan.command()


def test_that_as_many_abscond_is_assumed_and_shows_nothing(plan):
    margins = [f"{ABSCONDED}=0.02", f"{UNNOTICED}=1"]
    named = replace(plan, margins=margins_named(margins))
    first, other = named.plans
    answers = {name: {ABSCONDED: _told(0.1), UNNOTICED: _told(2.0)} for name in (first, other)}
    order = Order(first, other, {**TAKES_LESS, ABSCONDED: "assumed", UNNOTICED: "same"})
    less = {ABSCONDED: {other: NONE}, UNNOTICED: {other: NONE}}
    found = necessity(named, answers, less, (order,))
    assert [each.verdict for each in found.margins] == ["cannot tell", "shown"]
    assert "assumed" in found.margins[0].why
    assert found.margins[1].why.endswith("if as many abscond under both, which is assumed here")
    assert found.stages[2].verdict == "cannot tell"


def test_what_a_difference_in_absconding_rests_on():
    def rests(*schemes, **asked):
        plan = compare_plan(schemes, people=20, days=10, draws=2, **asked)
        return [going(plan, plan.first, name) for name in list(plan.plans)[1:]]

    rate = "conduct.absconding"
    assert rests(*NAMES) == ["assumed"]
    assert rests(*NAMES, settings=[f"{rate}=0.01"]) == ["assumed"]
    assert rests(*NAMES, settings=[f"{NAMES[0]}:{rate}=0.01"]) == ["assumed"]
    assert rests(*NAMES, settings=[f"{NAMES[1]}:{rate}=0.01"]) == ["claimed"]
    assert rests(*NAMES, claims=[f"{NAMES[0]}=5"]) == ["claimed"]
    assert rests(*NAMES, entered=[f"{NAMES[0]}=gps-expansion-pilot"]) == ["tried"]
    assert rests("detention", *NAMES) == ["held", "held"]
    assert rests("detention", *NAMES, claims=[f"{NAMES[0]}=5"]) == ["claimed", "claimed"]


def test_what_is_set_for_one_scheme_goes_before_what_is_set_for_all():
    every, alone = "conduct.absconding=0.2", f"{NAMES[1]}:conduct.absconding=0.02"
    for settings in ([every, alone], [alone, every]):
        plan = compare_plan(NAMES, people=20, days=10, draws=1, settings=settings)
        assert [one.settings["conduct.absconding"] for one in plan.plans.values()] == ["0.2", "0.02"]
    for settings in ([every, every], [alone, alone], [every, "conduct.absconding=0.3"]):
        with pytest.raises(UsageRefused) as refused:
            compare_plan(NAMES, people=20, days=10, draws=1, settings=settings)
        assert "twice" in refused.value.problems[0].wrong


def test_how_much_of_an_effect_could_be_put_on_is_counted_over_the_draws():
    asked = {"people": 20, "days": 10, "draws": 16, "entered": ["home-office-fitted-tag=gps-expansion-pilot"]}
    plan = compare_plan(["home-office-fitted-tag", "telephone-reporting"], **asked)
    (found,) = applied(plan)
    assert (found.scheme, found.draws) == ("telephone-reporting", 16)
    shares = [share_within(world_values(plan.plans[found.scheme], k)[RATE], 548.0) for k in range(1, 17)]
    effect, seed = plan.entered[0], plan.plans[plan.first].seed
    points = [-effect.points(parts_drawn(plan.entered, 16, seed, k)[effect.scheme]) for k in range(1, 17)]
    assert found.cut == sum(100.0 * share + more < 0.0 for share, more in zip(shares, points, strict=True))
    assert found.cut > 0
    assert found.wanted_points == pytest.approx(fmean(points))
    kept = [max(100.0 * share + more, 0.0) - 100.0 * share for share, more in zip(shares, points, strict=True)]
    assert found.applied_points == pytest.approx(fmean(kept))


def test_without_an_effect_nothing_is_put_on(plan):
    assert applied(plan) == ()


def test_without_a_margin_the_third_stage_cannot_be_told(plan):
    bare = ComparePlan(plan.plans)
    found = _stages(bare, TAKES_LESS, _less(1.0, -1.0, 3.0))
    assert found["less-intrusive"].verdict == "cannot tell"
    assert "--margin" in found["less-intrusive"].why[0]


def test_a_trial_of_a_tag_says_nothing_of_a_watch():
    watch = compare_plan(["home-office-2022", "telephone-reporting"], people=20, days=10, draws=1)
    first, other = watch.plans
    answers = {name: {UNNOTICED: _told(2.0)} for name in (first, other)}
    found = necessity(watch, answers, {}, (Order(first, other, {UNNOTICED: "unclear"}),))
    assert found.stages[1].verdict == "cannot tell"
    assert "no trial of this scheme" in found.stages[1].why[0]


def test_the_trail_is_asked_at_the_finest_setting_that_applies():
    family = "trail_home_error_m"
    told = at_own_setting(
        {f"{family}.1min.1m": _lacking(), f"{family}.5min.1m": _told(7.0), f"{family}.1h.1m": _told(9.0)}
    )
    assert told[f"{family}.own"].value == 7.0
    assert at_own_setting({f"{family}.1min.1m": _lacking()})[f"{family}.own"].value is None


def test_every_question_says_what_it_is_about_once():
    assert len(BY_KEY) == len(QUESTIONS)
    assert {each.side for each in QUESTIONS} == {"takes", "gains", "costs"}
