"""What of a finished run or audit goes into a package: a list of what may, small counts protected."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from custodes.errors import PrivacyRefused, Problem, UsageRefused, refuse
from custodes.measures.answer_json import read_answer
from custodes.records import manifest
from custodes.records.whole_folder import said_by
from custodes.report.audit_view import ShownFinding
from custodes.report.count_table import Marks
from custodes.report.published_names import shown_names, with_shown_names
from custodes.report.published_table import (
    COUNTS,
    MARK,
    PEOPLE,
    Table,
    is_safe_name,
    read,
    read_counts,
    written,
)
from custodes.report.small_answers import ID_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from custodes.errors import Refused
    from custodes.measures.answer import Answer
    from custodes.report.count_table import SafeTable

_MOST_BYTES: Final = 100_000_000
_OF_A_RUN: Final = ("quantities", "sources", "worlds")
"""Tables of a run that go out as they are: they are about the scheme and about made-up people."""

_OWN: Final = frozenset({"answers", "groups", "findings", "files", "notes"})
"""Tables of an audit that are written anew or, naming files of somebody's machine, stay."""

_NAME: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Finished:
    """A finished run or audit, read from its folder.

    Attributes
    ----------
    made_up : bool
        Whether its people are made up.
    name, title, description : str
        Of the package.
    command : str
        The command that made it.
    identity : str
        Hash of what it is of: the plan of a run, the files and the map of an audit.
    sources : tuple of (str, str)
        What it was made from, in words, and its hash.
    k : int
        At which it is protected already; 0 for made-up people [person].
    answers : mapping of str to Answer
        Its answers.
    findings : tuple of ShownFinding
        Its findings.
    tables : mapping of str to Table
        All its tables.
    report : bytes or None
        Its page.
    names : mapping of str to str
        How each disclosed file is called where it is published.
    """

    made_up: bool
    name: str
    title: str
    description: str
    command: str
    identity: str
    sources: tuple[tuple[str, str], ...]
    k: int
    answers: Mapping[str, Answer]
    findings: tuple[ShownFinding, ...]
    tables: Mapping[str, Table]
    report: bytes | None
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Content:
    """What goes out.

    Attributes
    ----------
    made_up : bool
        Whether the people are made up.
    identity : str
        Hash of what it is of.
    answers : mapping of str to Answer
        Protected.
    tables : tuple of Table
        All but those of counts.
    counts : tuple of SafeTable
        Tables of counts of people.
    report : bytes or None
        The page, where it is protected enough.
    left_out : tuple of str
        What does not go out, each with why.
    """

    made_up: bool
    identity: str
    answers: Mapping[str, Answer]
    tables: tuple[Table, ...]
    counts: tuple[SafeTable, ...]
    report: bytes | None
    left_out: tuple[str, ...]


def read_finished(folder: Path) -> Finished:
    """Read a finished run or audit, whole and unchanged.

    Parameters
    ----------
    folder : Path
        Its folder; it is only read.

    Returns
    -------
    Finished
        What stands in it, without rows of records.

    Raises
    ------
    Refused
        When it is not one, or not as it was written; ``PrivacyRefused`` for one person's own file.
    """
    if not folder.is_dir():
        raise refuse(code="folder-missing", wrong="there is no such folder", seen=str(folder))
    said = said_by(folder)
    if said.get("kind") == "mine":
        wrong = "one person's own file is never published"
        raise PrivacyRefused([Problem("", 0, "", wrong, "", "publish an audit of many people", "own-file")])
    problems = manifest.check(folder)
    if problems:
        raise _not_finished(problems[0])
    try:
        document = json.loads(_content(folder / "answers.json"))
        answers = {str(key): read_answer(each) for key, each in document["answers"].items()}
        tables = {
            path.stem: read(path.stem, _content(path))
            for path in sorted((folder / "tables").glob("*.csv"))
            if is_safe_name(path.stem)
        }
        report = _content(folder / "report.html") if (folder / "report.html").is_file() else None
        make = _audit if said.get("kind") == "audit" else _run
        return make(said, document, answers, tables, report)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise refuse(
            code="run-unreadable",
            wrong="the folder is not a finished run or audit as Custodes writes it",
            seen=str(folder),
            hint="run or audit it anew",
        ) from error


def _content(path: Path) -> bytes:
    if path.stat().st_size > _MOST_BYTES:
        message = "too large"
        raise ValueError(message)
    return path.read_bytes()


def _not_finished(problem: Problem) -> Refused:
    return refuse(problem.code, problem.wrong, path=problem.path, hint=problem.hint)


def _slug(text: str) -> str:
    return _NAME.sub("-", text.lower()).strip("-") or "custodes"


def _run(
    said: Mapping[str, Any],
    document: Mapping[str, Any],
    answers: Mapping[str, Answer],
    tables: Mapping[str, Table],
    report: bytes | None,
) -> Finished:
    run = document["run"]
    return Finished(
        made_up=True,
        name=_slug(f"{said['scheme']}-made-up-people"),
        title=f"{said['title']}: a run on made-up people",
        description=(
            "Every person counted here is made up by a computer, in the proportions that a scheme file states; nothing "
            "in it is about a real person, so no count is withheld. It says what the scheme's rules would do if its "
            "numbers are right."
        ),
        command=str(said["command"]),
        identity=str(run["plan_hash"]),
        sources=(
            (f"the scheme file {said['scheme']}", str(said["scheme_hash"])),
            ("the plan of the run", run["plan_hash"]),
        ),
        k=0,
        answers=answers,
        findings=(),
        tables=tables,
        report=report,
    )


def _audit(
    said: Mapping[str, Any],
    document: Mapping[str, Any],
    answers: Mapping[str, Answer],
    tables: Mapping[str, Table],
    report: bytes | None,
) -> Finished:
    hashes = {str(each["name"]): str(each["sha256"]) for each in said["files"]}
    kinds = {(each["name"], each.get("sheet", "")): str(each.get("kind", "")) for each in document["files"]}
    names = [(str(each["name"]), str(each["sheet"])) for each in said["files"]]
    return Finished(
        made_up=False,
        name="audit-of-disclosed-records",
        title="Audit of disclosed records" + (f": {said['scheme']}" if said["scheme"] else ""),
        description=(
            "What records disclosed by an electronic-monitoring scheme show, counted over people. Numbers behind which "
            "stand few people are withheld, and others with them so that they cannot be worked out. Nothing in it says "
            "that a person did or did not do anything, or that a rule was broken."
        ),
        command=str(said["command"]),
        identity=str(said["fingerprint"]),
        # Names of files stay on the machine: a file may be called after a person.
        sources=tuple((f"disclosed file {number}", each) for number, each in enumerate(hashes.values(), start=1)),
        k=int(said["k"]),
        answers=answers,
        findings=tuple(ShownFinding(**each) for each in document["findings"]),
        tables=tables,
        report=report,
        names=shown_names((*each, kinds.get(each, "")) for each in names),
    )


def content_of(finished: Finished, k: int) -> Content:
    """Choose what goes out; an audit has protected it already, knowing how many people had an event.

    Parameters
    ----------
    finished : Finished
        A run or an audit.
    k : int
        Numbers behind which stand fewer people are withheld [person].

    Returns
    -------
    Content
        With a reason for everything that stays.

    Raises
    ------
    UsageRefused
        When the audit withholds numbers of fewer people than are to be withheld: no file says who had an event, so
        only the audit can do it.
    """
    if finished.made_up:
        tables = [finished.tables[name] for name in _OF_A_RUN if name in finished.tables]
        tables += answer_tables(finished.answers)
        return Content(finished.made_up, finished.identity, finished.answers, tuple(tables), (), finished.report, ())
    if finished.k < k:
        wrong = "the audit withholds only numbers of fewer people than this"
        hint = f"audit anew with --k {k}, or give --k {finished.k}"
        raise UsageRefused([Problem("", 0, "k", wrong, f"{finished.k} in the audit, {k} here", hint, "k-above-audit")])
    left: list[str] = [
        "rows of records and places of rows: they are about single people",
        "names of disclosed files that say more than the kind of their records: a file may be called after a person",
    ]
    report = None if finished.report is None else with_shown_names(finished.report, finished.names)
    if report is None:
        left.append("report.html: names of files cannot be taken out of it")
    tables = [*answer_tables(finished.answers), _findings(finished.findings)]
    counts: list[SafeTable] = []
    for name, table in finished.tables.items():
        if name in _OWN:
            continue
        if ID_COLUMNS & set(table.columns):
            left.append(f"the table {name}: it has a row a person, a device or a case")
        elif name.startswith(COUNTS):
            counts.append(read_counts(table, finished.k))
        else:
            tables.append(table)
    return Content(
        *(finished.made_up, finished.identity, finished.answers, tuple(tables), tuple(counts), report),
        tuple(left),
    )


def answer_tables(answers: Mapping[str, Answer]) -> list[Table]:
    """Lay out answers and their groups, with marks in a column of their own.

    Parameters
    ----------
    answers : mapping of str to Answer
        Protected.

    Returns
    -------
    list of Table
        Answers and groups. The number of people of what is withheld is left empty.
    """
    columns = (
        *("answer", "value", "low", "high", "level", "unit", PEOPLE, MARK, "cannot_tell", "verdict"),
        *(
            "bounds_low",
            "bounds_high",
            "from_unknowns_low",
            "from_unknowns_high",
            "from_people_low",
            "from_people_high",
        ),
        *("permuted_value", "permuted_low", "permuted_high"),
    )
    rows: list[tuple[object, ...]] = []
    for key, a in answers.items():
        shown = (key, a.value, a.low, a.high, a.level, a.unit, *_people_and_mark(a.people, a.cannot_tell))
        spans = [end for span in (a.bounds, a.from_unknowns, a.from_people) for end in _ends(span)]
        gap = (None, None, None) if a.permuted is None else (a.permuted.value, a.permuted.low, a.permuted.high)
        rows.append((*shown, a.cannot_tell, a.verdict, *spans, *gap))
    groups = [
        (
            key,
            attribute,
            name,
            g.value,
            g.low,
            g.high,
            answer.unit,
            *_people_and_mark(g.people, g.cannot_tell),
            g.cannot_tell,
        )
        for key, answer in answers.items()
        for attribute, by_name in answer.by_group.items()
        for name, g in by_name.items()
    ]
    head = ("answer", "attribute", "group", "value", "low", "high", "unit", PEOPLE, MARK, "cannot_tell")
    return [written("answers", columns, rows), written("groups", head, groups)]


def _people_and_mark(people: int, cannot_tell: str | None) -> tuple[int | None, str]:
    if cannot_tell is None:
        return people, ""
    if cannot_tell.startswith(Marks.CONFIDENTIAL):
        return None, Marks.CONFIDENTIAL
    return people, Marks.NOT_AVAILABLE


def _ends(span: object) -> tuple[float | None, float | None]:
    return getattr(span, "low", None), getattr(span, "high", None)


def _findings(findings: Sequence[ShownFinding]) -> Table:
    columns = ("finding", "means", "count", "of", "unit", PEOPLE, MARK, "rule", "test")
    rows = [
        (f.key, f.means, f.count, f.of, f.unit, f.people, Marks.CONFIDENTIAL if f.withheld else "", f.rule, f.test)
        for f in findings
    ]
    return written("findings", columns, rows)
