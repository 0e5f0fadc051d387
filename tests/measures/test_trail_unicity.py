"""Whom a few known visits single out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from custodes.measures.trail_settings import REACH_M, Fixes, settings_of
from custodes.measures.trail_unicity import KNOWN_TO_M, Dials, Known, crowds, known_of, mixed, others_left
from custodes.measures.trail_visits import Visits, true_visits
from custodes.records.trail import MISSING
from tests.measures.trail_builder import made_trail, relabelled

TOWN = made_trail(people=14, days=4, interval_min=15.0)


def known_in(trail, seed=0):
    visits = true_visits(trail)
    assert visits is not None
    return known_of(visits, len(trail.rows), seed)


def crowd_of(trail, seed=0, reach_m=REACH_M):
    return crowds(trail, known_in(trail, seed), settings_of(trail), reach_m)


def visits_at(rows, starts):
    rows, starts = np.asarray(rows, dtype=np.int64), np.asarray(starts, dtype=float)
    fix = np.arange(len(rows))
    return Visits(rows, fix, fix, starts, starts * 100, starts * 7, np.zeros(len(rows), dtype=bool))


def brute(trail, known):
    """The definition, read out loud."""
    settings, people = settings_of(trail), len(trail.rows)
    crowd = np.ones((people, 4, len(settings.every), len(settings.side_dm)), dtype=np.int64)
    for target, point, i, g in np.ndindex(crowd.shape):
        every, side = settings.every_each[i], settings.side_each[g]
        for other in range(people):
            if other == target:
                continue
            open_ = True
            for p in range(min(point + 1, known.visits[target])):
                shown = fits = 0
                for fix in range(known.first[target, p], known.last[target, p] + 1):
                    if fix % every or trail.source[other, fix] != 1:
                        continue
                    place = known.x_dm[target, p], known.y_dm[target, p]
                    low = [int(at[other, fix]) // side * side for at in (trail.x_dm, trail.y_dm)]
                    off = [where - np.clip(where, edge, edge + side) for where, edge in zip(place, low, strict=True)]
                    shown += 1
                    fits += np.hypot(*off) <= REACH_M * 10
                open_ &= 2 * fits >= shown
            crowd[target, point, i, g] += open_
    return crowd


def test_the_kernel_is_the_definition():
    trail = made_trail(people=6, days=2, interval_min=15.0, sigma_m=60.0, lost=0.2)
    known = known_in(trail)
    found = crowds(trail, known, settings_of(trail), REACH_M)
    assert np.array_equal(found, brute(trail, known))
    assert len(np.unique(found)) > 2


def test_nobody_gets_lonelier_when_squares_merge():
    crowd = crowd_of(TOWN)
    assert (np.diff(crowd, axis=3) >= 0).all()
    assert np.diff(crowd, axis=3).any()


def test_nobody_hides_better_from_who_knows_more():
    assert (np.diff(crowd_of(TOWN), axis=1) <= 0).all()
    assert (np.diff(crowd_of(TOWN), axis=1) < 0).any()


def test_a_wider_tolerance_rules_out_fewer():
    assert (crowd_of(TOWN, reach_m=1000.0) >= crowd_of(TOWN)).all()


def test_relabelled_people_have_the_same_crowds():
    order = np.random.Generator(np.random.Philox(3)).permutation(len(TOWN.rows))
    assert np.array_equal(crowd_of(relabelled(TOWN, order)), crowd_of(TOWN)[order])


def test_who_is_copied_is_never_alone():
    both = np.concatenate([np.arange(14), np.arange(14)])
    stays = TOWN.truth_stays
    assert stays is not None
    twice = {name: np.concatenate([values, values]) for name, values in stays.items()}
    twice["row"][len(stays["row"]) :] += 14
    pairs = replace(
        TOWN,
        rows=np.arange(28),
        x_dm=TOWN.x_dm[both],
        y_dm=TOWN.y_dm[both],
        source=TOWN.source[both],
        truth_stays=twice,
    )
    quiet = replace(made_trail(people=14, days=4, interval_min=15.0, sigma_m=0.0, lost=0.0), truth_stays=stays)
    exact = replace(pairs, x_dm=quiet.x_dm[both], y_dm=quiet.y_dm[both], source=quiet.source[both])
    assert crowd_of(exact).min() == 2
    assert np.array_equal(crowd_of(exact), 2 * crowd_of(quiet)[both])


def test_who_recorded_nothing_cannot_be_ruled_out():
    silent = replace(TOWN, source=TOWN.source * 0, x_dm=np.full_like(TOWN.x_dm, MISSING))
    assert (crowd_of(silent) == 14).all()
    masts = replace(TOWN, source=np.full_like(TOWN.source, 3))
    assert (crowd_of(masts) == 14).all()


def test_the_attacker_knows_four_visits_of_each_and_the_same_whatever_the_order():
    visits = visits_at([0] * 9 + [1] * 2 + [3] * 4, np.arange(15))
    known = known_of(visits, 4, 7)
    assert known.visits.tolist() == [4, 2, 0, 4]
    assert len(set(known.first[0])) == 4
    assert known.last[2].tolist() == [-1] * 4
    order = np.random.Generator(np.random.Philox(1)).permutation(15)
    again = known_of(Visits(*(part[order] for part in visits)), 4, 7)
    assert all(np.array_equal(one, other) for one, other in zip(known, again, strict=True))
    other = known_of(visits, 4, 8)
    assert not np.array_equal(known.first[0], other.first[0])


@pytest.mark.compiled
def test_each_visit_is_as_likely_to_be_known_and_is_known_with_the_stated_error():
    first, off = [], []
    for seed in range(2000):
        visits = visits_at([0] * 10, np.arange(10) + 0.25)
        known = known_of(visits, 1, seed)
        first.append(known.first[0, 0])
        off += [known.x_dm[0] - visits.x_dm[known.first[0]], known.y_dm[0] - visits.y_dm[known.first[0]]]
    counts = np.bincount(first, minlength=10)
    assert np.abs(counts - 200).max() < 4.5 * np.sqrt(2000 * 0.1 * 0.9)  # z = 4.5 over 2,000 seeds
    errors = np.ravel(off) / (KNOWN_TO_M * 10)
    assert abs(errors.mean()) < 4 / np.sqrt(errors.size)
    assert abs((errors**2).mean() - 1) < 4 * np.sqrt(2 / errors.size)


def test_words_are_stirred_as_published():
    # Vigna's splitmix64.c: the generator seeded with 0 begins e220a8397b1dcdaf; ours with one word 0 is that step.
    assert hex(mixed(np.zeros(1, dtype=np.uint64))[0]) == "0xe220a8397b1dcdaf"


def classic(cells, chosen):
    """De Montjoye's unicity of records: the share whose points nobody else has."""
    traces = [{(int(cell), hour) for hour, cell in enumerate(row)} for row in cells]
    points = [{(int(row[hour]), int(hour)) for hour in hours} for row, hours in zip(cells, chosen, strict=True)]
    return np.array([sum(of <= trace for trace in traces) for of in points])


@pytest.mark.parametrize("points", [1, 2, 3, 4])
def test_points_that_are_records_give_the_published_definition(points):
    # Sci. Rep. 3, 1376: a trace is unique when no other holds its p points. A visit of one fix, with no tolerance.
    draw = np.random.Generator(np.random.Philox(points))
    cells = draw.integers(0, 3, (40, 30))
    chosen = np.array([draw.choice(30, points, replace=False) for _ in range(40)])
    x = (cells * 1000 + draw.integers(0, 1000, cells.shape)).astype(np.int32)
    fixes = Fixes(x, np.zeros_like(x) + np.int32(5), np.ones(x.shape, dtype=np.int8), 24)
    middle = np.take_along_axis(cells, chosen, axis=1) * 1000.0 + 500
    known = Known(np.full(40, points), chosen, chosen, middle, np.full(middle.shape, 500.0))
    dials = Dials(np.array([1]), np.array([1000]), 0.0)
    assert np.array_equal(others_left(fixes, known, dials)[:, -1, 0, 0] + 1, classic(cells, chosen))


def test_published_formula():
    # Sci. Rep. 3, 1376: unicity falls as (v h)^beta with beta = 0.157 - 0.007 p, so that halving the resolution takes
    # 9.3 % at 4 points and 6.2 % at 10 ("A single number" in docs/methods/trail.md quotes it).
    for points, change in ((4, 0.093), (10, 0.062)):
        assert 2 ** (0.157 - 0.007 * points) - 1 == pytest.approx(change, abs=6e-4)
