"""The section about the tag: what it records, what it reports, what it takes, and what is noticed by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.blocks import Block, Heading, Paragraph, Section
from custodes.report.families import labelled, pictured
from custodes.report.glossary import linked
from custodes.report.parts import makes_checks, raised_by_tag
from custodes.report.sentences import sentence
from custodes.report.tables import matrix_table
from custodes.report.vocabulary import CHECK_CAUSES, POINTS, capital

if TYPE_CHECKING:
    from custodes.report.blocks import Sentence
    from custodes.report.families import Answers
    from custodes.study.view import RunView

_ALERTS: Final = "alerts_per_person_month"

_REPORTS: Final = {
    "battery_breaches_per_person_year.mean": "Battery, on average",
    "strap_breaches_per_person_year": "Strap, on average",
    "battery_breaches_per_person_year.max": "Battery, the person with most",
}


def _said(answers: Answers, *rows: tuple[str, str, str, str]) -> tuple[Sentence, ...]:
    return tuple(sentence(answers.get(key), key, topic, before, after) for key, topic, before, after in rows)


def _recorded(answers: Answers) -> tuple[Sentence, ...]:
    return _said(
        answers,
        ("fixes_per_person_day", "Positions", "It is recorded where a person is", "times a day."),
        ("fixes_lost_share", "Lost", "Of the positions due,", "are not recorded."),
        (
            "silent_device_days.p95",
            "Silence",
            "Of 100 people, 95 have a device that sends nothing for at most",
            "days of the run; the others have more.",
        ),
    )


def _reports(answers: Answers) -> tuple[Block, ...]:
    breach = "share_with_battery_or_strap_breach.365d"
    rows = {words: answers[key] for key, words in _REPORTS.items() if key in answers}
    return (
        Heading("Battery and strap"),
        Paragraph(
            "A tag reports its wearer when its battery is low or flat and when its strap seems open. A report is no "
            "proof of anything: a charger may fail, and a badly fitted strap reports itself again and again."
        ),
        *_said(
            answers,
            (
                breach,
                "Reported",
                "Of all people,",
                "have a device that reports battery or strap at least once within 365 days on the scheme in the run.",
            ),
        ),
        *pictured(
            rows,
            "Reports of battery and strap in a year",
            "per person-year",
            reading="The person with most is the one person of the run whose battery was reported most often.",
        ),
    )


def _charging(answers: Answers) -> tuple[Block, ...]:
    return (
        Heading("The charger"),
        *_said(
            answers,
            ("charging_h_per_day", "Charging", "The device is on the charger for", "hours a day."),
            (
                "tethered_h_per_week",
                "Tied",
                "A person is tied to the charger, the device being charged while it is worn, for",
                "hours a week.",
            ),
        ),
    )


def _alerts(view: RunView) -> tuple[Block, ...]:
    answers = view.answers
    causes = {**raised_by_tag(view), **(CHECK_CAUSES if makes_checks(view) else {})}
    if not causes:
        return ()
    words = {cause: capital(about) for cause, about in causes.items()}
    raised = labelled(answers, f"{_ALERTS}.raised", words)
    if not raised:
        return (Heading("What the alerts are about"), Paragraph("This run did not ask what alerts are about."))
    rows = {
        about: [answers.get(f"{_ALERTS}.{point}.{cause}") for point in POINTS]
        for cause, about in words.items()
        if f"{_ALERTS}.raised.{cause}" in answers
    }
    head = tuple(capital(point) for point in POINTS.values())
    return (
        Heading("What the alerts are about"),
        Paragraph(
            "All alerts count here, false or not. A report soon after the person's last alert joins it and raises none "
            "of its own.",
            terms=linked("alert", "counting-point"),
        ),
        *pictured(raised, "What the alerts raised are about", "per person-month"),
        matrix_table(
            "Alerts by cause at each counting point (per person-month; intervals in brackets)", "Cause", head, rows
        ),
    )


def _curfew(answers: Answers) -> tuple[Block, ...]:
    night = "false_alerts_per_person_night.curfew"
    return _said(
        answers,
        (
            night,
            "Curfew",
            "A person who is where they have to be is reported out",
            "times a night under curfew.",
        ),
    )


def _noticed(answers: Answers) -> tuple[Block, ...]:
    return (
        Heading("True violations, and how late they are noticed"),
        Paragraph(
            "A true violation is to be out in curfew hours or where one must not be, to take the device off, or to "
            "abscond. It is noticed when an alert about it is acted on. The delay is of those that are noticed, so "
            "neither number says much without the other.",
            terms=linked("violation"),
        ),
        *_said(
            answers,
            ("violations_noticed_share", "Noticed", "Of true violations,", "are acted on by the end of the run."),
            (
                "violation_noticed_delay_h",
                "Delay",
                "When one is acted on, that is on average",
                "hours after it began.",
            ),
        ),
    )


def tag(view: RunView) -> Section:
    """Say what the tag records and reports, what it takes, and what is noticed by it.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    Section
        Positions, battery and strap, charger, alerts by cause, true violations.
    """
    answers = view.answers
    blocks = (
        Paragraph(
            "What this section calls the tag is the device that records where a person is, whatever its shape.",
            terms=linked("fix", "trail", "curfew", "zone"),
        ),
        *_recorded(answers),
        *_reports(answers),
        *_charging(answers),
        *_alerts(view),
        *_curfew(answers),
        *_noticed(answers),
    )
    return Section("tag", "The tag", blocks)
