"""A folder of many files that is whole or says that it is not: its manifest goes before anything is written over."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING, Any, Final

from custodes.errors import refuse
from custodes.records import manifest
from custodes.records.disk import Disk

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from custodes.errors import Refused

RUN: Final = "run.json"
"""The file that says what a folder is: its ``kind``, and its ``identity`` where only the same may be written over."""

WORK: Final = ".work"
"""Folder inside it for what is not finished."""

_MOST_BYTES: Final = 10_000_000


class PrivateDisk(Disk):
    """A disk on which nobody but the user who runs it may read what is written."""

    def write(self, path: Path, content: bytes) -> None:
        """Write a file that only its owner may read or write.

        Parameters
        ----------
        path : Path
            The file, made or overwritten; never a link.
        content : bytes
            All of it.

        Raises
        ------
        OSError
            When the disk is full or the file cannot be written.
        """
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(number, "wb") as file:
            os.fchmod(number, 0o600)
            file.write(content)
            file.flush()
            os.fsync(number)

    def make_folder(self, path: Path) -> None:
        """Make a folder that only its owner may enter.

        Parameters
        ----------
        path : Path
            The folder; one that is there is shut, too.

        Raises
        ------
        OSError
            When it cannot be made.
        """
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.chmod(0o700)


def check_place(folder: Path, kind: str, identity: str = "") -> None:
    """Refuse a folder that holds anything else, before anything is computed.

    Parameters
    ----------
    folder : Path
        New, empty, or with an earlier one of the same kind.
    kind : str
        What will be written, as `RUN` says.
    identity : str
        The earlier one must have the same; "" when any of the kind may be written over.

    Raises
    ------
    Refused
        When the folder holds something else.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise _unwritable(folder, "it is a file or a link")
    if not folder.exists() or not {path.name for path in folder.iterdir()} - {WORK}:
        return
    said = said_by(folder)
    if said.get("kind") != kind:
        raise refuse(
            code="folder-not-ours",
            wrong="the folder holds something else",
            seen=str(folder),
            hint="choose a new or empty folder with --out",
        )
    if identity and said.get("identity") != identity:
        raise refuse(
            code="folder-other-plan",
            wrong="the folder holds another one, of other files or made in another way",
            seen=str(folder),
            hint="choose a new or empty folder with --out",
        )


def check_apart(folder: Path, out: Path) -> None:
    """Refuse to write among the files that are read: the next look would take them for what was disclosed.

    Parameters
    ----------
    folder : Path
        Folder with the files that are read.
    out : Path
        Folder to write.

    Raises
    ------
    Refused
        When the second is the first, or inside it.
    """
    if out.resolve().is_relative_to(folder.resolve()):
        raise refuse(
            code="out-in-folder",
            wrong="the folder to write is the folder that is read, or inside it",
            seen=str(out),
            hint="choose a folder somewhere else with --out",
        )


def said_by(folder: Path) -> dict[str, Any]:
    """Read what a folder says that it is; it may come from anybody.

    Parameters
    ----------
    folder : Path
        Any folder.

    Returns
    -------
    dict
        What stands in its `RUN`; nothing when there is none, or none that can be read.
    """
    path = folder / RUN
    try:
        if path.is_symlink() or path.stat().st_size > _MOST_BYTES:
            return {}
        document = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def write_whole_folder(folder: Path, files: Mapping[str, bytes], disk: Disk | None = None) -> None:
    """Write files into a folder of their own, and last of all the manifest that says that they are all there.

    Parameters
    ----------
    folder : Path
        As `check_place` lets pass.
    files : mapping of str to bytes
        By path with ``/`` inside the folder; `RUN` among them.
    disk : Disk, optional
        Where the effects go.

    Raises
    ------
    Refused
        When the folder holds a file that was not written so, or cannot be written.
    """
    at = disk or Disk()
    strange = sorted(_there(folder) - set(files) - _listed(folder) - {manifest.NAME})
    if strange:
        raise refuse(
            code="folder-not-ours",
            wrong="the folder holds something else",
            seen=f"{folder}: {strange[0]}",
            hint="choose a new or empty folder with --out",
        )
    try:
        _write(folder, files, at)
    except OSError as error:
        raise _unwritable(folder, error.strerror or "it failed") from error


def _there(folder: Path) -> set[str]:
    if not folder.is_dir():
        return set()
    return {name for name in manifest.files_in(folder) if not name.startswith(f"{WORK}/")}


def _listed(folder: Path) -> set[str]:
    """Name the files of an earlier writing that are as they were written."""
    changed = {problem.path for problem in manifest.check(folder)}
    try:
        entries = json.loads((folder / manifest.NAME).read_bytes()).get("files", {})
    except (OSError, ValueError, AttributeError, RecursionError):
        return set()
    return set(entries) - changed if isinstance(entries, dict) else set()


def _write(folder: Path, files: Mapping[str, bytes], disk: Disk) -> None:
    work, before = folder / WORK, _listed(folder)
    disk.make_folder(folder)
    shutil.rmtree(work, ignore_errors=True)
    try:
        for name, content in files.items():
            _folder_of(work / name, disk)
            disk.write(work / name, content)
        listing = manifest.manifest_bytes(work, list(files))
        # While the manifest still says that they are ours: nothing would after it is gone.
        for name in sorted(before - set(files)):
            (folder / name).unlink(missing_ok=True)
        (folder / manifest.NAME).unlink(missing_ok=True)
        # What says which folder this is stands first: if we are stopped here, the same command may go on.
        for name in sorted(files, key=lambda each: (each != RUN, each)):
            _folder_of(folder / name, disk)
            disk.replace(work / name, folder / name)
        disk.write(work / manifest.NAME, listing)
        disk.replace(work / manifest.NAME, folder / manifest.NAME)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _folder_of(path: Path, disk: Disk) -> None:
    if not path.parent.is_dir():
        disk.make_folder(path.parent)


def _unwritable(folder: Path, why: str) -> Refused:
    return refuse(
        code="folder-unwritable",
        wrong="the folder cannot be written",
        seen=f"{folder}: {why}",
        hint="choose another folder with --out",
    )
