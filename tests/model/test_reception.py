from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from custodes.model.reception import first_fix, new_chains, new_pieces, receive, start_leg
from custodes.model.signal import CELL, GNSS, NO_FIX, WIFI
from tests.model.tag_worlds import positioning_with

SEED = 11
ROOM = 20_000


def pieces_of(positioning, hours=1000.0, *, person=0, parts=1, with_bad=True):
    chains, pieces = new_chains(), new_pieces(ROOM)
    start_leg(chains, 0, 0, 0.0)
    found = []
    for part in range(parts):
        from_h, to_h = hours * part / parts, hours * (part + 1) / parts
        receive(SEED, person, 0, chains, 0, positioning, from_h, to_h, with_bad, pieces)
        found += [
            (pieces.start_h[k], pieces.end_h[k], bool(pieces.bad[k]), int(pieces.source[k]))
            for k in range(pieces.filled[0])
        ]
    return found


def share(pieces, wanted):
    return sum(piece[1] - piece[0] for piece in pieces if wanted(piece)) / (pieces[-1][1] - pieces[0][0])


def is_bad(piece):
    return piece[2]


def comes_from(*sources):
    return lambda piece: piece[3] in sources


def test_pieces_fill_the_time_without_a_gap():
    bad_and_lost = positioning_with(bad_share=np.full(5, 0.3), loss_share=np.full(5, 0.1))
    pieces = pieces_of(bad_and_lost)
    assert pieces[0][0] == 0.0
    assert pieces[-1][1] == 1000.0
    assert all(before[1] == after[0] for before, after in pairwise(pieces))


@pytest.mark.compiled
def test_shares_of_time_are_those_of_the_scheme():
    # z bound 4.5 over 60 people of 1,000 hours each.
    positioning = positioning_with(bad_share=np.full(5, 0.3), loss_share=np.full(5, 0.1), wifi=0.5, cell=0.3)
    people = [pieces_of(positioning, person=person) for person in range(60)]
    for wanted, expected in (
        (comes_from(WIFI, CELL, NO_FIX), 0.1),
        (comes_from(WIFI), 0.05),
        (comes_from(CELL), 0.03),
        (comes_from(NO_FIX), 0.02),
        (is_bad, 0.3 * 0.9),
    ):
        shares = np.array([share(pieces, wanted) for pieces in people])
        assert abs(shares.mean() - expected) < 4.5 * shares.std(ddof=1) / math.sqrt(shares.size)


@pytest.mark.compiled
def test_spells_last_as_long_as_the_scheme_says():
    positioning = positioning_with(loss_share=np.full(5, 0.2), loss_h=0.4)
    lengths = np.array(
        [e - s for p in range(20) for s, e, _, source in pieces_of(positioning, person=p) if source == NO_FIX]
    )
    assert abs(lengths.mean() - 0.4) < 4.5 * lengths.std(ddof=1) / math.sqrt(lengths.size)


def test_asking_in_parts_changes_nothing():
    positioning = positioning_with(bad_share=np.full(5, 0.3), loss_share=np.full(5, 0.1))
    whole, parts = pieces_of(positioning, 48.0), pieces_of(positioning, 48.0, parts=7)
    cuts = {48.0 * k / 7 for k in range(1, 7)}
    joined = [each for each in parts if each[1] not in cuts and each[0] not in cuts]
    assert set(joined) <= set(whole)
    for wanted in (is_bad, comes_from(NO_FIX)):
        assert share(parts, wanted) == pytest.approx(share(whole, wanted))


def test_leaving_the_bad_signal_for_later_changes_no_loss():
    positioning = positioning_with(bad_share=np.full(5, 0.3), loss_share=np.full(5, 0.1))
    lost = [
        [(s, e) for s, e, _, source in pieces_of(positioning, with_bad=bad) if source == NO_FIX]
        for bad in (True, False)
    ]
    assert lost[0] == lost[1]


def test_nothing_lost_nothing_bad():
    assert pieces_of(positioning_with()) == [(0.0, 1000.0, False, GNSS)]


@pytest.mark.parametrize(("at_h", "expected"), [(0.0, 0), (1 / 60, 1), (1.5 / 60, 2), (1.0, 60), (2 / 60 + 1e-13, 2)])
def test_the_first_fix_at_or_after_a_time(at_h, expected):
    assert first_fix(at_h, 1 / 60) == expected
