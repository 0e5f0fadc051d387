"""A folder of a few files that are whole or not there at all, for looks that need no run folder."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from custodes.errors import refuse
from custodes.records.disk import Disk, write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def write_folder(folder: Path, files: Mapping[str, bytes], *, main: str, disk: Disk | None = None) -> None:
    """Write files into a folder of their own.

    Parameters
    ----------
    folder : Path
        New, empty, or with an earlier look that was the same.
    files : mapping of str to bytes
        By name.
    main : str
        Name of the JSON file whose ``plan_hash`` says which look it is of; written last.
    disk : Disk, optional
        Where the effects go.

    Raises
    ------
    Refused
        When the folder holds anything else, or cannot be written; what it held is then as before.
    """
    at = disk or Disk()
    try:
        if folder.exists():
            _refuse_others(folder, files, main)
        at.make_folder(folder)
        for name in sorted(files, key=lambda each: each == main):
            write_whole(at, folder / name, files[name], through=folder)
    except OSError as error:
        raise refuse(
            code="folder-unwritable",
            wrong="the folder cannot be written",
            seen=f"{folder}: {error.strerror}",
            hint="choose another folder with --out",
        ) from error


def _refuse_others(folder: Path, files: Mapping[str, bytes], main: str) -> None:
    names = {path.name for path in folder.iterdir()}
    strange = sorted(names - set(files) - {f"{name}.part" for name in files})
    if strange:
        raise refuse(
            code="folder-not-ours",
            wrong="the folder holds something else",
            seen=f"{folder}: {strange[0]}",
            hint="choose a new or empty folder with --out",
        )
    if main in names and _hash_in((folder / main).read_bytes()) != _hash_in(files[main]):
        raise refuse(
            code="folder-other-plan",
            wrong="the folder holds another look, at other settings or another scheme",
            seen=str(folder),
            hint="choose a new or empty folder with --out",
        )


def _hash_in(content: bytes) -> str | None:
    try:
        document = json.loads(content)
    except ValueError:
        return None
    found = [each.get("plan_hash") for each in document.values() if isinstance(each, dict)]
    return next((str(each) for each in found if each), None)
