"""The difference of two schemes over many worlds, and what pairing gains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.measures.answer import Span
from custodes.study.combine import ENOUGH, mixture_quantile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from custodes.study.paired import Pair

NEVER: Final = "it cannot be told of one of the two"


@dataclass(frozen=True)
class Difference:
    """One answer of a scheme less that of the first.

    Attributes
    ----------
    value, low, high : float or None
        The difference and its interval [`unit`]; None when `cannot_tell`.
    level : float
        Confidence level [ratio].
    paired_gain : float or None
        How many times smaller the variance of the difference is than if the two had been run on different people with
        different draws [ratio]; None when it has no variance, or cannot be told.
    cannot_tell : str or None
        Why there is none.
    from_unknowns, from_people : Span or None
        What is not known about the schemes, and what a finite number of people leaves open.
    """

    value: float | None
    low: float | None
    high: float | None
    level: float
    paired_gain: float | None = None
    cannot_tell: str | None = None
    from_unknowns: Span | None = None
    from_people: Span | None = None

    def document(self) -> dict[str, Any]:
        """Return the difference as plain values.

        Returns
        -------
        dict
            Ready for JSON.
        """
        spans = {name: getattr(self, name) for name in ("from_unknowns", "from_people")}
        return {
            **{name: getattr(self, name) for name in ("value", "low", "high", "level", "paired_gain", "cannot_tell")},
            **{name: None if span is None else {"low": span.low, "high": span.high} for name, span in spans.items()},
        }


def difference(
    worlds: Sequence[Pair], values: Sequence[tuple[float | None, float | None]], level: float, why: str
) -> Difference:
    """Combine the differences of the worlds of a comparison.

    The value is the median over the draws (that of world 0 when there are none); the interval is that of the even
    mixture of the worlds, or the ends of either layer where one reaches further. The interval of the opposite
    difference is exactly the opposite one.

    Parameters
    ----------
    worlds : sequence of Pair
        World 0, the central one, then the draws.
    values : sequence of (float or None, float or None)
        The two answers themselves in each world.
    level : float
        Confidence level [ratio].
    why : str
        What to say when it cannot be told.

    Returns
    -------
    Difference
        Cannot be told when world 0 cannot, or when more than a tenth of the draws cannot.
    """
    central, draws = worlds[0], list(worlds[1:])
    asked = [i for i, pair in enumerate(draws, start=1) if pair.value is not None]
    if central.value is None or len(asked) < ENOUGH * len(draws) - 1e-9:
        return Difference(None, None, None, level, cannot_tell=why)
    used = [worlds[i] for i in asked] or [central]
    numbers = np.array([[pair.value, pair.low, pair.high] for pair in used], dtype=np.float64)
    gain = _gain(used, [values[i] for i in asked] or [values[0]])
    if not draws:
        value, low, high = (float(x) for x in numbers[0])
        return Difference(value, low, high, level, gain, from_people=Span(low, high))
    middle = _median(numbers[:, 0])
    unknowns = Span(-_upper(-numbers[:, 0], level), _upper(numbers[:, 0], level))
    people = Span(middle - _median(numbers[:, 0] - numbers[:, 1]), middle + _median(numbers[:, 2] - numbers[:, 0]))
    top = _mixed(numbers, level)
    bottom = -_mixed(-numbers[:, [0, 2, 1]], level)
    low, high = min(bottom, unknowns.low, people.low), max(top, unknowns.high, people.high)
    return Difference(middle, low, high, level, gain, from_unknowns=unknowns, from_people=people)


def _median(numbers: NDArray[np.float64]) -> float:
    """Give the median in a way that its opposite is the median of the opposites to the last bit."""
    ordered = np.sort(numbers)
    return float((ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2)


def _upper(numbers: NDArray[np.float64], level: float) -> float:
    return float(np.quantile(numbers, (1 + level) / 2))


def _mixed(numbers: NDArray[np.float64], level: float) -> float:
    """Give the upper end of the mixture of worlds."""
    value, low, high = (numbers[np.newaxis, :, i] for i in range(3))
    levels = np.array([level])
    return float(mixture_quantile(value, low, high, levels, (1 + levels) / 2)[0])


def _gain(used: Sequence[Pair], values: Sequence[tuple[float | None, float | None]]) -> float | None:
    over = np.array(values, dtype=np.float64)
    spread = np.array([pair.value for pair in used], dtype=np.float64)
    paired = float(np.mean([pair.variance for pair in used])) + (float(spread.var(ddof=1)) if len(used) > 1 else 0.0)
    apart = float(np.mean([pair.apart for pair in used]))
    apart += float(over.var(axis=0, ddof=1).sum()) if len(used) > 1 else 0.0
    return apart / paired if paired > 0 else None
