"""What was not disclosed, with sentences that ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.report.blocks import Bullets, Cell, Heading, Paragraph, Section, Table

if TYPE_CHECKING:
    from custodes.report.audit_view import AuditView


def not_disclosed(view: AuditView) -> Section:
    """List the questions that these records leave open and the sentences that ask for what is missing.

    Parameters
    ----------
    view : AuditView
        The audit.

    Returns
    -------
    Section
        A table, then the sentences to copy.
    """
    if not view.asked:
        said = "Every question that Custodes knows could be asked of these records."
        return Section("not-disclosed", "What was not disclosed", (Paragraph(said),))
    rows = tuple((Cell(each.question), Cell(each.missing)) for each in view.asked)
    return Section(
        "not-disclosed",
        "What was not disclosed",
        (
            Paragraph(
                "That something was not disclosed does not mean that it does not exist, nor that it is kept. Each of "
                "these questions waits for the columns beside it."
            ),
            Table("Questions that these records leave open", ("Question", "What would be needed"), rows),
            Heading("Sentences to copy into a request"),
            Paragraph(
                "For a request for access or for information. They ask for records without names; take out what does "
                "not concern you.",
                "note",
            ),
            Bullets(tuple(dict.fromkeys(each.request for each in view.asked))),
        ),
    )
