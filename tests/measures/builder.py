"""Small hand-made records."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from custodes.records.schema import TABLES
from custodes.records.tables import CAUSES, LOCATION_CAUSES, POINTS, Records

if TYPE_CHECKING:
    from numpy.typing import NDArray

PARTS = frozenset(
    {
        "checks",
        "recognition",
        "review",
        "visits",
        "photographs",
        "costs",
        "prompts",
        "positions",
        "devices",
        *LOCATION_CAUSES,
    }
)
GROUPS = {
    "sex": ("female", "male"),
    "age_band": ("18-34", "35-49", "50-64", "65-99"),
    "region_of_birth": ("uk", "africa", "asia"),
}


def table(name: str, rows: int, **columns: Any) -> dict[str, NDArray[Any]]:
    """Fill a table with zeros (and never, where a time can be never), then with what is given."""
    filled = {}
    for column, about in TABLES[name].items():
        empty = np.nan if "NaN" in about.about else 0
        filled[column] = np.full(rows, columns.pop(column, empty), dtype=about.dtype)
    assert not columns, columns
    return filled


def people(count: int, **columns: Any) -> dict[str, NDArray[Any]]:
    filled = table("people", count, person=np.arange(count), **columns)
    del filled["skin_tone"]
    return filled


def empty(count: int, days: float = 365.0) -> Records:
    """A year of people with nothing to tell of them."""
    return Records(
        days=days,
        people=people(count, left_h=days * 24),
        tallies=table("tallies", count, person=np.arange(count), on_scheme_d=days, truth_compliant=True),
        alerts=table("alerts", 0),
        cases=table("cases", 0),
        absences=table("absences", 0),
        desks=table("desks", 2, desk=np.arange(2), staffed_h=100.0, worked_h=50.0, backlog_end=3),
        costs=table("costs", 1, item=0, amount_gbp=1000.0),
        groups=GROUPS,
        parts=PARTS,
    )


def with_tallies(records: Records, **columns: Any) -> Records:
    """Replace columns of the tallies."""
    tallies = dict(records.tallies)
    for name, values in columns.items():
        assert name in tallies, name
        tallies[name] = np.full(len(tallies["person"]), values, dtype=tallies[name].dtype)
    return replace(records, tallies=tallies)


def without_truth(records: Records) -> Records:
    """Make records as a real scheme would disclose them."""

    def told(of: Any) -> dict[str, NDArray[Any]]:
        return {name: values for name, values in of.items() if not name.startswith("truth_")}

    return replace(
        records,
        tallies=told(records.tallies),
        alerts=told(records.alerts),
        cases=told(records.cases),
        absences=table("absences", 0),
    )


def tagged(draw: np.random.Generator, on_d: NDArray[np.float64], raised: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
    """What tags leave behind of people who were there for so many days and met so many alerts."""
    count = len(on_d)
    due = np.floor(on_d * 1440).astype(np.int64)
    gnss = draw.binomial(due, 0.9)
    battery, strap = draw.poisson(on_d * draw.gamma(0.5, 0.03, count)), draw.poisson(on_d * 0.003)
    breached = battery + strap > 0
    split = draw.multinomial(raised, np.full(len(CAUSES), 1 / len(CAUSES)))
    return {
        **{f"alerts_{point}_{cause}": split[:, code] for point in POINTS for code, cause in enumerate(CAUSES)},
        "fixes_due": due,
        "fixes_gnss": gnss,
        "fixes_wifi": (due - gnss) // 2,
        "fixes_held": gnss // 2,
        "charging_h": on_d * draw.uniform(0.5, 2.0, count),
        "tethered_h": on_d * 0.5,
        "silent_d": on_d * draw.beta(0.5, 10.0, count),
        "battery_breaches": battery,
        "strap_breaches": strap,
        "first_breach_d": np.where(breached, draw.random(count) * on_d, np.nan),
        "curfew_nights": np.floor(on_d).astype(np.int64),
        "truth_false_curfew": draw.poisson(on_d * draw.gamma(0.5, 0.1, count)),
    }


def busy(count: int = 300, seed: int = 1, days: float = 365.0, alert_rate: float = 5.0) -> Records:
    """Records of a busy scheme: something of everything, with all columns agreeing with each other."""
    draw = np.random.Generator(np.random.Philox(seed))
    person = np.arange(count) * 3 + 7
    sex, age, region = draw.integers(-1, 2, count), draw.integers(0, 4, count), draw.integers(0, 3, count)
    joined = np.where(draw.random(count) < 0.7, 0.0, draw.uniform(0, days * 24 * 0.5, count))
    left = np.where(draw.random(count) < 0.8, days * 24, draw.uniform(joined, days * 24))
    on_d = (left - joined) / 24
    away = np.where(draw.random(count) < 0.1, np.minimum(on_d, 5.0), 0.0)
    due = np.floor(on_d * 5).astype(np.int64)
    fail = {
        name: draw.binomial(due, p)
        for name, p in {
            "no_prompt": 0.02,
            "missed": 0.03,
            "not_captured": 0.01,
            "not_live": 0.005,
            "no_match": 0.01,
        }.items()
    }
    share = draw.gamma(0.5, 2.0, count)
    raised = draw.poisson(alert_rate * share * on_d / 365)
    false = draw.binomial(raised, 0.9)
    triaged, false_triaged = draw.binomial(raised - false, 0.9), draw.binomial(false, 0.7)
    handled, false_handled = draw.binomial(triaged, 0.9), draw.binomial(false_triaged, 0.9)
    acted, false_acted = draw.binomial(handled, 0.8), draw.binomial(false_handled, 0.5)
    own_no = fail["no_match"]
    compliant = away == 0
    tallies = table(
        "tallies",
        count,
        person=person,
        on_scheme_d=on_d,
        truth_away_d=away,
        checks_due=due,
        checks_answered=due - fail["missed"] - fail["no_prompt"],
        checks_passed=due - sum(fail.values()),
        **{f"checks_{k}": v for k, v in fail.items()},
        truth_own_compared=due - fail["missed"] - fail["no_prompt"],
        truth_own_no_match=own_no,
        truth_first_false_nonmatch_d=np.where(own_no > 0, draw.random(count) * on_d, np.nan),
        truth_other_compared=np.where(away > 0, 20, 0),
        truth_other_passed=np.where(away > 0, draw.binomial(20, 0.2, count), 0),
        prompts_asleep=draw.binomial(due, 0.05),
        attempts=due,
        prompt_h=due * draw.uniform(0.01, 0.02, count),
        reporting_h=draw.gamma(2, 1, count),
        responding_h=acted * 1.0 + false_acted,
        detained_h=draw.binomial(1, 0.1, count) * 24.0,
        reviews=fail["no_match"],
        reviews_overturned=draw.binomial(fail["no_match"], 0.6),
        alerts_raised=raised,
        alerts_triaged=triaged + false_triaged,
        alerts_handled=handled + false_handled,
        alerts_acted_on=acted + false_acted,
        responses_contact=acted,
        responses_warning=false_acted,
        responses_visit=acted // 4,
        responses_arrest=false_acted // 4,
        truth_false_raised=false,
        truth_false_triaged=false_triaged,
        truth_false_handled=false_handled,
        truth_false_acted_on=false_acted,
        truth_absence_raised=(raised - false) // 2,
        truth_absence_triaged=triaged // 2,
        truth_absence_handled=handled // 2,
        truth_absence_acted_on=acted // 2,
        truth_first_false_acted_d=np.where(false_acted > 0, draw.random(count) * on_d, np.nan),
        truth_compliant=compliant,
        photographs_held=draw.poisson(500, count),
        **tagged(draw, on_d, raised),
    )
    rows = np.repeat(np.arange(count), raised)
    n = len(rows)
    at = np.sort(draw.uniform(0, days * 24, n))
    alerts = table(
        "alerts",
        n,
        person=person[rows],
        cause=draw.integers(0, 5, n),
        raised_h=at,
        triaged_h=at + 1,
        handled_h=at + 2,
        acted_on_h=at + 3,
        step=draw.integers(-1, 4, n),
        truth_false=draw.random(n) < 0.9,
    )
    m = 2 * n
    of = draw.permutation(np.concatenate([rows, rows]))
    came = draw.uniform(0, days * 24, m)
    started = np.where(draw.random(m) < 0.99, came + draw.exponential(5, m) * (1 + share[of]), np.nan)
    cases = table(
        "cases",
        m,
        desk=np.repeat([0, 1], n),
        person=person[of],
        arrived_h=came,
        started_h=started,
        finished_h=started + 0.3,
        overturned=draw.random(m) < 0.5,
    )
    gone = np.flatnonzero(away > 0)
    absences = table(
        "absences",
        len(gone),
        person=person[gone],
        truth_state=1,
        start_h=100.0,
        end_h=220.0,
        noticed_h=np.where(draw.random(len(gone)) < 0.6, 100 + draw.exponential(48, len(gone)), np.nan),
    )
    base = empty(count, days)
    first = people(count, joined_h=joined, left_h=left, sex=sex, age_band=age, region_of_birth=region)
    first["person"] = person
    return replace(base, people=first, tallies=tallies, alerts=alerts, cases=cases, absences=absences)
