"""A made-up run with every answer of the list, so that the page can be tested without running a scheme."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from custodes.measures.answer import Answer, GroupAnswer, Span, cannot_tell
from custodes.measures.trail import FAMILIES, NO_TRAIL
from custodes.measures.trail_settings import GRIDS, INTERVALS
from custodes.study.view import QuantityRow, RunView, Scaling, WorldRow

PEOPLE = 2500
POINTS = ("raised", "triaged", "handled", "acted_on")
TAG_CAUSES = ("curfew", "inclusion", "exclusion", "gap", "battery", "strap")
CAUSES = ("no_prompt", "missed", "not_captured", "not_live", "no_match")
GROUPS = {
    "sex": ("female", "male"),
    "age_band": ("18-34", "35-49", "50-64", "65-99"),
    "region_of_birth": ("west_africa", "east_africa", "south_asia", "europe", "not recorded"),
}
HOSTILE = {
    "script": "<script>alert(1)</script>",
    "svg": "</svg><img src=x onerror=alert(1)>",
    "template": "{{7*7}} {% for x in y %}",
    "maths": "$x^2$ and $\\frac{1}",
    "ansi": "\x1b[31mred\x1b[0m",
    "bidi": "abc\u202edef\u2066\u200b\ufeff",
    "style": "</style><style>*{display:none}",
    "quote": '" onload="alert(1)" \'',
    "scripture": "\u4e2d\u6587 \U0001f600 \u0627",
}


def told(value: float, unit: str, wide: float = 2.5, *, groups: bool = False, layers: bool = True) -> Answer:
    """Make an answer with both layers around a value."""
    top = 1.0 if unit == "share" else 1e12
    high = min(top, value * wide)
    return Answer(
        value=value,
        low=value / wide,
        high=high,
        unit=unit,
        people=PEOPLE,
        from_unknowns=Span(value / wide * 1.1, high * 0.95) if layers else None,
        from_people=Span(value * 0.94, min(top, value * 1.07)) if layers else None,
        by_group=by_group(value, unit) if groups else {},
        sources=("assumption:instruments.watch.checks.recognition.no_match", "source:guardian-2022-08-05"),
    )


def by_group(value: float, unit: str) -> dict[str, dict[str, GroupAnswer]]:
    """Make group answers, one of them too small to tell."""
    top = 1.0 if unit == "share" else 1e12
    made: dict[str, dict[str, GroupAnswer]] = {}
    for attribute, names in GROUPS.items():
        made[attribute] = {}
        for k, name in enumerate(names):
            middle = value * (0.7 + 0.25 * k)
            made[attribute][name] = GroupAnswer(middle, middle * 0.8, min(top, middle * 1.3), 900 - 150 * k)
    why = "only 12 people are in this group; about 343 would be needed"
    made["age_band"]["65-99"] = GroupAnswer(None, None, None, 12, why)
    return made


def answers() -> dict[str, Answer]:  # noqa: C901  (a flat list of every answer)
    """Make every answer of the list."""
    made = {
        "checks_due_per_person_year": told(1789.0, "per person-year", 1.2),
        "failed_checks_per_person_year": told(201.3, "per person-year"),
    }
    for k, cause in enumerate(CAUSES):
        made[f"failed_checks_per_person_year.{cause}"] = told((61.0, 74.2, 33.1, 12.4, 20.6)[k], "per person-year", 3)
    for k, days in enumerate((1, 30, 365)):
        made[f"share_with_false_nonmatch_within.{days}d"] = told((0.021, 0.19, 0.44)[k], "share", 2)
    made["false_nonmatch_share"] = told(0.0131, "share", groups=True)
    made["checks_passed_by_others_share"] = told(0.0034, "share", groups=True)
    for k, point in enumerate(POINTS):
        made[f"alerts_per_person_month.{point}"] = told((3.1, 2.2, 1.7, 0.9)[k], "per person-month")
        made[f"false_accusations_per_person_year.{point}"] = told(
            (36.0, 25.5, 19.2, 9.7)[k], "per person-year", groups=True
        )
        made[f"alert_precision.{point}"] = told((0.031, 0.035, 0.04, 0.058)[k], "share")
        made[f"alerts_about_absence_share.{point}"] = told((0.011, 0.013, 0.014, 0.02)[k], "share")
    for k, step in enumerate(("contact", "warning", "visit", "arrest")):
        made[f"responses_per_person_year.{step}"] = told((9.0, 1.4, 0.3, 0.02)[k], "per person-year")
    for k, days in enumerate((30, 180, 365)):
        made[f"share_accused_within.{days}d"] = told((0.31, 0.58, 0.71)[k], "share", 1.35)
    for k, top in enumerate((1, 5, 10)):
        made[f"accusations_borne_by_top.{top}pct"] = told((0.08, 0.27, 0.43)[k], "share", 1.4)
    made["review_overturned_share"] = told(0.81, "share", 1.2)
    for k, desk in enumerate(("review", "casework")):
        made[f"{desk}_wait_h.mean"] = told((0.4, 9.3)[k], "hour", 3)
        made[f"{desk}_wait_h.p95"] = told((1.7, 44.0)[k], "hour", 3)
        made[f"desk_backlog_end.{desk}"] = told((3.0, 61.0)[k], "cases")
        made[f"desk_utilisation.{desk}"] = told((0.44, 0.83)[k], "share", 1.2)
    made["detection_delay_days"] = told(6.2, "day")
    made["detections_share"] = told(0.62, "share", 1.4)
    made["share_absconded_within.365d"] = told(0.11, "share", 1.4)
    made["gone_unnoticed_days_per_person_year"] = told(9.5, "day per person-year", 1.4)
    made["burden_h_per_week"] = told(2.9, "hour per week")
    for k, part in enumerate(("prompts", "reporting", "responding", "detained")):
        made[f"burden_h_per_week.{part}"] = told((0.9, 1.2, 0.3, 0.5)[k], "hour per week")
    made["burden_h_per_week.reporting"] = cannot_tell(
        "does not apply: nobody has to report in person", unit="hour per week", people=PEOPLE
    )
    made["sleep_interruptions_per_week"] = told(1.6, "per week")
    for summary, value, unit in (
        ("max_over_geomean", 1.7, "ratio"),
        ("max_minus_min", 4.1, "per person-year"),
        ("gini", 0.12, "index from 0 to 1"),
    ):
        for topic in ("false_accusations", "false_nonmatches"):
            gap = replace(told(value, unit, 1.3), permuted=GroupAnswer(value * 0.6, value * 0.5, value * 0.8, PEOPLE))
            made[f"group_gap.{summary}.{topic}"] = gap
            for attribute in GROUPS:
                made[f"group_gap.{summary}.{topic}.{attribute}"] = gap
    made["group_gap.gini.false_nonmatches.age_band"] = cannot_tell(
        "the group '65-99' cannot be told: only 12 people; about 343 would be needed", unit="index from 0 to 1"
    )
    made["cost_gbp.total"] = told(8_310_000.0, "GBP", 1.6)
    made["cost_gbp.per_person_day"] = told(9.4, "GBP", 1.6)
    made["cost_gbp.per_true_detection"] = cannot_tell(
        "fewer than 3 true absences were acted on; at least 10 would be needed", unit="GBP", people=PEOPLE
    )
    made["photographs_held_at_end"] = told(4_120_000.0, "photographs", 1.2)
    return made


def row(path: str, text: str, span: tuple[float | None, float, float | None], basis: str = "assumption") -> QuantityRow:
    """Make one row of the table of quantities."""
    low, mid, high = span
    reasons = {
        "assumption": "Nobody has published it; the range covers what tests of telephones found [guardian-2022-08-05].",
        "redacted": "The number of devices was withheld; the range follows from the sum paid and list prices.",
        "source": "Up to five photographs a day.",
    }
    key = "guardian-2022-08-05" if basis == "source" else ""
    return QuantityRow(path, text, "ratio", low, mid, high, basis, key, reasons[basis], low is not None)


def quantities() -> tuple[QuantityRow, ...]:
    """Make rows of every basis."""
    watch = "instruments.watch.checks"
    return (
        row("cohort.size", "2,500 people", (None, 2500, None), "source"),
        row(f"{watch}.schedule.per_day", "5 a day", (None, 5, None), "source"),
        row(f"{watch}.recognition.no_match", "2% (0.5% to 15%)", (0.005, 0.02, 0.15)),
        row(f"{watch}.recognition.attack_accepted", "5% (0% to 30%)", (0.0, 0.05, 0.3)),
        row(f"{watch}.recognition.not_captured", "3% (1% to 8%)", (0.01, 0.03, 0.08), "source"),
        row("desks.casework.minutes_per_case", "12 minutes (4 minutes to 45 minutes)", (4.0, 12.0, 45.0)),
        row("desks.review.reviewer.criterion", "0 standard deviations (-0.5 to 0.5)", (-0.5, 0.0, 0.5)),
        row("rules.missed_in_a_row", "2 (1 to 3)", (1, 2, 3)),
        row("rules.joins_open_alert", "24 hours (6 to 96)", (6.0, 24.0, 96.0)),
        row("desks.triage.passes_false", "60% (20% to 100%)", (0.2, 0.6, 1.0)),
        row("desks.triage.passes_true", "85% (60% to 100%)", (0.6, 0.85, 1.0)),
        row("costs.items.contract.devices", "3,000 devices (1,000 to 10,000)", (1000, 3000, 10000), "redacted"),
        row("costs.items.contract.amount", "GBP 6,000,000", (None, 6e6, None), "source"),
        row("wearers.sleep_from", "23:00 (21:30 to 01:00)", (21.5, 23.0, 25.0)),
    )


def scheme(text: str = "") -> Any:
    """Make what the page reads of a scheme, every free text ending in `text`."""
    kept = SimpleNamespace(
        item="photograph", after="any", keep=SimpleNamespace(text=lambda: "6 years"), note=f"A note.{text}"
    )
    return SimpleNamespace(
        scheme="made-up-watch",
        title=f"A made-up face-check watch{text}",
        about=f"People wear a watch that asks for a photograph up to five times a day.{text}",
        status="made-up",
        as_at=dt.date(2022, 8, 5),
        hash="0123456789abcdef" * 4,
        aim=SimpleNamespace(text="aim", source=None),
        rules=SimpleNamespace(no_image="raise", location=None),
        instruments={"watch": SimpleNamespace(kind="face_watch", checks=True, location=None)},
        always_takes=None,
        data_kept=(kept,),
        recipients=(SimpleNamespace(who=f"Police{text}", what=("photograph",), why=f"on request{text}"),),
        sources={
            "guardian-2022-08-05": SimpleNamespace(
                title=f"Facial recognition smartwatches{text}",
                publisher=f"A newspaper{text}",
                date="2022-08-05",
                url="https://example.org/a",
                kind="secondary",
                note=f"Press.{text}",
            )
        },
        quantities=dict,
    )


def view(text: str = "") -> RunView:
    """Make a run, every free text of its scheme ending in `text`."""
    rows = quantities()
    if text:
        rows = tuple(replace(r, text=r.text + text, reason=r.reason + text) for r in rows)
        rows += (row(f"instruments.{text}.checks.window", f"{text}", (1.0, 2.0, 50.0)),)
    made = answers()
    if text:
        hostile = made["false_nonmatch_share"]
        groups = {**hostile.by_group, text: {text: GroupAnswer(None, None, None, 3, f"too few{text}")}}
        made["false_nonmatch_share"] = replace(hostile, by_group=groups)
    plan: Any = SimpleNamespace(people=PEOPLE, days=365, draws=64, seed=1, settings={"cohort.size": f"100{text}"})
    return RunView(
        scheme=scheme(text),
        plan=plan,
        answers=made,
        worlds=(WorldRow(0, {}, {}),) * 65,
        quantities=rows,
        parts_not_run=((f"recipients{text}", f"Sharing is not run yet.{text}"),),
        versions={"custodes": "0.1.0", "python": "3.11.2", "numpy": "2.2.6"},
        scaling=Scaling(PEOPLE, 2500.0),
        command=f"custodes run made-up-watch --people=2500{text}",
    )


def view_without_faces() -> RunView:
    """Make a run of a scheme in which people report in person: no face is compared, nobody reviews."""
    base = view()
    made = dict(base.answers)
    for key, given in base.answers.items():
        if any(part in key for part in ("nonmatch", "not_captured", "not_live", "no_match", "passed_by_others")):
            made[key] = cannot_tell("does not apply: this scheme compares no faces", unit=given.unit)
        if key.startswith(("review_", "desk_backlog_end.review", "desk_utilisation.review")):
            made[key] = cannot_tell("does not apply: in this scheme nobody reviews a failed check", unit=given.unit)
        if key.startswith("photographs"):
            made[key] = cannot_tell("does not apply: this scheme keeps no photographs", unit=given.unit)
    made_scheme = scheme()
    made_scheme.instruments = {"centre": SimpleNamespace(kind="in_person", checks=True, location=None)}
    made_scheme.data_kept = ()
    made_scheme.recipients = ()
    return replace(base, scheme=made_scheme, answers=made, parts_not_run=())


SEEN = {"violations_seen_share": "share", "violation_seen_delay_h": "hour"}
SAMPLE = 300


def trail_answers(*, finest_min: float = 1.0, rules: bool = True) -> dict[str, Answer]:
    """Make every answer about a trail, of a scheme that records a position every so many minutes."""
    made: dict[str, Answer] = {}
    units = {**SEEN, **{family: asked.unit for family, asked in FAMILIES.items()}}
    for family, unit in units.items():
        for i, (interval, minutes) in enumerate(INTERVALS.items()):
            for g, grid in enumerate(GRIDS):
                if minutes < finest_min:
                    why = f"does not apply: this scheme records no more than one position in {finest_min:g} minutes"
                    answer = cannot_tell(why, unit=unit, people=SAMPLE)
                elif family in SEEN and not rules:
                    why = "does not apply: no rule of this scheme uses positions"
                    answer = cannot_tell(why, unit=unit, people=SAMPLE)
                else:
                    answer = replace(told(_of_setting(family, i, g), unit, 1.3), people=SAMPLE)
                made[f"{family}.{interval}.{grid}"] = answer
    made["trail_fixes_held_at_end"] = told(389_000_000.0, "fixes", 1.2)
    return made


def _of_setting(family: str, i: int, g: int) -> float:
    """Make a value that falls from fine to coarse; a home that is guessed worse, a delay that grows."""
    if family == "trail_home_error_m":
        return (7.0, 41.0, 190.0, 390.0, 2010.0)[g] * (1.0, 1.02, 1.05, 1.1, 1.4, 2.2)[i]
    if family == "violation_seen_delay_h":
        return (0.09, 0.4, 1.2, 4.4, 9.0, 71.0)[i]
    finer = (1.0, 0.97, 0.9, 0.71, 0.4, 0.16)[i] * (1.0, 0.96, 0.7, 0.5, 0.24)[g]
    largest = {"trail_sensitive_visits_seen_per_month": 2.4, "trail_home_households": 1.0, "trail_entropy_bits": 1.8}
    return largest.get(family, 0.9999 if family == "trail_unicity.p4" else 0.96) * finer


def no_trail() -> dict[str, Answer]:
    """Make the same of a scheme that records no positions."""
    return {key: cannot_tell(NO_TRAIL, unit=answer.unit) for key, answer in trail_answers().items()}


def tag_answers(*, curfew: bool = True) -> dict[str, Answer]:
    """Make every answer about a tag."""
    made = {
        "fixes_per_person_day": told(1391.0, "per person-day", 1.02),
        "fixes_lost_share": told(0.034, "share", 2.2),
        "share_with_battery_or_strap_breach.365d": told(0.66, "share", 1.3),
        "battery_breaches_per_person_year.mean": told(4.4, "per person-year", 2),
        "battery_breaches_per_person_year.max": replace(told(61.0, "per person-year", 1.4), from_people=None),
        "strap_breaches_per_person_year": told(0.8, "per person-year", 2),
        "charging_h_per_day": told(1.1, "hour per day", 1.3),
        "tethered_h_per_week": told(7.7, "hour per week", 1.3),
        "silent_device_days.p95": told(11.0, "day", 1.8),
        "violations_noticed_share": told(0.57, "share", 1.5),
        "violation_noticed_delay_h": told(31.0, "hour", 2),
        "false_alerts_per_person_night.curfew": told(0.21, "per person-night", 6),
    }
    for k, cause in enumerate(TAG_CAUSES):
        for p, point in enumerate(POINTS):
            rate = (1.3, 0.0, 0.12, 0.2, 0.9, 0.3)[k] * (1.0, 0.7, 0.55, 0.3)[p]
            answer = told(rate, "per person-month")
            if cause == "inclusion" or (cause == "curfew" and not curfew):
                answer = cannot_tell("does not apply: this scheme has no such rule", unit="per person-month")
            made[f"alerts_per_person_month.{point}.{cause}"] = answer
    if not curfew:
        why = "does not apply: this scheme has no curfew"
        made["false_alerts_per_person_night.curfew"] = cannot_tell(why, unit="per person-night")
    made["burden_h_per_week.charging"] = told(7.7, "hour per week", 1.3)
    return made


def location_rules(*, curfew: bool = True) -> Any:
    """Make what the page reads of the rules about positions."""
    return SimpleNamespace(
        curfew=SimpleNamespace() if curfew else None,
        zones={"shops": SimpleNamespace(kind="exclusion")},
        gap=SimpleNamespace(counts_as="non_compliance"),
        battery=SimpleNamespace(),
        strap="raise",
    )


def tag_quantities(interval_h: float = 1 / 60) -> tuple[QuantityRow, ...]:
    """Make rows about a tag."""
    tag = "instruments.tag"
    return (
        row(f"{tag}.location.fix_interval", "1 minute", (None, interval_h, None), "source"),
        row(f"{tag}.location.error.correlation_time", "5 minutes (1 to 18)", (1 / 60, 5 / 60, 18 / 60)),
        row(f"{tag}.device.charging.misses", "4% (1% to 15%)", (0.01, 0.04, 0.15)),
        row("rules.location.dwell", "5 (3 to 10)", (3, 5, 10)),
        row("rules.location.buffer", "30 metres (0 to 100)", (0.0, 30.0, 100.0)),
        row("rules.location.gap.after", "4 hours (1 to 24)", (1.0, 4.0, 24.0)),
        row("rules.location.battery.raises_at", "0%", (None, 0.0, None)),
    )


def view_of_tag() -> RunView:
    """Make a run of a scheme that records where people are and asks for nothing."""
    base = view()
    made = {}
    for key, given in base.answers.items():
        if key.startswith(
            ("checks_", "failed_checks", "sleep_", "review_", "photographs", "burden_h_per_week.prompts")
        ):
            made[key] = cannot_tell("does not apply: this scheme makes no checks", unit=given.unit)
        elif "nonmatch" in key or ".review" in key:
            made[key] = cannot_tell("does not apply: this scheme compares no faces", unit=given.unit)
        else:
            made[key] = given
    made_scheme = scheme()
    made_scheme.title = "A made-up tag"
    made_scheme.about = "People wear a tag that records where they are once a minute."
    made_scheme.instruments = {"tag": SimpleNamespace(kind="fitted_tag", checks=None, location=True)}
    made_scheme.rules = SimpleNamespace(no_image=None, location=location_rules())
    made_scheme.data_kept = (
        SimpleNamespace(item="location_fix", after="any", keep=SimpleNamespace(text=lambda: "6 years"), note=""),
    )
    rows = tuple(r for r in base.quantities if not r.path.startswith(("instruments", "rules.missed")))
    return replace(
        base,
        scheme=made_scheme,
        answers={**made, **tag_answers(), **trail_answers()},
        quantities=(*rows, *tag_quantities()),
        parts_not_run=(),
    )


def view_of_watch_with_trail() -> RunView:
    """Make a run of a scheme with checks that records a position every ten minutes and has no rule about them."""
    base = view()
    made_scheme = scheme()
    made_scheme.instruments = {"watch": SimpleNamespace(kind="face_watch", checks=True, location=True)}
    rules = location_rules(curfew=False)
    rules.zones, rules.gap, rules.strap = None, None, "ignore"
    made_scheme.rules = SimpleNamespace(no_image="raise", location=rules)
    tag = tag_answers(curfew=False)
    for key, given in tag.items():
        if key.endswith((".exclusion", ".gap", ".strap")):
            tag[key] = cannot_tell("does not apply: this scheme has no such rule", unit=given.unit)
        if key == "tethered_h_per_week":
            tag[key] = replace(told(0.0, given.unit), from_unknowns=None, from_people=None)
    return replace(
        base,
        scheme=made_scheme,
        answers={**base.answers, **tag, **trail_answers(finest_min=10.0, rules=False)},
        quantities=(*base.quantities, *tag_quantities(10 / 60)),
    )
