"""What is wrong with a map, collected with file, line and path, so that all of it is told at once."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from custodes.errors import Problem
from custodes.scheme.fault import shown
from custodes.scheme.problems import line_of, path_text
from custodes.units import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from custodes.scheme.fault import Place


@dataclass
class MapFaults:
    """Faults of one map; the list grows while it is read.

    Attributes
    ----------
    file : str
        The map as the user named it.
    lines : mapping of tuple to int
        Line of each key.
    problems : list of Problem
        What is wrong.
    """

    file: str
    lines: Mapping[Place, int]
    problems: list[Problem] = field(default_factory=list)

    def add(self, at: Place, code: str, wrong: str, seen: str = "", hint: str = "") -> None:
        """Tell one fault.

        Parameters
        ----------
        at : tuple of str or int
            Keys that lead to it.
        code, wrong, seen, hint : str
            As in `Problem`.
        """
        self.problems.append(Problem(self.file, line_of(at, self.lines), path_text(at), wrong, seen, hint, code))

    def mapping(self, thing: object, at: Place, known: Iterable[str] | None = None) -> dict[str, Any]:
        """Take a mapping with known keys.

        Parameters
        ----------
        thing : object
            What stands there.
        at : tuple of str or int
            Keys that lead to it.
        known : iterable of str, optional
            Keys that it may have; any without it.

        Returns
        -------
        dict
            Its known entries; empty when it is no mapping.
        """
        if not isinstance(thing, Mapping):
            self.add(at, "wrong-kind", "must be a mapping", shown(thing), 'write "name: ..." on lines of its own')
            return {}
        names = None if known is None else tuple(known)
        for key in thing:
            if names is not None and key not in names:
                self.add((*at, key), "unknown-key", "is not a key known here", key, did_you_mean(key, names))
        return {key: value for key, value in thing.items() if names is None or key in names}

    def text(self, thing: object, at: Place) -> str:
        """Take a text.

        Parameters
        ----------
        thing : object
            What stands there; a whole number is taken as it is written.
        at : tuple of str or int
            Keys that lead to it.

        Returns
        -------
        str
            The text, "" when it is none.
        """
        if isinstance(thing, str) and thing:
            return thing
        if isinstance(thing, int) and not isinstance(thing, bool):
            return str(thing)
        self.add(at, "wrong-kind", "must be text", shown(thing), "put it in quotes")
        return ""

    def number(self, thing: object, at: Place) -> float:
        """Take a number.

        Parameters
        ----------
        thing : object
            What stands there.
        at : tuple of str or int
            Keys that lead to it.

        Returns
        -------
        float
            The number, 0 when it is none.
        """
        if isinstance(thing, int | float) and not isinstance(thing, bool) and abs(thing) <= sys.float_info.max:
            return float(thing)
        self.add(at, "not-a-number", "must be a number", shown(thing))
        return 0.0

    def texts(self, thing: object, at: Place) -> tuple[str, ...]:
        """Take a list of texts, or one text.

        Parameters
        ----------
        thing : object
            What stands there.
        at : tuple of str or int
            Keys that lead to it.

        Returns
        -------
        tuple of str
            The texts.
        """
        if not isinstance(thing, list):
            return (self.text(thing, at),)
        return tuple(self.text(each, (*at, place)) for place, each in enumerate(thing))
