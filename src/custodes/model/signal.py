"""Spells of bad signal and of none: two chains in continuous time that start anew on each leg of a wearer's way.

A chain is on or off; spells last exponential times with means that keep the share of time on that the surroundings
have. How long the present spell lasts does not depend on how often positions are recorded, so two schemes with other
intervals meet the same spells.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from custodes.people import purposes
from custodes.people.draws import draw_apart
from custodes.people.kernel import kernel
from custodes.people.normal import normal_quantile
from custodes.records.tables import FIX_SOURCES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from custodes.model.tag_arrays import Positioning

NO_FIX, GNSS, WIFI, CELL = (FIX_SOURCES.index(name) for name in ("none", "gnss", "wifi", "cell"))
ON, UNTIL_H, DAY, LEG, SPELL, SOURCE, OFF_X_M, OFF_Y_M = 0, 1, 2, 3, 4, 5, 6, 7
"""Places in the state of a chain: whether it is on, until when; its address; of a loss, what bridges it."""
CHAIN = 8
"""Length of a chain's state."""
SPELLS_A_LEG = 1 << 20


@kernel()
def start_chain(chain: NDArray[np.float64], day: int, leg: int, start_h: float) -> None:
    """Start a chain on a leg; nothing is drawn before somebody asks.

    Parameters
    ----------
    chain : ndarray, shape (8,)
        State of the chain; changed.
    day, leg : int
        Address of the leg.
    start_h : float
        When the leg starts [hour].
    """
    chain[ON], chain[UNTIL_H] = 0.0, start_h
    chain[DAY], chain[LEG], chain[SPELL] = day, leg, 0.0


@kernel()
def advance(
    seed: int, person: int, purpose: int, chain: NDArray[np.float64], share: float, spell_h: float, at_h: float
) -> bool:
    """Let a chain go on until a time, and say whether it is on then.

    Parameters
    ----------
    seed, person, purpose : int
        Address of the draws.
    chain : ndarray, shape (8,)
        State of the chain; changed.
    share : float
        Share of time on, from 0 to below 1 [ratio].
    spell_h : float
        Mean length of a spell on [hour].
    at_h : float
        The time, not before the last one asked [hour].

    Returns
    -------
    bool
        Whether it is on; `chain[UNTIL_H]` is then when that ends. Spells off last
        ``spell_h * (1 - share) / share`` on average.
    """
    if share <= 0.0 or spell_h <= 0.0:
        chain[ON], chain[UNTIL_H] = 0.0, math.inf
        return False
    off_h = spell_h * (1.0 - share) / share
    while chain[UNTIL_H] <= at_h:
        spell = int(chain[SPELL])
        words = draw_apart(seed, person, purpose, int(chain[DAY]), int(chain[LEG]) * SPELLS_A_LEG + spell)
        begins = words[0] < share if spell == 0 else chain[ON] == 0.0
        chain[ON] = 1.0 if begins else 0.0
        chain[UNTIL_H] += -math.log(words[1]) * (spell_h if chain[ON] > 0.0 else off_h)
        chain[SPELL] = spell + 1.0
        chain[SOURCE] = words[2]
    return chain[ON] > 0.0


@kernel()
def bridge(seed: int, person: int, step: int, chain: NDArray[np.float64], positioning: Positioning) -> int:
    """Say what bridges the present loss, and how wrong the position then is: for the whole of it by the same.

    Parameters
    ----------
    seed, person, step : int
        Address of the draws.
    chain : ndarray, shape (8,)
        Chain of losses, on; the error is written to it [metre].
    positioning : Positioning
        Shares and errors.

    Returns
    -------
    int
        `NO_FIX`, `WIFI` or `CELL`.
    """
    if chain[SOURCE] >= positioning.wifi + positioning.cell:
        return NO_FIX
    source = WIFI if chain[SOURCE] < positioning.wifi else CELL
    size_m = positioning.wifi_m if source == WIFI else positioning.cell_m
    slot = int(chain[LEG]) * SPELLS_A_LEG + int(chain[SPELL])
    words = draw_apart(seed, person, purposes.FALLBACK + step, int(chain[DAY]), slot)
    chain[OFF_X_M] = size_m * normal_quantile(words[0])
    chain[OFF_Y_M] = size_m * normal_quantile(words[1])
    return source
