"""Tables of a page as lines on a screen."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from custodes.cli.shown import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from custodes.report.blocks import Sentence, Table

WIDTH: Final = 100
"""Width of running text [character]; a table with many columns is wider."""

_FIRST: Final = 36
_COLUMN: Final = 14
_EDGES: Final = 4


def text_lines(texts: Iterable[str]) -> list[str]:
    """Wrap sentences to the width of a screen.

    Parameters
    ----------
    texts : iterable of str
        Each begins a line of its own.

    Returns
    -------
    list of str
        Lines.
    """
    return [line for text in texts for line in textwrap.wrap(visible(text), WIDTH, subsequent_indent="  ") or [""]]


def sentence_text(said: Sentence) -> str:
    """Write an answer or a finding as one text: what it means, the number, its interval.

    Parameters
    ----------
    said : Sentence
        As on a page.

    Returns
    -------
    str
        Without how it was got; where it cannot be told, why.
    """
    if said.cannot:
        return f"Cannot tell: {said.before}. {said.cannot}"
    after = said.after if said.after[:1] in {".", ","} else f" {said.after}"
    return f"{said.before} {said.value}{after} {said.interval}".rstrip()


def table_lines(table: Table) -> list[str]:
    """Write a table as lines of plain text.

    Parameters
    ----------
    table : Table
        The first cell of each row is its heading; small lines of a cell stand under it.

    Returns
    -------
    list of str
        Its caption, its rows, its note.
    """
    from rich import box  # noqa: PLC0415 - the help page must not wait for it
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table as Grid  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(width=_FIRST + _COLUMN * (len(table.head) - 1), highlight=False, color_system=None)
    grid = Grid(box=box.ASCII_DOUBLE_HEAD, title=Text(visible(table.caption)), title_justify="left", leading=1)
    for k, head in enumerate(table.head):
        grid.add_column(Text(visible(head)), justify="right" if k else "left", width=None if k else _FIRST - _EDGES)
    for row in table.rows:
        grid.add_row(*(Text("\n".join(visible(line) for line in (cell.text, *cell.more) if line)) for cell in row))
    # Rich would end the process by itself when whoever reads has seen enough; that is for the caller to judge.
    with console.capture() as text:
        console.print(grid)
    return [line.rstrip() for line in text.get().splitlines()] + text_lines([table.note] if table.note else [])
