"""What was handed to others: how often, to whom, with what reason, on whose authority, and how much at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from custodes.measures.asking import DAYS_PER_YEAR
from custodes.measures.disclosed_rows import Looked, Rows, rows_of_kind
from custodes.measures.finding import Found
from custodes.measures.mean import ask_mean
from custodes.measures.per_person import NOT_DISCLOSED, Question, ask_rate
from custodes.measures.rate import Kind
from custodes.records.disclosed import SECONDS_PER_DAY
from custodes.records.spells import spells_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from custodes.measures.asking import Asking
    from custodes.measures.finding import Finding
    from custodes.records.disclosed import Disclosed

WIDEST_D: Final = 31.0
"""A disclosure about a longer time is counted as broad [day]. An assumption: a month; no rule states one."""

NONE: Final = "nothing was handed over in this period"
NOBODY_NAMED: Final = "no disclosure of this period says of whom the records were"
ASKED: Final[Mapping[str, Question]] = {
    "disclosures_per_person_year": Question("per person-year"),
    "disclosures_without_reason_share": Question("share", empty=NONE),
    "disclosures_without_authorisation_share": Question("share", empty=NONE),
    "disclosures_too_broad_share": Question("share", empty=NONE),
    "disclosed_items_per_disclosure": Question(
        "items", empty="no disclosure of this period says of whom and how many items"
    ),
}
WITHOUT_REASON: Final = Looked(
    "disclosures-without-reason",
    "Records of people were handed over and no reason is written",
    "disclosures",
    "made in the period, in a file that has a column for reasons, and nothing stands in it",
    "logging",
)
WITHOUT_AUTHORITY: Final = Looked(
    "disclosures-without-authorisation",
    "Records of people were handed over and nobody is recorded as having signed it off",
    "disclosures",
    "made in the period, in a file that has a column for it, and it says no or nothing",
    "logging",
)
TOO_BROAD: Final = Looked(
    "disclosures-too-broad",
    "Records were handed over of nobody in particular, of no stated time, or of more than a month",
    "disclosures",
    "made in the period, and no person is named (where others name one), or no beginning or end is written (in a file "
    "that has both columns), or more than 31 days lie between them; the 31 days are an assumption",
    "minimisation",
)


def sharing(disclosed: Disclosed, ask: Asking) -> Found:
    """Answer how often records are handed over, how much at a time, and whether it is written why and on whose word.

    A rate is ``sum disclosures / sum days monitored * 365.25``. Items per disclosure are a mean over disclosures, with
    people as the unit. Both are of disclosures that say of whom the records were.

    Parameters
    ----------
    disclosed : Disclosed
        The records.
    ask : Asking
        How the questions are asked.

    Returns
    -------
    Found
        The answers of `ASKED`; up to three findings; the table ``disclosure-recipients``.
    """
    given = rows_of_kind(disclosed, "disclosures")
    found = {key: question.untold(NOT_DISCLOSED, ask) for key, question in ASKED.items()}
    if given is None:
        return Found(found)
    findings: list[Finding] = []
    here = given.in_period("time")
    if given.has("person"):
        days = spells_of(disclosed).within(disclosed.start_s, disclosed.end_s).days
        key = "disclosures_per_person_year"
        named = here & (given.person() >= 0)
        found[key] = (
            ask_rate(given.count(named), days, ASKED[key], ask, Kind(DAYS_PER_YEAR))
            if named.any() or not here.any()
            else ASKED[key].untold(NOBODY_NAMED, ask)
        )
    for name, looked, key in (
        ("reason", WITHOUT_REASON, "disclosures_without_reason_share"),
        ("authorised", WITHOUT_AUTHORITY, "disclosures_without_authorisation_share"),
    ):
        if given.has(name) and given.said(name).any():
            among = here & given.said(name)
            findings.append(given.finding(looked, given.of(name) <= 0, among))
            found[key] = given.share(given.of(name) <= 0, among, ASKED[key], ask)
    if given.has("person") or given.has("from", "until"):
        broad = too_broad(given)
        findings.append(given.finding(TOO_BROAD, broad, here))
        key = "disclosures_too_broad_share"
        found[key] = given.share(broad, here, ASKED[key], ask)
    if given.has("person", "count"):
        counted = here & ~np.isnan(given.of("count"))
        key = "disclosed_items_per_disclosure"
        found[key] = ask_mean(given.count(counted, given.of("count")), given.count(counted), ASKED[key], ask)
    return Found(found, tuple(findings), {"disclosure-recipients": _recipients(given, here)})


def too_broad(given: Rows) -> NDArray[np.bool_]:
    """Say which disclosures name nobody, no time, or a long one.

    Parameters
    ----------
    given : Rows
        The disclosures.

    Returns
    -------
    ndarray of bool, shape (rows,)
        Whether they do.
    """
    broad = np.zeros(len(given), dtype=np.bool_)
    if given.has("person") and given.said("person").any():
        broad |= given.said("person") & (given.person() < 0)
    if given.has("from", "until"):
        lasted_d = (given.of("until") - given.of("from")) / SECONDS_PER_DAY
        broad |= given.said("from") & given.said("until") & np.isnan(lasted_d)
        broad |= lasted_d > WIDEST_D
    return broad


def _recipients(given: Rows, here: NDArray[np.bool_]) -> list[dict[str, Any]]:
    names = given.disclosed.labels.get((given.kind, "recipient"), ())
    recipient, counts = given.of("recipient"), np.nan_to_num(given.times("count"))
    rows = []
    for code, name in enumerate(names):
        to_them = here & (recipient == code)
        if to_them.any():
            rows.append(
                {
                    "recipient": name,
                    "disclosures": int(np.count_nonzero(to_them)),
                    "items": float(counts[to_them].sum()),
                    "people": given.concerned(to_them),
                }
            )
    return sorted(rows, key=lambda row: -row["disclosures"])
