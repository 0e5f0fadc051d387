"""Absences that two schemes have in common, and which of them notices each one earlier."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from custodes.records.tables import STATES
from custodes.study.noticed import noticed_earlier
from tests.study.fakes import records

NEVER = math.nan
GONE, LENT, FLAT, OUT = (STATES.index(name) for name in ("absconded", "handed_over", "lapsed", "out"))


def _records(*absences, costs=(1.0,), parts=("costs",)):
    """Make records of absences, each a person, a state, and when it began and was noticed [hour]."""
    columns = zip(*absences, strict=True) if absences else ((), (), (), ())
    names = ("person", "truth_state", "start_h", "noticed_h")
    table = {name: np.array(column) for name, column in zip(names, columns, strict=True)}
    return replace(records(), absences=table, costs={"amount_gbp": np.array(costs)}, parts=frozenset(parts))


def _counted(first, second):
    found = noticed_earlier(first, second)
    return found.absences, found.earlier, found.later


@pytest.mark.parametrize(
    ("first_h", "second_h", "counted"),
    [
        (30.0, 20.0, (1, 1, 0)),
        (20.0, 30.0, (1, 0, 1)),
        (20.0, 20.0, (1, 0, 0)),
        (NEVER, 30.0, (1, 1, 0)),
        (30.0, NEVER, (1, 0, 1)),
        (NEVER, NEVER, (1, 0, 0)),
    ],
)
def test_what_is_noticed_sooner_or_alone_is_noticed_earlier(first_h, second_h, counted):
    assert _counted(_records((7, GONE, 10.0, first_h)), _records((7, GONE, 10.0, second_h))) == counted


def test_only_what_is_in_both_is_counted():
    first = _records((1, GONE, 10.0, 40.0), (2, LENT, 10.0, 40.0), (3, GONE, 10.0, 40.0), (4, GONE, 10.0, 40.0))
    second = _records((1, GONE, 10.0, 20.0), (2, LENT, 11.0, 20.0), (3, LENT, 10.0, 20.0), (5, GONE, 10.0, 20.0))
    assert _counted(first, second) == (1, 1, 0)


def test_absconding_that_an_effect_moved_is_held_against_by_how_long_it_took_to_be_noticed():
    assert _counted(_records((1, GONE, 10.0, 40.0)), _records((1, GONE, 100.0, 120.0))) == (1, 1, 0)
    assert _counted(_records((1, GONE, 10.0, 40.0)), _records((1, GONE, 100.0, NEVER))) == (1, 0, 1)


def test_only_absences_that_people_bring_about_anywhere_are_counted():
    rows = [(person, state, 10.0, 40.0) for person, state in enumerate([GONE, LENT, FLAT, OUT])]
    assert _counted(_records(*rows), _records(*rows)) == (2, 0, 0)


def test_the_order_of_rows_changes_nothing_and_the_other_way_round_is_the_opposite():
    stream = np.random.default_rng(3)
    start_h = stream.uniform(0, 500, 40).tolist()
    first, second = (
        [(person, GONE, begun, begun + stream.uniform(0, 100)) for person, begun in enumerate(start_h)]
        for _ in range(2)
    )
    there = _counted(_records(*first), _records(*second[::-1]))
    back = _counted(_records(*second), _records(*first))
    assert there == (40, back[2], back[1])
    assert there[1] + there[2] == 40


def test_what_the_second_costs_more_is_the_difference_of_the_sums():
    assert noticed_earlier(_records(costs=(5.0, 7.0)), _records(costs=(20.0,))).cost_more_gbp == 8.0


@pytest.mark.parametrize("less", [{"parts": ()}, {"costs": ()}])
def test_a_scheme_that_states_no_cost_leaves_what_it_costs_more_open(less):
    assert math.isnan(noticed_earlier(_records(**less), _records()).cost_more_gbp)
    assert math.isnan(noticed_earlier(_records(), _records(**less)).cost_more_gbp)
