"""A fault in one part of a scheme, and a mark on the text of a file, before either becomes a problem."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pydantic_core import InitErrorDetails, PydanticCustomError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

LONGEST_SEEN: Final = 60
"""So many characters of what was seen are shown at most."""

LONGEST_WHOLE: Final = 1e15
"""Whole numbers below it are shown without a decimal point."""

Place = tuple[str | int, ...]
"""Keys and list positions that lead to a field."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a part of a scheme.

    Attributes
    ----------
    at : tuple of str or int
        Where in the part: keys and list positions.
    code : str
        A fixed code of `custodes.scheme.codes.CODES`.
    wrong, seen, hint : str
        What is wrong, what was seen, how to mend it.
    """

    at: Place
    code: str
    wrong: str
    seen: str = ""
    hint: str = ""

    def detail(self) -> InitErrorDetails:
        """Give the fault in the form in which pydantic collects errors.

        Returns
        -------
        InitErrorDetails
            The fault, its texts kept in the error's context.
        """
        told = {"wrong": self.wrong, "seen": self.seen, "hint": self.hint}
        return InitErrorDetails(type=PydanticCustomError(self.code, "{wrong}", told), loc=self.at, input=None)


@dataclass(frozen=True)
class Mark:
    """Something that is wrong with a file before its parts are looked at.

    Attributes
    ----------
    line : int
        Its line, from 1; 0 when the whole file is concerned.
    at : tuple of str or int
        Keys and list positions that lead to it.
    code, wrong, seen, hint : str
        As in `custodes.errors.Problem`.
    """

    line: int
    at: Place
    code: str
    wrong: str
    seen: str = ""
    hint: str = ""


def told(error: ErrorDetails) -> Fault | None:
    """Read back a fault from the form in which pydantic collects errors.

    Parameters
    ----------
    error : ErrorDetails
        One error of a `ValidationError`.

    Returns
    -------
    Fault or None
        The fault, or None when the error is pydantic's own.
    """
    texts = error.get("ctx", {})
    if "wrong" not in texts:
        return None
    return Fault(error["loc"], error["type"], texts["wrong"], texts["seen"], texts["hint"])


def shown(thing: Any) -> str:  # noqa: ANN401  (whatever stood in the file)
    """Write what was seen, shortened.

    Parameters
    ----------
    thing : object
        What stood in the file.

    Returns
    -------
    str
        A few words at most.
    """
    if thing is None:
        return "nothing"
    if isinstance(thing, bool):
        return str(thing).lower()
    if isinstance(thing, Mapping):
        return "a mapping" if thing else "an empty mapping"
    if isinstance(thing, Sequence) and not isinstance(thing, str):
        return f"a list of {len(thing)}"
    if isinstance(thing, float) and abs(thing) < LONGEST_WHOLE and thing.is_integer():
        thing = int(thing)
    text = " ".join(str(thing).split())
    return text if len(text) <= LONGEST_SEEN else f"{text[: LONGEST_SEEN - 3]}..."
