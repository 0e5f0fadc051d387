"""One draw of a scheme as the plain numbers that the mechanisms take."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.model.attempts import Recognition
from custodes.model.check_arrays import CheckPlan, Habits
from custodes.model.roster import Roster, roster_of
from custodes.people.purposes import INSTRUMENT_STEP
from custodes.records.tables import CAUSES, STEPS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from custodes.scheme.scheme import Scheme

DAY_H: Final = 24.0
WEEK_H: Final = 168.0
DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NO_RECOGNITION: Final = Recognition(attempts=1, false_match=1.0, attack_accepted=1.0, day_rho=0.0, attempt_rho=0.0)


@dataclass(frozen=True)
class Instrument:
    """One instrument that checks.

    Attributes
    ----------
    name : str
        Its name in the scheme.
    plan : CheckPlan
        When and how it checks.
    per_attempt_h, per_visit_h : float
        Time that an attempt, and travel and waiting for one check, take from the wearer [hour].
    is_visit : bool
        Whether the wearer has to go somewhere.
    """

    name: str
    plan: CheckPlan
    per_attempt_h: float
    per_visit_h: float
    is_visit: bool


@dataclass(frozen=True)
class Reviewer:
    """How people judge a failed picture: signal detection.

    Attributes
    ----------
    d_prime, criterion, label_shift, between : float
        Sensitivity; leaning; what seeing "FAILED" adds to it; its spread among reviewers [standard deviation].
    image_dependence : float
        Correlation of the reviewer's evidence with the machine's score [ratio].
    """

    d_prime: float
    criterion: float
    label_shift: float
    image_dependence: float
    between: float


@dataclass(frozen=True)
class Desk:
    """A desk at which people decide.

    Attributes
    ----------
    roster : Roster
        Who is on duty.
    urgent : ndarray of bool, shape (5,)
        For each cause whether a case goes first.
    patience_h : float
        A case that waited longer is dropped; infinity for never [hour].
    service_h, service_spread : float
        Mean time of a case [hour] and its coefficient of variation [ratio].
    """

    roster: Roster
    urgent: NDArray[np.bool_]
    patience_h: float
    service_h: float
    service_spread: float


NOBODY: Final = Desk(
    roster=roster_of([], WEEK_H, handover=False),
    urgent=np.zeros(len(CAUSES), dtype=np.bool_),
    patience_h=math.inf,
    service_h=0.0,
    service_spread=0.0,
)
"""The desk of a scheme in which nothing can raise an alert."""


@dataclass(frozen=True)
class Triage:
    """What happens to a raised alert before casework.

    Attributes
    ----------
    passes_false, passes_true : float
        Share of false and of true alerts that are passed on [ratio].
    delay_h : float
        Time that it takes [hour].
    """

    passes_false: float
    passes_true: float
    delay_h: float


@dataclass(frozen=True)
class Response:
    """What follows an alert that was handled, by step of `custodes.records.tables.STEPS`.

    Attributes
    ----------
    if_false, if_true : ndarray, shape (4,)
        Chance of each step after a false and after a true alert [ratio].
    takes_h, detains_h : ndarray, shape (4,)
        Time that the step takes from the wearer, free and held [hour].
    """

    if_false: NDArray[np.float64]
    if_true: NDArray[np.float64]
    takes_h: NDArray[np.float64]
    detains_h: NDArray[np.float64]


@dataclass(frozen=True)
class Conduct:
    """What wearers do other than asked, beside absconding.

    Attributes
    ----------
    hands_over_per_h : float
        Rate of handing the device over [1/hour].
    lasts_h : float
        Mean length of it [hour].
    picture_share : float
        Share in which a picture of the wearer is shown [ratio].
    """

    hands_over_per_h: float
    lasts_h: float
    picture_share: float


@dataclass(frozen=True)
class Parameters:
    """Everything that one world's mechanisms need, apart from the people.

    Attributes
    ----------
    instruments : tuple of Instrument
        Those that check.
    habits, conduct, response : Habits, Conduct, Response
        How people live, what they do, what follows an alert.
    review : Desk or None
        The people who look at failed checks, if there are any.
    reviewer : Reviewer or None
        How they judge.
    triage : Triage or None
        What happens before casework, if anything.
    casework : Desk
        The people who deal with alerts; nobody where nothing can raise one.
    no_image_raises : bool
        Whether a check that took no usable picture becomes an alert.
    joins_h : float
        A failure within this time of the wearer's last alert joins it [hour].
    held_h_per_day, appointments_h_per_day : float
        Time taken of everybody who has not absconded: held, and at appointments [hour per day].
    """

    instruments: tuple[Instrument, ...]
    habits: Habits
    conduct: Conduct
    response: Response
    review: Desk | None
    reviewer: Reviewer | None
    triage: Triage | None
    casework: Desk
    no_image_raises: bool
    joins_h: float
    held_h_per_day: float = 0.0
    appointments_h_per_day: float = 0.0


def parameters(scheme: Scheme, values: Mapping[str, float], people: int, days: int) -> Parameters:
    """Turn one draw of a scheme into plain numbers.

    Parameters
    ----------
    scheme : Scheme
        What there is at all.
    values : mapping of str to float
        A draw: every quantity of the scheme by path, in base units (`Scheme.values`).
    people : int
        People on the scheme at the start; staff are scaled by people / cohort.size [person].
    days : int
        Length of the run [day].

    Returns
    -------
    object
        `Parameters`: numbers in base units, frozen.
    """
    scale = people / values["cohort.size"]
    desks = scheme.desks
    checking = [name for name, instrument in scheme.instruments.items() if instrument.checks is not None]
    return Parameters(
        instruments=tuple(_instrument(scheme, values, name, days) for name in checking),
        habits=_habits(values),
        conduct=Conduct(
            hands_over_per_h=values["conduct.handing_over"] / DAY_H,
            lasts_h=values["conduct.handing_over_length"],
            picture_share=values["conduct.picture_share"],
        ),
        response=_response(values),
        review=_desk(scheme, values, "review", scale) if desks.review is not None else None,
        reviewer=_reviewer(values) if desks.review is not None else None,
        triage=_triage(values) if desks.triage is not None else None,
        casework=_desk(scheme, values, "casework", scale) if desks.casework is not None else NOBODY,
        no_image_raises=scheme.rules.no_image == "raise",
        joins_h=values.get("rules.joins_open_alert", 0.0),
        held_h_per_day=values.get("always_takes.held", 0.0),
        appointments_h_per_day=values.get("always_takes.appointments", 0.0) / (WEEK_H / DAY_H),
    )


def _habits(values: Mapping[str, float]) -> Habits:
    return Habits(
        sleep_h=values["wearers.sleep_length"],
        work_from_h=values["wearers.work_from"],
        work_h=values["wearers.work_length"],
        work_delay_factor=values["wearers.work_delay_factor"],
        woken_share=values["wearers.woken_share"],
    )


def _instrument(scheme: Scheme, values: Mapping[str, float], name: str, days: int) -> Instrument:
    root = f"instruments.{name}.checks"
    schedule = f"{root}.schedule"
    step = list(scheme.instruments).index(name) * INSTRUMENT_STEP
    recognises = f"{root}.recognition.attempts" in values
    length_h = (values[f"{schedule}.to"] - values[f"{schedule}.from"]) % DAY_H
    passed_h, failed_h = _held_from_h(scheme, values, days) if _takes_pictures(scheme, name) else (math.inf, math.inf)
    plan = CheckPlan(
        purpose_step=step,
        per_day=max(round(values.get(f"{schedule}.per_day", 1.0)), 1),
        every_d=max(round(values.get(f"{schedule}.every", DAY_H) / DAY_H), 1),
        from_h=values[f"{schedule}.from"],
        length_h=length_h if length_h > 0.0 else DAY_H,
        window_h=values[f"{root}.window"],
        delay_h=values[f"{root}.answering.delay"],
        delay_spread=values[f"{root}.answering.spread"],
        delivery_rho=values.get(f"{root}.delivery.correlation.day", 0.0),
        recognises=recognises,
        recognition=_recognition(values, root) if recognises else NO_RECOGNITION,
        missed_in_a_row=max(round(values["rules.missed_in_a_row"]), 1),
        held_passed_from_h=passed_h,
        held_failed_from_h=failed_h,
    )
    travel_h, wait_h = values.get(f"{root}.effort.travel"), values.get(f"{root}.effort.wait")
    return Instrument(
        name=name,
        plan=plan,
        per_attempt_h=values[f"{root}.effort.per_attempt"],
        per_visit_h=(travel_h or 0.0) + (wait_h or 0.0),
        is_visit=travel_h is not None or wait_h is not None,
    )


def _takes_pictures(scheme: Scheme, name: str) -> bool:
    checks = scheme.instruments[name].checks
    return checks is not None and checks.recognition is not None and checks.recognition.modality == "face"


def _recognition(values: Mapping[str, float], root: str) -> Recognition:
    return Recognition(
        attempts=max(round(values[f"{root}.recognition.attempts"]), 1),
        false_match=values[f"{root}.recognition.false_match"],
        attack_accepted=values[f"{root}.recognition.attack_accepted"],
        day_rho=values[f"{root}.recognition.correlation.day"],
        attempt_rho=values[f"{root}.recognition.correlation.attempt"],
    )


def _held_from_h(scheme: Scheme, values: Mapping[str, float], days: int) -> tuple[float, float]:
    held = {"passed": math.inf, "failed": math.inf}
    for position, kept in enumerate(scheme.data_kept):
        if kept.item != "photograph":
            continue
        from_h = days * DAY_H - values[f"data_kept.{position}.keep"]
        for outcome in ("passed", "failed") if kept.after == "any" else (kept.after,):
            held[outcome] = min(held[outcome], from_h)
    return held["passed"], held["failed"]


def _roster(scheme: Scheme, values: Mapping[str, float], desk: str, scale: float) -> Roster:
    plan = getattr(scheme.desks, desk)
    turns = []
    for position, shift in enumerate(plan.shifts):
        root = f"desks.{desk}.shifts.{position}"
        from_h = values[f"{root}.from"]
        length_h = (values[f"{root}.to"] - from_h) % DAY_H or DAY_H
        staff = max(round(values[f"{root}.staff"] * scale), 1)
        turns += [(DAYS.index(day) * DAY_H + from_h, length_h, staff) for day in shift.days]
    return roster_of(turns, WEEK_H, handover=plan.shift_end == "handover")


def _desk(scheme: Scheme, values: Mapping[str, float], name: str, scale: float) -> Desk:
    plan = getattr(scheme.desks, name)
    urgent = tuple(plan.urgent or ()) if plan.order == "urgent_first" else ()
    roster = _roster(scheme, values, name, scale)
    return Desk(
        roster=roster,
        urgent=np.array([cause in urgent for cause in CAUSES]),
        patience_h=values.get(f"desks.{name}.gives_up_after", math.inf),
        service_h=values[f"desks.{name}.minutes_per_case"],
        service_spread=values[f"desks.{name}.spread"],
    )


def _reviewer(values: Mapping[str, float]) -> Reviewer:
    root = "desks.review.reviewer"
    return Reviewer(
        d_prime=values[f"{root}.d_prime"],
        criterion=values[f"{root}.criterion"],
        label_shift=values[f"{root}.failed_label_shift"],
        image_dependence=values[f"{root}.image_dependence"],
        between=values[f"{root}.between_reviewers"],
    )


def _triage(values: Mapping[str, float]) -> Triage:
    return Triage(
        passes_false=values["desks.triage.passes_false"],
        passes_true=values["desks.triage.passes_true"],
        delay_h=values["desks.triage.delay"],
    )


def _response(values: Mapping[str, float]) -> Response:
    def each(field: str) -> NDArray[np.float64]:
        return np.array([values.get(f"response.{step}.{field}", 0.0) for step in STEPS])

    return Response(each("if_false"), each("if_true"), each("takes"), each("detains"))
