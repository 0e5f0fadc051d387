"""The sections that answer the questions, in the order in which a reader needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.amounts import scaled
from custodes.report.blocks import Block, Paragraph, Section
from custodes.report.families import labelled, pictured
from custodes.report.glossary import linked
from custodes.report.groups import groups
from custodes.report.losses import losses
from custodes.report.pictures import MONTHS_A_YEAR, flow_picture
from custodes.report.sentences import MIDDLES, sentence
from custodes.report.tables import answer_table
from custodes.report.vocabulary import BURDENS, DESKS, NOT_FALSE, POINTS, STEPS

if TYPE_CHECKING:
    from custodes.study.view import RunView


_WITHIN: Final = {
    1: "Within 1 day on the scheme in the run",
    30: "Within 30 days on the scheme in the run",
    180: "Within 180 days on the scheme in the run",
    365: "Within 365 days on the scheme in the run",
}

_FALSE: Final = "false_accusations_per_person_year"


def accused(view: RunView) -> Section:
    """Say who is accused, how often, and how often rightly.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    Section
        Shares within three horizons, false accusations and precision at each counting point.
    """
    answers = view.answers
    within = labelled(answers, "share_accused_within", {f"{d}d": _WITHIN[d] for d in (30, 180, 365)})
    rejected = labelled(answers, "share_with_false_nonmatch_within", {f"{d}d": _WITHIN[d] for d in (1, 30, 365)})
    counted = {point: words[0].upper() + words[1:] for point, words in POINTS.items()}
    false = labelled(answers, _FALSE, counted)
    right = labelled(answers, "alert_precision", counted)
    absent = labelled(answers, "alerts_about_absence_share", counted)
    away = pictured(absent, "Alerts that are about a true absence, at each counting point", "part of the alerts")
    return Section(
        "accused",
        "Who is accused",
        (
            Paragraph(
                "A false accusation is an alert about a person who was doing what the scheme asked, or could not do "
                "otherwise. Here it counts for a person once something is done about it: a call, a warning, a "
                "visit, an arrest. The people of the first figure never absconded nor handed the device over; they may "
                "have let prompts pass. Their days count from joining, or from the start of the run for those who were "
                "there then.",
                terms=linked("false-accusation", "alert", "interval", "world"),
            ),
            *pictured(
                within,
                "People wrongly accused and acted against at least once",
                "part of those who never absconded nor handed the device over",
            ),
            *pictured(rejected, "People whose own face the machine rejects at least once", "part of the people"),
            Paragraph(
                "How many false accusations there are depends on where they are counted. Each later point counts "
                "fewer: some alerts are dropped, some still wait when the run ends, and not each is followed by a "
                "step.",
                terms=linked("counting-point", "triage", "person-year"),
            ),
            *pictured(false, "False accusations at each counting point", "per person-year"),
            Paragraph(
                f"Precision is the part of the alerts that are not false: {NOT_FALSE}. So an alert that is not false "
                "need not be about an absence: somebody may have been there and let a prompt pass. Where precision is "
                "low, an alert by itself says little about the person.",
                terms=linked("not-false", "lapse"),
            ),
            *pictured(
                right,
                "Alerts that are not false (the person was away, had handed the device over, or let a prompt pass), at "
                "each counting point",
                "part of the alerts",
            ),
            *(away if absent else ()),
        ),
    )


def alert(view: RunView) -> Section:
    """Follow an alert from the check to the step taken.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    Section
        The flow figure.
    """
    answers = view.answers
    yearly = {
        point: scaled(answers[f"alerts_per_person_month.{point}"], MONTHS_A_YEAR, "per person-year")
        for point in POINTS
        if f"alerts_per_person_month.{point}" in answers
    }
    needed = ("checks_due_per_person_year", "failed_checks_per_person_year")
    flow: Block = (
        flow_picture(answers, yearly, losses(view), reading=MIDDLES if view.plan.draws > 1 else "")
        if all(key in answers for key in needed)
        else Paragraph("This run did not ask how checks become alerts.")
    )
    cleared = sentence(
        answers.get("review_overturned_share"),
        "review_overturned_share",
        "Review",
        "Of the failed checks that a reviewer decides, the reviewer clears",
        ".",
    )
    steps = labelled(answers, "responses_per_person_year", {s: w[0].upper() + w[1:] for s, w in STEPS.items()})
    taken = (answer_table("Steps taken after an alert, false or not", steps),) if steps else ()
    return Section("alert", "What happens to an alert", (flow, cleared, *taken))


def borne(view: RunView) -> Section:
    """Say how unevenly false accusations fall on people.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    Section
        The part borne by the top 1, 5 and 10 in 100.
    """
    words = {top: f"The {top} in 100 people with most" for top in (1, 5, 10)}
    rows = labelled(view.answers, "accusations_borne_by_top", {f"{top}pct": said for top, said in words.items()})
    return Section(
        "borne",
        "Who bears it",
        (
            Paragraph(
                "An average hides how unevenly false accusations fall. The figure shows how much falls on those who "
                "get most, and not why. What is a person's own may be behind it, such as a face, a home or a telephone "
                "that the machine deals with badly; luck and length of stay are in it too, since who is on the scheme "
                "for longer can be accused more often."
            ),
            *pictured(
                rows,
                "False accusations that fall on those who get most",
                "part of all false accusations",
                equal={said: top / 100 for top, said in words.items()},
                reading="The broken line marks what these people would bear if everybody had exactly the same number. "
                "Even people who are all alike would differ from it, by luck and by length of stay.",
            ),
        ),
    )


def week(view: RunView) -> Section:
    """Say what a week on the scheme takes.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    Section
        Hours by part, and broken sleep.
    """
    answers = view.answers
    rows = {"All parts together": answers["burden_h_per_week"]} if "burden_h_per_week" in answers else {}
    rows |= labelled(
        answers, "burden_h_per_week", {part: words[0].upper() + words[1:] for part, words in BURDENS.items()}
    )
    sleep = "sleep_interruptions_per_week"
    return Section(
        "week",
        "The wearer's week",
        (
            Paragraph(
                "Hours are averages over everybody on the scheme, also over people who are never called or held."
            ),
            *pictured(rows, "Hours that a week on the scheme takes", "hours a week"),
            sentence(answers.get(sleep), sleep, "Sleep", "A prompt wakes a person", "times a week."),
        ),
    )


def desks(view: RunView) -> Section:
    """Say how the people who decide keep up.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    Section
        Waits, work load, backlog.
    """
    answers = view.answers
    waits = {}
    for desk, words in DESKS.items():
        for part, said in (("mean", "average wait"), ("p95", "95 in 100 waited at most")):
            if (answer := answers.get(f"{desk}_wait_h.{part}")) is not None:
                waits[f"{words.capitalize()}: {said}"] = answer
    named = {desk: words.capitalize() for desk, words in DESKS.items()}
    busy = labelled(answers, "desk_utilisation", named)
    left = labelled(answers, "desk_backlog_end", named)
    blocks: list[Block] = [
        Paragraph("A person who is wrongly accused stays accused until somebody looks. This is how long that takes."),
        *pictured(waits, "Waits at the desks, of cases that were taken up", "hours"),
        Paragraph(
            "Waits are those of cases that were taken up. Cases that still wait when the run ends are left out, so "
            "where there is a backlog these waits are too short."
        ),
    ]
    if left:
        blocks.append(answer_table("Backlog: cases left waiting at the end of the run", left))
    blocks += [
        *pictured(busy, "Staff time spent on cases", "part of the hours on duty"),
        Paragraph(
            "Work on a case that is finished after hours counts, and the hours on duty do not grow with it. So at a "
            "desk that does not keep up staff time can be above 100%."
        ),
        *(Paragraph(note, "note") for note in view.scaling.notes),
    ]
    return Section("desks", "The desks", tuple(blocks))


def misses(view: RunView) -> Section:
    """Say what the scheme detects, and how late.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    Section
        Detections and their delay.
    """
    answers = view.answers
    return Section(
        "misses",
        "Misses: what it detects, and how late",
        (
            sentence(
                answers.get("detections_share"),
                "detections_share",
                "Detected",
                "Of the times when a person truly absconds or gives the device to somebody else,",
                "are acted on by the end of the run.",
            ),
            sentence(
                answers.get("detection_delay_days"),
                "detection_delay_days",
                "Delay",
                "When one is acted on, that is on average",
                "days after it began.",
            ),
        ),
    )


ANSWERING: Final = (accused, alert, borne, groups, week, desks, misses)
"""Sections that answer a question from answers alone, in order."""
