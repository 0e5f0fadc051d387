"""The files of a comparison's folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from custodes.records.text import csv_bytes, json_bytes
from custodes.records.versions import versions
from custodes.report.compare_page import compare_page
from custodes.report.compare_table import COST_UNIT, EARLIER_UNIT, SIDES, keys_of
from custodes.report.compare_words import asked
from custodes.study.compare_questions import BY_KEY, COST_EARLIER, EARLIER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from custodes.study.compare import Comparison

KIND: Final = "compare"
"""What the folder is, in run.json."""

PAGE: Final = "compare.html"
DOCUMENT: Final = "compare.json"

_COMPARED: Final = (
    "question",
    "side",
    "scheme",
    "value",
    "low",
    "high",
    "unit",
    "people",
    "cannot_tell",
    "difference",
    "difference_low",
    "difference_high",
    "paired_gain",
    "difference_cannot_tell",
)
_ORDERS: Final = ("first", "second", "question", "side", "asks", "second_is")
_NECESSITY: Final = ("part", "name", "scheme", "margin", "worse", "low", "high", "verdict", "why")
_UNITS: Final = {EARLIER: EARLIER_UNIT, COST_EARLIER: COST_UNIT}


def compare_files(comparison: Comparison) -> dict[str, bytes]:
    """Write everything that the folder of a comparison holds, but for its manifest.

    Parameters
    ----------
    comparison : Comparison
        The finished comparison.

    Returns
    -------
    dict of str to bytes
        By path inside the folder; the same comparison gives the same bytes.
    """
    return {
        "run.json": json_bytes(_said(comparison)),
        DOCUMENT: json_bytes(comparison.document()),
        PAGE: compare_page(comparison).encode("utf-8"),
        "tables/compare.csv": csv_bytes(_COMPARED, _compared(comparison)),
        "tables/orders.csv": csv_bytes(_ORDERS, _orders(comparison)),
        "tables/necessity.csv": csv_bytes(_NECESSITY, _necessity(comparison)),
    }


def _said(comparison: Comparison) -> dict[str, Any]:
    plan, used = comparison.plan, versions()
    return {
        "kind": KIND,
        "identity": plan.hash,
        "command": plan.command(),
        "custodes_version": used["custodes"],
        "versions": used,
        "schemes": [
            {
                "name": name,
                "scheme": one.scheme.scheme,
                "scheme_hash": one.scheme.hash,
                "title": one.scheme.title,
                "settings": dict(one.settings),
                "people": one.people,
                "days": one.days,
                "draws": one.draws,
                "seed": one.seed,
            }
            for name, one in plan.plans.items()
        ],
        "effects": [each.document() for each in plan.entered],
        "margins": dict(plan.margins),
    }


def _compared(comparison: Comparison) -> Iterator[tuple[object, ...]]:
    for side in SIDES:
        for key in keys_of(side):
            for name, answers in comparison.answers.items():
                answer = answers.get(key)
                less = comparison.differences.get(key, {}).get(name)
                if answer is None and less is None:
                    continue
                told = (
                    (None, None, None, _UNITS.get(key), None, None)
                    if answer is None
                    else (answer.value, answer.low, answer.high, answer.unit, answer.people, answer.cannot_tell)
                )
                differs = (
                    (None,) * 5
                    if less is None
                    else (less.value, less.low, less.high, less.paired_gain, less.cannot_tell)
                )
                yield (key, side, name, *told, *differs)


def _orders(comparison: Comparison) -> Iterator[tuple[object, ...]]:
    for order in comparison.orders:
        for key, found in order.found.items():
            yield order.first, order.second, key, BY_KEY[key].side, asked(key), found


def _necessity(comparison: Comparison) -> Iterator[tuple[object, ...]]:
    found = comparison.necessity
    for stage in found.stages:
        for why in stage.why:
            yield "stage", stage.name, found.scheme, None, None, None, None, stage.verdict, why
    for each in found.margins:
        yield (
            "margin",
            each.key,
            each.scheme,
            each.margin,
            each.worse,
            each.low,
            each.high,
            each.verdict,
            each.why,
        )
