"""Without ground truth: bounds, a latent estimate, and what cannot be identified."""

from __future__ import annotations

import numpy as np
import pytest

from custodes.measures.per_person import NOT_DISCLOSED
from custodes.measures.unlabelled import BOUNDS_ONLY, latent_share, unlabelled
from tests.measures.disclosed_builder import asking, day, disclosed

PEOPLE = 60


def desk(overturned, upheld, undecided=0):
    decision = ["overturned"] * overturned + ["upheld"] * upheld + [None] * undecided
    rows = len(decision)
    who = np.random.default_rng(rows).permutation(np.arange(rows) % PEOPLE)
    return {"person": who, "arrived": day(5), "decision": decision}


def found_of(**kinds):
    return unlabelled(disclosed(PEOPLE, **kinds), asking(PEOPLE)).answers


def test_failed_checks_lie_between_what_was_overturned_and_what_was_not_upheld():
    answer = found_of(desk=desk(60, 120, 20))["unlabelled_failed_checks_false_share"]
    assert answer.value is None
    assert answer.cannot_tell == BOUNDS_ONLY
    assert (answer.bounds.low, answer.bounds.high) == (pytest.approx(0.3), pytest.approx(0.4))


def test_comparisons_lie_between_overturned_and_not_upheld_fails():
    outcome = ["no_match"] * 100 + ["passed"] * 880 + ["missed"] * 20
    checks = {"person": np.arange(1000) % PEOPLE, "due": day(4), "outcome": outcome}
    bounds = found_of(desk=desk(60, 30), checks=checks)["unlabelled_false_nonmatch_share"].bounds
    assert (bounds.low, bounds.high) == (pytest.approx(60 / 980), pytest.approx(70 / 980))
    assert found_of(desk=desk(60, 30))["unlabelled_false_nonmatch_share"].cannot_tell == NOT_DISCLOSED


def test_alerts_at_each_counting_point():
    alerts = {
        "person": np.arange(200) % PEOPLE,
        "raised": day(3),
        "outcome": ["cleared"] * 40 + ["upheld"] * 60 + ["open"] * 100,
        "acted_on": [day(4)] * 20 + [None] * 20 + [day(4)] * 60 + [None] * 100,
    }
    answers = found_of(alerts=alerts)
    raised, acted = (answers[f"unlabelled_alerts_false_share.{point}"].bounds for point in ("raised", "acted_on"))
    assert (raised.low, raised.high) == (pytest.approx(0.2), pytest.approx(0.7))
    assert (acted.low, acted.high) == (pytest.approx(0.25), pytest.approx(0.25))


def test_rogan_and_gladen():
    # Rogan and Gladen 1978: apparent = sensitivity x true + (1 - specificity)(1 - true).
    for true in (0.0, 0.3, 1.0):
        apparent = 0.94 * true + 0.14 * (1 - true)
        assert latent_share(apparent, 0.06, 0.14) == pytest.approx(true)


def test_the_latent_estimate_and_its_two_ranges():
    answer = found_of(desk=desk(100, 100))["latent_failed_checks_false_share"]
    assert answer.value == pytest.approx((0.5 - 0.14) / 0.8)
    assert answer.low < answer.value < answer.high
    # Reviewers who never err give the share itself; who wrongly accept 20 in 100, less; who wrongly reject, more.
    assert answer.from_unknowns.low == pytest.approx((0.5 - 0.2) / 0.8)
    assert answer.from_unknowns.high == pytest.approx(0.5 / 0.8)


def test_a_share_that_such_reviewers_cannot_give_is_not_corrected():
    answer = found_of(desk=desk(10, 190))["latent_failed_checks_false_share"]
    assert answer.value is None
    assert "these reviewers err in another way" in answer.cannot_tell


def test_the_latent_estimate_covers_the_truth_over_seeds():
    # Cases are of the person with a chance of 0.4 that differs between people; reviewers err as supposed. Over 300
    # seeds the 95 % interval covers in 0.95; z bound 4: 0.05.
    covered = 0
    for seed in range(300):
        rng = np.random.default_rng(seed)
        person = np.arange(600) % PEOPLE
        own = rng.random(600) < rng.choice([0.2, 0.6], PEOPLE)[person]
        overturned = np.where(own, rng.random(600) < 0.94, rng.random(600) < 0.14)
        cases = {"person": person, "arrived": day(5), "decision": np.where(overturned, "overturned", "upheld").tolist()}
        answer = found_of(desk=cases)["latent_failed_checks_false_share"]
        covered += answer.low <= 0.4 <= answer.high
    assert abs(covered / 300 - 0.95) < 4 * np.sqrt(0.95 * 0.05 / 300)
