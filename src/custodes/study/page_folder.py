"""A folder of a few files that are whole or not there at all, for looks that need no run folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.errors import refuse
from custodes.records.disk import Disk, write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from custodes.errors import Refused

_PART: Final = ".part"
"""How the temporary files of `custodes.records.disk.write_whole` end."""


def check_folder(folder: Path, names: Sequence[str], plan_hash: str) -> None:
    """Refuse a folder that holds anything else, before anything is computed.

    Parameters
    ----------
    folder : Path
        New, empty, or with an earlier look that was the same.
    names : sequence of str
        Files that will be written.
    plan_hash : str
        Says which look it is.

    Raises
    ------
    Refused
        When the folder holds something else, or another look.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise _unwritable(folder, "it is a file")
    found = {path.name for path in folder.iterdir()}
    strange = sorted(found - set(names) - {f"{name}{_PART}" for name in names})
    if strange:
        raise refuse(
            code="folder-not-ours",
            wrong="the folder holds something else",
            seen=f"{folder}: {strange[0]}",
            hint="choose a new or empty folder with --out",
        )
    for name in (each for each in names if each in found and each.endswith(".json")):
        if plan_hash.encode("ascii") not in (folder / name).read_bytes():
            raise refuse(
                code="folder-other-plan",
                wrong="the folder holds a look at other settings, or at another scheme",
                seen=str(folder / name),
                hint="choose a new or empty folder with --out",
            )


def write_folder(folder: Path, files: Mapping[str, bytes], plan_hash: str, disk: Disk | None = None) -> None:
    """Write files into a folder of their own, each whole or not at all.

    Parameters
    ----------
    folder : Path
        As `check_folder` lets pass.
    files : mapping of str to bytes
        By name; those of JSON hold the hash.
    plan_hash : str
        Says which look it is.
    disk : Disk, optional
        Where the effects go.

    Raises
    ------
    Refused
        When the folder holds something else, or cannot be written; a file that was there is then as before.
    """
    check_folder(folder, tuple(files), plan_hash)
    at = disk or Disk()
    try:
        at.make_folder(folder)
        for name, content in files.items():
            write_whole(at, folder / name, content, through=folder)
    except OSError as error:
        raise _unwritable(folder, error.strerror or "it failed") from error


def _unwritable(folder: Path, why: str) -> Refused:
    return refuse(
        code="folder-unwritable",
        wrong="the folder cannot be written",
        seen=f"{folder}: {why}",
        hint="choose another folder with --out",
    )
