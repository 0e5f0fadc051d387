"""A shard: some of the people with their own rates and habits, run through the compiled loop."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.model.check_arrays import Counts, Failures, Wearers
from custodes.model.stream import COLUMNS, Stream, join, nothing
from custodes.model.walk import walk
from custodes.people.episodes import draw_episodes
from custodes.people.traits import own_rates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from custodes.model.parameters import Conduct, Instrument, Parameters
    from custodes.model.tags import Tags
    from custodes.people.cohort import Cohort
    from custodes.people.episodes import Episodes
    from custodes.scheme.scheme import Scheme

ROOM: Final = 400_000
"""Failed checks that the loop can hold before it hands them on."""
SLOTS_AN_INSTRUMENT: Final = 1024
"""More checks than an instrument makes on any day; keeps the addresses of different instruments apart."""

SILENT: Final = ("silent_first", "silent_start_h", "silent_end_h", "silent_state", "silent_reason")


@dataclass(frozen=True)
class Series:
    """One instrument's checks of the people of a shard.

    Attributes
    ----------
    instrument : Instrument
        When and how it checks.
    position : int
        Its place among the scheme's instruments.
    wearers : Wearers
        The people.
    counts : Counts
        What has been counted so far; the loop adds to it.
    """

    instrument: Instrument
    position: int
    wearers: Wearers
    counts: Counts


@dataclass(frozen=True)
class Shard:
    """Some of the people.

    Attributes
    ----------
    first_row : int
        Position of the first of them in the cohort.
    series : tuple of Series
        One an instrument.
    """

    first_row: int
    series: tuple[Series, ...]


def new_counts(people: int) -> Counts:
    """Start counting.

    Parameters
    ----------
    people : int
        People in the shard [person].

    Returns
    -------
    Counts
        All zero.
    """
    arrays: dict[str, NDArray[Any]] = {name: np.zeros(people, dtype=np.int32) for name in Counts._fields}
    arrays["failed"] = np.zeros((people, 5), dtype=np.int32)
    return Counts(**{**arrays, "first_false_nonmatch_d": np.full(people, np.nan)})


def hand_overs(conduct: Conduct, cohort: Cohort, seed: int) -> Episodes:
    """Draw when people hand their device over.

    Parameters
    ----------
    conduct : Conduct
        How often and for how long.
    cohort : Cohort
        The people.
    seed : int
        Seed of the world.

    Returns
    -------
    Episodes
        While they are on the scheme and have not absconded.
    """
    return draw_episodes(
        seed,
        cohort.person,
        cohort.joined_h,
        np.minimum(cohort.left_h, cohort.absconds_h),
        conduct.hands_over_per_h,
        conduct.lasts_h,
        conduct.picture_share,
    )


def make_shards(
    scheme: Scheme,
    values: Mapping[str, float],
    params: Parameters,
    cohort: Cohort,
    episodes: Episodes,
    tags: Mapping[str, Tags],
    seed: int,
    shards: int,
) -> tuple[Shard, ...]:
    """Part the people into shards of nearly equal size.

    Parameters
    ----------
    scheme, values, params : Scheme, mapping, Parameters
        The scheme, a draw of it, and the same as plain numbers.
    cohort : Cohort
        The people.
    episodes : Episodes
        When they hand their device over.
    tags : mapping of str to Tags
        For each instrument that has a device, when it cannot be reached.
    seed : int
        Seed of the world.
    shards : int
        How many [count].

    Returns
    -------
    tuple of Shard
        Fewer when there are fewer people.
    """
    everybody = []
    for position, instrument in enumerate(params.instruments):
        rates = own_rates(scheme, values, cohort, instrument.name, seed)
        wearers = Wearers(
            person=cohort.person,
            joined_h=cohort.joined_h,
            left_h=cohort.left_h,
            absconds_h=cohort.absconds_h,
            sleep_from_h=cohort.sleep_from_h,
            works=cohort.works,
            delay_factor=cohort.delay_factor,
            no_prompt=rates.no_prompt,
            forgets=rates.forgets,
            not_captured=rates.not_captured,
            not_live=rates.not_live,
            no_match=rates.no_match,
            episode_first=episodes.first,
            episode_start_h=episodes.start_h,
            episode_end_h=episodes.end_h,
            episode_picture=episodes.picture,
            **_silences(tags.get(instrument.name), len(cohort)),
        )
        everybody.append((position, instrument, wearers))
    edges = [len(cohort) * k // shards for k in range(shards + 1)]
    return tuple(
        Shard(
            start,
            tuple(
                Series(instrument, position, _some(wearers, start, stop), new_counts(stop - start))
                for position, instrument, wearers in everybody
            ),
        )
        for start, stop in pairwise(edges)
        if stop > start
    )


def _silences(tags: Tags | None, people: int) -> dict[str, NDArray[Any]]:
    if tags is None:
        none, codes = np.zeros(0), np.zeros(0, dtype=np.int8)
        first = np.zeros(people + 1, dtype=np.int64)
        columns: tuple[NDArray[Any], ...] = (first, none, none, codes, codes)
    else:
        silent = tags.silent
        columns = (silent.first, silent.start_h, silent.end_h, silent.state, silent.reason)
    return dict(zip(SILENT, columns, strict=True))


def _some(wearers: Wearers, start: int, stop: int) -> Wearers:
    # The positions of hand-overs and silences stay those of the whole cohort, so their arrays are shared and not cut.
    firsts = ("episode_first", "silent_first")
    shared = tuple(name for name in Wearers._fields if name.startswith(("episode", "silent")) and name not in firsts)
    return Wearers(
        **{
            name: column if name in shared else column[start : stop + 1] if name in firsts else column[start:stop]
            for name, column in wearers._asdict().items()
        }
    )


def failed_checks(shard: Shard, params: Parameters, seed: int, day_from: int, day_to: int) -> Stream:
    """Run the checks of a shard from one day to another.

    Parameters
    ----------
    shard : Shard
        The people; their counts are added to.
    params : Parameters
        The scheme as plain numbers.
    seed : int
        Seed of the world.
    day_from, day_to : int
        First day, and the day after the last [day].

    Returns
    -------
    Stream
        Checks that failed and may become alerts, by person.
    """
    parts = [nothing()]
    for series in shard.series:
        plan = series.instrument.plan
        room = max(ROOM, (day_to - day_from) * plan.per_day)
        failures = Failures(*(np.empty(room, dtype=dtype) for dtype in COLUMNS.values()))
        row, people = 0, series.wearers.person.size
        while row < people:
            found, row = walk(seed, series.wearers, params.habits, plan, day_from, day_to, row, series.counts, failures)
            part = {name: getattr(failures, name)[:found].copy() for name in COLUMNS}
            part["row"] += shard.first_row
            part["slot"] += series.position * SLOTS_AN_INSTRUMENT
            parts.append(part)
    return join(*parts)
