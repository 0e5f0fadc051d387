"""What a page about one person's own file is written from: shown to that person, and to nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.measures.own_file import Gap, OwnAlert
    from custodes.measures.own_trail import OwnTrail
    from custodes.records.disclosed import Disclosed
    from custodes.report.audit_view import Asked


@dataclass(frozen=True)
class OwnFile:
    """One person's file, looked at.

    Attributes
    ----------
    disclosed : Disclosed
        What was read.
    weeks : list of mapping
        What was collected in each week.
    gaps : list of Gap
        Times without a position, longest first.
    alerts : list of OwnAlert
        In the order of time, with evidence on both sides.
    trail : OwnTrail or None
        What the positions show.
    asked : tuple of Asked
        What was not given.
    command : str
        The command that makes the page again.
    versions : mapping of str to str
        Of everything that it rests on.
    """

    disclosed: Disclosed
    weeks: list[dict[str, Any]]
    gaps: list[Gap]
    alerts: list[OwnAlert]
    trail: OwnTrail | None
    asked: tuple[Asked, ...]
    command: str
    versions: Mapping[str, str]
