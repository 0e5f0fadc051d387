"""The desk: cases a second, beside SimPy and Ciw on the same arrivals and service times."""

from __future__ import annotations

import time

import ciw
import numpy as np
import simpy
from measure import best_s, own_peak_mb, show

from custodes.model.roster import roster_of
from custodes.model.serve import Cases, new_desk, serve

CASES, PEER_CASES, REPEATS, STAFF = 1_000_000, 50_000, 5, 10
ARRIVALS_PER_H, SERVED_PER_H, SHARE_URGENT = 96.0, 12.0, 0.2


def trace(cases: int) -> Cases:
    """Make arrivals and service times; one case in five is urgent."""
    random = np.random.default_rng(7)
    arrival_h = np.cumsum(random.exponential(1.0 / ARRIVALS_PER_H, cases))
    service_h = random.exponential(1.0 / SERVED_PER_H, cases)
    rank = np.where(random.random(cases) < SHARE_URGENT, 0, 1)
    nobody = np.zeros(cases, dtype=np.int32)
    return Cases(arrival_h, service_h, rank, nobody, arrival_h, np.zeros(cases, dtype=np.bool_))


def own_waits(cases: Cases) -> np.ndarray:
    """Give each case's wait by our own desk [hour]."""
    roster = roster_of([(0.0, 168.0, STAFF)], 168.0, handover=False)
    return serve(cases, roster, np.inf, np.inf, new_desk(roster, 1)) - cases.arrival_h


def simpy_waits(cases: Cases) -> np.ndarray:
    """Give each case's wait by SimPy [hour]."""
    environment = simpy.Environment()
    desk = simpy.PriorityResource(environment, capacity=STAFF)
    waits = np.empty(cases.arrival_h.size)

    def case(number: int):  # noqa: ANN202 - SimPy's processes are generators
        with desk.request(priority=int(cases.rank[number])) as turn:
            yield turn
            waits[number] = environment.now - cases.arrival_h[number]
            yield environment.timeout(cases.service_h[number])

    def arrivals():  # noqa: ANN202 - as above
        for number in range(cases.arrival_h.size):
            yield environment.timeout(max(cases.arrival_h[number] - environment.now, 0.0))
            environment.process(case(number))

    environment.process(arrivals())
    environment.run()
    return waits


def ciw_waits(cases: Cases) -> dict[str, float]:
    """Give the mean wait by class by Ciw [hour]."""

    def by_class(values: np.ndarray, which: np.ndarray) -> list[float]:
        return values[which].tolist()

    classes = {"urgent": cases.rank == 0, "other": cases.rank == 1}
    gaps = {name: np.diff(cases.arrival_h[which], prepend=0.0).tolist() for name, which in classes.items()}
    network = ciw.create_network(
        arrival_distributions={name: [ciw.dists.Sequential([*gaps[name], np.inf])] for name in classes},
        service_distributions={
            name: [ciw.dists.Sequential(by_class(cases.service_h, which))] for name, which in classes.items()
        },
        number_of_servers=[STAFF],
        priority_classes={"urgent": 0, "other": 1},
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(cases.arrival_h.size, method="Finish")
    records = simulation.get_all_records()
    return {name: float(np.mean([r.waiting_time for r in records if r.customer_class == name])) for name in classes}


def main() -> None:
    """Time the three and hold their waits side by side."""
    cases = trace(CASES)
    own_waits(trace(10))
    own_s = best_s(lambda: own_waits(cases), REPEATS)
    show("own desk, 1,000,000 cases", f"{CASES / own_s / 1e6:.1f} M cases/s", "budget: at least 5 M/s")
    few = trace(PEER_CASES)
    start = time.perf_counter()
    waits = simpy_waits(few)
    simpy_s = time.perf_counter() - start
    start = time.perf_counter()
    by_ciw = ciw_waits(few)
    ciw_s = time.perf_counter() - start
    for name, peer_s in (("SimPy", simpy_s), ("Ciw", ciw_s)):
        ratio = CASES / own_s / (PEER_CASES / peer_s)
        show(
            f"{name}, 50,000 cases", f"{PEER_CASES / peer_s / 1e3:.0f} k cases/s", f"own desk {ratio:.0f} times as fast"
        )
    own = own_waits(few)
    for name, which in (("urgent", few.rank == 0), ("other", few.rank == 1)):
        same = f"{own[which].mean():.9f} / {waits[which].mean():.9f} / {by_ciw[name]:.9f} h"
        show(f"mean wait of {name} cases: own / SimPy / Ciw", same)
    show("peak memory", f"{own_peak_mb():.0f} MB")


if __name__ == "__main__":
    main()
