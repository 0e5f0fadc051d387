"""True absences: what share is noticed, and after how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from custodes.measures.asking import HOURS_PER_DAY
from custodes.measures.mean import ask_mean
from custodes.measures.per_person import NO_TRUTH, Question, ask_share, per_person, rows_of
from custodes.measures.rests import ALERT_CHAIN

if TYPE_CHECKING:
    from custodes.measures.answer import Answer
    from custodes.measures.asking import Asking
    from custodes.records.tables import Records


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
    absences = records.absences
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
