"""The made-up disclosures in the folder ``examples/``: what each of them is, and how its files come about."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.records.disclosed import SECONDS_PER_DAY
from custodes.study.written_out.cells import csv_bytes, names_of, text_table
from custodes.study.written_out.faults import Faults, plant
from custodes.study.written_out.scores import ScoreFaults, bare, scores_table
from custodes.study.written_out.world import Clock
from custodes.study.written_out.write import Positions, WrittenOut, disclosed_files, period_of, write_out

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.study.written_out.faults import Tables

SEED: Final = 2025
DAYS: Final = 61
"""September and October 2025."""


@dataclass(frozen=True)
class Example:
    """One folder of examples.

    Attributes
    ----------
    files : mapping of str to bytes
        Contents by name.
    planted : mapping of str to (int or float)
        What was planted, by field of `Faults` or `ScoreFaults`.
    """

    files: Mapping[str, bytes]
    planted: Mapping[str, int | float]


def audit_example() -> Example:
    """Make the records of a whole scheme, as a regulator might get them.

    Returns
    -------
    Example
        All kinds but scores, as CSV, of about fifty people.
    """
    written = write_out("home-office-2022", people=45, days=DAYS, seed=SEED, faults=AUDIT_FAULTS, positions=AUDIT_TRAIL)
    return Example(disclosed_files(written), written.planted)


AUDIT_FAULTS: Final = Faults(
    overdue_reviews=14,
    reviews_without_reasons=11,
    late_deletions=17,
    kept_past_date=15,
    held_past_basis=6,
    reissued_devices=7,
    silent_devices=1,
    no_data_as_breach=24,
    acted_on_then_cleared=19,
    disclosures_without_reason=13,
    disclosures_too_broad=12,
    bills_after_the_end=2,
    two_totals=1,
    duplicate_rows=12,
    clock_change=12,
)
AUDIT_TRAIL: Final = Positions(every=480)

SCORE_FAULTS: Final = ScoreFaults(threshold_change=True, model_change=True, no_failures=True)
SCORE_PEOPLE, SCORES_EACH = 80, 25


def scores_example() -> Example:
    """Make the score file of a vendor.

    Returns
    -------
    Example
        One table of 80 people.
    """
    columns, true = scores_table(SCORE_PEOPLE, SCORES_EACH, Clock(float(DAYS)), SEED, SCORE_FAULTS)
    columns = {name: columns[name] for name in columns if name != "device"}
    table = text_table("scores", columns, names_of({"scores": columns}, SEED))
    return Example({"scores.csv": csv_bytes(table)}, true)


def bare_scores_example() -> Example:
    """Make two files of scores and nothing else, from which the lowest are missing.

    Returns
    -------
    Example
        Mated and non-mated scores, one number a line.
    """
    columns, true = scores_table(SCORE_PEOPLE, SCORES_EACH, Clock(float(DAYS)), SEED, ScoreFaults(truncated=True))
    return Example({"mated.txt": bare(columns, mated=True), "non-mated.txt": bare(columns, mated=False)}, true)


MINE_FAULTS: Final = Faults(
    overdue_reviews=1,
    late_deletions=2,
    kept_past_date=1,
    acted_on_then_cleared=1,
    disclosures_too_broad=1,
)
MINE_TRAIL_D: Final = (40.0, 50.0)
MINE_EVERY: Final = 5


def mine_example() -> Example:
    """Make one person's own file, as they might get it on asking.

    Returns
    -------
    Example
        Of the person with most alerts acted on in a small world: ten days of positions in the columns of a public
        layout, and the rest for two months.
    """
    world = write_out(
        "home-office-fitted-tag",
        people=30,
        days=DAYS,
        seed=SEED,
        positions=Positions(every=MINE_EVERY, days=MINE_TRAIL_D),
    )
    who = _most_alerts(world)
    own = {kind: _of_person(table, who) for kind, table in world.tables.items() if "person" in table}
    del own["bills"]
    own, planted = plant(own, MINE_FAULTS, world.clock, SEED)
    files = disclosed_files(replace(world, tables=own))
    positions = _position_layout(own, names_of(own, SEED))
    more = f"  positions.csv:\n    layout: {POSITION_LAYOUT}\n".encode()
    return Example(files | {"positions.csv": csv_bytes(positions), "map.yaml": files["map.yaml"] + more}, planted)


POSITION_LAYOUT: Final = "home-office-position"
LBS: Final = {"gnss": "1", "rf": "4", "cell": "5", "wifi": "6"}
"""How the positions table of the Ministry of Justice's repositories codes where a position comes from."""


def _most_alerts(world: WrittenOut) -> int:
    # Somebody of whom there is something of everything: monitored to the end, with a review early enough to be late.
    people, reviews = world.tables["people"], world.tables["reviews"]
    early = reviews["person"][reviews["due"] < world.clock.end_s - 20.0 * SECONDS_PER_DAY]
    fitting = people["person"][np.isnan(people["ended"]) & np.isin(people["person"], early)]
    alerts = world.tables["alerts"]
    weight = 1.0 + 10.0 * ~np.isnan(alerts["acted_on"])
    counts = np.bincount(alerts["person"], weights=weight, minlength=int(fitting.max()) + 1)
    return int(fitting[np.argmax(counts[fitting])])


def _of_person(table: Mapping[str, Any], who: int) -> dict[str, Any]:
    return {name: column[table["person"] == who] for name, column in table.items()}


def _position_layout(tables: Tables, names: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Give positions the columns of a published table of positions, with made-up content.

    Names of columns: ministryofjustice/hmpps-electronic-monitoring-data-insights-api, commit 725205f (July 2026), and
    the codes of hmpps-electronic-monitoring-crime-matching-api, commit 87e93cc (August 2026); both MIT.
    """
    text = text_table("positions", tables["positions"], names)

    def clock(cells: list[str]) -> list[str]:
        return [cell.replace("T", " ").removesuffix("Z") for cell in cells]

    return {
        "position_id": [str(700_001 + place) for place in range(len(text["person"]))],
        "person_id": text["person"],
        "device_id": text["device"],
        "position_gps_date": clock(text["time"]),
        "position_recorded_date": clock(text["recorded"]),
        "position_uploaded_date": clock(text["uploaded"]),
        "position_latitude": text["latitude"],
        "position_longitude": text["longitude"],
        "position_precision": text["precision_m"],
        "position_satellite": text["satellites"],
        "position_hdop": text["hdop"],
        "position_lbs": [LBS[source] for source in text["source"]],
    }


def json_lines_example() -> Example:
    """Make an alert log with who had which device, as JSON Lines.

    Returns
    -------
    Example
        Of a curfew with a tag.
    """
    world = write_out(
        "curfew-tag", people=12, days=28, seed=SEED, faults=Faults(reissued_devices=6, no_data_as_breach=8)
    )
    names = names_of(world.tables, SEED)
    files = {}
    for kind in ("people", "devices", "alerts"):
        table = text_table(kind, world.tables[kind], names)
        rows = zip(*table.values(), strict=True)
        lines = [json.dumps({name: cell for name, cell in zip(table, row, strict=True) if cell}) for row in rows]
        files[f"{kind}.jsonl"] = "".join(f"{line}\n" for line in lines).encode("utf-8")
    return Example(files | {"map.yaml": _only_period(world)}, world.planted)


def workbook_sheets() -> tuple[dict[str, dict[str, list[str]]], Example]:
    """Make the sheets of a workbook of reviews, desk cases and what is kept.

    Returns
    -------
    sheets : dict of str to dict of str to list of str
        Columns of text by sheet.
    Example
        The files beside the workbook, and what was planted.
    """
    faults = Faults(overdue_reviews=3, reviews_without_reasons=2, late_deletions=4, held_past_basis=2)
    world = write_out("home-office-2022", people=20, days=DAYS, seed=SEED + 1, faults=faults)
    names = names_of(world.tables, world.seed)
    kinds = ("people", "reviews", "desk", "holdings")
    sheets = {kind: text_table(kind, world.tables[kind], names) for kind in kinds}
    return sheets, Example({"map.yaml": _only_period(world)}, world.planted)


def _only_period(world: WrittenOut) -> bytes:
    return period_of(world.clock).encode("utf-8")


def examples() -> dict[str, Example]:
    """Make every example but the workbook's own file.

    Returns
    -------
    dict of str to Example
        By name of the folder.
    """
    return {
        "audit": audit_example(),
        "scores": scores_example(),
        "bare-scores": bare_scores_example(),
        "mine": mine_example(),
        "json-lines": json_lines_example(),
        "workbook": workbook_sheets()[1],
    }
