"""The sections that show what the answers rest on: costs, what is not known, sources, how to repeat."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from custodes.report.blocks import Block, Cell, Heading, Paragraph, Section, Table, Terms
from custodes.report.families import pictured, some
from custodes.report.glossary import TERMS
from custodes.report.numbers import number, percent
from custodes.report.parts import makes_checks, records_positions
from custodes.report.pictures import width_picture
from custodes.report.quantities import BASES, in_words, least_known, widest
from custodes.report.references import cited, source_blocks
from custodes.report.sections import ANSWERING
from custodes.report.sentences import counted, photographs_held, sentence, size_notes
from custodes.report.tables import everything
from custodes.report.trail import held_positions

if TYPE_CHECKING:
    from collections.abc import Callable

    from custodes.study.view import QuantityRow, RunView

_MOST_DRAWN: Final = 12


def photographs(view: RunView) -> Section:
    """Say how many photographs are held, and what else is kept for how long.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    Section
        With the list of data that the scheme keeps.
    """
    blocks: list[Block] = [
        *((photographs_held(view),) if makes_checks(view) else ()),
        *((held_positions(view),) if records_positions(view) else ()),
        *(Paragraph(note, "note") for note in view.scaling.notes),
    ]
    rows = tuple(
        (
            Cell(str(kept.item).replace("_", " ")),
            Cell(
                {"any": "every check", "passed": "passed checks", "failed": "failed checks"}.get(kept.after, kept.after)
            ),
            Cell(kept.keep.text()),
            Cell(kept.note or ""),
        )
        for kept in view.scheme.data_kept
    )
    if rows:
        blocks.append(Table("Data that the scheme keeps", ("What", "After", "For how long", "Note"), rows))
    seen = tuple(
        (
            Cell(recipient.who),
            Cell(", ".join(str(item).replace("_", " ") for item in recipient.what)),
            Cell(recipient.why),
        )
        for recipient in view.scheme.recipients
    )
    if seen:
        blocks.append(Table("Who is given it", ("Who", "What", "Why"), seen))
    return Section(
        "photographs", "Photographs and other data held" if makes_checks(view) else "Data held", tuple(blocks)
    )


def cost(view: RunView) -> Section:
    """Say what the scheme costs, and what was withheld about it.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    Section
        Costs as ranges, and the table of what they rest on.
    """
    answers = view.answers
    total, detection = "cost_gbp.total", "cost_gbp.per_true_detection"
    blocks: list[Block] = [
        sentence(
            answers.get(total),
            total,
            "In all",
            f"For the people of this run, over {counted(view.plan.days, 'day', 'days')}, the scheme costs",
            "in all.",
        ),
        sentence(
            answers.get(detection),
            detection,
            "For each detection",
            "Divided by the true absences that are acted on, that is",
            "for each.",
        ),
        *pictured(some(answers, ["cost_gbp.per_person_day"]), "Cost for each person for each day", "pounds"),
        *(Paragraph(note, "note") for note in view.scaling.notes),
    ]
    rows = tuple(_basis_row(row) for row in view.quantities if row.path.startswith("costs."))
    if rows:
        blocks.append(
            Table(
                "What the cost rests on",
                _BASIS_HEAD,
                rows,
                "What was withheld enters as a range of what is possible, and widens the range of the cost.",
            )
        )
    return Section("cost", "Cost", tuple(blocks))


_BASIS_HEAD: Final = ("Quantity", "Value and range", "Rests on", "Why, or what was read")


def _basis_row(row: QuantityRow) -> tuple[Cell, ...]:
    basis = Cell(BASES[row.basis], link=f"#source-{row.key}" if row.key else "")
    return (Cell(in_words(row.path)), Cell(row.text), basis, Cell(row.reason[:1].upper() + row.reason[1:]))


def unknown(view: RunView) -> Section:
    """List what is not known, least known first, and which numbers are assumptions.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    Section
        Shares by basis, a figure of the widest, a table of all.
    """
    rows = least_known(view.quantities)
    counts = Counter(row.basis for row in rows)
    said = "; ".join(
        f"{words}: {counts[basis]} ({percent(counts[basis] / len(rows))})" for basis, words in BASES.items() if rows
    )
    ranges = sum(row.is_unknown for row in rows)
    drawn = [row for row in rows if row.low is not None and row.mid > 0 and widest(row) > 1][:_MOST_DRAWN]
    blocks: list[Block] = [
        Paragraph(
            f"The scheme file states {len(rows)} quantities. By what they rest on: {said}. In {ranges} of them "
            f"the number is "
            "a range, drawn anew in each world."
        )
    ]
    if drawn:
        blocks.append(width_picture(drawn, {row.path: in_words(row.path) for row in drawn}))
    table = tuple(
        (
            Cell(in_words(row.path)),
            Cell(row.text),
            Cell(f"\u00d7 {number(widest(row))}" if widest(row) > 1 else "\u2013", "number"),
            *_basis_row(row)[2:],
        )
        for row in rows
    )
    head = ("Quantity", "Value and range", "High over low", "Rests on", "Why, or what was read")
    note = (
        "Assumptions and withheld numbers stand first: those on which every accusation turns, then the widest ranges. "
        "Then come ranges from sources, then plain numbers. “High over low” is how many times larger the high end is "
        "than the low end; for a range from zero, than the low end of an equally wide range around its middle."
    )
    blocks.append(Table("Every quantity of the scheme, least known first", head, table, note))
    return Section("unknown", "What is not known, and which numbers are assumptions", tuple(blocks))


def not_run(view: RunView) -> Section:
    """List the parts of the scheme that were read and not run.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    Section
        A table, or a sentence that there are none.
    """
    rows = tuple((Cell(part), Cell(why)) for part, why in view.parts_not_run)
    if not rows:
        return Section("not-run", "Parts not run", (Paragraph("Every part of the scheme was run."),))
    return Section(
        "not-run",
        "Parts not run",
        (
            Paragraph(
                "These parts of the scheme file were read and checked, and nothing in this report follows from them."
            ),
            Table("Parts that were read and not run", ("Part", "Why"), rows),
        ),
    )


def sources(view: RunView) -> Section:
    """List the sources.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    Section
        Title, publisher, date, and where each number was read.
    """
    found = cited(view)
    if not found.keys:
        return Section("sources", "Sources", (Paragraph("This scheme cites no source."),))
    return Section("sources", "Sources", source_blocks(found), landscape=True)


def _how_made(view: RunView) -> str:
    """Say how an interval is made, as docs/methods/worlds.md defines it."""
    if view.plan.draws == 1:
        return (
            "This run has a single draw: only the central world was run, in which every unknown stands at its middle "
            "(its median). The value and the interval are that world's own. The interval is made with people, never "
            "checks or alerts, as the unit; it says nothing of what is not known about the scheme."
        )
    level = percent(next(iter(view.answers.values())).level)
    return (
        "Each world takes one number from every range of the scheme and runs the scheme on synthetic people. The value "
        f"is the middle (median) of the worlds. The range from unknowns is the middle {level} of the worlds' values. "
        "Each world also has a range of its own from a finite number of people, made with people, never checks or "
        "alerts, as the unit. The range from people is the median reach of these, below and above, set about the "
        f"value. The interval is of both together: the middle {level} of an even mixture of all worlds, each spread "
        "out by its own range from people; it reaches at least as far as each of the two."
    )


def repeat(view: RunView) -> Section:
    """Say how to get the same report again.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    Section
        Command, seed, versions, hash of the scheme.
    """
    plan = view.plan
    facts = [
        ("Scheme", view.scheme.scheme),
        ("Scheme as at", str(view.scheme.as_at)),
        ("SHA-256 of the scheme", view.scheme.hash),
        ("People at any one time", f"{plan.people:,}"),
        ("Days", f"{plan.days:,}"),
        ("Draws from the scheme's ranges", f"{plan.draws:,}"),
        ("Worlds run", f"{len(view.worlds):,}"),
        ("Seed", str(plan.seed)),
        *((f"Set for this run: {in_words(path)} ({path})", value) for path, value in sorted(plan.settings.items())),
        *((f"Version of {name}", version) for name, version in view.versions.items()),
    ]
    rows = tuple((Cell(name), Cell(value, "code")) for name, value in facts)
    blocks: list[Block] = [
        Paragraph("This command gives the same answers to the last digit, and this page to the last byte:"),
        Paragraph(view.command, "code"),
        Table("What was run", ("What", "Value"), rows),
        *(Paragraph(note, "note") for note in size_notes(view)),
        Heading("How an interval is made"),
        Paragraph(_how_made(view)),
    ]
    return Section("repeat", "How to repeat this", tuple(blocks))


def all_answers(view: RunView) -> Section:
    """Show every answer by its id.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    Section
        One table.
    """
    return Section("all-answers", "All answers", everything(view.answers), landscape=True)


def glossary(view: RunView) -> Section:
    """Say what the terms mean.

    Parameters
    ----------
    view : RunView
        The run; terms are the same for every one.

    Returns
    -------
    Section
        A list of terms.
    """
    del view
    return Section("glossary", "What the words mean", (Terms(TERMS),))


SECTIONS: Final[tuple[Callable[[RunView], Section | None], ...]] = (
    *ANSWERING,
    photographs,
    cost,
    unknown,
    not_run,
    sources,
    repeat,
    all_answers,
    glossary,
)
"""All sections after the first screen, in order."""
