"""What the schemes with a tag come to, beside published counts: the tables of docs/methods/as-found.md.

Nothing here is fitted. World 0 has every quantity at its middle; the range is that of the worlds drawn. Give a number
of people, of days and of draws to run fewer: ``as_found.py 100 365 4``.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np

from custodes.measures.asking import DAYS_PER_MONTH, DAYS_PER_YEAR, Asking, members
from custodes.measures.location import device
from custodes.model.day import run_model
from custodes.records.tables import CHECK_CAUSES, POINTS
from custodes.scheme import library
from custodes.study.plan import Plan
from custodes.study.published import ALARMS, ANY, BATTERY, STRAP
from custodes.study.world import world_values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.records.tables import Records

SCHEMES = ("gps-pilot-2022", "home-office-fitted-tag", "curfew-tag")
PEOPLE, DAYS, DRAWS, SEED = 600, 365, 24, 1
"""People at any one time, as in the pilot; length of a run [day]; worlds drawn; seed."""
CAUSES = ("missed", "curfew", "exclusion", "gap", "battery", "strap")
ANY_BREACH = "share_with_battery_or_strap_breach.365d"
DECIDED = ("raised", "handled")

World = dict[str, float]


def figures(records: Records) -> World:
    """Give every figure of one world that the page shows; not a number where there is none."""
    tallies = records.tallies
    days, nights = float(tallies["on_scheme_d"].sum()), float(tallies["curfew_nights"].sum())

    def rate(column: str, per_d: float) -> float:
        return float(tallies[column].sum()) / days * per_d

    def there(cause: str) -> bool:
        return ("checks" if cause in CHECK_CAUSES else cause) in records.parts

    alerts = {point: float(tallies[f"alerts_{point}"].sum()) for point in POINTS}
    false = {point: float(tallies[f"truth_false_{point}"].sum()) for point in POINTS}
    breach = device(records, Asking(members(records), seed=SEED))[ANY_BREACH].value
    return {
        **{point: rate(f"alerts_{point}", DAYS_PER_MONTH) for point in POINTS},
        **{cause: rate(f"alerts_raised_{cause}", DAYS_PER_MONTH) if there(cause) else np.nan for cause in CAUSES},
        **{f"not_false_{point}": 1.0 - false[point] / alerts[point] if alerts[point] else np.nan for point in POINTS},
        ANY.key: np.nan if breach is None else breach,
        "pilot-battery-mean": rate("battery_breaches", DAYS_PER_YEAR),
        "pilot-battery-largest": float(tallies["battery_breaches"].max()),
        "pilot-strap-mean": rate("strap_breaches", DAYS_PER_YEAR),
        "pilot-strap-largest": float(tallies["strap_breaches"].max()),
        "false_a_night": float(tallies["truth_false_curfew"].sum()) / nights if nights else np.nan,
    }


def world(name: str, number: int, people: int, days: int, draws: int) -> Records:
    """Run one world of a scheme, 0 the central one."""
    plan = Plan(library.load(name), people, days, max(draws, 1), SEED)
    return run_model(plan.scheme, world_values(plan, number), SEED, people, days)


def digits(value: float) -> str:
    """Write a figure with two digits that matter, or all of a whole part."""
    return f"{value:.0f}" if value >= 10.0 else f"{value:.2g}"  # noqa: PLR2004 - two digits


def cell(worlds: list[World], key: str) -> str:
    """Write a figure of the central world, with the lowest and the highest of the worlds drawn."""
    central, drawn = worlds[0][key], [found[key] for found in worlds[1:] if not np.isnan(found[key])]
    if np.isnan(central):
        return "none"
    return digits(central) + (f" ({digits(min(drawn))} to {digits(max(drawn))})" if drawn else "")


def row(words: str, published: str, found: Mapping[str, list[World]], key: str) -> str:
    """Write one row of a table."""
    return f"| {' | '.join((words, published, *(cell(found[name], key) for name in SCHEMES)))} |"


def head(first: str) -> str:
    """Write the head of a table."""
    return f"\n| {first} | Published | {' | '.join(f'`{name}`' for name in SCHEMES)} |\n|---|---|---|---|---|"


def tables(found: Mapping[str, list[World]]) -> str:
    """Write the tables of the page."""
    alarms = "; ".join(f"{each.value} ({each.short})" for each in ALARMS)
    lines = [head("Alerts a person-month")]
    lines += [row(point.replace("_", " "), alarms if point == "raised" else "", found, point) for point in POINTS]
    lines += [row(f"raised, about {cause}", "", found, cause) for cause in CAUSES]
    lines += [head("Reports of the device"), row(ANY.words, "two thirds", found, ANY.key)]
    lines += [row(each.words, digits(each.value), found, each.key) for each in (*BATTERY, *STRAP)]
    lines += [head("Share of alerts that are not false")]
    lines += [row(point, "0.2; 0.3" if point == "handled" else "", found, f"not_false_{point}") for point in DECIDED]
    lines += [head("Curfew"), row("false reports a night", "", found, "false_a_night")]
    return "\n".join(lines)


def main() -> None:
    """Print the tables."""
    given = [int(word) for word in sys.argv[1:]]
    people, days, draws = (*given, *(PEOPLE, DAYS, DRAWS)[len(given) :])
    numbers = range(draws + 1 if draws > 1 else 1)
    print(tables({name: [figures(world(name, number, people, days, draws)) for number in numbers] for name in SCHEMES}))


if __name__ == "__main__":
    main()
