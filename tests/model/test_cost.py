from __future__ import annotations

import math

import pytest

from custodes.model.cost import Volumes, costs
from custodes.scheme.library import load

VOLUMES = Volumes(
    person_d=10_000.0,
    days=100.0,
    staffed_h={"review": 50.0, "casework": 800.0},
    steps={"contact": 9.0, "warning": 3.0, "visit": 2.0, "arrest": 4.0},
    checks={"watch": 40_000.0, "reporting": 700.0},
)


def amounts(scheme, values, volumes=VOLUMES):
    table = costs(scheme, values, volumes)
    return dict(zip(scheme.costs.items, table["amount_gbp"].tolist(), strict=True)), table


def test_each_item_by_hand():
    scheme = load("home-office-2022")
    values = dict(scheme.values(None))
    values.update(
        {
            "costs.items.contract.devices": 1000.0,
            "costs.items.contract.term": 2 * 365.25 * 24.0,
            "costs.items.reviewers.amount": 30.0,
            "costs.items.caseworkers.amount": 40.0,
            "costs.items.reporting_visit.amount": 5.0,
            "costs.items.detention.amount": 100.0,
        }
    )
    found, table = amounts(scheme, values)
    assert found == pytest.approx(
        {
            "contract": 6_000_000 / (1000 * 730.5) * 10_000,
            "reviewers": 30 * 50,
            "caseworkers": 40 * 800,
            "reporting_visit": 5 * 700,
            "detention": 100 * 4,
        }
    )
    assert table["redacted"].tolist() == [True, False, False, False, False]
    assert table["item"].tolist() == [0, 1, 2, 3, 4]


def test_dollars_become_pounds():
    scheme = load("smartlink")
    values = dict(scheme.values(None))
    name = next(name for name, item in scheme.costs.items.items() if item.kind == "per_person_day")
    found, _ = amounts(scheme, values, Volumes(1000.0, 10.0, VOLUMES.staffed_h, VOLUMES.steps, {}))
    assert scheme.quantities()[f"costs.items.{name}.amount"].unit == "USD"
    assert found[name] == pytest.approx(values[f"costs.items.{name}.amount"] * values["costs.to_gbp"] * 1000)
    del values["costs.to_gbp"]
    assert math.isnan(amounts(scheme, values, Volumes(1.0, 1.0, VOLUMES.staffed_h, VOLUMES.steps, {}))[0][name])


def test_fixed_costs_and_a_scheme_without_costs():
    scheme = load("home-office-2022")
    item = scheme.costs.items["detention"].model_copy(update={"kind": "fixed_per_year", "step": None})
    fixed = scheme.model_copy(update={"costs": scheme.costs.model_copy(update={"items": {"detention": item}})})
    values = {**scheme.values(None), "costs.items.detention.amount": 3652.5}
    assert costs(fixed, values, VOLUMES)["amount_gbp"].tolist() == pytest.approx([1000.0])
    none = costs(scheme.model_copy(update={"costs": None}), values, VOLUMES)
    assert all(column.size == 0 for column in none.values())
