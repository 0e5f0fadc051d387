"""The way of an alert as a figure: from what is asked or recorded to the step taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.amounts import scaled, to
from custodes.report.figures import flow
from custodes.report.parts import makes_checks, raised_by_tag, records_positions
from custodes.report.pictures import picture, written
from custodes.report.questions import question
from custodes.report.tables import answer_table
from custodes.report.vocabulary import CHECK_CAUSES, POINTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.measures.answer import Answer
    from custodes.report.blocks import Picture
    from custodes.study.view import RunView

    Answers = Mapping[str, Answer]

MONTHS_A_YEAR: Final = 12.0
_DAYS_A_YEAR: Final = 365.25
_YEAR: Final = "per person-year"
_DUE: Final = "checks_due_per_person_year"
_FAILED: Final = "failed_checks_per_person_year"
_FIXES: Final = "fixes_per_person_day"
_ALERTS: Final = "alerts_per_person_month"

_HOW: Final = (
    "Read from top to bottom; each box is a counting point, and its number is for one person in one year on the "
    "scheme. Plain bars are all alerts, hatched bars false accusations. {scales}Numbers in brackets are intervals. "
    "False accusations are not a part of the alerts in their box: a false accusation can only meet a person who is "
    "there, so its number is for a year of being there, another denominator; where people are often away it may come "
    "close to, or pass, the number of all alerts. Beside the arrows stands why the next number is smaller."
)
_SCALES: Final = "Bars of failed checks and bars of alerts have scales of their own. "


def needed(view: RunView) -> tuple[str, ...]:
    """Name the answers without which the figure cannot be drawn.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    tuple of str
        Their ids.
    """
    return (_DUE, _FAILED) if makes_checks(view) else (f"{_ALERTS}.raised",)


def _note(answer: Answer) -> str:
    if answer.value is None:
        return answer.cannot_tell or ""
    if answer.low is None or answer.high is None:
        return ""
    return f"interval {to(answer.low, answer.high, answer.unit)}"


def _plain(answer: Answer) -> str:
    return written(answer, answer.unit).split(" (")[0]


def _check_steps(answers: Answers, leaving: str) -> list[flow.Step]:
    due, failed = answers[_DUE], answers[_FAILED]
    causes = {c: answers.get(f"{_FAILED}.{c}") for c in CHECK_CAUSES}
    parts = tuple(
        flow.Part(CHECK_CAUSES[cause], written(answer, answer.unit), answer.value)
        for cause, answer in causes.items()
        if answer is not None
    )
    largest = max([part.value or 0.0 for part in parts], default=0.0)
    return [
        flow.Step("Checks due", _plain(due), _note(due)),
        flow.Step("Checks failed", _plain(failed), _note(failed), parts=parts, largest=largest, leaving=leaving),
    ]


def _fix_steps(answers: Answers, leaving: str) -> list[flow.Step]:
    answer = answers.get(_FIXES)
    if answer is None:
        return []
    recorded = scaled(answer, _DAYS_A_YEAR, _YEAR)
    return [flow.Step("Positions recorded", _plain(recorded), _note(recorded), leaving=leaving)]


def _yearly(answers: Answers) -> dict[str, Answer]:
    """Give alerts by counting point, for a year."""
    ids = {point: f"{_ALERTS}.{point}" for point in POINTS}
    return {point: scaled(answers[key], MONTHS_A_YEAR, _YEAR) for point, key in ids.items() if key in answers}


def _by_cause(view: RunView) -> dict[str, Answer]:
    """Give alerts raised by the tag by their cause, for a year, of the causes that the rules have."""
    answers, checks, found = view.answers, makes_checks(view), {}
    for cause, about in raised_by_tag(view).items():
        answer = answers.get(f"{_ALERTS}.raised.{cause}")
        if answer is not None and not answer.does_not_apply:
            label = f"the tag: {about}" if checks else about
            found[label] = scaled(answer, MONTHS_A_YEAR, _YEAR)
    return found


def _alert_steps(answers: Answers, leaving: Mapping[str, str], causes: Answers) -> list[flow.Step]:
    yearly = _yearly(answers)
    parts_of = {"raised": tuple(flow.Part(label, written(a, a.unit), a.value) for label, a in causes.items())}
    falses = {point: answers.get(f"false_accusations_per_person_year.{point}") for point in POINTS}
    largest = max([a.value or 0.0 for a in yearly.values()], default=0.0)
    steps: list[flow.Step] = []
    for point, words in POINTS.items():
        every, false = yearly.get(point), falses[point]
        if every is None:
            continue
        parts = parts_of.get(point, ())
        if false is not None:
            label = "false accusations, per year of being there"
            parts = (*parts, flow.Part(label, written(false, false.unit), false.value, hatched=True))
        after = leaving.get(point, "")
        steps.append(flow.Step(f"Alerts {words}", _plain(every), _note(every), every.value, parts, largest, after))
    return steps


def _table(answers: Answers, causes: Answers, *, checks: bool) -> dict[str, Answer]:
    """Gather the numbers behind the figure, by their words."""
    shown: dict[str, Answer] = {}
    if checks:
        shown = {question(k).words: answers[k] for k in (_DUE, _FAILED)}
        for cause in CHECK_CAUSES:
            if (key := f"{_FAILED}.{cause}") in answers:
                shown[question(key).words] = answers[key]
    elif _FIXES in answers:
        shown["positions recorded"] = scaled(answers[_FIXES], _DAYS_A_YEAR, _YEAR)
    yearly = _yearly(answers)
    for point, words in POINTS.items():
        if point in yearly:
            shown[f"alerts {words}"] = yearly[point]
        if point == "raised":
            shown |= {f"alerts raised, {label}": answer for label, answer in causes.items()}
        if (key := f"false_accusations_per_person_year.{point}") in answers:
            shown[f"false accusations {words}, per year of being there"] = answers[key]
    return shown


def flow_picture(view: RunView, leaving: Mapping[str, str], *, reading: str = "") -> Picture:
    """Draw the way from checks due, or from positions recorded, to alerts acted on.

    Parameters
    ----------
    view : RunView
        The run, with the answers that `needed` names.
    leaving : mapping of str to str
        Why the next number is smaller, in words, by what it follows: "failed", "recorded" or a counting point.
    reading : str
        A further line on how to read it.

    Returns
    -------
    Picture
        The figure, per person-year.
    """
    answers, checks = view.answers, makes_checks(view)
    causes = _by_cause(view) if records_positions(view) else {}
    first = (
        _check_steps(answers, " ".join(leaving[key] for key in ("failed", "recorded") if leaving.get(key)))
        if checks
        else _fix_steps(answers, leaving.get("recorded", ""))
    )
    steps = [*first, *_alert_steps(answers, leaving, causes)]
    title = "What happens to an alert, for one person in one year"
    told = []
    for step in steps:
        inside = "; ".join(f"{part.label} {part.written}" for part in step.parts)
        told.append(f"{step.title}: {step.written}" + (f" ({inside})" if inside else ""))
        told += [step.leaving.rstrip(".")] if step.leaving else []
    table = answer_table(title, _table(answers, causes, checks=checks))
    how = _HOW.format(scales=_SCALES if checks else "")
    return picture(flow.draw(steps), title, ". ".join(told) + ".", f"{how} {reading}".strip(), table)
