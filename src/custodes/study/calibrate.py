"""Which settings of what nobody published agree with counts that somebody did: several, never one.

The same count of alerts comes out of very different settings: a wide error and a wide zone, a narrow one and a rule
that waits. So nothing is fitted here. A grid that is stated is tried from end to end, everything else standing at its
middle, and every setting that agrees is listed.
"""

from __future__ import annotations

import os
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, Final

from custodes.study.calibration import Calibration, CalibrationPlan, Trial, Tried
from custodes.study.calibration_axes import alarm_grid, battery_grid, strap_grid
from custodes.study.calibration_world import Alarms, Sample, alarms, breaches
from custodes.study.dial_plan import recording
from custodes.study.execute import Call, Inline, Pool
from custodes.study.means import Progress
from custodes.study.published import ALARMS, ANY, BATTERY, STRAP
from custodes.study.run import make_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from custodes.scheme.scheme import Scheme
    from custodes.study.published import Published

ALARM_SAMPLE: Final = Sample(people=100, days=28)
BREACH_SAMPLE: Final = Sample(people=600, days=365)
"""Whom each grid is tried on; breaches on as many people as in the pilot, for a year, for it is not published how long
they wore the tag."""

A_PART: Final = 27
"""Settings that one process tries in a row."""
MOST_WORKERS: Final = 8


def calibration_plan(
    scheme: Scheme | str | os.PathLike[str], *, seed: int = 1, settings: Mapping[str, str | float] | None = None
) -> CalibrationPlan:
    """Settle what is tried.

    Parameters
    ----------
    scheme : Scheme or str or path
        A scheme, the name of one in the library, or a file.
    seed : int
        Seed of every random number.
    settings : mapping of str to (str or float), optional
        Quantities to fix; none of them is turned.

    Returns
    -------
    CalibrationPlan
        With the grids that the scheme has.

    Raises
    ------
    Refused
        When the scheme records no trail, or a setting cannot be made.
    """
    base = make_plan(scheme, people=ALARM_SAMPLE.people, days=ALARM_SAMPLE.days, draws=1, seed=seed, settings=settings)
    name, there = recording(base.scheme), base.scheme.quantities()
    rules = base.scheme.rules.location
    grids = {"alarms": alarm_grid(base.scheme, name, base.settings)}
    if "rules.location.battery.raises_at" in there:
        grids["battery"] = battery_grid(base.scheme, name, base.settings)
    if rules is not None and rules.strap == "raise":
        grids["strap"] = strap_grid(base.scheme, name, base.settings)
    return CalibrationPlan(base, name, {key: grid for key, grid in grids.items() if grid.axes})


def calibrate(
    plan: CalibrationPlan, *, workers: int | None = None, progress: Callable[[Progress], None] | None = None
) -> Calibration:
    """Try every setting of every grid.

    Parameters
    ----------
    plan : CalibrationPlan
        What is tried.
    workers : int or None
        Processes; None for as many as the machine has. Changes nothing in the result.
    progress : callable, optional
        Told how far it is.

    Returns
    -------
    Calibration
        Every setting with what it agrees with.
    """
    parts = list(_parts(plan))
    many = workers or (min(len(os.sched_getaffinity(0)), MOST_WORKERS) if os.name == "posix" else 1)
    total = sum(len(grid.settings) for grid in plan.grids.values())
    found: dict[tuple[str, int], list[Any]] = {}
    # The first part of each grid first: the kernels that it compiles are then there for all others.
    firsts = [part for part in parts if part[1] == 0]
    with Pool(many) if many > 1 else nullcontext(Inline()) as executor:
        for wanted in (firsts, [part for part in parts if part[1] > 0]):
            for part, result in executor.results([Call(part, try_part, (plan, *part)) for part in wanted]):
                found[part] = result
                if progress is not None:
                    progress(Progress(sum(len(each) for each in found.values()), total, "trying settings"))
    whole = {key: [each for part in parts if part[0] == key for each in found[part]] for key in plan.grids}
    return assembled(plan, whole)


def _parts(plan: CalibrationPlan) -> Iterator[tuple[str, int]]:
    for key, grid in plan.grids.items():
        for first in range(0, len(grid.settings), A_PART):
            yield key, first


def try_part(plan: CalibrationPlan, key: str, first: int) -> list[Alarms] | list[NDArray[np.int64]]:
    """Try some settings of one grid in this process.

    Parameters
    ----------
    plan : CalibrationPlan
        What is tried.
    key : str
        Which grid.
    first : int
        Position of the first setting; `A_PART` of them are tried.

    Returns
    -------
    list
        Of `Alarms`, or of the breaches of each person, one a setting.
    """
    scheme, grid, seed = plan.scheme, plan.grids[key], plan.base.seed
    values = scheme.values()
    draws = [grid.draw(values, setting) for setting in grid.settings[first : first + A_PART]]
    if key == "alarms":
        return [alarms(scheme, draw, plan.instrument, seed, ALARM_SAMPLE) for draw in draws]
    column = 0 if key == "battery" else 1
    return [breaches(scheme, draw, plan.instrument, seed, BREACH_SAMPLE)[:, column] for draw in draws]


def assembled(plan: CalibrationPlan, found: Mapping[str, list[Any]]) -> Calibration:
    """Hold what came out beside what was published.

    Parameters
    ----------
    plan : CalibrationPlan
        What was tried.
    found : mapping of str to list
        Of each grid, what `try_part` gave of every setting.

    Returns
    -------
    Calibration
        With what each setting agrees with.
    """
    trials = []
    for key, grid in plan.grids.items():
        published = {"alarms": ALARMS, "battery": BATTERY, "strap": STRAP}[key]
        sample = ALARM_SAMPLE if key == "alarms" else BREACH_SAMPLE
        tried = tuple(_tried(setting, got, published) for setting, got in zip(grid.settings, found[key], strict=True))
        trials.append(Trial(key, grid, sample, published, tried))
    pairs = _with_any({trial.key: trial for trial in trials}, found)
    return Calibration(plan, tuple(trials), len(pairs), sum(pairs))


def _tried(setting: tuple[float, ...], got: Any, published: tuple[Published, ...]) -> Tried:  # noqa: ANN401 - of either kind
    if isinstance(got, Alarms):
        figures = {each.key: got.per_month for each in published}
        more: Alarms | None = got
    else:
        mean, largest = published
        figures, more = {mean.key: float(got.mean()), largest.key: float(got.max())}, None
    return Tried(setting, figures, tuple(each.key for each in published if each.agrees(figures[each.key])), more)


def _with_any(trials: Mapping[str, Trial], found: Mapping[str, list[Any]]) -> list[bool]:
    """Pair settings of the battery and of the strap that agree, and hold the people with either beside the share."""
    if not {"battery", "strap"} <= set(trials):
        return []
    hit = {
        key: [
            got > 0
            for each, got in zip(trials[key].tried, found[key], strict=True)
            if len(each.agrees) == len(trials[key].published)
        ]
        for key in ("battery", "strap")
    }
    return [ANY.agrees(float((b | s).mean())) for b in hit["battery"] for s in hit["strap"]]
