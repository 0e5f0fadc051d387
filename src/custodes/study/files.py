"""The files of a finished run: what stands in run.json, answers.json, the tables and the report."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from custodes.measures.answer_json import answer_document
from custodes.records.text import csv_bytes, json_bytes
from custodes.study.view import RunView
from custodes.units import from_base

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from custodes.measures.answer import Answer, Span

Page = Callable[[RunView], str]
"""Writes the report of a run as one page of HTML."""

CLOCK: Final = "time of day"
HOURS: Final = "hour after midnight"
"""Times of day stand in the table of worlds as hours after midnight, so that they can be reckoned with."""


def run_files(view: RunView, page: Page | None) -> dict[str, bytes]:
    """Write the files of a run, but for its records and its manifest.

    Parameters
    ----------
    view : RunView
        The finished study.
    page : callable or None
        Writes the report; None for none.

    Returns
    -------
    dict of str to bytes
        By path inside the run folder; equal views give equal bytes.
    """
    files = {"run.json": json_bytes(run_document(view)), "answers.json": json_bytes(answers_document(view))}
    for name, (columns, rows) in tables(view).items():
        files[f"tables/{name}.csv"] = csv_bytes(columns, rows)
    if page is not None:
        files["report.html"] = page(view).encode("utf-8")
    return files


def run_document(view: RunView) -> dict[str, Any]:
    """Say what was run, so that it can be run again.

    Parameters
    ----------
    view : RunView
        The finished study.

    Returns
    -------
    dict
        What stands in run.json: no clock time, no path or name of the machine, no number of workers.
    """
    plan = view.plan
    return {
        "custodes_version": view.versions["custodes"],
        "scheme": view.scheme.scheme,
        "scheme_hash": view.scheme.hash,
        "title": view.scheme.title,
        "settings": dict(sorted(plan.settings.items())),
        "seed": plan.seed,
        "people": plan.people,
        "days": plan.days,
        "draws": plan.draws,
        "shards": plan.shards,
        "keep_trail": plan.keep_trail,
        "rows_one_in": view.scaling.rows_one_in,
        "plan_hash": plan.hash,
        "file": plan.file,
        "command": view.command,
        "versions": dict(view.versions),
        "parts_not_run": [{"part": part, "why": why} for part, why in view.parts_not_run],
        "unknowns": [
            {"path": row.path, "text": row.text, "unit": row.unit, "low": row.low, "high": row.high, "basis": row.basis}
            for row in view.quantities
            if row.is_unknown
        ],
        "stated": view.scheme.plain(),
        "sources": {key: source.plain() for key, source in sorted(view.scheme.sources.items())},
    }


def answers_document(view: RunView) -> dict[str, Any]:
    """Write the answers of a run.

    Parameters
    ----------
    view : RunView
        The finished study.

    Returns
    -------
    dict
        What stands in answers.json.
    """
    plan = view.plan
    return {
        "schema": 1,
        "run": {
            "scheme": view.scheme.scheme,
            "scheme_hash": view.scheme.hash,
            "title": view.scheme.title,
            "settings": dict(sorted(plan.settings.items())),
            "people": plan.people,
            "days": plan.days,
            "draws": plan.draws,
            "seed": plan.seed,
            "plan_hash": plan.hash,
        },
        "answers": {key: answer_document(answer) for key, answer in view.answers.items()},
    }


_Rows = tuple[tuple[str, ...], list[tuple[object, ...]]]


def tables(view: RunView) -> dict[str, _Rows]:
    """Lay out what is in a run as tables for people.

    Parameters
    ----------
    view : RunView
        The finished study.

    Returns
    -------
    dict of str to (columns, rows)
        Tables answers, groups, sources, quantities and worlds.
    """
    return {
        "answers": _answers(view),
        "groups": _groups(view),
        "sources": _sources(view),
        "quantities": _quantities(view),
        "worlds": _worlds(view),
    }


def _ends(span: Span | None) -> tuple[float | None, float | None]:
    return (None, None) if span is None else (span.low, span.high)


def _answers(view: RunView) -> _Rows:
    columns = (
        *("answer", "value", "low", "high", "level", "unit", "people", "cannot_tell"),
        *("from_unknowns_low", "from_unknowns_high", "from_people_low", "from_people_high"),
        *("permuted_value", "permuted_low", "permuted_high"),
    )
    rows: list[tuple[object, ...]] = []
    for key, answer in view.answers.items():
        permuted = answer.permuted
        last = (None, None, None) if permuted is None else (permuted.value, permuted.low, permuted.high)
        figures = (answer.value, answer.low, answer.high, answer.level, answer.unit, answer.people, answer.cannot_tell)
        rows.append((key, *figures, *_ends(answer.from_unknowns), *_ends(answer.from_people), *last))
    return columns, rows


def _groups(view: RunView) -> _Rows:
    columns = ("answer", "attribute", "group", "value", "low", "high", "unit", "people", "cannot_tell")
    return columns, [
        (key, attribute, name, group.value, group.low, group.high, answer.unit, group.people, group.cannot_tell)
        for key, answer in view.answers.items()
        for attribute, groups in answer.by_group.items()
        for name, group in groups.items()
    ]


def _sources(view: RunView) -> _Rows:
    columns = ("kind", "key", "title", "publisher", "date", "url", "note", "answers")
    return columns, [
        (*_source(view, source), " ".join(keys)) for source, keys in sorted(_rest_on(view.answers).items())
    ]


def _rest_on(answers: Mapping[str, Answer]) -> dict[str, list[str]]:
    used: dict[str, list[str]] = {}
    for key, answer in answers.items():
        for source in answer.sources:
            used.setdefault(source, []).append(key)
    return used


def _source(view: RunView, source: str) -> Sequence[object]:
    kind, _, key = source.partition(":")
    found = view.scheme.sources.get(key) if kind == "source" else None
    if found is not None:
        return (kind, key, found.title, found.publisher, found.date, found.url, found.note)
    reason = next((row.reason for row in view.quantities if row.path == key), None)
    return (kind, key, None, None, None, None, reason)


def _quantities(view: RunView) -> _Rows:
    columns = ("path", "text", "unit", "low_base", "mid_base", "high_base", "basis", "source", "reason", "unknown")
    return columns, [
        (row.path, row.text, row.unit, row.low, row.mid, row.high, row.basis, row.key, row.reason, row.is_unknown)
        for row in view.quantities
    ]


def _worlds(view: RunView) -> _Rows:
    units = {row.path: row.unit for row in view.quantities}
    drawn = {path: units[path] for path in view.worlds[0].drawn}
    keys = tuple(view.answers)
    columns = (
        *(f"{path} [{HOURS if unit == CLOCK else unit}]" for path, unit in drawn.items()),
        *(f"{key} [{view.answers[key].unit}]" for key in keys),
    )
    return ("world", *columns), list(_world_rows(view, drawn, keys))


def _world_rows(view: RunView, drawn: Mapping[str, str], keys: Sequence[str]) -> Iterator[tuple[object, ...]]:
    for world in view.worlds:
        numbers = (from_base(world.drawn[path], unit) for path, unit in drawn.items())
        yield (world.number, *numbers, *(world.values.get(key) for key in keys))
