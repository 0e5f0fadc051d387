"""The README of a package: what it is, what was withheld and why, and how to make it again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from custodes.report.inert import visible
from custodes.report.published_table import MARKS_MEAN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.report.package import About
    from custodes.report.published_content import Content
    from custodes.report.published_table import Table


def readme(about: About, content: Content, tables: Mapping[str, Table]) -> str:
    """Write the README of a package.

    Parameters
    ----------
    about : About
        What it is about.
    content : Content
        What goes out, and what does not.
    tables : mapping of str to Table
        By path.

    Returns
    -------
    str
        Markdown.
    """
    lines = [f"# {_plain(about.title)}", "", about.description, "", "## What is here", ""]
    lines += [f"- `{path}`: {len(table.rows)} rows" for path, table in sorted(tables.items())]
    if content.report is not None:
        lines.append("- `report.html`: the report, one page without scripts")
    lines += [
        "- `datapackage.json`: what every column holds (Data Package v2)",
        "- `ro-crate-metadata.json`: what it was made from and with (RO-Crate)",
        "- `manifest.json`: SHA-256 of every other file",
        "",
        f"Marks stand in a column of their own: {MARKS_MEAN}.",
        "",
        *_protection(about, content),
        *_left_out(content),
        "## How it was made",
        "",
        f"With Custodes {about.version}:",
        "",
        *[f"    {visible(each)}" for each in about.commands],
        "",
        "`custodes verify FOLDER` checks the hashes, and tries again to work out what is withheld.",
        "",
    ]
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Keep a title from being read as markup."""
    return "".join(f"\\{mark}" if mark in r"\`*_[]<>#|!" else mark for mark in visible(text))


def _protection(about: About, content: Content) -> list[str]:
    lines = ["## How people are protected", ""]
    if content.made_up:
        return [*lines, "The people are made up by a computer. No count is withheld, and none needs to be.", ""]
    k, why, base = about.said["k"], about.said["why_k"], about.said["round_to"]
    lines += [
        f"Numbers behind which stand 1 to {k - 1} people are withheld, and further ones so that these do not follow",
        "from what stands beside them. Which of the numbers withheld are small cannot be seen.",
        "",
    ]
    if why:
        lines += [
            f"Why {k} and not more, in the words of the publisher: {json.dumps(_plain(why), ensure_ascii=False)}",
            "",
        ]
    if content.counts:
        hidden = sum(table.hidden for table in content.counts)
        lines += [
            f"In {len(content.counts)} tables of counts {hidden} cells are withheld. Before they were written, the",
            f"least and the most that each could be were worked out from what is shown: each may be {k} or more.",
            "",
        ]
    if base > 1:
        lines += [
            f"Numbers of people, rows and events are rounded, each by itself, to multiples of {base}: sums need not",
            "add up. Rates, shares, times and other measures are not rounded, and were worked out from counts that",
            "were not: from an exact share of few people their number can be guessed. Figures that somebody else",
            "published stand as they were published.",
            "",
        ]
    return lines


def _left_out(content: Content) -> list[str]:
    if not content.left_out:
        return []
    return ["## What is left out", "", *[f"- {_plain(each)}" for each in content.left_out], ""]
