"""The sections that answer the questions, in the order in which a reader needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.blocks import Block, Paragraph, Section
from custodes.report.families import labelled, pictured
from custodes.report.flow_picture import flow_picture, needed
from custodes.report.glossary import linked
from custodes.report.groups import groups
from custodes.report.losses import losses
from custodes.report.parts import makes_checks, records_positions, words
from custodes.report.sentences import MIDDLES, sentence
from custodes.report.tables import answer_table
from custodes.report.tag import tag
from custodes.report.trail import trail
from custodes.report.vocabulary import BURDENS, DESKS, POINTS, STEPS, capital

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from custodes.study.view import RunView


_WITHIN: Final = {
    1: "Within 1 day on the scheme in the run",
    30: "Within 30 days on the scheme in the run",
    180: "Within 180 days on the scheme in the run",
    365: "Within 365 days on the scheme in the run",
}

_TIED: Final = (
    " Hours beside the charger are those in which the wearer is tied to it, the device being charged while it is worn."
)

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
    counted = {point: capital(name) for point, name in POINTS.items()}
    false = labelled(answers, _FALSE, counted)
    return Section(
        "accused",
        "Who is accused",
        (
            *_within(view),
            Paragraph(
                "How many false accusations there are depends on where they are counted. Each later point counts "
                "fewer: some alerts are dropped, some still wait when the run ends, and not each is followed by a "
                "step.",
                terms=linked("counting-point", "triage", "person-year"),
            ),
            *pictured(false, "False accusations at each counting point", "per person-year"),
            *_precision(view, counted),
        ),
    )


def _within(view: RunView) -> tuple[Block, ...]:
    """Say which share of the people it reaches, and how soon."""
    answers, said = view.answers, words(view)
    within = labelled(answers, "share_accused_within", {f"{d}d": _WITHIN[d] for d in (30, 180, 365)})
    rejected = labelled(answers, "share_with_false_nonmatch_within", {f"{d}d": _WITHIN[d] for d in (1, 30, 365)})
    face = pictured(rejected, "People whose own face the machine rejects at least once", "part of the people")
    return (
        Paragraph(
            "A false accusation is an alert about a person who was doing what the scheme asked, or could not do "
            "otherwise. Here it counts for a person once something is done about it: a call, a warning, a "
            f"visit, an arrest. The people of the first figure {said.who}; they may "
            f"have let {said.passes} pass. Their days count from joining, or from the start of the run for those who "
            "were there then.",
            terms=linked("false-accusation", "alert", "interval", "world"),
        ),
        *pictured(within, "People wrongly accused and acted against at least once", said.among),
        *(face if makes_checks(view) else ()),
    )


def _precision(view: RunView, counted: Mapping[str, str]) -> tuple[Block, ...]:
    """Say how often an alert is not false, and how often it is about an absence."""
    answers, said = view.answers, words(view)
    right = labelled(answers, "alert_precision", counted)
    absent = labelled(answers, "alerts_about_absence_share", counted)
    away = pictured(absent, f"Alerts that are about {said.whose}, at each counting point", "part of the alerts")
    return (
        Paragraph(
            f"Precision is the part of the alerts that are not false: {said.not_false}. So an alert that is not false "
            f"need not be about {said.absence}: somebody may have been there and let {_one(said.passes)} pass. Where "
            "precision is low, an alert by itself says little about the person.",
            terms=linked("not-false", "lapse"),
        ),
        *pictured(
            right, f"Alerts that are not false{said.not_false_title}, at each counting point", "part of the alerts"
        ),
        *(away if absent else ()),
    )


def _one(passes: str) -> str:
    """Write what may be let pass in the singular."""
    return " or ".join(f"a {each.removesuffix('s')}" for each in passes.split(" or "))


def alert(view: RunView) -> Section:
    """Follow an alert from the check, or the position, to the step taken.

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
    flow: Block = (
        flow_picture(view, losses(view), reading=MIDDLES if view.plan.draws > 1 else "")
        if all(key in answers for key in needed(view))
        else Paragraph("This run did not ask how checks become alerts.")
    )
    cleared = sentence(
        answers.get("review_overturned_share"),
        "review_overturned_share",
        "Review",
        "Of the failed checks that a reviewer decides, the reviewer clears",
        ".",
    )
    steps = labelled(answers, "responses_per_person_year", {s: capital(w) for s, w in STEPS.items()})
    taken = (answer_table("Steps taken after an alert, false or not", steps),) if steps else ()
    return Section("alert", "What happens to an alert", (flow, *((cleared,) if makes_checks(view) else ()), *taken))


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
    tops = {top: f"The {top} in 100 people with most" for top in (1, 5, 10)}
    rows = labelled(view.answers, "accusations_borne_by_top", {f"{top}pct": said for top, said in tops.items()})
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
                equal={said: top / 100 for top, said in tops.items()},
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
    rows |= labelled(answers, "burden_h_per_week", {part: capital(name) for part, name in BURDENS.items()})
    sleep = "sleep_interruptions_per_week"
    broken = sentence(answers.get(sleep), sleep, "Sleep", "A prompt wakes a person", "times a week.")
    return Section(
        "week",
        "The wearer's week",
        (
            Paragraph(
                "Hours are averages over everybody on the scheme, also over people who are never called or held."
                + (_TIED if records_positions(view) else "")
            ),
            *pictured(rows, "Hours that a week on the scheme takes", "hours a week"),
            *((broken,) if makes_checks(view) else ()),
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
    for desk, name in DESKS.items():
        for part, said in (("mean", "average wait"), ("p95", "95 in 100 waited at most")):
            if (answer := answers.get(f"{desk}_wait_h.{part}")) is not None:
                waits[f"{name.capitalize()}: {said}"] = answer
    named = {desk: name.capitalize() for desk, name in DESKS.items()}
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
    blocks: list[Block] = [
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
        sentence(
            answers.get("gone_unnoticed_days_per_person_year"),
            "gone_unnoticed_days_per_person_year",
            "Gone unnoticed",
            "Averaged over everybody, and counted until the absence or the run ends where nobody acted, a person is "
            "gone without anybody acting on it for about",
            "days a year.",
        ),
    ]
    if records_positions(view):
        blocks.append(
            Paragraph("Violations of a curfew or a zone, and devices taken off, stand in the section on the tag.")
        )
    return Section("misses", "Misses: what it detects, and how late", tuple(blocks))


def _of_positions(section: Callable[[RunView], Section]) -> Callable[[RunView], Section | None]:
    """Leave a section out where nobody's position is recorded."""

    def found(view: RunView) -> Section | None:
        return section(view) if records_positions(view) else None

    return found


ANSWERING: Final[tuple[Callable[[RunView], Section | None], ...]] = (
    accused,
    alert,
    borne,
    groups,
    week,
    _of_positions(tag),
    _of_positions(trail),
    desks,
    misses,
)
"""Sections that answer a question from answers alone, in order; those that do not concern a scheme are left out."""
