from __future__ import annotations

import math

import numpy as np
import pytest

from custodes.study.draws import drawn, latin_hypercube

PATHS = [f"a.b{k}" for k in range(12)]


@pytest.mark.parametrize("draws", [1, 2, 64, 1000])
def test_each_column_has_one_number_in_each_part(draws):
    cube = latin_hypercube(PATHS, draws, seed=3)
    assert cube.shape == (draws, len(PATHS))
    parts = np.sort((cube * draws).astype(int), axis=0)
    assert (parts == np.arange(draws)[:, np.newaxis]).all()
    assert (cube > 0.0).all()
    assert (cube < 1.0).all()


def test_a_column_depends_on_its_own_path_only():
    alone = latin_hypercube(["a.b3"], 64, seed=3)
    assert (latin_hypercube(PATHS, 64, seed=3)[:, 3] == alone[:, 0]).all()


def test_seeds_and_paths_give_other_columns():
    cube = latin_hypercube(PATHS, 64, seed=3)
    assert (cube != latin_hypercube(PATHS, 64, seed=4)).any(axis=0).all()
    assert len({tuple(column) for column in cube.T}) == len(PATHS)


def test_columns_are_uncorrelated_and_jitter_is_uniform():
    draws, columns = 1000, 40
    cube = latin_hypercube([f"p{k}" for k in range(columns)], draws, seed=11)
    ranks = np.corrcoef(cube.T)[np.triu_indices(columns, 1)]
    # 780 pairs, each of standard deviation 1/sqrt(999): the largest of them stays within z = 4.5.
    assert np.abs(ranks).max() < 4.5 / math.sqrt(draws - 1)
    jitter = (cube * draws) % 1.0
    # Mean of 40,000 uniforms within z = 4.
    assert abs(jitter.mean() - 0.5) < 4 * math.sqrt(1 / 12 / jitter.size)


def test_the_central_world_draws_nothing():
    assert drawn(PATHS, 64, 3, 0) == {}


def test_a_world_is_a_row():
    row = drawn(PATHS, 64, 3, 5)
    assert list(row) == PATHS
    assert list(row.values()) == latin_hypercube(PATHS, 64, 3)[4].tolist()


def test_no_unknowns_draw_nothing():
    assert drawn([], 8, 3, 5) == {}


def test_the_numbers_stay_the_same():
    # Raw Philox output is fixed for ever, so these digits must be too: a run of last year can be repeated.
    column = latin_hypercube(["desks.review.minutes_per_case"], 4, seed=1)[:, 0].tolist()
    assert column == [0.8502483007790316, 0.5257241721219, 0.42603604663080774, 0.2475720230969678]
