"""The test bench as one call: a scheme in, a run with its report out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.study import run as study
from custodes.study.plan import SEED

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping

    from custodes.scheme.scheme import Scheme
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
