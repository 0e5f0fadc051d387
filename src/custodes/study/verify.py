"""Is a run folder what it says it is: hashes first, then the same run again and every byte compared."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from custodes.errors import Problem, Refused
from custodes.records import manifest
from custodes.records.versions import versions
from custodes.scheme.read_scheme import scheme_from
from custodes.scheme.source import Source
from custodes.study.plan import Plan
from custodes.study.run import carry_out

if TYPE_CHECKING:
    from custodes.study.means import Means

_MOST_BYTES: Final = 10_000_000

NO_FOLDER: Final = "there is no such folder"


@dataclass(frozen=True)
class Verified:
    """What a check of a run folder found.

    Attributes
    ----------
    problems : tuple of Problem
        Empty when the folder is what it says it is.
    files : int
        Files compared.
    run_again : bool
        Whether the run was carried out again; not when the folder does not even match its own manifest.
    """

    problems: tuple[Problem, ...]
    files: int
    run_again: bool

    def sentence(self) -> str:
        """Say the outcome in plain words.

        Returns
        -------
        str
            One or two sentences.
        """
        if not self.problems:
            return f"Verified: all {self.files} files have their hashes, and running it again gives the same bytes."
        if any(problem.code == "folder-missing" for problem in self.problems):
            return f"Not verified: {NO_FOLDER}."
        if self.run_again:
            return "Not verified: the files have their hashes, but running it again does not give the same bytes."
        return "Not verified: the folder is not as it was written. It was not run again."


def verify(folder: Path, means: Means) -> Verified:
    """Check a run folder, which may come from anybody.

    Parameters
    ----------
    folder : Path
        The run folder; it is only read.
    means : Means
        What the run is carried out with.

    Returns
    -------
    Verified
        Every file that is not as it should be.
    """
    if not folder.is_dir():
        return Verified((replace(_problem("folder-missing", "", NO_FOLDER), file=str(folder)),), 0, run_again=False)
    problems = manifest.check(folder)
    if problems:
        return Verified(tuple(problems), 0, run_again=False)
    try:
        document = _document(folder / "run.json")
        plan = plan_of(document)
    except Refused as refused:
        return Verified(refused.problems, 0, run_again=False)
    with tempfile.TemporaryDirectory(prefix="custodes-verify-") as temporary:
        again = Path(temporary) / "run"
        has_page = (folder / "report.html").is_file()
        carry_out(plan, means if has_page else replace(means, page=None), again)
        names = sorted({*manifest.files_in(folder), *manifest.files_in(again)})
        differing = [name for name in names if not _same(folder / name, again / name)]
    found = [_problem("file-differs", name, "running it again gives other bytes") for name in differing]
    if found:
        found += _versions(document)
    return Verified(tuple(found), len(names), run_again=True)


def _problem(code: str, path: str, wrong: str, hint: str = "") -> Problem:
    return Problem(file="", line=0, path=path, wrong=wrong, seen="", hint=hint, code=code)


def _same(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and manifest.file_hash(one) == manifest.file_hash(other)


def _versions(document: dict[str, Any]) -> list[Problem]:
    stated = document.get("versions")
    then = stated if isinstance(stated, dict) else {}
    changed = [f"{name} {then.get(name)} then, {now} now" for name, now in versions().items() if then.get(name) != now]
    if not changed:
        return []
    hint = "install the versions of the run and verify again"
    return [
        _problem("versions-differ", "run.json", f"the run was made with other versions: {'; '.join(changed)}", hint)
    ]


def _document(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _not_a_run(why="it is too large")
        document = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise _not_a_run(why="it cannot be read") from error
    if not isinstance(document, dict):
        raise _not_a_run(why="it is not an object")
    return document


def _not_a_run(why: str) -> Refused:
    return Refused([_problem("run-unreadable", "run.json", f"does not say what was run: {why}", "get the folder anew")])


def plan_of(document: dict[str, Any]) -> Plan:
    """Read what was run out of a run.json, which may come from anybody.

    Parameters
    ----------
    document : dict
        What stands in run.json.

    Returns
    -------
    Plan
        The same plan, of the scheme that the document states.

    Raises
    ------
    Refused
        When the document does not say what was run, or says something that cannot be run.
    """
    settings, file, given = document.get("settings"), document.get("file"), document.get("sources")
    if not isinstance(settings, dict) or not isinstance(file, str) or not isinstance(given, dict):
        raise _not_a_run(why="settings, file or sources are missing")
    if not all(isinstance(text, str) for text in settings.values()):
        raise _not_a_run(why="a setting is not text")
    try:
        sources = {key: Source.model_validate(entry) for key, entry in given.items()}
    except ValueError as error:
        raise _not_a_run(why="its sources are not sources") from error
    scheme, faults = scheme_from(document.get("stated"), sources)
    if scheme is None or faults:
        raise _not_a_run(why="its scheme is not one")
    if scheme.hash != document.get("scheme_hash"):
        raise _not_a_run(why="its scheme has another hash than it states")
    counts = {name: document.get(name, -1) for name in ("people", "days", "draws", "seed", "shards")}
    kept = document.get("keep_trail", False) is True
    return Plan(scheme=scheme, settings=settings, file=file, keep_trail=kept, **counts)
