"""What a recorded trail gives away, along three dials: how often, how coarsely, for how long positions are kept.

One trail is recorded. What would have been disclosed at a coarser setting is derived from it, so that the same people,
days and errors stand behind every setting. Several losses are answered and never one score. The people are the sample
of whom a trail was kept; there are no answers by group.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.measures.answer import GroupAnswer
from custodes.measures.asking import DAYS_PER_MONTH, EVERYONE, Asking, Members
from custodes.measures.holdings import held_of
from custodes.measures.mean import ask_mean
from custodes.measures.per_person import (
    NO_TRUTH,
    NOT_DISCLOSED,
    Question,
    ask_rate,
    ask_share,
    assemble,
    per_person,
    undisclosed,
)
from custodes.measures.person_median import person_median
from custodes.measures.rate import Kind
from custodes.measures.rests import COHORT, KEPT
from custodes.measures.sums import sums
from custodes.measures.trail_entropy import LOOKED_AT_MIN, entropies, steps_of
from custodes.measures.trail_gain import seen_after_h
from custodes.measures.trail_home import guessed_homes_dm, home_errors_m, households_within
from custodes.measures.trail_settings import GRIDS, INTERVALS, REACH_M, fixes_of, settings_of, thinned_to, too_fine
from custodes.measures.trail_stays import found_visits
from custodes.measures.trail_unicity import POINTS_KNOWN, crowds, known_of
from custodes.measures.trail_visits import told_apart, true_visits, visits_seen
from custodes.records.trail import DM_PER_M

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from custodes.measures.answer import Answer
    from custodes.measures.trail_settings import Settings
    from custodes.records.tables import Records
    from custodes.records.trail import Trail

    Told = Iterator[tuple[str, str, str, Answer]]

TRAIL: Final = (*COHORT, "movement", "instruments.*.location", "instruments.*.device")
"""Quantities that a recorded position depends on."""

GAIN: Final = (*TRAIL, "rules.location", "conduct")
"""Quantities that noticing a violation by position depends on."""

NO_RULES: Final = "does not apply: no rule of this scheme uses positions"
NO_TRAIL: Final = "does not apply: this scheme records no trail"
NOT_SAMPLED: Final = "these records hold no positions: it would take the trails of some people"
UNKNOWN_DENSITY: Final = "these records do not say how densely people live, or how many places there are"
NO_GUESS: Final = "of half of the people or more no position was recorded at night"
NO_CROWD: Final = "it takes the trails of two people or more"

CROWD_POINTS: Final = 4
"""Visits known to the attacker of whom the size of the crowd is told [count]."""

UNDER: Final = 5
"""A crowd smaller than this is a small count [person]."""

SINGLED_OUT: Final = Question("share", TRAIL, "nobody made so many visits of 20 minutes or more in this time")
FAMILIES: Final[Mapping[str, Question]] = {
    "trail_home_error_m": Question("metre", TRAIL),
    "trail_home_households": Question("households", TRAIL),
    "trail_stays_seen_share": Question("share", TRAIL, "nobody made a visit of 20 minutes or more in this time"),
    "trail_sensitive_visits_seen_per_month": Question("per person-month", TRAIL),
    **{f"trail_unicity.p{p}": SINGLED_OUT for p in POINTS_KNOWN},
    "trail_anonymity.min.p4": Question("people", TRAIL, SINGLED_OUT.empty),
    "trail_anonymity.median.p4": Question("people", TRAIL),
    "trail_anonymity.under5.p4": SINGLED_OUT,
    "trail_entropy_bits": Question("bit", TRAIL),
    "trail_predictability_bound": Question("share", TRAIL),
    "violations_seen_share": Question("share", GAIN, "no zone's rule was really broken in the time of the trail"),
    "violation_seen_delay_h": Question("hour", GAIN, "no violation was seen in the time of the trail"),
}
"""Everything that is asked at every interval and grid."""

HELD: Final = "trail_fixes_held_at_end"
"""The one answer about a trail that needs no recorded positions: their number is counted as they come in."""


def needs_positions(question: str) -> bool:
    """Tell whether a question can only be answered from recorded positions.

    Parameters
    ----------
    question : str
        Id of an answer.

    Returns
    -------
    bool
        Whether it is one of `FAMILIES` at some interval and grid, or of such a one.
    """
    return question.startswith(tuple(f"{family}." for family in FAMILIES))


@dataclass(frozen=True)
class _Look:
    """A trail, the settings at which it is looked at, and how the questions are asked of the sample."""

    trail: Trail
    settings: Settings
    ask: Asking

    def each(self) -> Iterator[tuple[str, int, int, str, int, int]]:
        """Go through the settings: name, position and value of the interval, then of the grid."""
        for i, (interval, every) in enumerate(self.settings.every.items()):
            for g, (grid, side) in enumerate(self.settings.side_dm.items()):
                yield interval, i, every, grid, g, side


def trail(records: Records, ask: Asking) -> dict[str, Answer]:
    """Answer what the trail gives away, at every interval and grid, and how much of it is held.

    Parameters
    ----------
    records : Records
        The records.
    ask : Asking
        How the questions are asked.

    Returns
    -------
    dict of str to Answer
        ``<family>.<interval>.<grid>`` for the families of `FAMILIES`, and ``trail_fixes_held_at_end`` [fixes].
    """
    kept, found = records.trail, {}
    lacks = NO_TRAIL if "trail" not in records.parts else records.no_trail or NOT_SAMPLED
    for family, question in FAMILIES.items():
        untold: dict[str, Answer] = {}  # one for all settings that have the same reason
        for interval in INTERVALS:
            for grid in GRIDS:
                why = lacks if kept is None else too_fine(kept, interval, grid) or _lacking(kept, question)
                untold[why] = untold.get(why) or question.untold(why, ask)
                found[f"{family}.{interval}.{grid}"] = untold[why]
    found[HELD] = _held(records, ask)
    if kept is not None:
        found.update(told_at(kept, settings_of(kept), ask))
    return found


def told_at(kept: Trail, settings: Settings, ask: Asking) -> dict[str, Answer]:
    """Answer what a trail gives away at some settings that can be derived from it.

    Parameters
    ----------
    kept : Trail
        As recorded.
    settings : Settings
        Intervals and grids by any name; the grids lie within each other, finest first.
    ask : Asking
        How the questions are asked; of the people of the trail as a whole.

    Returns
    -------
    dict of str to Answer
        ``<family>.<interval>.<grid>`` for the families of `FAMILIES` that these records can tell.
    """
    look = _Look(kept, settings, _of_sample(len(kept.rows), ask))
    return {
        f"{family}.{interval}.{grid}": told
        for part in (_home, _visits, _crowd, _entropy, _gain)
        for family, interval, grid, told in part(look)
    }


def _lacking(kept: Trail, question: Question) -> str:
    return NO_RULES if question.rests_on == GAIN and kept.rules is None else NO_TRUTH


def _of_sample(people: int, ask: Asking) -> Asking:
    """Ask of the sample as a whole."""
    return Asking(Members((EVERYONE,), np.ones((people, 1)), float(people)), ask.level, ask.resamples, ask.seed)


def _held(records: Records, ask: Asking) -> Answer:
    """Count the fixes of everybody that are held at the end."""
    question = Question("fixes", (*TRAIL, *KEPT))
    if "trail" not in records.parts:
        return question.untold(NO_TRAIL, ask)
    if "fixes_held" not in records.tallies:
        return question.untold("these records do not count the positions that are kept", ask)
    held = records.tallies["fixes_held"]
    if undisclosed(held):
        return question.untold(NOT_DISCLOSED, ask, len(held))
    groups = sums(held, np.ones(len(held)), ask.members.matrix)
    return assemble((held_of(of, question, ask.level) for of in groups), question, ask)


def _median(family: str, figures: NDArray[np.float64], look: _Look, beyond: str) -> Answer:
    """Answer with the median of one figure a person."""
    return assemble([person_median(figures, look.ask.level, beyond)], FAMILIES[family], look.ask)


def _home(look: _Look) -> Told:
    """Answer how near the guess of the home comes."""
    if look.trail.truth_home_m is None:
        return
    guesses = {every: guessed_homes_dm(look.trail, every) for every in look.settings.every.values()}
    for interval, _, every, grid, _, side in look.each():
        error_m = home_errors_m(guesses[every], look.trail.truth_home_m, side)
        family = "trail_home_error_m"
        yield family, interval, grid, _median(family, error_m, look, NO_GUESS)
        family = "trail_home_households"
        if np.isnan(look.trail.households_per_km2):
            yield family, interval, grid, FAMILIES[family].untold(UNKNOWN_DENSITY, look.ask)
        else:
            households = households_within(error_m, look.trail.households_per_km2)
            yield family, interval, grid, _median(family, households, look, NO_GUESS)


def _visits(look: _Look) -> Told:
    """Answer which visits can be seen."""
    visits = true_visits(look.trail)
    if visits is None or look.trail.truth_home_m is None:
        return
    people, venues = len(look.trail.rows), look.trail.venues_per_km2
    seen = visits_seen(look.trail, visits, look.settings)
    made = per_person(visits.row, people)
    days = np.full(people, float(look.trail.days))
    for interval, i, _, grid, g, side in look.each():
        family = "trail_stays_seen_share"
        shown = per_person(visits.row, people, seen[:, i, g].astype(np.float64))
        yield family, interval, grid, ask_share(shown, made, FAMILIES[family], look.ask)
        family = "trail_sensitive_visits_seen_per_month"
        if np.isnan(venues):
            yield family, interval, grid, FAMILIES[family].untold(UNKNOWN_DENSITY, look.ask)
        else:
            chance = told_apart(side / DM_PER_M, venues)
            told = per_person(visits.row, people, (seen[:, i, g] & visits.sensitive) * chance)
            yield family, interval, grid, ask_rate(told, days, FAMILIES[family], look.ask, Kind(DAYS_PER_MONTH))


def _crowd(look: _Look) -> Told:
    """Answer whom a few known visits single out, and how large the crowd is otherwise."""
    people = len(look.trail.rows)
    visits = true_visits(look.trail)
    if visits is None:
        visits = found_visits(look.trail)
    known = known_of(visits, people, look.ask.seed)
    crowd = crowds(look.trail, known, look.settings, REACH_M)
    for interval, i, _, grid, g, _ in look.each():
        for p in POINTS_KNOWN:
            family, enough = f"trail_unicity.p{p}", known.visits >= p
            alone = (crowd[:, p - 1, i, g] == 1) & enough
            told = ask_share(alone, enough, FAMILIES[family], look.ask)
            yield family, interval, grid, told if people > 1 else FAMILIES[family].untold(NO_CROWD, look.ask)
        enough = known.visits >= CROWD_POINTS
        size = crowd[:, CROWD_POINTS - 1, i, g]
        for name, sized in _anonymity(size, enough, look):
            yield f"trail_anonymity.{name}.p4", interval, grid, sized


def _anonymity(size: NDArray[np.int32], enough: NDArray[np.bool_], look: _Look) -> Iterator[tuple[str, Answer]]:
    """Answer how large the crowds are."""
    question, sizes = FAMILIES["trail_anonymity.min.p4"], size[enough].astype(np.float64)
    if not len(sizes) or len(size) == 1:
        why = NO_CROWD if len(size) == 1 else question.empty
        for name in ("min", "median", "under5"):
            yield name, FAMILIES[f"trail_anonymity.{name}.p4"].untold(why, look.ask)
        return
    least = float(sizes.min())
    yield "min", assemble([GroupAnswer(least, least, least, len(sizes), touched=len(sizes))], question, look.ask)
    yield "median", _median("trail_anonymity.median.p4", sizes, look, "")
    yield "under5", ask_share((size < UNDER) & enough, enough, FAMILIES["trail_anonymity.under5.p4"], look.ask)


def _entropy(look: _Look) -> Told:
    """Answer how much of the next hour the hours before give away."""
    reach = round(REACH_M * DM_PER_M)
    estimated: dict[tuple[int, int], NDArray[np.float64]] = {}
    looked = {every: thinned_to(look.trail, every, LOOKED_AT_MIN) for every in look.settings.every.values()}
    chosen = {every: steps_of(look.trail, every) for every in set(looked.values())}
    for interval, _, every, grid, _, side in look.each():
        setting = looked[every], max(side, reach)
        if setting not in estimated:
            estimated[setting] = entropies(fixes_of(look.trail), chosen[setting[0]], setting[1])
        figures = estimated[setting][~np.isnan(estimated[setting][:, 0])]
        for column, family in enumerate(("trail_entropy_bits", "trail_predictability_bound")):
            yield family, interval, grid, _median(family, figures[:, column], look, "")


def _gain(look: _Look) -> Told:
    """Answer what is gained: which true violations the positions show, and after how long."""
    rules = look.trail.rules
    if rules is None:
        return
    people, row = len(look.trail.rows), rules.violations["row"]
    every_one = per_person(row, people)
    after_h = seen_after_h(look.trail, rules, look.settings)
    for interval, i, _, grid, g, _ in look.each():
        delay_h = after_h[:, i, g]
        seen = ~np.isnan(delay_h)
        seen_of = per_person(row[seen], people)
        family = "violations_seen_share"
        yield family, interval, grid, ask_share(seen_of, every_one, FAMILIES[family], look.ask)
        family = "violation_seen_delay_h"
        delays = per_person(row[seen], people, delay_h[seen])
        yield family, interval, grid, ask_mean(delays, seen_of, FAMILIES[family], look.ask)
