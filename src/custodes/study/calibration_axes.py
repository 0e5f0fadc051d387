"""What nobody published, as axes of a grid of settings."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

from custodes.records.tables import SURROUNDINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from custodes.scheme.scheme import Scheme

INDOORS: Final = ("light_indoor", "deep_indoor")
MINUTE_H: Final = 1 / 60
YEAR_D: Final = 365.25


@dataclass(frozen=True)
class Axis:
    """One thing that nobody published, and the values at which it is tried.

    Attributes
    ----------
    key : str
        Short name.
    words, short : str
        What it is; a name that fits the head of a column.
    unit : str
        Unit of `values` in words.
    values : tuple of float
        Tried one after the other.
    paths : tuple of str
        Quantities of the scheme that it sets.
    in_base : float
        What a value is multiplied by to be in base units; `times_own` leaves it out.
    times_own : bool
        Whether a value is a multiple of what the scheme states.
    """

    key: str
    words: str
    short: str
    unit: str
    values: tuple[float, ...]
    paths: tuple[str, ...]
    in_base: float = 1.0
    times_own: bool = False

    def set_on(self, values: Mapping[str, float], value: float) -> dict[str, float]:
        """Set it on a draw.

        Parameters
        ----------
        values : mapping of str to float
            A draw, in base units.
        value : float
            One of `values`.

        Returns
        -------
        dict of str to float
            What changes.
        """
        return {path: value * (values[path] if self.times_own else self.in_base) for path in self.paths}


@dataclass(frozen=True)
class Grid:
    """A grid of settings.

    Attributes
    ----------
    axes : tuple of Axis
        One or more.
    """

    axes: tuple[Axis, ...]

    @property
    def settings(self) -> tuple[tuple[float, ...], ...]:
        """Every setting: one value an axis, the last axis turning fastest."""
        return tuple(product(*(axis.values for axis in self.axes)))

    def draw(self, values: Mapping[str, float], setting: tuple[float, ...]) -> dict[str, float]:
        """Set one setting on a draw.

        Parameters
        ----------
        values : mapping of str to float
            A draw, in base units.
        setting : tuple of float
            One of `settings`.

        Returns
        -------
        dict of str to float
            The whole draw.
        """
        changed = dict(values)
        for axis, value in zip(self.axes, setting, strict=True):
            changed |= axis.set_on(values, value)
        return changed


def _grid(axes: Iterable[Axis], scheme: Scheme, fixed: Iterable[str]) -> Grid:
    """Keep the axes that the scheme has and that the user did not fix."""
    there, fixed = set(scheme.quantities()), set(fixed)
    found = []
    for axis in axes:
        paths = tuple(path for path in axis.paths if path in there and path not in fixed)
        if paths:
            found.append(
                Axis(axis.key, axis.words, axis.short, axis.unit, axis.values, paths, axis.in_base, axis.times_own)
            )
    return Grid(tuple(found))


def must_stay(scheme: Scheme) -> bool:
    """Say whether people have to stay in a zone, where an error of positions can put them out of it.

    Parameters
    ----------
    scheme : Scheme
        The scheme.

    Returns
    -------
    bool
        True for a curfew or an inclusion zone.
    """
    rules = scheme.rules.location
    if rules is None:
        return False
    return rules.curfew is not None or any(zone.kind == "inclusion" for zone in (rules.zones or {}).values())


def _radii(scheme: Scheme) -> tuple[str, ...]:
    rules = scheme.rules.location
    if rules is None or rules.curfew is not None:
        return ("rules.location.curfew.radius",)
    inclusions = [name for name, zone in (rules.zones or {}).items() if zone.kind == "inclusion"]
    return tuple(f"rules.location.zones.{name}.circle.radius" for name in inclusions)


def _zone_axes(location: str, radius: tuple[str, ...]) -> tuple[Axis, ...]:
    return (
        Axis(
            "error",
            "size of the position error",
            "error (times)",
            "times what the scheme states",
            (0.5, 1.0, 2.0),
            tuple(f"{location}.error.sigma.{around}" for around in SURROUNDINGS),
            times_own=True,
        ),
        Axis(
            "correlation",
            "time in which the error forgets itself",
            "forgets itself in (min)",
            "minutes",
            (1.0, 5.0, 18.0),
            (f"{location}.error.correlation_time",),
            MINUTE_H,
        ),
        Axis(
            "bad",
            "share of time indoors with bad signal",
            "bad signal",
            "share",
            (0.05, 0.2, 0.5),
            tuple(f"{location}.error.bad_signal.share.{around}" for around in INDOORS),
        ),
        Axis(
            "radius",
            "radius of the zone around the home",
            "radius (m)",
            "metres",
            (25.0, 50.0, 100.0, 200.0),
            radius,
        ),
        Axis(
            "dwell",
            "positions in a row outside that raise an alert",
            "in a row",
            "positions",
            (1.0, 3.0, 5.0, 10.0),
            ("rules.location.dwell",),
        ),
    )


def alarm_grid(scheme: Scheme, instrument: str, fixed: Iterable[str]) -> Grid:
    """Lay out the grid that is held beside alarms of all kinds.

    Parameters
    ----------
    scheme : Scheme
        The scheme.
    instrument : str
        The instrument that records positions.
    fixed : iterable of str
        Paths that the user fixed; they are not turned.

    Returns
    -------
    Grid
        Of error, correlation, bad signal, radius and dwell where people must stay in a zone; else of battery, habit of
        charging, loss of signal and gap.
    """
    root = f"instruments.{instrument}"
    location = f"{root}.location"
    if must_stay(scheme):
        return _grid(_zone_axes(location, _radii(scheme)), scheme, fixed)
    losses = tuple(f"{location}.loss.share.{around}" for around in INDOORS)
    axes = (
        _battery_life(root, (12.0, 24.0, 50.0)),
        _misses(root, (0.05, 0.1, 0.3)),
        Axis("loss", "share of time indoors without positions", "lost", "share", (0.02, 0.1, 0.3), losses),
        Axis(
            "spell",
            "mean length of a spell without positions",
            "lost for (min)",
            "minutes",
            (5.0, 20.0, 60.0),
            (f"{location}.loss.length",),
            MINUTE_H,
        ),
        Axis(
            "gap", "time without data that raises an alert", "gap (h)", "hours", (0.25, 1.0, 4.0, 24.0), _gaps(scheme)
        ),
    )
    return _grid(axes, scheme, fixed)


def _gaps(scheme: Scheme) -> tuple[str, ...]:
    rules = scheme.rules.location
    counts = rules is not None and rules.gap is not None and rules.gap.counts_as == "non_compliance"
    return ("rules.location.gap.after",) if counts else ()


def _battery_life(root: str, hours: tuple[float, ...]) -> Axis:
    return Axis(
        "battery", "time that a full battery lasts", "battery (h)", "hours", hours, (f"{root}.device.battery_life",)
    )


def _misses(root: str, shares: tuple[float, ...]) -> Axis:
    return Axis("misses", "days without a charge", "days missed", "share", shares, (f"{root}.device.charging.misses",))


def battery_grid(scheme: Scheme, instrument: str, fixed: Iterable[str]) -> Grid:
    """Lay out the grid that is held beside battery breaches.

    Parameters
    ----------
    scheme, instrument, fixed : Scheme, str, iterable of str
        As in `alarm_grid`.

    Returns
    -------
    Grid
        Of battery, habit of charging and how people differ in it, and warnings heeded.
    """
    root = f"instruments.{instrument}"
    axes = (
        _battery_life(root, (12.0, 24.0, 30.0, 40.0, 50.0)),
        _misses(root, (0.02, 0.05, 0.1, 0.2)),
        Axis(
            "differ",
            "how much people differ in that",
            "differ",
            "correlation",
            (0.05, 0.2, 0.5),
            (f"{root}.device.charging.correlation.person",),
        ),
        Axis(
            "reacts",
            "warnings that are heeded",
            "warnings heeded",
            "share",
            (0.5, 0.8),
            (f"{root}.device.charging.reacts",),
        ),
    )
    return _grid(axes, scheme, fixed)


def strap_grid(scheme: Scheme, instrument: str, fixed: Iterable[str]) -> Grid:
    """Lay out the grid that is held beside strap breaches.

    Parameters
    ----------
    scheme, instrument, fixed : Scheme, str, iterable of str
        As in `alarm_grid`.

    Returns
    -------
    Grid
        Of bad fittings and of false reports on good and on bad ones.
    """
    strap = f"instruments.{instrument}.device.strap"
    axes = (
        Axis("fitting", "fittings that are bad", "bad fittings", "share", (0.01, 0.05, 0.2), (f"{strap}.bad_fitting",)),
        Axis(
            "bad_strap",
            "false reports of a bad strap",
            "bad strap (a year)",
            "a year",
            (2.0, 10.0, 50.0),
            (f"{strap}.bad_alerts",),
            1 / YEAR_D,
        ),
        Axis(
            "good_strap",
            "false reports of a good strap",
            "good strap (a year)",
            "a year",
            (0.1, 0.5, 1.0),
            (f"{strap}.good_alerts",),
            1 / YEAR_D,
        ),
    )
    return _grid(axes, scheme, fixed)
