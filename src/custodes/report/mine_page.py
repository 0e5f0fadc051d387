"""The page about one person's own file: for that person, and whoever they choose to show it to."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from custodes.report.audit_files import files_table
from custodes.report.audit_words import period_words
from custodes.report.blocks import Block, Bullets, Paragraph, Section
from custodes.report.mine_alerts import alerts, speaks_against, speaks_for
from custodes.report.mine_collected import collected, in_short
from custodes.report.mine_delays import checks, held, reviews, shared
from custodes.report.mine_questions import questions
from custodes.report.mine_trail import gaps, trail
from custodes.report.sheet import Sheet, written

if TYPE_CHECKING:
    from custodes.report.mine_view import OwnFile

HEADING: Final = "Your own file"
_BOX: Final = (
    "It was made on this machine from the files that you were given about yourself, and is meant for you and whoever "
    "you choose to show it to. It counts what stands in the file. It does not say what really happened, and of nobody "
    "that they broke a rule."
)
_SAFE: Final = (
    "Whoever reads this page can learn where you live and when. Small numbers are not hidden in it, as they would be "
    "in a page about many people. Do not publish it; show only the parts that are needed."
)


def mine_page(own: OwnFile) -> str:
    """Write the page of one person's own file.

    Parameters
    ----------
    own : OwnFile
        The file, looked at.

    Returns
    -------
    str
        The HTML document; the same to the byte for the same file.
    """
    disclosed = own.disclosed
    return written(
        Sheet(
            heading=HEADING,
            subject="one person's records",
            kicker="Custodes: for you alone",
            about=f"What was recorded about you {period_words(disclosed.start_s, disclosed.end_s)}.",
            box=(_BOX, _SAFE),
            sections=sections(own),
            foot=(("The same page again:", own.command),),
            contents=True,
        )
    )


def sections(own: OwnFile) -> tuple[Section, ...]:
    """Give what the page holds, in order.

    Parameters
    ----------
    own : OwnFile
        The file, looked at.

    Returns
    -------
    tuple of Section
        Only about what was disclosed.
    """
    found = (
        in_short(own),
        collected(own),
        alerts(own),
        checks(own),
        reviews(own),
        gaps(own),
        trail(own),
        held(own),
        shared(own),
        questions(own),
        _end(own),
    )
    return tuple(each for each in found if each is not None)


def _end(own: OwnFile) -> Section:
    blocks: list[Block] = [
        files_table(own.disclosed.files),
        *(
            [Bullets(tuple(f"{n.column}: {n.text}" if n.column else n.text for n in own.disclosed.notes))]
            if own.disclosed.notes
            else []
        ),
        Paragraph(
            "To delete this page: custodes mine DIR --delete. Deleting takes the files out of the folder; a disk, its "
            "backups and its snapshots may keep copies. The surest way is to have the page encrypted (--encrypt-to) "
            "and to throw away the key, on a disk that is itself encrypted."
        ),
    ]
    return Section("files", "The files, and this page", tuple(blocks))


def mine_document(own: OwnFile) -> dict[str, Any]:
    """Write what was found in one person's own file as plain values.

    Parameters
    ----------
    own : OwnFile
        The file, looked at.

    Returns
    -------
    dict
        What stands in answers.json of the folder; not for publication.
    """
    found = own.trail
    return {
        "schema": 1,
        "kind": "mine",
        "start_s": _finite(own.disclosed.start_s),
        "end_s": _finite(own.disclosed.end_s),
        "rows": {kind: own.disclosed.rows(kind) for kind in own.disclosed.tables},
        "weeks": own.weeks,
        "gaps": [{"from_s": each.from_s, "until_s": each.until_s, "hours": each.hours} for each in own.gaps],
        "alerts": [
            {name: _plain(value) for name, value in vars(each).items()}
            | {"speaks_for_it": list(speaks_against(each)), "speaks_for_another_cause": list(speaks_for(each))}
            for each in own.alerts
        ],
        "trail": None
        if found is None
        else {
            "positions": found.positions,
            "days": found.days,
            "home": None if found.home is None else list(found.home),
            "nights_seen": found.nights_seen,
            "nights_home": found.nights_home,
            "places": [{name: _plain(value) for name, value in vars(each).items()} for each in found.places],
        },
        "not_given": [
            {"question": each.question, "missing": each.missing, "request": each.request} for each in own.asked
        ],
        "fingerprint": own.disclosed.fingerprint,
        "command": own.command,
        "versions": dict(own.versions),
    }


def _finite(seconds: float) -> float | None:
    return float(seconds) if math.isfinite(seconds) else None


def _plain(value: Any) -> Any:  # noqa: ANN401 - one field of a dataclass of plain values
    return _finite(value) if isinstance(value, float) else value
