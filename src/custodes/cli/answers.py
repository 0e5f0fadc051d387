"""The answers of a run as a dozen lines on a screen."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from custodes.report.sentences import first_screen, sentence

if TYPE_CHECKING:
    from custodes.report.blocks import Sentence
    from custodes.study.view import RunView

WIDTH: Final = 100

_MORE: Final = (
    (
        "false_accusations_per_person_year.raised",
        "False alerts",
        "A person who does what is asked has",
        "false alerts raised about them in a year.",
    ),
    (
        "false_accusations_per_person_year.acted_on",
        "Acted on",
        "Of these,",
        "in a year are followed by a step against the person.",
    ),
    ("alert_precision.acted_on", "Right alerts", "Of alerts that are acted on,", "are true."),
    ("detections_share", "Found out", "Of true absences,", "are acted on."),
    ("detection_delay_days", "How soon", "Until then, a true absence lasts on average", "days."),
    ("cost_gbp.per_person_day", "Cost", "The scheme costs", "a person a day."),
    ("photographs_held_at_end", "Kept", "At the end of the run", "photographs are held."),
)


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
    size = f"{plan.people:,} people at a time, {plan.days:,} days, {plan.draws:,} draws, seed {plan.seed}"
    head = f"{view.scheme.title}: {size}."
    first = [_text(each) for each in first_screen(view)]
    more = [_text(sentence(view.answers.get(key), key, topic, before, after)) for key, topic, before, after in _MORE]
    not_run = f"{len(view.parts_not_run)} parts of the scheme are read and not run; the report names them."
    notes = [*view.scaling.notes, *([not_run] if view.parts_not_run else [])]
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
