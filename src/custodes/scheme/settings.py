"""Fixing numbers and switches of a scheme for one run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from custodes.errors import Refused
from custodes.scheme.fault import Fault, shown
from custodes.scheme.problems import fault_problems, in_order
from custodes.scheme.read_scheme import scheme_from
from custodes.units import convert, did_you_mean

if TYPE_CHECKING:
    from custodes.scheme.fault import Place
    from custodes.scheme.quantity import Quantity
    from custodes.scheme.scheme import Scheme

ASSUMPTION: Final = "set by the user on this run"
"""What a number that was set rests on."""

FILE: Final = "settings"
"""How problems with settings name their place; the command line says ``--set``."""

SWITCHES: Final = frozenset(
    {
        *("no_image", "shift_end", "order", "after", "worn", "as_at", "uses_fallback", "on_body", "counts_as", "strap"),
        "absconding_counted_as",
    }
)
"""Last steps of the paths whose words may be set."""

LEFT_OUT: Final[Mapping[Place, tuple[str, ...]]] = {("conduct",): ("absconding_counted_as",)}
"""Words that a file may leave out and that may be set all the same, by where they stand."""

TRUTH: Final = {"true": True, "yes": True, "false": False, "no": False}
"""How a switch may be written that is on or off."""

_NUMBER: Final = re.compile(
    r"(?P<number>[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)\s*(?P<unit>[^0-9.\s:].*|1/.*)?"
)


def set_on(scheme: Scheme, settings: Mapping[str, str | float]) -> Scheme:
    """Fix numbers and switches of a scheme.

    Parameters
    ----------
    scheme : Scheme
        The scheme as its file states it.
    settings : mapping of str to str or float
        Values by path: a number in the quantity's own unit, a number with another unit of the same kind, a time of
        day, or a word.

    Returns
    -------
    Scheme
        A copy; each number set is an assumption, "set by the user on this run".

    Raises
    ------
    Refused
        With every setting that cannot be made, and everything that would then be wrong with the scheme.
    """
    data = scheme.plain()
    faults: list[Fault] = []
    places = dict(_settable(data, ()))
    quantities = scheme.quantities()
    for path, given in settings.items():
        place = places.get(path)
        if place is None:
            hint = did_you_mean(path, places)
            faults.append(Fault((path,), "unknown-path", "this scheme has nothing of that path to set", path, hint))
        else:
            faults += _set(data, place, quantities.get(path), given)
    changed, wrong = scheme_from(data, scheme.sources)
    problems = in_order(fault_problems([*faults, *wrong], {}, FILE))
    if changed is None or problems:
        raise Refused(problems)
    return changed


def settable(scheme: Scheme) -> tuple[str, ...]:
    """Name every number and switch of a scheme that may be set.

    Parameters
    ----------
    scheme : Scheme
        The scheme.

    Returns
    -------
    tuple of str
        Dotted paths, as `set_on` takes them.
    """
    return tuple(path for path, _ in _settable(scheme.plain(), ()))


def _settable(thing: Any, at: Place) -> list[tuple[str, Place]]:  # noqa: ANN401
    """Find every path that may be set."""
    if isinstance(thing, list):
        return [each for i, entry in enumerate(thing) for each in _settable(entry, (*at, i))]
    if isinstance(thing, Mapping) and not is_quantity(thing):
        entries = {**thing, **{key: thing.get(key) for key in LEFT_OUT.get(at, ())}}
        return [each for key, entry in entries.items() for each in _settable(entry, (*at, key))]
    path = ".".join(str(step) for step in at)
    if isinstance(thing, Mapping) or thing is None or at[-1] in SWITCHES:
        return [(path, at)]
    return []


def is_quantity(thing: Mapping[str, Any]) -> bool:
    """Tell whether a mapping of a scheme states a number.

    Parameters
    ----------
    thing : mapping
        A mapping in the form of a file.

    Returns
    -------
    bool
        Whether it is a quantity.
    """
    return "unit" in thing or "dated" in thing


def _set(data: Any, place: Place, quantity: Quantity | None, given: str | float) -> list[Fault]:  # noqa: ANN401
    """Put one setting in its place."""
    holder = data
    for step in place[:-1]:
        holder = holder[step]
    if place[-1] in LEFT_OUT.get(place[:-1], ()):
        holder[place[-1]] = None if given == "null" else given
        return []
    if quantity is None and holder[place[-1]] is not None:
        holder[place[-1]] = _word(given)
        return []
    if quantity is None and given == "null":
        return []
    put = stated_as_set(quantity, str(given).strip())
    if isinstance(put, Fault):
        return [Fault(place, put.code, put.wrong, put.seen, put.hint)]
    holder[place[-1]] = put
    return []


def _word(given: str | float) -> object:
    return TRUTH.get(given, given) if isinstance(given, str) else given


def stated_as_set(quantity: Quantity | None, text: str) -> dict[str, Any] | Fault:
    """State a single number in place of a quantity, or where there was none.

    Parameters
    ----------
    quantity : Quantity or None
        What stood there.
    text : str
        The number, with or without its unit.

    Returns
    -------
    dict or Fault
        As a file states it, resting on the user's word; or what is wrong with it.
    """
    unit = quantity.unit if quantity is not None else None
    if unit == "time of day":
        return {"value": text, "unit": unit, "assumption": ASSUMPTION}
    found = _NUMBER.fullmatch(text)
    if found is None:
        hint = (
            f'write a number, such as "5" or "5 {unit}"' if unit else 'write a number with its unit, such as "4 hour"'
        )
        return Fault((), "not-a-number", "must be a number", shown(text), hint)
    written = found["unit"] or unit
    if written is None:
        return Fault((), "unknown-unit", "has no unit", shown(text), 'write the unit too, such as "4 hour"')
    try:
        number = convert(float(found["number"]), written, unit or written)
    except Refused as refused:
        problem = refused.problems[0]
        return Fault((), problem.code, problem.wrong, problem.seen, problem.hint)
    year = {} if quantity is None or quantity.price_year is None else {"price_year": quantity.price_year}
    return {"value": number, "unit": unit or written, **year, "assumption": ASSUMPTION}
