"""A threshold in words: what would have to be true, what the scheme's file says, and how it was got."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.amounts import kind, reason, short, to
from custodes.report.quantities import in_words
from custodes.report.sentences import counted
from custodes.report.threshold_condition import condition, question_words
from custodes.report.vocabulary import capital
from custodes.scheme.wording import range_said, said
from custodes.study.combine import too_few
from custodes.study.view import Scaling
from custodes.units import find_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from custodes.scheme.quantity import Quantity
    from custodes.study.threshold import Threshold
    from custodes.study.threshold_axis import Axis

_DIGITS: Final = 3
_MOST_DIGITS: Final = 8
_BASIS: Final = {
    "source": "for which it names a published source",
    "assumption": "which is an assumption: no figure has been published",
    "redacted": "which is what is possible: the figure was withheld",
}


def rounded(x: float) -> float:
    """Round a number to three significant figures.

    Parameters
    ----------
    x : float
        Any number.

    Returns
    -------
    float
        Of the same unit.
    """
    return float(f"{x:.{_DIGITS}g}")


def amount(axis: Axis, x: float) -> str:
    """Write a value of what is varied.

    Parameters
    ----------
    axis : Axis
        What is varied.
    x : float
        The value [unit of the axis].

    Returns
    -------
    str
        With its unit, such as ``1.2%`` or ``4 staff``.
    """
    if axis.is_effect:
        return "no difference" if rounded(x) == 0.0 else f"{_points(x)} {'lower' if x < 0.0 else 'higher'}"
    return said(_shown(axis, x), axis.unit, as_share=axis.share)


def _points(x: float) -> str:
    size = abs(rounded(x))
    return f"{size:g} percentage {'point' if size == 1.0 else 'points'}"


def _shown(axis: Axis, x: float) -> float:
    return x if axis.step > 0.0 else rounded(x)


def amounts(axis: Axis, low: float, high: float) -> str:
    """Write a range of what is varied.

    Parameters
    ----------
    axis : Axis
        What is varied.
    low, high : float
        Its ends [unit of the axis].

    Returns
    -------
    str
        Such as ``0.8% to 1.9%``.
    """
    if axis.is_effect:
        return f"{amount(axis, low)} to {amount(axis, high)}"
    return range_said(_shown(axis, low), None, _shown(axis, high), axis.unit, as_share=axis.share)


def varied(axis: Axis) -> str:
    """Say what is varied.

    Parameters
    ----------
    axis : Axis
        What is varied.

    Returns
    -------
    str
        A phrase, such as "part of the tries in which the wearer's own face is not matched (watch)".
    """
    if axis.is_effect:
        return "how many more or fewer people abscond within 18 months"
    words = in_words(axis.path)
    owner, colon, rest = words.partition(": ")
    return f"{rest} ({owner})" if colon and rest else words


def _must_be(threshold: Threshold, value: float) -> str:
    axis, interval = threshold.plan.axis, threshold.interval
    around = ""
    if interval is not None and interval.low < interval.high:
        around = f" ({_interval(threshold, interval.low, interval.high)})"
    if not axis.is_effect:
        words = f"“{varied(axis)}” would have to be {'at most' if threshold.at_most else 'at least'}"
        return f"{words} {amount(axis, value)}{around}"
    share = "the share of people who abscond within 18 months would have to be"
    bound = "at least" if threshold.at_most == (value < 0.0) else "at most"
    if rounded(value) == 0.0:
        return f"{share} {'no higher' if threshold.at_most else 'no lower'} than under the other{around}"
    return f"{share} {bound} {amount(axis, value)} than under the other{around}"


def _interval(threshold: Threshold, low: float, high: float) -> str:
    """Write an interval that may go on beyond the range searched."""
    axis = threshold.plan.axis
    if not (threshold.open_low or threshold.open_high):
        return amounts(axis, low, high)
    first = f"{amount(axis, low)} or {'lower' if axis.unit != 'time of day' else 'earlier'}"
    last = f"{amount(axis, high)} or {'more' if axis.unit != 'time of day' else 'later'}"
    return (
        f"{first if threshold.open_low else amount(axis, low)} to {last if threshold.open_high else amount(axis, high)}"
    )


def _elsewhere(threshold: Threshold) -> str:
    """Say in how many worlds it is otherwise than in the central one, when that is more than a few."""
    draws, central = len(threshold.draws), threshold.central
    parts = [
        (threshold.never, "no value searched is enough"),
        (threshold.always, "any value searched will do"),
        (threshold.crossing_worlds, "there is such a value"),
    ]
    always = central.at is None and threshold.wanted.holds(central.told[0].value)
    del parts[2 if central.at is not None else 1 if always else 0]
    if len(threshold.worlds) == 1 or not too_few(draws - sum(count for count, _ in parts), draws):
        return ""
    told = ", and ".join(f"in {count} of {draws} {words}" for count, words in parts if count)
    return f"That is with every other unknown at its middle; drawn from their ranges, {told}."


def first_words(threshold: Threshold) -> str:
    """Say in one sentence what would have to be true, and in a second what the scheme's file says.

    Parameters
    ----------
    threshold : Threshold
        The finished search.

    Returns
    -------
    str
        For a page and for a screen.
    """
    axis, value = threshold.plan.axis, threshold.value
    wish = condition(threshold)
    if value is not None:
        sentence = f"{wish}, {_must_be(threshold, value)}."
    else:
        told = threshold.central.told
        goes = f"the answer goes from {written(threshold, told[0].value)} to {written(threshold, told[-1].value)}"
        span = amounts(axis, axis.low, axis.high)
        what = "effect on absconding" if axis.is_effect else f"value of “{varied(axis)}”"
        if threshold.wanted.holds(told[0].value):
            sentence = f"{wish}, any {what} from {span} will do: {goes}."
        else:
            sentence = f"{wish}, no {what} from {span} is enough: {goes}."
    return " ".join(part for part in (sentence, _elsewhere(threshold), file_says(threshold)) if part)


def written(threshold: Threshold, x: float) -> str:
    """Write an answer without the name of its unit.

    Parameters
    ----------
    threshold : Threshold
        The search.
    x : float
        The answer.

    Returns
    -------
    str
        Such as ``4.9%``.
    """
    return short(x, threshold.unit, _DIGITS)


def own_quantity(threshold: Threshold) -> Quantity | None:
    """Find what the scheme's file says of what is varied.

    Parameters
    ----------
    threshold : Threshold
        The search.

    Returns
    -------
    Quantity or None
        None for an effect, which no file states.
    """
    axis = threshold.plan.axis
    return None if axis.is_effect else threshold.plan.schemes[0].quantities().get(axis.path)


def file_says(threshold: Threshold) -> str:
    """Say what the scheme's file says of what is varied, and what that rests on.

    Parameters
    ----------
    threshold : Threshold
        The search.

    Returns
    -------
    str
        One sentence, or "".
    """
    quantity = own_quantity(threshold)
    if quantity is None:
        return ""
    return f"The scheme's file says {quantity.text(as_share=threshold.plan.axis.share)}, {_BASIS[quantity.basis_kind]}."


def notes(threshold: Threshold) -> tuple[str, ...]:
    """Say how a threshold was got, how sure it is, and what it does not hold for.

    Parameters
    ----------
    threshold : Threshold
        The finished search.

    Returns
    -------
    tuple of str
        Sentences.
    """
    return (
        *_direction(threshold),
        *_certainty(threshold),
        *_checked(threshold),
        *_equal(threshold),
        *_sizes(threshold),
    )


def _direction(threshold: Threshold) -> Iterator[str]:
    axis, value, line = threshold.plan.axis, threshold.value, written(threshold, threshold.plan.line)
    if value is None:
        return
    held = f"below the line of {line}" if threshold.wanted.side == "below" else f"at or above the line of {line}"
    if threshold.at_most:
        yield f"At {amount(axis, value)} and under, the answer is {held}; above that, it is not."
    else:
        yield f"From {amount(axis, value)} on, the answer is {held}; under that, it is not."
    crossings = len(threshold.central.all_at)
    if crossings > 1:
        others = ", ".join(amount(axis, x) for x in threshold.central.all_at[1:])
        yield (
            f"The answer crosses the line {crossings} times in this range: this is the first from the low end, and the "
            f"others are near {others}."
        )


def _certainty(threshold: Threshold) -> Iterator[str]:
    axis, draws = threshold.plan.axis, len(threshold.draws)
    unknowns, people = threshold.from_unknowns, threshold.from_people
    if unknowns is not None and unknowns.low < unknowns.high:
        yield f"From what else is not known about the scheme: {amounts(axis, unknowns.low, unknowns.high)}."
    if people is not None and people.low < people.high:
        yield f"From a finite number of people: {amounts(axis, people.low, people.high)}."
    if threshold.open_low or threshold.open_high:
        yield "The interval reaches an end of the range searched, and may go on beyond it."
    if threshold.crossing_worlds < draws and len(threshold.worlds) > 1:
        parts = (
            (threshold.never, "no value searched is enough"),
            (threshold.always, "any value searched will do"),
            (threshold.without(None), "the answer cannot be told"),
        )
        where = ", ".join(f"in {count} {words}" for count, words in parts if count)
        yield f"Of {draws} worlds the answer crosses the line in {threshold.crossing_worlds}; {where}."
        if threshold.value is not None:
            behind = "the end of the range behind which the value would lie"
            yield f"In the interval, the worlds without a crossing stand at {behind}."
    left = [each for each in threshold.central.points if each.value is None]
    if left:
        yield f"At {counted(len(left), 'value', 'values')} no answer can be told, left out here: {reason(left[0].why)}"


def _checked(threshold: Threshold) -> Iterator[str]:
    axis, inside, outside = threshold.plan.axis, threshold.central.inside, threshold.central.outside
    if inside is None or outside is None:
        return
    other = apart(axis, (inside.x, outside.x))[1]
    checked = (
        f"Checked: with {amount(axis, inside.x)} the model gives {written(threshold, inside.value)} "
        f"({to(inside.low, inside.high, threshold.unit)}); the nearest value asked on the other side of the line, "
        f"{other}, gives {written(threshold, outside.value)}."
    )
    if axis.step > 0.0:
        yield checked
        return
    yield (
        f"{checked} The answer moves in steps, where single people change sides; it was to come within "
        f"{written(threshold, threshold.tolerance)} of the line."
    )


def apart(axis: Axis, values: Sequence[float]) -> tuple[str, ...]:
    """Write values with as many digits as tell them from each other.

    Parameters
    ----------
    axis : Axis
        What is varied.
    values : sequence of float
        Different values [unit of the axis].

    Returns
    -------
    tuple of str
        Each with its unit.
    """
    if axis.is_effect or axis.step > 0.0:
        return tuple(amount(axis, x) for x in values)
    digits = next(
        (d for d in range(_DIGITS, _MOST_DIGITS) if len({f"{x:.{d}g}" for x in values}) == len(values)), _MOST_DIGITS
    )
    if digits == _DIGITS:
        return tuple(amount(axis, x) for x in values)
    unit = find_unit(axis.unit)
    times = 100.0 if axis.share else 1.0
    before, after = (f"{axis.unit} ", "") if unit.kind == "money" else ("", "%" if axis.share else f" {unit.many}")
    return tuple(f"{before}{float(f'{x:.{digits}g}') * times:.10g}{after}".rstrip() for x in values)


def _equal(threshold: Threshold) -> Iterator[str]:
    equal, balance = threshold.plan.equal, threshold.balance
    if equal is None or balance is None:
        return
    left = abs(balance.difference)
    rest = (
        "" if left == 0.0 else f"; what is left of the difference is {short(left, balance.unit)} {_unit(balance.unit)}"
    )
    yield (
        f"First “{question_words(equal.question)}” was made the same under both: “{varied(equal.axis)}” of "
        f"{equal.axis.holder} is set to {amount(equal.axis, balance.x)}{rest.rstrip()}."
    )


def _unit(unit: str) -> str:
    return "" if kind(unit) != "number" else f"({unit})"


def _sizes(threshold: Threshold) -> Iterator[str]:
    plan = threshold.plan
    runs = sum(len(each.points) for each in threshold.worlds)
    draws = "" if len(threshold.worlds) == 1 else f", and {counted(len(threshold.draws), 'draw', 'draws')} around it"
    size = f"{counted(plan.people, 'synthetic person', 'synthetic people')} for {counted(plan.days, 'day', 'days')}"
    yield capital(f"{size} in each run, in the central world{draws}; {runs:,} runs, seed {plan.seed}.")
    notes_of_scale = Scaling(plan.people, plan.schemes[0].cohort.size.at(0.5)).notes
    if notes_of_scale:
        yield " ".join(notes_of_scale)
