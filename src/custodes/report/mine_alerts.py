"""Each alert of one person's file, with what it says against them and what speaks for another cause."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from custodes.report.audit_found_words import ALERT_CAUSES
from custodes.report.audit_words import date_words, moment_words
from custodes.report.blocks import Block, Cell, Paragraph, Section, Table
from custodes.report.numbers import number, percent
from custodes.report.sentences import counted, cut_note
from custodes.report.vocabulary import capital

if TYPE_CHECKING:
    from collections.abc import Iterator

    from custodes.measures.own_file import OwnAlert
    from custodes.report.mine_view import OwnFile

_POOR_M: Final = 50.0
"""A stated precision beyond this is wider than most homes and streets [metre]."""
_FEW: Final = 4
"""Satellites that a position in three dimensions needs at least."""
_LOW: Final = 0.1
_LATE_MIN: Final = 60.0
_MOST: Final = 300
_OUTCOMES: Final = {
    "upheld": "upheld",
    "cleared": "found to be wrong",
    "excused": "accepted with an excuse",
    "open": "undecided",
}
_STEPS: Final = {"contact": "a call or message", "warning": "a warning", "visit": "a visit", "arrest": "an arrest"}


def cause_words(cause: str) -> str:
    """Say what an alert is about.

    Parameters
    ----------
    cause : str
        A cause of `custodes.records.kinds.ALERT_CAUSES`, or "".

    Returns
    -------
    str
        In words.
    """
    if not cause:
        return "no cause is given"
    return ALERT_CAUSES.get(cause, cause)


def speaks_for(alert: OwnAlert) -> tuple[str, ...]:
    """List what in the file speaks for another cause than the person.

    Parameters
    ----------
    alert : OwnAlert
        The alert.

    Returns
    -------
    tuple of str
        Sentences; none when the file holds nothing of the kind.
    """
    return (*_decided(alert), *_of_the_device(alert), *_of_the_position(alert))


def _decided(alert: OwnAlert) -> Iterator[str]:
    if alert.outcome == "cleared" or math.isfinite(alert.cleared_s):
        after = alert.cleared_s - alert.raised_s
        late = f", {_span(after / 60)} after it was raised" if math.isfinite(after) and after >= 0 else ""
        yield f"It was found to be wrong{late}."
    if alert.outcome == "excused":
        yield "An excuse was accepted."
    elif alert.excuse == 1:
        yield "An excuse is recorded."


def _of_the_device(alert: OwnAlert) -> Iterator[str]:
    if math.isfinite(alert.device_since_s):
        yield (
            f"The device was given to you on {date_words(alert.device_since_s)}, after what the alert is about: what "
            "it recorded before may belong to another person."
        )
    if alert.no_data_as_breach:
        yield "No data came in, and that was counted as non-compliance."
    if alert.battery <= _LOW:
        yield f"The battery was at {percent(alert.battery)}."
    if alert.upload_min > _LATE_MIN:
        yield f"What it is about was uploaded {_span(alert.upload_min)} after it was recorded."


def _of_the_position(alert: OwnAlert) -> Iterator[str]:
    if alert.precision_m > _POOR_M:
        yield f"The position behind it, or nearest to it, is stated to be good to {number(alert.precision_m)} m only."
    if alert.satellites < _FEW:
        yield f"That position rests on {_satellites(alert.satellites)}; four are needed for one in three dimensions."
    if alert.before_min + alert.after_min > _LATE_MIN:
        yield f"No position was recorded for {_span(alert.before_min + alert.after_min)} around it."


def speaks_against(alert: OwnAlert) -> tuple[str, ...]:
    """List what in the file speaks for what the alert says.

    Parameters
    ----------
    alert : OwnAlert
        The alert.

    Returns
    -------
    tuple of str
        Sentences; none when the file holds nothing of the kind.
    """
    said = []
    if alert.outcome == "upheld":
        said.append("It was upheld.")
    if alert.precision_m <= _POOR_M:
        said.append(f"The position behind it, or nearest to it, is stated to be good to {number(alert.precision_m)} m.")
    if alert.satellites >= _FEW:
        said.append(f"That position rests on {_satellites(alert.satellites)}.")
    if alert.battery > _LOW:
        said.append(f"The battery was at {percent(alert.battery)}.")
    if alert.before_min + alert.after_min <= _LATE_MIN:
        said.append(f"Positions were recorded {_span(alert.before_min)} before and {_span(alert.after_min)} after it.")
    if alert.excuse == 0:
        said.append("No excuse is recorded.")
    return tuple(said)


def came_of_it(alert: OwnAlert) -> str:
    """Say what was done about an alert.

    Parameters
    ----------
    alert : OwnAlert
        The alert.

    Returns
    -------
    str
        A short phrase.
    """
    parts = [_STEPS.get(alert.step, alert.step) if alert.step else "no step is given"]
    parts.append(_OUTCOMES.get(alert.outcome, alert.outcome) if alert.outcome else "no outcome is given")
    return "; ".join(parts)


def _satellites(count: float) -> str:
    return counted(round(count), "satellite", "satellites")


def _span(minutes: float) -> str:
    if minutes < 1:
        return "under a minute"
    if minutes < 120:  # noqa: PLR2004 - two hours, from where hours read better
        return counted(round(minutes), "minute", "minutes")
    hours = minutes / 60
    return counted(round(hours), "hour", "hours") if hours < 72 else f"{number(hours / 24)} days"  # noqa: PLR2004


def alerts(own: OwnFile) -> Section | None:
    """List the alerts.

    Parameters
    ----------
    own : OwnFile
        The file.

    Returns
    -------
    Section or None
        None where no alert was disclosed.
    """
    if not own.disclosed.rows("alerts"):
        return None
    rows = tuple(
        (
            Cell(f"{moment_words(each.raised_s)}: {cause_words(each.cause)}", more=(capital(came_of_it(each)),)),
            Cell(" ".join(speaks_against(each)) or "The file says nothing."),
            Cell(" ".join(speaks_for(each)) or "The file says nothing."),
        )
        for each in own.alerts[:_MOST]
    )
    cleared = sum(each.outcome in {"cleared", "excused"} or math.isfinite(each.cleared_s) for each in own.alerts)
    doubtful = sum(bool(speaks_for(each)) for each in own.alerts)
    cut = cut_note(_MOST, len(own.alerts))
    note = f"{cut} answers.json has all. Times are in UTC." if cut else "Times are in UTC."
    blocks: list[Block] = [
        Paragraph(
            f"Your file has {counted(len(own.alerts), 'alert', 'alerts')}. {cleared:,} of them were found to be wrong "
            f"or were excused. For {doubtful:,} the file itself holds something that speaks for another cause than you."
        ),
        Paragraph(
            "An alert is something that a device or a desk says. What speaks for it and what speaks against it stand "
            "side by side, as far as the file has them. None of it settles what happened."
        ),
        Table(
            "Alerts, with what the file says on both sides",
            ("Raised, and about what", "Speaks for what it says", "Speaks for another cause"),
            rows,
            note,
        ),
    ]
    return Section("alerts", "Alerts about you", tuple(blocks), landscape=True)
