"""The page of a threshold: what would have to be true for an answer to cross a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.amounts import kind, reason, to
from custodes.report.blocks import Bullets, Cell, Paragraph, Section, Table
from custodes.report.figures import crossing
from custodes.report.numbers import MINUS, number
from custodes.report.pictures import picture
from custodes.report.questions import question
from custodes.report.sheet import sheet
from custodes.report.threshold_amounts import amount, amounts, apart, rounded, varied, written
from custodes.report.threshold_condition import question_words
from custodes.report.threshold_words import first_words, notes, own_quantity
from custodes.report.vocabulary import capital
from custodes.scheme.describe import describe
from custodes.scheme.wording import number_text
from custodes.units import clock_text, find_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from custodes.report.blocks import Block, Picture
    from custodes.study.threshold import Threshold

HEADING: Final = "What would have to be true"

_READING: Final = (
    "From left to right the number that is varied, upwards the answer. Each dot is one run of the model with the same "
    "people, days and luck; the line with end marks through it is what a finite number of people leaves open. Where "
    "the joined dots meet the broken line, the answer crosses it. Under the scale stand the interval of that value and "
    "what the scheme's file says of it, to be set side by side. Thin lines are worlds in which everything else that is "
    "not known was drawn anew; those that are not seen lie beyond the picture."
)
_SAME_LUCK: Final = (
    "The number is varied over its range and nothing else is changed. On one seed every value meets the same people, "
    "days and luck, so the answer changes because of the number alone. Between the two values of the first grid on "
    "either side of the line, the range is narrowed until the answer is as near to the line as it can be."
)
_OTHER_WORLDS: Final = (
    "The same is done in other worlds, in which everything else that is not known about the scheme is drawn anew. The "
    "interval is of 95 in 100, over a mixture: from world to world the crossing moves with what is not known; inside a "
    "world it reaches as far as the answer's own interval holds the line."
)
_CENTRAL: Final = (
    "The value stated is that of the central world, in which every other unknown stands at its middle, because there "
    "it can be checked by running the model again with it."
)
_METHOD: Final = (_SAME_LUCK, _OTHER_WORLDS, _CENTRAL)


def threshold_page(threshold: Threshold) -> str:
    """Write the page of a threshold.

    Parameters
    ----------
    threshold : Threshold
        The finished search.

    Returns
    -------
    str
        The HTML document.
    """
    plan = threshold.plan
    sections = (
        Section("answer", "The answer", tuple(_answer(threshold))),
        Section("values", "Value by value", (_grid(threshold),)),
        Section("rests", "What it rests on", tuple(_rests(threshold))),
        Section("how", "How it was got", (*(Paragraph(text) for text in _METHOD), Paragraph(_question(threshold)))),
    )
    return sheet(plan.schemes[0], HEADING, sections, seed=plan.seed, command=plan.command())


def _answer(threshold: Threshold) -> Iterator[Block]:
    yield Paragraph(first_words(threshold))
    yield Bullets(notes(threshold))
    yield _picture(threshold)


def _question(threshold: Threshold) -> str:
    words = question(threshold.plan.question)
    less = ""
    if len(threshold.plan.schemes) > 1:
        less = f" Here: that of {threshold.plan.names[0]} less that of {threshold.plan.names[1]}."
    side = "" if threshold.plan.side is None else " On which side of the line it is wanted was given by the user."
    return f"The answer is “{words.words}” ({threshold.unit}). {words.how}{less}{side}"


def _picture(threshold: Threshold) -> Picture:
    axis, central, line = threshold.plan.axis, threshold.central, written(threshold, threshold.plan.line)
    quantity, interval = own_quantity(threshold), threshold.interval
    own = None
    if quantity is not None:
        base = find_unit(axis.unit).in_base
        ends = (quantity.low_base, quantity.high_base) if quantity.is_range else (quantity.mid_base, quantity.mid_base)
        own = ((ends[0] or 0.0) / base, (ends[1] or 0.0) / base)
        if own[1] < axis.low or own[0] > axis.high:
            own = None
    shown = crossing.Crossing(
        points=tuple(crossing.At(*each) for each in central.told),
        others=tuple(tuple((each.x, each.value) for each in world.told) for world in threshold.worlds[1:]),
        line=threshold.plan.line,
        at=threshold.value,
        interval=None if interval is None else (interval.low, interval.high),
        own=own,
        across=capital(varied(axis)) + ("" if axis.share or axis.unit == "time of day" else f" ({_unit(threshold)})"),
        up=_up(threshold),
        line_words=f"the line: {line}",
        own_words="what the scheme's file says of it",
    )
    title = f"The answer against “{varied(axis)}”"
    table = _grid(threshold)
    told = "; ".join(f"{amount(axis, each.x)}: {written(threshold, each.value)}" for each in central.told)
    where = "It crosses nowhere." if threshold.value is None else f"It crosses at {amount(axis, threshold.value)}."
    alt = f"{title}. {told}. The line is at {line}. {where}"
    return picture(
        crossing.draw(shown, lambda x: _tick_x(threshold, x), lambda y: _tick_y(threshold, y)),
        title,
        alt,
        _READING,
        table,
    )


def _unit(threshold: Threshold) -> str:
    axis = threshold.plan.axis
    if axis.is_effect:
        return "percentage points; below 0 fewer do"
    unit = find_unit(axis.unit)
    return unit.many or axis.unit


def _up(threshold: Threshold) -> str:
    plan = threshold.plan
    unit = "" if kind(threshold.unit) == "share" else f" ({threshold.unit})"
    less = f", {plan.names[0]} less {plan.names[1]}" if len(plan.names) > 1 else ""
    return f"{capital(question_words(plan.question))}{unit}{less}"


def _tick_x(threshold: Threshold, x: float) -> str:
    axis = threshold.plan.axis
    if axis.unit == "time of day":
        return clock_text(x)
    return f"{number_text(round(100.0 * x, 10))}%" if axis.share else number_text(rounded(x)).replace("-", MINUS)


def _tick_y(threshold: Threshold, y: float) -> str:
    return f"{number(100 * y)}%" if kind(threshold.unit) == "share" else number(y)


def _grid(threshold: Threshold) -> Table:
    axis, line = threshold.plan.axis, threshold.plan.line
    rows = []
    names = apart(axis, [each.x for each in threshold.central.points])
    for name, each in zip(names, threshold.central.points, strict=True):
        found = [Cell(name, more=(reason(each.why),) if each.value is None else ())]
        if each.value is None:
            found += [Cell("cannot tell", "cannot"), Cell("\u2013", "number"), Cell("")]
        else:
            span = "\u2013" if each.low is None or each.high is None else to(each.low, each.high, threshold.unit)
            side = "below" if each.value < line else "not below"
            found += [Cell(written(threshold, each.value), "number"), Cell(span, "number"), Cell(side)]
        rows.append(tuple(found))
    unit = "" if kind(threshold.unit) == "share" else f" ({threshold.unit})"
    return Table(
        f"Every value at which the model was run, in the central world; the answer{unit}",
        (capital(varied(axis)), "Answer", "Interval from people", f"Side of {written(threshold, line)}"),
        tuple(rows),
    )


def _rests(threshold: Threshold) -> Iterator[Block]:
    plan, axis = threshold.plan, threshold.plan.axis
    if axis.is_effect:
        yield Paragraph(
            "No file states this number. It is a difference between the two schemes in the share of people who abscond "
            f"within {axis.within}, by the definition “{axis.outcome}”: everything else about the people is the same "
            "under both. What trials leave possible of such an effect is told by the evidence that the library holds, "
            "and not here."
        )
        return
    row = next(each for each in describe(plan.schemes[0]) if each.path == axis.path)
    cells = (
        Cell(capital(varied(axis)), code=axis.path),
        Cell(row.value),
        Cell(row.basis),
        Cell(capital(row.source) if row.source else "\u2013"),
    )
    head = ("Number that is varied", "The scheme's file says", "Rests on", "Where it was read, or why it is assumed")
    yield Table("What the scheme's file says of it", head, (cells,))
    if axis.given:
        yield Paragraph(f"The range searched was given by the user: {amounts(axis, axis.low, axis.high)}.")
    else:
        yield Paragraph("The range searched is the one that the scheme's file states.")
