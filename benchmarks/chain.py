"""The face-check chain: checks a second on one core, beside a bare loop that only draws and compares."""

from __future__ import annotations

import numpy as np
from measure import best_s, own_peak_mb, show
from numba import njit

from custodes.model.attempts import NO_MATCH
from custodes.model.check_arrays import Failures
from custodes.model.parameters import parameters
from custodes.model.shard import hand_overs, make_shards, new_counts
from custodes.model.stream import COLUMNS
from custodes.model.walk import walk
from custodes.people.cohort import draw_cohort
from custodes.people.draws import draw
from custodes.scheme.library import load

PEOPLE, DAYS, CHECKS_A_DAY, SEED, REPEATS = 4000, 365, 5, 1, 7
ROOM = 2_000_000
SHARE_FAILED = 0.01


@njit(nogil=True)
def bare_loop(people: int, days: int, checks: int) -> int:
    """Draw four numbers for each check and compare one: the least that any engine of this kind has to do."""
    failed = 0
    for person in range(people):
        for day in range(days):
            for slot in range(checks):
                failed += draw(1, person, NO_MATCH, day, slot)[0] < SHARE_FAILED
    return failed


def main() -> None:
    """Time the watch's checks in the central world of home-office-2022."""
    scheme = load("home-office-2022")
    values = scheme.values({})
    params = parameters(scheme, values, PEOPLE, DAYS)
    cohort = draw_cohort(scheme, values, SEED, PEOPLE, DAYS)
    episodes = hand_overs(params.conduct, cohort, SEED)
    series = make_shards(scheme, values, params, cohort, episodes, {}, SEED, 1)[0].series[0]
    failures = Failures(*(np.empty(ROOM, dtype=dtype) for dtype in COLUMNS.values()))
    due = 0

    def chain() -> None:
        nonlocal due
        counts, row = new_counts(len(cohort)), 0
        while row < len(cohort):
            _, row = walk(SEED, series.wearers, params.habits, series.instrument.plan, 0, DAYS, row, counts, failures)
        due = int(counts.checks_due.sum())

    chain()
    bare_loop(1, 1, 1)
    chain_s = best_s(chain, REPEATS)
    bare_s = best_s(lambda: bare_loop(PEOPLE, DAYS, CHECKS_A_DAY), REPEATS)
    bare_rate = PEOPLE * DAYS * CHECKS_A_DAY / bare_s
    show("whole chain, home-office-2022", f"{due / chain_s / 1e6:.1f} M checks/s", "budget: at least 30 M/s")
    show("bare loop: one draw and one comparison a check", f"{bare_rate / 1e6:.1f} M checks/s")
    show("chain against bare loop", f"{due / chain_s / bare_rate:.2f}")
    show("peak memory", f"{own_peak_mb():.0f} MB")


if __name__ == "__main__":
    main()
