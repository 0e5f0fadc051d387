"""Gaps between groups, limits, attacks and what a score file hides."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from custodes.measures.answer import Answer
from custodes.measures.attack_presentation import species_ids
from custodes.measures.score_gaps import cut_end
from custodes.measures.score_groups import SUMMARIES, gap_answer
from custodes.measures.score_limits import verdict
from custodes.measures.score_notes import score_notes
from custodes.measures.score_sampling import Draws, sample_fmr
from custodes.measures.score_sets import Attribute, Scores
from custodes.measures.scores import ask_scores, sides_of
from tests.measures.disclosed_builder import DAY, START
from tests.measures.score_builder import made


def _found(scores, threshold=3.0):
    return ask_scores(scores, threshold=threshold, resamples=200, seed=5)


def _by_key(found):
    return {each.key: each for each in found.findings}


def test_a_group_that_is_refused_more_shows_and_stands_out_from_shuffled_labels():
    found = _found(made(shift=(0.0, 0.0, -1.2), people=90)).answers
    groups = found["fnmr"].by_group["group"]
    assert groups["three"].low > groups["one"].high
    gap = found["group_gap.max_minus_min.fnmr"]
    assert gap.value == pytest.approx(max(g.value for g in groups.values()) - min(g.value for g in groups.values()))
    assert gap.value > gap.permuted.high
    assert found["limit.sp800_63a_4.group_fnmr"].verdict == "not met"


def test_groups_that_are_alike_lie_within_shuffled_labels():
    inside = 0
    for seed in range(12):
        gap = _found(made(seed=seed, people=60, others=600)).answers["group_gap.max_minus_min.fnmr"]
        inside += gap.value <= gap.permuted.high
    assert inside >= 9  # 12 files at 97.5 %: fewer than 9 has a chance below 1 in 10,000


def test_a_gap_in_false_matches_covers_the_truth_when_people_differ():
    # Bound: 150 files of 90 people, 95 % stated; 3.3 standard errors of a binomial below.
    people, files, spread, apart, at = 90, 150, 0.4, 0.8, 1.5
    left, right = np.triu_indices(people, 1)
    code, none = np.arange(people) % 2, np.empty(0, dtype=np.int64)
    attribute = Attribute("group", ("a", "b"), none, code[left], code[right], code)
    width = np.sqrt(1 + 2 * spread**2)
    truth = norm.sf((at - apart) / width) - norm.sf(at / width)
    covered = 0
    for seed in range(files):
        stream = np.random.default_rng(seed)
        own = stream.normal(0, spread, people)
        other = stream.normal(0, 1, len(left)) + own[left] + own[right]
        other += apart * ((code[left] == 1) & (code[right] == 1))
        sides = sides_of(Scores(np.empty(0), other, none, left, right, people, (attribute,)))
        told = gap_answer(sample_fmr(sides, attribute, at, Draws(200, seed)), SUMMARIES["max_minus_min"], 0.95)
        covered += told.low <= truth <= told.high
    assert covered / files > 0.95 - 3.3 * (0.95 * 0.05 / files) ** 0.5


def test_false_matches_are_told_by_pair_of_groups():
    found = _found(made(others=6000), threshold=1.5).answers["fmr"]
    assert len(found.by_group["pair"]) >= 6
    assert found.low < found.value < found.high


@pytest.mark.parametrize(
    ("value", "low", "high", "wanted"),
    [(0.001, 0.0005, 0.009, "met"), (0.02, 0.011, 0.03, "not met"), (0.01, 0.005, 0.02, "cannot tell")],
)
def test_a_limit_is_met_not_met_or_cannot_be_told(value, low, high, wanted):
    told = verdict(Answer(value, low, high, "share", 500), 0.01)
    assert told.verdict == wanted
    assert (told.cannot_tell is not None) == (wanted == "cannot tell")


def test_a_limit_that_cannot_be_told_says_how_many_people_it_would_take():
    assert "people" in verdict(Answer(0.005, 0.001, 0.02, "share", 50), 0.01).cannot_tell


def _attacks(table, stream):
    del stream
    return [None if mated else ("mask" if i % 2 else "photo") for i, mated in enumerate(table["mated"])]


def test_attacks_are_told_by_kind_and_the_worst_kind_counts():
    scores = made(
        others=600,
        species=_attacks,
        live=lambda table, _: [1 if mated else int(i % 6 == 1) for i, mated in enumerate(table["mated"])],
        accepted=lambda table, _: [1 if mated else 0 for mated in table["mated"]],
    )
    found = _found(scores).answers
    assert found["apcer.photo"].value == 0
    assert found["apcer.mask"].value == pytest.approx(1 / 3, abs=0.02)
    assert found["apcer"].value == found["apcer.mask"].value
    assert found["bpcer"].value == 0
    assert found["iapar"].value == 0
    assert found["limit.sp800_63b_4.apcer"].verdict == "not met"


def test_kinds_of_attack_get_ids_of_their_own():
    assert species_ids(("Paper mask", "paper-mask", "***")) == ["paper_mask", "paper_mask_", "species"]


def _half(table):
    return np.asarray(table["time"]) > START + 50 * DAY


def test_a_threshold_that_changed_is_found_with_its_rows():
    changed = made(threshold=lambda table, _: np.where(_half(table), 3.5, 3.0))
    finding = _by_key(ask_scores(changed))["threshold-changed"]
    assert finding.count >= 1
    steady = _by_key(ask_scores(made(threshold=3.0)))["threshold-changed"]
    assert steady.count == 0


def test_a_model_that_changed_in_silence_is_found_and_a_steady_one_is_not():
    moved = made(score=lambda table, _: np.asarray(table["score"]) + np.where(_half(table), 0.6, 0.0))
    assert _by_key(_found(moved))["scores-shifted"].count > 0
    assert _by_key(_found(made()))["scores-shifted"].count == 0


def test_decisions_against_the_threshold_are_found():
    rows = made(threshold=3.0, accepted=lambda table, _: [int(score < 3.0) for score in table["score"]])
    assert _by_key(ask_scores(rows))["decisions-against-threshold"].count > 0


def test_scores_that_were_cut_off_are_found():
    scores = np.sort(np.random.default_rng(1).normal(5, 1, 5000))
    assert cut_end(scores) is None
    cut = scores[scores >= 4.5]
    assert cut_end(cut) == pytest.approx(4.5, abs=0.01)
    assert np.isnan(cut_end(scores[:100]))


def test_swapped_files_and_missing_failures_are_said():
    scores = made(acquired=1)
    keys = _by_key(_found(scores))
    assert keys["files-swapped"].count == 0
    assert keys["no-failures-to-acquire"].count > 0
    swapped = made(mated=lambda table, _: 1 - np.asarray(table["mated"]))
    assert _by_key(_found(swapped))["files-swapped"].count == 1


def test_rows_that_stand_twice_or_contradict_themselves_are_counted():
    twice = made(
        people=20,
        score=lambda table, _: np.where(np.arange(len(table["score"])) == 1, table["score"][0], table["score"]),
        time=lambda table, _: np.where(np.arange(len(table["time"])) == 1, table["time"][0], table["time"]),
        other_person=lambda table, _: np.where(np.arange(len(table["mated"])) == 5, 7, table["other_person"]),
    )
    keys = _by_key(_found(twice))
    assert keys["rows-twice"].count >= 1
    assert keys["labels-contradict"].count >= 1


def test_who_could_not_be_enrolled_counts_with_the_attempts_that_failed():
    scores = made(
        score=lambda table, _: np.where(np.arange(len(table["score"])) % 40 == 3, np.nan, table["score"]),
        acquired=lambda table, _: (np.arange(len(table["score"])) % 40 != 3).astype(int),
        enrolled=lambda table, _: [int(person % 10 != 0) for person in table["person"]],
    )
    found = _found(scores).answers
    assert found["fta"].value == pytest.approx(1 / 40, abs=0.01)
    assert found["fte"].value == pytest.approx(0.1)
    frr, fte = found["frr"].value, found["fte"].value
    assert found["gfrr"].value == pytest.approx(fte + frr * (1 - fte), rel=0.05)
    assert found["far"].value <= found["fmr"].value


def test_notes_say_what_a_reader_must_know():
    scores = made(people=12)
    assert score_notes(scores, _found(scores))
