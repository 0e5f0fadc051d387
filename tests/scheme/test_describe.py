from __future__ import annotations

from custodes.scheme.describe import describe


def _rows(scheme):
    return {row.path: row for row in describe(scheme)}


def test_every_number_has_its_row(small):
    rows = _rows(small)
    assert set(small.quantities()) <= set(rows)
    assert {path for path, row in rows.items() if row.basis} == set(small.quantities())
    assert {path for path, row in rows.items() if row.is_range} == set(small.unknowns())


def test_rows_say_what_a_number_is_and_what_it_rests_on(small):
    rows = _rows(small)
    match = rows["instruments.watch.checks.recognition.no_match"]
    assert match.part == "instruments"
    assert match.what == "Share of the wearer's own samples that are not matched, the FNMR"
    assert match.value == "2% (0.5% to 10%)"
    assert (match.basis, match.source) == ("source", "example-report, page 2: 2%")
    window = rows["instruments.watch.checks.window"]
    assert (window.value, window.basis, window.source) == ("15 minutes", "assumption", "made up")
    devices = rows["costs.items.contract.devices"]
    assert (devices.value, devices.basis) == ("100 to 300 devices", "withheld")
    assert devices.source.startswith("the number of devices; the size")


def test_ratios_that_are_no_shares_are_plain_numbers(small):
    rows = _rows(small)
    assert rows["wearers.work_delay_factor"].value == "3"
    assert rows["instruments.watch.checks.recognition.correlation.attempt"].value == "0.5"
    assert rows["cohort.groups.sex.shares.female"].value == "25%"
    assert rows["instruments.watch.checks.recognition.by_group.no_match.region_of_birth.south"].value == "1.5"


def test_words_and_lists_have_rows_too(small):
    rows = _rows(small)
    assert rows["instruments.watch.worn"].value == "yes"
    assert rows["instruments.visits.worn"].value == "no"
    assert rows["desks.review.urgent"].value == "no_match, not_live"
    assert rows["as_at"].value == "2024-06-01"
    assert rows["aim.source"].value == "example-report, page 1: the aim"
    assert rows["reviews.interval"].value == "4 months"
    assert rows["cohort.groups.sex.shares.female"].what.endswith(": female")


def test_every_row_says_something(small):
    assert all(row.what and row.value for row in describe(small))
