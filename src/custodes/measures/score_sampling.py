"""Groups with people drawn again within them, and with labels shuffled over people, for errors of recognition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.measures.asking import stream_of
from custodes.measures.groups import HALF_EVENT
from custodes.measures.resample import drawn_again, in_order, shuffled
from custodes.measures.score_pairs import independent_pairs, pair_bearing, pair_variance
from custodes.measures.sums import carried_by

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.measures.score_crossing import Sides
    from custodes.measures.score_pairs import Pairs
    from custodes.measures.score_sets import Attribute

    Floats = NDArray[np.float64]

FNMR_AGAIN, FNMR_NULL, FMR_AGAIN, FMR_NULL = 11, 12, 13, 14
"""Purposes of random numbers."""

MOST_SHUFFLED: Final = 2e8
"""Pairs times shufflings at most; above it labels are shuffled fewer times."""

FEWEST: Final = 100
"""Shufflings at least."""

LEAST_KEPT: Final = 0.8
"""Comparisons within groups that shuffling must keep, as a part of those there are; and no more than one over it, for
then it makes chance seem smaller than it is [ratio]."""


@dataclass(frozen=True)
class Draws:
    """How people are drawn again.

    Attributes
    ----------
    resamples : int
        Resamples of people, and shufflings of labels [count].
    seed : int
        Seed of the random numbers.
    """

    resamples: int
    seed: int

    def stream(self, purpose: int) -> np.random.Generator:
        """Open the stream of random numbers of one purpose.

        Parameters
        ----------
        purpose : int
            Number of the purpose.

        Returns
        -------
        numpy.random.Generator
            A Philox generator keyed by the seed and the purpose.
        """
        return stream_of(self.seed, purpose)


@dataclass(frozen=True)
class Sampled:
    """Errors of each group: as observed, of people drawn again, and with labels shuffled.

    Attributes
    ----------
    names : tuple of str
        The groups.
    events, chances : ndarray, shape (groups,)
        Errors and comparisons [count].
    of_group : tuple of int
        People of each group [person].
    carried, pieces : tuple of float
        Independent pieces that carry the errors of each group in effect, and that it has.
    again, again_chances, null : ndarray, shape (resamples, groups), or None
        Rates of people drawn again [ratio], the comparisons that they had [count], and rates with labels shuffled
        [ratio]; None where the records name nobody.
    recentred : bool
        Whether `null` is made of people drawn again with all rates set to the same, because labels cannot be shuffled.
    touched : tuple of int
        People of each group with any error; empty where the records name nobody [person].
    """

    names: tuple[str, ...]
    events: Floats
    chances: Floats
    of_group: tuple[int, ...]
    carried: tuple[float, ...]
    pieces: tuple[float, ...]
    again: Floats | None = None
    again_chances: Floats | None = None
    null: Floats | None = None
    recentred: bool = False
    touched: tuple[int, ...] = ()

    @property
    def rates(self) -> Floats:
        """Rates as observed [ratio]."""
        return np.asarray(self.events / np.where(self.chances > 0, self.chances, 1.0))

    @property
    def people(self) -> int:
        """People of these groups [person]."""
        return sum(self.of_group)

    def among(self, columns: list[int]) -> Sampled:
        """Keep some groups.

        Parameters
        ----------
        columns : list of int
            Their positions.

        Returns
        -------
        Sampled
            Of these alone.
        """
        again, again_chances, null = (
            None if each is None else each[:, columns] for each in (self.again, self.again_chances, self.null)
        )
        return Sampled(
            tuple(self.names[at] for at in columns),
            self.events[columns],
            self.chances[columns],
            tuple(self.of_group[at] for at in columns),
            tuple(self.carried[at] for at in columns),
            tuple(self.pieces[at] for at in columns),
            *(again, again_chances, null, self.recentred),
            touched=tuple(self.touched[at] for at in columns) if self.touched else (),
        )

    def beside(self, other: Sampled) -> Sampled:
        """Put the same groups' other error beside this one.

        Parameters
        ----------
        other : Sampled
            The other error of the same groups.

        Returns
        -------
        Sampled
            Twice as many columns; people are counted once.
        """
        pairs = ((self.again, other.again), (self.again_chances, other.again_chances), (self.null, other.null))
        rows = min((len(each) for pair in pairs for each in pair if each is not None), default=0)
        again, again_chances, null = (
            None if first is None or second is None else np.concatenate([first[:rows], second[:rows]], axis=1)
            for first, second in pairs
        )
        return Sampled(
            self.names * 2,
            np.concatenate([self.events, other.events]),
            np.concatenate([self.chances, other.chances]),
            (*self.of_group, *(0 for _ in other.of_group)),
            self.carried + other.carried,
            self.pieces + other.pieces,
            *(again, again_chances, null, self.recentred or other.recentred),
            touched=self.touched + other.touched,
        )


def _rates(events: Floats, chances: Floats) -> Floats:
    """Divide, giving half an event to a resampled group that has none."""
    return np.asarray(np.where(events > 0, events, HALF_EVENT) / np.where(chances > 0, chances, 1.0))


def sample_fnmr(sides: Sides, attribute: Attribute, at: float, draws: Draws) -> Sampled | None:
    """Draw the FNMR of groups again.

    Parameters
    ----------
    sides : Sides
        The scores.
    attribute : Attribute
        The groups.
    at : float
        The threshold [1].
    draws : Draws
        How.

    Returns
    -------
    Sampled or None
        None when no mated score is of a group.
    """
    scores, groups = sides.scores, len(attribute.names)
    known = attribute.mated >= 0
    refused = scores.mated < at
    if not known.any():
        return None
    events, chances = (_by(attribute.mated[rows], groups) for rows in (known & refused, known))
    none = (0,) * groups
    if scores.person is None:
        return Sampled(attribute.names, events, chances, none, none, none)
    k, m = (_by(scores.person[rows], scores.people) for rows in (known & refused, known))
    code = np.where(m > 0, _code_of_people(attribute, scores.person, scores.people), -1)
    chosen = np.flatnonzero(code >= 0)
    amounts, matrix = np.stack([k[chosen], m[chosen]]), _one_hot(code[chosen], groups)
    order = in_order(amounts, matrix)
    amounts, matrix = amounts[:, order], matrix[order]
    of_group = tuple(int(count) for count in matrix.sum(axis=0))
    again = _again(amounts, matrix, draws, FNMR_AGAIN)
    null = shuffled(amounts, [of_group], draws.stream(FNMR_NULL), draws.resamples)
    carried = tuple(carried_by(amounts[0] * matrix[:, at]) for at in range(groups))
    rates = _rates(again[0], again[1])
    return Sampled(
        *(attribute.names, events, chances, of_group, carried, of_group),
        *(rates, again[1], _rates(null[0], null[1])),
        touched=tuple(int(np.count_nonzero(amounts[0] * matrix[:, at])) for at in range(groups)),
    )


def _by(codes: NDArray[np.int64], count: int) -> Floats:
    return np.bincount(codes, minlength=count).astype(np.float64)


def _one_hot(code: NDArray[np.int64], groups: int) -> Floats:
    return (code[:, None] == np.arange(groups)).astype(np.float64)


def _code_of_people(attribute: Attribute, person: NDArray[np.int64], people: int) -> NDArray[np.int64]:
    """Give the group of each person: as the people say, else as one of their rows does."""
    code = np.full(people, -1, dtype=np.int64)
    code[person] = attribute.mated
    said = attribute.people[:people]
    return np.where(said >= 0, said, code) if len(said) == people else code


def _again(amounts: Floats, matrix: Floats, draws: Draws, purpose: int) -> Floats:
    stream, groups = draws.stream(purpose), matrix.shape[1]
    again = np.zeros((len(amounts), draws.resamples, groups))
    for at in range(groups):
        rows = np.flatnonzero(matrix[:, at])
        if len(rows):
            again[:, :, at] = drawn_again(amounts, rows, stream, draws.resamples)
    return again


def sample_fmr(sides: Sides, attribute: Attribute, at: float, draws: Draws) -> Sampled | None:
    """Draw the FMR of groups again, of pairs with both people in the group.

    A person drawn twice brings their half of each of their pairs twice. That moves a rate less than drawing both people
    of each pair does, and counts what is a pair's own for both, so on the log scale the spread is then made the one
    that `custodes.measures.score_pairs.pair_variance` has.

    Labels are shuffled over people for what chance alone would show, as long as about as many comparisons are then
    within a group as there were. In a file that holds, say, comparisons within groups alone, three in four would be
    lost with four groups, and chance would seem larger than it is: there people are drawn again within each group, and
    every group's rate is set to that of all.

    Parameters
    ----------
    sides : Sides
        The scores.
    attribute : Attribute
        The groups.
    at : float
        The threshold [1].
    draws : Draws
        How.

    Returns
    -------
    Sampled or None
        None when no non-mated score is of two people of one group.
    """
    groups, pairs = len(attribute.names), sides.pairs
    within = (attribute.left >= 0) & (attribute.left == attribute.right)
    passed = sides.scores.other >= at
    if not within.any():
        return None
    events, chances = (_by(attribute.left[rows], groups) for rows in (within & passed, within))
    none = (0,) * groups
    if pairs is None:
        return Sampled(attribute.names, events, chances, none, none, none)
    of_pair = np.full(len(pairs.left), -1, dtype=np.int64)
    of_pair[pairs.of_row[within]] = attribute.left[within]
    hits = pairs.counted(passed)
    again, again_chances = np.zeros((draws.resamples, groups)), np.zeros((draws.resamples, groups))
    people, carried, pieces, touched = [], [], [], []
    stream = draws.stream(FMR_AGAIN)
    for group in range(groups):
        chosen = of_pair == group
        own, k = pairs.among(chosen), hits[chosen]
        people.append(own.concerned)
        carried.append(pair_bearing(own, k))
        pieces.append(independent_pairs(own))
        touched.append(int(np.count_nonzero(own.per_person(k))))
        if own.concerned:
            again[:, group], again_chances[:, group] = _pairs_again(own, k, draws.resamples, stream)
    code = _code_of_compared(sides, attribute)
    recentred = not LEAST_KEPT <= _kept(pairs, code, groups) <= 1 / LEAST_KEPT
    null = _recentred(again, events, chances, draws) if recentred else _shuffled_pairs(pairs, code, hits, groups, draws)
    return Sampled(
        *(attribute.names, events, chances, tuple(people), tuple(carried), tuple(pieces)),
        *(again, again_chances, null, recentred),
        touched=tuple(touched),
    )


def _pairs_again(own: Pairs, k: Floats, resamples: int, stream: np.random.Generator) -> tuple[Floats, Floats]:
    rate = float(k.sum() / own.compared.sum())
    amounts = np.stack([own.per_person(k), own.per_person(own.compared)])
    amounts = amounts[:, amounts[1] > 0]
    order = np.lexsort(amounts)
    drawn = drawn_again(amounts, np.asarray(order), stream, resamples)
    rates = _rates(drawn[0] / 2, drawn[1] / 2)
    # Half of each pair comes with either of its people, so the spread of what is drawn is that of the halves.
    drawn_spread = float(np.sqrt(np.square(own.per_person(k - rate * own.compared)).sum())) / amounts[1].sum()
    if rate > 0 and drawn_spread > 0:
        rates = rate * (rates / rate) ** (np.sqrt(pair_variance(own, k)) / drawn_spread)
    return rates, drawn[1] / 2


def _code_of_compared(sides: Sides, attribute: Attribute) -> NDArray[np.int64]:
    """Give the group of each person who was compared with another, as one of their rows does."""
    pairs = sides.pairs
    assert pairs is not None  # noqa: S101 - the caller asked
    code = np.full(pairs.people, -1, dtype=np.int64)
    for side, codes in ((sides.scores.left, attribute.left), (sides.scores.right, attribute.right)):
        assert side is not None  # noqa: S101 - there are pairs
        code[side[codes >= 0]] = codes[codes >= 0]
    return code


def _kept(pairs: Pairs, code: NDArray[np.int64], groups: int) -> float:
    """Say what part of the comparisons within groups shuffled labels would leave within groups, on average."""
    first, second = code[pairs.left], code[pairs.right]
    known = (first >= 0) & (second >= 0)
    sizes = _by(code[code >= 0], groups)
    chance = float((sizes * (sizes - 1)).sum() / (sizes.sum() * max(sizes.sum() - 1, 1)))
    return chance * float(pairs.compared[known].sum() / pairs.compared[known & (first == second)].sum())


def _recentred(again: Floats, events: Floats, chances: Floats, draws: Draws) -> Floats:
    """Set every group's rate to that of all, keeping how it moves when people are drawn again.

    A group without an error has none in any draw: its number is Poisson's at the rate of all.
    """
    overall = float(events.sum() / chances.sum())
    rates = np.where(events > 0, events, 1.0) / np.where(chances > 0, chances, 1.0)
    by_chance = draws.stream(FMR_NULL).poisson(overall * chances, again.shape).astype(np.float64)
    return np.where(events > 0, again / rates * overall, _rates(by_chance, chances))


def _shuffled_pairs(pairs: Pairs, code: NDArray[np.int64], hits: Floats, groups: int, draws: Draws) -> Floats:
    """Count false matches within groups when labels are shuffled over the people who were compared."""
    known = (code[pairs.left] >= 0) & (code[pairs.right] >= 0)
    own = pairs.among(known)
    k, members = hits[known], np.flatnonzero(code >= 0)
    order = members[np.lexsort((own.per_person(k)[members], own.per_person(own.compared)[members], code[members]))]
    labels, code = code[order], code.copy()
    times = int(min(draws.resamples, max(FEWEST, MOST_SHUFFLED // max(len(k), 1))))
    stream, null = draws.stream(FMR_NULL), np.empty((times, groups))
    for at in range(times):
        code[order] = stream.permutation(labels)
        first = code[own.left]
        same = first == code[own.right]
        events, chances = (np.bincount(first[same], weights=each[same], minlength=groups) for each in (k, own.compared))
        null[at] = _rates(events.astype(np.float64), chances.astype(np.float64))
    return null
