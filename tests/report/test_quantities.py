from __future__ import annotations

from dataclasses import replace

import pytest

from custodes.report.quantities import PRINCIPAL, in_words, least_known, unpublished, widest
from custodes.scheme.library import load, names
from tests.report.made_up import quantities, row


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("cohort.size", "people on the scheme at any one time"),
        ("desks.review.shifts.0.staff", "review desk: staff on shift 1"),
        ("cohort.groups.sex.shares.female", "part of the people who are sex: female"),
        ("reviews.interval.dated.1", "time from one review of the decision to monitor to the next"),
        ("something.new_here", "something, new here"),
    ],
)
def test_path_is_said_in_words(path, words):
    assert in_words(path) == words


def test_every_quantity_of_the_library_has_words_of_its_own():
    for name in names():
        for path in load(name).quantities():
            fallback = ", ".join(path.replace("_", " ").split("."))
            assert in_words(path) != fallback, path


def test_width_is_high_over_low():
    assert widest(row("a", "", (1.0, 2.0, 10.0))) == 10.0
    assert widest(row("a", "", (0.0, 2.0, 10.0))) == 25.0
    assert widest(row("a", "", (-1.0, 0.0, 1.0))) == 1.0
    assert widest(row("a", "", (None, 2.0, None))) == 1.0
    assert widest(replace(row("a", "", (1.0, 2.0, 20.0)), unit="time of day")) == 1.0


def test_match_failures_and_officer_minutes_head_the_unknowns():
    top = [each.path for each in unpublished(quantities(), 3)]
    assert top[:2] == ["instruments.watch.checks.recognition.no_match", "desks.casework.minutes_per_case"]


def test_list_runs_from_unpublished_ranges_to_plain_numbers():
    rows = least_known(quantities())
    assert len(rows) == len(quantities())
    order = [(r.basis == "source") + 2 * (r.low is None) for r in rows]
    assert order == sorted(order)
    others = [widest(r) for r in rows if r.basis != "source" and "." in r.path][len(PRINCIPAL) :]
    assert others == sorted(others, reverse=True)


def test_everything_published_gives_no_list():
    assert unpublished([row("a", "", (1.0, 2.0, 9.0), "source")], 3) == ()
