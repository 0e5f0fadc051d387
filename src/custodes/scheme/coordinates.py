"""Places on the Earth, as a scheme states them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from custodes.scheme.basis import Based
from custodes.scheme.fault import Fault, shown
from custodes.scheme.part import Part, Raw, Reading
from custodes.scheme.quantity_checks import as_number

if TYPE_CHECKING:
    from collections.abc import Iterator

EARTH_KM: Final = 6371.0088
"""Mean radius of the Earth, IUGG [kilometre]."""
MOST_LATITUDE: Final = 90.0
MOST_LONGITUDE: Final = 180.0


def _degrees(given: Any) -> float:  # noqa: ANN401
    number = as_number(given)
    if number is None:
        texts = {"wrong": "must be a number", "seen": shown(given), "hint": "write degrees, such as 51.5"}
        code = "not-a-number"
        raise PydanticCustomError(code, "{wrong}", texts)
    return number


Degrees = Annotated[float, PlainValidator(_degrees), WithJsonSchema({"type": "number"})]
"""Degrees of latitude or longitude, with decimals."""


class Coordinates(Part):
    """A place on the Earth, WGS 84.

    Attributes
    ----------
    lat : float
        Latitude, north of the equator above 0 [degree].
    lon : float
        Longitude, east of Greenwich above 0 [degree].
    """

    stated_as: ClassVar[str] = "state lat and lon, such as {lat: 51.5, lon: -0.1}"

    lat: Degrees
    lon: Degrees

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell when there is no such place."""
        yield from super().compare(raw, reading)
        lat, lon = as_number(raw.get("lat")), as_number(raw.get("lon"))
        if lat is not None and abs(lat) > MOST_LATITUDE:
            swapped = lon is not None and abs(lon) <= MOST_LATITUDE
            hint = "did you swap lat and lon?" if swapped else "north is above 0, south below"
            yield Fault(("lat",), "out-of-range", "a latitude must be from -90 to 90 degrees", shown(lat), hint)
        if lon is not None and abs(lon) > MOST_LONGITUDE:
            hint = "east of Greenwich is above 0, west below"
            yield Fault(("lon",), "out-of-range", "a longitude must be from -180 to 180 degrees", shown(lon), hint)


class Centre(Coordinates, Based):
    """Where the centre of a made-up town lies, for zones that are drawn on a map.

    Attributes
    ----------
    lat : float
        Latitude, north of the equator above 0 [degree].
    lon : float
        Longitude, east of Greenwich above 0 [degree].
    """


def coordinates_of(raw: Any) -> tuple[float, float] | None:  # noqa: ANN401
    """Read a place that may be faulty.

    Parameters
    ----------
    raw : object
        What stood in the file.

    Returns
    -------
    tuple of float or None
        Latitude and longitude [degree]; None when it is no place, which is told elsewhere.
    """
    lat, lon = (as_number(raw.get(key)) if isinstance(raw, dict) else None for key in ("lat", "lon"))
    if lat is None or lon is None or abs(lat) > MOST_LATITUDE or abs(lon) > MOST_LONGITUDE:
        return None
    return lat, lon


def apart_km(place: tuple[float, float], centre: tuple[float, float]) -> float:
    """Say how far a place lies from the centre of a map that is flat.

    Parameters
    ----------
    place, centre : tuple of float
        Latitude and longitude [degree].

    Returns
    -------
    float
        Distance on the flat map [kilometre]. A map that crosses the 180th meridian cannot be made: there the
        distance is around the Earth.
    """
    north = math.radians(place[0] - centre[0])
    east = math.radians(place[1] - centre[1]) * math.cos(math.radians(centre[0]))
    return EARTH_KM * math.hypot(north, east)
