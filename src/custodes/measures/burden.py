"""What a scheme takes from the wearer's week, complied with or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.measures.asking import DAYS_PER_WEEK, HOURS_PER_DAY
from custodes.measures.checks import NO_PROMPTS
from custodes.measures.location import NO_DEVICE
from custodes.measures.per_person import Question, ask_rate
from custodes.measures.rate import Kind
from custodes.measures.rests import ALERT_CHAIN, ALWAYS, ANSWERING, DEVICE, EFFORT, SCHEDULE

if TYPE_CHECKING:
    from custodes.measures.answer import Answer
    from custodes.measures.asking import Asking
    from custodes.records.tables import Records

NO_VISITS: Final = "does not apply: nobody has to report in person"

COLUMNS: Final = {
    "prompts": "prompt_h",
    "reporting": "reporting_h",
    "charging": "tethered_h",
    "responding": "responding_h",
    "detained": "detained_h",
}
"""Where each kind of burden is tallied."""

LACKING: Final = {
    "prompts": ("prompts", NO_PROMPTS),
    "reporting": ("visits", NO_VISITS),
    "charging": ("devices", NO_DEVICE),
}
"""The part of a scheme without which there is no such burden, and what to say then."""


def burden(records: Records, ask: Asking) -> dict[str, Answer]:
    """Answer how many hours of a week go to prompts, reporting, the charger, responses to alerts and detention.

    Of the charger the hours count in which the wearer is tied to it. Hours that a scheme takes of everybody whatever
    they do count under reporting (appointments) and detained (held).

    ``sum hours / sum days on the scheme * 7``. A week in which nobody was detained does not show that nobody can be:
    the upper end then says what the rule of three on people leaves open.

    Parameters
    ----------
    records : Records
        The records.
    ask : Asking
        How the questions are asked.

    Returns
    -------
    dict of str to Answer
        ``burden_h_per_week`` and its five parts [hour per week]; ``sleep_interruptions_per_week`` [per week].
    """
    tallies = records.tallies
    days = tallies["on_scheme_d"]
    # Where nothing raises an alert, that nobody was held after one shows that nobody can be.
    most = None if "no_instrument" in records.parts else days * HOURS_PER_DAY
    hours = Kind(DAYS_PER_WEEK, chance=False, most=most)
    own = (*SCHEDULE, *ANSWERING, *EFFORT)
    rests = {
        "prompts": own,
        "reporting": (*own, *ALWAYS),
        "charging": DEVICE,
        "responding": ALERT_CHAIN["acted_on"],
        "detained": (*ALERT_CHAIN["acted_on"], *ALWAYS),
    }
    every = Question("hour per week", (*own, *ALWAYS, *DEVICE, *ALERT_CHAIN["acted_on"]))
    total = np.sum([tallies[column] for column in COLUMNS.values()], axis=0)
    found = {"burden_h_per_week": ask_rate(total, days, every, ask, hours)}
    for name, column in COLUMNS.items():
        question = Question("hour per week", rests[name])
        part, why = LACKING.get(name, ("", ""))
        if part and part not in records.parts:
            found[f"burden_h_per_week.{name}"] = question.untold(why, ask)
        else:
            found[f"burden_h_per_week.{name}"] = ask_rate(tallies[column], days, question, ask, hours)
    sleep = Question("per week", (*SCHEDULE, "wearers"))
    found["sleep_interruptions_per_week"] = (
        ask_rate(tallies["prompts_asleep"], days, sleep, ask, Kind(DAYS_PER_WEEK, most=tallies["checks_due"]))
        if "prompts" in records.parts
        else sleep.untold(NO_PROMPTS, ask)
    )
    return found
