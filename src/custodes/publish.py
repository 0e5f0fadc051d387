"""Publishing as one call: a finished folder in, a package that tells of nobody out, or a refusal.

What goes out is on a list: answers, groups, findings, tables of counts and of words. Rows of records, places of rows
and anything that is not on the list stay where they are.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from custodes.errors import PrivacyRefused, Problem, Refused, UsageRefused, refuse
from custodes.records import manifest
from custodes.records.disk import Disk
from custodes.records.text import json_bytes
from custodes.report.differencing import against_earlier
from custodes.report.package import CRATE, DATA_PACKAGE, About, Source, crate, data_package
from custodes.report.published_check import read_package, recheck
from custodes.report.published_content import Content, Finished, content_of, read_finished
from custodes.report.published_table import counts_table
from custodes.report.published_words import readme
from custodes.report.rounding import rounded, rounded_table
from custodes.report.small_counts import LEAST_K, K
from custodes.version import VERSION

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from custodes.report.published_table import Table

_MOST_ROUNDING: Final = 1000


@dataclass(frozen=True)
class How:
    """How something is published.

    Attributes
    ----------
    k : int
        Numbers behind which stand fewer people are withheld [person].
    why_k : str
        Why it is below the usual one; printed in the package.
    round_to : int
        To multiples of what counts of people, rows and events are rounded; 1 for not at all [person].
    date : str
        Date of publication, YYYY-MM-DD, or "".
    licence : str
        Address of the licence, or "".
    """

    k: int = K
    why_k: str = ""
    round_to: int = 1
    date: str = ""
    licence: str = ""

    def __post_init__(self) -> None:
        """Refuse what would show few people, or do it without a reason."""
        if self.k < LEAST_K:
            wrong = f"numbers behind which stand fewer than {LEAST_K} people are never published"
            raise _usage(
                code="k-too-small", path="k", wrong=wrong, seen=self.k, hint=f"{LEAST_K} or more; {K} is usual"
            )
        if self.k < K and not self.why_k.strip():
            wrong = f"a k below {K} needs a reason, which the package prints"
            raise _usage(code="k-without-reason", path="k", wrong=wrong, seen=self.k, hint="give it with --why-k")
        if not 1 <= self.round_to <= _MOST_ROUNDING:
            wrong = f"counts are rounded to multiples of 1 to {_MOST_ROUNDING}"
            raise _usage(code="count-out-of-range", path="round", wrong=wrong, seen=self.round_to, hint="5 is usual")


@dataclass(frozen=True)
class Published:
    """What was published.

    Attributes
    ----------
    folder : Path
        The package.
    tables : tuple of str
        Paths of its tables.
    left_out : tuple of str
        What was not put in, each with why.
    k : int
        Numbers behind which stand fewer people are withheld [person].
    """

    folder: Path
    tables: tuple[str, ...]
    left_out: tuple[str, ...]
    k: int


def publish(
    run: str | os.PathLike[str],
    out: str | os.PathLike[str],
    how: How | None = None,
    *,
    against: str | os.PathLike[str] | None = None,
) -> Published:
    """Make a package of a finished run or audit that anybody may have.

    Parameters
    ----------
    run : str or path
        Folder of a finished run or audit.
    out : str or path
        Folder for the package, new or empty.
    how : How, optional
        How it is published.
    against : str or path, optional
        A package published earlier, from which a reader could take the difference.

    Returns
    -------
    Published
        What was written, and what was left out.

    Raises
    ------
    Refused
        When a folder is not what it should be; ``PrivacyRefused`` when a small count could be worked out from what
        would be published, or it is one person's own file; ``UsageRefused`` when a setting is out of range.
    """
    asked = how or How()
    folder = Path(out)
    _check_out(folder)
    finished = read_finished(Path(run))
    content = content_of(finished, asked.k)
    if against is not None:
        content = against_earlier(content, read_package(Path(against)), asked.k)
    if asked.round_to > 1:
        content = _rounded(content, asked.round_to)
    failed = recheck(content.counts)
    if failed:
        raise PrivacyRefused(failed)
    files, tables = package_files(finished, content, asked, against=_hash_of(against))
    _write(folder, files)
    return Published(folder, tuple(sorted(tables)), content.left_out, asked.k)


def _rounded(content: Content, base: int) -> Content:
    """Leave out the page, whose numbers are exact; what else goes out is rounded when it is written."""
    if content.made_up:
        wrong = "the people of a run are made up, and nothing about them is rounded"
        raise _usage(code="round-made-up", path="round", wrong=wrong, seen=base, hint="leave --round out")
    left = () if content.report is None else ("report.html: its numbers are not rounded",)
    return replace(content, report=None, left_out=(*content.left_out, *left))


def package_files(
    finished: Finished, content: Content, how: How, *, against: str = ""
) -> tuple[dict[str, bytes], dict[str, Table]]:
    """Write the files of a package, but for its manifest.

    Parameters
    ----------
    finished : Finished
        What is published.
    content : Content
        What of it, small counts protected.
    how : How
        How it is published.
    against : str
        Hash of the manifest of the package that it was held against, or "".

    Returns
    -------
    files : dict of str to bytes
        By path; equal arguments give equal bytes.
    tables : dict of str to Table
        Those of them that are tables.
    """
    further = [rounded_table(table, how.round_to) for table in content.tables]
    counts = [rounded(table, how.round_to) for table in content.counts]
    tables = {f"data/{table.name}.csv": table for table in (*further, *map(counts_table, counts))}
    about = _about(finished, content, how, against)
    files = {path: table.content for path, table in tables.items()}
    if content.report is not None:
        files["report.html"] = content.report
    files["README.md"] = readme(about, content, tables).encode("utf-8")
    files[DATA_PACKAGE] = json_bytes(data_package(about, tables))
    files[CRATE] = json_bytes(crate(about, files))
    return files, tables


def _about(finished: Finished, content: Content, how: How, against: str) -> About:
    words = ["custodes publish RUN --out DIR"]
    words += [f"--k {how.k}"] if how.k != K else []
    words += ["--why-k TEXT"] if how.why_k else []
    words += [f"--round {how.round_to}"] if how.round_to > 1 else []
    words += ["--against EARLIER"] if against else []
    words += [f"--date {how.date}"] if how.date else []
    words += [f"--licence {how.licence}"] if how.licence else []
    said: dict[str, Any] = {
        "made_up": finished.made_up,
        "k": how.k,
        "why_k": how.why_k,
        "round_to": how.round_to,
        "of": finished.identity,
        "zeros": {table.name: table.zeros for table in content.counts},
        "against": against,
        "left_out": list(content.left_out),
    }
    return About(
        name=finished.name,
        title=finished.title,
        description=finished.description,
        version=VERSION,
        commands=(finished.command, " ".join(words)),
        sources=tuple(Source(what, sha256) for what, sha256 in finished.sources),
        said=said,
        date=how.date,
        licence=how.licence,
    )


def verify_published(folder: Path) -> tuple[tuple[Problem, ...], int]:
    """Check a package, which may come from anybody: its hashes, and whether a small count can be worked out.

    Parameters
    ----------
    folder : Path
        The package; it is only read.

    Returns
    -------
    problems : tuple of Problem
        Empty when all is as it should be.
    files : int
        Files whose hashes were checked.
    """
    problems = manifest.check(folder)
    if problems:
        return tuple(problems), 0
    try:
        package = read_package(folder)
    except Refused as refused:
        return refused.problems, 0
    return tuple(recheck(package.counts)), len(manifest.files_in(folder)) - 1


def _hash_of(against: str | os.PathLike[str] | None) -> str:
    return "" if against is None else manifest.file_hash(Path(against) / manifest.NAME)


def _usage(*, code: str, path: str, wrong: str, seen: int, hint: str) -> UsageRefused:
    return UsageRefused([Problem(file="", line=0, path=path, wrong=wrong, seen=str(seen), hint=hint, code=code)])


def _check_out(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise refuse(
            code="folder-not-empty",
            wrong="a package is written into a new or empty folder",
            seen=str(folder),
            hint="choose another folder with --out",
        )


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write under another name and rename the whole: there is all of a package, or nothing."""
    disk = Disk()
    part: Path | None = None
    try:
        disk.make_folder(folder.resolve().parent)
        part = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", suffix=".part", dir=folder.resolve().parent))
        part.chmod(0o755)
        for name, content in files.items():
            disk.make_folder((part / name).parent)
            disk.write(part / name, content)
        disk.write(part / manifest.NAME, manifest.manifest_bytes(part, list(files)))
        disk.replace(part, folder)
    except OSError as error:
        raise refuse(
            code="folder-unwritable",
            wrong="the folder cannot be written",
            seen=f"{folder}: {error.strerror or 'it failed'}",
            hint="choose another folder with --out",
        ) from error
    finally:
        if part is not None:
            shutil.rmtree(part, ignore_errors=True)
