"""Which arguments of a search for a threshold go together, and which would undo each other in silence."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from custodes.errors import UsageRefused
from custodes.scheme.same_people import holds_all_day
from custodes.study.compare_effect import RATE
from custodes.study.threshold_axis import EFFECT, misuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from custodes.scheme.scheme import Scheme
    from custodes.study.crossing import Side
    from custodes.study.threshold_axis import Axis

SIDES: Final[tuple[Side, ...]] = ("below", "above")


def check_together(line: float | None, against: object, vary: str, equal: tuple[str | None, str | None]) -> None:
    """Refuse arguments that lack another.

    Parameters
    ----------
    line : float or None
        What the answer crosses [unit of the answer].
    against : object
        The other scheme; None when there is none.
    vary : str
        What is varied.
    equal : tuple of (str or None)
        The answer to be made the same, and the number that makes it so.

    Raises
    ------
    UsageRefused
        When one lacks another, or the line is no number.
    """
    if line is not None and not math.isfinite(line):
        raise UsageRefused([misuse("--line", "must be a finite number", str(line), "such as --line 0.05")])
    if line is None and against is None:
        raise UsageRefused(
            [misuse("--line", "is needed: the number that the answer is to cross", "", "such as --line 0.05")]
        )
    if vary == EFFECT and against is None:
        hint = "name another scheme with --against"
        raise UsageRefused([misuse("--vary", "an effect is a difference to another scheme", EFFECT, hint)])
    if (equal[0] is None) != (equal[1] is None):
        hint = "such as --equal burden_h_per_week --by telephone-reporting:schedule.every"
        raise UsageRefused([misuse("--equal", "--equal and --by go together", equal[0] or equal[1] or "", hint)])
    if equal[0] is not None and against is None:
        raise UsageRefused(
            [misuse("--equal", "nothing can be made equal without another scheme", equal[0], "name it with --against")]
        )


def side_named(side: str | None) -> Side | None:
    """Read on which side of the line the answer is wanted.

    Parameters
    ----------
    side : str or None
        As given; None for the side on which a scheme should have the answer.

    Returns
    -------
    str or None
        "below" or "above".

    Raises
    ------
    UsageRefused
        When it is neither word.
    """
    found = next((each for each in SIDES if each == side), None)
    if side is not None and found is None:
        hint = 'write "below", or "above", which holds on the line itself too; or leave it out'
        raise UsageRefused([misuse("--side", "is not a side of a line", side, hint)])
    return found


def check_can_abscond(schemes: Iterable[Scheme]) -> None:
    """Refuse an effect on absconding where nobody can abscond.

    Parameters
    ----------
    schemes : iterable of Scheme
        With their settings.

    Raises
    ------
    UsageRefused
        When one of them holds everybody all day.
    """
    for each in schemes:
        if holds_all_day(each):
            wrong = "nobody can abscond from a scheme that holds everybody all day, so there is no effect on it"
            hint = "compare two schemes that leave people outside, or vary another number"
            raise UsageRefused([misuse("--vary", wrong, each.scheme, hint)])


def check_not_set(settings: Sequence[str], holder: str, path: str, option: str) -> None:
    """Refuse to look for the value of a number that a setting fixes.

    Parameters
    ----------
    settings : sequence of str
        PATH=VALUE or NAME:PATH=VALUE.
    holder : str
        Name of the scheme whose number it is.
    path : str
        Its whole dotted path.
    option : str
        The option that named it, ``--vary`` or ``--by``.

    Raises
    ------
    UsageRefused
        When one of the settings fixes it, for this scheme or for every one.
    """
    fixed = (each.partition("=")[0].strip().removeprefix(f"{holder}:").strip() for each in settings)
    if path in fixed:
        wrong = "fixes what is to be varied" if option == "--vary" else "fixes what --by is to find a value for"
        raise UsageRefused([misuse("--set", wrong, path, "leave one of the two out")])


def check_not_varied(by: Axis, varied: Axis) -> None:
    """Refuse to make two schemes equal by the very number that is varied: every value tried would undo it.

    Parameters
    ----------
    by : Axis
        The number that makes them equal.
    varied : Axis
        What is varied; an effect varies the rate of absconding, which is told from that of the other scheme.

    Raises
    ------
    UsageRefused
        When they are the same number of the same scheme.
    """
    if by.path == RATE if varied.is_effect else (by.holder, by.path) == (varied.holder, varied.path):
        hint = "make the schemes equal by another number, or vary another"
        raise UsageRefused([misuse("--by", "names what --vary varies", f"{by.holder}:{by.path}", hint)])
