"""What a scheme does to one person in a year: the sentences at the top of a report and of a screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from custodes.report.amounts import scaled, spoken, to
from custodes.report.dials import finest
from custodes.report.parts import makes_checks, records_positions
from custodes.report.parts import words as words_for
from custodes.report.sentences import sentence
from custodes.report.trail import HOME, SAID
from custodes.report.vocabulary import CHECK_CAUSES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.measures.answer import Answer
    from custodes.report.blocks import Sentence
    from custodes.study.view import RunView

WEEKS_A_YEAR: Final = 365.25 / 7
HOURS_A_DAY: Final = 24.0

_FAULT: Final = (
    "Failing is not a fault: a lost prompt, a dark picture, a mistaken match and sleep count, as well as absence."
)

_DOES: Final[Mapping[str, str]] = {
    "face_watch": "send a photograph of their face",
    "fitted_tag": "prove that they wear the tag",
    "phone_app": "prove themselves to an app on a telephone",
    "fingerprint_handset": "give a fingerprint to a handset",
    "telephone": "answer a telephone check",
    "in_person": "report in person",
    "wristband": "show a wristband",
}

_ALSO_SHOWN: Final[Mapping[str, str]] = {
    "trail_stays_seen_share": "stays of 20 minutes or more away from home that can be seen",
    "trail_sensitive_visits_seen_per_month": "visits a month to a clinic, a place of worship, a lawyer or a union that "
    "can be seen",
    "trail_unicity.p4": "people singled out by four of their visits",
}
"""What the trail shows besides the home, in a few words."""


def _parts(answers: Mapping[str, Answer], words_of: Mapping[str, str]) -> tuple[str, ...]:
    """Write answers as short lines, by their ids; those that the run did not ask are left out."""
    said, absent = [], []
    for key, words in words_of.items():
        answer = answers.get(key)
        if answer is None:
            continue
        if answer.does_not_apply:
            absent.append(words)
        elif answer.value is None:
            said.append(f"{words}: cannot tell")
        elif answer.low is None or answer.high is None:
            said.append(f"{words}: {spoken(answer.value, answer.unit)}")
        else:
            ends = to(answer.low, answer.high, answer.unit)
            said.append(f"{words}: {spoken(answer.value, answer.unit)} ({ends})")
    if absent:
        said.append(f"does not apply to this scheme: {'; '.join(absent)}")
    return tuple(said)


def what_is_asked(view: RunView) -> str:
    """Say what a check asks of the person.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    str
        Such as "send a photograph of their face".
    """
    asked = [_DOES.get(str(tool.kind), "answer a check") for tool in view.scheme.instruments.values() if tool.checks]
    unique = list(dict.fromkeys(asked))
    return " or ".join(unique) or "answer a check"


def _times(answer: Answer | None, factor: float, unit: str) -> Answer | None:
    return None if answer is None else scaled(answer, factor, unit)


def _held(answer: Answer | None, identifier: str, *, always: bool) -> Sentence:
    """Say how long a person is held in a year, in days or, below a day, in hours; after an alert, or by the scheme."""
    days = _times(answer, WEEKS_A_YEAR / HOURS_A_DAY, "day per person-year")
    hours = _times(answer, WEEKS_A_YEAR, "hour per person-year")
    short = days is not None and days.value is not None and days.value < 1
    return sentence(
        hours if short else days,
        identifier,
        "Time held",
        "Averaged over everybody on the scheme, a person is held for",
        f"{'hours' if short else 'days'} a year{'' if always else ' after an alert'}.",
    )


def _checks(view: RunView) -> tuple[Sentence, ...]:
    """Say what is asked of a person, and how often that fails."""
    answers = view.answers
    due, failed = "checks_due_per_person_year", "failed_checks_per_person_year"
    failures = sentence(answers.get(failed), failed, "Failed checks", "Of these checks", "fail.")
    causes = _parts(answers, {f"{failed}.{cause}": about for cause, about in CHECK_CAUSES.items()})
    return (
        sentence(answers.get(due), due, "Checks", f"A person is told to {what_is_asked(view)}", "times a year."),
        replace(failures, parts=causes, how=f"{_FAULT} {failures.how}"),
    )


def _positions(view: RunView) -> Sentence:
    key = "fixes_per_person_day"
    return sentence(view.answers.get(key), key, "Positions", "It is recorded where a person is", "times a day.")


def _charger(view: RunView) -> Sentence:
    """Say how long a person is tied to the charger, or the device on it where the wearer may take it off."""
    tied, charging = "tethered_h_per_week", "charging_h_per_day"
    answer = view.answers.get(tied)
    if answer is not None and (answer.high == 0 or answer.does_not_apply):
        words = "The device, which is taken off for it, is on the charger for"
        return sentence(view.answers.get(charging), charging, "Charger", words, "hours a day.")
    return sentence(answer, tied, "Charger", "A person is tied to the charger for", "hours a week.")


def _shown(view: RunView) -> Sentence:
    """Say what the trail shows to whoever holds it."""
    interval, grid = finest(view.answers, HOME)
    family, _, before, after = SAID[0]
    key = f"{family}.{interval}.{grid}"
    home = sentence(view.answers.get(key), key, "Trail", before, after)
    also = {f"{other}.{interval}.{grid}": about for other, about in _ALSO_SHOWN.items()}
    return replace(home, parts=_parts(view.answers, also))


def _accused(view: RunView) -> Sentence:
    key = "share_accused_within.365d"
    return sentence(
        view.answers.get(key),
        key,
        "Wrongly accused",
        f"Of people who {words_for(view).who},",
        "are at least once acted against (a call, a warning, a visit or an arrest) over something they did not do "
        "or could not help, within 365 days on the scheme in the run.",
    )


def first_screen(view: RunView) -> tuple[Sentence, ...]:
    """Write what the scheme does to one person in a year.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    tuple of Sentence
        Checks and failed checks, accusations, positions, hours, charger, trail, sleep, days held; in this order, and
        only those that concern the scheme.
    """
    answers, checks, positions = view.answers, makes_checks(view), records_positions(view)
    takes = view.scheme.always_takes
    hours, sleep, held = "burden_h_per_week", "sleep_interruptions_per_week", "burden_h_per_week.detained"
    nights = _times(answers.get(sleep), WEEKS_A_YEAR, "per person-year")
    return (
        *(_checks(view) if checks else (_positions(view),) if positions else ()),
        _accused(view),
        *((_positions(view),) if checks and positions else ()),
        sentence(answers.get(hours), hours, "Hours", "The scheme takes", "hours of a person's week."),
        *((_charger(view), _shown(view)) if positions else ()),
        *((sentence(nights, sleep, "Sleep", "A prompt breaks a person's sleep", "times a year."),) if checks else ()),
        _held(answers.get(held), held, always=takes is not None and takes.held is not None),
    )
