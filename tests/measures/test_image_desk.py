"""The image desk: agreement, time a case, backlog, range of reviewers."""

from __future__ import annotations

import numpy as np
import pytest

from custodes.measures.image_desk import image_desk, kappa_interval, kappa_of
from custodes.measures.per_person import NOT_DISCLOSED
from tests.measures.disclosed_builder import asking, day, disclosed

PEOPLE = 40


def found_of(days=365.0, /, **desk):
    made = disclosed(PEOPLE, days, desk={"person": np.arange(200) % PEOPLE, "arrived": day(10), **desk})
    return image_desk(made, asking(PEOPLE))


def finding(found, key):
    return next(each for each in found.findings if each.key == key)


def test_kappa_of_a_published_table():
    # Cohen's example as in Wikipedia, "Cohen's kappa": 20, 5, 10, 15 gives 0.4.
    assert float(kappa_of(np.array([[20.0, 5.0], [10.0, 15.0]]))) == pytest.approx(0.4)
    assert np.isnan(kappa_of(np.array([[20.0, 0.0], [0.0, 0.0]])))
    assert np.isnan(kappa_of(np.zeros((2, 2))))


def test_agreement_of_two_reviewers():
    first = ["upheld"] * 100 + ["overturned"] * 100
    second = ["upheld"] * 80 + ["overturned"] * 100 + ["upheld"] * 20
    found = found_of(decision=first, second_decision=second)
    assert found.answers["reviewer_agreement_share"].value == pytest.approx(0.8)
    kappa = found.answers["reviewer_agreement_kappa"]
    assert kappa.value == pytest.approx(0.6)
    assert 0.4 < kappa.low < kappa.value < kappa.high < 0.8
    disagree = finding(found, "second-reviewers-disagree")
    assert (disagree.count, disagree.of, disagree.kind) == (40, 200, "desk")


@pytest.mark.parametrize(("people", "cases"), [(8, 80), (12, 240), (40, 400), (100, 400)])
def test_kappa_covers_the_truth_over_seeds(people, cases):
    # Two reviewers with a share of 0.3 each who agree in 0.79: kappa = (0.79 - 0.58) / 0.42 = 0.5. People differ: by
    # chance they have 14 or 28 disagreements in 100 cases, and unequal numbers of cases. 400 seeds; z bound 4.
    runs, covered, told = 400, 0, 0
    plain = np.array([0.195, 0.105, 0.105, 0.595])
    for seed in range(runs):
        rng = np.random.default_rng(seed)
        tilt = rng.choice([-0.035, 0.035], people)
        cells = plain + tilt[:, None] * np.array([-1.0, 1.0, 1.0, -1.0])
        sizes = rng.multinomial(cases - people, np.full(people, 1 / people)) + 1
        drawn = [rng.multinomial(size, each) for size, each in zip(sizes, cells, strict=True)]
        table = np.array(drawn).reshape(-1, 2, 2)
        found = kappa_interval(table.astype(float), 0.95)
        told += found.value is not None
        covered += found.value is not None and found.low <= 0.5 <= found.high
    assert told > 0.95 * runs
    assert abs(covered / told - 0.95) < 4 * np.sqrt(0.95 * 0.05 / told)


def test_few_disagreements_are_not_enough_for_a_kappa():
    second = ["upheld"] * 99 + ["overturned"] * 101
    found = found_of(decision=["upheld"] * 100 + ["overturned"] * 100, second_decision=second)
    assert "too few people" in found.answers["reviewer_agreement_kappa"].cannot_tell


def test_no_second_decision_is_not_disclosed_and_finds_nothing():
    found = found_of(decision="upheld", second_decision=None)
    assert found.answers["reviewer_agreement_share"].cannot_tell == NOT_DISCLOSED
    assert not [each for each in found.findings if each.key == "second-reviewers-disagree"]


def test_time_a_case_and_cases_decided_in_seconds():
    started = np.full(200, day(11))
    took_s = np.where(np.arange(200) < 30, 3.0, 120.0)
    found = found_of(started=started, finished=started + took_s)
    assert found.answers["desk_minutes_per_case"].value == 2
    assert finding(found, "cases-decided-in-seconds").count == 30
    assert found.answers["cases_decided_within_5s_share"].value == pytest.approx(0.15)


def test_what_waits_is_counted_by_day_or_by_month():
    found = found_of(30.0, finished=[day(12)] * 150 + [None] * 50)
    rows = found.tables["backlog-at"]
    assert len(rows) == 30
    waiting = [row["waiting"] for row in rows]
    assert waiting[8:12] == [0, 200, 200, 50]  # at the ends of days 9 to 12
    assert finding(found, "cases-undecided").count == 50
    assert [row["waiting"] for row in found_of(finished=day(12)).tables["backlog-at"]][:2] == [0, 0]


def test_reviewers_are_told_as_a_range_and_never_alone():
    decision = ["overturned"] * 40 + ["upheld"] * 160
    three = found_of(decision=decision, reviewer=np.repeat([0, 1, 2, 2], 50)).tables["reviewers-range"]
    (row,) = three
    assert (row["reviewers"], row["overturned_share_lowest"], row["overturned_share_highest"]) == (3, 0, 0.8)
    assert row["people"] == PEOPLE
    assert "reviewers-range" not in found_of(decision=decision, reviewer=np.repeat([0, 1], 100)).tables
