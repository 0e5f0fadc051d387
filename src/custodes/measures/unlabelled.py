"""Without ground truth: the bounds of errors, what reviewers' known errors make of them, and what stays open.

The records of a scheme say what was decided, not who was really there. What a reviewer cleared is taken as an error and
what a reviewer upheld as none; everything else may be either. A correction for reviewers who err is in
`latent_share`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.measures.alert_log import cleared_rows, reached
from custodes.measures.answer import Answer, Span, fewest
from custodes.measures.disclosed_rows import Rows, rows_of_kind
from custodes.measures.finding import Found
from custodes.measures.per_person import NOT_DISCLOSED, Question, ask_share
from custodes.records.kinds import ALERT_OUTCOMES, CHECK_OUTCOMES, DECISIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from custodes.measures.asking import Asking
    from custodes.records.disclosed import Disclosed

REJECTS: Final = 0.06
ACCEPTS: Final = 0.14
"""Shares of valid photographs that passport officers rejected, and of fraudulent ones that they accepted: White, Kemp,
Jenkins, Matheson and Burton 2014, PLoS ONE 9(8):e103510 [ratio]."""

REJECTS_RANGE: Final = (0.0, 0.20)
ACCEPTS_RANGE: Final = (0.0, 0.20)
"""From reviewers who never err to the upper end of what laboratories see under good conditions, 10 to 20 in 100:
Papesh and Goldinger 2014, doi 10.3758/s13414-014-0630-6 [ratio]."""

UPHELD: Final = ALERT_OUTCOMES.index("upheld")
OVERTURNED: Final = DECISIONS.index("overturned")

CANNOT_BE_IDENTIFIED: Final = (
    "nothing in these records says who was really there, so that a person refused and another person refused look the "
    "same; it would take cases whose truth was confirmed by other means"
)
"""What no number of rows can change."""

BOUNDS_ONLY: Final = f"only bounds can be told: {CANNOT_BE_IDENTIFIED}"
NO_CASE: Final = "no failed check was decided by a reviewer in this period"
ASKED: Final[Mapping[str, Question]] = {
    "unlabelled_false_nonmatch_share": Question("share", empty="no face was compared in this period"),
    "unlabelled_failed_checks_false_share": Question("share", empty="no failed check came to the desk in this period"),
    "unlabelled_alerts_false_share.raised": Question("share", empty="no alert was raised in this period"),
    "unlabelled_alerts_false_share.acted_on": Question("share", empty="no alert was acted on in this period"),
    "latent_failed_checks_false_share": Question("share", empty=NO_CASE),
}


def unlabelled(disclosed: Disclosed, ask: Asking) -> Found:
    """Answer with bounds where nobody confirmed the truth, and with what reviewers' known errors make of overturns.

    Of failed checks at the desk, and of alerts: at least what was cleared was false, at most what was not upheld. This
    holds only if whoever cleared or upheld was right; nothing else is supposed. Of
    comparisons: at least the cases overturned, at most the comparisons without a match that no reviewer upheld, out of
    all comparisons; other people's faces among them count in, so that it is no error rate of the matcher alone.

    The latent estimate supposes that reviewers judge the person's own photograph wrongly at one rate and another's at
    another, whatever the machine said and whoever it is. A machine fails on bad pictures, which reviewers find hard as
    well, and is followed too readily: both break the supposition, and the range over reviewers' errors does not cover
    that.

    Parameters
    ----------
    disclosed : Disclosed
        The records.
    ask : Asking
        How the questions are asked.

    Returns
    -------
    Found
        The answers of `ASKED`: bounds without a value, and one latent estimate with ``from_unknowns``.
    """
    found = {key: question.untold(NOT_DISCLOSED, ask) for key, question in ASKED.items()}
    desk, alerts = rows_of_kind(disclosed, "desk"), rows_of_kind(disclosed, "alerts")
    if desk is not None and desk.has("decision"):
        came = desk.in_period("arrived")
        overturned = desk.of("decision") == OVERTURNED
        decided = desk.of("decision") >= 0
        key = "unlabelled_failed_checks_false_share"
        found[key] = _bounded(desk, overturned, decided & ~overturned, came, key, ask)
        found["latent_failed_checks_false_share"] = _latent(desk, overturned, came & decided, ask)
        found["unlabelled_false_nonmatch_share"] = _of_comparisons(disclosed, desk, ask)
    if alerts is not None and alerts.has("outcome"):
        cleared = cleared_rows(alerts)
        upheld = alerts.of("outcome") == UPHELD
        for point, there in reached(alerts).items():
            key = f"unlabelled_alerts_false_share.{point}"
            if key in ASKED and cleared is not None:
                found[key] = _bounded(alerts, cleared, upheld & ~cleared, there, key, ask)
    return Found(found)


def _bounded(  # noqa: PLR0913, PLR0917 - what a bound is made of
    rows: Rows,
    false: NDArray[np.bool_],
    upheld: NDArray[np.bool_],
    among: NDArray[np.bool_],
    key: str,
    ask: Asking,
) -> Answer:
    number = int(np.count_nonzero(among))
    if not number:
        return ASKED[key].untold(ASKED[key].empty, ask)
    low = int(np.count_nonzero(false & among)) / number
    high = 1 - int(np.count_nonzero(upheld & among)) / number
    told = ASKED[key].untold(BOUNDS_ONLY, ask, rows.concerned(among))
    touched, spared = rows.concerned(false & among), rows.concerned(upheld & among)
    return replace(told, bounds=Span(low, high), touched=touched, spared=spared)


def _of_comparisons(disclosed: Disclosed, desk: Rows, ask: Asking) -> Answer:
    key = "unlabelled_false_nonmatch_share"
    checks = rows_of_kind(disclosed, "checks")
    if checks is None:
        return ASKED[key].untold(NOT_DISCLOSED, ask)
    outcome, here = checks.of("outcome"), checks.in_period("due")
    unmatched = here & (outcome == CHECK_OUTCOMES.index("no_match"))
    compared = here & ((outcome == CHECK_OUTCOMES.index("passed")) | unmatched)
    number, failed = int(np.count_nonzero(compared)), int(np.count_nonzero(unmatched))
    if not number:
        return ASKED[key].untold(ASKED[key].empty, ask)
    decision, came = desk.of("decision"), desk.in_period("arrived")
    cleared = min(int(np.count_nonzero(came & (decision == OVERTURNED))), failed)
    upheld = int(np.count_nonzero(came & (decision == DECISIONS.index("upheld"))))
    bounds = Span(cleared / number, max(failed - upheld, cleared) / number)
    told = ASKED[key].untold(BOUNDS_ONLY, ask, checks.concerned(compared))
    # Both ends are counts of their own: the cases overturned, and the comparisons that failed.
    people = fewest((desk.concerned(came & (decision == OVERTURNED)), checks.concerned(unmatched)))
    return replace(told, bounds=bounds, touched=people)


def latent_share(overturned: float, rejects: float, accepts: float) -> float:
    """Correct a share of overturned cases for reviewers who err.

    Parameters
    ----------
    overturned : float
        Share of decided cases that reviewers overturned [ratio].
    rejects, accepts : float
        Shares of the person's own photographs that reviewers reject, and of others' that they accept [ratio].

    Returns
    -------
    float
        Share of cases that were of the person, ``(q - accepts) / (1 - rejects - accepts)``: Rogan and Gladen 1978,
        American Journal of Epidemiology 107:71; outside of 0 to 1 where such errors cannot have given such a share
        [ratio].
    """
    return (overturned - accepts) / (1 - rejects - accepts)


def _latent(desk: Rows, overturned: NDArray[np.bool_], decided: NDArray[np.bool_], ask: Asking) -> Answer:
    question = ASKED["latent_failed_checks_false_share"]
    if not decided.any():
        return question.untold(question.empty, ask)
    apparent = ask_share(desk.count(overturned & decided), desk.count(decided), question, ask)
    if apparent.value is None or apparent.low is None or apparent.high is None:
        return apparent
    value = latent_share(apparent.value, REJECTS, ACCEPTS)
    if not 0 <= value <= 1:
        why = (
            f"reviewers overturned {apparent.value:.0%} of cases, which reviewers who reject {REJECTS:.0%} of own and "
            f"accept {ACCEPTS:.0%} of others' photographs would not have done whatever was true: these reviewers err "
            "in another way, and it would take cases whose truth is known to learn how"
        )
        told = question.untold(why, ask, apparent.people)
        return replace(told, touched=apparent.touched, spared=apparent.spared)
    corners = [latent_share(apparent.value, rejects, accepts) for rejects in REJECTS_RANGE for accepts in ACCEPTS_RANGE]
    possible = [*(min(max(each, 0.0), 1.0) for each in corners), value]
    ends = [min(max(latent_share(end, REJECTS, ACCEPTS), 0.0), 1.0) for end in (apparent.low, apparent.high)]
    return Answer(
        *(value, min(ends), max(ends), question.unit, apparent.people, ask.level),
        from_unknowns=Span(min(possible), max(possible)),
        touched=apparent.touched,
        spared=apparent.spared,
    )
