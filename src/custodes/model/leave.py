"""What a world leaves behind: the records that the measures read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from custodes.model.absences import absences
from custodes.model.cost import Volumes, costs
from custodes.model.parameters import DAY_H
from custodes.model.roster import staffed_hours
from custodes.model.rows import Rows, alerts_table, cases_table
from custodes.model.tag_plan import raising
from custodes.model.tag_tallies import tag_tallies
from custodes.records.tables import CAUSES, DESKS, POINTS, STEPS, Records, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from custodes.model.desk import DeskRun
    from custodes.model.parameters import Parameters
    from custodes.model.shard import Shard
    from custodes.model.tags import Tags
    from custodes.model.tallies import AlertCounts
    from custodes.people.cohort import Cohort
    from custodes.people.episodes import Episodes
    from custodes.records.trail import Trail
    from custodes.scheme.scheme import Scheme


@dataclass(frozen=True)
class Finished:
    """A world that has run to its end.

    Attributes
    ----------
    params : Parameters
        The scheme as plain numbers.
    cohort : Cohort
        The people.
    episodes : Episodes
        When they handed their device over.
    tags : mapping of str to Tags
        What their tags had to say, by instrument.
    shards : tuple of Shard
        With what was counted of each person's checks.
    counts : AlertCounts
        What was counted of each person's alerts.
    rows : Rows
        Alerts and cases kept one by one.
    desks : mapping of str to DeskRun
        The desks, with what they still have in hand.
    days : int
        Length of the run [day].
    """

    params: Parameters
    cohort: Cohort
    episodes: Episodes
    tags: Mapping[str, Tags]
    shards: tuple[Shard, ...]
    counts: AlertCounts
    rows: Rows
    desks: Mapping[str, DeskRun]
    days: int


def records_of(world: Finished, scheme: Scheme, values: Mapping[str, float], trail: Trail | None = None) -> Records:
    """Put together the records of a world.

    Parameters
    ----------
    world : Finished
        The world.
    scheme : Scheme
        The scheme.
    values : mapping of str to float
        The draw that the world is of.
    trail : Trail or None
        Positions recorded of some of the people.

    Returns
    -------
    Records
        Simulated records, with what was true.
    """
    cohort, end_h = world.cohort, world.days * DAY_H
    alerts = alerts_table(world.rows, cohort)
    absent, away_h = absences(cohort, world.episodes, tuple(world.tags.values()), world.counts)
    complied = ~np.isin(cohort.person, absent["person"])
    tallies = _tallies(world, away_h, complied)
    desks = _desks(world, end_h)
    return Records(
        days=float(world.days),
        people={
            "person": cohort.person,
            "joined_h": cohort.joined_h,
            "left_h": cohort.left_h,
            **cohort.recorded_group,
        },
        tallies=tallies,
        alerts=alerts,
        cases=cases_table(world.rows, cohort, end_h),
        absences=absent,
        desks=desks,
        costs=costs(scheme, values, _volumes(world, scheme, tallies, desks)),
        groups={attribute.name: attribute.groups for attribute in cohort.attributes},
        parts=_parts(world, scheme),
        rows_one_in=world.rows.one_in,
        trail=trail,
    )


def _parts(world: Finished, scheme: Scheme) -> frozenset[str]:
    instruments = world.params.instruments
    parts = {
        "recognition": any(i.plan.recognises for i in instruments),
        "review": world.params.review is not None,
        "visits": any(i.is_visit for i in instruments) or world.params.appointments_h_per_day > 0.0,
        "prompts": any(not i.is_visit for i in instruments),
        "positions": bool(world.tags),
        "trail": bool(world.tags),
        "devices": bool(world.tags),
        "checks": bool(instruments),
        "photographs": any(kept.item == "photograph" for kept in scheme.data_kept),
        "costs": scheme.costs is not None,
        "held": world.params.held_h_per_day > 0.0,
        "no_instrument": not scheme.instruments,
    }
    rules = {CAUSES[code] for tags in world.tags.values() for code in raising(tags.plan)}
    return frozenset(name for name, there in parts.items() if there) | rules


def _whole(shards: tuple[Shard, ...], position: int, name: str) -> NDArray[Any]:
    return np.concatenate([getattr(shard.series[position].counts, name) for shard in shards])


def _sum(world: Finished, name: str) -> NDArray[np.int32]:
    parts = [_whole(world.shards, position, name) for position in range(len(world.params.instruments))]
    if not parts:
        return np.zeros(len(world.cohort), dtype=np.int32)
    total: NDArray[np.int32] = np.sum(parts, axis=0, dtype=np.int32)
    return total


def _tallies(world: Finished, away_h: NDArray[np.float64], complied: NDArray[np.bool_]) -> Table:
    cohort, counts = world.cohort, world.counts
    failed = {cause: _failed(world, code) for code, cause in enumerate(_CAUSE_COLUMNS)}
    first_d = [_whole(world.shards, k, "first_false_nonmatch_d") for k in range(len(world.params.instruments))]
    on_scheme_h = cohort.left_h - cohort.joined_h
    accused_d = (counts.first_false_acted_h - cohort.joined_h) / DAY_H
    prompt_h, reporting_h = _effort_h(world)
    here_d = (np.minimum(cohort.left_h, cohort.absconds_h) - cohort.joined_h) / DAY_H
    reporting_h += here_d * world.params.appointments_h_per_day
    held_h = counts.detained_h + here_d * world.params.held_h_per_day
    return {
        "person": cohort.person,
        "on_scheme_d": on_scheme_h / DAY_H,
        "truth_away_d": away_h / DAY_H,
        **{f"checks_{name}": _sum(world, f"checks_{name}") for name in ("due", "answered", "passed")},
        **{f"checks_{cause}": count for cause, count in failed.items()},
        "truth_own_compared": _sum(world, "own_compared"),
        "truth_own_no_match": _sum(world, "own_no_match"),
        "truth_first_false_nonmatch_d": np.fmin.reduce([np.full(len(cohort), np.nan), *first_d]),
        "truth_other_compared": _sum(world, "other_compared"),
        "truth_other_passed": _sum(world, "other_passed"),
        "prompts_asleep": _sum(world, "prompts_asleep"),
        "attempts": _sum(world, "attempts"),
        "prompt_h": prompt_h,
        "reporting_h": reporting_h,
        "responding_h": counts.responding_h,
        "detained_h": np.minimum(held_h, on_scheme_h),
        "reviews": counts.reviews,
        "reviews_overturned": counts.overturned,
        **{f"alerts_{point}": counts.alerts[point] for point in POINTS},
        **{f"responses_{step}": world.counts.steps[code] for code, step in enumerate(STEPS)},
        **{f"truth_false_{point}": counts.false_alerts[point] for point in POINTS},
        **{f"truth_absence_{point}": counts.absence_alerts[point] for point in POINTS},
        "truth_first_false_acted_d": np.where(np.isfinite(accused_d), accused_d, np.nan),
        "truth_compliant": complied,
        "photographs_held": _sum(world, "photographs_held"),
        **{
            f"alerts_{point}_{cause}": counts.by_cause[point][code]
            for point in POINTS
            for code, cause in enumerate(CAUSES)
        },
        **tag_tallies(cohort, tuple(world.tags.values())),
    }


def _failed(world: Finished, code: int) -> NDArray[np.int32]:
    parts = [_whole(world.shards, position, "failed")[:, code] for position in range(len(world.params.instruments))]
    return np.sum([np.zeros(len(world.cohort), dtype=np.int32), *parts], axis=0, dtype=np.int32)


_CAUSE_COLUMNS = ("no_prompt", "missed", "not_captured", "not_live", "no_match")


def _effort_h(world: Finished) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    prompt_h, reporting_h = np.zeros(len(world.cohort)), np.zeros(len(world.cohort))
    for position, instrument in enumerate(world.params.instruments):
        attempts = _whole(world.shards, position, "attempts")
        answered = _whole(world.shards, position, "checks_answered")
        takes_h = attempts * instrument.per_attempt_h + answered * instrument.per_visit_h
        target = reporting_h if instrument.is_visit else prompt_h
        target += takes_h
    return prompt_h, reporting_h


def _desks(world: Finished, end_h: float) -> Table:
    present = [(code, name) for code, name in enumerate(DESKS) if name in world.desks]
    runs = [world.desks[name] for _, name in present]
    return {
        "desk": np.array([code for code, _ in present], dtype=np.int8),
        "staffed_h": np.array([staffed_hours(run.desk.roster, end_h) for run in runs]),
        "worked_h": np.array([run.worked_h for run in runs]),
        "backlog_end": np.array([run.backlog() for run in runs], dtype=np.int32),
    }


def _volumes(world: Finished, scheme: Scheme, tallies: Table, desks: Table) -> Volumes:
    staffed = {DESKS[code]: float(hours) for code, hours in zip(desks["desk"], desks["staffed_h"], strict=True)}
    checks = dict.fromkeys(scheme.instruments, 0.0)
    for position, instrument in enumerate(world.params.instruments):
        checks[instrument.name] = float(_whole(world.shards, position, "checks_due").sum())
    return Volumes(
        person_d=float(np.sum(tallies["on_scheme_d"])),
        days=float(world.days),
        staffed_h=staffed,
        steps={step: float(world.counts.steps[code].sum()) for code, step in enumerate(STEPS)},
        checks=checks,
    )
