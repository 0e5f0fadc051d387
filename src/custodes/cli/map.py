"""``custodes map``: what columns of disclosed files may mean, five rows as they would be read, and what is asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from custodes.cli.shown import say, say_json
from custodes.errors import Problem, UsageRefused

if TYPE_CHECKING:
    from custodes.disclosed.proposal import Proposal


@click.command("map")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Write the proposed map to this file, which must be new.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def map_folder(folder: Path, out: Path | None, *, as_json: bool) -> None:
    """Propose a map.yaml for a folder of disclosed files.

    Says for each file what it may hold and why, how each column would be read, and shows five rows as read: ids as
    numbers, free text only as the fact that something is written. What cannot be known is asked, never guessed.
    """
    from custodes.disclosed.propose import map_text, propose  # noqa: PLC0415 - the help page must not wait for it

    proposals = propose(folder)
    text = map_text(proposals)
    if out is not None:
        _write(out, text)
    if as_json:
        tables = [_document(each) for each in proposals]
        say_json({"ok": True, "code": 0, "tables": tables, "map": text, "written": "" if out is None else str(out)})
        return
    for each in proposals:
        _show(each)
    for line in text.splitlines() if out is None else []:
        say(line)
    questions = text.count("# ASK:")
    where = f"Written to {out}. " if out is not None else "Nothing is written without --out FILE. "
    say(f"{where}{questions} questions begin with ASK." if questions != 1 else f"{where}One question begins with ASK.")


def _write(out: Path, text: str) -> None:
    try:
        with out.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError:
        wrong, hint = "the file is there already", "name a new one; nothing is overwritten"
        raise UsageRefused([Problem(str(out), 0, "", wrong, "", hint, "file-exists")]) from None
    except OSError as error:
        wrong = "the file cannot be written"
        raise UsageRefused([Problem(str(out), 0, "", wrong, error.strerror or "", "", "file-unwritable")]) from None


def _show(each: Proposal) -> None:
    """Print what one table may be."""
    name = f"{each.file} ({each.sheet})" if each.sheet else each.file
    what = f"{each.kind}: {each.why}" if each.kind else "it cannot be told what it holds"
    say(f"{name}: {what}")
    if each.header:
        say(f"  columns of the file: {', '.join(each.header)}")
    for column, of_file, how, why in each.columns:
        say(f"  {column} <- {of_file}: {how} ({why})")
    for row in each.rows:
        say(f"  row {row['row']}: " + ", ".join(f"{key} {value}" for key, value in row.items() if key != "row"))
    for question in each.questions:
        say(f"  ASK: {question}")
    say()


def _document(each: Proposal) -> dict[str, object]:
    columns = [
        {"column": column, "of_file": of_file, "read_as": how, "why": why} for column, of_file, how, why in each.columns
    ]
    return {
        "file": each.file,
        "sheet": each.sheet,
        "header": list(each.header),
        "kind": each.kind,
        "layout": each.layout,
        "why": each.why,
        "columns": columns,
        "rows": each.rows,
        "questions": each.questions,
    }
