"""Parts of one whole: as few are hidden as by an exact search, and none that is hidden follows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custodes.errors import PrivacyRefused
from custodes.report.count_table import ALL, CountTable
from custodes.report.parts_of_a_whole import further
from custodes.report.small_counts import protect

K = 10


@pytest.mark.parametrize(
    ("counts", "hidden", "all_hidden"),
    [
        ([3, 100, 200], {0}, {0, 1}),
        ([3, 0, 200], {0}, {0, 2}),
        ([3, 3, 100, 200], {0, 1}, {0, 1, 2}),
        ([9, 9, 200], {0, 1}, {0, 1}),
        ([3, 100], {0}, {0, 1}),
        ([3, 0, 0], {0}, {0}),
        ([50, 100, 200], set(), set()),
        ([50, 100, 0], {2}, {2}),
        ([50, 100, 200], {2}, {0, 2}),
    ],
)
def test_which_parts_are_hidden(counts: list[int], hidden: set[int], all_hidden: set[int]):
    assert further(counts, hidden, K) == all_hidden


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=2, max_size=7))
def test_no_fewer_would_do(counts: list[int]):
    small = {row for row, count in enumerate(counts) if 0 < count < K}
    rows = tuple(str(row) for row in range(len(counts)))
    found = further(counts, small, K)
    try:
        safe = protect(CountTable("groups", ("group",), (rows,), np.array(counts)), K, known=[(ALL,)])
    except PrivacyRefused:
        assert found == {row for row, count in enumerate(counts) if count}
    else:
        assert len(found) == safe.hidden
