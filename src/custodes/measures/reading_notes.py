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
        One finding a code and wording, with the cells or rows of all files together; they carry no rows, since a note
        knows only the first.
    """
    del ask
    counts: dict[tuple[str, str], int] = {}
    for note in disclosed.notes:
        if note.level == "finding":
            counts[note.code, note.text] = counts.get((note.code, note.text), 0) + note.count
    return Found(
        findings=tuple(
            Finding(
                key=f"note-{code}",
                means=text[:1].upper() + text[1:] if " " in text.split(":")[0] else f"In the column {text}",
                count=count,
                of=0,
                unit="rows or cells",
                people=0,
                rule=RULE.format(code=code),
                test="accuracy",
                kind="",
                at=np.zeros(0, dtype=np.int64),
            )
            for (code, text), count in counts.items()
        )
    )
