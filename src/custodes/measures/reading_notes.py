"""What was noticed while the files were read and says something about how the records were kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.measures.finding import Finding, Found

if TYPE_CHECKING:
    from custodes.measures.asking import Asking
    from custodes.records.disclosed import Disclosed

RULE: Final = (
    "noticed while the files were read, by the rule of the reading note {code}; which files, the list of notes says"
)


def reading_notes(disclosed: Disclosed, ask: Asking) -> Found:
    """Give each thing that was noticed while reading, and tells of how the records were kept, as a finding.

    Parameters
    ----------
    disclosed : Disclosed
        The records.
    ask : Asking
        Not needed: notes are of files.

    Returns
    -------
    Found
        One finding a code, column and wording, with the cells or rows of all files together; they carry no rows, since
        a note knows only the first.
    """
    del ask
    counts: dict[tuple[str, str, str], int] = {}
    for note in disclosed.notes:
        if note.level == "finding":
            same = note.code, note.column, note.text
            counts[same] = counts.get(same, 0) + note.count
    return Found(
        findings=tuple(
            Finding(
                key=f"note-{code}",
                means=f"In the column {column}: {text}" if column else text[:1].upper() + text[1:],
                count=count,
                of=0,
                unit="rows or cells",
                people=0,
                rule=RULE.format(code=code),
                test="accuracy",
                kind="",
                at=np.zeros(0, dtype=np.int64),
            )
            for (code, column, text), count in counts.items()
        )
    )
