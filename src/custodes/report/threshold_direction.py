"""On which side of a value a line is met, in words; and where else, when an answer crosses the line more than once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.report.threshold_amounts import amount, amounts, rounded, varied, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from custodes.study.threshold import Threshold


def must_be(threshold: Threshold, value: float) -> str:
    """Say what would have to be true of what is varied.

    Parameters
    ----------
    threshold : Threshold
        The search.
    value : float
        The value found [unit of the axis].

    Returns
    -------
    str
        The second half of a sentence.
    """
    axis, interval = threshold.plan.axis, threshold.interval
    around = ""
    if interval is not None and interval.low < interval.high:
        around = f" ({_interval(threshold, interval.low, interval.high)})"
    also = _also(threshold)
    if not axis.is_effect:
        words = f"“{varied(axis)}” would have to be {'at most' if threshold.at_most else 'at least'}"
        return f"{words} {amount(axis, value)}{around}{also}"
    share = f"the share of people who abscond within {axis.within} would have to be"
    bound = "at least" if threshold.at_most == (value < 0.0) else "at most"
    if rounded(value) == 0.0:
        return f"{share} {'no higher' if threshold.at_most else 'no lower'} than under the other{around}{also}"
    return f"{share} {bound} {amount(axis, value)} than under the other{around}{also}"


def _also(threshold: Threshold) -> str:
    """Say where else the answer is on the side wanted, when it crosses the line more than once."""
    axis, crossings = threshold.plan.axis, threshold.central.all_at
    if len(crossings) == 1:
        return ""
    ends = [*crossings[1:], axis.high]
    until = "" if threshold.at_most else f", up to about {amount(axis, ends.pop(0))}"
    # What is left begins where the answer comes back to the side wanted.
    back = list(zip(ends[::2], ends[1::2], strict=False))
    return until + "".join(f", or from about {amount(axis, low)} to {amount(axis, high)}" for low, high in back)


def _interval(threshold: Threshold, low: float, high: float) -> str:
    """Write an interval that may go on beyond the range searched."""
    axis = threshold.plan.axis
    if not (threshold.open_low or threshold.open_high):
        return amounts(axis, low, high)
    less, more = ("earlier", "later") if axis.unit == "time of day" else ("lower", "more")
    if axis.is_effect:
        # An effect is itself said to be lower or higher.
        less = more = "further"
    first, last = f"{amount(axis, low)} or {less}", f"{amount(axis, high)} or {more}"
    return (
        f"{first if threshold.open_low else amount(axis, low)} to {last if threshold.open_high else amount(axis, high)}"
    )


def direction(threshold: Threshold) -> Iterator[str]:
    """Say on which side of a value the line is met, and whether the answer crosses it elsewhere.

    Parameters
    ----------
    threshold : Threshold
        The search.

    Yields
    ------
    str
        Sentences; none without a value.
    """
    axis, value, line = threshold.plan.axis, threshold.value, written(threshold, threshold.plan.line)
    if value is None:
        return
    held = f"below the line of {line}" if threshold.wanted.side == "below" else f"at or above the line of {line}"
    crossings = len(threshold.central.all_at)
    # Where the answer crosses the line again, nothing holds of all that lies beyond the first crossing.
    if threshold.at_most:
        rest = "; above that, it is not" if crossings == 1 else ""
        yield f"At {amount(axis, value)} and under, the answer is {held}{rest}."
    elif crossings == 1:
        yield f"From {amount(axis, value)} on, the answer is {held}; under that, it is not."
    else:
        until = amount(axis, threshold.central.all_at[1])
        yield f"From {amount(axis, value)} to about {until}, the answer is {held}; under that, it is not."
    if crossings > 1:
        others = ", ".join(amount(axis, x) for x in threshold.central.all_at[1:])
        yield (
            f"The answer crosses the line {crossings} times in this range: this is the first from the low end, and the "
            f"others are near {others}."
        )
