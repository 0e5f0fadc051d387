"""Contracts turned inside out: the reference's own figures, what publishing one number leaves, contradictions."""

from __future__ import annotations

import json

import pytest

from custodes.errors import Refused
from custodes.scheme.contract_files import contract_names
from custodes.study.contract import invert, steps
from custodes.study.contract_bounds import Range

NFD = "non-fitted-devices-2022"
FMS = "field-and-monitoring-2024"


def _left(found, name=None):
    return found.sides[0].left if name is None else next(side.left for side in found.sides if side.name == name)


def _narrowing(found, number, of):
    return next(each for each in found.sides[0].narrowings if (each.number, each.of) == (number, of))


@pytest.mark.parametrize("name", contract_names())
def test_every_contract_leaves_something_possible_and_is_plain_data(name):
    found = invert(name)
    assert all(side.left for side in found.sides)
    document = json.loads(json.dumps(found.document(), allow_nan=False))
    assert document["contract"]["command"] == f"custodes contract {name}"
    assert set(document["sides"]) == set(found.contract.stated)
    assert found.document() == invert(name).document()


def test_the_references_inversion_of_the_devices_comes_out():
    # Reference on schemes, section 8 [D]: GBP 2,000 to 12,000 a device, GBP 1.8 to 33 a person and day.
    left = _left(invert(NFD))
    assert left["cost_per_device"] == Range(2000.0, 12000.0)
    assert [round(left["cost_per_person_day"].low, 1), round(left["cost_per_person_day"].high)] == [1.8, 33]
    assert left["unit_price"] == Range(0.0, 12000.0)


def test_the_references_cost_of_field_and_monitoring_comes_out():
    # Reference on schemes, section 1.5 [D]: GBP 3.4 by the company, GBP 4.2 by the notice over eight years.
    found = invert(FMS, {"people": "26647", "stated.notice.term": "8 year"})
    assert round(_left(found, "company")["cost_per_person_day"].high, 1) == 3.4
    assert round(_left(found, "notice")["cost_per_person_day"].high, 1) == 4.2


def test_a_published_number_narrows_the_others_as_was_foretold():
    before = invert(NFD)
    told = _narrowing(before, "devices", "cost_per_person_day")
    widths = [
        _left(invert(NFD, {"devices": number}))["cost_per_person_day"].width for number in ("500", "1750", "3000")
    ]
    now = _left(before)["cost_per_person_day"].width
    assert [width / now for width in widths] == pytest.approx([told.worst, told.middle, told.best], rel=1e-9)
    assert told.worst > told.middle > told.best > 0.0


def test_some_numbers_would_narrow_everything_and_others_nothing():
    found = invert(NFD)
    devices = _narrowing(found, "devices", "cost_per_device")
    assert (devices.best, devices.middle, devices.worst) == (0.0, 0.0, 0.0)
    fixed = _narrowing(found, "fixed", "cost_per_person_day")
    assert (fixed.best, fixed.middle, fixed.worst) == (1.0, 1.0, 1.0)


def test_every_combination_of_devices_and_term_is_listed():
    side = invert(NFD).sides[0]
    assert side.counted_by == "devices"
    assert len(side.combinations) == 5 * 3
    last = side.combinations[-1]
    assert (last.many, last.days) == (3000.0, 3 * 365.25)
    assert last.left["cost_per_person_day"].high == pytest.approx(6e6 / 3000 / 3 / 365.25)


def test_a_combination_may_not_be_possible():
    side = invert(NFD, {"service": "0", "fixed": "0", "unit_price": "4000"}).sides[0]
    assert side.left["devices"] == Range(1500.0, 1500.0)
    side = invert(NFD, {"fixed": "0", "service": "10"}).sides[0]
    assert {each.left is None for each in side.combinations} == {True, False}


def test_prices_from_elsewhere_say_what_they_would_leave():
    elsewhere = invert(NFD).sides[0].elsewhere
    # GBP 12 to 13 for a person and day in prices of 2018, 1.149 times that in those of 2022: 6m over it and a year.
    assert set(elsewhere) == {"tag-2018", "curfew-2006"}
    assert elsewhere["tag-2018"].price == Range(12 * 1.149, 13 * 1.149)
    assert elsewhere["tag-2018"].left["devices"].high == pytest.approx(6e6 / (12 * 1.149) / 365.25)
    listed = invert("migrant-tracker-2022").sides[0].elsewhere["list-price"]
    assert (listed.price, listed.way, listed.left["devices"].high) == (Range(0.0, 1.16), (), 3_000_000.0)
    # A tag's whole price for everybody comes to more than any of the three values.
    tags = [side.elsewhere["tag-2018"] for side in invert(FMS).sides]
    assert [each.left for each in tags] == [None, None, None]
    assert tags[0].price.high == pytest.approx(13 * 1.149 * 1.1)


def test_a_price_of_a_year_without_a_stated_conversion_is_not_put_in():
    found = invert(NFD)
    assert (found.sides[0].elsewhere["curfew-2006"].price, found.sides[0].elsewhere["curfew-2006"].left) == (None, None)
    told = found.document()["sides"]["initial-cost"]["elsewhere"]
    assert told["curfew-2006"] == {"price": None, "conversion_stated": False, "converted_by": [], "possible": None}
    (line,) = told["tag-2018"]["converted_by"]
    assert (line["from"], line["to"], line["factor"]) == (["GBP", 2018], ["GBP", 2022], 1.149)
    assert line["basis"].startswith("assumed")


def test_a_wristband_can_be_as_cheap_as_its_lowest_price():
    left = _left(invert("migrant-tracker-2022"))
    assert (left["cost_per_device"].low, left["cost_per_device"].high) == pytest.approx((0.05, 150.0))
    assert left["devices"] == Range(1000.0, 3_000_000.0)


def test_numbers_that_contradict_each_other_are_named():
    with pytest.raises(Refused) as refused:
        invert(NFD, {"devices": "3000", "unit_price": "5000"})
    (problem,) = refused.value.problems
    assert (problem.code, problem.path) == ("no-combination", "stated.initial-cost")
    assert "GBP 15,000,000, which is more than the value of GBP 6,000,000" in problem.wrong
    assert "guardian-2022-08-05" in problem.wrong
    assert "devices 3,000 devices (set here)" in problem.wrong
    assert "service" not in problem.wrong


def test_parts_that_come_to_too_little_are_named_all():
    with pytest.raises(Refused) as refused:
        invert(NFD, {"fixed": "0", "unit_price": "1", "service": "1"})
    (problem,) = refused.value.problems
    assert "which is less than the value of GBP 6,000,000" in problem.wrong
    for path in ("devices", "unit_price", "stated.initial-cost.term", "service", "fixed"):
        assert f"; {path} " in problem.wrong


def test_where_one_published_value_is_impossible_the_others_are_told_all_the_same():
    found = invert(FMS, {"fixed": "250000000"})
    assert [side.left is None for side in found.sides] == [True, False, False]
    assert "GBP 250,000,000, which is more" in found.sides[0].contradiction
    assert found.document()["sides"]["company"]["possible"] == {}


def test_a_number_set_outside_what_was_held_possible_is_told():
    assert invert(NFD, {"devices": "400"}).outside == ("devices",)
    assert invert(NFD, {"devices": "600"}).outside == ()


def test_a_path_that_is_not_there_is_refused():
    with pytest.raises(Refused) as refused:
        invert(NFD, {"device": "400", "devices": "many"})
    assert {problem.code for problem in refused.value.problems} == {"unknown-path", "not-a-number"}


def test_steps_go_from_end_to_end():
    assert steps(Range(500, 3000), 5) == (500, 780, 1200, 1900, 3000)
    assert steps(Range(1, 3), 3, spread=False) == (1, 2, 3)
    assert steps(Range(0, 4), 3) == (0, 2, 4)
    assert steps(Range(7, 7), 5) == (7,)
