"""People behind a numerator: whoever withholds numbers about few people must know how many they are."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from custodes.measures.answer import Answer, GroupAnswer, fewest
from custodes.measures.answer_json import answer_document, read_answer
from custodes.measures.asking import EVERYONE, Asking, Members
from custodes.measures.concentration import ask_top_share
from custodes.measures.horizon import Watch, ask_by_day
from custodes.measures.mean import ask_mean
from custodes.measures.per_person import Question, ask_rate, ask_share
from custodes.measures.person_median import person_median
from custodes.measures.quantile import case_quantile
from custodes.measures.rate import Kind
from custodes.measures.score_groups import group_gaps
from custodes.measures.score_rates import rates
from custodes.measures.score_sampling import Draws
from custodes.measures.scores import ask_scores, sides_of
from tests.measures.score_builder import made

SHARE = Question("share")
MEN = np.arange(40) < 10
ASK = Asking(Members((EVERYONE, ("sex", "male")), np.stack([np.ones(40), MEN], axis=1), 40.0))


def _first(*people: int) -> np.ndarray:
    """Events of the first people: how many each has."""
    events = np.zeros(40)
    events[: len(people)] = people
    return events


def _people(told: Answer | GroupAnswer) -> tuple[int | None, int | None]:
    return told.touched, told.spared


def test_a_share_says_how_many_people_had_an_event_and_how_many_a_chance_without_one():
    told = ask_share(_first(4, 4, 2), np.full(40, 4.0), SHARE, ASK)
    assert _people(told) == (3, 38)
    assert _people(told.by_group["sex"]["male"]) == (3, 8)
    whole = ask_share(_first(1), np.ones(40), SHARE, ASK)
    assert _people(whole) == (1, 39)


def test_it_says_so_when_the_share_cannot_be_told_too():
    told = ask_share(_first(9), np.full(40, 10.0), SHARE, ASK)
    assert told.value is None
    assert told.touched == 1


@pytest.mark.parametrize("events", [_first(3, 2, 1, 5), _first(900)])
def test_a_rate_says_how_many_people_had_an_event(events):
    told = ask_rate(events, np.full(40, 100.0), Question("per day"), ASK, Kind())
    assert told.touched == np.count_nonzero(events)
    assert told.spared is None


def test_means_quantiles_medians_and_top_shares_say_it():
    assert ask_mean(_first(3, 0, 5, 7, 2), np.ones(40), Question("day"), ASK).touched == 4
    assert ask_top_share(_first(3, 1, 5, 7, 2), 0.5, SHARE, ASK).touched == 5
    assert person_median(np.arange(12.0), 0.95, "").touched == 12
    # Of 200 people with one case each, ten lie at the 95 % quantile or beyond it, and one more with equal waits.
    assert case_quantile(np.arange(200.0), np.arange(200), 0.95, 0.95).touched == 11


def test_a_share_by_a_day_says_to_how_many_it_had_happened():
    days = np.full(40, np.nan)
    days[:3] = 5.0, 20.0, 29.0
    told = ask_by_day(days, 28, Watch(60.0, np.full(40, 60.0)), SHARE, ASK)
    assert _people(told) == (2, 38)


def test_scores_say_who_carries_errors():
    scores = made(60, 40, 3000, spread=0.5)
    told = rates(sides_of(scores), 2.5, 0.95)
    refused = scores.mated < 2.5
    assert told["fnmr"].touched == len(np.unique(scores.person[refused]))
    passed = scores.other >= 2.5
    concerned = len(np.unique(np.concatenate([scores.left[passed], scores.right[passed]])))
    assert told["fmr"].touched == concerned
    groups = told["fnmr"].by_group["group"].values()
    assert sum(each.touched for each in groups) == told["fnmr"].touched
    gaps = group_gaps(sides_of(scores), 2.5, 0.95, Draws(20, 0))
    assert gaps["group_gap.gini.fnmr"].touched == min(each.touched for each in groups)


def test_every_answer_made_of_a_score_with_a_value_says_it_and_so_do_limits():
    scores = made(60, 40, 3000, spread=0.5)
    told = ask_scores(scores, threshold=2.5, resamples=20).answers
    assert told["fnmr"].touched
    assert [key for key, answer in told.items() if answer.value is not None and answer.touched is None] == []
    assert told["limit.sp800_63a_4.fmr"].touched == told["fmr"].touched


def test_what_is_made_of_several_parts_has_the_people_of_the_smallest():
    assert fewest((5, 3, 0, None)) == 3
    assert fewest((0, 0)) == 0
    assert fewest((None,)) is None


def test_no_file_has_them():
    told = ask_share(_first(4, 4, 2), np.full(40, 4.0), SHARE, ASK)
    written = answer_document(told)
    names = {field.name for field in fields(GroupAnswer)} - {"touched", "spared"}
    assert not {"touched", "spared"} & set(written)
    assert set(written["by_group"]["sex"]["male"]) == names
    assert read_answer(written).touched is None
