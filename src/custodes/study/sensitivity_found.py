"""What was found of one answer: which factor moves it how far, and what each kind of not knowing adds up to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from custodes.study.combine import too_few
from custodes.study.sobol import Blended, indices

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from custodes.study.morris import Screened

    Floats = NDArray[np.float64]

Kind = Literal["source", "assumption", "redacted", "luck"]

LUCK: Final = "luck"
REST: Final = "rest"
"""Name of what factors do together and none of them does alone. What numbers varied at once do among themselves is not
in it: it is in the first-order index of their factor."""

LEVEL: Final = 0.95
TAILS: Final = ((1.0 - LEVEL) / 2.0, (1.0 + LEVEL) / 2.0)


@dataclass(frozen=True)
class Factor:
    """Something that is not known.

    Attributes
    ----------
    name : str
        Path of an unknown, "luck", or "others." and a kind for several unknowns that are varied at once.
    kind : str
        What it rests on, or "luck".
    paths : tuple of str
        Unknowns that it moves; none for luck.
    """

    name: str
    kind: Kind
    paths: tuple[str, ...] = ()

    @property
    def single(self) -> bool:
        """Whether it is one number."""
        return self.paths == (self.name,)


@dataclass(frozen=True)
class Asked:
    """An answer that is looked at.

    Attributes
    ----------
    key, unit : str
        Its id and unit.
    """

    key: str
    unit: str


@dataclass(frozen=True)
class Part:
    """A share of what is not known about an answer, with its interval.

    Attributes
    ----------
    value, low, high : float
        The share [ratio], as estimated: it may come out a little below 0 or above 1.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Moves:
    """How far one factor moves one answer.

    Attributes
    ----------
    factor : Factor
        The factor.
    first : Part
        First-order index: what it explains alone. Of several numbers at once, with what these do among themselves.
    total : Part
        Total index: what it explains alone and with all others.
    screened : Screened or None
        What the screening found; None for several numbers at once.
    """

    factor: Factor
    first: Part
    total: Part
    screened: Screened | None


@dataclass(frozen=True)
class Found:
    """What was found of one answer.

    Attributes
    ----------
    key, unit : str
        Its id and unit.
    worlds : int
        Worlds of the two base samples that tell it [count].
    rows, lost : int
        Rows of the base sample, and those left out because a world of theirs cannot tell [count].
    value, low, high : float or None
        Median and middle 95 % over the worlds of the two base samples [unit].
    moves : tuple of Moves
        One a factor, the largest first; empty when nothing moves it or it cannot be told.
    kinds : mapping of str to Part
        What the numbers of each kind explain: those varied one by one each by itself, those varied at once together,
        with what they do among themselves; luck with all that it does; and "rest".
    ahead : tuple of str
        Names of the numbers that may be the most important one: one name when it is clear which is.
    narrower : Part or None
        How much narrower the range of the answer is expected to be when the most important number is known [ratio].
    cannot_tell : str or None
        Why nothing can be said.
    """

    key: str
    unit: str
    worlds: int
    rows: int
    lost: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    moves: tuple[Moves, ...] = ()
    kinds: Mapping[str, Part] = field(default_factory=dict)
    ahead: tuple[str, ...] = ()
    narrower: Part | None = None
    cannot_tell: str | None = None

    @property
    def luck(self) -> Part | None:
        """What luck explains, alone and with all others."""
        return self.kinds.get(LUCK)


def found_of(
    asked: Asked, blended: Blended, factors: Sequence[Factor], screened: Mapping[str, Screened], seed: int
) -> Found:
    """Say what moves one answer.

    Parameters
    ----------
    asked : Asked
        Its id and unit.
    blended : Blended
        The answer at the points of Saltelli's design; not a number where it cannot be told.
    factors : sequence of Factor
        In the order of the design.
    screened : mapping of str to Screened
        What the screening found, by path and for luck.
    seed : int
        Seed of the resampling.

    Returns
    -------
    Found
        With every factor, or why nothing can be said.
    """
    rows = blended.a.size
    told = blended.told()
    kept = told.a.size
    found = Found(asked.key, asked.unit, 2 * kept, rows, rows - kept)
    if too_few(kept, rows) or not kept:
        why = f"{rows - kept} of {rows} sets of worlds hold one in which this cannot be told; more people or days help"
        return replace(found, cannot_tell=why)
    every = np.concatenate([told.a, told.b])
    low, high = (float(x) for x in np.quantile(every, TAILS))
    found = replace(found, value=float(np.median(every)), low=low, high=high)
    if not told.moves:
        return found
    index = indices(told, seed)
    parts = [
        Moves(
            each,
            _part(index.first[k], index.first_again[:, k]),
            _part(index.total[k], index.total_again[:, k]),
            screened.get(each.name),
        )
        for k, each in enumerate(factors)
    ]
    singles = [k for k, each in enumerate(factors) if each.single]
    best = max(singles, key=lambda k: index.first[k])
    return replace(
        found,
        moves=tuple(sorted(parts, key=lambda each: (-_size(each), each.factor.name))),
        kinds=_kinds(index.first, index.total, index.first_again, index.total_again, factors),
        ahead=tuple(factors[k].name for k in _not_behind(index.first_again, singles, best)),
        narrower=_part(float(_narrower(index.first[best])), _narrower(index.first_again[:, best])),
    )


def _part(value: float, again: Floats) -> Part:
    low, high = (float(x) for x in np.quantile(again, TAILS))
    # A small sample's resamples may all lie to one side; the interval holds what was found.
    return Part(float(value), min(low, float(value)), max(high, float(value)))


def _size(moves: Moves) -> float:
    return moves.total.value if moves.factor.kind == LUCK else moves.first.value


def _kinds(
    first: Floats, total: Floats, first_again: Floats, total_again: Floats, factors: Sequence[Factor]
) -> dict[str, Part]:
    """Part the whole: what the factors of each kind explain alone, all that luck does, and what factors do together.

    A factor of several numbers explains alone also what these do among themselves.
    """
    kinds: dict[str, Part] = {}
    rest, rest_again = 1.0, np.ones(len(first_again))
    order = [kind for kind in ("source", "assumption", "redacted", LUCK) if any(f.kind == kind for f in factors)]
    for kind in order:
        columns = [k for k, each in enumerate(factors) if each.kind == kind]
        taken, again = (total, total_again) if kind == LUCK else (first, first_again)
        value, values = float(taken[columns].sum()), again[:, columns].sum(axis=1)
        kinds[kind] = _part(value, values)
        rest, rest_again = rest - value, rest_again - values
    kinds[REST] = _part(rest, rest_again)
    return kinds


def _not_behind(again: Floats, singles: Sequence[int], best: int) -> list[int]:
    """Find the numbers of which it cannot be told that they explain less than the one that seems to explain most."""

    def may_lead(k: int) -> bool:
        return k == best or bool(np.quantile(again[:, best] - again[:, k], TAILS[0]) <= 0.0)

    leading = [k for k in singles if may_lead(k)]
    return sorted(leading, key=lambda k: (k != best, -float(again[:, k].mean())))


def _narrower(first: Floats) -> Floats:
    r"""Say how much narrower a range gets: a share :math:`\sqrt{1 - S}` of the deviation is expected to remain."""
    return 1.0 - np.sqrt(1.0 - np.clip(first, 0.0, 1.0))
