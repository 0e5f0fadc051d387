"""What alerts and violations rest on: late data, positions without a precision, silence, excuses, second thoughts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.measures.alert_log import after_acting, cleared_rows, reached
from custodes.measures.disclosed_rows import Looked, Rows, rows_of_kind
from custodes.measures.finding import Found
from custodes.measures.per_person import NOT_DISCLOSED, Question
from custodes.records.disclosed import SECONDS_PER_HOUR, SECONDS_PER_MINUTE
from custodes.records.kinds import ALERT_CAUSES, ALERT_OUTCOMES, STATUSES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from custodes.measures.answer import Answer
    from custodes.measures.asking import Asking
    from custodes.measures.finding import Finding
    from custodes.records.disclosed import Disclosed

LATE_H: Final = 24.0
"""An alert is raised late when what it is about was recorded longer ago [hour]. An assumption: a day."""

UPHELD: Final = ALERT_OUTCOMES.index("upheld")
NO_DATA, AS_BREACH = STATUSES.index("no_data"), STATUSES.index("non_compliant")
PLACED: Final = tuple(ALERT_CAUSES.index(name) for name in ("curfew", "inclusion", "exclusion"))
"""Causes that rest on a position."""

NO_ALERT: Final = "no alert was raised in this period"
ASKED: Final[Mapping[str, Question]] = {
    "alert_upload_delay_min": Question("minute", empty=NO_ALERT),
    "alert_upload_delay_min.p95": Question("minute", empty=NO_ALERT),
    "alerts_raised_late_share": Question("share", empty=NO_ALERT),
    "alerts_without_precision_share": Question("share", empty="no alert rests on a position"),
    "alerts_without_satellites_share": Question("share", empty="no alert rests on a position"),
    "alerts_upheld_despite_excuse_share": Question("share", empty="no excuse is recorded of an alert"),
    "no_data_as_breach_share.alerts": Question("share", empty="no alert is about a device without data"),
    "no_data_as_breach_share.checks": Question("share", empty="no check is of a device without data"),
    "violations_upheld_despite_authorised_absence_share": Question(
        "share", empty="no violation is of an authorised absence"
    ),
}

CLEARED_AFTER: Final = Looked(
    "alerts-cleared-after-acting",
    "Alerts were found to be wrong after a step had been taken",
    "alerts acted on",
    "acted on, with the outcome cleared or a time of clearing, and that time not before the step",
    "accuracy",
)
RAISED_LATE: Final = Looked(
    "alerts-raised-late",
    "Alerts were raised long after what they are about",
    "alerts with a time of recording",
    "raised more than 24 hours after the device recorded what it is about",
    "accuracy",
)
WITHOUT_PRECISION: Final = Looked(
    "alerts-without-precision",
    "Alerts that rest on a position do not say how precise it was",
    "alerts that rest on a position",
    "about a curfew or a zone (any alert where causes are not written), with nothing in the column of precision or "
    "without that column",
    "accuracy",
)
DESPITE_EXCUSE: Final = Looked(
    "alerts-upheld-despite-excuse",
    "Alerts were upheld of which an excuse is recorded",
    "alerts with an excuse recorded",
    "something is written in the column of excuses, and the outcome is upheld; whether the excuse was a good one, no "
    "column says",
    "accuracy",
)
AUTHORISED: Final = Looked(
    "violations-of-authorised-absences",
    "Violations were upheld although the absence had been authorised",
    "violations of authorised absences",
    "the column says that the absence was authorised, and the outcome is upheld",
    "accuracy",
)


def _no_data(kind: str, unit: str) -> Looked:
    return Looked(
        f"no-data-as-breach-{kind}",
        "That no data came in was counted as non-compliance",
        f"{unit} without data",
        "the state is no data, and it is treated as non-compliant",
        "accuracy",
    )


def alert_evidence(disclosed: Disclosed, ask: Asking) -> Found:
    """Answer how late alerts come, what they lack, and what counted against people although something spoke for them.

    Delays run from recording by the device to upload: the median over people of each one's median, and what one alert
    in twenty exceeds. No finding says that an alert was wrong: it counts rows with two marks that do not go together.

    Parameters
    ----------
    disclosed : Disclosed
        The records.
    ask : Asking
        How the questions are asked.

    Returns
    -------
    Found
        The answers of `ASKED`; up to seven findings.
    """
    found = {key: question.untold(NOT_DISCLOSED, ask) for key, question in ASKED.items()}
    findings: list[Finding] = []
    alerts = rows_of_kind(disclosed, "alerts")
    if alerts is not None:
        _times(alerts, found, findings, ask)
        _positions_behind(alerts, found, findings, ask)
        _second_thoughts(alerts, found, findings, ask)
    for kind, unit, time in (("alerts", "alerts", "raised"), ("checks", "checks", "due")):
        rows = rows_of_kind(disclosed, kind)
        if rows is not None and rows.has("state", "treated_as"):
            silent = rows.in_period(time) & (rows.of("state") == NO_DATA)
            against = rows.of("treated_as") == AS_BREACH
            findings.append(rows.finding(_no_data(kind, unit), against, silent))
            key = f"no_data_as_breach_share.{kind}"
            found[key] = rows.share(against, silent, ASKED[key], ask)
    violations = rows_of_kind(disclosed, "violations")
    if violations is not None and violations.has("authorised_absence", "outcome"):
        allowed = violations.in_period("start") & (violations.of("authorised_absence") == 1)
        upheld = violations.of("outcome") == UPHELD
        findings.append(violations.finding(AUTHORISED, upheld, allowed))
        key = "violations_upheld_despite_authorised_absence_share"
        found[key] = violations.share(upheld, allowed, ASKED[key], ask)
    return Found(found, tuple(findings))


def _times(alerts: Rows, found: dict[str, Answer], findings: list[Finding], ask: Asking) -> None:
    if not alerts.has("recorded"):
        return
    raised = alerts.in_period("raised")
    late_h = (alerts.of("raised") - alerts.of("recorded")) / SECONDS_PER_HOUR
    said = raised & ~np.isnan(late_h)
    findings.append(alerts.finding(RAISED_LATE, late_h > LATE_H, said))
    key = "alerts_raised_late_share"
    found[key] = alerts.share(late_h > LATE_H, said, ASKED[key], ask)
    if alerts.has("uploaded"):
        took = (alerts.of("uploaded") - alerts.of("recorded")) / SECONDS_PER_MINUTE
        key = "alert_upload_delay_min"
        found[key] = alerts.median(took, raised & (took >= 0), ASKED[key], ask)
        key = "alert_upload_delay_min.p95"
        found[key] = alerts.quantile(took, raised & (took >= 0), 0.95, ASKED[key], ask)


def _positions_behind(alerts: Rows, found: dict[str, Answer], findings: list[Finding], ask: Asking) -> None:
    placed = alerts.in_period("raised")
    if alerts.has("cause"):
        placed &= np.isin(alerts.of("cause"), PLACED)
    lacks: dict[str, NDArray[np.bool_]] = {
        "precision": np.isnan(alerts.times("precision_m")),
        "satellites": np.isnan(alerts.times("satellites")),
    }
    if alerts.has("cause") or alerts.has("precision_m"):
        findings.append(alerts.finding(WITHOUT_PRECISION, lacks["precision"], placed))
    for name, column in (("precision", "precision_m"), ("satellites", "satellites")):
        if alerts.has(column):
            key = f"alerts_without_{name}_share"
            found[key] = alerts.share(lacks[name], placed, ASKED[key], ask)


def _second_thoughts(alerts: Rows, found: dict[str, Answer], findings: list[Finding], ask: Asking) -> None:
    cleared, points = cleared_rows(alerts), reached(alerts)
    if cleared is not None and "acted_on" in points:
        findings.append(
            alerts.finding(CLEARED_AFTER, after_acting(alerts, cleared, points["acted_on"]), points["acted_on"])
        )
    if alerts.has("excuse", "outcome"):
        excused = points["raised"] & (alerts.of("excuse") == 1)
        upheld = alerts.of("outcome") == UPHELD
        findings.append(alerts.finding(DESPITE_EXCUSE, upheld, excused))
        key = "alerts_upheld_despite_excuse_share"
        found[key] = alerts.share(upheld, excused, ASKED[key], ask)
