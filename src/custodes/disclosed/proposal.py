"""What one table may be, and the questions that stay open."""

from __future__ import annotations

import json
from dataclasses import dataclass, field


@dataclass
class Proposal:
    """What one table may be; its lists grow while it is looked at.

    Attributes
    ----------
    file, sheet : str
        The table.
    header : tuple of str
        Names of its columns.
    kind, layout : str
        What it may be, "" when that is asked; the built-in layout, or "".
    why : str
        Why.
    columns : list of tuple
        For each column of the kind: its name, the file's column, how it is read and why.
    questions : list of str
        What only the user knows.
    lines : list of str
        The entry for map.yaml.
    rows : list of dict
        The first rows as they would be read.
    asks_zone : bool
        Whether some of its times do not say in which time zone they are.
    """

    file: str
    sheet: str
    header: tuple[str, ...]
    kind: str = ""
    layout: str = ""
    why: str = ""
    columns: list[tuple[str, str, str, str]] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)
    asks_zone: bool = False


def quoted(text: str) -> str:
    """Write a text so that YAML reads it back, on one line.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        In quotes; what cannot be seen is written as a code.
    """
    return json.dumps(text, ensure_ascii=not text.isprintable())


def ask(found: Proposal, question: str, lines: list[str]) -> None:
    """Put a question, and an answer that could be given, into the map.

    Parameters
    ----------
    found : Proposal
        Gets the question.
    question : str
        What only the user knows.
    lines : list of str
        Lines of the map that would answer it.
    """
    found.questions.append(question)
    indent = lines[0][: len(lines[0]) - len(lines[0].lstrip())] if lines else "    "
    found.lines.append(f"{indent}# ASK: {question}")
    found.lines += [f"{indent}# {line.strip()}" for line in lines]
