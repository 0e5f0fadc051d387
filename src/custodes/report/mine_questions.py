"""What one person was not given, and questions that their own file gives reason to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.records.disclosed import SECONDS_PER_DAY
from custodes.report.audit_words import date_words
from custodes.report.blocks import Block, Bullets, Cell, Heading, Paragraph, Section, Table
from custodes.report.mine_alerts import speaks_for
from custodes.report.sentences import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from custodes.report.mine_view import OwnFile

_MOST: Final = 12


def questions(own: OwnFile) -> Section:
    """List what was not given, and what may be asked.

    Parameters
    ----------
    own : OwnFile
        The file.

    Returns
    -------
    Section
        Sentences to copy.
    """
    blocks: list[Block] = []
    asked = tuple(_of_the_file(own))
    if asked:
        blocks += [
            Heading("From what your file shows"),
            Paragraph("Sentences to copy into a letter, to change as you wish.", "note"),
            Bullets(asked),
        ]
    if own.asked:
        rows = tuple((Cell(each.question), Cell(each.missing)) for each in own.asked)
        blocks += [
            Heading("What you were not given"),
            Paragraph(
                "That something is not in the file does not mean that it does not exist. You may ask for it; each "
                "sentence below asks for one thing."
            ),
            Table("Questions that your file leaves open", ("Question", "What would be needed"), rows),
            Bullets(tuple(dict.fromkeys(each.request for each in own.asked))),
        ]
    if not blocks:
        blocks.append(Paragraph("Nothing is missing that Custodes knows to ask for."))
    return Section("questions", "What you were not given, and questions to ask", tuple(blocks))


def _of_the_file(own: OwnFile) -> Iterator[str]:
    yield from _about_reviews(own)
    doubtful = [each for each in own.alerts if speaks_for(each) and each.outcome not in {"cleared", "excused"}]
    for each in doubtful[:_MOST]:
        yield (
            f"Please say what was looked at before you decided on the alert of {date_words(each.raised_s)}, and "
            f"whether it was considered that: {' '.join(speaks_for(each))}"
        )
    if len(doubtful) > _MOST:
        yield f"Please say the same for the {len(doubtful) - _MOST:,} further alerts listed in my table."
    yield from _about_keeping(own)


def _about_reviews(own: OwnFile) -> Iterator[str]:
    due, done = (own.disclosed.column("reviews", name) for name in ("due", "done"))
    if due is None or done is None:
        return
    until = np.where(np.isfinite(done), done, own.disclosed.end_s)
    late = np.flatnonzero((until - due) / SECONDS_PER_DAY >= 1)
    for i in late[np.argsort(due[late], kind="stable")][:_MOST]:
        on = f"was done on {date_words(float(done[i]))}" if np.isfinite(done[i]) else "was not done"
        yield (
            f"Please say why the review of my monitoring that was due on {date_words(float(due[i]))} {on}, and on what "
            "basis I was monitored in between."
        )


def _about_keeping(own: OwnFile) -> Iterator[str]:
    limit = own.disclosed.column("holdings", "delete_by")
    if limit is not None:
        gone = own.disclosed.column("holdings", "deleted")
        open_ = np.ones(len(limit), dtype=np.bool_) if gone is None else ~np.isfinite(gone)
        over = int((open_ & (limit < own.disclosed.end_s)).sum())
        if over:
            entries = counted(over, "entry", "entries")
            yield f"Please delete what you hold of mine past its date of deletion ({entries}), or say why it stays."
    reason = own.disclosed.column("disclosures", "reason")
    if reason is not None and (reason == 0).any():
        bare = counted(int((reason == 0).sum()), "time", "times")
        yield f"Please give the reason for which my records were handed over where none is written ({bare})."
