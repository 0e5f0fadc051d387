"""Random bits by name, and seeds of worlds by coordinate."""

from __future__ import annotations

import math

import numpy as np

from custodes.study.luck import raw_bits, world_seed
from custodes.study.plan import LARGEST


def test_bits_are_of_their_name_and_nothing_else():
    assert np.array_equal(raw_bits("a", 5), raw_bits("a", 9)[:5])
    assert not np.array_equal(raw_bits("a", 5), raw_bits("b", 5))
    ones = sum(int(bits).bit_count() for bits in raw_bits("many", 10_000))
    assert abs(ones - 320_000) < 4 * math.sqrt(640_000 / 4)


def test_the_seed_of_a_world_is_a_pure_function_of_its_coordinate():
    assert world_seed(1, 0.25) == world_seed(1, 0.25)
    seeds = {world_seed(seed, k / 1000) for seed in (1, 2) for k in range(1000)}
    assert len(seeds) == 2000
    assert all(0 <= seed <= LARGEST["seed"] for seed in seeds)
