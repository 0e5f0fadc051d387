from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custodes.model.noise import BLOCK, draw_block, make_noise, new_path, start_path

SEED, PERSON = 5, 17


def path_of(noise, day, blocks=None, person=PERSON, seed=SEED):
    path = new_path(noise)
    start_path(seed, person, day, 1, noise, path)
    for block in range(noise.above.shape[0]) if blocks is None else blocks:
        draw_block(seed, person, day, 1, block, noise, path)
    return path


def days_of(fixes, phi, days, person=PERSON):
    noise = make_noise(fixes, phi)
    paths = [path_of(noise, day, person=person) for day in range(days)]
    return np.stack([np.stack([path.x[:fixes], path.y[:fixes]]) for path in paths])


@pytest.mark.parametrize("phi", [0.0, math.exp(-1 / 5), math.exp(-1 / 18)])
@pytest.mark.compiled
def test_variance_and_correlation_from_one_fix_to_the_next(phi):
    # z bound 4.5 over 2 axes x 60 days; days are nearly independent, so the standard error is that of day means.
    paths = days_of(1440, phi, 60).reshape(-1, 1440)
    for lag in (0, 1, 2, 7):
        means = (paths[:, : 1440 - lag] * paths[:, lag:]).mean(axis=1)
        error = means.std(ddof=1) / math.sqrt(means.size)
        assert abs(means.mean() - phi**lag) < 4.5 * error, lag


@pytest.mark.parametrize("phi", [0.3, 0.9])
def test_neighbours_have_the_correlation_of_the_process_wherever_they_are_drawn(phi):
    # Blocks meet at 24 of 48; each pair of neighbours, over 3,000 paths: z bound 4.5.
    noise = make_noise(48, phi)
    paths = np.stack([path_of(noise, day).x[:49] for day in range(3_000)])
    products = paths[:, :-1] * paths[:, 1:]
    error = products.std(axis=0, ddof=1) / math.sqrt(len(paths))
    assert (np.abs(products.mean(axis=0) - phi) < 4.5 * error).all()
    squares = paths**2
    assert (np.abs(squares.mean(axis=0) - 1.0) < 4.5 * squares.std(axis=0, ddof=1) / math.sqrt(len(paths))).all()


def test_the_two_axes_know_nothing_of_each_other():
    paths = days_of(96, 0.5, 400)
    products = (paths[:, 0] * paths[:, 1]).mean(axis=1)
    assert abs(products.mean()) < 4.5 * products.std(ddof=1) / math.sqrt(products.size)


@settings(deadline=None, max_examples=40)
@given(blocks=st.permutations(range(16)), count=st.integers(0, 16))
def test_a_fix_is_the_same_whichever_others_are_drawn(blocks, count):
    noise = make_noise(1440, 0.8)
    assert noise.above.shape[0] == 16
    whole, some = path_of(noise, 3), path_of(noise, 3, blocks[:count])
    for block in blocks[:count]:
        inside = slice(noise.block_at[block], noise.block_at[block + 1])
        assert (some.x[inside] == whole.x[inside]).all()
        assert (some.y[inside] == whole.y[inside]).all()


def test_the_end_of_a_day_is_the_beginning_of_the_next():
    noise = make_noise(1440, 0.8)
    today, tomorrow = path_of(noise, 3, []), path_of(noise, 4, [])
    assert (today.x[1440], today.y[1440]) == (tomorrow.x[0], tomorrow.y[0])
    assert today.x[0] != today.x[1440]


def test_room_that_was_used_before_is_as_good_as_new():
    noise, fresh = make_noise(1440, 0.8), path_of(make_noise(1440, 0.8), 9)
    used = path_of(noise, 2)
    start_path(SEED, PERSON, 9, 2, noise, used)
    for block in reversed(range(noise.above.shape[0])):
        draw_block(SEED, PERSON, 9, 2, block, noise, used)
    assert (used.x == fresh.x).all()
    assert (used.y == fresh.y).all()


def test_people_days_and_seeds_differ():
    noise = make_noise(24, 0.5)
    plain = path_of(noise, 3).x
    for other in (path_of(noise, 5), path_of(noise, 3, person=PERSON + 1), path_of(noise, 3, seed=SEED + 1)):
        assert not np.isin(other.x[:24], plain).any()


@pytest.mark.parametrize("fixes", [2, 4, 24, 96, 288, 1440, 2880])
def test_every_fix_is_drawn_once_between_fixes_known_before(fixes):
    noise = make_noise(fixes, 0.7)
    assert sorted(noise.middle.tolist()) == list(range(1, fixes))
    known = {0, fixes}
    for middle, left, right in zip(noise.middle, noise.left, noise.right, strict=True):
        assert {int(left), int(right)} <= known
        assert left < middle < right
        known.add(int(middle))
    assert (np.diff(noise.block_at) <= BLOCK).all()
    assert [int(noise.block_of[fix]) for fix in noise.block_at[:-1]] == list(range(len(noise.block_at) - 1))


def test_the_bridge_by_hand():
    # Half-way between two fixes at equal distance: mean phi^h / (1 + phi^2h) of their sum.
    noise, phi = make_noise(2, 0.6), 0.6
    assert noise.from_left[0] == pytest.approx(phi / (1 + phi**2))
    assert noise.from_right[0] == pytest.approx(phi / (1 + phi**2))
    assert noise.spread[0] ** 2 == pytest.approx((1 - phi**2) / (1 + phi**2))
