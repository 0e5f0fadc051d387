from __future__ import annotations

import pytest

from custodes.errors import Refused
from custodes.scheme.settings import ASSUMPTION, settable

WINDOW = "instruments.watch.checks.window"


def problems(scheme, **settings):
    with pytest.raises(Refused) as refused:
        scheme.with_settings(settings)
    return refused.value.problems


@pytest.mark.parametrize(
    ("path", "given", "base"),
    [
        (WINDOW, "5", 5 / 60),
        (WINDOW, 5, 5 / 60),
        (WINDOW, 0.5, 0.5 / 60),
        (WINDOW, "5 minute", 5 / 60),
        (WINDOW, "1 hour", 1.0),
        (WINDOW, "30second", 30 / 3600),
        (WINDOW, "1e1", 10 / 60),
        ("instruments.watch.checks.recognition.no_match", "0.01", 0.01),
        ("instruments.watch.checks.recognition.no_match", ".01 ratio", 0.01),
        ("instruments.watch.checks.schedule.from", "07:30", 7.5),
        ("conduct.handing_over", "2 1/year", 2 / 365.25),
        ("desks.review.shifts.0.staff", "2", 2.0),
        ("desks.review.reviewer.criterion", "-0.2", -0.2),
        ("reviews.interval", "6", 6 * 365.25 / 12 * 24),
        ("costs.items.reviewers.amount", "25", 25.0),
        ("desks.review.gives_up_after", "1 day", 24.0),
    ],
)
def test_a_number_is_set_in_its_own_unit_or_another_of_its_kind(small, path, given, base):
    changed = small.with_settings({path: given})
    quantity = changed.quantities()[path]
    assert quantity.at(0.9) == pytest.approx(base)
    assert not quantity.is_range
    assert (quantity.basis_kind, quantity.basis) == ("assumption", ASSUMPTION)
    assert quantity.unit == small.quantities()[path].unit
    assert quantity.price_year == small.quantities()[path].price_year
    assert quantity.dated is None
    assert changed.hash != small.hash


def test_nothing_else_changes(small):
    changed = small.with_settings({WINDOW: "5"})
    assert {path: q for path, q in changed.quantities().items() if path != WINDOW} == {
        path: q for path, q in small.quantities().items() if path != WINDOW
    }
    assert dict(changed.sources) == dict(small.sources)
    assert small.quantities()[WINDOW].value == 15


def test_no_settings_change_nothing(small):
    assert small.with_settings({}) == small


@pytest.mark.parametrize(
    ("path", "given", "read"),
    [
        ("rules.no_image", "clear", lambda s: s.rules.no_image == "clear"),
        ("desks.review.shift_end", "capacity", lambda s: s.desks.review.shift_end == "capacity"),
        ("data_kept.0.after", "failed", lambda s: s.data_kept[0].after == "failed"),
        ("instruments.watch.worn", "false", lambda s: s.instruments["watch"].worn is False),
        ("as_at", "2022-01-01", lambda s: s.reviews.interval.value == 3),
        ("desks.casework.gives_up_after", "4 hour", lambda s: s.desks.casework.gives_up_after.at(0.5) == 4),
        ("desks.casework.gives_up_after", "null", lambda s: s.desks.casework.gives_up_after is None),
    ],
)
def test_words_are_set_too(small, path, given, read):
    assert read(small.with_settings({path: given}))


@pytest.mark.parametrize(
    ("path", "given", "code", "hint"),
    [
        ("instruments.watch.checks.windw", "5", "unknown-path", f'did you mean "{WINDOW}"?'),
        ("quite.elsewhere", "5", "unknown-path", ""),
        ("title", "Other", "unknown-path", ""),
        (f"{WINDOW}.value", "5", "unknown-path", f'did you mean "{WINDOW}"?'),
        (WINDOW, "5 minutes", "unknown-unit", 'did you mean "minute"?'),
        (WINDOW, "5 ratio", "wrong-unit", "give it in minute"),
        (WINDOW, "", "not-a-number", '"5 minute"'),
        (WINDOW, "soon", "not-a-number", '"5 minute"'),
        (WINDOW, "00:05", "not-a-number", '"5 minute"'),
        (WINDOW, "nan", "not-a-number", ""),
        (WINDOW, float("inf"), "not-a-number", ""),
        (WINDOW, "1e999", "not-a-number", ""),
        (WINDOW, "-5", "out-of-range", ""),
        ("costs.items.contract.amount", "5 USD", "mixed-currencies", "rate"),
        ("instruments.watch.checks.recognition.no_match", "1.2", "out-of-range", "0.02"),
        ("cohort.groups.sex.shares.female", "0.5", "shares-do-not-sum", ""),
        ("cohort.size", "0.5", "not-whole", ""),
        ("instruments.watch.checks.schedule.from", "7.5", "bad-time-of-day", "HH:MM"),
        ("instruments.watch.checks.schedule.from", "23:00", "disorder", ""),
        ("desks.casework.shifts.0.staff", "0", "no-crew", ""),
        ("desks.casework.gives_up_after", "4", "unknown-unit", '"4 hour"'),
        ("desks.casework.gives_up_after", "never", "not-a-number", '"4 hour"'),
        ("rules.no_image", "ignore", "unknown-word", "raise, clear"),
        ("rules.no_image", 5, "unknown-word", ""),
        ("desks.casework.order", "urgent_first", "missing-key", ""),
        ("as_at", "2020-01-01", "no-entry", ""),
    ],
)
def test_what_cannot_be_set_is_refused(small, path, given, code, hint):
    found = problems(small, **{path: given})
    assert code in {problem.code for problem in found}
    problem = next(problem for problem in found if problem.code == code)
    assert hint in problem.hint
    assert (problem.file, problem.line) == ("settings", 0)
    assert str(problem).startswith("settings: ")


def test_all_settings_that_cannot_be_made_are_told_at_once(small):
    found = problems(small, **{"windw": "5", WINDOW: "soon", "cohort.size": "0"})
    assert sorted(problem.code for problem in found) == ["empty-cohort", "not-a-number", "unknown-path"]


def test_by_which_definition_absconding_is_counted_may_be_set_where_the_file_leaves_it_out(small):
    path, meant = "conduct.absconding_counted_as", "out-of-contact"
    assert small.conduct.absconding_counted_as is None
    assert path in settable(small)
    told = small.with_settings({path: meant})
    assert told.conduct.absconding_counted_as == meant
    assert told.values() == small.values()
    assert told.with_settings({path: "null"}) == small
    with pytest.raises(Refused) as refused:
        small.with_settings({path: "out-of-contakt"})
    (problem,) = refused.value.problems
    assert (problem.code, problem.path) == ("unknown-word", path)
