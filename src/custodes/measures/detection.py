"""True absences: what share is noticed, and after how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.measures.asking import HOURS_PER_DAY
from custodes.measures.location import NO_POSITIONS
from custodes.measures.mean import ask_mean
from custodes.measures.per_person import NO_TRUTH, Question, ask_share, per_person, rows_of
from custodes.measures.rests import ALERT_CHAIN
from custodes.records.tables import STATES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from custodes.measures.answer import Answer
    from custodes.measures.asking import Asking
    from custodes.records.tables import Records


ABSENT: Final = ("absconded", "handed_over")
VIOLATING: Final = ("absconded", "out", "removed")
"""States of the wearer that count as absences, and those that break a rule of a tag."""


def of_states(records: Records, states: tuple[str, ...]) -> dict[str, NDArray[Any]]:
    """Take the true absences of some kinds.

    Parameters
    ----------
    records : Records
        Simulated records.
    states : tuple of str
        Some of STATES.

    Returns
    -------
    dict of str to ndarray
        Columns of the table of absences.
    """
    wanted = np.isin(records.absences["truth_state"], [STATES.index(state) for state in states])
    return {name: column[wanted] for name, column in records.absences.items()}


def detection(records: Records, ask: Asking) -> dict[str, Answer]:
    """Answer what share of true absences is noticed, and how long that takes.

    An absence is noticed when an alert about it is first acted on. The delay is the mean over those that were noticed
    in the period; those that were not are in the share, so neither figure says much without the other. Absences that
    began shortly before the end count as not noticed.

    Parameters
    ----------
    records : Records
        The records.
    ask : Asking
        How the questions are asked.

    Returns
    -------
    dict of str to Answer
        ``detections_share`` [ratio] and ``detection_delay_days`` [day].
    """
    rests = ALERT_CHAIN["acted_on"]
    share = Question("share", rests, "nobody absconded or handed the device over in this period")
    delay = Question("day", rests, "no absence was noticed in this period")
    if not records.has_truth:
        return {
            "detections_share": share.untold(NO_TRUTH, ask),
            "detection_delay_days": delay.untold(NO_TRUTH, ask),
        }
    absences = of_states(records, ABSENT)
    rows = rows_of(absences["person"], records.people["person"])
    noticed = ~np.isnan(absences["noticed_h"])
    people = len(ask.members.matrix)
    all_of, noticed_of = per_person(rows, people), per_person(rows[noticed], people)
    delay_d = (absences["noticed_h"] - absences["start_h"])[noticed] / HOURS_PER_DAY
    delays = per_person(rows[noticed], people, delay_d)
    return {
        "detections_share": ask_share(noticed_of, all_of, share, ask),
        "detection_delay_days": ask_mean(delays, noticed_of, delay, ask),
    }


def violations(records: Records, ask: Asking) -> dict[str, Answer]:
    """Answer what share of true violations is noticed, and after how many hours.

    A violation is a stay outside a curfew or inclusion zone or inside an exclusion zone in the hours of the rule, a
    device taken off, or absconding; noticed when an alert about it is first acted on. The delay is the mean over those
    that were noticed, so neither figure says much without the other.

    Parameters
    ----------
    records : Records
        The records.
    ask : Asking
        How the questions are asked.

    Returns
    -------
    dict of str to Answer
        ``violations_noticed_share`` [ratio] and ``violation_noticed_delay_h`` [hour].
    """
    rests = ALERT_CHAIN["acted_on"]
    share = Question("share", rests, "no rule of a tag was really broken in this period")
    delay = Question("hour", rests, "no violation was noticed in this period")
    names = ("violations_noticed_share", "violation_noticed_delay_h")
    if "positions" not in records.parts:
        return {name: each.untold(NO_POSITIONS, ask) for name, each in zip(names, (share, delay), strict=True)}
    if not records.has_truth:
        return {name: each.untold(NO_TRUTH, ask) for name, each in zip(names, (share, delay), strict=True)}
    broken = of_states(records, VIOLATING)
    rows = rows_of(broken["person"], records.people["person"])
    noticed = ~np.isnan(broken["noticed_h"])
    people = len(ask.members.matrix)
    all_of, noticed_of = per_person(rows, people), per_person(rows[noticed], people)
    delays = per_person(rows[noticed], people, (broken["noticed_h"] - broken["start_h"])[noticed])
    told = (ask_share(noticed_of, all_of, share, ask), ask_mean(delays, noticed_of, delay, ask))
    return dict(zip(names, told, strict=True))
