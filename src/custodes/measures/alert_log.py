"""The alert log: how far alerts get, what they are about, how many are cleared and when, and on whom they fall."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.measures.accusations import TOP
from custodes.measures.answer import Span
from custodes.measures.concentration import ask_top_share
from custodes.measures.disclosed_rows import Rows, rows_of_kind
from custodes.measures.finding import Found
from custodes.measures.per_person import NOT_DISCLOSED, Question
from custodes.records.disclosed import SECONDS_PER_HOUR
from custodes.records.kinds import ALERT_CAUSES, ALERT_OUTCOMES
from custodes.records.tables import POINTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from custodes.measures.answer import Answer
    from custodes.measures.asking import Asking
    from custodes.records.disclosed import Disclosed

CLEARED, OPEN = ALERT_OUTCOMES.index("cleared"), ALERT_OUTCOMES.index("open")
NO_ALERT: Final = "no alert was raised in this period"
NONE_CLEARED: Final = "no alert was cleared in this period"

ASKED: Final[Mapping[str, Question]] = {
    **{f"alerts_reaching_share.{point}": Question("share", empty=NO_ALERT) for point in POINTS[1:]},
    "alerts_cleared_share": Question("share", empty=NO_ALERT),
    "alerts_acted_on_then_cleared_share": Question("share", empty="no alert was acted on in this period"),
    "alert_cleared_delay_h": Question("hour", empty="no alert was cleared after a step was taken"),
    "alert_cleared_after_raised_h": Question("hour", empty=NONE_CLEARED),
    **{f"alerts_borne_by_top.raised.{name}": Question("share", empty=NO_ALERT) for name in TOP},
    **{
        f"alerts_borne_by_top.acted_on.{name}": Question("share", empty="no alert was acted on in this period")
        for name in TOP
    },
}


def reached(alerts: Rows) -> dict[str, NDArray[np.bool_]]:
    """Say for each counting point that the log has which alerts came to it.

    Parameters
    ----------
    alerts : Rows
        The log.

    Returns
    -------
    dict of str to ndarray of bool, shape (rows,)
        By point, only of alerts raised in the period. Without a time of acting, a named step says that it was.
    """
    raised = alerts.in_period("raised")
    found = {point: raised & ~np.isnan(alerts.of(point)) for point in POINTS if alerts.has(point)}
    if "acted_on" not in found and alerts.has("step"):
        found["acted_on"] = raised & (alerts.of("step") >= 0)
    return found


def cleared_rows(alerts: Rows) -> NDArray[np.bool_] | None:
    """Say which alerts were found to be wrong.

    Parameters
    ----------
    alerts : Rows
        The log.

    Returns
    -------
    ndarray of bool, shape (rows,), or None
        Those with that outcome or with a time of clearing; None when the log has neither.
    """
    if not alerts.has("outcome") and not alerts.has("cleared"):
        return None
    found = ~np.isnan(alerts.times("cleared"))
    if alerts.has("outcome"):
        found = found | (alerts.of("outcome") == CLEARED)
    return np.asarray(found)


def alert_log(disclosed: Disclosed, ask: Asking) -> Found:
    """Answer how far alerts get, how many are cleared, how late, and what part of them the most accused bear.

    A share reaching a counting point is ``alerts with a time of that point / alerts raised``. Cleared means found to be
    wrong: alerts that are open or without an outcome may still be, and are the width of the bounds. The delay is from
    the step taken until clearing, and from raising until clearing: the median over people of each one's median.

    Parameters
    ----------
    disclosed : Disclosed
        The records.
    ask : Asking
        How the questions are asked.

    Returns
    -------
    Found
        The answers of `ASKED`; the tables ``alert-funnel`` and ``alert-causes``.
    """
    alerts = rows_of_kind(disclosed, "alerts")
    found = {key: question.untold(NOT_DISCLOSED, ask) for key, question in ASKED.items()}
    if alerts is None:
        return Found(found)
    points = reached(alerts)
    raised = points["raised"]
    for point in POINTS[1:]:
        if point in points:
            key = f"alerts_reaching_share.{point}"
            found[key] = alerts.share(points[point], raised, ASKED[key], ask)
    for point in ("raised", "acted_on"):
        if point in points:
            counts = alerts.count(points[point])
            for name, part in TOP.items():
                key = f"alerts_borne_by_top.{point}.{name}"
                found[key] = ask_top_share(counts, part, ASKED[key], ask)
    found.update(_cleared(alerts, points, ask))
    return Found(found, (), {"alert-funnel": _funnel(alerts, points), **_causes(alerts, points)})


def _cleared(alerts: Rows, points: Mapping[str, NDArray[np.bool_]], ask: Asking) -> dict[str, Answer]:
    cleared = cleared_rows(alerts)
    if cleared is None:
        return {}
    raised, found = points["raised"], {}
    key = "alerts_cleared_share"
    found[key] = _with_open(alerts.share(cleared, raised, ASKED[key], ask), alerts, cleared, raised)
    if "acted_on" in points:
        key = "alerts_acted_on_then_cleared_share"
        found[key] = alerts.share(
            after_acting(alerts, cleared, points["acted_on"]), points["acted_on"], ASKED[key], ask
        )
    if alerts.has("cleared"):
        since_h = (alerts.of("cleared") - alerts.of("raised")) / SECONDS_PER_HOUR
        key = "alert_cleared_after_raised_h"
        found[key] = alerts.median(since_h, raised & cleared & (since_h >= 0), ASKED[key], ask)
        if alerts.has("acted_on"):
            late_h = (alerts.of("cleared") - alerts.of("acted_on")) / SECONDS_PER_HOUR
            key = "alert_cleared_delay_h"
            found[key] = alerts.median(late_h, raised & cleared & (late_h >= 0), ASKED[key], ask)
    return found


def after_acting(alerts: Rows, cleared: NDArray[np.bool_], acted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say which alerts were cleared after a step was taken.

    Parameters
    ----------
    alerts : Rows
        The log.
    cleared, acted : ndarray of bool, shape (rows,)
        Which were cleared, and acted on.

    Returns
    -------
    ndarray of bool, shape (rows,)
        Those of both, but for those whose clearing is dated before the step.
    """
    before = alerts.times("cleared") < alerts.times("acted_on")
    return np.asarray(cleared & acted & ~before)


def _with_open(answer: Answer, alerts: Rows, cleared: NDArray[np.bool_], among: NDArray[np.bool_]) -> Answer:
    """Add how far the share can go if all that are undecided are cleared, or none."""
    number = int(np.count_nonzero(among))
    if not number or answer.value is None:
        return answer
    unsettled = ~cleared
    if alerts.has("outcome"):
        unsettled &= (alerts.of("outcome") == OPEN) | (alerts.of("outcome") < 0)
    low = int(np.count_nonzero(cleared & among)) / number
    return replace(answer, bounds=Span(low, low + int(np.count_nonzero(unsettled & among)) / number))


def _funnel(alerts: Rows, points: Mapping[str, NDArray[np.bool_]]) -> list[dict[str, Any]]:
    every = max(int(np.count_nonzero(points["raised"])), 1)
    return [
        {
            "point": point,
            "alerts": int(np.count_nonzero(there)),
            "share_of_raised": int(np.count_nonzero(there)) / every,
            "people": alerts.concerned(there),
        }
        for point, there in points.items()
    ]


def _causes(alerts: Rows, points: Mapping[str, NDArray[np.bool_]]) -> dict[str, list[dict[str, Any]]]:
    if not alerts.has("cause"):
        return {}
    cause = alerts.of("cause")
    rows = []
    for point, there in points.items():
        for code, name in (*enumerate(ALERT_CAUSES), (-1, "not written")):
            about = there & (cause == code)
            if about.any():
                count, people = int(np.count_nonzero(about)), alerts.concerned(about)
                rows.append({"point": point, "cause": name, "alerts": count, "people": people})
    return {"alert-causes": rows}
