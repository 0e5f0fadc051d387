"""What can be wrong between the parts of a scheme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from custodes.scheme.cohort import middle_of
from custodes.scheme.fault import Fault, Place, shown
from custodes.scheme.location_checks import location_faults
from custodes.scheme.response import STEP_NAMES
from custodes.scheme.section import section
from custodes.units import did_you_mean

if TYPE_CHECKING:
    from custodes.scheme.part import Raw, Reading

DESK_NAMES: Final = ("review", "casework")
DOES: Final = ("checks", "location")
"""What an instrument may do."""
OF_ALERTS: Final = (("rules", "joins_open_alert"), ("rules", "absence_closed_after"), ("desks", "casework"))
"""What has to be stated as soon as anything can raise an alert."""
NOT_WITHOUT: Final = (
    *OF_ALERTS,
    ("desks", "review"),
    ("desks", "triage"),
    *(("response", step) for step in STEP_NAMES),
)
"""What means nothing where nothing can raise an alert."""
SUM_TOLERANCE: Final = 1e-9


def scheme_faults(raw: Raw, reading: Reading) -> Iterator[Fault]:
    """Tell everything that is wrong between the parts of a scheme.

    Parameters
    ----------
    raw : mapping
        The scheme as it stood in the file.
    reading : Reading
        What is known beside the file.

    Yields
    ------
    Fault
        One thing that is wrong.
    """
    yield from _alerts(raw)
    yield from _instruments(raw)
    yield from location_faults(raw)
    yield from _response(raw, reading)
    yield from _costs(raw)


def _alerts(raw: Raw) -> Iterator[Fault]:
    """Tell what is missing for alerts, or stated although nothing raises one."""
    why, instruments = raw.get("no_instrument"), raw.get("instruments")
    if not isinstance(instruments, Mapping):
        return
    for way in OF_ALERTS if instruments else ():
        above = raw.get(way[0])
        if isinstance(above, Mapping) and above.get(way[1]) is None:
            yield Fault(way, "missing-key", "is missing", hint="state it; nothing has a default")
    for way in NOT_WITHOUT if not instruments else ():
        stated = section(raw, way[0]).get(way[1])
        if stated is not None:
            wrong, hint = "means nothing, as there is no instrument that could raise an alert", "leave it out"
            yield Fault(way, "unknown-key", wrong, shown(stated), hint)
    if not instruments and why is None:
        hint = "name an instrument; or, if nobody is made to wear or do anything, say why under no_instrument"
        yield Fault(("instruments",), "no-checks", "must not be empty", hint=hint)
    if instruments and why is not None:
        yield Fault(("no_instrument",), "unknown-key", "means nothing beside instruments", hint="leave it out")


def _instruments(raw: Raw) -> Iterator[Fault]:
    instruments = section(raw, "instruments")
    if instruments and not any(section(instruments, name, part) for name in instruments for part in DOES):
        wrong = "no instrument asks for checks or records positions"
        yield Fault(("instruments",), "no-checks", wrong, hint="give at least one of them checks or location")
    for name in instruments:
        by_group = section(instruments, name, "checks", "recognition", "by_group")
        place = ("instruments", name, "checks", "recognition", "by_group")
        for error in by_group:
            for attribute in section(by_group, error):
                stated = section(by_group, error, attribute)
                yield from _groups(raw, attribute, stated, (*place, error, attribute))


def _groups(raw: Raw, attribute: str, stated: Mapping[str, Any], place: Place) -> Iterator[Fault]:
    if attribute not in section(raw, "cohort", "groups"):
        known = list(section(raw, "cohort", "groups"))
        wrong = "is not an attribute of this scheme's cohort"
        yield Fault(place, "unknown-group", wrong, attribute, did_you_mean(attribute, known))
        return
    groups = section(raw, "cohort", "groups", attribute, "shares")
    for group in stated:
        if group not in groups:
            wrong = f"is not a group of {attribute} in this scheme's cohort"
            yield Fault((*place, group), "unknown-group", wrong, group, did_you_mean(group, groups))
    for group in groups:
        if group not in stated:
            hint = "state a relative rate for every group; 1 for one that is like the others"
            yield Fault((*place, group), "missing-key", "is missing", hint=hint)


def _response(raw: Raw, reading: Reading) -> Iterator[Fault]:
    steps = section(raw, "response")
    for share in ("if_false", "if_true"):
        middles = [middle_of(section(steps, step).get(share), reading) for step in steps]
        known = [middle for middle in middles if middle is not None]
        if len(known) == len(middles) and sum(known) > 1.0 + SUM_TOLERANCE:
            wrong = f"the steps' {share} add up to more than 1, but an alert gets at most one step"
            yield Fault(("response",), "shares-do-not-sum", wrong, f"{sum(known):.6g}", "lower some of them")


def _costs(raw: Raw) -> Iterator[Fault]:
    desks = [name for name in DESK_NAMES if section(raw, "desks", name)]
    named = {"desk": desks, "step": list(section(raw, "response")), "instrument": list(section(raw, "instruments"))}
    words = {"desk": DESK_NAMES, "step": STEP_NAMES}
    items = section(raw, "costs", "items")
    for item in items:
        for key, known in named.items():
            name = section(items, item).get(key)
            if isinstance(name, str) and name not in known and name in words.get(key, (name,)):
                wrong = f"this scheme has no such {key}"
                yield Fault(("costs", "items", item, key), "unknown-name", wrong, name, did_you_mean(name, known))
