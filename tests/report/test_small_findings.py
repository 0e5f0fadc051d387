"""Findings: the numbers of those that concern few people are withheld, and answers that would tell them too."""

from __future__ import annotations

import numpy as np
import pytest

from custodes.measures.answer import Answer, Span, cannot_tell
from custodes.measures.finding import Finding
from custodes.report.small_findings import protect_findings, withhold_ratios

K = 10


def _finding(count: int, people: int, of: int = 500, unit: str = "reviews") -> Finding:
    return Finding("overdue", "reviews came late", count, of, unit, people, "rule", "test", "reviews", np.arange(0))


@pytest.mark.parametrize(("count", "people", "stays"), [(40, 9, False), (40, 10, True), (0, 0, True), (4, 0, False)])
def test_findings(count: int, people: int, stays: bool):  # noqa: FBT001
    [after] = protect_findings([_finding(count, people)], K)
    assert (after.count, after.of, after.people) == ((count, 500, people) if stays else (None, None, None))
    assert after.means == "reviews came late"


@pytest.mark.parametrize(("count", "stays"), [(45, False), (51, True), (41, True), (0, True)])
def test_people_who_are_left_are_not_few(count: int, stays: bool):  # noqa: FBT001
    [after] = protect_findings([_finding(count, count, 51, "people monitored")], K)
    assert (after.count == count) == stays
    [of_rows] = protect_findings([_finding(count, count, 51)], K)
    assert of_rows.count == count


def test_nothing_found_among_few_does_not_tell_among_how_many():
    [after] = protect_findings([_finding(0, 0, 8, "representations")], K)
    assert (after.count, after.of, after.people) == (0, None, 0)


def test_what_is_protected_is_protected_again_for_a_larger_k():
    once = protect_findings([_finding(14, 12), _finding(3, 3)], K)
    twice = protect_findings(once, 20)
    assert [each.count for each in once] == [14, None]
    assert [each.count for each in twice] == [None, None]


RATIO = 3 / 40


@pytest.mark.parametrize(
    "answer",
    [
        Answer(RATIO, 0.0, 0.4, "share", 40),
        Answer(1 - RATIO, 0.6, 1.0, "share", 40),
        Answer(0.5, 0.3, 0.7, "share", 40, bounds=Span(RATIO, 0.9)),
        Answer(0.5, 0.3, 0.7, "share", 40, bounds=Span(0.1, 1 - RATIO)),
        Answer(None, None, None, "share", 40, cannot_tell="only bounds", bounds=Span(RATIO, 0.3)),
    ],
)
def test_no_number_of_an_answer_is_the_ratio_of_a_withheld_finding(answer: Answer):
    after = withhold_ratios({"x": answer}, [_finding(3, 3, 40)], K)["x"]
    assert after.value is after.bounds is None
    assert after.cannot_tell is not None
    assert after.cannot_tell.startswith("[c]")
    assert withhold_ratios({"x": answer}, [_finding(3, 30, 40)], K)["x"] == answer


def test_other_answers_stay():
    before = {"x": Answer(0.5, 0.3, 0.7, "share", 40), "y": cannot_tell("nobody", unit="share")}
    assert withhold_ratios(before, [_finding(3, 3, 40), _finding(0, 0, 40)], K) == before
