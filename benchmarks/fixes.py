"""Fixes of tags with their rules: a second on one core, every fix drawn and with jumps, beside bare loops."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from measure import best_s, own_peak_mb, show
from numba import njit

from custodes.model.follow import follow_person
from custodes.model.judge import FAR
from custodes.model.parameters import parameters
from custodes.model.signal import CELL, GNSS, WIFI
from custodes.model.tag_parameters import locating, tag_plan
from custodes.model.tag_plan import BY_SOURCE, new_room
from custodes.model.tags import tagged_of
from custodes.model.zones import INCLUSION
from custodes.people import purposes
from custodes.people.cohort import draw_cohort
from custodes.people.draws import philox
from custodes.people.kernel import kernel
from custodes.people.normal_table import normal_of, normal_table, normals_of
from custodes.scheme.library import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from custodes.model.tag_arrays import Tagged
    from custodes.model.tag_plan import Room, TagPlan
    from custodes.people.normal_table import NormalTable

SCHEME, OTHER = "curfew-tag", "home-office-fitted-tag"
PEOPLE, DAYS, SEED, REPEATS = 60, 365, 1, 7
FIXES_A_DAY, TOGETHER = 1440, 96
DWELL = 10
"""Fixes in a row that make an alert where all are drawn; nearly every one of them is a person who is really out."""


class Block(NamedTuple):
    """Room for the random words and normal numbers of fixes that are drawn together."""

    words_x: NDArray[np.uint64]
    words_y: NDArray[np.uint64]
    drawn_x: NDArray[np.float64]
    drawn_y: NDArray[np.float64]


@kernel()
def followed(tagged: Tagged, plan: TagPlan, room: Room) -> int:
    """Follow everybody and count the fixes that were recorded."""
    fixes = 0.0
    for row in range(tagged.person.size):
        follow_person(SEED, tagged, row, plan, room)
        fixes += room.sums[BY_SOURCE + GNSS] + room.sums[BY_SOURCE + WIFI] + room.sums[BY_SOURCE + CELL]
    return int(fixes)


@kernel(inline="always")
def words_of(person: int, day: int, pair: int) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:
    """Draw the random words of two fixes, as the device does."""
    return philox(
        np.uint64(person),
        np.uint64(purposes.POSITION_ERROR),
        np.uint64(day),
        np.uint64(pair),
        np.uint64(SEED),
        np.uint64(0),
    )


@kernel()
def bare_loop(people: int, phi: float, radius: float, table: NormalTable) -> int:
    """Draw errors one after the other from the same numbers by the same table, and test one circle."""
    outside, edge, spread = 0, radius * radius, math.sqrt(1.0 - phi * phi)
    for person in range(people):
        x = y = 0.0
        for day in range(DAYS):
            for pair in range(FIXES_A_DAY // 2):
                words = words_of(person, day, pair)
                x, y = phi * x + spread * normal_of(table, words[0]), phi * y + spread * normal_of(table, words[1])
                outside += x * x + y * y > edge
                x, y = phi * x + spread * normal_of(table, words[2]), phi * y + spread * normal_of(table, words[3])
                outside += x * x + y * y > edge
    return outside


@kernel()
def bare_blocks(people: int, phi: float, radius: float, table: NormalTable, block: Block) -> int:
    """Do the same with the numbers of so many fixes drawn together: the fastest way known to us."""
    outside, edge, spread = 0, radius * radius, math.sqrt(1.0 - phi * phi)
    for person in range(people):
        x = y = 0.0
        for day in range(DAYS):
            for start in range(0, FIXES_A_DAY // 2, TOGETHER // 2):
                for pair in range(TOGETHER // 2):
                    words = words_of(person, day, start + pair)
                    block.words_x[2 * pair], block.words_y[2 * pair] = words[0], words[1]
                    block.words_x[2 * pair + 1], block.words_y[2 * pair + 1] = words[2], words[3]
                normals_of(table, block.words_x, TOGETHER, block.drawn_x)
                normals_of(table, block.words_y, TOGETHER, block.drawn_y)
                for fix in range(TOGETHER):
                    x, y = phi * x + spread * block.drawn_x[fix], phi * y + spread * block.drawn_y[fix]
                    outside += x * x + y * y > edge
    return outside


@njit(nogil=True)
def sequential_loop(fixes: int, phi: float, radius: float) -> int:
    """Do the same with the compiler's own normal numbers, which come from a generator with a state."""
    outside, edge, spread = 0, radius * radius, math.sqrt(1.0 - phi * phi)
    x = y = 0.0
    for _ in range(fixes):
        x = phi * x + spread * np.random.standard_normal()  # noqa: NPY002 - the only one known to the compiler
        y = phi * y + spread * np.random.standard_normal()  # noqa: NPY002 - as above
        outside += x * x + y * y > edge
    return outside


def tags_of(name: str) -> tuple[Tagged, TagPlan]:
    """Take people and the plan of their tag from the central world of a scheme."""
    scheme = load(name)
    values = scheme.values({})
    tag = locating(scheme)[0]
    plan = tag_plan(scheme, values, tag, parameters(scheme, values, PEOPLE, DAYS).habits, DAYS)
    cohort = draw_cohort(scheme, values, SEED, PEOPLE, DAYS)
    return tagged_of(cohort, values, f"instruments.{tag}.device.charging", plan, SEED), plan


def all_drawn(plan: TagPlan) -> TagPlan:
    """Put a circle around every home at all hours, so small that no fix is beyond doubt on its inner side."""
    one = np.ones(1)
    zones = plan.zones._replace(
        cause=np.array([INCLUSION], dtype=np.int8),
        share=one,
        radius_m=one * 0.999 * FAR * plan.positioning.sigma_m.min(),
        distance_m=0.0 * one,
        polygon=np.array([-1]),
        from_h=0.0 * one,
        to_h=24.0 * one,
        buffer_m=0.0,
        dwell=DWELL,
    )
    return plan._replace(zones=zones)


def loops(phi: float, radius: float) -> dict[str, tuple[Callable[[], int], int]]:
    """Name the bare loops, each with the number of its fixes."""
    words, drawn = [np.zeros(TOGETHER, dtype=np.uint64) for _ in range(2)], [np.zeros(TOGETHER) for _ in range(2)]
    block, table = Block(*words, *drawn), normal_table()
    fixes = PEOPLE * DAYS * FIXES_A_DAY
    few = fixes // 10
    return {
        "bare": (lambda: bare_loop(PEOPLE, phi, radius, table), fixes),
        "blocks": (lambda: bare_blocks(PEOPLE, phi, radius, table, block), fixes),
        "sequential": (lambda: sequential_loop(few, phi, radius), few),
    }


def rates(works: dict[str, tuple[Callable[[], int], int]]) -> dict[str, float]:
    """Measure works by turns, so that other work on the machine troubles all alike [million fixes/second]."""
    for work, _ in works.values():
        work()
    best = dict.fromkeys(works, math.inf)
    for _ in range(REPEATS):
        for name, (work, _) in works.items():
            best[name] = min(best[name], best_s(work, 1))
    return {name: fixes / best[name] / 1e6 for name, (_, fixes) in works.items()}


def following(tagged: Tagged, plan: TagPlan) -> tuple[Callable[[], int], int]:
    """Follow people, and say how many fixes that is."""
    room = new_room(plan)
    return lambda: followed(tagged, plan, room), followed(tagged, plan, room)


def main() -> None:
    """Time one beside the other in the same run."""
    tagged, plan = tags_of(SCHEME)
    drawn = all_drawn(plan)
    phi, radius = math.exp(-1.0 / 5.0), float(drawn.zones.radius_m[0] / drawn.positioning.sigma_m.max())
    works = {"own": following(tagged, drawn), **loops(phi, radius)}
    works |= {SCHEME: following(tagged, plan), OTHER: following(*tags_of(OTHER))}
    found = rates(works)
    show("every fix drawn, with device, signal and rule", f"{found['own']:.1f} M fixes/s", "budget: at least 30 M/s")
    for name, what, budget in (
        ("bare", "bare loop: errors and one circle, same numbers", "budget: at least 0.60"),
        ("blocks", f"bare loop, {TOGETHER} fixes drawn together", ""),
        ("sequential", "bare loop with sequential normal numbers", ""),
    ):
        show(what, f"{found[name]:.1f} M fixes/s")
        show("  every fix drawn against it", f"{found['own'] / found[name]:.2f}", budget)
    for name in (SCHEME, OTHER):
        show(f"with jumps, {name}: covered", f"{found[name]:.1f} M fixes/s")
        show("  against every fix drawn", f"{found[name] / found['own']:.1f}", "budget: at least 5")
    show("peak memory", f"{own_peak_mb():.0f} MB")


if __name__ == "__main__":
    main()
