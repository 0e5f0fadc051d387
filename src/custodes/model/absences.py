"""What wearers really did other than asked: the table of true absences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.model.stream import join
from custodes.records.tables import STATES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from custodes.model.stream import Stream
    from custodes.model.tags import Tags
    from custodes.model.tallies import AlertCounts
    from custodes.people.cohort import Cohort
    from custodes.people.episodes import Episodes
    from custodes.records.tables import Table

ABSCONDED: Final = STATES.index("absconded")
HANDED_OVER: Final = STATES.index("handed_over")


def absences(
    cohort: Cohort, episodes: Episodes, tags: Sequence[Tags], counts: AlertCounts
) -> tuple[Table, NDArray[np.float64]]:
    """Put together the table of true absences.

    Parameters
    ----------
    cohort : Cohort
        The people.
    episodes : Episodes
        When they handed their device over.
    tags : sequence of Tags
        When they were really where they must not be, or had taken the device off.
    counts : AlertCounts
        What was acted on.

    Returns
    -------
    table : Table
        As `custodes.records.schema.ABSENCES`.
    away_h : ndarray, shape (people,)
        Time absconded or with the device handed over [hour].
    """
    gone = np.flatnonzero(np.isfinite(cohort.absconds_h))
    people = np.arange(len(cohort))
    rows = [gone, np.repeat(people, np.diff(episodes.first))]
    start_h, end_h = [cohort.absconds_h[gone], episodes.start_h], [cohort.left_h[gone], episodes.end_h]
    state: list[NDArray[np.int8]] = [np.full(gone.size, ABSCONDED, np.int8)]
    state.append(np.full(episodes.start_h.size, HANDED_OVER, np.int8))
    if tags:
        # The same people break the same rules whichever device looks on, so those of the first are those of all.
        spans = tags[0].violations
        rows.append(np.repeat(people, np.diff(spans.first)))
        start_h.append(spans.start_h)
        end_h.append(spans.end_h)
        state.append(spans.state)
    row, begun_h, states = np.concatenate(rows), np.concatenate(start_h), np.concatenate(state)
    ended_h = np.concatenate(end_h)
    noticed_h = np.concatenate(
        [_finite(counts.noticed_h[gone]), _noticed(row[gone.size :], begun_h[gone.size :], states[gone.size :], counts)]
    )
    table = {
        "person": cohort.person[row],
        "truth_state": states,
        "start_h": begun_h,
        "end_h": ended_h,
        "noticed_h": noticed_h,
    }
    away = (states == ABSCONDED) | (states == HANDED_OVER)
    away_h = np.bincount(row[away], weights=(ended_h - begun_h)[away], minlength=len(cohort))
    return table, np.asarray(away_h, dtype=np.float64)


def _finite(times_h: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(np.isfinite(times_h), times_h, np.nan)


def _noticed(
    row: NDArray[np.int64], start_h: NDArray[np.float64], state: NDArray[np.int8], counts: AlertCounts
) -> NDArray[np.float64]:
    # An alert belongs to the last absence of its kind that the person had begun when it was raised.
    noticed_h = np.full(start_h.size, np.inf)
    alerts: Stream = join(*counts.acted_on)
    for kind in np.unique(state):
        of, about = np.flatnonzero(state == kind), np.flatnonzero(alerts["state"] == kind)
        order = of[np.lexsort((start_h[of], row[of]))]
        begun = _last_begun(row[order], start_h[order], alerts["row"][about], alerts["raised_h"][about])
        there = begun >= 0
        np.minimum.at(noticed_h, order[begun[there]], alerts["acted_on_h"][about][there])
    return _finite(noticed_h)


def _last_begun(
    row: NDArray[np.int64], start_h: NDArray[np.float64], of: NDArray[np.int32], at_h: NDArray[np.float64]
) -> NDArray[np.intp]:
    """Find for each alert the place of the last absence of the same person that began at or before it, -1 none."""
    reach_h = max(float(start_h.max(initial=0.0)), float(at_h.max(initial=0.0))) + 1.0
    place = np.searchsorted(row * reach_h + start_h, of * reach_h + at_h, side="right") - 1
    own = (place >= 0) & (row[np.maximum(place, 0)] == of) if row.size else np.zeros(of.size, dtype=np.bool_)
    return np.where(own, place, -1)
