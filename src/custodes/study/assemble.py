"""Finished worlds put together into what a report is written from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from custodes.records.versions import versions
from custodes.scheme.describe import describe
from custodes.study.combine import combine
from custodes.study.view import QuantityRow, RunView, Scaling, WorldRow
from custodes.study.world import world_values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.measures.answer import Answer
    from custodes.scheme.quantity import Quantity
    from custodes.scheme.scheme import Scheme
    from custodes.study.plan import Plan
    from custodes.study.world import World


def assemble(plan: Plan, worlds: Mapping[int, World]) -> RunView:
    """Put the worlds of a study together.

    Parameters
    ----------
    plan : Plan
        The study.
    worlds : mapping of int to World
        All of its worlds, by number.

    Returns
    -------
    RunView
        With the combined answers.
    """
    ordered = [worlds[number] for number in plan.worlds]
    scheme = plan.scheme
    return RunView(
        scheme=scheme,
        plan=plan,
        answers=with_sources(scheme, combine([world.answers for world in ordered])),
        worlds=tuple(_row(plan, world) for world in ordered),
        quantities=_quantities(scheme),
        parts_not_run=tuple((part, why) for part, why in scheme.parts_not_run()),
        versions=versions(),
        scaling=Scaling(plan.people, scheme.cohort.size.at(0.5), max(world.rows_one_in for world in ordered)),
        command=plan.command(),
    )


def with_sources(scheme: Scheme, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Say of each answer what the numbers behind it rest on.

    Parameters
    ----------
    scheme : Scheme
        Whose answers they are.
    answers : mapping of str to Answer
        By id.

    Returns
    -------
    dict of str to Answer
        With `sources`.
    """
    sources: dict[tuple[str, ...], tuple[str, ...]] = {}
    for answer in answers.values():
        if answer.rests_on not in sources:
            sources[answer.rests_on] = tuple(scheme.sources_of(answer.rests_on))
    return {key: replace(answer, sources=sources[answer.rests_on]) for key, answer in answers.items()}


def _row(plan: Plan, world: World) -> WorldRow:
    values = world_values(plan, world.number)
    return WorldRow(
        number=world.number,
        drawn={path: values[path] for path in plan.scheme.unknowns()},
        values={key: answer.value for key, answer in world.answers.items()},
    )


def _quantities(scheme: Scheme) -> tuple[QuantityRow, ...]:
    said = {row.path: row.value for row in describe(scheme)}
    return tuple(_quantity(path, said[path], each) for path, each in scheme.quantities().items())


def _quantity(path: str, text: str, quantity: Quantity) -> QuantityRow:
    kind = quantity.basis_kind
    if quantity.redacted is not None:
        reason = f"{quantity.redacted.what.rstrip('.')}. Possible: {quantity.redacted.possible}"
    elif quantity.source is not None:
        reason = f"{quantity.source.place}: {quantity.source.read}"
    else:
        reason = quantity.assumption or ""
    return QuantityRow(
        path=path,
        text=text,
        unit=quantity.unit,
        low=quantity.low_base,
        mid=quantity.mid_base,
        high=quantity.high_base,
        basis=kind,
        key=quantity.source_key or "",
        reason=reason,
        is_unknown=quantity.is_range,
    )
