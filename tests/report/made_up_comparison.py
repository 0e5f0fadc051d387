"""A made-up comparison, so that its page can be tested without running a scheme."""

from __future__ import annotations

from itertools import combinations
from types import SimpleNamespace
from typing import Any

from custodes.measures.answer import Answer, Span, cannot_tell
from custodes.study.compare import Comparison
from custodes.study.compare_effect import RATE, EffectOn
from custodes.study.compare_plan import ComparePlan
from custodes.study.compare_questions import BY_KEY, COST_EARLIER, EARLIER
from custodes.study.difference import Difference
from custodes.study.plan import Plan

NAMES = ("made-up-tag", "made-up-telephone", "made-up-watch", "made-up-reporting", "made-up-app", "nothing")
TITLES = (
    "A made-up fitted tag",
    "Made-up reporting by telephone",
    "A made-up face-check watch",
    "Made-up reporting in person",
    "A made-up app",
    "Nothing at all",
)
GOES = SimpleNamespace(text=lambda: "0.15 a year")
COUNTED = "absconded-as-marked-by-home-office"
BROUGHT = "A price list. Brought from GBP 2019 to GBP 2024: times 1.2 (a made-up index)."
UNITS = {
    "false_accusations_per_person_year.acted_on": ("per person-year", (1.4, 0.21, 3.9, 0.4, 1.2)),
    "share_accused_within.365d": ("share", (0.34, 0.08, 0.71, 0.12, 0.3)),
    "burden_h_per_week": ("hour per week", (8.7, 0.04, 3.2, 4.6, 0.5)),
    "sleep_interruptions_per_week": ("per week", (None, 0.0, 1.6, None, 0.7)),
    "responses_per_person_year.arrest": ("per person-year", (0.02, 0.0, 0.05, 0.0, 0.0)),
    "burden_h_per_week.detained": ("hour per week", (0.3, 0.0, 0.5, 0.0, 0.0)),
    "trail_home_error_m.own": ("metre", (4.4, None, 5.3, None, 61.0)),
    "trail_sensitive_visits_seen_per_month.own": ("per month", (3.1, None, 2.9, None, 0.6)),
    "trail_unicity.p4.own": ("share", (0.87, None, 0.91, None, 0.4)),
    "photographs_held_at_end": ("photographs", (None, None, 412000.0, None, 91000.0)),
    "trail_fixes_held_at_end": ("fixes", (389e6, None, 326e5, None, 1.2e6)),
    "detection_delay_days": ("day", (6.2, 9.8, 5.1, 11.0, 7.4)),
    "detections_share": ("share", (0.62, 0.55, 0.71, 0.5, 0.6)),
    "gone_unnoticed_days_per_person_year": ("day per person-year", (4.1, 6.6, 3.2, 7.9, 4.8)),
    "share_absconded_within.365d": ("share", (0.11, 0.11, 0.11, 0.11, 0.11)),
    "cost_gbp.per_person_day": ("GBP", (12.14, 0.8, 19.27, 5.5, 3.3)),
}
"""Unit of each question, and its value in each scheme but the last, which has nothing of anything."""


def answer(key: str, k: int) -> Answer:
    """Make one answer of the scheme of a number."""
    unit, values = UNITS[key]
    value = values[k] if k < len(values) else None
    if value is None:
        return cannot_tell(f"does not apply: this scheme has nothing of {key.partition('.')[0]}", unit=unit)
    low, high = value * 0.8, min(value * 1.3, 1.0) if unit == "share" else value * 1.3
    return Answer(value, low, high, unit, 500, from_unknowns=Span(low, high), from_people=Span(low, high))


def difference(one: Answer, other: Answer, wide: float = 0.3) -> Difference:
    """Make the difference of two answers."""
    if one.value is None or other.value is None:
        return Difference(None, None, None, 0.95, cannot_tell="one of them has none")
    less = other.value - one.value
    if less == 0.0:
        return Difference(0.0, 0.0, 0.0, 0.95)
    half = wide * one.value
    return Difference(less, less - half, less + half, 0.95, paired_gain=5.2)


def scheme(name: str, title: str, text: str = "") -> Any:
    """Make what the page reads of a scheme."""
    amount = SimpleNamespace(dated=(), source=None, redacted=None, assumption=f"{BROUGHT}{text}")
    return SimpleNamespace(
        scheme=name,
        title=f"{title}{text}",
        about=f"People are asked for something.{text}",
        status="made-up",
        hash="0123456789abcdef" * 4,
        unknowns=lambda: ("something",),
        conduct=SimpleNamespace(absconding_counted_as=COUNTED, absconding=GOES),
        instruments={"tag": SimpleNamespace(kind="fitted_tag" if "tag" in name else "telephone")},
        always_takes=None,
        values=lambda *_: {RATE: 0.0004},
        costs=SimpleNamespace(items={"device": SimpleNamespace(amount=amount)}) if "watch" in name else None,
    )


def comparison(
    count: int = 3, *, text: str = "", margins: bool = True, entered: bool = True, draws: int = 8
) -> Comparison:
    """Make a comparison of so many schemes, every free text of theirs ending in `text`."""
    plans = {
        name: Plan(scheme(name, title, text), 500, draws=draws, settings={"cohort.size": "500"})
        for name, title in list(zip(NAMES, TITLES, strict=True))[:count]
    }
    names = list(plans)
    answers = {name: {key: answer(key, k) for key in UNITS} for k, name in enumerate(names)}
    between = {
        (one, other): {key: difference(answers[one][key], answers[other][key]) for key in BY_KEY}
        for one, other in combinations(names, 2)
    }
    first, others = names[0], names[1:]
    differences = {key: {name: between[first, name][key] for name in others} for key in BY_KEY}
    differences[EARLIER] = {
        name: Difference(20.0 - 15 * k, 10.0 - 15 * k, 29.5 - 15 * k, 0.95) for k, name in enumerate(others)
    }
    untold = Difference(None, None, None, 0.95, cannot_tell="in 3 of 9 worlds no more absences were noticed earlier")
    differences[COST_EARLIER] = dict.fromkeys(others, untold)
    differences[COST_EARLIER][others[0]] = Difference(1830.0, 640.0, 4100.0, 0.95)
    effects = (
        EffectOn(first, COUNTED, 548, trial="gps-expansion-pilot"),
        EffectOn(names[1], COUNTED, 548, claim_points=5.0),
    )
    return Comparison(
        ComparePlan(
            plans,
            ("cohort.size=500",),
            effects if entered else (),
            {"detection_delay_days": 7.0, "detections_share": 0.05} if margins else {},
        ),
        answers,
        differences,
        between,
    )
