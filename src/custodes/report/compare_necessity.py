"""What a comparison shows of each stage of a test of necessity, and what the margins show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.blocks import Block, Bullets, Cell, Heading, Paragraph, Sentence, Table
from custodes.report.compare_words import DASH, asked, in_words, named, with_titles
from custodes.report.vocabulary import capital

if TYPE_CHECKING:
    from collections.abc import Iterator

    from custodes.study.compare import Comparison
    from custodes.study.non_inferiority import Margin

_OPENING: Final = (
    "A measure that limits a right is held against four questions (Bank Mellat v HM Treasury (No 2) [2013] UKSC 39), "
    "and whoever imposes it has to answer them. The scheme asked about here is {first}; the others are the "
    "alternatives. \u201cShown\u201d, \u201cnot shown\u201d and \u201ccannot tell\u201d say what the numbers on this "
    "page show, if the numbers in the schemes\u2019 files are right; they are no court\u2019s judgement and do not "
    "stand in for one. \u201cNot shown\u201d means that there are numbers and they do not show it, "
    "\u201ccannot tell\u201d that there is nothing to tell by."
)
_HOW: Final = (
    "A margin says how much worse than the scheme asked about an alternative may do and still do as well. It is no "
    "fact, so whoever asks has to name it, before looking: with --margin QUESTION=AMOUNT, in the unit of the answer "
    "(a share as a part of one). For example, --margin detection_delay_days=7 says that up to seven days later would "
    "still be as well."
)
_NONE: Final = "No margin was named in this comparison."
_MARGINS: Final = (
    "An alternative is shown to do as well when even the far end of the interval of how much worse it does lies within "
    "the margin, and shown to do worse when even the near end lies beyond it."
)
_TOPICS: Final = {"aim": "Aim", "connection": "Connection", "less-intrusive": "Less intrusive", "balance": "Balance"}
_VERDICTS: Final = {"shown": "does as well: shown", "shown to do worse": "shown to do worse"}


def necessity_blocks(comparison: Comparison) -> tuple[Block, ...]:
    """Say what is shown of each stage.

    Parameters
    ----------
    comparison : Comparison
        The finished comparison.

    Returns
    -------
    tuple of Block
        The stages in the order of the test, then the margins.
    """
    names = named(comparison.plan)
    opening = Paragraph(_OPENING.format(first=names[comparison.plan.first].title))
    return (opening, *_stages(comparison), Heading("As well, to within a margin"), *_margins(comparison))


def _stages(comparison: Comparison) -> Iterator[Block]:
    names = named(comparison.plan)
    for stage in comparison.necessity.stages:
        yield Sentence(_TOPICS[stage.name], stage.asks, f"{capital(stage.verdict)}.")
        yield Bullets(tuple(f"{capital(with_titles(why, names)).rstrip('.')}." for why in stage.why))


def _margins(comparison: Comparison) -> Iterator[Block]:
    margins = comparison.necessity.margins
    yield Paragraph(_HOW if margins else f"{_NONE} {_HOW}")
    if not margins:
        return
    head = ("Question", "Alternative", "Margin", "How much worse", "Verdict", "Why")
    rows = tuple(_row(comparison, each) for each in margins)
    yield Table("Each alternative and each margin", head, rows, _MARGINS)


def _row(comparison: Comparison, margin: Margin) -> tuple[Cell, ...]:
    names = named(comparison.plan)
    unit = _unit(comparison, margin.key)
    of = "days" if unit.startswith("day") else ""
    amount = in_words((margin.margin,) * 3, unit, ("", ""), of).size.strip()
    worse = Cell(DASH)
    if margin.worse is not None and margin.low is not None and margin.high is not None:
        said = in_words((margin.worse, margin.low, margin.high), unit, ("better", "worse"), of)
        worse = Cell(said.size, "number", more=(f"({said.interval})" if said.interval else "",))
    return (
        Cell(capital(asked(margin.key))),
        Cell(names[margin.scheme].head),
        Cell(amount, "number"),
        worse,
        Cell(_VERDICTS.get(margin.verdict, margin.verdict)),
        Cell(f"{capital(with_titles(margin.why, names)).rstrip('.')}."),
    )


def _unit(comparison: Comparison, key: str) -> str:
    return next((found[key].unit for found in comparison.answers.values() if key in found), "")
