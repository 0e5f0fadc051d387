"""One answer from many worlds, with the two things that are not known kept apart.

What nobody knows about the scheme moves the answer from world to world; what a finite number of people leaves open
moves it inside a world. The interval of the combined answer is that of the mixture of both.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy.special import ndtr, ndtri

from custodes.measures.answer import Answer, GroupAnswer, Span, Worlds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ENOUGH: Final = 0.9
"""Share of worlds that must be able to tell before the study does."""

_HALVINGS: Final = 64
"""Halvings of the search for a quantile: more than a double has bits, so the end is exact."""

_NEAR: Final = 2.0**-60
"""Part of the range searched that is left when the halvings end, with room to spare."""

_NO_WORLD: Final = "they do not have this answer"
_NO_GROUP: Final = "nobody is in this group"
_NO_SHUFFLE: Final = "the labels were not shuffled"

_PERIOD: Final = " in this period"
"""Words that are true of a world, not of a study in which worlds differ."""

_PERMUTED: Final = "permuted"

_Place = tuple[str, ...]
"""Where a figure stands: (id,), (id, attribute, group) or (id, "permuted")."""


class _Cell(NamedTuple):
    """One figure in one world."""

    value: float | None
    low: float | None
    high: float | None
    cannot_tell: str | None
    people: int


class OverDraws(NamedTuple):
    """One figure over the draws of a study.

    Attributes
    ----------
    value : float
        Median of the draws [`unit`].
    low, high : float
        Ends of the mixture of the draws, or of either layer where one reaches further.
    from_unknowns, from_people : Span
        The two layers.
    """

    value: float
    low: float
    high: float
    from_unknowns: Span
    from_people: Span


class _Combined(NamedTuple):
    """One figure over all worlds."""

    value: float | None
    low: float | None
    high: float | None
    cannot_tell: str | None
    people: int
    from_unknowns: Span | None = None
    from_people: Span | None = None


def combine(worlds: Sequence[Mapping[str, Answer]]) -> dict[str, Answer]:
    """Combine the answers of the worlds of a study.

    Parameters
    ----------
    worlds : sequence of mapping of str to Answer
        World 0, the central one, then the draws in order; at least world 0.

    Returns
    -------
    dict of str to Answer
        In the order of world 0. The value is the median over the draws (that of world 0 when there are none);
        ``from_unknowns`` the range over draws at the answer's level; ``from_people`` the value less and plus the median
        reach of the worlds' own intervals (world 0's interval when there are no draws); ``low`` and ``high`` the
        quantiles of the mixture of the worlds, or the ends of either layer where one reaches further; ``worlds`` says
        how many draws can tell. *Cannot tell* when world 0 cannot, or when more than a tenth of the draws (of fewer
        than ten, more than one) cannot; `people` are then those of the world whose reason is given.
    """
    central = worlds[0]
    figures = [_figures(world) for world in worlds]
    levels = {place: central[place[0]].level for place in figures[0]}
    combined = _combined(figures[0], figures[1:], levels)
    asked = figures[1:] or figures
    told = {key: sum((key,) in each and each[key,].value is not None for each in asked) for key in central}
    return {key: _answer(key, answer, combined, Worlds(told[key], len(asked))) for key, answer in central.items()}


def _figures(world: Mapping[str, Answer]) -> dict[_Place, _Cell]:
    cells: dict[_Place, _Cell] = {}
    for key, answer in world.items():
        cells[key,] = _cell(answer)
        for attribute, groups in answer.by_group.items():
            cells.update({(key, attribute, name): _cell(group) for name, group in groups.items()})
        if answer.permuted is not None:
            cells[key, _PERMUTED] = _cell(answer.permuted)
    return cells


def _cell(answer: Answer | GroupAnswer) -> _Cell:
    return _Cell(answer.value, answer.low, answer.high, answer.cannot_tell, answer.people)


def _answer(key: str, central: Answer, combined: Mapping[_Place, _Combined], worlds: Worlds) -> Answer:
    whole = combined[key,]
    people = whole.from_people
    if people is None and whole.low is not None and whole.high is not None:
        people = Span(whole.low, whole.high)
    return replace(
        central,
        value=whole.value,
        low=whole.low,
        high=whole.high,
        people=whole.people,
        cannot_tell=whole.cannot_tell,
        by_group={
            attribute: {name: _group(combined[key, attribute, name]) for name in groups}
            for attribute, groups in central.by_group.items()
        },
        permuted=_group(combined[key, _PERMUTED]) if central.permuted is not None else None,
        from_unknowns=whole.from_unknowns,
        from_people=people,
        worlds=worlds,
    )


def _group(whole: _Combined) -> GroupAnswer:
    return GroupAnswer(whole.value, whole.low, whole.high, whole.people, whole.cannot_tell)


def _combined(
    central: Mapping[_Place, _Cell], draws: Sequence[Mapping[_Place, _Cell]], levels: Mapping[_Place, float]
) -> dict[_Place, _Combined]:
    combined = {place: _Combined(*cell) for place, cell in central.items()}
    if not draws:
        return combined
    told = []
    for place, cell in central.items():
        missing = _Cell(None, None, None, _missing(place), 0)
        cells = [draw.get(place, missing) for draw in draws]
        untold = [other for other in cells if other.value is None]
        if cell.value is None or too_few(len(cells) - len(untold), len(cells)):
            combined[place] = _untold(cell, untold, len(cells))
        else:
            told.append((place, cells))
    if told:
        arrays = np.array([[_numbers(cell) for cell in cells] for _, cells in told], dtype=np.float64)
        level = np.array([levels[place] for place, _ in told])
        for (place, _), (value, low, high, unknowns, people) in zip(told, over_draws(arrays, level), strict=True):
            combined[place] = _Combined(value, low, high, None, central[place].people, unknowns, people)
    return combined


def _missing(place: _Place) -> str:
    """Say why a world lacks a figure altogether."""
    if len(place) == 1:
        return _NO_WORLD
    return _NO_SHUFFLE if place[1:] == (_PERMUTED,) else _NO_GROUP


def too_few(told: int, draws: int) -> bool:
    """Say whether so few draws can tell that the study cannot.

    Parameters
    ----------
    told, draws : int
        Draws that can tell, of so many [count].

    Returns
    -------
    bool
        Whether more than a tenth cannot.
    """
    return told < ENOUGH * draws - 1e-9


def _untold(central: _Cell, untold: Sequence[_Cell], draws: int) -> _Combined:
    """Give the reason of one world that cannot tell, with its people, and say in how many worlds it is so."""
    first = central if central.value is None else untold[0]
    reason = first.cannot_tell or ""
    alike = all(each.cannot_tell == reason for each in untold)
    if central.value is None and alike and len(untold) == draws:
        return _Combined(None, None, None, reason, first.people)
    where = f"in {len(untold)} of {draws} worlds"
    if central.value is None:
        where = f"in the central world and {len(untold)} of {draws} others"
    instance = ": " if alike else ", for instance: "
    return _Combined(None, None, None, f"{where}{instance}{reason.replace(_PERIOD, '')}", first.people)


def _numbers(cell: _Cell) -> tuple[float, float, float]:
    if cell.value is None:
        return (np.nan, np.nan, np.nan)
    # A measure that gives no interval of its own adds nothing to what the draws leave open.
    low = cell.value if cell.low is None else cell.low
    high = cell.value if cell.high is None else cell.high
    return (cell.value, low, high)


def over_draws(worlds: Floats, level: Floats) -> list[OverDraws]:
    """Combine the values and intervals of the draws of a study, for many figures at once.

    Parameters
    ----------
    worlds : ndarray
        Value, low and high of each figure in each draw, shape (figures, draws, 3); not a number where one cannot tell.
    level : ndarray
        Level of the intervals, shape (figures,) [ratio].

    Returns
    -------
    list of OverDraws
        One a figure.
    """
    value, low, high = worlds[..., 0], worlds[..., 1], worlds[..., 2]
    middle = np.nanmedian(value, axis=1)
    tails = ((1.0 - level) / 2.0, (1.0 + level) / 2.0)
    least, most = (
        np.array([np.nanquantile(row, share) for row, share in zip(value, tail, strict=True)]) for tail in tails
    )
    bottom, top = (mixture_quantile(value, low, high, level, tail) for tail in tails)
    unknowns = [Span(*ends) for ends in zip(least.tolist(), most.tolist(), strict=True)]
    reaches = _from_people(middle, value, low, high)
    columns = zip(middle.tolist(), bottom.tolist(), top.tolist(), unknowns, reaches, strict=True)
    # A mixture may reach less far than one of its layers alone, which no reader would understand.
    return [
        OverDraws(m, min(b, span.low, reach.low), max(t, span.high, reach.high), span, reach)
        for m, b, t, span, reach in columns
    ]


def _from_people(middle: Floats, value: Floats, low: Floats, high: Floats) -> list[Span]:
    # The reach of a typical world's interval, set about the value of the study; inside what any world reaches, so that
    # a share stays a share.
    bottom = np.maximum(middle - np.nanmedian(value - low, axis=1), np.nanmin(low, axis=1))
    top = np.minimum(middle + np.nanmedian(high - value, axis=1), np.nanmax(high, axis=1))
    return [Span(*ends) for ends in zip(bottom.tolist(), top.tolist(), strict=True)]


def mixture_quantile(value: Floats, low: Floats, high: Floats, level: Floats, probability: Floats) -> Floats:
    """Give a quantile of the even mixture of worlds, each a split normal, for many figures at once.

    A world's split normal has its median at `value`, and `low` and `high` as quantiles at ``(1 -/+ level) / 2``.

    Parameters
    ----------
    value, low, high : ndarray
        Value and interval of each figure in each world, shape (figures, worlds), ``low <= value <= high``; not a
        number where a world cannot tell.
    level : ndarray
        Level of the intervals, shape (figures,) [ratio].
    probability : ndarray
        Which quantile, shape (figures,) [ratio].

    Returns
    -------
    ndarray
        Shape (figures,); inside the outermost interval when asked at the same level.

    Notes
    -----
    Solves ``mean_w Phi((x - value_w) / s_w) = p`` by halving between the least and the greatest quantile of any world,
    with ``s_w = (value_w - low_w) / z`` below the value, ``(high_w - value_w) / z`` above it and
    ``z = Phi^-1((1 + level) / 2)``.
    """
    z = ndtri((1.0 + level) / 2.0)[:, np.newaxis]
    below = np.maximum(value - low, 0.0) / z
    above = np.maximum(high - value, 0.0) / z
    step = ndtri(probability)[:, np.newaxis]
    ends = value + step * np.where(step > 0.0, above, below)
    left, right = np.nanmin(ends, axis=1), np.nanmax(ends, axis=1)
    near = (right - left) * _NEAR
    for _ in range(_HALVINGS):
        middle = 0.5 * (left + right)
        short = _mixture_share(value, below, above, middle) < probability
        left, right = np.where(short, middle, left), np.where(short, right, middle)
    # Halving comes as near to a step as it can; a step at nought would be told as a number of size 1e-20.
    steps = np.concatenate([value, ends], axis=1)
    step_at = np.take_along_axis(
        steps, np.nanargmin(np.abs(steps - right[:, np.newaxis]), axis=1)[:, np.newaxis], axis=1
    )
    return np.asarray(np.where(np.abs(step_at[:, 0] - right) <= near, step_at[:, 0], right), dtype=np.float64)


def _mixture_share(value: Floats, below: Floats, above: Floats, x: Floats) -> Floats:
    away = x[:, np.newaxis] - value
    scale = np.where(away < 0.0, below, above)
    spread = scale > 0.0
    # A world without spread is a step at its value; a world that cannot tell stays not a number.
    step = np.where(np.isnan(away), np.nan, np.where(away < 0.0, 0.0, 1.0))
    share = np.where(spread, ndtr(away / np.where(spread, scale, 1.0)), step)
    return np.asarray(np.nanmean(share, axis=1), dtype=np.float64)
