"""The files of an audit: answers.json, run.json, tables, the page, and where the rows of each finding stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from custodes.measures.answer_json import answer_document
from custodes.records.text import csv_bytes, json_bytes
from custodes.records.whole_folder import RUN
from custodes.report.audit_files import note_count
from custodes.report.audit_page import audit_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from custodes.measures.finding import Finding
    from custodes.records.disclosed import Disclosed
    from custodes.report.audit_view import AuditView

KIND: Final = "audit"
"""What `run.json` says that the folder is."""

_ROWS_README: Final = (
    "These lists say where the rows of each finding stand: file, sheet, page, row. They hold nothing of what stands\n"
    "there. They are for counting again on the machine where the files are, and not for publication: a list with few\n"
    "rows can point at one person.\n"
)
_PLACE: Final = ("file", "sheet", "page", "row")


def rows_file(key: str) -> str:
    """Name the file with the rows of a finding.

    Parameters
    ----------
    key : str
        Key of the finding.

    Returns
    -------
    str
        Path inside the folder.
    """
    return f"rows/{key}.csv"


def audit_document(view: AuditView) -> dict[str, Any]:
    """Write what an audit says as plain values.

    Parameters
    ----------
    view : AuditView
        The audit.

    Returns
    -------
    dict
        What stands in answers.json, and what ``--json`` prints.
    """
    return {
        "schema": 1,
        "answers": {key: answer_document(answer) for key, answer in view.answers.items()},
        "findings": [
            {
                "key": each.key,
                "means": each.means,
                "count": each.count,
                "of": each.of,
                "unit": each.unit,
                "people": each.people,
                "rule": each.rule,
                "test": each.test,
                "rows_file": each.rows_file,
            }
            for each in view.findings
        ],
        "not_disclosed": [
            {"question": each.question, "missing": each.missing, "request": each.request, "ids": list(each.ids)}
            for each in view.asked
        ],
        "files": [
            {name: getattr(each, name) for name in ("name", "sheet", "kind", "seen", "read", "refused", "sha256")}
            for each in view.files
        ],
        "notes": [
            {"code": each.code, "text": each.text, "level": each.level, "file": each.file, "column": each.column}
            | {"count": each.count if each.count >= view.k else None}
            for each in view.notes
        ],
        "stated": [
            {"about": each.about, "stated": each.stated, "basis": each.basis, "answer": each.identifier}
            for each in view.stated
        ],
        "audit": {
            "fingerprint": view.fingerprint,
            "identity": view.identity,
            "scheme": view.scheme,
            "k": view.k,
            "why_k": view.why_k,
            "people": view.people,
            "start_s": _finite(view.start_s),
            "end_s": _finite(view.end_s),
            **view.settings,
        },
    }


def _finite(seconds: float) -> float | None:
    return float(seconds) if abs(seconds) < float("inf") else None


def run_document(view: AuditView) -> dict[str, Any]:
    """Say what was audited, so that it can be done again.

    Parameters
    ----------
    view : AuditView
        The audit.

    Returns
    -------
    dict
        What stands in run.json: no clock time, no path or name of the machine.
    """
    return {
        "kind": KIND,
        "custodes_version": view.versions["custodes"],
        "command": view.command,
        "identity": view.identity,
        "fingerprint": view.fingerprint,
        "scheme": view.scheme,
        "k": view.k,
        "why_k": view.why_k,
        "settings": dict(view.settings),
        "versions": dict(view.versions),
        "files": [{"name": each.name, "sheet": each.sheet, "sha256": each.sha256} for each in view.files],
    }


def audit_files(view: AuditView, disclosed: Disclosed, findings: Iterable[Finding]) -> dict[str, bytes]:
    """Write the files of an audit, but for its manifest.

    Parameters
    ----------
    view : AuditView
        The audit, small counts protected.
    disclosed : Disclosed
        What was read, for the places of rows.
    findings : iterable of Finding
        What was found, with its rows.

    Returns
    -------
    dict of str to bytes
        By path inside the folder; the same audit gives the same bytes.
    """
    files = {
        RUN: json_bytes(run_document(view)),
        "answers.json": json_bytes(audit_document(view)),
        "report.html": audit_page(view).encode("utf-8"),
    }
    files |= {f"tables/{name}.csv": csv_bytes(*table) for name, table in audit_tables(view).items()}
    shown = {each.rows_file for each in view.findings if each.rows_file}
    for finding in findings:
        name = rows_file(finding.key)
        if name in shown:
            places = disclosed.places(finding.kind, finding.at)
            files[name] = csv_bytes(_PLACE, ((at.file, at.sheet, at.page or None, at.row) for at in places))
    if shown:
        files["rows/README.txt"] = _ROWS_README.encode("ascii")
    return files


def audit_tables(view: AuditView) -> dict[str, tuple[tuple[str, ...], list[tuple[object, ...]]]]:
    """Lay out what an audit says as tables.

    Parameters
    ----------
    view : AuditView
        The audit.

    Returns
    -------
    dict of str to (columns, rows)
        Answers, groups, findings, files, notes, what was not disclosed, and the audit's further tables by their names.
    """
    tables: dict[str, tuple[tuple[str, ...], list[tuple[object, ...]]]] = {
        name: _further(rows) for name, rows in view.tables.items() if rows
    }
    return {**tables, **_own(view)}


def _further(rows: list[dict[str, Any]]) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    columns = tuple(rows[0])
    return columns, [tuple(row.get(column) for column in columns) for row in rows]


def _own(view: AuditView) -> Mapping[str, tuple[tuple[str, ...], list[tuple[object, ...]]]]:
    spread = ("value", "low", "high")
    answers = [
        (key, a.value, a.low, a.high, a.level, a.unit, a.people, a.cannot_tell, a.verdict, *_ends(a.bounds))
        for key, a in view.answers.items()
    ]
    groups = [
        (key, attribute, name, group.value, group.low, group.high, answer.unit, group.people, group.cannot_tell)
        for key, answer in view.answers.items()
        for attribute, by_name in answer.by_group.items()
        for name, group in by_name.items()
    ]
    findings = [(f.key, f.means, f.count, f.of, f.unit, f.people, f.rule, f.test, f.rows_file) for f in view.findings]
    files = [(f.name, f.sheet, f.kind, f.seen, f.read, f.refused, f.sha256) for f in view.files]
    notes = [(n.code, n.text, n.level, n.file, n.column, note_count(n, view.k)) for n in view.notes]
    asked = [(a.question, a.missing, a.request, " ".join(a.ids)) for a in view.asked]
    return {
        "answers": (
            ("answer", *spread, "level", "unit", "people", "cannot_tell", "verdict", "bounds_low", "bounds_high"),
            list(answers),
        ),
        "groups": (("answer", "attribute", "group", *spread, "unit", "people", "cannot_tell"), list(groups)),
        "findings": (
            ("finding", "means", "count", "of", "unit", "people", "rule", "test", "rows_file"),
            list(findings),
        ),
        "files": (("file", "sheet", "kind", "seen", "read", "refused", "sha256"), list(files)),
        "notes": (("note", "text", "level", "file", "column", "count"), list(notes)),
        "not-disclosed": (("question", "missing", "request", "answers"), list(asked)),
    }


def _ends(span: object) -> tuple[float | None, float | None]:
    return getattr(span, "low", None), getattr(span, "high", None)
