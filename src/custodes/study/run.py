"""A study from its first argument to its last answer: plan, worlds, answers, folder."""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final

from custodes.errors import Interrupted, Problem, UsageRefused
from custodes.scheme import library
from custodes.study.assemble import assemble
from custodes.study.execute import Call, Inline, Pool
from custodes.study.files import run_files
from custodes.study.finished import Run
from custodes.study.journal import Journal
from custodes.study.kept_trail import write_trail
from custodes.study.means import Keeper, Means, Memory
from custodes.study.plan import DAYS, DRAWS, SEED, Plan, check_counts
from custodes.study.world import run_central, run_world

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from custodes.scheme.scheme import Scheme
    from custodes.study.files import Page
    from custodes.study.means import Progress

EXACT_DAYS: Final = 2_192
"""Length of an exact run when none is asked for: six years, the longest that a scheme of the library keeps data."""

MOST_PEOPLE: Final = 10_000
"""People of a run that is not told how many; beyond it more people narrow no interval that matters, and take longer."""

MOST_TAGGED: Final = 2_500
MOST_WATCHED: Final = 1_000
"""The same where positions are followed, and where everybody's are held against a curfew night by night."""

NO_POSITIONS: Final = "this scheme records no positions, so there is no trail to keep"
NO_FOLDER: Final = "a trail is kept in the folder of the run, and none is named"

_SMALL_PERSON_D: Final = 2_000_000
"""Person-days below which starting workers takes longer than the run, when the caller leaves their number open."""


def make_plan(  # noqa: PLR0913 - the arguments of a run
    scheme: Scheme | str | os.PathLike[str],
    *,
    people: int | None = None,
    days: int | None = None,
    draws: int | None = None,
    seed: int = SEED,
    shards: int = 1,
    settings: Mapping[str, str | float] | None = None,
    exact: bool = False,
    keep_trail: bool = False,
) -> Plan:
    """Settle what a run will be.

    Parameters
    ----------
    scheme : Scheme or str or path
        A scheme, the name of one in the library, or a file.
    people : int or None
        People on the scheme at any one time; None for as many as the scheme states, unless `exact` at most 10,000,
        2,500 where positions are followed and 1,000 under a curfew [person].
    days : int or None
        Length of the run; None for a year, or six years if `exact` [day].
    draws : int or None
        Worlds drawn from the scheme's ranges; None for 64, or the central world alone if `exact`.
    seed : int
        Seed of every random number.
    shards : int
        Parts into which the people are split.
    settings : mapping of str to (str or float), optional
        Quantities to fix, by dotted path, in the unit of the file.
    exact : bool
        Whether everybody on the scheme is run for as long as it keeps what it holds.
    keep_trail : bool
        Whether every recorded position of the central world is written down.

    Returns
    -------
    Plan
        Of the scheme with its settings.

    Raises
    ------
    Refused
        When the scheme or a setting is.
    UsageRefused
        When a count is out of range.
    """
    days = days if days is not None else EXACT_DAYS if exact else DAYS
    draws = draws if draws is not None else 1 if exact else DRAWS
    check_counts({"days": days, "draws": draws, "seed": seed, "shards": shards})
    file = ""
    if isinstance(scheme, str | os.PathLike):
        name = os.fspath(scheme)
        file = "" if name in library.names() else Path(name).name
        scheme = library.load(name)
    texts = {path: value if isinstance(value, str) else repr(value) for path, value in (settings or {}).items()}
    settled = scheme.with_settings(texts) if texts else scheme
    stated = round(settled.cohort.size.at(0.5))
    fitting = stated if exact else min(stated, _most_people(settled))
    if keep_trail and not any(instrument.location for instrument in settled.instruments.values()):
        raise _no_trail(NO_POSITIONS, settled.scheme)
    return Plan(settled, fitting if people is None else people, days, draws, seed, shards, texts, file, keep_trail)


def _most_people(scheme: Scheme) -> int:
    if not any(instrument.location for instrument in scheme.instruments.values()):
        return MOST_PEOPLE
    rules = scheme.rules.location
    return MOST_TAGGED if rules is None or rules.curfew is None else MOST_WATCHED


def _no_trail(wrong: str, seen: str) -> UsageRefused:
    hint = "leave keep_trail out, or run a scheme with a location into a folder"
    return UsageRefused([Problem("", 0, "keep_trail", wrong, seen, hint, "no-trail")])


def run(  # noqa: PLR0913 - the arguments of a run
    scheme: Scheme | str | os.PathLike[str],
    *,
    people: int | None = None,
    days: int | None = None,
    draws: int | None = None,
    seed: int = SEED,
    workers: int | None = None,
    shards: int = 1,
    out: str | os.PathLike[str] | None = None,
    settings: Mapping[str, str | float] | None = None,
    exact: bool = False,
    keep_trail: bool = False,
    progress: Callable[[Progress], None] | None = None,
    page: Page | None = None,
) -> Run:
    """Run a scheme on synthetic people in many worlds, and ask everything of what it leaves behind.

    Parameters
    ----------
    scheme : Scheme or str or path
        A scheme, the name of one in the library, or a file.
    people : int or None
        People on the scheme at any one time; None for as many as the scheme states, unless `exact` at most 10,000,
        2,500 where positions are followed and 1,000 under a curfew [person].
    days : int or None
        Length of the run; None for a year, or six years if `exact` [day].
    draws : int or None
        Worlds drawn from the scheme's ranges; None for 64, or the central world alone if `exact`.
    seed : int
        Seed of every random number.
    workers : int or None
        Processes; None for as many as the machine has, or one for a small run.
    shards : int
        Parts into which the people are split; no answer depends on it.
    out : str or path, optional
        Folder for the run, new or empty, or left unfinished by the same run; without it nothing is written.
    settings : mapping of str to (str or float), optional
        Quantities to fix, by dotted path, in the unit of the file.
    exact : bool
        Whether everybody on the scheme is run for as long as it keeps what it holds.
    keep_trail : bool
        Whether every recorded position of the central world is written down; needs `out`.
    progress : callable, optional
        Told how far the run is.
    page : callable, optional
        Writes the report from a `RunView`.

    Returns
    -------
    Run
        The answers, and everything that they come from.

    Raises
    ------
    Refused
        When the scheme, a setting or the folder is.
    UsageRefused
        When a count is out of range.
    Interrupted
        When a run with a folder is stopped; the same call goes on from there.
    """
    plan = make_plan(
        scheme,
        people=people,
        days=days,
        draws=draws,
        seed=seed,
        shards=shards,
        settings=settings,
        exact=exact,
        keep_trail=keep_trail,
    )
    if workers is not None:
        check_counts({"workers": workers})
    if keep_trail and out is None:
        raise _no_trail(NO_FOLDER, "no folder")
    means = Means(workers=workers, progress=progress, page=page)
    return carry_out(plan, means, None if out is None else Path(out))


def carry_out(plan: Plan, means: Means, out: Path | None) -> Run:
    """Carry out a plan.

    Parameters
    ----------
    plan : Plan
        The study.
    means : Means
        What it is carried out with.
    out : Path or None
        Folder for the run.

    Returns
    -------
    Run
        The answers, and everything that they come from.

    Raises
    ------
    Refused
        When the folder is.
    Interrupted
        When a run with a folder is stopped.
    """
    if out is None:
        memory = Memory()
        _run_worlds(plan, means, memory)
        return Run(assemble(plan, memory.worlds), page=means.page, records=memory.records)
    with Journal(out, plan, means.disk) as journal:
        try:
            _run_worlds(plan, means, journal)
            if plan.keep_trail:
                means.tell(plan, journal, "writing the trail")
                journal.keep_large("trail.parquet", lambda path: write_trail(plan, path))
            means.tell(plan, journal, "writing the report")
            view = assemble(plan, journal.worlds)
            journal.publish(run_files(view, means.page))
        except KeyboardInterrupt as stop:
            raise Interrupted(len(journal.worlds), len(plan.worlds), "it was interrupted") from stop
        except MemoryError as stop:
            why = "there was not enough memory; fewer --workers take less"
            raise Interrupted(len(journal.worlds), len(plan.worlds), why) from stop
    return Run(view, page=means.page, folder=out)


def _run_worlds(plan: Plan, means: Means, keeper: Keeper) -> None:
    workers = _workers(plan, means, keeper)
    # A single world is run here, where its records need not be sent; with many, this process stays small and quick to
    # stop.
    with Pool(workers) if workers > 1 and len(plan.worlds) > 1 else nullcontext(Inline()) as executor:
        if 0 not in keeper.worlds:
            means.tell(plan, keeper, "running the central world")
            # Before any other world: the kernels that it compiles are then there for all of them.
            for _, (world, records) in executor.results([Call("world 0", run_central, (plan, means.rooms, workers))]):
                keeper.keep(world, records)
        means.tell(plan, keeper, "running worlds")
        missing = [number for number in plan.worlds if number not in keeper.worlds]
        calls = [Call(f"world {number}", run_world, (plan, number, means.rooms)) for number in missing]
        for _, world in executor.results(calls):
            keeper.keep(world, {})
            means.tell(plan, keeper, "running worlds")


def _workers(plan: Plan, means: Means, keeper: Keeper) -> int:
    if os.name != "posix":
        return 1
    if means.workers is not None:
        return means.workers
    missing = len(plan.worlds) - len(keeper.worlds)
    small = plan.people * plan.days * missing < _SMALL_PERSON_D
    return 1 if small else len(os.sched_getaffinity(0))
