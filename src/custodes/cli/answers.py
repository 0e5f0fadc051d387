"""The answers of a run as a dozen lines on a screen."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from custodes.report.first_screen import first_screen
from custodes.report.parts import makes_checks, records_positions, words
from custodes.report.sentences import MIDDLES, counted, photographs_held, sentence, size_notes
from custodes.report.trail import held_positions

if TYPE_CHECKING:
    from custodes.report.blocks import Sentence
    from custodes.study.view import RunView

WIDTH: Final = 100

_ONE_DRAW: Final = (
    "This run has a single draw: every unknown stands at its middle, so its ranges say nothing of what is not known."
)

_MORE: Final = (
    (
        "false_accusations_per_person_year.raised",
        "False alerts",
        "In a year of being there, a person has",
        "false alerts raised about them.",
    ),
    (
        "false_accusations_per_person_year.acted_on",
        "Acted on",
        "In a year of being there, a person meets",
        "false alerts that are followed by a step against them.",
    ),
    ("alert_precision.acted_on", "Not false", "Of alerts that are acted on,", "are not false: {not_false}."),
    ("alerts_about_absence_share.acted_on", "Absence", "Of alerts that are acted on,", "are about {whose}."),
    ("detections_share", "Found out", "Of true absences,", "are acted on by the end of the run."),
    ("detection_delay_days", "How soon", "When one is acted on, that is on average", "days after it began."),
    ("cost_gbp.per_person_day", "Cost", "The scheme costs", "a person a day."),
)

_OF_TAG: Final = (
    (
        "false_alerts_per_person_night.curfew",
        "Curfew",
        "A person who is where they have to be is reported out",
        "times a night under curfew.",
    ),
    (
        "share_with_battery_or_strap_breach.365d",
        "Battery and strap",
        "Of all people,",
        "have a device that reports battery or strap at least once within 365 days on the scheme in the run.",
    ),
    ("violations_noticed_share", "Noticed", "Of true violations,", "are acted on by the end of the run."),
    ("violation_noticed_delay_h", "Delay", "When one is acted on, that is on average", "hours after it began."),
)
"""Said of a scheme that records where people are."""

_NEW: Final = "alerts_about_absence_share.acted_on"
"""Left out where a run of an earlier version does not have it."""


def lines(view: RunView) -> list[str]:
    """Write the key answers of a run, what it does to one person in a year first.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    list of str
        Lines no longer than a screen.
    """
    plan = view.plan
    size = ", ".join(
        (
            f"{counted(plan.people, 'person', 'people')} at a time",
            counted(plan.days, "day", "days"),
            counted(plan.draws, "draw", "draws"),
            f"seed {plan.seed}",
        )
    )
    head = f"{view.scheme.title}: {size}."
    first = [_text(each) for each in first_screen(view)]
    said = words(view)
    rows = (*_MORE[:-1], *(_OF_TAG if records_positions(view) else ()), _MORE[-1])
    more = [
        _text(
            sentence(
                view.answers.get(key), key, topic, before, after.format(not_false=said.not_false, whose=said.whose)
            )
        )
        for key, topic, before, after in rows
        if key in view.answers or key != _NEW
    ]
    more += [_text(photographs_held(view))] if makes_checks(view) else []
    more += [_text(held_positions(view))] if records_positions(view) else []
    parts = len(view.parts_not_run)
    not_run = (
        f"{counted(parts, 'part of the scheme is', 'parts of the scheme are')} read and not run; the report names "
        f"{'it' if parts == 1 else 'them'}."
    )
    meaning = MIDDLES if plan.draws > 1 else _ONE_DRAW
    notes = [meaning, *size_notes(view), *([not_run] if parts else [])]
    texts = [
        "What it does to one person in a year:",
        *(f"- {text}" for text in first),
        "",
        "What it does altogether:",
        *(f"- {text}" for text in more),
        "",
        *notes,
        "Every person in this run is synthetic.",
    ]
    return [line for text in [head, "", *texts] for line in _wrapped(text)]


def _text(said: Sentence) -> str:
    if said.absent:
        return f"Does not apply to this scheme: {said.before}."
    if said.cannot:
        return f"Cannot tell: {said.before}. {said.cannot}"
    return " ".join(part for part in (said.before, said.value, said.after, said.interval) if part)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, subsequent_indent="  " if text.startswith("- ") else "") or [""]
