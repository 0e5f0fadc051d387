"""What a look at the unknowns is asked, and what it cannot be."""

from __future__ import annotations

import shlex

import pytest

from custodes.errors import Refused, UsageRefused
from custodes.scheme.scheme import Scheme
from custodes.study.sensitivity_plan import BASE, MOST, PEOPLE, TRAJECTORIES, sensitivity_plan

SCHEME = "telephone-reporting"
ONE, TWO = "wearers.working_share", "instruments.telephone.checks.window"


def _codes(**given):
    with pytest.raises(UsageRefused) as refused:
        sensitivity_plan(SCHEME, **given)
    return [problem.code for problem in refused.value.problems]


def test_everything_unknown_is_varied_unless_named():
    plan = sensitivity_plan(SCHEME)
    assert plan.varied == tuple(plan.scheme.unknowns())
    assert (plan.base.people, plan.rows, plan.trajectories, plan.most) == (PEOPLE, BASE, TRAJECTORIES, MOST)
    named = sensitivity_plan(SCHEME, vary=(TWO, ONE))
    assert named.varied == (ONE, TWO)
    assert named.named


def test_the_default_look_at_the_watch_keeps_within_its_budget():
    # A world of 200 people and a year of the watch takes about half a CPU-second, one of 150 about 0.4: 12 CPU-minutes.
    plan = sensitivity_plan("home-office-2022")
    screening = plan.trajectories * (len(plan.varied) + 2)
    kinds = {plan.scheme.quantities()[path].basis_kind for path in plan.varied}
    samples = plan.rows * (2 + plan.most + len(kinds) + 1)
    assert (screening + samples) * plan.base.people <= 260_000


def test_a_scheme_with_fewer_people_is_run_with_those():
    assert sensitivity_plan("casework").base.people == 50
    assert sensitivity_plan("casework", people=70).base.people == 70


def test_what_is_set_is_not_unknown():
    assert ONE not in sensitivity_plan(SCHEME, settings={ONE: "0.1"}).varied
    assert _codes(settings={ONE: "0.1"}, vary=(ONE,)) == ["no-range"]


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"base": 100}, ["base-size"]),
        ({"base": 4}, ["base-size"]),
        ({"base": 2**20}, ["base-size"]),
        ({"trajectories": 1, "most": 0, "base": 3}, ["count-out-of-range", "count-out-of-range", "base-size"]),
        ({"vary": ("wearers.working_shore",)}, ["unknown-path"]),
        ({"vary": ("nothing.at.all", "costs.items.call.devices")}, ["unknown-path", "unknown-path"]),
        ({"days": 0}, ["count-out-of-range"]),
    ],
)
def test_what_cannot_be_asked_is_refused(given, codes):
    assert _codes(**given) == codes


def test_a_slip_of_the_pen_is_answered_with_the_nearest():
    with pytest.raises(UsageRefused, match=r'did you mean "wearers\.working_share"'):
        sensitivity_plan(SCHEME, vary=("wearers.working_shore",))
    with pytest.raises(UsageRefused, match="the nearest is 128"):
        sensitivity_plan(SCHEME, base=100)


def test_a_scheme_in_which_nothing_is_unknown_has_nothing_to_look_at(monkeypatch):
    monkeypatch.setattr(Scheme, "unknowns", lambda _: [])
    assert _codes() == ["nothing-unknown"]


def test_an_unknown_scheme_is_refused():
    with pytest.raises(Refused):
        sensitivity_plan("no-such-scheme")


def test_the_hash_is_of_what_moves_a_number():
    def of(**given):
        return sensitivity_plan(SCHEME, **given).hash

    assert of() == of(people=PEOPLE, base=BASE, most=MOST)
    other = [
        of(seed=2),
        of(base=32),
        of(most=3),
        of(trajectories=5),
        of(days=30),
        of(people=20),
        of(vary=(ONE,)),
        of(questions=("burden_h_per_week",)),
        of(settings={ONE: "0.1"}),
    ]
    assert len({of(), *other}) == len(other) + 1
    assert of(vary=(ONE, TWO)) == of(vary=(TWO, ONE))


def test_the_command_makes_the_same_plan():
    given = {"vary": (ONE, TWO), "questions": ("burden_h_per_week",), "base": 16, "most": 3, "trajectories": 2}
    plan = sensitivity_plan(SCHEME, people=30, days=9, seed=5, settings={"rules.missed_in_a_row": "2"}, **given)
    words = shlex.split(plan.command())
    assert words[:3] == ["custodes", "sensitivity", SCHEME]
    pairs = [word.removeprefix("--").partition("=")[::2] for word in words[3:]]
    again = {
        "questions": [v for k, v in pairs if k == "question"],
        "vary": [v for k, v in pairs if k == "vary"],
        "settings": dict(v.split("=") for k, v in pairs if k == "set"),
        **{k: int(v) for k, v in pairs if k in ("trajectories", "base", "most", "people", "days", "seed")},
    }
    assert sensitivity_plan(SCHEME, **again).hash == plan.hash
