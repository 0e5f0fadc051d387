"""Changes in time that a score file shows."""

from __future__ import annotations

import numpy as np

from custodes.measures.score_changes import find_shift
from custodes.measures.scores import ask_scores
from tests.measures.disclosed_builder import DAY, START
from tests.measures.score_builder import made

ROWS = 1200


def _file(seed, people=60, days=60):
    stream = np.random.default_rng(seed)
    time_s = START + DAY * days * stream.random(ROWS)
    return time_s, stream.normal(0, 1, ROWS), stream.integers(0, people, ROWS), stream


def test_scores_that_do_not_move_are_seldom_said_to():
    # Of 80 files 8 are expected below 0.1; more than 17 has a chance below 1 in 1,000.
    below = 0
    for seed in range(80):
        below += find_shift(*_file(seed)).p < 0.1
    assert below <= 17


def test_a_step_is_found_on_its_day_and_a_slope_is_no_step():
    time_s, score, person, stream = _file(1)
    step = find_shift(time_s, score + 0.8 * (time_s > START + 20 * DAY), person, stream)
    assert (step.p, step.up, step.steady) == (0.001, True, False)
    assert step.first <= START + 20 * DAY <= step.last
    slope = find_shift(time_s, score - (time_s - START) / (20 * DAY), person, stream)
    assert (slope.p, slope.up, slope.steady) == (0.001, False, True)


def test_people_with_one_score_each_cannot_show_a_movement():
    time_s, score, _, stream = _file(2)
    moved = score + 5.0 * (time_s > START + 30 * DAY)
    assert find_shift(time_s, moved, np.arange(ROWS), stream) is None
    one_each = made(people=300, each=1, others=0)
    keys = [each.key for each in ask_scores(one_each, threshold=3.0).findings]
    assert "scores-shifted" not in keys


def test_people_who_come_and_go_are_no_movement():
    time_s, score, _, stream = _file(3)
    late = time_s > START + 30 * DAY
    person = np.where(late, 30, 0) + stream.integers(0, 30, ROWS)
    assert find_shift(time_s, score + 5.0 * late, person, stream).p > 0.005
