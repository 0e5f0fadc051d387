"""A file to a scheme, or to everything that is wrong with it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from custodes.errors import Problem, Refused
from custodes.scheme.fault import Fault, Mark, shown
from custodes.scheme.part import Reading, as_day, not_a_mapping
from custodes.scheme.problems import fault_problems, faults_of, in_order, mark_problems
from custodes.scheme.read_file import read_text
from custodes.scheme.read_yaml import parse
from custodes.scheme.scheme import Scheme
from custodes.scheme.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.scheme.read_yaml import Document

SOURCES_NAME: Final = "sources.yaml"
"""Sources stand in a file of this name beside a scheme."""

LIBRARY: Final = Path(__file__).resolve().parent / "library"
"""The schemes that come with Custodes."""


def read_scheme(path: Path, shown_as: str | None = None) -> Scheme:
    """Read a scheme from a file.

    The library's sources are always known; a ``sources.yaml`` beside the file adds to them.

    Parameters
    ----------
    path : Path
        The file.
    shown_as : str, optional
        How the file is named in a problem; its path unless told.

    Returns
    -------
    Scheme
        The scheme.

    Raises
    ------
    Refused
        With everything that is wrong with the file, by line.
    """
    found, problems = try_scheme(path, shown_as or str(path))
    if found is None or problems:
        raise Refused(problems)
    return found


def try_scheme(path: Path, shown_as: str) -> tuple[Scheme | None, list[Problem]]:
    """Read a scheme, or find everything that is wrong with the file.

    Parameters
    ----------
    path : Path
        The file.
    shown_as : str
        How the file is named in a problem.

    Returns
    -------
    tuple of Scheme or None and list of Problem
        The scheme, and no problem; or problems by line.
    """
    text = read_text(path)
    if isinstance(text, Mark):
        return None, mark_problems([text], shown_as)
    sources, problems = known_sources(path.parent)
    document = parse(text)
    problems += mark_problems(document.marks, shown_as)
    if document.data is None:
        return None, in_order(problems)
    scheme, faults = scheme_from(document.data, sources)
    faults = [*_without_aliases(faults, document), *_name_faults(document, path.stem)]
    problems += fault_problems(faults, document.lines, shown_as)
    return (None if problems else scheme), in_order(problems)


def scheme_from(data: Any, sources: Mapping[str, Source]) -> tuple[Scheme | None, list[Fault]]:  # noqa: ANN401
    """Make a scheme of plain data, or find everything that is wrong with it.

    Parameters
    ----------
    data : object
        As a file states it.
    sources : mapping of str to Source
        The known sources by key.

    Returns
    -------
    tuple of Scheme or None and list of Fault
        The scheme, and no fault; or what is wrong.
    """
    if not isinstance(data, dict):
        return None, [_not_a_scheme(data)]
    reading = Reading(sources=frozenset(sources), as_at=as_day(data.get("as_at")))
    try:
        return Scheme.model_validate(data, context=reading).with_sources(sources), []
    except ValidationError as error:
        return None, faults_of(error)


def known_sources(folder: Path) -> tuple[dict[str, Source], list[Problem]]:
    """Read the library's sources and those beside a scheme.

    Parameters
    ----------
    folder : Path
        The folder in which the scheme stands.

    Returns
    -------
    tuple of dict and list of Problem
        Sources by key, and what is wrong with either file.
    """
    library, wrong = _library_sources()
    sources, problems = dict(library), list(wrong)
    path = folder / SOURCES_NAME
    if folder.resolve() != LIBRARY and path.exists():
        more, found = read_sources(path, str(path), library)
        sources |= more
        problems += found
    return sources, problems


@cache
def _library_sources() -> tuple[Mapping[str, Source], tuple[Problem, ...]]:
    """Read the library's sources once: they are part of the program and do not change under it."""
    sources, problems = read_sources(LIBRARY / SOURCES_NAME, f"library/{SOURCES_NAME}", {})
    return sources, tuple(problems)


def read_sources(path: Path, shown_as: str, known: Mapping[str, Source]) -> tuple[dict[str, Source], list[Problem]]:
    """Read the entries of one ``sources.yaml``.

    Parameters
    ----------
    path : Path
        The file.
    shown_as : str
        How the file is named in a problem.
    known : mapping of str to Source
        Sources read before; an entry may repeat one of them but not say something else under its key.

    Returns
    -------
    tuple of dict and list of Problem
        Sources by key, and what is wrong with the file.
    """
    text = read_text(path)
    if isinstance(text, Mark):
        return {}, mark_problems([text], shown_as)
    document = parse(text)
    problems = mark_problems(document.marks, shown_as)
    if document.data is None:
        return {}, problems
    if not isinstance(document.data, dict):
        return {}, fault_problems([_not_a_scheme(document.data)], document.lines, shown_as)
    sources: dict[str, Source] = {}
    faults: list[Fault] = []
    for key, entry in document.data.items():
        try:
            sources[key] = Source.model_validate(entry)
        except ValidationError as error:
            faults += [Fault((key, *each.at), each.code, each.wrong, each.seen, each.hint) for each in faults_of(error)]
            continue
        if key in known and known[key] != sources[key]:
            hint = "give yours another key"
            wrong = "is already the key of another source in the library"
            faults.append(Fault((key,), "duplicate-source", wrong, key, hint))
    return sources, problems + fault_problems(faults, document.lines, shown_as)


def _not_a_scheme(data: object) -> Fault:
    # A file that is no mapping at all may be anything, even somebody's records: nothing of it is shown.
    return not_a_mapping("text" if isinstance(data, str) else data)


def _without_aliases(faults: list[Fault], document: Document) -> list[Fault]:
    """Leave out what is wrong only because nothing was read in place of an alias."""
    places = [mark.at for mark in document.marks if mark.code == "alias"]
    return [fault for fault in faults if not any(fault.at[: len(place)] == place for place in places)]


def _name_faults(document: Document, stem: str) -> list[Fault]:
    name = document.data.get("scheme") if isinstance(document.data, dict) else None
    if not isinstance(name, str) or name == stem:
        return []
    hint = f'write "scheme: {stem}", or rename the file'
    return [Fault(("scheme",), "name-not-file", "is not the name of its file", shown(name), hint)]
