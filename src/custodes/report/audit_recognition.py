"""Recognition in two blocks that are never added up: what accuses the wearer, and what misses somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.audit_tables import audit_group_table, groups_told, told_table, untold, why
from custodes.report.audit_topics import GAPS, RECOGNITION, family
from custodes.report.audit_words import audit_question
from custodes.report.blocks import Block, Cell, Heading, Paragraph, Section, Table
from custodes.report.figures import det
from custodes.report.glossary import linked
from custodes.report.numbers import percent
from custodes.report.pictures import picture
from custodes.report.vocabulary import capital

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.measures.answer import Answer
    from custodes.report.audit_view import AuditView

ACCUSES: Final = frozenset(
    {"fnmr", "frr", "gfrr", "fta", "fte", "bpcer", "fnmr_at_fmr", "false_nonmatch_share"}
    | {"share_with_false_nonmatch_within"}
)
"""Errors in which the wearer is there and is not believed."""

MISSES: Final = frozenset({"fmr", "far", "gfar", "apcer", "iapar", "checks_passed_by_others_share"})
"""Errors in which somebody else, or a picture, is taken for the wearer."""

DET: Final = "det"
"""Name of the table of both errors over thresholds, which is drawn."""
_LEAST_POINTS: Final = 3
_SHOWN: Final = 20
_LIMIT: Final = "limit"


def recognition(view: AuditView) -> Section | None:
    """Show the errors of recognition, accusations and misses apart.

    Parameters
    ----------
    view : AuditView
        The audit.

    Returns
    -------
    Section or None
        None where no answer is about recognition.
    """
    about = {key: answer for key, answer in view.answers.items() if family(key) in RECOGNITION}
    if not about or all(answer.value is None and answer.verdict is None for answer in about.values()):
        return None
    accuses = {key: answer for key, answer in about.items() if family(key) in ACCUSES}
    misses = {key: answer for key, answer in about.items() if family(key) in MISSES}
    both = {k: a for k, a in about.items() if k not in accuses and k not in misses and family(k) != _LIMIT}
    limits = {key: answer for key, answer in about.items() if family(key) == _LIMIT}
    gaps = {key: answer for key, answer in view.answers.items() if family(key) == GAPS}
    blocks: list[Block] = [
        Heading("What accuses: the wearer is there and is not believed"),
        Paragraph(
            "Every one of these is a person who did what was asked and is counted as if they had not. A lower "
            "threshold makes fewer of them.",
        ),
        *_side(accuses, gaps, "fnmr"),
        Heading("What misses: somebody else is taken for the wearer"),
        Paragraph(
            "Nobody is accused by one of these. They are never added to the side above: a higher threshold makes fewer "
            "of them and more of the others.",
        ),
        *_side(misses, gaps, "fmr"),
    ]
    if any(answer.value is not None for answer in both.values()):
        blocks += [Heading("How the two hang together"), told_table("Figures about both sides", both)]
    blocks += _trade_off(view)
    if limits:
        blocks += [Heading("Limits that others have set"), limits_table(limits)]
    blocks += list(untold({**both}))
    return Section("recognition", "Recognition", tuple(blocks))


def _trade_off(view: AuditView) -> tuple[Block, ...]:
    """Draw both errors at every threshold, where they are known at more than one."""
    points = [
        (float(row["fmr"]), float(row["fnmr"]))
        for row in view.tables.get(DET, ())
        if row.get("fmr") is not None and row.get("fnmr") is not None
    ]
    if len(points) < _LEAST_POINTS:
        return ()
    own = tuple(view.answers[key].value if key in view.answers else None for key in ("fmr", "fnmr"))
    at = None if own[0] is None or own[1] is None else (own[0], own[1])
    shown = points[:: max(1, len(points) // _SHOWN)]
    title = "Own face rejected, against somebody else's accepted, at every threshold"
    table = Table(
        title,
        ("Somebody else's accepted (FMR)", "Own rejected (FNMR)"),
        tuple((Cell(percent(x), "number"), Cell(percent(y), "number")) for x, y in shown),
        f"Some of {len(points):,} thresholds; tables/{DET}.csv has all." if len(shown) < len(points) else "",
    )
    ends = (
        f"from FMR {percent(points[0][0])} and FNMR {percent(points[0][1])} to FMR {percent(points[-1][0])} and FNMR "
    )
    alt = f"{title}: a line {ends}{percent(points[-1][1])}."
    reading = (
        "Each point of the line is one threshold. Left means that fewer other people are let through, down means that "
        "fewer people are rejected by their own picture; a threshold buys the one with the other."
        f"{' The round mark is the threshold of the scheme.' if at is not None else ''}"
    )
    drawing = det.draw([x for x, _ in points], [y for _, y in points], at)
    return (picture(drawing, title, alt, reading, table),)


def _side(answers: Mapping[str, Answer], gaps: Mapping[str, Answer], side: str) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if any(answer.value is not None for answer in answers.values()):
        blocks.append(told_table("Errors on this side", answers))
    blocks += [
        audit_group_table(key, answer) for key, answer in answers.items() if groups_told(answer) and "." not in key
    ]
    table = gap_table({key: answer for key, answer in gaps.items() if side in key.split(".")})
    if table is not None:
        blocks += [
            Paragraph(
                "A summary makes one number of the groups above, and chance alone makes it larger than parity. A gap "
                "no larger than the one with shuffled labels shows nothing.",
                terms=linked("geomean", "gini", "shuffled"),
            ),
            table,
        ]
    return (*blocks, *untold(answers))


def gap_table(gaps: Mapping[str, Answer]) -> Table | None:
    """Make the table of gaps between groups, each beside its value when labels are shuffled.

    Parameters
    ----------
    gaps : mapping of str to Answer
        Answers about gaps, by id.

    Returns
    -------
    Table or None
        None where no gap has a value.
    """
    told = {key: answer for key, answer in gaps.items() if answer.value is not None}
    if not told:
        return None
    rows = []
    for key, answer in told.items():
        chance = answer.permuted
        shuffled = (
            "\u2013" if chance is None or chance.value is None else _spread(chance.value, chance.low, chance.high)
        )
        rows.append(
            (
                Cell(capital(audit_question(key).words), code=key),
                Cell(_spread(answer.value or 0.0, answer.low, answer.high), "number"),
                Cell(shuffled, "number"),
            )
        )
    return Table("Gaps between groups", ("What", "Value (interval)", "With shuffled labels"), tuple(rows))


def _spread(value: float, low: float | None, high: float | None) -> str:
    ends = "" if low is None or high is None else f" ({low:.3g} to {high:.3g})"
    return f"{value:.3g}{ends}"


def limits_table(limits: Mapping[str, Answer]) -> Table:
    """Make the table of limits that others have set.

    Parameters
    ----------
    limits : mapping of str to Answer
        Answers about limits, by id.

    Returns
    -------
    Table
        One row a limit with its outcome.
    """
    rows = []
    for key, answer in limits.items():
        verdict = answer.verdict or "cannot tell"
        rows.append(
            (
                Cell(capital(audit_question(key).words), code=key),
                Cell(verdict, "cannot" if verdict == "cannot tell" else "text", more=(why(answer.cannot_tell),)),
                Cell("\u2013" if answer.value is None else _spread(answer.value, answer.low, answer.high), "number"),
            )
        )
    note = "Met or not met when the whole interval lies on one side of the limit, else it cannot be told."
    return Table("Limits", ("Limit", "Outcome", "Value (interval)"), tuple(rows), note)
