"""What scores say about recognition as lines on a screen: what accuses and what misses in two blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from custodes.cli.tables import sentence_text, table_lines, text_lines
from custodes.report.amounts import between
from custodes.report.audit_findings import finding_sentence
from custodes.report.audit_recognition import gap_table
from custodes.report.audit_tables import audit_group_table, audit_sentence, groups_told, value_words, why
from custodes.report.audit_words import audit_question
from custodes.report.sentences import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from custodes.measures.answer import Answer
    from custodes.report.audit_view import ShownFinding
    from custodes.report.small_findings import Shown

ACCUSES: Final = ("fnmr", "fta", "fte", "frr", "bpcer")
MISSES: Final = ("fmr", "far", "apcer", "iapar")
BOTH: Final = ("eer", "fnmr_at_fmr")

_ACCUSES: Final = (
    "What accuses: the wearer is there and is not believed. Every one of these is a person who did what was asked and "
    "is counted as if they had not. A lower threshold makes fewer of them."
)
_MISSES: Final = (
    "What misses: somebody else, or a picture, is taken for the wearer. Nobody is accused by one of these. A higher "
    "threshold makes fewer of them, and more of those above. The two are never added up."
)


def lines(shown: Shown, head: Mapping[str, Any], notes: Sequence[str], k: int) -> list[str]:
    """Write what scores show.

    Parameters
    ----------
    shown : Shown
        Answers and findings.
    head : mapping
        Numbers of scores and people, and the threshold.
    notes : sequence of str
        What must be known to read them.
    k : int
        Numbers of fewer people are withheld; 0 withholds nothing [person].

    Returns
    -------
    list of str
        Lines.
    """
    answers = shown.answers
    people = f" of {counted(head['people'], 'person', 'people')}" if head["people"] else ""
    none = "each row's own threshold" if head["threshold_changed"] else "no threshold known"
    at = none if head["threshold"] is None else f"threshold {head['threshold']:g}"
    said = [f"{head['mated']:,} mated and {head['other']:,} non-mated scores{people}, {at}."]
    said += ["", *text_lines([_ACCUSES]), *_side(answers, ACCUSES, "fnmr")]
    said += ["", *text_lines([_MISSES]), *_side(answers, MISSES, "fmr")]
    said += ["", "Both sides together, over all thresholds:"]
    said += text_lines(f"- {_text(key, answers[key])}" for key in answers if key.split(".")[0] in BOTH)
    limits = {key: answer for key, answer in answers.items() if key.startswith("limit.")}
    if limits:
        said += ["", "Limits that others have set:", *text_lines(_limit(key, each) for key, each in limits.items())]
    said += ["", *_findings(shown.findings, k)]
    said += ["", *text_lines(notes)] if notes else []
    return said


def _side(answers: Mapping[str, Answer], names: Sequence[str], side: str) -> Iterator[str]:
    about = {key: answer for key, answer in answers.items() if key.split(".")[0] in names}
    unseen = {"bpcer", "apcer", "iapar", "fte"}
    for key, answer in about.items():
        if answer.value is not None or key not in unseen:
            yield from text_lines([f"- {_text(key, answer)}"])
    for key, answer in about.items():
        if groups_told(answer) and "." not in key:
            yield ""
            yield from table_lines(audit_group_table(key, answer))
    table = gap_table(
        {key: answer for key, answer in answers.items() if key.startswith("group_gap.") and side in key.split(".")}
    )
    if table is not None:
        yield ""
        yield from table_lines(table)


def _text(key: str, answer: Answer) -> str:
    said = audit_sentence(key, answer, "")
    return f"{sentence_text(said)}{_best(answer)}"


def _limit(key: str, answer: Answer) -> str:
    head = f"- {audit_question(key).words}: {answer.verdict}."
    if answer.value is None:
        return f"{head} {why(answer.cannot_tell)}"
    ends = "" if answer.low is None or answer.high is None else f", {between(answer.low, answer.high, answer.unit)}"
    return f"{head} It is {value_words(answer.value, answer.unit)}{ends}."


def _best(answer: Answer) -> str:
    if answer.value is None or answer.at_best is None or answer.low is not None:
        return ""
    ends = between(answer.at_best.low, answer.at_best.high, answer.unit)
    return f" At best, if every comparison were another person's: {ends}."


def _findings(shown: Sequence[ShownFinding], k: int) -> Iterator[str]:
    seen = [each for each in shown if each.count != 0]
    if seen:
        yield "What the scores themselves show:"
        yield from text_lines(f"- {sentence_text(finding_sentence(each, k))}" for each in seen)
    if len(shown) > len(seen):
        yield from text_lines([f"Looked for, and none found: {len(shown) - len(seen)}."])
