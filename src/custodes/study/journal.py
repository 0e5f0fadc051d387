"""The run folder while it is being written: what is finished is kept, and nothing half-written is ever seen.

A folder in work holds ``.work/`` with a lock, the plan, and one file a finished world. The lock belongs to the
operating system and goes with the process that holds it, however that ends. Every file is written under another name,
pushed to the disk and renamed. When all worlds are there, the files of the run are written, the manifest last, and
``.work/`` goes.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, Self

from custodes.errors import Interrupted, refuse
from custodes.records import manifest
from custodes.records.disk import Disk, write_whole
from custodes.study.world import World, read_world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from custodes.errors import Refused
    from custodes.study.plan import Plan

WORK: Final = ".work"
"""Folder inside the run folder that exists while the run is not finished."""

_PLAN: Final = "plan.json"
_LOCK: Final = "lock"
_RECORDS: Final = "records"
_FILES: Final = frozenset({"run.json", "answers.json", "report.html", manifest.NAME, "records", "tables", WORK})
_DISK: Final = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EIO: "the disk failed",
}


class Journal:
    """A run folder in work; used as a context, which holds the lock.

    Parameters
    ----------
    folder : Path
        The run folder, new, empty, or left unfinished by a run of the same plan.
    plan : Plan
        What is being run.
    disk : Disk
        Where the effects go.
    """

    def __init__(self, folder: Path, plan: Plan, disk: Disk | None = None) -> None:
        self.folder = folder
        self.work = folder / WORK
        self.plan = plan
        self.disk = disk or Disk()
        self.worlds: dict[int, World] = {}
        self._lock: int | None = None

    def __enter__(self) -> Self:
        try:
            self._open()
        except BaseException:
            self._unlock()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._unlock()

    def _open(self) -> None:
        with self._unwritable():
            self._refuse_strangers()
            self.disk.make_folder(self.work)
            self._take_lock()
            plan = self.work / _PLAN
            if plan.exists():
                self._refuse_other_plan(plan)
            else:
                self._refuse_remains()
                self._write(plan, self.plan.canonical().encode("ascii"))
        self.worlds = dict(self._kept())

    @contextmanager
    def _unwritable(self) -> Iterator[None]:
        """Refuse a folder that cannot be written at all; a full disk is an interruption like any other."""
        try:
            yield
        except OSError as error:
            if error.errno in _DISK:
                raise self._interrupted(error) from error
            raise refuse(
                code="folder-unwritable",
                wrong="the folder for the run cannot be written",
                seen=f"{self.folder}: {error.strerror}",
                hint="choose another folder with --out",
            ) from error

    @contextmanager
    def _guard(self) -> Iterator[None]:
        """Turn what a disk does into an interruption: what is finished stays, and the run can go on later."""
        try:
            yield
        except OSError as error:
            raise self._interrupted(error) from error

    def _interrupted(self, error: OSError) -> Interrupted:
        why = _DISK.get(error.errno or 0, f"the run folder can no longer be written ({error.strerror})")
        return Interrupted(len(self.worlds), len(self.plan.worlds), why)

    def _refuse_strangers(self) -> None:
        if not self.folder.exists():
            return
        names = {path.name for path in self.folder.iterdir()}
        if manifest.NAME in names and WORK not in names:
            raise self._finished()
        strange = sorted(names if WORK not in names else names - _FILES)
        if strange:
            raise self._not_ours(strange)

    def _refuse_remains(self) -> None:
        """Refuse what lies beside a work folder without a plan: a run cut off in its last act, or not a run at all."""
        names = {path.name for path in self.folder.iterdir()} - {WORK}
        if manifest.NAME in names:
            self._end_work()
            raise self._finished()
        if names:
            raise self._not_ours(sorted(names))

    def _finished(self) -> Refused:
        return refuse(
            code="folder-finished",
            wrong="the folder holds a finished run",
            seen=str(self.folder),
            hint="look at its report.html, choose another folder with --out, or take the folder away first",
        )

    def _not_ours(self, names: Sequence[str]) -> Refused:
        return refuse(
            code="folder-not-ours",
            wrong="the folder holds files that are not of this run",
            seen=f"{self.folder}: {', '.join(names[:3])}",
            hint="choose a new or empty folder with --out",
        )

    def _take_lock(self) -> None:
        lock = os.open(self.work / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        self._lock = lock
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Another process may have finished and taken the lock's file away between our opening and our locking.
            held = os.fstat(lock).st_nlink > 0
        except BlockingIOError:
            held = False
        if not held:
            raise refuse(
                code="folder-in-use",
                wrong="another run is writing into the folder",
                seen=str(self.folder),
                hint="wait for it to end, or choose another folder with --out",
            )

    def _unlock(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _refuse_other_plan(self, path: Path) -> None:
        seen = path.read_bytes()
        if seen == self.plan.canonical().encode("ascii"):
            return
        raise refuse(
            code="folder-other-plan",
            wrong="the folder holds an unfinished run of something else",
            seen=f"{self.folder}: {_differences(seen, self.plan.document())}",
            hint="run the command it was started with, choose another folder with --out, or take the folder away first",
        )

    def _write(self, path: Path, content: bytes) -> None:
        write_whole(self.disk, path, content, through=self.work)

    def _kept(self) -> Iterator[tuple[int, World]]:
        for number in self.plan.worlds:
            body = _checked(self.work / _world_name(number))
            if body is None or (number == 0 and not self._records_are(body.get("records"))):
                continue
            yield number, read_world(body["world"])

    def _records_are(self, hashes: Mapping[str, str] | None) -> bool:
        return bool(hashes) and all(
            (place := self._records_place(name)) is not None and manifest.file_hash(place) == wanted
            for name, wanted in (hashes or {}).items()
        )

    def _records_place(self, name: str) -> Path | None:
        places = [self.work / _RECORDS / name, self.folder / _RECORDS / name]
        return next((place for place in places if place.is_file()), None)

    def keep(self, world: World, records: Mapping[str, bytes]) -> None:
        """Keep a finished world.

        Parameters
        ----------
        world : World
            The world.
        records : mapping of str to bytes
            Files of its records by name; empty unless it is the central world.

        Raises
        ------
        Interrupted
            When the disk is full or fails.
        """
        self.keep_records(records)
        with self._guard():
            hashes = {name: hashlib.sha256(content).hexdigest() for name, content in records.items()}
            body = {"world": world.document(), "records": hashes}
            self._write(self.work / _world_name(world.number), _sealed(body))
            self.worlds[world.number] = world

    def keep_records(self, records: Mapping[str, bytes]) -> None:
        """Keep the records of the central world until they are published.

        Parameters
        ----------
        records : mapping of str to bytes
            Files by name.

        Raises
        ------
        Interrupted
            When the disk is full or fails.
        """
        with self._guard():
            if records:
                self.disk.make_folder(self.work / _RECORDS)
            for name, content in records.items():
                self._write(self.work / _RECORDS / name, content)

    def keep_large(self, name: str, write: Callable[[Path], None]) -> None:
        """Keep a file of records that is too large to be held in memory.

        Parameters
        ----------
        name : str
            Its name among the records.
        write : callable
            Writes it to the path that it is given.

        Raises
        ------
        Interrupted
            When the disk is full or fails.
        """
        with self._guard():
            self.disk.make_folder(self.work / _RECORDS)
            place = self.work / _RECORDS / name
            unfinished = place.with_name(f"{name}.part")
            write(unfinished)
            self.disk.replace(unfinished, place)

    def publish(self, files: Mapping[str, bytes]) -> None:
        """Write the files of the finished run, the manifest last, and end the work.

        Parameters
        ----------
        files : mapping of str to bytes
            By path inside the folder; the records of the central world are there already.

        Raises
        ------
        Interrupted
            When the disk is full or fails.
        """
        with self._guard():
            for name in ("records", "tables"):
                self.disk.make_folder(self.folder / name)
            for place in sorted((self.work / _RECORDS).glob("*.parquet")):
                self.disk.replace(place, self.folder / _RECORDS / place.name)
            for path, content in files.items():
                self._write(self.folder / path, content)
            written = [path for path in manifest.files_in(self.folder) if not path.startswith(f"{WORK}/")]
            listed = manifest.manifest_bytes(self.folder, [path for path in written if path != manifest.NAME])
            self._write(self.folder / manifest.NAME, listed)
            self._end_work()

    def _end_work(self) -> None:
        # The plan goes last but for the lock: until then a run that is cut off here is seen for what it is.
        last = [self.work / _PLAN, self.work / _LOCK]
        folders = [path for path in self.work.iterdir() if path.is_dir()]
        for folder in folders:
            for path in folder.iterdir():
                path.unlink()
            folder.rmdir()
        for path in sorted(self.work.iterdir()):
            if path not in last:
                path.unlink()
        for path in last:
            path.unlink(missing_ok=True)
        self.work.rmdir()
        self.disk.sync_folder(self.folder)


def _world_name(number: int) -> str:
    return f"world-{number:04d}.json"


def _sealed(body: Mapping[str, Any]) -> bytes:
    text = json.dumps(body, allow_nan=False, separators=(",", ":"))
    return f'{{"crc32":{zlib.crc32(text.encode("utf-8"))},"body":{text}}}\n'.encode()


def _checked(path: Path) -> dict[str, Any] | None:
    """Read a sealed file; None when it is not there or not as it was written, and then its world is run again."""
    try:
        document = json.loads(path.read_bytes())
        body: dict[str, Any] = document["body"]
        text = json.dumps(body, allow_nan=False, separators=(",", ":"))
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return body if document.get("crc32") == zlib.crc32(text.encode("utf-8")) else None


def _differences(seen: bytes, wanted: Mapping[str, Any]) -> str:
    try:
        document = json.loads(seen)
        names = [name for name, value in wanted.items() if document.get(name) != value]
    except (ValueError, AttributeError):
        names = []
    return f"its {' and '.join(names)} differ" if names else "its plan cannot be read"
