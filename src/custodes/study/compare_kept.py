"""Finished worlds of a comparison on disk, so that one that is stopped goes on where it was."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from custodes.errors import refuse
from custodes.measures.answer_json import kept_document, read_answer
from custodes.records.disk import Disk, write_whole
from custodes.records.versions import versions
from custodes.records.whole_folder import WORK
from custodes.study.compare_world import ComparedWorld
from custodes.study.noticed import Noticed
from custodes.study.paired import Pair

if TYPE_CHECKING:
    from pathlib import Path

    from custodes.study.compare_plan import ComparePlan

_WORLD: Final = "world-{}.json"


@dataclass(frozen=True)
class KeptWorlds:
    """Where finished worlds are kept until the comparison is whole.

    Attributes
    ----------
    folder : Path
        Folder of the comparison; the worlds are below it until it is written.
    plan : ComparePlan
        The comparison; worlds of another are not taken.
    disk : Disk
        Where the effects go.
    """

    folder: Path
    plan: ComparePlan
    disk: Disk = field(default_factory=Disk)

    @property
    def _place(self) -> Path:
        return self.folder / WORK / self.plan.hash[:16]

    def read(self) -> dict[int, ComparedWorld]:
        """Read the worlds that are there and whole.

        Returns
        -------
        dict of int to ComparedWorld
            By number; a file that cannot be read, or that other versions wrote, is as good as none, and its world is
            run again.
        """
        found: dict[int, ComparedWorld] = {}
        for number in self.plan.worlds:
            try:
                document = json.loads((self._place / _WORLD.format(number)).read_bytes())
                if (document["plan"], document["versions"]) == (self.plan.hash, dict(versions())):
                    found[number] = _world(document)
            except (OSError, ValueError, KeyError, TypeError, RecursionError):
                continue
        return found

    def keep(self, world: ComparedWorld) -> None:
        """Keep a world.

        Parameters
        ----------
        world : ComparedWorld
            A finished one.

        Raises
        ------
        Refused
            When the folder cannot be written.
        """
        document = {"plan": self.plan.hash, "versions": dict(versions()), **_document(world)}
        try:
            self.disk.make_folder(self._place)
            content = json.dumps(document, separators=(",", ":")).encode("ascii")
            write_whole(self.disk, self._place / _WORLD.format(world.number), content, through=self._place)
        except OSError as error:
            raise refuse(
                code="folder-unwritable",
                wrong="the folder cannot be written",
                seen=f"{self.folder}: {error.strerror or 'it failed'}",
                hint="choose another folder with --out",
            ) from error


def _document(world: ComparedWorld) -> dict[str, Any]:
    return {
        "number": world.number,
        "answers": {
            name: {key: kept_document(answer) for key, answer in found.items()} for name, found in world.answers.items()
        },
        "pairs": [[*two, {key: list(pair) for key, pair in of.items()}] for two, of in world.pairs.items()],
        "noticed": {name: vars(each) for name, each in world.noticed.items()},
    }


def _world(document: dict[str, Any]) -> ComparedWorld:
    return ComparedWorld(
        number=document["number"],
        answers={
            name: {key: read_answer(answer) for key, answer in found.items()}
            for name, found in document["answers"].items()
        },
        pairs={(one, other): {key: Pair(*pair) for key, pair in of.items()} for one, other, of in document["pairs"]},
        noticed={name: Noticed(**each) for name, each in document["noticed"].items()},
    )
