"""The median of one figure a person."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from custodes.measures.person_median import least_people, median_rank, person_median


@pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.99])
@pytest.mark.parametrize("people", [*range(1, 60), 299, 300, 2500])
def test_the_interval_holds_at_least_as_often_as_it_says(people, level):
    rank = median_rank(people, level)
    # The median lies below the r-th smallest figure when fewer than r people lie below it: a toss of a coin for each.
    outside = 2 * binom.cdf(rank - 1, people, 0.5)
    assert outside <= 1 - level + 1e-12
    assert rank == 0 or 2 * binom.cdf(rank, people, 0.5) > 1 - level or 2 * (rank + 1) > people
    assert (rank > 0) == (people >= least_people(level))


def test_ranks_that_can_be_worked_out_by_hand():
    # Of 5 people all lie on one side of the median with chance 2/32, of 6 with 2/64, of 9 all but one with 20/512.
    assert [median_rank(people, 0.95) for people in (5, 6, 8, 9)] == [0, 1, 1, 2]


def test_the_middle_of_odd_and_even_numbers():
    odd = person_median(np.arange(9.0)[::-1], 0.95, "")
    assert (odd.value, odd.low, odd.high, odd.people) == (4.0, 1.0, 7.0, 9)
    assert person_median(np.arange(10.0), 0.95, "").value == 4.5


def test_too_few_people_or_figures_without_end():
    few = person_median(np.arange(5.0), 0.95, "")
    assert few.value is None
    assert "only 5 people have a figure, and 6 are needed" in (few.cannot_tell or "")
    endless = person_median(np.array([1.0, 2.0, 3.0, np.inf, np.inf, np.inf, np.inf]), 0.95, "no night")
    assert endless.value is None
    assert endless.cannot_tell == "no night"
    assert endless.people == 7
    one_endless = person_median(np.array([*range(11), np.inf]), 0.95, "no night")
    assert one_endless.value == 5.5
