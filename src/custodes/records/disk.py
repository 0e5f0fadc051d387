"""Writing that is whole or not there at all: temporary name, flush to the disk, rename, flush the folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Disk:
    """The few effects on a disk that a run needs, in one place so that a test can make each of them fail."""

    def write(self, path: Path, content: bytes) -> None:
        """Write a file and push it to the disk.

        Parameters
        ----------
        path : Path
            The file, made or overwritten.
        content : bytes
            All of it.

        Raises
        ------
        OSError
            When the disk is full or the file cannot be written; part of it may then be there.
        """
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def replace(self, temporary: Path, path: Path) -> None:
        """Rename a file over another and push the folder to the disk.

        Parameters
        ----------
        temporary, path : Path
            Old and new name, in one file system.

        Raises
        ------
        OSError
            When the rename fails; the old file is then untouched.
        """
        temporary.replace(path)
        self.sync_folder(path.parent)

    def make_folder(self, path: Path) -> None:
        """Make a folder, and those above it, unless it is there.

        Parameters
        ----------
        path : Path
            The folder.

        Raises
        ------
        OSError
            When it cannot be made.
        """
        path.mkdir(parents=True, exist_ok=True)

    def sync_folder(self, path: Path) -> None:
        """Push the names in a folder to the disk.

        Parameters
        ----------
        path : Path
            The folder.

        Raises
        ------
        OSError
            When the disk fails.
        """
        number = os.open(path, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def write_whole(disk: Disk, path: Path, content: bytes, *, through: Path) -> None:
    """Write a file so that a reader sees the old one, or all of the new one.

    Parameters
    ----------
    disk : Disk
        Where the effects go.
    path : Path
        The file.
    content : bytes
        All of it.
    through : Path
        Folder for the temporary file, in the same file system.

    Raises
    ------
    OSError
        When the disk is full or the file cannot be written; `path` is then as before.
    """
    temporary = through / f"{path.name}.part"
    disk.write(temporary, content)
    disk.replace(temporary, path)
