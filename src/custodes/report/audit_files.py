"""What was read, what was noticed while reading, and how to count again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.records.kinds import ABOUT_KIND
from custodes.report.blocks import Block, Bullets, Cell, Heading, Paragraph, Section, Table
from custodes.report.small_counts import K

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custodes.records.disclosed import Note, SourceFile
    from custodes.report.audit_view import AuditView

_HASH_SHOWN: Final = 16


def files(view: AuditView) -> Section:
    """List the files with their rows, and what was noticed in them.

    Parameters
    ----------
    view : AuditView
        The audit.

    Returns
    -------
    Section
        Two tables.
    """
    blocks: list[Block] = [files_table(view.files)]
    if view.notes:
        blocks += [Heading("Noticed while reading"), _notes(view)]
    return Section("files", "Files", tuple(blocks))


def files_table(read: Sequence[SourceFile]) -> Table:
    """Make the table of files with their rows.

    Parameters
    ----------
    read : sequence of SourceFile
        What was read.

    Returns
    -------
    Table
        One row a table of a file.
    """
    rows = tuple(
        (
            Cell(" / ".join(part for part in (each.name, each.sheet) if part)),
            Cell(each.kind or "not used", more=(ABOUT_KIND.get(each.kind, ""),)),
            Cell(f"{each.seen:,}", "number"),
            Cell(f"{each.read:,}", "number"),
            Cell(f"{each.refused:,}", "number"),
            Cell(each.sha256[:_HASH_SHOWN], "code"),
        )
        for each in read
    )
    head = ("File", "Kind", "Rows seen", "Read", "Refused", "SHA-256 begins")
    note = "A row is refused when something in it cannot be read as what the column holds; it enters no answer."
    return Table("Files", head, rows, note)


def _notes(view: AuditView) -> Table:
    rows = tuple(
        (
            Cell(each.text, code=each.code),
            Cell("about the records" if each.level == "finding" else "about the reading"),
            Cell(each.file or "all", more=_where(each)),
            Cell(note_count(each, view.k), "number"),
        )
        for each in view.notes
    )
    return Table("Notes", ("What", "Says something", "File", "Rows or cells"), rows)


def _where(note: Note) -> tuple[str, ...]:
    column = (f"column {note.column}",) if note.column else ()
    return (*column, f"from row {note.row:,}" if note.row else "")


def note_count(note: Note, k: int) -> str:
    """Write how many rows a note concerns, without telling a small number.

    Parameters
    ----------
    note : Note
        The note.
    k : int
        Smaller counts are not told.

    Returns
    -------
    str
        A number, or that it is fewer than `k`.
    """
    return f"{note.count:,}" if note.count >= k else f"fewer than {k}"


def again(view: AuditView) -> Section:
    """Say how to count again.

    Parameters
    ----------
    view : AuditView
        The audit.

    Returns
    -------
    Section
        The command, the fingerprint, the settings and what the folder holds.
    """
    settings = [f"{name.replace('_', ' ')}: {value}" for name, value in view.settings.items()]
    versions = ", ".join(f"{name} {number}" for name, number in view.versions.items())
    return Section(
        "again",
        "How to count again",
        (
            Paragraph(
                "With the same files and the same version this command writes the same bytes; custodes verify compares "
                "the folder with its hashes."
            ),
            Paragraph(view.command, "code"),
            Bullets(
                (
                    f"Fingerprint of the files and the map: {view.fingerprint}",
                    f"Fingerprint of this audit: {view.identity}",
                    *settings,
                    f"Versions: {versions}",
                )
            ),
            Paragraph(protection_words(view)),
            Paragraph(
                "rows/ lists, for each finding, file, sheet, page and row of what was counted, and nothing of what "
                "stands there. It is for counting again where the files are, and not for publication."
            ),
        ),
    )


def protection_words(view: AuditView) -> str:
    """Say below how many people numbers are withheld, and why so few.

    Parameters
    ----------
    view : AuditView
        The audit.

    Returns
    -------
    str
        One to three sentences.
    """
    said = (
        f"Numbers behind which stand fewer than {view.k} people are withheld, and so are others from which they could "
        "be worked out."
    )
    if view.k >= K:
        return said
    given = f"The reason given for it: {view.why_k}" if view.why_k else "No reason was given for it."
    return f"{said} {K} is usual; {view.k} was asked for. {given}"
