"""YAML 1.2 to plain data, with the line of every field; what could hide something is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from custodes.scheme.fault import Mark, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ruamel.yaml.events import Event

    from custodes.scheme.fault import Place

DEEPEST: Final = 40
"""So deep may lists and mappings be nested; a scheme needs about ten."""

LONGEST_INTEGER: Final = 18
"""Longer runs of digits are read as inexact numbers."""

_WORDS: Final = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER: Final = re.compile(r"[-+]?[0-9]+")
_BASED: Final = re.compile(r"0o[0-7]{1,16}|0x[0-9a-fA-F]{1,12}")
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE: Final = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


@dataclass(frozen=True)
class Document:
    """What a file holds.

    Attributes
    ----------
    data : object
        Text, numbers, true, false, None, lists and mappings with text keys.
    lines : mapping of tuple to int
        The line, from 1, of every key and list entry.
    marks : tuple of Mark
        What is wrong with the text.
    """

    data: Any
    lines: Mapping[Place, int]
    marks: tuple[Mark, ...]


class _Unreadable(Exception):
    """Reading cannot go on after this."""


@dataclass
class _Builder:
    """Builds plain data from events; its fields grow while it reads one file."""

    events: Iterator[Event]
    lines: dict[Place, int] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)

    def mark(self, event: Event, at: Place, code: str, wrong: str, told: tuple[str, str] = ("", "")) -> None:
        self.marks.append(Mark(_line(event), at, code, wrong, *told))

    def thing(self, event: Event, at: Place) -> Any:  # noqa: ANN401
        """Build whatever begins with this event."""
        if len(at) > DEEPEST:
            self.mark(event, at[:1], "too-deep", f"lists and mappings are nested more than {DEEPEST} deep")
            raise _Unreadable
        self._plainness(event, at)
        if isinstance(event, MappingStartEvent):
            return self._mapping(at)
        if isinstance(event, SequenceStartEvent):
            return self._list(at)
        return scalar(event) if isinstance(event, ScalarEvent) else None

    def _plainness(self, event: Event, at: Place) -> None:
        """Refuse what lets one part of a file stand for another, or be read as something else."""
        if isinstance(event, AliasEvent):
            told = (f"*{event.anchor}", "write the entry out in full")
            self.mark(event, at, "alias", "one part of a file cannot point at another", told)
            return
        if isinstance(event, NodeEvent) and event.anchor is not None:
            self.mark(event, at, "anchor", "anchors are not read", (f"&{event.anchor}", "take it out"))
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.mark(event, at, "tag", "tags are not read", (str(tag), "take it out"))

    def _mapping(self, at: Place) -> dict[str, Any]:
        built: dict[str, Any] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                self.mark(event, at, "bad-key", "a key must be plain text")
                self.thing(event, (*at, "?"))
                self.thing(next(self.events), (*at, "?"))
                continue
            key = str(event.value)
            here = (*at, key)
            self._plainness(event, here)
            if key in built:
                hint = f"it stands first on line {self.lines[here]}"
                self.mark(event, here, "duplicate-key", "stands twice in the same mapping", (shown(key), hint))
                self.thing(next(self.events), (*at, "?"))
                continue
            self.lines[here] = _line(event)
            built[key] = self.thing(next(self.events), here)
        return built

    def _list(self, at: Place) -> list[Any]:
        built: list[Any] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            here = (*at, len(built))
            self.lines[here] = _line(event)
            built.append(self.thing(event, here))
        return built


def scalar(event: ScalarEvent) -> Any:  # noqa: ANN401
    """Read a single word by the core rules of YAML 1.2: dates, times and "yes" are text.

    Parameters
    ----------
    event : ScalarEvent
        The word as the parser found it.

    Returns
    -------
    object
        None, bool, int, float or str.
    """
    text = str(event.value)
    if not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text) if len(text) <= LONGEST_INTEGER else float(text)
    if _BASED.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text):
        return float(text)
    return float(text.replace(".", "")) if _NOT_FINITE.fullmatch(text) else text


def parse(text: str) -> Document:
    """Read YAML 1.2 to plain data.

    Parameters
    ----------
    text : str
        The text of one file.

    Returns
    -------
    Document
        Its data, the line of every field, and everything that is wrong with the text. When the text cannot be read at
        all, the data are None and one mark says where.
    """
    builder = _Builder(YAML(typ="safe", pure=True).parse(text))
    data: Any = None
    documents = 0
    try:
        for event in builder.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                _directives(builder, event)
                if documents > 1:
                    hint = "keep one scheme a file"
                    builder.mark(event, (), "several-documents", "holds more than one document", ("---", hint))
                    break
                data = builder.thing(next(builder.events), ())
    except _Unreadable:
        data = None
    except YAMLError as error:
        return Document(None, builder.lines, (*builder.marks, _unreadable(error, text)))
    if data is None and not builder.marks:
        return Document(None, {}, (Mark(1, (), "empty-file", "holds nothing"),))
    return Document(data, builder.lines, tuple(builder.marks))


def _directives(builder: _Builder, event: DocumentStartEvent) -> None:
    version = event.version
    if version is not None and tuple(version) != (1, 2):
        told = (".".join(map(str, version)), "take the %YAML line out")
        builder.mark(event, (), "yaml-version", "files are read as YAML 1.2", told)
    if event.tags:
        builder.mark(event, (), "tag", "tags are not read", (", ".join(event.tags), "take the %TAG line out"))


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1


def _unreadable(error: YAMLError, text: str) -> Mark:
    """Say why the text is not YAML, and where."""
    hint = "look at the indentation, quotes and colons of this line and the one above"
    if isinstance(error, ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return Mark(
            line,
            (),
            "not-yaml",
            "holds a character that YAML does not allow",
            f"U+{error.character:04X}",
            "take it out",
        )
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        return Mark(
            mark.line + 1 if mark else 1, (), "not-yaml", f"is not YAML: {error.problem or error.context}", "", hint
        )
    return Mark(1, (), "not-yaml", "is not YAML", "", hint)
