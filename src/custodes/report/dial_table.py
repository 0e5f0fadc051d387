"""The dials of a trail as plain tables: one column a setting, one row a thing gained or given away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.amounts import reason, short, to
from custodes.report.blocks import Cell, Table

if TYPE_CHECKING:
    from custodes.measures.answer import Answer
    from custodes.study.dials import Dials, Line

DIAL_WORDS: Final = {
    "interval": "How often a position is recorded",
    "grid": "To which squares positions are rounded",
    "keep": "How long positions are kept",
}
"""What each dial turns."""

ROWS: Final = (
    ("violations_noticed_share", "Gained: true violations that are noticed and acted on"),
    ("violation_noticed_delay_h", "Gained: hours until that, on average"),
    ("violations_seen_share", "Gained: true violations of a zone that the positions show"),
    ("violation_seen_delay_h", "Gained: hours until they show one"),
    ("trail_home_error_m", "Guessed home is off by so many metres"),
    ("trail_home_households", "Households within that distance"),
    ("trail_stays_seen_share", "Stays of 20 minutes or more away from home that can be seen"),
    ("trail_sensitive_visits_seen_per_month", "Visits a month to a clinic, worship, lawyer or union that can be seen"),
    ("trail_sensitive_visits_held", "The same, held of a person in all"),
    ("trail_places_held", "Different places held of a person"),
    ("trail_unicity.p1", "People singled out by one known visit"),
    ("trail_unicity.p2", "by two"),
    ("trail_unicity.p3", "by three"),
    ("trail_unicity.p4", "by four"),
    ("trail_anonymity.min.p4", "Smallest crowd that four leave"),
    ("trail_anonymity.median.p4", "Crowd of half of the people at most"),
    ("trail_anonymity.under5.p4", "People in a crowd of fewer than five"),
    ("trail_entropy_bits", "Surprise of the next hour, in bits (estimate)"),
    ("trail_predictability_bound", "Steps that could be foretold (estimate)"),
    ("trail_fixes_held", "Positions held of a person"),
)
"""Rows of each table: id of the answer, what it says."""

OWN: Final = " *"
"""Marks the scheme's own setting."""
DASH: Final = "\u2013"


def _cell(answer: Answer | None) -> Cell:
    if answer is None or answer.value is None:
        return Cell(DASH, "cannot")
    value = short(answer.value, answer.unit)
    if answer.low is None or answer.high is None or answer.low == answer.high:
        return Cell(value, "number")
    return Cell(value, "number", more=(to(answer.low, answer.high, answer.unit),))


def _whys(lines: tuple[Line, ...]) -> str:
    """Say why there are dashes."""
    whys: dict[str, list[str]] = {}
    for key, words in ROWS:
        for line in lines:
            answer = line.answers.get(key)
            if answer is not None and answer.value is None:
                verb = "does not apply" if answer.does_not_apply else "cannot tell"
                why = f"{verb}: {reason(answer.cannot_tell)}".rstrip(".")
                named = whys.setdefault(why, [])
                if words not in named:
                    named.append(words)
    return " ".join(f"{DASH} ({'; '.join(words)}) {why}." for why, words in whys.items())


def dial_table(dials: Dials, dial: str) -> Table:
    """Lay one dial out as a table.

    Parameters
    ----------
    dials : Dials
        The finished look.
    dial : str
        "interval", "grid" or "keep".

    Returns
    -------
    Table
        Columns from the finest or shortest setting on, the scheme's own marked; what is gained stands first.
    """
    lines = dials.along(dial)
    rows = [
        (Cell("People whose trails are looked at"), *(Cell(f"{line.people:,}", "number") for line in lines)),
        (Cell("Days of them"), *(Cell(f"{line.days:,}", "number") for line in lines)),
    ]
    for key, words in ROWS:
        found = [line.answers.get(key) for line in lines]
        if any(answer is not None for answer in found):
            rows.append((Cell(words), *(_cell(answer) for answer in found)))
    head = tuple(f"{line.setting.words}{OWN if line.setting.own else ''}" for line in lines)
    note = f"* the scheme's own setting. {_whys(lines)}".strip()
    return Table(DIAL_WORDS[dial], ("", *head), tuple(rows), note)
