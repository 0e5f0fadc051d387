"""Published evidence in plain words: what was counted, how large an effect may be, how likely a claim is left."""

from __future__ import annotations

import pytest

from custodes.errors import Refused, UsageRefused
from custodes.report.effect_words import (
    claim_text,
    claims,
    effect_text,
    evidence_lines,
    line_document,
    result_text,
)
from custodes.scheme.evidence import trials
from custodes.scheme.evidence_effect import Effect, claim

PILOT = "gps-expansion-pilot"
MARKED = "absconded-as-marked-by-home-office"


def _line(name, outcome):
    (line,) = evidence_lines(name, outcome)
    return line


def test_every_result_of_every_trial_is_listed_with_an_effect_or_why_there_is_none():
    lines = evidence_lines()
    assert len(lines) == sum(len(each.results) for each in trials().values())
    assert {line.trial.trial for line in lines if isinstance(line.effect, Effect)} == {PILOT}
    assert all(" " in line.effect for line in lines if isinstance(line.effect, str))


def test_one_trial_or_one_outcome_is_listed_alone():
    assert [line.result.outcome for line in evidence_lines(PILOT)] == [MARKED, "out-of-contact"]
    assert [line.trial.trial for line in evidence_lines(None, "court-attendance")] == ["isap-2015-2020"]


def test_an_outcome_that_a_trial_did_not_count_is_refused():
    with pytest.raises(Refused) as refused:
        evidence_lines(PILOT, "reoffended")
    assert refused.value.problems[0].code == "other-definition"


def test_the_pilots_effect_is_said_with_its_interval_and_with_benefit_and_harm():
    # Home Office, GPS expansion pilot evaluation, 13 January 2025: 16 % against 14 %, of about 600 each.
    text = effect_text(_line(PILOT, MARKED).effect)
    assert "+2.0 percentage points (\u22122.0 to +6.0" in text
    assert "that it helps, however little: 17%; that it harms: 83%" in text


def test_no_difference_has_no_sign():
    assert " 0.0 percentage points (\u22125.3 to +5.3" in effect_text(_line(PILOT, "out-of-contact").effect)


def test_a_result_says_what_was_counted_how_well_it_was_seen_and_by_when():
    first, *others = result_text(_line(PILOT, MARKED))
    assert first.endswith("Counted by day 548.")
    assert others[0] == "tagged (first arm): GPS tag and reporting in person; 16% of 600 people [S2]."


def test_what_was_not_read_is_said():
    told = " ".join(result_text(_line("florida-2010", "failed-supervision")))
    assert "share not read of 5,034 people [S2]" in told
    assert "Relative risk, as reported: 0.69 [S2]." in told
    assert "No effect: only a risk relative to the others was read" in told
    assert "3%, of how many was not read" in " ".join(
        result_text(_line("releases-from-detention", "absconded-after-release-foi"))
    )


def test_a_claim_is_left_as_likely_as_the_one_trial_leaves_it():
    (found,) = claims(evidence_lines(None, MARKED), 5.0)
    assert found.probability == claim(PILOT, 5.0, MARKED)
    said = claim_text(found)
    assert "at least 5 percentage points fewer" in said
    assert "a probability of 0.04%, from gps-expansion-pilot, the one trial with counts of both arms" in said


@pytest.mark.parametrize(
    ("points", "said", "likely"),
    [
        (0.0, "no more,", "17%"),
        (-3.0, "at most 3 percentage points more,", "69%"),
        (1.0, "at least 1 percentage", "7.3%"),
    ],
)
def test_no_effect_and_harm_may_be_claimed_too(points, said, likely):
    (found,) = claims(evidence_lines(PILOT, MARKED), points)
    assert said in claim_text(found)
    assert f"probability of {likely}" in claim_text(found)


def test_a_claim_about_nothing_in_particular_is_refused():
    with pytest.raises(UsageRefused) as refused:
        claims(evidence_lines(), 5.0)
    (problem,) = refused.value.problems
    assert problem.code == "other-definition"
    assert problem.hint.endswith(f"{MARKED} or out-of-contact")


def test_a_claim_that_no_counts_speak_to_is_refused_with_why():
    with pytest.raises(UsageRefused) as refused:
        claims(evidence_lines("florida-2010"), 5.0)
    (problem,) = refused.value.problems
    assert problem.code == "no-effect"
    assert "only a risk relative to the others was read" in problem.seen


def test_everything_is_there_as_plain_values():
    document = line_document(_line(PILOT, MARKED))
    assert document["effect"]["treated"] == [96.0, 600.0]
    assert document["no_effect"] is None
    assert document["arms"]["tagged"]["mark"] == "S2"
    other = line_document(_line("tennessee-2007", "violated-or-charged"))
    assert other["effect"] is None
    assert other["no_effect"].startswith("only that there was no significant difference")
    assert line_document(_line("florida-2010", "failed-supervision"))["relative_risk"]["value"] == 0.69
