"""What is varied in the search for a threshold: which number, from where to where, in which steps."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from custodes.errors import Problem, Refused, UsageRefused
from custodes.scheme.absconding_share import POINTS
from custodes.scheme.admitted import admitted_at, paths_ending
from custodes.scheme.evidence_outcomes import outcome_called
from custodes.units import clock_text, did_you_mean, find_unit

if TYPE_CHECKING:
    from custodes.scheme.scheme import Scheme

EFFECT: Final = "effect"
"""The word for a difference in absconding between two schemes, in place of a path."""

POINTS_UNIT: Final = "percentage point"
EFFECT_RANGE: Final = (-15.0, 15.0)
"""Range of an effect when none is given [percentage point]."""

FEW_TIMES: Final = 8.0
"""A range whose high end is at least so many times its low one is searched in equal ratios."""

_MINUTE_H: Final = 1.0 / 60.0
_HAIR: Final = 1e-9


@dataclass(frozen=True)
class Axis:
    """One number of one scheme, varied over a range.

    Attributes
    ----------
    holder : str
        Name of the scheme whose number it is.
    path : str
        Its dotted path; "effect" for a difference in absconding.
    unit : str
        Its unit.
    low, high : float
        The range [`unit`].
    step : float
        Smallest step that its kind admits, 0 where any number will do [`unit`].
    share : bool
        Whether it is a share of something, to be said as a percentage.
    given : bool
        Whether the range was given by the caller, and is not the scheme's own.
    outcome : str
        Of an effect, the definition by which absconding is counted; else "".
    """

    holder: str
    path: str
    unit: str
    low: float
    high: float
    step: float = 0.0
    share: bool = False
    given: bool = False
    outcome: str = ""

    @property
    def is_effect(self) -> bool:
        """Whether a difference in absconding is varied, and no number of the file."""
        return self.path == EFFECT

    @property
    def within(self) -> str:
        """Of an effect, the time within which absconding is counted, in words."""
        return outcome_called(self.outcome).within

    @property
    def within_days(self) -> int:
        """Of an effect, the time within which absconding is counted [day]; none is settled by a definition without."""
        return outcome_called(self.outcome).horizon_days or 0

    @property
    def in_ratios(self) -> bool:
        """Whether the range is searched in equal ratios."""
        return self.low > 0.0 and self.high / self.low >= FEW_TIMES

    def setting(self, x: float) -> str:
        """Write a number as ``--set`` takes it.

        Parameters
        ----------
        x : float
            The number [`unit`].

        Returns
        -------
        str
            A plain number, or a time of day.
        """
        if self.unit == "time of day":
            return clock_text(x)
        return repr(round(x)) if x == round(x) else repr(x)

    def place(self, x: float) -> float:
        """Give where a number stands in the range, from 0 at its low end to 1 at its high end.

        Parameters
        ----------
        x : float
            The number [`unit`].

        Returns
        -------
        float
            Its place.
        """
        if self.in_ratios:
            return math.log(x / self.low) / math.log(self.high / self.low)
        return (x - self.low) / (self.high - self.low)

    def at(self, place: float) -> float:
        """Give the number at a place of the range.

        Parameters
        ----------
        place : float
            From 0 at its low end to 1 at its high end.

        Returns
        -------
        float
            The number, the nearest that the steps admit [`unit`].
        """
        part = min(max(place, 0.0), 1.0)
        if part in (0.0, 1.0):
            return self.high if part else self.low
        if self.in_ratios:
            return self.stepped(self.low * (self.high / self.low) ** part)
        return self.stepped(self.low + part * (self.high - self.low))

    def stepped(self, x: float) -> float:
        """Give the nearest number that the steps admit.

        Parameters
        ----------
        x : float
            Any number [`unit`].

        Returns
        -------
        float
            In the range [`unit`].
        """
        held = min(max(x, self.low), self.high)
        if self.step == 0.0:
            # A dozen digits are plenty, and they read the same in every setting.
            return min(max(float(f"{held:.12g}"), self.low), self.high)
        return min(max(round(held / self.step) * self.step, self.low), self.high)

    def grid(self, count: int) -> tuple[float, ...]:
        """Spread numbers over the range.

        Parameters
        ----------
        count : int
            How many, at least 2; fewer where the steps admit no more.

        Returns
        -------
        tuple of float
            Rising, both ends among them [`unit`].
        """
        return tuple(sorted({self.at(i / (count - 1)) for i in range(count)}))


def axis_of(  # noqa: PLR0913 - whose number, which, from where to where
    scheme: Scheme, holder: str, path: str, low: str | None, high: str | None, *, option: str = "--vary"
) -> Axis:
    """Settle what is varied.

    Parameters
    ----------
    scheme : Scheme
        Whose number it is.
    holder : str
        Its name.
    path : str
        Dotted path of a quantity, or the last steps of it when one quantity alone ends so.
    low, high : str or None
        Ends of the range as written; None for those that the scheme states.
    option : str
        The option that named the path.

    Returns
    -------
    Axis
        With a range that the scheme admits at both ends.

    Raises
    ------
    UsageRefused
        When there is no such quantity, no range, or a range that is none.
    Refused
        When the scheme does not admit an end.
    """
    full = full_path(scheme, path, option)
    quantity = scheme.quantities()[full]
    unit = find_unit(quantity.unit)
    admits = admitted_at(scheme, full)
    step = 1.0 if unit.whole else _MINUTE_H if unit.kind == "time of day" else 0.0
    if admits is not None and admits.step is not None:
        step = admits.step / unit.in_base
    ends = []
    for end, text, stated in (("--from", low, quantity.low_base), ("--to", high, quantity.high_base)):
        if text is not None:
            ends.append(_end(scheme, full, end, text))
        elif stated is not None:
            ends.append(stated / unit.in_base)
        else:
            raise UsageRefused([_no_range(full, quantity.text(), end)])
    axis = Axis(
        holder, full, quantity.unit, ends[0], ends[1], step, admits is not None and admits.share, bool(low or high)
    )
    _rising(axis)
    if step > 0.0:
        axis = replace(axis, low=axis.stepped(ends[0]), high=axis.stepped(ends[1]))
    for end, x in (("--from", axis.low), ("--to", axis.high)):
        _end(scheme, full, end, axis.setting(x))
    return axis


def effect_axis(holder: str, outcome: str, low: str | None, high: str | None, possible: tuple[float, float]) -> Axis:
    """Settle over which effects on absconding is searched.

    Parameters
    ----------
    holder : str
        Name of the scheme whose people abscond more or less often.
    outcome : str
        The definition by which absconding is counted.
    low, high : str or None
        Ends of the range in percentage points, as written; None for the usual.
    possible : tuple of float
        The effects that can be, to which the range is cut [percentage point].

    Returns
    -------
    Axis
        In percentage points of the people who abscond within the time of the definition; below 0 fewer do.

    Raises
    ------
    UsageRefused
        When an end is no number, or the range is none or holds no effect that can be.
    """
    ends = []
    hint = f"give a number from {-POINTS:g} to {POINTS:g} of percentage points, such as -5"
    for option, text, usual in (("--from", low, EFFECT_RANGE[0]), ("--to", high, EFFECT_RANGE[1])):
        try:
            ends.append(usual if text is None else float(text))
        except ValueError:
            raise UsageRefused([misuse(option, "must be a number", text or "", hint, "no-range")]) from None
        if not -POINTS <= ends[-1] <= POINTS:  # what is not a number is neither
            raise UsageRefused([misuse(option, "is out of its limits", text or "", hint, "no-range")])
    axis = Axis(holder, EFFECT, POINTS_UNIT, ends[0], ends[1], given=bool(low or high), outcome=outcome)
    _rising(axis)
    cut = within(axis, possible)
    if cut is None:
        wrong = f"no effect in this range can be: only those from {possible[0]:.3g} to {possible[1]:.3g} can"
        seen = f"{axis.low:g} to {axis.high:g}"
        hint = "no fewer people than nobody can abscond, and no more than all; give another range"
        raise UsageRefused([misuse("--from", wrong, seen, hint, "no-range")])
    return cut


def within(axis: Axis, possible: tuple[float, float]) -> Axis | None:
    """Cut a range to what can be.

    Parameters
    ----------
    axis : Axis
        What is varied.
    possible : tuple of float
        What can be [unit of the axis].

    Returns
    -------
    Axis or None
        The same, over what is left of its range; None when that is nothing.
    """
    low, high = max(axis.low, possible[0]), min(axis.high, possible[1])
    if high - low <= _HAIR * max(abs(low), abs(high)):
        return None
    return replace(axis, low=low, high=high)


def full_path(scheme: Scheme, path: str, option: str) -> str:
    """Find the one quantity that a path, or the end of one, means.

    Parameters
    ----------
    scheme : Scheme
        Whose number it is.
    path : str
        Dotted path of a quantity, or the last steps of it when one quantity alone ends so.
    option : str
        The option that named the path.

    Returns
    -------
    str
        Its whole dotted path.

    Raises
    ------
    UsageRefused
        When there is none, or several end so.
    """
    found = paths_ending(scheme, path)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageRefused(
            [misuse(option, "several quantities end so", path, f"name one of: {', '.join(found[:4])}", "unknown-path")]
        )
    hint = did_you_mean(path, scheme.quantities()) or "custodes show prints the path of every quantity"
    raise UsageRefused([misuse(option, f"{scheme.scheme} has no quantity of that path", path, hint, "unknown-path")])


def _end(scheme: Scheme, path: str, option: str, text: str) -> float:
    """Take the end of a range as a setting would be taken, with all that a scheme refuses."""
    try:
        set_to = scheme.with_settings({path: text}).quantities()[path]
    except Refused as refused:
        raise Refused(replace(each, file=option) for each in refused.problems) from refused
    return set_to.at(0.5) / find_unit(set_to.unit).in_base


def _rising(axis: Axis) -> None:
    if axis.high - axis.low <= _HAIR * max(abs(axis.low), abs(axis.high)):
        seen = f"{axis.setting(axis.low)} to {axis.setting(axis.high)}"
        raise UsageRefused([misuse("--to", "must be above --from", seen, "give the lower end with --from", "no-range")])


def _no_range(path: str, said: str, option: str) -> Problem:
    wrong = f"{path} is a single value in this scheme, so there is no range to search"
    hint = "give both ends of the range, such as --from 1 --to 10, in its own unit or another of its kind"
    return misuse(option, wrong, said, hint, "no-range")


def misuse(option: str, wrong: str, seen: str, hint: str, code: str = "no-threshold") -> Problem:
    """Say what is wrong with an option.

    Parameters
    ----------
    option : str
        The option.
    wrong, seen, hint, code : str
        As in `Problem`.

    Returns
    -------
    Problem
        To be refused.
    """
    return Problem(option, 0, "", wrong, seen[:60], hint, code)
