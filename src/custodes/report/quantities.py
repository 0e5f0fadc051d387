"""A scheme's quantities in words, and which of them are known least."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from custodes.report.questions import CAUSES, DESKS, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from custodes.study.view import QuantityRow

_WORDS: Final[Mapping[str, str]] = {
    "cohort.size": "people on the scheme at any one time",
    "cohort.arrivals": "people who join the scheme",
    "cohort.time_on_scheme": "how long a person stays on the scheme, on average",
    "cohort.groups.*.shares.*": "part of the people who are {1}: {2}",
    "cohort.groups.*.not_recorded": "part of the people whose {1} is not recorded",
    "wearers.sleep_from": "when wearers go to sleep",
    "wearers.sleep_length": "how long wearers sleep",
    "wearers.sleep_spread": "how much bedtimes differ from person to person",
    "wearers.working_share": "part of the wearers who work",
    "wearers.work_from": "when wearers start work",
    "wearers.work_length": "how long wearers work in a day",
    "wearers.work_delay_factor": "how many times slower a prompt is answered at work",
    "wearers.woken_share": "part of the prompts in sleep that wake the wearer",
    "wearers.reachability_spread": "how much people differ in how fast they answer",
    "conduct.absconding": "how often a person truly absconds",
    "conduct.handing_over": "how often a person hands the device to somebody else",
    "conduct.handing_over_length": "how long the device then stays with somebody else",
    "conduct.picture_share": "part of those times in which a picture of the wearer is shown to the camera",
    "instruments.*.checks.schedule.per_day": "{1}: checks a day",
    "instruments.*.checks.schedule.every": "{1}: days from one check to the next",
    "instruments.*.checks.schedule.from": "{1}: time of day from which checks come",
    "instruments.*.checks.schedule.to": "{1}: time of day until which checks come",
    "instruments.*.checks.window": "{1}: time allowed to answer a check",
    "instruments.*.checks.delivery.no_prompt": "{1}: part of the prompts that never arrive",
    "instruments.*.checks.delivery.correlation.*": "{1}: how far lost prompts come together, by {2}",
    "instruments.*.checks.answering.forgets": "{1}: part of the checks that are forgotten",
    "instruments.*.checks.answering.correlation.*": "{1}: how far forgotten checks come together, by {2}",
    "instruments.*.checks.answering.delay": "{1}: time that a waking person takes to answer",
    "instruments.*.checks.answering.spread": "{1}: how much that time varies",
    "instruments.*.checks.effort.per_attempt": "{1}: time that one try takes",
    "instruments.*.checks.effort.travel": "{1}: time to travel there and back",
    "instruments.*.checks.effort.wait": "{1}: time spent waiting there",
    "instruments.*.checks.recognition.attempts": "{1}: tries allowed in one check",
    "instruments.*.checks.recognition.not_captured": "{1}: part of the tries that give no usable picture",
    "instruments.*.checks.recognition.not_live": "{1}: part of the tries in which a live person is taken for a picture",
    "instruments.*.checks.recognition.no_match": "{1}: part of the tries in which the wearer's own face is not matched",
    "instruments.*.checks.recognition.false_match": "{1}: part of the tries in which somebody else is taken for "
    "the wearer",
    "instruments.*.checks.recognition.attack_accepted": "{1}: part of the pictures shown that are taken for a "
    "live face",
    "instruments.*.checks.recognition.correlation.*": "{1}: how far failed tries come together, by {2}",
    "instruments.*.checks.recognition.by_group.*.*.*": "{1}: {2}, rate of {3} {4} against the others",
    "instruments.*.location.*": "{1}: {2} of location fixes",
    "rules.missed_in_a_row": "missed checks in a row that raise an alert",
    "rules.joins_open_alert": "time within which a further failure joins the last alert",
    "rules.absence_closed_after": "days without an answer after which checks stop",
    "desks.*.shifts.*.staff": "{1}: staff on shift {2}",
    "desks.*.shifts.*.from": "{1}: start of shift {2}",
    "desks.*.shifts.*.to": "{1}: end of shift {2}",
    "desks.*.gives_up_after": "{1}: wait after which a case is dropped",
    "desks.*.minutes_per_case": "{1}: officer's time for a case",
    "desks.*.spread": "{1}: how much that time varies",
    "desks.*.reviewer.d_prime": "{1}: how well reviewers tell faces apart (d\u2032)",
    "desks.*.reviewer.criterion": "{1}: how readily reviewers say “same person” (criterion)",
    "desks.*.reviewer.failed_label_shift": "{1}: pull of seeing the word FAILED",
    "desks.*.reviewer.image_dependence": "{1}: how far the picture that misled the machine misleads the reviewer",
    "desks.*.reviewer.between_reviewers": "{1}: how much reviewers differ from each other",
    "desks.triage.passes_false": "triage: part of the false alerts that it lets through",
    "desks.triage.passes_true": "triage: part of the alerts that are not false that it lets through",
    "desks.triage.delay": "triage: time that it takes",
    "response.*.if_false": "{1}: part of the false alerts that end in it",
    "response.*.if_true": "{1}: part of the alerts that are not false that end in it",
    "response.*.takes": "{1}: time that it takes from the wearer",
    "response.*.detains": "{1}: time that the wearer is held",
    "data_kept.*.keep": "how long item {1} of the data is kept",
    "reviews.interval": "time from one review of the decision to monitor to the next",
    "costs.to_gbp": "pounds for a dollar",
    "costs.items.*.amount": "cost, {1}: amount",
    "costs.items.*.devices": "cost, {1}: number of devices",
    "costs.items.*.term": "cost, {1}: length of the contract",
}
"""Words by pattern of path; ``*`` stands for one segment, ``{1}`` for what the first star met."""

WIDE: Final = 3.0
"""A range whose high end is so many times its low end counts as wide."""

PRINCIPAL: Final = (
    "instruments.*.checks.recognition.no_match",
    "desks.casework.minutes_per_case",
    "instruments.*.checks.delivery.no_prompt",
    "instruments.*.checks.recognition.not_captured",
    "desks.review.minutes_per_case",
    "desks.triage.passes_false",
    "instruments.*.checks.answering.forgets",
)
"""Quantities on which every accusation turns, whatever the scheme; the first that nobody has published head the "
"list."""

_PATTERNS: Final = tuple((tuple(pattern.split(".")), words) for pattern, words in _WORDS.items())

BASES: Final[Mapping[str, str]] = {
    "source": "published source",
    "assumption": "assumption",
    "redacted": "withheld (redacted)",
}
"""What a quantity rests on."""


def _name(segment: str) -> str:
    if segment.isdigit():
        return str(int(segment) + 1)
    return DESKS.get(segment) or CAUSES.get(segment) or plain(segment)


def in_words(path: str) -> str:
    """Say what a quantity is, in words.

    Parameters
    ----------
    path : str
        Its dotted path in the scheme file.

    Returns
    -------
    str
        A phrase; for a path that is not in the list, the path's own words.
    """
    segments = tuple(path.split("."))
    # A dated quantity holds its steps in a list below its own path.
    for length in range(len(segments), max(1, len(segments) - 3), -1):
        met = segments[:length]
        for pattern, words in _PATTERNS:
            if len(pattern) == length and _fits(pattern, met):
                stars = [_name(s) for p, s in zip(pattern, met, strict=True) if p == "*"]
                return words.format("", *stars)
    return ", ".join(_name(segment) for segment in segments)


def widest(row: QuantityRow) -> float:
    """Say how many times larger the high end of a quantity's range is than its low end.

    Parameters
    ----------
    row : QuantityRow
        The quantity.

    Returns
    -------
    float
        high / low [ratio]; (high / mid)^2 where the range starts at zero; 1 for a plain value, for a time of day, and
        where signs differ.
    """
    if row.unit == "time of day" or row.low is None or row.high is None or row.low < 0 or row.high <= 0:
        return 1.0
    if row.low > 0:
        return row.high / row.low
    return (row.high / row.mid) ** 2 if row.mid > 0 else math.inf


def _fits(pattern: Iterable[str], path: Iterable[str]) -> bool:
    return all(p in ("*", s) for p, s in zip(pattern, path, strict=True))


def _rank(path: str) -> int:
    """Give the place of a quantity among those on which every accusation turns."""
    segments = path.split(".")
    for place, pattern in enumerate(PRINCIPAL):
        parts = pattern.split(".")
        if len(parts) == len(segments) and _fits(parts, segments):
            return place
    return len(PRINCIPAL)


def least_known(rows: Iterable[QuantityRow]) -> tuple[QuantityRow, ...]:
    """Sort quantities so that the least known come first.

    Parameters
    ----------
    rows : iterable of QuantityRow
        Quantities of a scheme.

    Returns
    -------
    tuple of QuantityRow
        Assumptions and redactions first: those on which every accusation turns, then by how wide they are; then ranges
        from sources; then plain numbers. Ties by path.
    """

    def key(row: QuantityRow) -> tuple[int, int, float, str]:
        unpublished = row.basis in ("assumption", "redacted")
        order = 0 if unpublished and row.low is not None else 1 if row.low is not None else 2 if unpublished else 3
        rank = _rank(row.path) if order == 0 and widest(row) >= WIDE else len(PRINCIPAL)
        return (order, rank, -widest(row), row.path)

    return tuple(sorted(rows, key=key))


def unpublished(rows: Iterable[QuantityRow], most: int) -> tuple[QuantityRow, ...]:
    """Give the widest ranges that no published source backs.

    Parameters
    ----------
    rows : iterable of QuantityRow
        Quantities of a scheme.
    most : int
        How many to give at most.

    Returns
    -------
    tuple of QuantityRow
        Widest first.
    """
    found = [row for row in least_known(rows) if row.basis in ("assumption", "redacted") and row.low is not None]
    return tuple(found[:most])
