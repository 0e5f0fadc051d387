"""What grows with the days kept, found in whole lives on a scheme.

Each person is recorded fix by fix at the scheme's own interval for as long as anything is kept, looked at, and
forgotten; the next follows. Only a thinned record of everybody is held on to, for the question whom known visits single
out. The attacker knows visits from all of that time, so that what has been deleted hides the visits before it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.measures.answer import GroupAnswer
from custodes.measures.asking import DAYS_PER_MONTH
from custodes.measures.per_person import Question, ask_rate, ask_share, assemble, nothing
from custodes.measures.person_median import person_median
from custodes.measures.rate import Kind
from custodes.measures.trail import CROWD_POINTS, FAMILIES, NO_CROWD, NO_GUESS, TRAIL, UNDER
from custodes.measures.trail_entropy import LOOKED_AT_MIN, entropies, steps_of
from custodes.measures.trail_home import guessed_homes_dm, home_errors_m, households_within
from custodes.measures.trail_settings import REACH_M, Settings, fixes_of, thinned_to
from custodes.measures.trail_unicity import POINTS_KNOWN, crowds, known_of
from custodes.measures.trail_visits import told_apart, true_visits, visits_seen
from custodes.records.trail import DM_PER_M, MISSING, Trail, coarser
from custodes.study.dial_world import FIXES, HELD, VISITS, VISITS_HELD, asking

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.measures.answer import Answer
    from custodes.measures.asking import Asking
    from custodes.study.dial_world import DialWorld

ENTROPY_DAYS: Final = 365
"""Most days of which it is computed how far steps can be foretold: the time that it takes grows with their square."""

TOO_LONG: Final = f"it takes too long to compute for more than {ENTROPY_DAYS} days"
HOURS_PER_DAY: Final = 24.0
PLACES_HELD: Final = "trail_places_held"
PLACES: Final = Question("places a person", (*TRAIL, "data_kept"))
CROWD_OF_TWO: Final = 2
ONE: Final = Settings({"as": 1}, {"recorded": 1})


@dataclass
class Kept:
    """What is found in the last days of each life, filled in person by person, one element of each array a person.

    Attributes
    ----------
    days : int
        How many [day].
    home_m : ndarray
        Distance from the guessed home to the true one [metre].
    visits, seen, sensitive, places, fixes : ndarray
        Visits made, those that can be seen, of these the sensitive ones by the chance of telling them, different
        places that can be seen, and fixes [count].
    """

    days: int
    home_m: NDArray[np.float64]
    visits: NDArray[np.float64]
    seen: NDArray[np.float64]
    sensitive: NDArray[np.float64]
    places: NDArray[np.float64]
    fixes: NDArray[np.float64]


def look_kept(world: DialWorld) -> dict[str, Answer]:
    """Look at whole lives along the days kept.

    Parameters
    ----------
    world : DialWorld
        The world.

    Returns
    -------
    dict of str to Answer
        ``keep:SETTING:ANSWER``.
    """
    plan, people = world.plan, world.plan.long_people
    each = {setting.name: round(setting.amount) for setting in plan.along("keep")}
    found = {days: Kept(days, *(np.zeros(people) for _ in range(6))) for days in each.values()}
    thin = _live(world, people, tuple(found.values()))
    ask = asking(people, plan.base.seed)
    told = {days: _told(kept, thin, ask) for days, kept in found.items()}
    for days, crowd in _crowds(thin, tuple(found), ask).items():
        told[days] |= crowd
    return {f"keep:{name}:{key}": answer for name, days in each.items() for key, answer in told[days].items()}


def _live(world: DialWorld, people: int, found: tuple[Kept, ...]) -> Trail:
    """Record lives one after the other, and give a thinned trail of all of them."""
    longest = max(kept.days for kept in found)
    tags = world.tags(people, longest)
    thin = _thinned(world.record(tags, 0, 1, longest))
    x_dm, y_dm = (np.empty((people, thin.x_dm.shape[1]), dtype=np.int32) for _ in range(2))
    source = np.empty(x_dm.shape, dtype=np.int8)
    home_m, stays = np.empty((people, 2)), []
    for person in range(people):
        trail = world.record(tags, person, 1, longest)
        _count(trail, person, found)
        thin = _thinned(trail)
        x_dm[person], y_dm[person], source[person] = thin.x_dm[0], thin.y_dm[0], thin.source[0]
        home_m[person] = _home_m(trail)[0]
        stays.append({**(trail.truth_stays or {}), "row": np.full(len((trail.truth_stays or {})["row"]), person)})
    return replace(
        thin,
        rows=np.arange(people),
        x_dm=x_dm,
        y_dm=y_dm,
        source=source,
        truth_home_m=home_m,
        truth_stays={name: np.concatenate([of[name] for of in stays]) for name in stays[0]},
    )


def _thinned(trail: Trail) -> Trail:
    return coarser(trail, every=thinned_to(trail, 1, LOOKED_AT_MIN), grid_m=0.0, days=trail.days)


def _home_m(trail: Trail) -> NDArray[np.float64]:
    if trail.truth_home_m is None:
        message = "simulated people have homes"
        raise AssertionError(message)
    return trail.truth_home_m


def _count(trail: Trail, person: int, found: tuple[Kept, ...]) -> None:
    visits = true_visits(trail)
    if visits is None:
        message = "simulated people make visits"
        raise AssertionError(message)
    seen = visits_seen(trail, visits, ONE)[:, 0, 0]
    where = np.unique(np.stack([visits.x_dm, visits.y_dm], axis=1), axis=0, return_inverse=True)[1].ravel()
    chance = told_apart(1 / DM_PER_M, trail.venues_per_km2)
    for kept in found:
        last = coarser(trail, every=1, grid_m=0.0, days=kept.days)
        guess = guessed_homes_dm(last, 1)
        kept.home_m[person] = home_errors_m(guess, _home_m(trail), 1)[0]
        inside = visits.start_h >= last.start_h
        kept.visits[person] = inside.sum()
        kept.seen[person] = (inside & seen).sum()
        kept.sensitive[person] = (inside & seen & visits.sensitive).sum() * chance
        kept.places[person] = np.unique(where[inside & seen]).size
        kept.fixes[person] = (last.source > 0).sum()


def _told(kept: Kept, thin: Trail, ask: Asking) -> dict[str, Answer]:
    days, level = np.full(kept.home_m.size, float(kept.days)), ask.level
    households = households_within(kept.home_m, thin.households_per_km2)
    month, scale = Kind(DAYS_PER_MONTH), Kind(float(kept.days))
    medians = {"trail_home_error_m": kept.home_m, "trail_home_households": households}
    per_month = "trail_sensitive_visits_seen_per_month"
    return {
        **{
            key: assemble([person_median(figures, level, NO_GUESS)], FAMILIES[key], ask)
            for key, figures in medians.items()
        },
        "trail_stays_seen_share": ask_share(kept.seen, kept.visits, FAMILIES["trail_stays_seen_share"], ask),
        per_month: ask_rate(kept.sensitive, days, FAMILIES[per_month], ask, month),
        VISITS_HELD: ask_rate(kept.sensitive, days, VISITS, ask, scale),
        PLACES_HELD: ask_rate(kept.places, days, PLACES, ask, replace(scale, chance=False)),
        **_entropy(kept.days, thin, ask),
        HELD: ask_rate(kept.fixes, days, FIXES, ask, replace(scale, chance=False)),
    }


def _entropy(days: int, thin: Trail, ask: Asking) -> dict[str, Answer]:
    families = ("trail_entropy_bits", "trail_predictability_bound")
    if days > ENTROPY_DAYS:
        return {family: FAMILIES[family].untold(TOO_LONG, ask) for family in families}
    last = coarser(thin, every=1, grid_m=0.0, days=days)
    figures = entropies(fixes_of(last), steps_of(last, 1), round(REACH_M * DM_PER_M))
    figures = figures[~np.isnan(figures[:, 0])]
    return {
        family: assemble([person_median(figures[:, column], ask.level, "")], FAMILIES[family], ask)
        for column, family in enumerate(families)
    }


def _crowds(thin: Trail, days_each: tuple[int, ...], ask: Asking) -> dict[int, dict[str, Answer]]:
    """Find whom the same known visits single out when only the last days are disclosed, from the most days down."""
    people = len(thin.rows)
    visits = true_visits(thin)
    if visits is None or people < CROWD_OF_TWO:
        keys = (f"trail_unicity.p{p}" for p in POINTS_KNOWN)
        untold = {key: FAMILIES[key].untold(NO_CROWD, ask) for key in keys}
        return dict.fromkeys(days_each, untold)
    known = known_of(visits, people, ask.seed)
    found = {}
    for days in sorted(days_each, reverse=True):
        deleted = max(thin.days - days, 0) * thin.per_day
        thin.x_dm[:, :deleted], thin.y_dm[:, :deleted], thin.source[:, :deleted] = MISSING, MISSING, 0
        found[days] = _crowd(crowds(thin, known, ONE, REACH_M)[:, :, 0, 0], known.visits, ask)
    return found


def _crowd(size: NDArray[np.int32], visits: NDArray[np.int64], ask: Asking) -> dict[str, Answer]:
    told = {}
    for p in POINTS_KNOWN:
        key, enough = f"trail_unicity.p{p}", visits >= p
        told[key] = ask_share((size[:, p - 1] == 1) & enough, enough, FAMILIES[key], ask)
    enough = visits >= CROWD_POINTS
    four = size[:, CROWD_POINTS - 1]
    sizes = four[enough].astype(np.float64)
    question = FAMILIES["trail_anonymity.min.p4"]
    smallest = nothing(question.empty)
    if sizes.size:
        least = float(sizes.min())
        smallest = GroupAnswer(least, least, least, sizes.size)
    told["trail_anonymity.min.p4"] = assemble([smallest], question, ask)
    median = "trail_anonymity.median.p4"
    told[median] = assemble([person_median(sizes, ask.level, "")], FAMILIES[median], ask)
    under = "trail_anonymity.under5.p4"
    told[under] = ask_share((four < UNDER) & enough, enough, FAMILIES[under], ask)
    return told
