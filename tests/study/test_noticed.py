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


def test_the_share_noticed_earlier_has_the_variance_of_a_ratio_of_sums_over_people():
    earlier = [1, 1, 0, -1, 1, 0, 1, 1, -1, 1]
    rows = [(person // 2, LENT, 10.0 * person, 10.0 * person + 50.0) for person in range(10)]
    moved = [(p, state, h, at - 20.0 * e) for (p, state, h, at), e in zip(rows, earlier, strict=True)]
    found = noticed_earlier(_records(*rows), _records(*moved))
    gained = np.array(earlier).reshape(5, 2).sum(axis=1)
    assert found.share == pytest.approx(0.4)
    expected = 5 / 4 * np.square(gained - 0.4 * 2).sum() / 100
    assert found.variance == pytest.approx(expected)
    assert found.reach > 1.96 * math.sqrt(expected)


def test_where_all_are_noticed_earlier_the_rule_of_three_says_how_many_might_not_be():
    rows = [(person, GONE, 10.0, 60.0) for person in range(30)]
    found = noticed_earlier(_records(*rows), _records(*[(p, s, h, 20.0) for p, s, h, _ in rows]))
    assert found.share == 1.0
    assert 0.05 < found.reach < 0.2
    assert noticed_earlier(_records(), _records()).reach == 0.0


def test_the_interval_of_the_share_holds_it_as_often_as_it_says():
    held, tries, stream = 0, 400, np.random.default_rng(11)
    for _ in range(tries):
        earlier = stream.choice([1, 0, -1], size=60, p=[0.5, 0.3, 0.2])
        rows = [(person, GONE, 10.0, 60.0) for person in range(60)]
        moved = [(p, s, h, at - 20.0 * e) for (p, s, h, at), e in zip(rows, earlier, strict=True)]
        found = noticed_earlier(_records(*rows), _records(*moved))
        held += abs(found.share - 0.3) <= found.reach
    # 0.95 within z = 3.5 of 400 tries.
    assert held / tries > 0.95 - 3.5 * math.sqrt(0.95 * 0.05 / tries)
