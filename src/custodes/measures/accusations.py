"""How often people are accused, how often wrongly, and who bears it.

Where the name of an answer gives no counting point, an accusation is counted where it reaches the wearer: ``acted_on``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.measures.asking import DAYS_PER_MONTH, DAYS_PER_YEAR
from custodes.measures.concentration import ask_top_share
from custodes.measures.horizon import ask_by_day, watch
from custodes.measures.per_person import NO_TRUTH, Question, ask_rate, ask_share, undisclosed
from custodes.measures.rate import Kind
from custodes.measures.rests import ALERT_CHAIN
from custodes.records.tables import CAUSES, CHECK_CAUSES, POINTS, STEPS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.measures.answer import Answer
    from custodes.measures.asking import Asking
    from custodes.records.tables import Records

WITHIN: Final = (30, 180, 365)
"""Horizons of the share accused [day]."""

TOP: Final = {"1pct": 0.01, "5pct": 0.05, "10pct": 0.10}
"""The parts of the people who bear most, by name [ratio]."""

YEAR: Final = "per person-year"


def chances(records: Records) -> NDArray[np.int64]:
    """Count the occasions on which an alert could have been raised about each person.

    Each check is one, and with a tag each day: what it reports on the same day joins the alert that is open. Where
    nothing says how many checks fell due, each day is one.

    Parameters
    ----------
    records : Records
        The records.

    Returns
    -------
    ndarray of int64, shape (people,)
        [count].
    """
    tallies = records.tallies
    known = not undisclosed(tallies["checks_due"])
    days = np.ceil(tallies["on_scheme_d"]) if "positions" in records.parts or not known else 0.0
    due: NDArray[np.int64] = np.nan_to_num((tallies["checks_due"] if known else 0.0) + days).astype(np.int64)
    return due


def alerts(records: Records, ask: Asking) -> dict[str, Answer]:
    """Answer how many alerts there are, at each counting point, and how many responses follow.

    ``sum alerts / sum days on the scheme``, in months of 30.4375 days and years of 365.25. All alerts count, true and
    false.

    Parameters
    ----------
    records : Records
        The records.
    ask : Asking
        How the questions are asked.

    Returns
    -------
    dict of str to Answer
        ``alerts_per_person_month.<point>`` and ``.<point>.<cause>`` [per person-month]
        and ``responses_per_person_year.*`` [per person-year].
    """
    tallies = records.tallies
    days, due = tallies["on_scheme_d"], chances(records)
    found = {}
    for point in POINTS:
        question = Question("per person-month", ALERT_CHAIN[point])
        count = tallies[f"alerts_{point}"]
        found[f"alerts_per_person_month.{point}"] = ask_rate(count, days, question, ask, Kind(DAYS_PER_MONTH, most=due))
        for cause in CAUSES:
            found[f"alerts_per_person_month.{point}.{cause}"] = _about(records, point, cause, ask)
    for step in STEPS:
        question = Question(YEAR, ALERT_CHAIN["acted_on"])
        count = tallies[f"responses_{step}"]
        found[f"responses_per_person_year.{step}"] = ask_rate(count, days, question, ask, Kind(DAYS_PER_YEAR, most=due))
    return found


def _lacks(part: str, records: Records) -> str:
    if part == "checks":
        return "makes no checks"
    return "has no such rule" if "positions" in records.parts else "records no positions"


def _about(records: Records, point: str, cause: str, ask: Asking) -> Answer:
    question = Question("per person-month", ALERT_CHAIN[point])
    tallies = records.tallies
    part = "checks" if cause in CHECK_CAUSES else cause
    if part not in records.parts:
        return question.untold(f"does not apply: this scheme {_lacks(part, records)}", ask)
    most = tallies["checks_due"] if part == "checks" and not undisclosed(tallies["checks_due"]) else chances(records)
    counted = tallies[f"alerts_{point}_{cause}"]
    return ask_rate(counted, tallies["on_scheme_d"], question, ask, Kind(DAYS_PER_MONTH, most=most))


def accusations(records: Records, ask: Asking) -> dict[str, Answer]:
    """Answer how often people who did what was asked, or could not do otherwise, are accused.

    A rate is ``sum false alerts / sum (days on the scheme - days away) * 365.25``; a precision ``1 - sum false / sum
    alerts``. The share accused is of people who complied throughout, with at least one false alert acted on within so
    many days of joining. What the top bear is their part of all false alerts acted on.

    Parameters
    ----------
    records : Records
        The records.
    ask : Asking
        How the questions are asked.

    Returns
    -------
    dict of str to Answer
        ``false_accusations_per_person_year.*`` [per person-year]; ``alert_precision.*``, its part
        ``alerts_about_absence_share.*`` that is about a true absence, ``share_accused_within.*`` and
        ``accusations_borne_by_top.*`` [ratio].
    """
    found: dict[str, Answer] = {}
    acted = ALERT_CHAIN["acted_on"]
    within = Question("share", acted, "nobody complied throughout this period")
    borne = Question("share", acted, "nobody was accused who complied: there is nothing to bear")
    tallies = records.tallies
    if "truth_false_raised" not in tallies:
        for point in POINTS:
            rests = ALERT_CHAIN[point]
            found[f"false_accusations_per_person_year.{point}"] = Question(YEAR, rests).untold(NO_TRUTH, ask)
            found[f"alert_precision.{point}"] = Question("share", rests).untold(NO_TRUTH, ask)
            found[f"alerts_about_absence_share.{point}"] = Question("share", rests).untold(NO_TRUTH, ask)
        found.update({f"share_accused_within.{days}d": within.untold(NO_TRUTH, ask) for days in WITHIN})
        found.update({f"accusations_borne_by_top.{name}": borne.untold(NO_TRUTH, ask) for name in TOP})
        return found
    here = tallies["on_scheme_d"] - tallies["truth_away_d"]
    for point in POINTS:
        every, false = tallies[f"alerts_{point}"], tallies[f"truth_false_{point}"]
        rate = Question(YEAR, ALERT_CHAIN[point])
        found[f"false_accusations_per_person_year.{point}"] = ask_rate(
            false, here, rate, ask, Kind(DAYS_PER_YEAR, most=chances(records))
        )
        precision = Question("share", ALERT_CHAIN[point], f"no alert was {point.replace('_', ' ')} in this period")
        found[f"alert_precision.{point}"] = ask_share(every - false, every, precision, ask)
        away = tallies[f"truth_absence_{point}"]
        found[f"alerts_about_absence_share.{point}"] = ask_share(away, every, precision, ask)
    first, complied = tallies["truth_first_false_acted_d"], tallies["truth_compliant"]
    for days in WITHIN:
        found[f"share_accused_within.{days}d"] = ask_by_day(first, days, watch(records, complied), within, ask)
    for name, part in TOP.items():
        found[f"accusations_borne_by_top.{name}"] = ask_top_share(tallies["truth_false_acted_on"], part, borne, ask)
    return found
