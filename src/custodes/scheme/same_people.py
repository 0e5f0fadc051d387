"""The same people under another scheme: who they are, how they live, where they go and how often they abscond."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from custodes.errors import Problem, Refused
from custodes.scheme.read_scheme import scheme_from

if TYPE_CHECKING:
    from collections.abc import Iterable

    from custodes.scheme.scheme import Scheme

OF_PEOPLE: Final = ("cohort", "wearers")
"""Parts of a scheme file that are about people and not about what is done to them."""

OF_ABSCONDING: Final = ("absconding", "absconding_counted_as")
"""How often people abscond, and by which definition; both move together."""


def with_people_of(scheme: Scheme, first: Scheme, leaving: Scheme | None = None) -> Scheme:
    """Put the people of one scheme under another.

    Cohort, hours, movement and the rate of absconding, with the definition by which it is counted, are those of
    `first`. What else people do depends on what they are asked to do, and stays as `scheme` states it. Where one of
    the two holds people all day, how many abscond is a matter of its doors and not of its people, and each scheme
    keeps the rate that it states.

    Parameters
    ----------
    scheme : Scheme
        What is done.
    first : Scheme
        Whose people they are.
    leaving : Scheme or None
        Whose rate of absconding is all schemes'; None for `first`.

    Returns
    -------
    Scheme
        A copy of `scheme` with these people; `scheme` itself when it is `first`.

    Raises
    ------
    Refused
        When `scheme` says something of groups that these people are not divided into.
    """
    if scheme.hash == first.hash:
        return scheme
    ours, theirs = scheme.plain(), first.plain()
    as_at = str(theirs["as_at"])
    data = {**ours, **{name: _in_force(theirs[name], as_at) for name in OF_PEOPLE}}
    free = first if leaving is None else leaving
    if not (holds_all_day(scheme) or holds_all_day(free)):
        rates = free.plain()
        kept = {key: thing for key, thing in ours["conduct"].items() if key not in OF_ABSCONDING}
        moved = {key: rates["conduct"][key] for key in OF_ABSCONDING if key in rates["conduct"]}
        data["conduct"] = {**_in_force(moved, str(rates["as_at"])), **kept}
    # A scheme that records no positions has no use for where people go.
    if ours.get("movement") is not None and theirs.get("movement") is not None:
        data["movement"] = _in_force(theirs["movement"], as_at)
    changed, faults = scheme_from(data, {**free.sources, **first.sources, **scheme.sources})
    if changed is None:
        raise Refused(
            Problem(
                file=scheme.scheme,
                line=0,
                path=".".join(str(step) for step in fault.at),
                wrong=f"cannot be compared on the people of {first.scheme}: {fault.wrong}",
                seen=fault.seen,
                hint="compare schemes that divide people into the same groups, or put the other one first",
                code="other-people",
            )
            for fault in faults
        )
    return changed


def holds_all_day(scheme: Scheme) -> bool:
    """Tell whether a scheme holds everybody all day, so that nobody can abscond.

    Parameters
    ----------
    scheme : Scheme
        Any scheme.

    Returns
    -------
    bool
        Whether it does.
    """
    return scheme.always_takes is not None and scheme.always_takes.all_day


def first_free(schemes: Iterable[Scheme]) -> Scheme:
    """Find the scheme whose rate of absconding is that of all: the first that does not hold everybody all day.

    Parameters
    ----------
    schemes : iterable of Scheme
        One or more.

    Returns
    -------
    Scheme
        The first of all where every one holds everybody all day.
    """
    every = list(schemes)
    return next((each for each in every if not holds_all_day(each)), every[0])


def _in_force(thing: Any, as_at: str) -> Any:  # noqa: ANN401 - plain data of any shape
    """Take of dated numbers the entry that is in force, so that another scheme's day cannot change them."""
    if isinstance(thing, list):
        return [_in_force(each, as_at) for each in thing]
    if not isinstance(thing, dict):
        return thing
    if "dated" in thing:
        entry = [each for each in thing["dated"] if str(each["from"]) <= as_at][-1]
        return {key: value for key, value in entry.items() if key != "from"}
    return {key: _in_force(value, as_at) for key, value in thing.items()}
