"""The page that shows tags beside published counts says what still comes out."""

from __future__ import annotations

import importlib.util
import math
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from custodes.study.published import ANY
from tests.docs.pages import DOCS, ROOT

if TYPE_CHECKING:
    from types import ModuleType

PEOPLE = 60
NAMES = ("gps-pilot-2022", "home-office-fitted-tag", "curfew-tag")
COUNTED = {
    "raised": ("alerts_raised", 365.25 / 12),
    "raised, about missed": ("alerts_raised_missed", 365.25 / 12),
    "raised, about curfew": ("alerts_raised_curfew", 365.25 / 12),
    "raised, about battery": ("alerts_raised_battery", 365.25 / 12),
    "battery breaches a person, mean": ("battery_breaches", 365.25),
    "strap breaches a person, mean": ("strap_breaches", 365.25),
}
"""Rows that do not depend on how many people share a desk, or on who has most."""


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("as_found", ROOT / "benchmarks" / "as_found.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", params=NAMES)
def world(request: pytest.FixtureRequest, script: ModuleType) -> tuple[str, Any]:
    return request.param, script.world(request.param, 0, PEOPLE, script.DAYS, 0)


def _rows() -> dict[str, list[str]]:
    """Cells of every row of figures, by what stands first in it."""
    text = (DOCS / "methods" / "as-found.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    # Two tables have rows of the same name; the first of them is that of alerts a person-month.
    found: dict[str, list[str]] = {}
    for first, *rest in cells:
        found.setdefault(first, rest)
    return found


def _central(cell: str) -> tuple[float, float]:
    """The figure of the central world, and half a unit of its last digit."""
    text = cell.split(" ", maxsplit=1)[0]
    return float(text), 0.5 * 10.0 ** -len(text.partition(".")[2])


def test_the_rows_are_those_that_the_script_prints(script: ModuleType):
    nothing = dict.fromkeys(script.figures(script.world(NAMES[2], 0, 5, 5, 0)), math.nan)
    printed = script.tables({name: [nothing] for name in script.SCHEMES})
    wanted = [line.split("|")[1:3] for line in printed.splitlines() if line.startswith("| ")]
    text = (DOCS / "methods" / "as-found.md").read_text(encoding="utf-8")
    shown = [line.split("|")[1:3] for line in text.splitlines() if line.startswith("| ")]
    assert sorted(shown) == sorted(wanted)


@pytest.mark.parametrize("row", COUNTED)
def test_what_is_counted_of_fewer_people_agrees_with_the_page(world: tuple[str, Any], row: str):
    # z bound 4.5 with people as the unit, for 60 people at any one time beside the page's 600.
    name, records = world
    shown = _rows()[row][1 + NAMES.index(name)]
    column, per_d = COUNTED[row]
    counts = records.tallies[column].astype(float)
    days = records.tallies["on_scheme_d"]
    if shown == "none":
        assert counts.sum() == 0
        return
    value, rounding = _central(shown)
    rate = counts.sum() / days.sum()
    error = math.sqrt(((counts - rate * days) ** 2).sum()) / days.sum()
    least = math.sqrt(max(counts.sum(), 4.0)) / days.sum()
    assert abs(rate * per_d - value) < 4.5 * math.sqrt(1.1) * max(error, least) * per_d + rounding


def test_shares_of_fewer_people_agree_with_the_page(world: tuple[str, Any], script: ModuleType):
    name, records = world
    rows, position = _rows(), 1 + NAMES.index(name)
    found = script.figures(records)
    value, rounding = _central(rows[ANY.words][position])
    # Person-years on the scheme stand for people: who stays for a part of the year tells a part of it.
    people = records.tallies["on_scheme_d"].sum() / 365.0
    assert abs(found[ANY.key] - value) < 4.5 * math.sqrt(1.1 * value * (1.0 - value) / people) + rounding
    if rows["false reports a night"][position] != "none":
        value, rounding = _central(rows["false reports a night"][position])
        a_night = records.tallies["truth_false_curfew"] / np.maximum(records.tallies["curfew_nights"], 1)
        error = a_night.std() / math.sqrt(a_night.size)
        assert abs(found["false_a_night"] - value) < 4.5 * math.sqrt(1.1) * error + rounding


def test_the_sentences_repeat_what_the_tables_say():
    text = (DOCS / "methods" / "as-found.md").read_text(encoding="utf-8")
    rows = _rows()
    battery = rows["battery breaches a person, mean"][1].split(" ")[0]
    most = rows["battery breaches of the person with the most"][1].split(" ")[0]
    strap = rows["strap breaches a person, mean"][1].split(" ")[0]
    share = float(rows[ANY.words][1].split(" ")[0])
    alerts = rows["raised"][3].split(" ")[0]
    for said in (f"{battery} a year is", f"has {most}, published", f"{strap} a year against", f"{alerts} a month are"):
        assert said in text
    assert f"{share:.0%}".replace("%", " % against 67 %") in text
    assert re.search(r"no world drawn reaches 9\.7", text)
    highest = [float(rows["raised"][k].split(" to ")[1].rstrip(")")) for k in (1, 2)]
    assert max(highest) < 9.7
