"""What can be wrong between the parts of a scheme that records positions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from custodes.scheme.coordinates import apart_km, coordinates_of
from custodes.scheme.fault import Fault, shown
from custodes.scheme.section import section

if TYPE_CHECKING:
    from custodes.scheme.part import Raw

MOST_APART_KM: Final = 200.0
"""No corner of a zone lies further from the centre of the town that people live in [kilometre]."""
OF_CHECKS: Final = ("missed_in_a_row", "no_image")
OF_A_CURFEW: Final = ("late_home", "late_by")
OF_AN_EXCLUSION_ZONE: Final = ("zone_entry", "zone_stay")
OF_A_DEVICE: Final = ("removal", "removed_for", "absconder_removes")
CENTRE: Final = ("movement", "town", "centre")


def location_faults(raw: Raw) -> Iterator[Fault]:
    """Tell everything that is wrong between positions, the town, zones, and what people do about them.

    Parameters
    ----------
    raw : mapping
        The scheme as it stood in the file.

    Yields
    ------
    Fault
        One thing that is wrong.
    """
    rules, zones = section(raw, "rules", "location"), section(raw, "rules", "location", "zones")
    records = _any_instrument(raw, "location")
    curfew = rules.get("curfew") is not None
    exclusion = any(section(zones, name).get("kind") == "exclusion" for name in zones)
    needs: tuple[tuple[tuple[str, ...], tuple[str, ...], bool, str], ...] = (
        ((), ("movement",), records, "an instrument that records positions"),
        (("rules",), OF_CHECKS, _any_instrument(raw, "checks"), "an instrument that asks for checks"),
        (("conduct",), OF_A_CURFEW, curfew, "a curfew"),
        (("conduct",), OF_AN_EXCLUSION_ZONE, exclusion, "an exclusion zone"),
        (("conduct",), OF_A_DEVICE, _any_instrument(raw, "device"), "an instrument with a device"),
    )
    for way, keys, needed, by in needs:
        yield from _needs(raw, way, keys, needed=needed, by=by)
    if not records and section(raw, "rules").get("location") is not None:
        wrong, hint = "means nothing, as no instrument records positions", "leave it out, or state location of one"
        yield Fault(("rules", "location"), "unknown-key", wrong, shown(rules), hint)
    yield from _polygons(raw, zones)


def _any_instrument(raw: Raw, part: str) -> bool:
    instruments = section(raw, "instruments")
    return any(section(instruments, name).get(part) is not None for name in instruments)


def _needs(raw: Raw, way: tuple[str, ...], keys: tuple[str, ...], *, needed: bool, by: str) -> Iterator[Fault]:
    """Tell what is missing that something else needs, and what nothing needs."""
    stated = raw
    for step in way:
        if not isinstance(stated.get(step), Mapping):
            return
        stated = stated[step]
    for key in keys:
        if needed and stated.get(key) is None:
            yield Fault((*way, key), "missing-key", "is missing", hint=f"{by} needs it; nothing has a default")
        elif not needed and stated.get(key) is not None:
            hint = f"leave it out, or state {by}"
            yield Fault((*way, key), "unknown-key", f"means nothing without {by}", shown(stated[key]), hint)


def _polygons(raw: Raw, zones: Mapping[str, Any]) -> Iterator[Fault]:
    drawn = [name for name in zones if section(zones, name).get("polygon") is not None]
    centre = section(raw, *CENTRE)
    if drawn and not centre and section(raw, *CENTRE[:-1]):
        hint = "a zone with corners needs it: state lat, lon, and what they rest on"
        yield Fault(CENTRE, "missing-key", "is missing", hint=hint)
    middle = coordinates_of(centre)
    for name in drawn if middle is not None else ():
        corners = section(zones, name, "polygon").get("corners")
        for i, corner in enumerate(corners if isinstance(corners, list) else ()):
            place = coordinates_of(corner)
            if place is not None and middle is not None and apart_km(place, middle) > MOST_APART_KM:
                at = ("rules", "location", "zones", name, "polygon", "corners", i)
                wrong = f"lies more than {MOST_APART_KM:g} km from the centre of the town"
                seen = f"{apart_km(place, middle):,.0f} km"
                yield Fault(at, "far-away", wrong, seen, _how_to_bring_near(place, middle))


def _how_to_bring_near(place: tuple[float, float], centre: tuple[float, float]) -> str:
    """Say which mistake would explain that a place is far away."""
    lat, lon = place
    for swapped, north, east in product((False, True), (1.0, -1.0), (1.0, -1.0)):
        a, b = (lon, lat) if swapped else (lat, lon)
        if abs(a) <= 90.0 and apart_km((a * north, b * east), centre) <= MOST_APART_KM:  # noqa: PLR2004
            parts = ["lat and lon are swapped"] * swapped
            parts += ["the sign of lat is wrong"] * (north < 0.0) + ["the sign of lon is wrong"] * (east < 0.0)
            return f"it would lie near if {' and '.join(parts)}"
    return "check the corner, and the centre of the town"
