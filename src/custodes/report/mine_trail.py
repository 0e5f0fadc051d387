"""What one person's trail would let a reader infer, shown to them alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.audit_words import moment_words
from custodes.report.blocks import Block, Cell, Heading, Paragraph, Section, Table
from custodes.report.numbers import number
from custodes.report.sentences import counted, cut_note
from custodes.report.vocabulary import capital

if TYPE_CHECKING:
    from custodes.measures.own_trail import OwnPlace
    from custodes.report.mine_view import OwnFile

_POINTS: Final = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
_WEEKDAYS: Final = (
    "Mondays",
    "Tuesdays",
    "Wednesdays",
    "Thursdays",
    "Fridays",
    "Saturdays",
    "Sundays",
    "several days a week",
)
_MOST_PLACES: Final = 25
_MOST_GAPS: Final = 30
_DEGREES: Final = 45.0


def direction(bearing_deg: float) -> str:
    """Write a direction as a point of the compass.

    Parameters
    ----------
    bearing_deg : float
        Clockwise from north [degree].

    Returns
    -------
    str
        Such as ``north-east``.
    """
    return _POINTS[round(bearing_deg / _DEGREES) % len(_POINTS)]


def hour_words(hour: float) -> str:
    """Write an hour of the day.

    Parameters
    ----------
    hour : float
        Hours after midnight [hour].

    Returns
    -------
    str
        Such as ``13:30``, to the nearest half hour.
    """
    halves = round(hour * 2) % 48
    return f"{halves // 2:02d}:{30 * (halves % 2):02d}"


def habit_words(place: OwnPlace) -> str:
    """Say to which weekday and hour visits keep.

    Parameters
    ----------
    place : OwnPlace
        The place.

    Returns
    -------
    str
        A phrase, or a dash.
    """
    if place.weekday < 0:
        return "\u2013"
    return f"{capital(_WEEKDAYS[place.weekday])} near {hour_words(place.hour)}, {place.regular} times"


def trail(own: OwnFile) -> Section | None:
    """Say what the positions show.

    Parameters
    ----------
    own : OwnFile
        The file.

    Returns
    -------
    Section or None
        None where no position was disclosed.
    """
    found = own.trail
    if found is None:
        return None
    blocks: list[Block] = [
        Paragraph(
            "Whoever holds your positions can read the following from them without knowing you. This page works it out "
            "with simple rules; a reader with a map and other records would see more. It asks no map and names no "
            "place."
        ),
        _home(own),
    ]
    if found.places:
        habits = sum(place.weekday >= 0 for place in found.places)
        blocks += [
            Heading("Where else you have been"),
            Paragraph(
                f"The trail shows {counted(len(found.places), 'other place', 'other places')} at which you stayed for "
                f"20 minutes or more. {_sensitive(habits)}"
            ),
            _places(own),
        ]
    return Section("trail", "What your trail gives away", tuple(blocks))


def _home(own: OwnFile) -> Paragraph:
    found = own.trail
    if found is None or found.home is None:
        return Paragraph("There is no position between midnight and 05:00, so the trail does not show where you sleep.")
    latitude, longitude = found.home
    return Paragraph(
        f"You most likely live within about 100 metres of latitude {latitude:.3f}, longitude {longitude:.3f}. That is "
        f"the middle of your positions between midnight and 05:00 (UTC): on {found.nights_home:,} of "
        f"{found.nights_seen:,} nights with a position you were within 200 metres of it."
    )


def _sensitive(habits: int) -> str:
    if not habits:
        return "None of them keeps to one hour of the week or the day, of which a habit could be read."
    return (
        f"{counted(habits, 'of them keeps', 'of them keep')} to one hour of the week or the day. A reader looks for "
        "exactly that: a weekly hour at one place can be worship, a clinic, a lawyer, a support group or a friend."
    )


def _places(own: OwnFile) -> Table:
    places = () if own.trail is None else own.trail.places
    origin = "home" if own.trail is not None and own.trail.home is not None else "the middle of your positions"
    rows = tuple(
        (
            Cell(f"{number(each.distance_km)} km {direction(each.bearing_deg)} of {origin}"),
            Cell(f"{each.visits:,}", "number"),
            Cell(number(each.hours), "number"),
            Cell(f"{each.nights:,}", "number"),
            Cell(habit_words(each)),
        )
        for each in places[:_MOST_PLACES]
    )
    note = "A stay counts as a night when it takes in part of the time from midnight to 05:00. Times are in UTC."
    if len(places) > _MOST_PLACES:
        note = f"The {_MOST_PLACES} with the most hours, of {len(places):,}. {note}"
    return Table("Places that the trail shows you at", ("Where", "Stays", "Hours", "Nights", "Keeps to"), rows, note)


def gaps(own: OwnFile) -> Section | None:
    """List the times without a position.

    Parameters
    ----------
    own : OwnFile
        The file.

    Returns
    -------
    Section or None
        None where no position was disclosed.
    """
    if not own.disclosed.rows("positions"):
        return None
    if not own.gaps:
        said = "There is no long time without a position."
        return Section("gaps", "Gaps", (Paragraph(said),))
    rows = tuple(
        (
            Cell(moment_words(each.from_s)),
            Cell(moment_words(each.until_s)),
            Cell(number(each.hours), "number"),
            Cell(_alerts_in(own, each.from_s, each.until_s)),
        )
        for each in own.gaps[:_MOST_GAPS]
    )
    hours = sum(each.hours for each in own.gaps)
    note = cut_note(_MOST_GAPS, len(own.gaps), "longest")
    return Section(
        "gaps",
        "Gaps",
        (
            Paragraph(
                f"{counted(len(own.gaps), 'time', 'times')} without a position, {number(hours)} hours together. A gap "
                "may come from the device, the network, the battery or the building; by itself it shows nothing that "
                "you did."
            ),
            Table("Times without a position, longest first", ("From", "Until", "Hours", "Alerts in it"), rows, note),
        ),
    )


def _alerts_in(own: OwnFile, from_s: float, until_s: float) -> str:
    count = sum(from_s <= each.raised_s <= until_s for each in own.alerts)
    return counted(count, "alert", "alerts") if count else "none"
