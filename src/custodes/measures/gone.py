"""People who are gone: how many abscond, and for how long nobody has noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.measures.asking import DAYS_PER_YEAR, HOURS_PER_DAY
from custodes.measures.detection import ABSENT, of_states
from custodes.measures.horizon import ask_by_day, watch
from custodes.measures.per_person import NO_TRUTH, Question, ask_rate, per_person, rows_of
from custodes.measures.rate import Kind
from custodes.measures.rests import ALERT_CHAIN

if TYPE_CHECKING:
    from custodes.measures.answer import Answer
    from custodes.measures.asking import Asking
    from custodes.records.tables import Records

ABSCONDED: Final = "share_absconded_within.365d"
UNNOTICED: Final = "gone_unnoticed_days_per_person_year"
HORIZON_D: Final = 365

_CONDUCT: Final = ("conduct", "cohort")


def gone(records: Records, ask: Asking) -> dict[str, Answer]:
    """Answer what share of people abscond, and for how many days in a year people are gone and nobody has noticed.

    A day counts as unnoticed from the start of a true absence (absconding, or the device handed over) until an alert
    about it is first acted on, or the absence or the period ends. It puts what a scheme prevents and what it finds into
    one figure: fewer absences and absences that are found sooner both make it smaller.

    Parameters
    ----------
    records : Records
        The records.
    ask : Asking
        How the questions are asked.

    Returns
    -------
    dict of str to Answer
        ``share_absconded_within.365d`` [ratio] and ``gone_unnoticed_days_per_person_year`` [day per person-year].
    """
    share = Question("share", _CONDUCT)
    days = Question("day per person-year", ALERT_CHAIN["acted_on"])
    if not records.has_truth:
        return {ABSCONDED: share.untold(NO_TRUTH, ask), UNNOTICED: days.untold(NO_TRUTH, ask)}
    people = len(records.people["person"])
    left = of_states(records, ABSENT[:1])
    first_d = np.full(people, np.nan)
    row = rows_of(left["person"], records.people["person"])
    first_d[row] = (left["start_h"] - records.people["joined_h"][row]) / HOURS_PER_DAY
    absences = of_states(records, ABSENT)
    until_h = np.fmin(absences["noticed_h"], absences["end_h"])
    rows = rows_of(absences["person"], records.people["person"])
    unnoticed_d = per_person(rows, people, (until_h - absences["start_h"]) / HOURS_PER_DAY)
    on_scheme_d = records.tallies["on_scheme_d"]
    kind = Kind(DAYS_PER_YEAR, chance=False, most=on_scheme_d)
    return {
        ABSCONDED: ask_by_day(first_d, HORIZON_D, watch(records), share, ask),
        UNNOTICED: ask_rate(unnoticed_d, on_scheme_d, days, ask, kind),
    }
