"""What one equation leaves of a box: exact ends, by closed forms and by search."""

from __future__ import annotations

import random

import pytest

from custodes.study.contract_bounds import (
    NOTHING,
    Box,
    Range,
    cost_per_device,
    cost_per_person_day,
    narrowed,
    possible,
    total,
)

YEAR_D = 365.25


def _box(**numbers):
    given = {
        "value": Range(6e6, 6e6),
        "term": Range(YEAR_D, 3 * YEAR_D),
        "devices": Range(500, 3000),
        "people": None,
        "unit_price": Range(0, 12000),
        "service": Range(0, 33),
        "fixed": Range(0, 6e6),
        "paired": True,
    }
    return Box(**{**given, **numbers})


def _random_box(seed):
    at = random.Random(seed)  # noqa: S311 - nothing here is a secret

    def some(low, high, *, exact=0.3):
        ends = sorted((at.uniform(low, high), at.uniform(low, high)))
        return Range(ends[0], ends[0]) if at.random() < exact else Range(*ends)

    paired = seed % 2 == 0
    return Box(
        value=some(1e5, 2e6),
        term=some(100, 1500),
        devices=some(50, 900),
        people=None if paired else some(50, 900),
        unit_price=NOTHING if at.random() < 0.2 else some(0, 3000),
        service=NOTHING if at.random() < 0.2 else some(0, 4),
        fixed=some(0, 3e5),
        paired=paired,
    )


SEEDS = range(60)


def test_the_references_own_inversion_comes_out():
    # Reference on schemes, section 8 [D]: GBP 6m over 500 to 3,000 devices and 1 to 3 years is GBP 2,000 to 12,000 a
    # device, or GBP 1.8 to 33 a person and day.
    left = possible(_box())
    assert left["cost_per_device"] == Range(2000.0, 12000.0)
    assert left["cost_per_person_day"].low == pytest.approx(6e6 / (3000 * 3 * YEAR_D), rel=1e-12)
    assert left["cost_per_person_day"].high == pytest.approx(6e6 / (500 * YEAR_D), rel=1e-12)
    assert round(left["cost_per_person_day"].low, 1) == 1.8
    assert round(left["cost_per_person_day"].high) == 33


def test_with_nothing_else_paid_for_the_price_of_a_device_is_the_value_over_their_number():
    left = narrowed(_box(service=NOTHING, fixed=NOTHING))
    assert left["unit_price"] == Range(2000.0, 12000.0)
    assert left["devices"] == Range(500.0, 3000.0)
    left = narrowed(_box(service=NOTHING, fixed=NOTHING, unit_price=Range(3000, 4000)))
    assert left["devices"] == Range(1500.0, 2000.0)


def test_a_service_alone_is_the_value_over_people_and_days():
    # Reference, section 1.5 [D]: GBP 200m over six years and 26,647 people is GBP 3.4 a person and day.
    box = _box(
        value=Range(2e8, 2e8),
        term=Range(6 * YEAR_D, 6 * YEAR_D),
        devices=None,
        people=Range(26647, 26647),
        unit_price=NOTHING,
        fixed=NOTHING,
        paired=False,
    )
    left = possible(box)
    assert left["service"].low == left["service"].high == pytest.approx(2e8 / 6 / 26647 / YEAR_D, rel=1e-12)
    assert round(left["cost_per_person_day"].high, 1) == 3.4
    assert "cost_per_device" not in left


def test_where_the_parts_are_too_much_or_too_little_nothing_is_possible():
    assert possible(_box(unit_price=Range(12001, 13000))) is None
    assert possible(_box(unit_price=NOTHING, service=NOTHING, fixed=Range(0, 5e6))) is None
    assert cost_per_device(_box(unit_price=Range(12001, 13000))) is None
    assert cost_per_person_day(_box(unit_price=Range(12001, 13000))) is None


def test_rounding_does_not_make_a_contradiction():
    box = _box(service=NOTHING, fixed=NOTHING, devices=Range(3, 3), unit_price=Range(0.1, 0.1), value=Range(0.3, 0.3))
    assert narrowed(box) is not None


@pytest.mark.parametrize("seed", SEEDS)
def test_each_end_is_possible_and_nothing_beyond_it_is(seed):
    box = _random_box(seed)
    left = narrowed(box)
    if left is None:
        assert total(box).low > box.value.high or total(box).high < box.value.low
        return
    for name, each in left.items():
        before = box.ranges()[name]
        assert before.low <= each.low <= each.high <= before.high
        for end, beyond, outer in ((each.low, -1, before.low), (each.high, 1, before.high)):
            assert narrowed(box.at(**{name: end})) is not None, (name, end)
            step = beyond * 1e-6 * max(end, 1.0)
            if abs(end - outer) > 2e-6 * max(end, 1.0):
                assert narrowed(box.at(**{name: end + step})) is None, (name, end)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_combination_found_by_search_costs_more_or_less(seed):
    box = _random_box(seed)
    left = possible(box)
    if left is None:
        return
    at = random.Random(seed)  # noqa: S311
    worn = "devices" if box.paired else "people"
    found: dict[str, list[float]] = {"cost_per_device": [], "cost_per_person_day": []}
    for _ in range(400):
        some = {name: at.choice((each.low, each.high, at.uniform(each.low, each.high))) for name, each in left.items()}
        part = narrowed(box.at(**{"term": some["term"], "devices": some["devices"], worn: some[worn]}))
        if part is not None:
            found["cost_per_device"] += [part["value"].low / some["devices"], part["value"].high / some["devices"]]
            days = some[worn] * some["term"]
            found["cost_per_person_day"] += [part["value"].low / days, part["value"].high / days]
    for name, values in found.items():
        assert values
        assert left[name].low * (1 - 1e-9) <= min(values)
        assert max(values) <= left[name].high * (1 + 1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_ends_of_the_costs_are_reached(seed):
    box = _random_box(seed)
    left = possible(box)
    if left is None:
        return
    by_device, by_day = left["cost_per_device"], left["cost_per_person_day"]
    worn = "devices" if box.paired else "people"
    steps = [k / 300 for k in range(301)]
    devices, people, days = left["devices"], left[worn], left["term"]
    many = [devices.low + part * devices.width for part in steps]
    ratios = [(part["value"], n) for n in many if (part := narrowed(box.at(devices=n))) is not None]
    assert min(value.low / n for value, n in ratios) == pytest.approx(by_device.low, rel=1e-9)
    assert max(value.high / n for value, n in ratios) == pytest.approx(by_device.high, rel=1e-9)
    grid = [(people.low + a * people.width, days.low + b * days.width) for a in steps[::15] for b in steps[::15]]
    there = [(part["value"], n * d) for n, d in grid if (part := narrowed(box.at(term=d, **{worn: n}))) is not None]
    if there:
        # The grid is coarse: it comes near the ends, and never past them.
        assert by_day.low <= min(value.low / m for value, m in there) * (1 + 1e-9)
        assert min(value.low / m for value, m in there) <= by_day.low * 1.35
        assert max(value.high / m for value, m in there) >= by_day.high / 1.35
