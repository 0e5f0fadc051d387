"""A scheme as plain rows, for whoever wants to show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, get_args

from custodes.scheme.admits import Admits
from custodes.scheme.field_words import field_words
from custodes.scheme.part import Part
from custodes.scheme.quantity import Quantity
from custodes.scheme.source import Citation

if TYPE_CHECKING:
    from custodes.scheme.scheme import Scheme

BASIS_WORDS: Final = {"source": "source", "assumption": "assumption", "redacted": "withheld"}
"""How each kind of basis is said."""


@dataclass(frozen=True)
class Row:
    """One thing that a scheme states.

    Attributes
    ----------
    part : str
        The part of the scheme: the first step of the path.
    path : str
        The dotted path.
    what : str
        What it is, in words.
    value : str
        Its value in words, with unit and range.
    basis : str
        "source", "assumption" or "withheld"; empty for what is not a number.
    source : str
        The source with its place, the reason for the assumption, or what was withheld.
    is_range : bool
        Whether it is a number that is not known exactly.
    """

    part: str
    path: str
    what: str
    value: str
    basis: str = ""
    source: str = ""
    is_range: bool = False


@dataclass(frozen=True)
class _Spot:
    """Where a thing stands, what it is called there, and what its field admits."""

    path: str
    what: str
    admits: Admits | None

    def inner(self, key: str | int, what: str | None = None, admits: Admits | None = None) -> _Spot:
        path = f"{self.path}.{key}" if self.path else str(key)
        return _Spot(path, what or self.what, admits)


def describe(scheme: Scheme) -> list[Row]:
    """Give everything that a scheme states, row by row.

    Parameters
    ----------
    scheme : Scheme
        The scheme.

    Returns
    -------
    list of Row
        In the order of the scheme language.
    """
    return list(_rows(scheme, _Spot("", "", None)))


def _rows(thing: Any, spot: _Spot) -> Iterator[Row]:  # noqa: ANN401
    if isinstance(thing, Quantity):
        yield _number(thing, spot)
    elif isinstance(thing, Citation):
        yield _row(spot, f"{thing.key}, {thing.place}: {thing.read}")
    elif isinstance(thing, Part):
        words = field_words(type(thing))
        for name, info in type(thing).model_fields.items():
            inner = getattr(thing, name)
            if inner is not None:
                admits = admits_of([*info.metadata, info.annotation])
                yield from _rows(inner, spot.inner(info.alias or name, _without_unit(words[name]), admits))
    elif isinstance(thing, Mapping):
        for key, inner in thing.items():
            yield from _rows(inner, spot.inner(key, f"{spot.what}: {key.replace('_', ' ')}", spot.admits))
    elif isinstance(thing, tuple) and thing and not isinstance(thing[0], str):
        for i, inner in enumerate(thing):
            yield from _rows(inner, spot.inner(i, None, spot.admits))
    else:
        yield _row(spot, _said(thing))


def _number(quantity: Quantity, spot: _Spot) -> Row:
    basis = quantity.basis
    if isinstance(basis, Citation):
        source = f"{basis.key}, {basis.place}: {basis.read}"
    else:
        source = basis if isinstance(basis, str) else f"{basis.what}; {basis.possible}"
    value = quantity.text(as_share=spot.admits is not None and spot.admits.share)
    return _row(spot, value, BASIS_WORDS[quantity.basis_kind], source, is_range=quantity.is_range)


def _row(spot: _Spot, value: str, basis: str = "", source: str = "", *, is_range: bool = False) -> Row:
    return Row(spot.path.partition(".")[0], spot.path, spot.what, value, basis, source, is_range)


def _said(thing: Any) -> str:  # noqa: ANN401
    if isinstance(thing, bool):
        return "yes" if thing else "no"
    if isinstance(thing, tuple):
        return ", ".join(thing) or "none"
    return thing.isoformat() if isinstance(thing, date) else str(thing)


def _without_unit(words: str) -> str:
    sentence, _, unit = words.rpartition(" [")
    return (sentence if unit.endswith("].") else words).rstrip(".")


def admits_of(annotations: Any) -> Admits | None:  # noqa: ANN401
    """Find what a field admits.

    Parameters
    ----------
    annotations : iterable
        Annotations and their metadata, as deep as they go.

    Returns
    -------
    Admits or None
        The first found; None for a field that is not a number.
    """
    for each in annotations:
        if isinstance(each, Admits):
            return each
        found = admits_of([*get_args(each), *getattr(each, "__metadata__", ())])
        if found is not None:
            return found
    return None
