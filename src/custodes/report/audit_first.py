"""What stands first on the page of an audit: what was read, and the answers that tell most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.measures.asking import DAYS_PER_YEAR
from custodes.report.audit_tables import audit_sentence, value_words, why
from custodes.report.audit_topics import family
from custodes.report.audit_words import period_words
from custodes.report.blocks import Block, Cell, Heading, Paragraph, Section, Table
from custodes.report.numbers import number
from custodes.report.sentences import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from custodes.measures.answer import Answer
    from custodes.report.audit_view import AuditView
    from custodes.report.blocks import Sentence

LEADS: Final[tuple[tuple[str, str], ...]] = (
    ("reviews_overdue_share", "Reviews"),
    ("days_without_valid_review_per_person_year", "Unreviewed"),
    ("alerts_cleared_share", "Cleared"),
    ("alerts_per_person_month.raised", "Alerts"),
    ("false_accusations_per_person_year.acted_on", "Accused"),
    ("fnmr", "Own face"),
    ("false_nonmatch_share", "Own face"),
    ("fmr", "Other faces"),
    ("review_overturned_share", "Overturned"),
    ("held_past_date_share", "Held too long"),
    ("disclosures_without_reason_share", "Handed over"),
    ("fixes_used_share", "Used"),
    ("days_billed_not_monitored_share", "Billed"),
    ("failed_checks_per_person_year", "Failed checks"),
    ("fixes_per_person_day", "Positions"),
    ("eer", "Both errors"),
    ("fta", "No picture"),
    ("cost_gbp.per_person_day", "Cost"),
)
"""Answers that tell most, the most telling first, with two or three words for the margin."""

_MINUTES_PER_DAY: Final = 1440.0

LEAST: Final = 5
MOST: Final = 8


def read_words(view: AuditView) -> str:
    """Say what was read, in two sentences.

    Parameters
    ----------
    view : AuditView
        The audit.

    Returns
    -------
    str
        Files, rows, period and people.
    """
    seen, read = sum(each.seen for each in view.files), sum(each.read for each in view.files)
    refused = sum(each.refused for each in view.files)
    names = {each.name for each in view.files}
    rows = f"{counted(seen, 'row', 'rows')} seen, {read:,} read, {refused:,} refused"
    left = seen - read - refused
    rows += f", {left:,} left out because they stand twice or the map leaves them out" if left > 0 else ""
    whose = (
        f"They are about fewer than {view.k} people"
        if view.people is None
        else f"They are about {counted(view.people, 'person', 'people')}"
        if view.people
        else "They do not say whose they are"
    )
    period = period_words(view.start_s, view.end_s)
    dated = f"{whose}, {period}." if "not known" not in period else f"{whose}, and hold no dates."
    return f"{counted(len(names), 'file', 'files')}: {rows}. {dated}"


def first_answers(view: AuditView) -> tuple[Sentence, ...]:
    """Pick the answers that tell most, and fill up with those that would, could they be told.

    Parameters
    ----------
    view : AuditView
        The audit.

    Returns
    -------
    tuple of Sentence
        Up to `MOST`.
    """
    told = [(key, topic) for key, topic in LEADS if key in view.answers and view.answers[key].value is not None]
    picked = list(_once(told))[:MOST]
    missing = [(key, topic) for key, topic in LEADS if key in view.answers and view.answers[key].value is None]
    topics = {topic for _, topic in picked}
    picked += [each for each in _once(missing) if each[1] not in topics][: max(0, LEAST - len(picked))]
    return tuple(audit_sentence(key, view.answers[key], topic) for key, topic in picked)


def _once(leads: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Leave out what says the same thing in another way."""
    seen: set[str] = set()
    for key, topic in leads:
        if not {topic, family(key)} & seen:
            seen |= {topic, family(key)}
            yield key, topic


def first(view: AuditView) -> Section:
    """Say what was read and what tells most.

    Parameters
    ----------
    view : AuditView
        The audit.

    Returns
    -------
    Section
        The first screen.
    """
    found = sum(each.count != 0 for each in view.findings)
    blocks: list[Block] = [Paragraph(read_words(view)), *first_answers(view)]
    if view.findings:
        blocks.append(
            Paragraph(
                f"Of {counted(len(view.findings), 'thing', 'things')} looked for that inform a legal test, {found} "
                f"{'is' if found == 1 else 'are'} in these records; they follow. "
                f"{counted(len(view.asked), 'question', 'questions')} cannot be answered from what was disclosed, and "
                "the page says what to ask for."
            )
        )
    table = stated_table(view)
    if table is not None:
        blocks += [Heading("Beside what the scheme states"), table]
    return Section("first", "What these records show", tuple(blocks))


def stated_table(view: AuditView) -> Table | None:
    """Set what the scheme states beside what its records show.

    Parameters
    ----------
    view : AuditView
        The audit.

    Returns
    -------
    Table or None
        None where nothing is stated of anything that was found.
    """
    rows = []
    for each in view.stated:
        answer = view.answers.get(each.identifier)
        if answer is not None:
            told = "cannot tell" if answer.value is None else value_words(answer.value, answer.unit)
            said = (why(answer.cannot_tell), _other_words(each.identifier, answer))
            rows.append(
                (
                    Cell(each.about),
                    Cell(each.stated, more=(each.basis,)),
                    Cell(told, "cannot" if answer.value is None else "number", more=said),
                )
            )
    if not rows:
        return None
    return Table("Stated and found", ("What", "The scheme states", "The records show"), tuple(rows))


def _other_words(identifier: str, answer: Answer) -> str:
    """Write a number in the terms in which schemes state it."""
    if not answer.value:
        return ""
    if identifier == "checks_due_per_person_year":
        return f"That is {number(answer.value / DAYS_PER_YEAR)} a day, checks of every kind together."
    if identifier == "fixes_per_person_day":
        return f"That is one position in {number(_MINUTES_PER_DAY / answer.value)} minutes."
    return ""
