"""The first screen of a comparison: of the four questions that matter most, what each alternative changes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from custodes.report.amounts import reason, short, to
from custodes.report.blocks import Sentence
from custodes.report.compare_words import SAME, ends_of, in_words, named
from custodes.report.vocabulary import capital

if TYPE_CHECKING:
    from collections.abc import Iterator

    from custodes.measures.answer import Answer
    from custodes.report.compare_words import Named
    from custodes.study.compare import Comparison
    from custodes.study.difference import Difference

_MINUTES: Final = 60.0
"""Minutes in an hour."""


@dataclass(frozen=True)
class _Asked:
    """One question of the first screen; {b} is the alternative and {a} the first scheme.

    Attributes
    ----------
    key : str
        Id of the answer.
    topic : str
        Two or three words for the margin.
    before, after : str
        What stands before the number and which way it is, and after it.
    same : str
        The sentence where there is no difference in any world.
    whether : str
        What is open where the interval lies on both sides of none.
    of : str
        What is counted, to stand after the number.
    ways : tuple of (str, str)
        What to say of a number below 0 and above it.
    """

    key: str
    topic: str
    before: str
    after: str
    same: str
    whether: str
    of: str
    ways: tuple[str, str]


_ASKED: Final = (
    _Asked(
        "false_accusations_per_person_year.acted_on",
        "Wrongly accused",
        "With {b} people are wrongly accused, and somebody acts on it,",
        "than with {a}",
        "With {b} people are wrongly accused, and somebody acts on it, exactly as often as with {a}.",
        "whether people are wrongly accused more or less often with {b} than with {a}",
        "times a year",
        ("less often", "more often"),
    ),
    _Asked(
        "burden_h_per_week",
        "Time taken",
        "{b} takes",
        "of a person\u2019s time than {a}",
        "{b} takes exactly as much of a person\u2019s time as {a}.",
        "whether {b} takes more or less of a person\u2019s time than {a}",
        "hours a week",
        ("less", "more"),
    ),
    _Asked(
        "detection_delay_days",
        "Delay",
        "With {b} a true absence is acted on",
        "than with {a}",
        "With {b} a true absence is acted on exactly as soon as with {a}.",
        "whether a true absence is acted on sooner or later with {b} than with {a}",
        "days",
        ("sooner", "later"),
    ),
    _Asked(
        "gone_unnoticed_days_per_person_year",
        "Gone unnoticed",
        "With {b} a person is gone, and nobody acts on it, for",
        "than with {a}",
        "With {b} people are gone, and nobody acts on it, for exactly as many days as with {a}.",
        "whether people are gone unnoticed for more or fewer days with {b} than with {a}",
        "days a year",
        ("less", "more"),
    ),
)


def in_short(comparison: Comparison) -> tuple[Sentence, ...]:
    """Say of the questions that matter most what each alternative changes.

    Parameters
    ----------
    comparison : Comparison
        The finished comparison.

    Returns
    -------
    tuple of Sentence
        Question by question, one an alternative; meaning first, number second.
    """
    return tuple(_sentences(comparison))


def _sentences(comparison: Comparison) -> Iterator[Sentence]:
    names = named(comparison.plan)
    one = names[comparison.plan.first]
    for asked in _ASKED:
        of = comparison.differences.get(asked.key, {})
        found = {name: answers.get(asked.key) for name, answers in comparison.answers.items()}
        for name, other in list(names.items())[1:]:
            if any(each is not None for each in (found[one.name], found[name])):
                yield _sentence(asked, (one, other), (found[one.name], found[name]), of.get(name))


def _sentence(
    asked: _Asked, two: tuple[Named, Named], answers: tuple[Answer | None, Answer | None], less: Difference | None
) -> Sentence:
    words = {"a": two[0].title, "b": two[1].title}
    how = _how(two, answers, asked.of)
    ends, of = ends_of(less), asked.of
    if ends is None:
        missing = [(who, each) for who, each in zip(two, answers, strict=True) if each is not None and each.cannot_tell]
        why = " ".join(f"{who.title}: {reason(each.cannot_tell)}" for who, each in missing)
        absent = any(each.does_not_apply for _, each in missing)
        why = why or capital(f"{(less and less.cannot_tell) or 'no number can be told'}.")
        return Sentence(asked.topic, asked.whether.format(**words), cannot=why, absent=absent, how=how)
    if of.startswith("hours") and max(abs(x) for x in ends) < 1.0:
        ends, of = (_MINUTES * ends[0], _MINUTES * ends[1], _MINUTES * ends[2]), of.replace("hours", "minutes")
    unit = next(each.unit for each in answers if each is not None)
    said = in_words(ends, unit, asked.ways, of)
    if said.size == SAME:
        return Sentence(asked.topic, asked.same.format(**words), how=how)
    if ends[0] == 0 or min(ends) < 0 < max(ends):
        low, high = (_one_way(x, unit, asked, of) for x in ends[1:])
        before = f"It is open {asked.whether.format(**words)}: from"
        middle = said.size if ends[0] else "no difference"
        return Sentence(asked.topic, before, f"{low} to {high}.", how=f"In the middle of the range: {middle}. {how}")
    after = asked.after.format(**words)
    interval = f"({said.interval})." if said.interval else ""
    after = after if interval else f"{after}."
    return Sentence(asked.topic, asked.before.format(**words), _singular(said.size), after, interval, how)


def _one_way(x: float, unit: str, asked: _Asked, of: str) -> str:
    return _singular(in_words((x, x, x), unit, asked.ways, of).size) if x else "none"


def _singular(size: str) -> str:
    """Write one of something as one."""
    return re.sub(r"^1 (time|hour|minute|day)s\b", r"1 \1", size)


def _how(two: tuple[Named, Named], answers: tuple[Answer | None, Answer | None], of: str) -> str:
    """Say what the two schemes have by themselves."""
    found = []
    for who, answer in zip(two, answers, strict=True):
        if answer is not None and answer.value is not None:
            value = _singular(f"{short(answer.value, answer.unit)} {of}")
            if answer.low is not None and answer.high is not None and answer.low != answer.high:
                value += f" ({to(answer.low, answer.high, answer.unit)})"
            found.append(f"{who.title}: {value}")
    return f"{'; '.join(found)}." if found else ""
