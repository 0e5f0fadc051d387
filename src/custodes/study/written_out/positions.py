"""Recorded positions as latitudes and longitudes, of a made-up town that lies in the open sea.

The model's towns have no place on the earth. They are laid out around a point of the North Sea where nobody lives, so
that no position written here is anybody's door.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.people import purposes
from custodes.people.draws import draw_each
from custodes.records.disclosed import SECONDS_PER_DAY
from custodes.records.kinds import FIX_KINDS
from custodes.records.tables import FIX_SOURCES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from numpy.typing import NDArray

    from custodes.study.written_out.cells import Columns
    from custodes.study.written_out.world import Clock

LATITUDE, LONGITUDE = 55.0, 3.0
"""Centre of the town [degree]."""
M_A_DEGREE: Final = 111_195.0
"""Length of a degree of latitude on a sphere of 6,371 km [metre]."""
PLACES: Final = 6
"""Decimals of a degree that are written: a tenth of a metre."""
PRECISION_M: Final[Mapping[str, tuple[float, float]]] = {
    "gnss": (3.0, 20.0),
    "wifi": (20.0, 80.0),
    "cell": (300.0, 2_000.0),
}
"""Stated precision of a position by what it comes from, from and to; made up [metre]."""
SATELLITES: Final = (5, 13)
"""Satellites behind a position by satellite, from and below; made up [count]."""
POSITION_SLOT: Final = 3
UPLOAD_S: Final = 900.0
"""Positions are uploaded in batches, so often [second]."""


def positions_table(  # noqa: PLR0913 - which positions are wanted
    trail: Iterator[tuple[NDArray[np.int32], ...]],
    clock: Clock,
    seed: int,
    *,
    fix_s: float = 60.0,
    of: Collection[int] | None = None,
    every: int = 1,
    days: tuple[float, float] | None = None,
) -> Columns:
    """Write down recorded positions.

    Parameters
    ----------
    trail : iterator
        From `custodes.model.everybody.everybodys_trail`.
    clock : Clock
        The period.
    seed : int
        Seed of the world.
    fix_s : float
        Time from one fix of the model to the next [second].
    of : collection of int or None
        Numbers of the people wanted, None for everybody.
    every : int
        One fix in so many is written, 1 for all [count].
    days : tuple of float or None
        From which day until before which, None for all [day].

    Returns
    -------
    Columns
        Kind "positions", by person and time. Made up by rule: stated precision, satellites and dilution by source, the
        charge of a battery that lasts a day and a half, and uploads by the quarter of an hour.
    """
    low, high = days or (0.0, clock.days)
    parts = []
    for person, fix, x_dm, y_dm, source in trail:
        if person.size and (of is None or int(person[0]) in of):
            day = fix * fix_s / SECONDS_PER_DAY
            wanted = (fix % every == 0) & (day >= low) & (day < high)
            parts.append(np.stack([column[wanted] for column in (person, fix, x_dm, y_dm, source)]).astype(np.int64))
    person, fix, x_dm, y_dm, source = np.concatenate(parts, axis=1) if parts else np.zeros((5, 0), dtype=np.int64)
    chance = draw_each(seed, person, purposes.PAPERWORK, np.full_like(person, POSITION_SLOT), fix)
    time_s = clock.start_s + fix * fix_s
    satellites = np.floor(SATELLITES[0] + chance[:, 1] * (SATELLITES[1] - SATELLITES[0]))
    by_gnss = source == FIX_SOURCES.index("gnss")
    return {
        "person": person,
        "time": time_s,
        "latitude": np.round(LATITUDE + y_dm / 10.0 / M_A_DEGREE, PLACES),
        "longitude": np.round(LONGITUDE + x_dm / 10.0 / M_A_DEGREE / np.cos(np.deg2rad(LATITUDE)), PLACES),
        "precision_m": _precision_m(source, chance[:, 0]),
        "satellites": np.where(by_gnss, satellites, 0.0),
        "hdop": np.where(by_gnss, np.round(8.0 / satellites, 1), np.nan),
        "source": np.array([FIX_KINDS.index(name) for name in FIX_SOURCES])[source],
        "battery": np.round(1.0 - (time_s % 129_600.0) / 129_600.0 * 0.9, 2),
        "recorded": time_s + np.floor(chance[:, 2] * 5.0),
        "uploaded": np.ceil((time_s + 10.0) / UPLOAD_S) * UPLOAD_S + np.floor(chance[:, 3] * 30.0),
        "device": person,
    }


def _precision_m(source: NDArray[np.int64], chance: NDArray[np.float64]) -> NDArray[np.float64]:
    precision = np.full(source.size, np.nan)
    for name, (low, high) in PRECISION_M.items():
        of_it = source == FIX_SOURCES.index(name)
        precision[of_it] = np.round(low + chance[of_it] * (high - low))
    return precision
