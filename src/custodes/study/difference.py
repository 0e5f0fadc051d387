"""The difference of two schemes over many worlds, and what pairing gains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from custodes.measures.answer import Span
from custodes.study.combine import over_draws, too_few

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custodes.study.paired import Pair


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
    """Combine the differences of the worlds of a comparison, as `combine` does the answers of one scheme.

    The interval of the opposite difference is exactly the opposite one.

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
    asked = [i for i, pair in enumerate(worlds) if i > 0 and pair.value is not None]
    if worlds[0].value is None or too_few(len(asked), len(worlds) - 1):
        return Difference(None, None, None, level, cannot_tell=why)
    used = asked or [0]
    gain = _gain([worlds[i] for i in used], [values[i] for i in used])
    numbers = np.array([worlds[i][:3] for i in used], dtype=np.float64)
    if not asked:
        value, low, high = numbers[0].tolist()
        return Difference(value, low, high, level, gain, from_people=Span(low, high))
    # Lower ends are the upper ends of the opposite, as a quantile is not the same from both sides to the last bit.
    there, back = over_draws(np.array([numbers, -numbers[:, [0, 2, 1]]]), np.full(2, level))
    unknowns = Span(-back.from_unknowns.high, there.from_unknowns.high)
    people = Span(-back.from_people.high, there.from_people.high)
    return Difference(there.value, -back.high, there.high, level, gain, from_unknowns=unknowns, from_people=people)


def _gain(used: Sequence[Pair], values: Sequence[tuple[float | None, float | None]]) -> float | None:
    over = np.array(values, dtype=np.float64)
    spread = np.array([pair.value for pair in used], dtype=np.float64)
    paired = float(np.mean([pair.variance for pair in used])) + (float(spread.var(ddof=1)) if len(used) > 1 else 0.0)
    apart = float(np.mean([pair.apart for pair in used]))
    apart += float(over.var(axis=0, ddof=1).sum()) if len(used) > 1 else 0.0
    return apart / paired if paired > 0 else None
