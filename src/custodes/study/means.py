"""What a run is carried out with: processes, a disk, somewhere to keep worlds. None of it changes what comes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from custodes.records.disk import Disk
from custodes.study.rooms import ROOMS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from custodes.study.files import Page
    from custodes.study.plan import Plan
    from custodes.study.world import Rooms, World


@dataclass(frozen=True)
class Progress:
    """How far a run is.

    Attributes
    ----------
    done, total : int
        Worlds finished, and worlds of the run.
    stage : str
        What is being done now.
    """

    done: int
    total: int
    stage: str


class Keeper(Protocol):
    """Keeps finished worlds."""

    @property
    def worlds(self) -> Mapping[int, World]:
        """Worlds kept so far, by number."""

    def keep(self, world: World, records: Mapping[str, bytes]) -> None:
        """Keep a world.

        Parameters
        ----------
        world : World
            The world.
        records : mapping of str to bytes
            Files of its records; empty unless it is the central world.
        """


@dataclass
class Memory:
    """Keeps finished worlds in memory, for a run that has no folder.

    Attributes
    ----------
    worlds : dict of int to World
        By number.
    records : dict of str to bytes
        Files of the records of the central world.
    """

    worlds: dict[int, World] = field(default_factory=dict)
    records: dict[str, bytes] = field(default_factory=dict)

    def keep(self, world: World, records: Mapping[str, bytes]) -> None:
        """Keep a world.

        Parameters
        ----------
        world : World
            The world.
        records : mapping of str to bytes
            Files of its records; empty unless it is the central world.
        """
        self.worlds[world.number] = world
        self.records.update(records)


@dataclass(frozen=True)
class Means:
    """What a run is carried out with: none of it changes a byte of what comes out.

    Attributes
    ----------
    workers : int or None
        Processes; None for as many as the machine has, or one for a small run.
    progress : callable or None
        Told how far the run is.
    page : callable or None
        Writes the report from a `RunView`; without one the folder has no report.
    rooms : Rooms
        The model and the measures.
    disk : Disk
        Where the effects go.
    """

    workers: int | None = None
    progress: Callable[[Progress], None] | None = None
    page: Page | None = None
    rooms: Rooms = ROOMS
    disk: Disk = field(default_factory=Disk)

    def tell(self, plan: Plan, keeper: Keeper, stage: str) -> None:
        """Tell how far the run is.

        Parameters
        ----------
        plan : Plan
            The study.
        keeper : Keeper
            What is finished.
        stage : str
            What is being done now.
        """
        if self.progress is not None:
            self.progress(Progress(len(keeper.worlds), len(plan.worlds), stage))
