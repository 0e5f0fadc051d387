"""Small counts: what is hidden suffices, is the least that does, and a reader who tries everything learns no more."""

from __future__ import annotations

import itertools
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custodes.errors import PrivacyRefused, Refused
from custodes.report import small_counts_audit as audit
from custodes.report.count_table import ALL, CountTable, Marks, SafeTable
from custodes.report.small_counts import Rule, narrowed, protect, protect_linked
from custodes.report.small_counts_cells import cells_of, key_of
from custodes.report.small_counts_solve import Wanted


def _table(counts, name: str = "table", dims: tuple[str, ...] = ("row", "column", "layer")) -> CountTable:
    counts = np.array(counts)
    dims = dims[: counts.ndim]
    names = tuple(tuple(f"{dim}{at}" for at in range(size)) for dim, size in zip(dims, counts.shape, strict=True))
    return CountTable(name, dims, names, counts)


def _full(table: CountTable) -> np.ndarray:
    full = table.counts
    for axis in range(full.ndim):
        full = np.concatenate([full, full.sum(axis=axis, keepdims=True)], axis=axis)
    return full


def _possible(safe: SafeTable, least: int, most: int) -> np.ndarray:
    """Try every table that has what is published, and give the smallest and largest of every cell."""
    shape = tuple(size - 1 for size in safe.values.shape)
    open_ = [
        np.arange(least, most + 1) if np.isnan(safe.values[at]) else np.array([int(safe.values[at])])
        for at in np.ndindex(*shape)
    ]
    full = np.stack(np.meshgrid(*open_, indexing="ij"), axis=-1).reshape(-1, *shape)
    for axis in range(1, full.ndim):
        full = np.concatenate([full, full.sum(axis=axis, keepdims=True)], axis=axis)
    shown = ~np.isnan(safe.values)
    fits = (full[:, shown] == safe.values[shown]).all(axis=1) & (full[:, ~shown] >= least).all(axis=1)
    return np.stack([full[fits].min(axis=0), full[fits].max(axis=0)])


def _lp(safe: SafeTable, least: int) -> np.ndarray:
    found = audit.intervals([safe], least)
    ends = np.stack([safe.values, safe.values])
    names = [(*each, ALL) for each in safe.categories]
    for at in np.ndindex(*safe.values.shape):
        key = key_of("", safe.dims, [each[place] for each, place in zip(names, at, strict=True)])
        if key in found:
            ends[(slice(None), *at)] = found[key].low, found[key].high
    return ends


TABLE_300 = np.random.default_rng(2).multinomial(300, np.random.default_rng(2).dirichlet(np.ones(32) * 1.2))


# What is hidden


def test_a_table_of_large_counts_is_left_as_it_is():
    safe = protect(_table([[10, 20], [30, 40]]))
    assert safe.hidden == 0
    assert np.array_equal(safe.values, [[10, 20, 30], [30, 40, 70], [40, 60, 100]])


def test_one_small_count_takes_three_others_with_it():
    safe = protect(_table([[3, 20, 30], [40, 50, 60], [70, 80, 90]]))
    assert safe.hidden == 4
    assert safe.fewest
    # The three of the cheapest rectangle.
    assert {(0, 0), (0, 1), (1, 0), (1, 1)} == set(zip(*np.where(safe.marks == "[c]"), strict=True))


def test_the_mark_does_not_tell_which_count_is_small():
    safe = protect(_table([[3, 20, 30], [40, 50, 60], [70, 80, 90]]))
    assert set(safe.marks[np.isnan(safe.values)]) == {Marks.CONFIDENTIAL}


def test_a_zero_is_shown_unless_it_tells_something():
    counts = [[0, 20, 30], [40, 50, 60], [70, 80, 90]]
    assert protect(_table(counts)).hidden == 0
    assert protect(_table(counts), zeros="disclosive").hidden == 4


def test_where_nobody_can_be_stands_not_applicable():
    table = CountTable(
        "t",
        ("sex", "is"),
        (("f", "m"), ("pregnant", "not")),
        np.array([[12, 40], [0, 60]]),
        impossible=np.array([[False, False], [True, False]]),
    )
    assert protect(table, zeros="disclosive").marks[1, 0] == Marks.NOT_APPLICABLE


def test_one_dimension_hides_two():
    safe = protect(_table([4, 30, 200]))
    assert list(safe.marks) == ["[c]", "[c]", "", ""]


def test_a_total_that_is_known_elsewhere_stays():
    safe = protect(_table([4, 3, 200]), known=[(ALL,)])
    assert safe.values[-1] == 207
    assert safe.hidden == 3  # 4 and 3 alone would add up to less than k


def test_what_cannot_be_protected_is_refused():
    with pytest.raises(PrivacyRefused) as caught:
        protect(_table([4, 3]), known=[(ALL,)])
    assert caught.value.problems[0].code == "small-count"
    assert caught.value.exit_code == 4


def test_more_cells_than_can_be_reasoned_through_are_refused():
    with pytest.raises(Refused) as caught:
        protect(_table(np.full((80, 80), 20)))
    assert caught.value.problems[0].code == "table-too-large"


@pytest.mark.parametrize(
    ("counts", "categories"),
    [([1, 2], (("a",),)), ([1, -2], (("a", "b"),)), ([1.0, 2.0], (("a", "b"),)), ([1, 2], (("a", "a"),))],
)
def test_a_table_that_is_none_is_a_mistake_of_the_caller(counts, categories):
    with pytest.raises(ValueError, match=r"axis|once|whole numbers"):
        CountTable("t", ("d",), categories, np.array(counts))


def test_nobody_is_where_nobody_can_be():
    with pytest.raises(ValueError, match="nobody"):
        CountTable("t", ("d",), (("a", "b"),), np.array([1, 2]), np.array([True, False]))


# What a reader can find out


@pytest.mark.parametrize("zeros", ["structural", "disclosive"])
@given(data=st.data())
@settings(max_examples=20, deadline=None, derandomize=True)
def test_a_reader_who_tries_every_table_finds_what_the_audit_says(zeros, data):
    k = 3
    shape = data.draw(st.sampled_from([(2, 2), (3, 1), (4,)]))
    size = int(np.prod(shape))
    counts = np.array(data.draw(st.lists(st.integers(0, 5), min_size=size, max_size=size))).reshape(shape)
    rule = Rule(k, zeros)
    safe = protect(_table(counts), k, zeros=zeros)
    most = int(counts.sum()) + 4
    possible, claimed = _possible(safe, rule.least, most), _lp(safe, rule.least)
    reached = np.minimum(claimed[1], most)
    assert np.array_equal(possible[0], claimed[0])
    inner = tuple(slice(-1) for _ in shape)
    assert np.array_equal(possible[1][inner], reached[inner])
    small = (counts < k) & (counts >= rule.least)
    assert (possible[0][inner][small] <= rule.least).all()
    assert (possible[1][inner][small] >= k).all()


@given(data=st.data())
@settings(max_examples=8, deadline=None, derandomize=True)
def test_no_smaller_choice_protects(data):
    k = 4
    counts = np.array(data.draw(st.lists(st.integers(0, 9), min_size=6, max_size=6))).reshape(2, 3)
    table = _table(counts)
    cells = cells_of([table], 100)
    rule = Rule(k)
    small = (cells.counts < k) & (cells.counts > 0)
    safe = protect(table, k)
    if not small.any():
        assert safe.hidden == 0
        return
    at = np.flatnonzero(small)
    wanted = Wanted(at, np.ones(len(at)), np.full(len(at), float(k)))
    free = np.flatnonzero(~small & (cells.counts > 0))
    for count in range(min(safe.hidden - len(at), 2)):
        for further in itertools.combinations(free, count):
            hidden = small.copy()
            hidden[list(further)] = True
            values = np.where(hidden[cells.places[0]], np.nan, cells.counts[cells.places[0]])
            marks = np.where(np.isnan(values), "[c]", "").astype(object)
            other = SafeTable("t", table.dims, table.categories, "", values, marks, k, "structural")
            assert narrowed([other], cells, wanted, rule)


def test_two_hidden_in_every_row_and_column_is_not_enough():
    # A rectangle of 1, 2, 3 and 2: each row and column has two hidden cells, and each sum gives them away.
    counts = np.array([[1, 2, 30], [3, 2, 40], [50, 60, 70]])
    table = _table(counts)
    cells = cells_of([table], 100)
    at = np.flatnonzero((cells.counts < 10) & (cells.counts > 0))
    values = _full(table).astype(float)
    marks = np.full(values.shape, "", dtype=object)
    for corner in ((0, 0), (0, 1), (1, 0), (1, 1)):
        values[corner], marks[corner] = np.nan, "[c]"
    naive = SafeTable("t", table.dims, table.categories, "", values, marks, 10, "structural")
    in_rectangle = at[[cells.counts[each] in (1, 2, 3) for each in at]]
    wanted = Wanted(in_rectangle, np.ones(len(in_rectangle)), np.full(len(in_rectangle), 10.0))
    assert narrowed([naive], cells, wanted, Rule(10))
    assert audit.intervals([naive], 1)[key_of("", table.dims, ("row0", "column0"))] == audit.Interval(1.0, 2.0)


def test_a_published_table_that_contradicts_itself_is_noticed():
    safe = protect(_table([4, 30, 200]))
    safe.values[2] = 300
    with pytest.raises(ValueError, match="contradicts"):
        audit.intervals([safe], 1)
    whole = protect(_table([40, 30]))
    whole.values[2] = 71
    with pytest.raises(ValueError, match="sum"):
        audit.intervals([whole], 1)


def test_nothing_hidden_is_nothing_to_find():
    assert audit.intervals([protect(_table([40, 30]))], 1) == {}


# Several tables


def test_tables_that_share_margins_are_protected_together():
    rng = np.random.default_rng(5)
    people = rng.choice(3, 120, p=[0.08, 0.4, 0.52]), rng.choice(3, 120), rng.choice(2, 120)
    cube = np.zeros((3, 3, 2), dtype=np.int64)
    np.add.at(cube, people, 1)
    by_column = _table(cube.sum(axis=2), "by column", ("row", "column"))
    by_layer = _table(cube.sum(axis=1), "by layer", ("row", "layer"))
    both = protect_linked([by_column, by_layer])
    assert np.array_equal(np.isnan(both[0].values[:, -1]), np.isnan(both[1].values[:, -1]))
    found = audit.intervals(both, 1)
    for table, safe in zip((by_column, by_layer), both, strict=True):
        names = [(*each, ALL) for each in table.categories]
        for at in np.argwhere((_full(table) < 10) & (_full(table) > 0)):
            cell = key_of("", safe.dims, [each[place] for each, place in zip(names, at, strict=True)])
            assert found[cell].high >= 10


def test_tables_alone_would_have_told_more_than_together():
    # Alone, the first hides its small row with another; the second shows both rows.
    one = _table([[3, 4], [20, 30], [50, 60]], "one", ("row", "column"))
    other = _table([[7], [50], [110]], "other", ("row", "layer"))
    alone = [protect(each) for each in (one, other)]
    together = protect_linked([one, other])
    assert sum(each.hidden for each in together) >= sum(each.hidden for each in alone)
    assert audit.intervals(together, 1)[key_of("", ("row",), ("row0",))].high >= 10


def test_tables_that_count_the_same_people_differently_are_refused():
    with pytest.raises(Refused) as caught:
        protect_linked([_table([20, 30], "one"), _table([20, 31], "other")])
    assert caught.value.problems[0].code == "tables-disagree"


def test_whole_numbers_are_asked_for_in_three_dimensions():
    rng = np.random.default_rng(1)
    counts = rng.integers(0, 14, (3, 3, 2))
    safe = protect(_table(counts), 5)
    found = audit.intervals([safe], 1)
    assert all(each.high >= 5 for each in found.values())
    assert all(each.low == int(each.low) for each in found.values())


# Order and names


@given(seed=st.integers(0, 1000))
@settings(max_examples=6, deadline=None, derandomize=True)
def test_order_and_names_do_not_matter(seed: int):
    rng = np.random.default_rng(seed)
    counts = rng.integers(0, 40, (4, 3))
    safe = protect(_table(counts))
    rows, columns = rng.permutation(4), rng.permutation(3)
    other = protect(_table(counts[rows][:, columns].T, dims=("x", "y")))
    assert safe.hidden == other.hidden
    full = _full(_table(counts))
    hidden, turned = full[np.isnan(safe.values)].sum(), _full(_table(counts[rows][:, columns].T))
    assert hidden == turned[np.isnan(other.values)].sum()


def test_the_same_table_gives_the_same_choice():
    assert np.array_equal(
        protect(_table(TABLE_300.reshape(8, 4))).values,
        protect(_table(TABLE_300.reshape(8, 4))).values,
        equal_nan=True,
    )


def test_a_table_of_eight_by_four_takes_less_than_a_second():
    protect(_table([4, 30, 200]))
    start = time.perf_counter()
    safe = protect(_table(TABLE_300.reshape(8, 4)))
    assert time.perf_counter() - start < 1.0
    assert safe.fewest
