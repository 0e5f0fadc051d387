"""The page of an audit: what a real scheme's records show, and what they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from custodes.report.audit_files import again, files, protection_words
from custodes.report.audit_findings import findings, tests_table
from custodes.report.audit_first import first
from custodes.report.audit_found_words import CELLS, COLUMNS, TABLES
from custodes.report.audit_gaps import not_disclosed
from custodes.report.audit_recognition import DET, recognition
from custodes.report.audit_tables import audit_group_table, groups_told, told_table, untold
from custodes.report.audit_topics import TOPICS, Topic, of_topic, topic_of, without_topic
from custodes.report.audit_words import date_words, period_words
from custodes.report.blocks import Block, Cell, Heading, Paragraph, Section, Table, Terms
from custodes.report.glossary import AUDIT_TERMS
from custodes.report.numbers import number
from custodes.report.questions import plain
from custodes.report.sentences import cut_note
from custodes.report.sheet import Sheet, written
from custodes.report.vocabulary import capital

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from custodes.report.audit_view import AuditView

HEADING: Final = "What a scheme's records show"

_BOX: Final = (
    "It counts what stands in records that a scheme disclosed. It measures the scheme and not the people in it: no row "
    "of a person is shown, and it says of nobody that they did or did not do anything. Records say what was written "
    "down, which need not be what happened; where they cannot tell, the page says so."
)
_MOST_ROWS: Final = 24
_MOST_COLUMNS: Final = 8


def audit_page(view: AuditView) -> str:
    """Write the page of an audit.

    Parameters
    ----------
    view : AuditView
        The audit, small counts protected.

    Returns
    -------
    str
        The HTML document; the same to the byte for the same audit.
    """
    beside = f", beside the scheme “{view.scheme}”" if view.scheme else ""
    return written(
        Sheet(
            heading=HEADING,
            subject="an audit",
            kicker="Custodes audit",
            about=f"Records {period_words(view.start_s, view.end_s)}{beside}.",
            box=(_BOX, protection_words(view)),
            sections=sections(view),
            foot=(("Files and map:", view.fingerprint), (". The same page again:", view.command)),
            contents=True,
        )
    )


def sections(view: AuditView) -> tuple[Section, ...]:
    """Give what the page holds, in order; a subject of which nothing was disclosed is left to the list of gaps.

    Parameters
    ----------
    view : AuditView
        The audit.

    Returns
    -------
    tuple of Section
        From what tells most to how to count again.
    """
    law = tests_table(view)
    found = [
        first(view),
        findings(view),
        recognition(view),
        _groups(view),
        *(_topic(view, topic) for topic in TOPICS),
        _rest(view),
        not_disclosed(view),
        files(view),
        Section("law", "The law that the findings inform", (law,), landscape=True) if law.rows else None,
        again(view),
        Section("words", "What the words mean", (Terms(AUDIT_TERMS),)),
    ]
    return tuple(each for each in found if each is not None)


def _topic(view: AuditView, topic: Topic) -> Section | None:
    """Write a subject, unless nothing about it can be told."""
    answers = of_topic(topic, view.answers)
    tables = [table for name, table in _tables(view) if topic is _topic_of_table(name)]
    told = {key: answer for key, answer in answers.items() if answer.value is not None}
    if not told and not tables:
        return None
    blocks: list[Block] = [Paragraph(topic.opening)]
    if told:
        blocks.append(told_table(topic.title, told))
    return Section(topic.place, topic.title, (*blocks, *tables, *untold(answers)))


def _topic_of_table(name: str) -> Topic | None:
    fits = [(len(start), topic) for topic in TOPICS for start in topic.tables if name.startswith(start)]
    return max(fits, key=lambda each: each[0])[1] if fits else None


def _tables(view: AuditView) -> Iterator[tuple[str, Table | Paragraph]]:
    for name, rows in view.tables.items():
        if rows:
            yield name, _table(name, rows)


def _table(name: str, rows: Sequence[dict[str, Any]]) -> Table | Paragraph:
    title = TABLES.get(name) or capital(plain(name.replace("-", "_")))
    if all(row.get("mark") for row in rows):
        return Paragraph(f"{title}: withheld throughout, because too few people are behind each number.", "note")
    columns = [name for name in rows[0] if name != "mark"][:_MOST_COLUMNS]
    shown = tuple(
        tuple(
            _cell(row.get(column), column, first=not k, withheld=bool(row.get("mark")))
            for k, column in enumerate(columns)
        )
        for row in rows[:_MOST_ROWS]
    )
    cut = cut_note(_MOST_ROWS, len(rows))
    head = tuple(COLUMNS.get(column) or capital(plain(column.removesuffix("_s"))) for column in columns)
    return Table(title, head, shown, f"{cut} All stand in tables/{name}.csv." if cut else "")


def _cell(value: object, column: str, *, first: bool, withheld: bool) -> Cell:
    if value is None:
        return Cell("withheld" if withheld else "not known", "cannot")
    if isinstance(value, bool):
        return Cell("yes" if value else "no")
    if isinstance(value, int | float):
        dated = column.endswith("_s")
        return Cell(date_words(value) if dated else number(float(value)), "text" if first else "number")
    words = CELLS.get(column, {}).get(str(value))
    return Cell(str(value) if words is None else capital(words))


def _groups(view: AuditView) -> Section | None:
    """Show answers by group, but for recognition, which has its own."""
    found = [
        audit_group_table(key, answer)
        for key, answer in view.answers.items()
        if groups_told(answer) > 1 and topic_of(key) is not None and _worth(key)
    ]
    if not found:
        return _no_groups(view)
    opening = Paragraph(
        "Groups are as the records name them; people of whom nothing is recorded stand apart. A difference between "
        "groups may come from chance, from who is monitored, or from the scheme: the interval of each says how much "
        "chance alone may do."
    )
    return Section("groups", "Groups", (opening, *found))


def _no_groups(view: AuditView) -> Section | None:
    told = max((groups_told(answer) for answer in view.answers.values()), default=0)
    if told > 1 or not any(answer.by_group for answer in view.answers.values()):
        return None
    said = (
        "No two groups of one attribute have enough people, with enough of what is counted, for their numbers to be "
        "set beside each other. tables/groups.csv says of each why not."
    )
    return Section("groups", "Groups", (Paragraph(said),))


def _worth(identifier: str) -> bool:
    """Say whether a table by group is shown on the page: of a family's members only those of the first level."""
    return identifier.count(".") == 0 or identifier.endswith((".raised", ".acted_on"))


def _rest(view: AuditView) -> Section | None:
    answers = {key: answer for key, answer in without_topic(view.answers).items() if answer.value is not None}
    tables = [table for name, table in _tables(view) if _topic_of_table(name) is None and name != DET]
    if not answers and not tables:
        return None
    blocks: list[Block] = []
    if answers:
        blocks.append(told_table("Other answers", answers))
    if tables:
        blocks += [Heading("Further tables"), *tables]
    return Section("other", "Other answers", tuple(blocks))
