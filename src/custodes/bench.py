"""The test bench as one call: a scheme in, a run with its report out; several in, and they stand side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from custodes.records.whole_folder import check_place, write_whole_folder
from custodes.study import compare as compare_study
from custodes.study import run as study
from custodes.study.compare_kept import KeptWorlds
from custodes.study.compare_plan import compare_plan
from custodes.study.plan import SEED, check_counts

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping, Sequence

    from custodes.scheme.scheme import Scheme
    from custodes.study.compare import Comparison
    from custodes.study.compare_plan import ComparePlan
    from custodes.study.finished import Run
    from custodes.study.means import Progress
    from custodes.study.view import RunView


def page(view: RunView) -> str:
    """Write the report of a run.

    Parameters
    ----------
    view : RunView
        The finished study.

    Returns
    -------
    str
        One self-contained page of HTML.
    """
    # Loaded when a report is wanted: a run in a notebook, and every worker, does without the drawing library.
    from custodes.report.html import render  # noqa: PLC0415

    return render(view)


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

    Returns
    -------
    Run
        The answers, and everything that they come from.

    Raises
    ------
    Refused
        When the scheme, a setting or the folder is refused; ``UsageRefused`` when a count is out of range.
    Interrupted
        When a run with a folder is stopped; the same call goes on from there.

    Examples
    --------
    >>> import custodes
    >>> run = custodes.run("home-office-2022", people=40, days=14, draws=1)
    >>> answer = run.answers["checks_due_per_person_year"]
    >>> answer.low <= answer.value <= answer.high
    True
    >>> run.table("people").num_rows == run.table("tallies").num_rows
    True
    """
    return study.run(
        scheme,
        people=people,
        days=days,
        draws=draws,
        seed=seed,
        workers=workers,
        shards=shards,
        out=out,
        settings=settings,
        exact=exact,
        keep_trail=keep_trail,
        progress=progress,
        page=page,
    )


def compare(  # noqa: PLR0913 - the arguments of a comparison
    *schemes: Scheme | str | os.PathLike[str],
    people: int | None = None,
    days: int | None = None,
    draws: int | None = None,
    seed: int = SEED,
    workers: int | None = None,
    shards: int = 1,
    out: str | os.PathLike[str] | None = None,
    settings: Sequence[str] = (),
    effects: Sequence[str] = (),
    claims: Sequence[str] = (),
    margins: Sequence[str] = (),
    prices: str | os.PathLike[str] | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Comparison:
    """Run schemes on the same people, days and luck, and set them side by side.

    Parameters
    ----------
    *schemes : Scheme or str or path
        Two or more; the first is the one asked about, the others are run on its people and set beside it.
    people : int or None
        People at any one time; None for the fewest that a run of any of the schemes would take by itself [person].
    days, draws : int or None
        As in a run [day], [count].
    seed : int
        Seed of every random number.
    workers : int or None
        Processes; None for as many as the machine has, or one for a small comparison.
    shards : int
        Parts into which the people are split; no answer depends on it.
    out : str or path, optional
        Folder for the comparison, new or empty, or left unfinished by the same one; without it nothing is written.
    settings : sequence of str
        PATH=VALUE for every scheme that has the path, NAME:PATH=VALUE for one alone.
    effects : sequence of str
        NAME=TRIAL: what a published trial leaves possible, put on the absconding under one scheme.
    claims : sequence of str
        NAME=POINTS: an effect that is claimed, in percentage points for the better.
    margins : sequence of str
        ID=AMOUNT: how much worse than the first another may do in an answer and still do as well.
    prices : str or path, optional
        File of conversions between currencies and years of prices; without it those that come with Custodes.
    progress : callable, optional
        Told how far it is.

    Returns
    -------
    Comparison
        Answers, differences, orders and necessity.

    Raises
    ------
    Refused
        When a scheme, a setting, an effect or the folder is; ``UsageRefused`` when a count or a text is.
    Interrupted
        When a comparison with a folder is stopped; the same call goes on from there.

    Examples
    --------
    >>> import custodes
    >>> done = custodes.compare("reporting-in-person", "telephone-reporting", people=40, days=14, draws=1)
    >>> less = done.differences["burden_h_per_week"]["telephone-reporting"]
    >>> less.high < 0
    True
    """
    plan = compare_plan(
        schemes,
        people=people,
        days=days,
        draws=draws,
        seed=seed,
        shards=shards,
        settings=settings,
        entered=effects,
        claims=claims,
        margins=margins,
        prices=prices,
    )
    return carry_out_comparison(plan, None if out is None else Path(out), workers=workers, progress=progress)


def carry_out_comparison(
    plan: ComparePlan,
    folder: Path | None,
    *,
    workers: int | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Comparison:
    """Carry out a comparison and write its folder, whole or not at all.

    Parameters
    ----------
    plan : ComparePlan
        The comparison.
    folder : Path or None
        Where it is written; None for nowhere.
    workers : int or None
        Processes; None for as many as the machine has, or one for a small comparison.
    progress : callable, optional
        Told how far it is.

    Returns
    -------
    Comparison
        The finished one.

    Raises
    ------
    Refused
        When the folder is; ``UsageRefused`` when the number of processes is out of range.
    Interrupted
        When one with a folder is stopped.
    """
    if workers is not None:
        check_counts({"workers": workers})
    if folder is None:
        return compare_study.compare(plan, workers=workers, progress=progress)
    # Loaded when a page is wanted, as for a run.
    from custodes.report.compare_files import KIND, compare_files  # noqa: PLC0415

    check_place(folder, KIND, plan.hash)
    done = compare_study.compare(plan, workers=workers, progress=progress, kept=KeptWorlds(folder, plan))
    write_whole_folder(folder, compare_files(done))
    return done
