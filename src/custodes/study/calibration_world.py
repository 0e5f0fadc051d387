"""The model run at one setting of what nobody published: alerts of all kinds, or breaches of battery and strap."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.measures.asking import DAYS_PER_MONTH
from custodes.measures.per_person import Question, ask_rate
from custodes.measures.rate import Kind
from custodes.model.alerts import raise_alerts
from custodes.model.checks import PRESENT
from custodes.model.parameters import parameters
from custodes.model.tag_breaches import count_breaches
from custodes.model.tag_parameters import tag_plan
from custodes.model.tag_plan import new_room
from custodes.model.tags import follow_tags, tagged_of
from custodes.people.cohort import draw_cohort
from custodes.records.tables import CAUSES
from custodes.study.dial_world import asking

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from custodes.people.cohort import Cohort
    from custodes.scheme.scheme import Scheme

HOURS_PER_DAY: Final = 24.0
MONTHLY: Final = Question("per person-month")


@dataclass(frozen=True)
class Sample:
    """Whom the model is run on.

    Attributes
    ----------
    people, days : int
        How many [person] and how long [day].
    """

    people: int
    days: int


@dataclass(frozen=True)
class Alarms:
    """Alerts raised at one setting.

    Attributes
    ----------
    per_month, low, high : float
        Per person-month, with the interval that so few people leave; the ends are those of the value when it cannot be
        told.
    reported_per_month : float
        Per person-month before alerts about the same person are joined.
    false_share : float or None
        Share of alerts about somebody who did what was asked or could not do otherwise, None without any.
    by_cause : mapping of str to float
        Per person-month, of each cause.
    """

    per_month: float
    low: float
    high: float
    reported_per_month: float
    false_share: float | None
    by_cause: Mapping[str, float]


def there_throughout(scheme: Scheme, values: Mapping[str, float], seed: int, sample: Sample) -> Cohort:
    """Draw people who are there all the time and never abscond.

    Parameters
    ----------
    scheme, values, seed, sample : Scheme, mapping, int, Sample
        As in `alarms`.

    Returns
    -------
    Cohort
        The first people of the scheme's cohort.
    """
    cohort = draw_cohort(scheme, values, seed, sample.people, 1)
    rows = slice(0, sample.people)
    return replace(
        cohort,
        person=cohort.person[rows],
        joined_h=np.zeros(sample.people),
        left_h=np.full(sample.people, sample.days * HOURS_PER_DAY),
        absconds_h=np.full(sample.people, np.inf),
        sleep_from_h=cohort.sleep_from_h[rows],
        works=cohort.works[rows],
        delay_factor=cohort.delay_factor[rows],
    )


def alarms(scheme: Scheme, values: Mapping[str, float], name: str, seed: int, sample: Sample) -> Alarms:
    """Count the alerts about tags at one setting.

    Parameters
    ----------
    scheme : Scheme
        The scheme.
    values : mapping of str to float
        A draw, with the setting.
    name : str
        The instrument that records positions.
    seed : int
        Seed of the world.
    sample : Sample
        Whom it is run on.

    Returns
    -------
    Alarms
        As raised: what a device reports within the time in which the scheme joins alerts is one.
    """
    cohort = there_throughout(scheme, values, seed, sample)
    params = parameters(scheme, values, sample.people, sample.days)
    tags = follow_tags(scheme, values, name, params.habits, cohort, seed, sample.days, 1, map)
    raised = raise_alerts(tags.notices, params.joins_h, np.full(len(cohort), -np.inf))
    months = sample.people * sample.days / DAYS_PER_MONTH
    each = np.bincount(raised["row"], minlength=sample.people).astype(np.float64)
    days = np.full(sample.people, float(sample.days))
    told = ask_rate(each, days, MONTHLY, asking(sample.people, seed), Kind(DAYS_PER_MONTH))
    per_month = each.sum() / months
    count = np.bincount(raised["cause"], minlength=len(CAUSES))
    return Alarms(
        per_month=float(per_month),
        low=float(per_month if told.low is None else told.low),
        high=float(per_month if told.high is None else told.high),
        reported_per_month=float(tags.notices["row"].size / months),
        false_share=float((raised["state"] == PRESENT).mean()) if each.any() else None,
        by_cause={cause: float(count[code] / months) for code, cause in enumerate(CAUSES) if count[code]},
    )


def breaches(scheme: Scheme, values: Mapping[str, float], name: str, seed: int, sample: Sample) -> NDArray[np.int64]:
    """Count what devices report about battery and strap at one setting, wherever their wearers are.

    Parameters
    ----------
    scheme, values, name, seed, sample : Scheme, mapping, str, int, Sample
        As in `alarms`.

    Returns
    -------
    ndarray of int64, shape (people, 2)
        Breaches of battery and of strap [count].
    """
    cohort = there_throughout(scheme, values, seed, sample)
    plan = tag_plan(scheme, values, name, parameters(scheme, values, sample.people, sample.days).habits, sample.days)
    tagged = tagged_of(cohort, values, f"instruments.{name}.device.charging", plan, seed)
    counts = np.zeros((sample.people, 2), dtype=np.int64)
    count_breaches(seed, tagged, plan, new_room(plan), counts)
    return counts
