"""What recognition gets wrong: wearers refused (which accuses) and others let through (which misses), never mixed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.measures.checks import NO_FACES
from custodes.measures.horizon import ask_by_day, watch
from custodes.measures.per_person import NO_TRUTH, Question, ask_share
from custodes.measures.rests import COHORT, RECOGNITION, SCHEDULE

if TYPE_CHECKING:
    from custodes.measures.answer import Answer
    from custodes.measures.asking import Asking
    from custodes.records.tables import Records

WITHIN = (1, 30, 365)
"""Horizons of the share with a false non-match [day]."""


def recognition(records: Records, ask: Asking) -> dict[str, Answer]:
    """Answer both sides of recognition, each on its own.

    The side that accuses: the share of people refused as themselves at least once within so many days of joining
    (Kaplan and Meier, people who leave count while they are watched). The side that misses: the share of checks made
    with somebody else's face, or a picture, that passed. ISO/IEC 19795-1 keeps FNMR and FMR apart, and so do we.

    Parameters
    ----------
    records : Records
        The records.
    ask : Asking
        How the questions are asked.

    Returns
    -------
    dict of str to Answer
        ``share_with_false_nonmatch_within.*``, ``false_nonmatch_share`` and ``checks_passed_by_others_share`` [ratio].
    """
    tallies = records.tallies
    first = Question("share", (*COHORT, *SCHEDULE, *RECOGNITION))
    own = Question("share", (*COHORT, *RECOGNITION), empty="no wearer's own face was compared")
    other = Question("share", ("conduct", *RECOGNITION), empty="nobody else's face was compared in this period")
    names = {f"share_with_false_nonmatch_within.{days}d": days for days in WITHIN}
    why = NO_FACES if "recognition" not in records.parts else None
    if why is None and "truth_own_no_match" not in tallies:
        why = NO_TRUTH
    if why is not None:
        return {
            **{name: first.untold(why, ask) for name in names},
            "false_nonmatch_share": own.untold(why, ask),
            "checks_passed_by_others_share": other.untold(why, ask),
        }
    watched = watch(records)
    event_d = tallies["truth_first_false_nonmatch_d"]
    found = {name: ask_by_day(event_d, days, watched, first, ask) for name, days in names.items()}
    found["false_nonmatch_share"] = ask_share(tallies["truth_own_no_match"], tallies["truth_own_compared"], own, ask)
    found["checks_passed_by_others_share"] = ask_share(
        tallies["truth_other_passed"], tallies["truth_other_compared"], other, ask
    )
    return found
