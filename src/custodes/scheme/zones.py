"""Where people must be or must not be: curfews and zones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from pydantic import Field

from custodes.scheme.admits import Clock, Length, Metres, Share
from custodes.scheme.basis import Based
from custodes.scheme.coordinates import Coordinates, coordinates_of
from custodes.scheme.ends import highest, lowest
from custodes.scheme.fault import Fault, shown
from custodes.scheme.part import Part, Raw, Reading
from custodes.scheme.polygon import crossing, in_a_line, repeated

DAY_H: Final = 24.0
LEAST_CORNERS: Final = 3
MOST_CORNERS: Final = 200
"""Every side is held against every other, and every position against every side."""


class Curfew(Part):
    """Hours in which people must be at home.

    Attributes
    ----------
    share : Quantity
        Share of people on whom it is imposed [ratio].
    radius : Quantity
        How far from home they may be [metre].
    from_ : Quantity
        When it begins [time of day].
    to : Quantity
        When it ends, on the next day when that is earlier than it begins [time of day].
    """

    share: Share
    radius: Metres
    from_: Clock = Field(alias="from")
    to: Clock

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell when the curfew has no length, or when it is not clear whether it runs past midnight."""
        del reading
        begins, ends = ((lowest(raw.get(key)), highest(raw.get(key))) for key in ("from", "to"))
        if begins[0] is None or begins[1] is None or ends[0] is None or ends[1] is None:
            return
        at = ("to",)
        if begins[0] == begins[1] and ends[0] == ends[1]:
            whole_day = (begins[0], ends[0]) == (0.0, DAY_H)
            if begins[0] % DAY_H == ends[0] % DAY_H and not whole_day:
                wrong = "a curfew must end at another time than it begins"
                seen = _shown_ends(raw.get("to"))
                yield Fault(at, "disorder", wrong, seen, "write from 00:00 to 24:00 for the whole day")
        elif begins[0] <= ends[1] and ends[0] <= begins[1]:
            wrong = "a curfew cannot begin and end in ranges that overlap: it is not clear whether it passes midnight"
            seen = f"from {_shown_ends(raw.get('from'))}, to {_shown_ends(raw.get('to'))}"
            yield Fault(at, "disorder", wrong, seen, "narrow one of the ranges")


def _shown_ends(raw: Any) -> str:  # noqa: ANN401
    stated = [raw[key] for key in ("value", "low", "high") if raw.get(key) is not None]
    return " to ".join(dict.fromkeys(shown(each) for each in stated))


class Circle(Part):
    """A round zone: an exclusion zone somewhere around the wearer's home, an inclusion zone around it.

    Attributes
    ----------
    radius : Quantity
        From its centre to its edge [metre].
    distance : Quantity or None
        From the wearer's home to its centre, in a direction that is made up; only of an exclusion zone [kilometre].
    """

    radius: Length
    distance: Length | None = None


class Polygon(Based):
    """A zone with corners on a map, the same for every wearer.

    Attributes
    ----------
    corners : tuple of Coordinates
        Three or more, in order around the zone; the last is joined to the first.
    """

    corners: tuple[Coordinates, ...] = Field(min_length=LEAST_CORNERS)

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell when the corners make no zone."""
        yield from super().compare(raw, reading)
        stated = raw.get("corners")
        if isinstance(stated, list) and stated:
            yield from _outline(stated)


def _outline(stated: list[Any]) -> Iterator[Fault]:
    at = ("corners",)
    if len(stated) > MOST_CORNERS:
        hint = f"leave out corners that hardly matter; {MOST_CORNERS} are enough for any zone"
        yield Fault(at, "bad-zone", f"a zone has at most {MOST_CORNERS} corners", shown(stated), hint)
        return
    corners = [place for place in map(coordinates_of, stated) if place is not None]
    if len(corners) < len(stated):
        return
    again = repeated(corners)
    if again is not None:
        hint = "name each corner once; the last is joined to the first"
        yield Fault((*at, again), "twice", "repeats the corner beside it", _place_text(corners[again]), hint)
    elif len(corners) < LEAST_CORNERS:
        wrong = f"a zone has {LEAST_CORNERS} corners or more"
        yield Fault(at, "bad-zone", wrong, shown(stated), "name every corner, in order around the zone")
    elif in_a_line(corners):
        yield Fault(at, "bad-zone", "the corners lie in a line: the zone has no area", shown(stated))
    else:
        sides = crossing(corners)
        if sides is not None:
            seen = " and ".join(f"the side from corner {side}" for side in sides)
            hint = "name the corners in order around the zone; corners are counted from 0"
            yield Fault(at, "bad-zone", "the zone crosses itself: two of its sides meet", seen, hint)


def _place_text(place: tuple[float, float]) -> str:
    return f"{place[0]:g}, {place[1]:g}"


class Zone(Part):
    """A part of the town that people must keep out of, or stay inside.

    Attributes
    ----------
    kind : str
        Whether they must stay inside (inclusion) or keep out (exclusion).
    share : Quantity
        Share of people on whom it is imposed [ratio].
    circle : Circle or None
        The zone, when it is round.
    polygon : Polygon or None
        The zone, when it has corners.
    """

    kind: Literal["inclusion", "exclusion"]
    share: Share
    circle: Circle | None = None
    polygon: Polygon | None = None

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell when it is not clear where the zone lies, or when it would hold its wearer's home."""
        del reading
        stated = [key for key in ("circle", "polygon") if raw.get(key) is not None]
        if len(stated) != 1:
            wrong, seen = "state exactly one of circle and polygon", " and ".join(stated) or "neither"
            yield Fault((), "mixed-forms", wrong, seen, "a circle lies around the home, a polygon on a map")
        circle = raw.get("circle")
        if isinstance(circle, Mapping):
            yield from _circle(circle, raw.get("kind"))


def _circle(circle: Mapping[str, Any], kind: object) -> Iterator[Fault]:
    at = ("circle", "distance")
    distance = circle.get("distance")
    if kind == "inclusion" and distance is not None:
        hint = "leave it out; the circle lies around the wearer's home"
        yield Fault(at, "unknown-key", "belongs to an exclusion zone", shown(distance), hint)
    if kind != "exclusion":
        return
    if distance is None:
        hint = "state how far the circle's centre lies from the wearer's home"
        yield Fault(at, "missing-key", "is missing", hint=hint)
        return
    radius_m, distance_m = highest(circle.get("radius")), lowest(distance)
    if radius_m is not None and distance_m is not None and radius_m >= distance_m:
        wrong = "the circle may hold the wearer's own home"
        seen = f"radius {radius_m:g} m, distance {distance_m:g} m"
        yield Fault(at, "disorder", wrong, seen, "the distance must be above the radius at all numbers of their ranges")
