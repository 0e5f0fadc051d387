"""How many checks fall due, how many fail, and of what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.measures.asking import DAYS_PER_YEAR
from custodes.measures.per_person import Question, ask_rate
from custodes.measures.rate import Kind
from custodes.measures.rests import ANSWERING, CHECKS, PROMPTS, RECOGNITION, SCHEDULE
from custodes.records.tables import CHECK_CAUSES

if TYPE_CHECKING:
    from custodes.measures.answer import Answer
    from custodes.measures.asking import Asking
    from custodes.records.tables import Records

NO_CHECKS: Final = "does not apply: this scheme makes no checks"
NO_FACES: Final = "does not apply: this scheme compares no faces"
NO_PROMPTS: Final = "does not apply: this scheme sends no prompts"

PART_OF_CAUSE: Final = {
    "not_captured": ("recognition", NO_FACES),
    "not_live": ("recognition", NO_FACES),
    "no_match": ("recognition", NO_FACES),
}
"""The part of a scheme without which a cause cannot occur, and what to say then."""

RESTS_OF_CAUSE: Final = {
    "no_prompt": (*SCHEDULE, *PROMPTS),
    "missed": (*SCHEDULE, *PROMPTS, *ANSWERING),
    "not_captured": (*SCHEDULE, *RECOGNITION),
    "not_live": (*SCHEDULE, *RECOGNITION),
    "no_match": (*SCHEDULE, *RECOGNITION),
}


def _questions() -> dict[str, Question]:
    unit, name = "per person-year", "failed_checks_per_person_year"
    return {
        "checks_due_per_person_year": Question(unit, SCHEDULE),
        name: Question(unit, CHECKS),
        **{f"{name}.{cause}": Question(unit, RESTS_OF_CAUSE[cause]) for cause in CHECK_CAUSES},
    }


def checks(records: Records, ask: Asking) -> dict[str, Answer]:
    """Answer how many checks fall due and fail in a year on the scheme.

    A rate is ``sum checks / sum days on the scheme * 365.25``. Failures are the machine's and the wearer's together,
    before any review: by prompts that did not arrive, unanswered prompts, and recognition.

    Parameters
    ----------
    records : Records
        The records.
    ask : Asking
        How the questions are asked.

    Returns
    -------
    dict of str to Answer
        ``checks_due_per_person_year``, ``failed_checks_per_person_year`` and one for each cause [per person-year].
    """
    if "checks" not in records.parts:
        return {key: question.untold(NO_CHECKS, ask) for key, question in _questions().items()}
    tallies = records.tallies
    days, due = tallies["on_scheme_d"], tallies["checks_due"]
    asked = _questions()
    name = "failed_checks_per_person_year"
    failed = np.sum([tallies[f"checks_{cause}"] for cause in CHECK_CAUSES], axis=0)
    kind = Kind(DAYS_PER_YEAR, most=due)
    found = {
        "checks_due_per_person_year": ask_rate(
            due, days, asked["checks_due_per_person_year"], ask, Kind(DAYS_PER_YEAR, chance=False)
        ),
        name: ask_rate(failed, days, asked[name], ask, kind),
    }
    for cause in CHECK_CAUSES:
        key = f"{name}.{cause}"
        part, why = PART_OF_CAUSE.get(cause, ("", ""))
        if part and part not in records.parts:
            found[key] = asked[key].untold(why, ask)
        else:
            found[key] = ask_rate(tallies[f"checks_{cause}"], days, asked[key], ask, kind)
    return found
