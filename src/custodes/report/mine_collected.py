"""What was collected about one person, week by week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.measures.own_file import DAYS_PER_WEEK, WHEN, daily
from custodes.records.kinds import ABOUT_KIND
from custodes.report.audit_words import date_words, period_words, short_date_words
from custodes.report.blocks import Block, Bullets, Cell, Paragraph, Picture, Section, Table
from custodes.report.figures import calendar
from custodes.report.mine_alerts import speaks_for
from custodes.report.pictures import picture
from custodes.report.sentences import counted, cut_note
from custodes.report.vocabulary import capital

if TYPE_CHECKING:
    from collections.abc import Iterator

    from custodes.report.mine_view import OwnFile

_MOST_DRAWN: Final = 60
_MOST_ROWS: Final = 160


def collected(own: OwnFile) -> Section:
    """Say what was collected and when.

    Parameters
    ----------
    own : OwnFile
        The file.

    Returns
    -------
    Section
        A list of kinds, a calendar, and a table of weeks.
    """
    disclosed = own.disclosed
    kinds = tuple(
        f"{capital(ABOUT_KIND[kind])}: {counted(disclosed.rows(kind), 'row', 'rows')}."
        for kind in disclosed.tables
        if disclosed.rows(kind)
    )
    blocks: list[Block] = [
        Paragraph(
            f"Your file holds records {period_words(disclosed.start_s, disclosed.end_s)}. They are these things "
            "about you:"
        ),
        Bullets(kinds),
    ]
    if own.weeks:
        blocks += [_calendar(own), _weeks(own)]
    return Section("collected", "What was collected, and when", tuple(blocks))


def in_short(own: OwnFile) -> Section:
    """Say first what the page goes on to show.

    Parameters
    ----------
    own : OwnFile
        The file.

    Returns
    -------
    Section
        Up to six sentences.
    """
    return Section("short", "In short", (Bullets(tuple(_short(own))),))


def _short(own: OwnFile) -> Iterator[str]:
    rows = sum(own.disclosed.rows(kind) for kind in own.disclosed.tables)
    yield (
        f"{counted(rows, 'row', 'rows')} about you, {period_words(own.disclosed.start_s, own.disclosed.end_s)}, "
        f"{len(own.disclosed.tables):,} kinds of record."
    )
    if own.alerts:
        doubtful = sum(bool(speaks_for(each)) for each in own.alerts)
        yield (
            f"{counted(len(own.alerts), 'alert', 'alerts')}; for {doubtful:,} the file itself holds something that "
            "speaks for another cause than you."
        )
    if own.trail is not None and own.trail.home is not None:
        habits = sum(place.weekday >= 0 for place in own.trail.places)
        yield (
            "Your positions show where you live, "
            f"{counted(len(own.trail.places), 'other place', 'other places')} where you stayed, and "
            f"{counted(habits, 'weekly habit', 'weekly habits')}."
        )
    if own.gaps:
        yield f"{counted(len(own.gaps), 'long time', 'long times')} without a position."
    if own.asked:
        yield f"{counted(len(own.asked), 'question', 'questions')} that your file cannot answer, with what to ask for."


def _drawn_kinds(own: OwnFile) -> tuple[tuple[str, ...], str]:
    if own.disclosed.rows("positions"):
        return ("positions",), "positions"
    return tuple(kind for kind in WHEN if kind != "alerts"), "rows"


def _calendar(own: OwnFile) -> Picture:
    shown = own.weeks[-_MOST_DRAWN:]
    kinds, unit = _drawn_kinds(own)
    counts = daily(own.disclosed, kinds, shown[0]["week_s"], len(shown))
    alerts = daily(own.disclosed, ("alerts",), shown[0]["week_s"], len(shown))
    weeks = [
        calendar.Week(short_date_words(week["week_s"]), [int(n) for n in counts[i]], [int(n) for n in alerts[i]])
        for i, week in enumerate(shown)
    ]
    last = f", the last {_MOST_DRAWN} weeks" if len(own.weeks) > _MOST_DRAWN else ""
    title = f"{unit.capitalize()} on each day{last}"
    total, days = int(counts.sum()), int((counts > 0).sum())
    alt = (
        f"{title}: {total:,} {unit} on {days:,} of {len(shown) * DAYS_PER_WEEK:,} days, and alerts on "
        f"{int((alerts > 0).sum()):,} days."
    )
    head = ("Week from", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Alerts")
    rows = tuple(
        (
            Cell(week.label),
            *(Cell(f"{count:,}", "number") for count in week.counts),
            Cell(f"{sum(week.alerts):,}", "number"),
        )
        for week in weeks
    )
    reading = (
        f"Each row is a week, each square a day. A darker square means more {unit}, a white one none. A round mark is "
        "a day with an alert. At the end of each row stands the number for the week."
    )
    return picture(calendar.draw(weeks, unit), title, alt, reading, Table(title, head, rows))


def _weeks(own: OwnFile) -> Table:
    kinds = [kind for kind in WHEN if kind in own.weeks[0]]
    head = ("Week from", *(capital(kind) for kind in kinds))
    rows = tuple(
        (Cell(date_words(week["week_s"])), *(Cell(f"{week[kind]:,}", "number") for kind in kinds))
        for week in own.weeks[-_MOST_ROWS:]
    )
    note = f"{cut_note(_MOST_ROWS, len(own.weeks), 'last')} Weeks begin on Mondays, in UTC.".lstrip()
    return Table("What was collected in each week", head, rows, note)
