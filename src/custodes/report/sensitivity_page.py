"""The page of the unknowns: a sentence an answer first, then what moves each, then how it was got."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from custodes.report.blocks import Block, Bullets, Cell, Paragraph, Section, Sentence, Table
from custodes.report.figures import factors
from custodes.report.numbers import number
from custodes.report.pictures import picture
from custodes.report.quantities import BASES, in_words
from custodes.report.sensitivity_how import how_blocks
from custodes.report.sensitivity_reach import left_open, limit, opening
from custodes.report.sensitivity_words import (
    KINDS,
    about,
    basis_words,
    counted_part,
    factor_words,
    part_words,
    range_words,
    sentence,
    whole,
)
from custodes.report.sheet import sheet
from custodes.report.vocabulary import capital
from custodes.study.sensitivity_found import LUCK

if TYPE_CHECKING:
    from custodes.report.blocks import Picture
    from custodes.scheme.scheme import Scheme
    from custodes.study.sensitivity import Sensitivity
    from custodes.study.sensitivity_found import Found, Moves
    from custodes.study.sensitivity_plan import SensitivityPlan

HEADING: Final = "Which unknown matters"
DRAWN: Final = 8
"""Factors of one figure; the table behind it has all."""

SCREENED: Final = 30
"""Unknowns of the table of the screening; the file has all."""

_READING: Final = (
    "Each bar is the part of the answer's variance that a factor explains alone; the line with end marks is its 95% "
    "interval. The ring is what the factor explains alone and together with all others; a ring far from its bar means "
    "that the factor acts through others. Luck is counted with all that it does. The letter and the pattern say what a "
    "number rests on: A an assumption, W a number that was withheld, P a published range, L luck."
)
_TOGETHER: Final = (
    "Each kind is what its numbers explain, added up: those that were varied one by one count each by itself; those "
    "that were varied at once count together, with what they do among themselves. Luck is everything that it does, "
    "alone and with the numbers. What remains is what several such numbers, or groups of them, do only with each "
    "other. Estimates may add up to a little less or more."
)

_NAMES: Final = (
    re.compile(r"(?<= is )luck(?= \()"),
    re.compile("\u201c[^\u201d]*\u201d"),
    re.compile("^Nothing|^None of the [0-9,]+ unknowns|does not move"),
)
"""What is set bold in a sentence."""


def sensitivity_page(looked: Sensitivity) -> str:
    """Write the page of the unknowns.

    Parameters
    ----------
    looked : Sensitivity
        The finished look.

    Returns
    -------
    str
        The HTML document.
    """
    plan = looked.plan
    first = [Paragraph(opening(plan)), *(_said(found, plan) for found in looked.found)]
    if looked.left_out:
        first.append(Paragraph("Left out, because this scheme cannot answer it:", "note"))
        first.append(Bullets(tuple(f"{capital(about(key))}: {why}." for key, why in looked.left_out.items())))
    sections = [Section("answers", "What each answer hangs on", tuple(first))]
    for k, found in enumerate(looked.found):
        if found.moves:
            sections.append(Section(f"answer-{k + 1}", capital(about(found.key)), _blocks(found, plan)))
    sections += [Section("screening", "How far each unknown moves an answer", _screening(looked))]
    sections += [Section("how", "How this was got, and its limits", how_blocks(looked))]
    return sheet(plan.scheme, HEADING, sections, seed=plan.base.seed, command=plan.command())


def _said(found: Found, plan: SensitivityPlan) -> Block:
    answer = range_words(found)
    how = f"The answer itself over all worlds of the two samples: {answer}." if answer else ""
    topic, said = capital(about(found.key)), sentence(found, plan)
    if found.cannot_tell is not None:
        how = f"{limit(plan)} {how}".strip()
        return Sentence(topic, f"What moves {about(found.key)}", cannot=f"{capital(found.cannot_tell)}.", how=how)
    before, value, after = _parted(said)
    return Sentence(topic, before, value, after, how=how)


def _parted(said: str) -> tuple[str, str, str]:
    """Part a sentence at what it names first: a number in quotation marks, luck, or nothing at all."""
    for word in _NAMES:
        found = word.search(said)
        if found is not None:
            return said[: found.start()].rstrip(), found[0], said[found.end() :].lstrip()
    return said, "", ""


def _blocks(found: Found, plan: SensitivityPlan) -> tuple[Block, ...]:
    lost = (
        f" {found.lost} of {found.rows} sets of worlds are left out: one of theirs cannot tell." if found.lost else ""
    )
    return (
        Paragraph(sentence(found, plan) + lost),
        _picture(found, plan),
        Table(
            f"{capital(left_open(plan, about(found.key)))}, by kind",
            ("Kind", "Part of the variance", "95% interval"),
            tuple(
                (
                    Cell(capital(KINDS[kind])),
                    Cell(f"{whole(part.value)}%", "number"),
                    Cell(f"{whole(part.low)} to {whole(part.high)}%", "number"),
                )
                for kind, part in found.kinds.items()
            ),
            _TOGETHER,
        ),
    )


def _picture(found: Found, plan: SensitivityPlan) -> Picture:
    title = f"What moves {about(found.key)}"
    visible = [each for each in found.moves if whole(each.first.value) or whole(each.total.value)]
    shown = visible[:DRAWN] or found.moves[:1]
    rows = [_bar(each) for each in shown]
    said = "; ".join(f"{factor_words(each.factor)}: {part_words(counted_part(each))}" for each in shown)
    more = len(found.moves) - len(shown)
    reading = f"{_READING} {more} smaller ones stand in the table only." if more else _READING
    reading = f"{limit(plan)} {reading}".strip()
    return picture(
        factors.draw(rows), title, f"{title}, largest first. {said}.", reading, _table(found, plan.scheme, title)
    )


def _bar(moves: Moves) -> factors.Row:
    part = counted_part(moves)
    words, written = factor_words(moves.factor), f"{whole(part.value)}%"
    return factors.Row(words, moves.factor.kind, written, part.value, part.low, part.high, moves.total.value)


def _table(found: Found, scheme: Scheme, title: str) -> Table:
    head = (
        "Factor",
        "Rests on",
        "Alone",
        "95% interval",
        "With all others",
        "95% interval",
        "Screening: \u03bc*, \u03c3",
    )
    return Table(title, head, tuple(_row(each, scheme) for each in found.moves))


def _row(moves: Moves, scheme: Scheme) -> tuple[Cell, ...]:
    factor, morris = moves.factor, moves.screened
    rests = "chance" if factor.kind == LUCK else BASES[factor.kind]
    more = (capital(basis_words(factor, scheme)),) if factor.single and factor.kind != "assumption" else ()
    parts = [
        cell
        for part in (moves.first, moves.total)
        for cell in (
            Cell(f"{whole(part.value)}%", "number"),
            Cell(f"{whole(part.low)} to {whole(part.high)}%", "number"),
        )
    ]
    told = "\u2013" if morris is None or not morris.told else f"{number(morris.mu_star)}, {number(morris.sigma)}"
    code = factor.name if factor.single else ""
    return (Cell(capital(factor_words(factor)), code=code), Cell(rests, more=more), *parts, Cell(told, "number"))


def _screening(looked: Sensitivity) -> tuple[Block, ...]:
    known = looked.plan.scheme.quantities()
    alone = {each.name for each in looked.factors}
    fixed, untold = set(looked.fixed), set(looked.untold)
    ordered = sorted(looked.moved.items(), key=lambda item: (-item[1], item[0]))
    rows = tuple(
        (
            Cell(capital(in_words(path)), code=path),
            Cell(known[path].text()),
            Cell(BASES[known[path].basis_kind]),
            Cell("cannot tell", "cannot") if path in untold else Cell(number(moved), "number"),
            Cell("one by one" if path in alone else "left at its middle" if path in fixed else "with the others"),
        )
        for path, moved in ordered[:SCREENED]
    )
    said = (
        "First, each unknown was moved alone, by half of its range, at a few places (Morris' screening). The number is "
        "the mean size of what that did to the answer that it moves most, for the whole of its range, over that "
        "answer's standard deviation."
    )
    head = ("Unknown", "Range", "Rests on", "Moves an answer by at most", "Then looked at")
    more = len(ordered) - len(rows)
    why = ", or of which the screening cannot tell" if untold else ""
    note = f"{more} more, which move every answer less{why}, stand in sensitivity.json." if more else ""
    return (
        Paragraph(f"{limit(looked.plan)} {said}".strip()),
        Table("Unknowns, the one that moves an answer most first", head, rows, note),
    )
