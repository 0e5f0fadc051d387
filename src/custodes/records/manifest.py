"""The list of a folder's files with their hashes, and what is wrong when the folder does not match it."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any, Final

from custodes.errors import Problem
from custodes.records.text import json_bytes

NAME: Final = "manifest.json"
"""Name of the manifest in a folder."""

_MOST_FILES: Final = 10_000
_MOST_BYTES: Final = 10_000_000
_CHUNK: Final = 1 << 20
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_SAFE_PATH: Final = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*")


def file_hash(path: Path) -> str:
    """Hash a file without holding it in memory.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    str
        SHA-256 in hexadecimal.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def manifest_bytes(folder: Path, files: list[str]) -> bytes:
    """Write the manifest of a folder.

    Parameters
    ----------
    folder : Path
        The folder.
    files : list of str
        Its files, paths with ``/`` inside the folder.

    Returns
    -------
    bytes
        JSON with hash and size of each file, sorted by path.
    """
    entries = {
        path: {"sha256": file_hash(folder / path), "bytes": (folder / path).stat().st_size} for path in sorted(files)
    }
    return json_bytes({"schema": 1, "files": entries})


def files_in(folder: Path) -> list[str]:
    """List the files below a folder.

    Parameters
    ----------
    folder : Path
        The folder; links are listed and never followed.

    Returns
    -------
    list of str
        Paths inside the folder with ``/``, sorted; a link to a folder counts as a file.
    """
    found = []
    pending = [folder]
    while pending:
        for path in pending.pop().iterdir():
            if path.is_dir() and not path.is_symlink():
                pending.append(path)
            else:
                found.append(path.relative_to(folder).as_posix())
    return sorted(found)


def check(folder: Path) -> list[Problem]:
    """Compare a folder with its manifest.

    Parameters
    ----------
    folder : Path
        The folder; it may come from anybody.

    Returns
    -------
    list of Problem
        Empty when every listed file is there with its hash and size, and no other file is.
    """
    try:
        entries = _entries(folder / NAME)
    except FileNotFoundError:
        hint = "give the folder of a finished run; a run that is not finished has no manifest"
        return [_problem("manifest-missing", NAME, "the folder has no manifest", hint)]
    except (OSError, ValueError, RecursionError) as error:
        seen = str(error)[:80] if isinstance(error, ValueError) else type(error).__name__
        return [_problem("manifest-unreadable", NAME, f"the manifest cannot be read ({seen})", "get the folder anew")]
    problems = [problem for path, entry in entries.items() for problem in _check_file(folder, path, entry)]
    lower: dict[str, str] = {}
    problems += [
        _problem("manifest-clash", path, "two names differ by case only", "get the folder anew")
        for path in entries
        if lower.setdefault(path.lower(), path) != path
    ]
    strange = sorted(set(files_in(folder)) - set(entries) - {NAME})
    problems += [
        _problem("file-unexpected", path, "the file is not in the manifest", "take it out of the folder")
        for path in strange[:_MOST_FILES]
    ]
    return problems


def _problem(code: str, path: str, wrong: str, hint: str) -> Problem:
    return Problem(file="", line=0, path=path, wrong=wrong, seen="", hint=hint, code=code)


def _entries(path: Path) -> dict[str, dict[str, Any]]:
    if path.is_symlink() or path.stat().st_size > _MOST_BYTES:
        message = "it is a link, or too large"
        raise ValueError(message)
    document = json.loads(path.read_bytes())
    files = document.get("files") if isinstance(document, dict) else None
    if not isinstance(files, dict) or document.get("schema") != 1 or len(files) > _MOST_FILES:
        message = "it is not a list of files as Custodes writes it"
        raise ValueError(message)
    return files


def _check_file(folder: Path, path: str, entry: object) -> list[Problem]:
    # The name is judged before the disk is asked: a manifest from outside must not make us look outside the folder.
    if not _SAFE_PATH.fullmatch(path) or path == NAME:
        wrong = "the manifest names a file outside the folder, or with a name that is not safe"
        return [_problem("manifest-unsafe", ascii(path)[:80], wrong, "do not use this folder")]
    sha256 = entry.get("sha256") if isinstance(entry, dict) else None
    size = entry.get("bytes") if isinstance(entry, dict) else None
    if not isinstance(sha256, str) or not _HASH.fullmatch(sha256) or not isinstance(size, int):
        return [_problem("manifest-unreadable", path, "the manifest has no hash for the file", "get the folder anew")]
    place = folder / path
    parents = [folder / parent for parent in Path(path).parents if parent != Path()]
    if any(part.is_symlink() for part in [place, *parents]):
        return [_problem("file-link", path, "the file is a link", "get the folder anew")]
    if not place.is_file():
        return [_problem("file-missing", path, "the file is missing", "get the folder anew")]
    if place.stat().st_size != size or file_hash(place) != sha256:
        return [_problem("file-changed", path, "the file is not as it was written", "get the folder anew")]
    return []
