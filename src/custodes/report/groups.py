"""The section that compares groups: the figures first, a summary after, accusations and misses apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.amounts import reason
from custodes.report.blocks import Block, Cell, Heading, Paragraph, Section, Table
from custodes.report.glossary import linked
from custodes.report.parts import makes_checks, records_positions
from custodes.report.pictures import group_picture, written
from custodes.report.questions import plain
from custodes.report.sentences import sentence
from custodes.report.tables import group_table
from custodes.report.vocabulary import GAPS, capital

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from custodes.measures.answer import Answer
    from custodes.report.families import Answers
    from custodes.study.view import RunView

_FALSE: Final = "false_accusations_per_person_year"

_WITH_ATTRIBUTE: Final = 3
"""Parts of the id of a gap that names its attribute: index, subject, attribute."""


def _gap_table(answers: Answers) -> Table | None:
    """Lay out the indices: a row for each subject and attribute, a column for each index and its shuffled value."""
    rows: dict[tuple[str, ...], dict[str, Answer]] = {}
    for key, answer in answers.items():
        family, *parts = key.split(".")
        # The id without an attribute says again what one of the attributes says.
        if family == "group_gap" and len(parts) == _WITH_ATTRIBUTE:
            rows.setdefault(tuple(parts[1:]), {})[parts[0]] = answer
    if not rows:
        return None
    head = ["Of what"]
    for words in GAPS.values():
        head += [capital(words), "The same, shuffled"]
    return Table("Gaps between groups, beside the same with shuffled labels", tuple(head), tuple(_gap_rows(rows)))


def _gap_rows(rows: Mapping[tuple[str, ...], Mapping[str, Answer]]) -> Iterator[tuple[Cell, ...]]:
    for subject, by_index in sorted(rows.items()):
        found = [by_index.get(index) for index in GAPS]
        whys = dict.fromkeys(reason(answer.cannot_tell) for answer in found if answer is not None)
        cells = [Cell(", ".join(plain(part) for part in subject).capitalize(), more=tuple(whys))]
        for answer in found:
            for one in (answer, answer.permuted if answer is not None else None):
                if answer is None or one is None:
                    cells.append(Cell("\u2013", "number"))
                else:
                    cells.append(Cell(written(one, answer.unit), "cannot" if one.value is None else "number"))
        yield tuple(cells)


def _by_group(answers: Answers, wanted: Sequence[str]) -> Answer | None:
    found = (answers.get(identifier) for identifier in wanted)
    return next((answer for answer in found if answer is not None and answer.by_group), None)


def _group_blocks(answer: Answer | None, title: str, scale_words: str) -> tuple[Block, ...]:
    if answer is None:
        return (Paragraph(f"{title}: this run did not ask for it."),)
    if not answer.by_group:
        verdict = "does not apply" if answer.does_not_apply else "cannot tell"
        why = reason(answer.cannot_tell) or "This run has no groups to compare."
        return (Paragraph(f"{title}: {verdict}. {why}"),)
    told = [answer.value, *(one.value for groups in answer.by_group.values() for one in groups.values())]
    if all(value is None for value in told):
        return (group_table(title, answer),)
    return (group_picture(answer, title, scale_words),)


_OF_CHECKS: Final = (
    "a prompt that did not arrive, met sleep or left too little time; no usable picture; a live face taken for a "
    "picture; the wearer's own face rejected; a mistaken reviewer"
)
_OF_TAGS: Final = (
    "a position that lies where the wearer is not; no signal; a battery that ran flat although it was charged as "
    "asked; a strap or a device at fault"
)
_FOLLOW: Final = " Checks in which the machine rejects the wearer's own face (false non-matches) follow by themselves."


def _causes(view: RunView) -> str:
    kinds = ((makes_checks(view), _OF_CHECKS), (records_positions(view), _OF_TAGS))
    return "; ".join(said for there, said in kinds if there)


def _accusations(view: RunView) -> tuple[Block, ...]:
    """Show the side on which the wearer is there and is not believed."""
    answers = view.answers
    accused = _by_group(answers, [f"{_FALSE}.{point}" for point in ("acted_on", "handled", "triaged", "raised")])
    rejected, faces = answers.get("false_nonmatch_share"), makes_checks(view)
    return (
        Heading("Accusations: the wearer is there and is not believed"),
        Paragraph(
            f"False accusations are counted here whatever their cause, as far as the scheme has it: {_causes(view)}. A "
            f"group with a higher number is asked more often to explain itself.{_FOLLOW if faces else ''}",
            terms=linked(*(("false-accusation", "fnmr") if faces else ("false-accusation",))),
        ),
        *_group_blocks(accused, "False accusations by group", "per person-year"),
        *(
            _group_blocks(
                rejected, "Checks of the wearer's own face that the machine rejects, by group", "part of the checks"
            )
            if faces
            else ()
        ),
    )


def _gaps(answers: Answers) -> tuple[Block, ...]:
    """Show the summary of that side, which stands after its figures."""
    table = _gap_table(answers)
    if table is None:
        return ()
    return (
        Heading("One number for the gap"),
        Paragraph(
            "A summary index makes one number of the figures above, and chance alone makes it larger than parity. "
            "So it stands beside its value after people's group labels were shuffled: a gap no larger than the "
            "shuffled one shows nothing.",
            terms=linked("geomean", "gini", "shuffled"),
        ),
        table,
    )


def _misses(answers: Answers) -> tuple[Block, ...]:
    """Show the side on which somebody else is taken for the wearer."""
    through = "checks_passed_by_others_share"
    missed = _by_group(answers, [through])
    every = sentence(
        answers.get(through), through, "Let through", "Of checks by somebody else, the machine passes", "."
    )
    title = "Checks by somebody else that the machine passes, by group"
    by_group = () if missed is None else _group_blocks(missed, title, "part of such checks")
    return (
        Heading("Misses: somebody else is taken for the wearer"),
        Paragraph(
            "This side is about false matches. Nobody is accused by one: the wearer is away and the scheme does not "
            "see it. It is never added to the side above, as more of the one is often bought with less of the other.",
            terms=linked("fmr"),
        ),
        every,
        *by_group,
    )


def groups(view: RunView) -> Section:
    """Compare groups: the figures first, the summary after, accusations and misses apart.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    Section
        With "cannot tell" where a group is too small.
    """
    opening = Paragraph(
        "The synthetic people have groups in the proportions that the scheme states. A difference that is shown here "
        "comes from the numbers in the scheme file or from chance, not from anything measured on people of this scheme."
    )
    answers = view.answers
    misses = _misses(answers) if makes_checks(view) else ()
    return Section("groups", "Groups", (opening, *_accusations(view), *_gaps(answers), *misses))
