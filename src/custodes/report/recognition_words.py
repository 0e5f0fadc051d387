"""What each answer about recognition is about, in words: errors, gaps between groups, limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.vocabulary import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

ERRORS: Final[Mapping[str, Question]] = {
    "eer": Question(
        "the rate at which both kinds of error are equal",
        "The threshold at which as many of a person's own pictures are rejected as other people's are accepted (EER). "
        "It sums up a matcher; no scheme runs at it.",
    ),
    "fnmr": Question(
        "comparisons with the person's own picture that are rejected",
        "Mated comparisons with a score below the threshold, divided by all mated comparisons (FNMR).",
    ),
    "fmr": Question(
        "comparisons with somebody else's picture that are accepted",
        "Non-mated comparisons with a score at or above the threshold, divided by all of them (FMR).",
    ),
    "fta": Question(
        "attempts from which no usable picture came",
        "Attempts without a usable picture, divided by all attempts (FTA).",
    ),
    "fte": Question("people who could not be enrolled", "People who could not be enrolled, divided by all (FTE)."),
    "frr": Question(
        "attempts of the person themselves that come to nothing, for want of a picture or of a match",
        "FTA + FNMR (1 - FTA), counted attempt by attempt (FRR).",
    ),
    "gfrr": Question(
        "the same, with people who could not be enrolled counted as always refused", "FTE + FRR (1 - FTE) (GFRR)."
    ),
    "far": Question("attempts of somebody else that are accepted", "FMR (1 - FTA) (FAR)."),
    "gfar": Question("the same, of people who could be enrolled", "FAR (1 - FTE) (GFAR)."),
    "bpcer": Question(
        "live faces taken for a fake", "Live presentations classified as attacks, divided by all live ones (BPCER)."
    ),
    "apcer": Question(
        "attacks taken for a live face",
        "Attacks classified as live, divided by all attacks of the kind; of several kinds the largest (APCER).",
    ),
    "iapar": Question(
        "attacks that the whole system accepts",
        "Attacks accepted, divided by all attacks of the kind; of several kinds the largest (IAPAR).",
    ),
}
"""Errors, by the first part of their id."""

MORE_GAPS: Final = {
    "max_over_min": "highest group over lowest group (1 is parity)",
    "max_over_mean": "highest group over the mean of groups (1 is parity)",
    "vary_geomean": "powers of ten from the typical group, on average (0 is parity)",
    "fdr": "fairness discrepancy rate, both errors mixed (1 is parity)",
    "inequity_rate": "inequity rate, both errors mixed (1 is parity)",
    "garbe": "GARBE, both errors mixed (0 is parity)",
}
"""Summaries that only scores have."""

AS_INDEPENDENT: Final = (
    "Clopper and Pearson's limits, each at the rule's level on one side, are held against the limit, whoever the "
    "scores are of; scores of one person go together, so the true limits are wider."
)
"""How rules that take comparisons for independent are held."""

LIMITS: Final[Mapping[str, Question]] = {
    f"limit.{rule}": Question(
        words, AS_INDEPENDENT if "independent" in words else "The whole interval is held against the limit."
    )
    for rule, words in {
        "sp800_63a_4.fmr": "NIST SP 800-63A-4: at most 1 in 10,000 of other people's pictures accepted",
        "sp800_63a_4.fnmr": "NIST SP 800-63A-4: at most 1 in 100 of own pictures rejected",
        "sp800_63a_4.iapar": "NIST SP 800-63A-4: fewer than 7 in 100 attacks of any kind accepted",
        "sp800_63a_4.group_fmr": "NIST SP 800-63A-4: no group's FMR more than 25% above that of all",
        "sp800_63a_4.group_fnmr": "NIST SP 800-63A-4: no group's FNMR more than 25% above that of all",
        "sp800_63b_4.fmr": "NIST SP 800-63B-4 (draft): at most 1 in 10,000 of other people's pictures accepted",
        "sp800_63b_4.apcer": "NIST SP 800-63B-4 (draft): at least 90 in 100 attacks of each kind found out",
        "niap.fmr": "NIAP protection profile: FMR of 1 in 10,000, comparisons counted as independent",
        "fido.fmr": "FIDO requirements: FMR of 1 in 10,000 at 80% confidence, comparisons counted as independent",
    }.items()
}
"""Limits that others have set, by id."""
