"""What a scheme does at all, and the words that follow from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.report.vocabulary import NOT_FALSE, NOT_FALSE_WITH_TAG

if TYPE_CHECKING:
    from custodes.study.view import RunView


def makes_checks(view: RunView) -> bool:
    """Say whether anybody is asked to prove anything.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    bool
        False for a scheme that only records where people are.
    """
    return any(tool.checks is not None for tool in view.scheme.instruments.values())


def records_positions(view: RunView) -> bool:
    """Say whether it is recorded where people are.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    bool
        True when an instrument records positions.
    """
    return any(tool.location is not None for tool in view.scheme.instruments.values())


def complied(view: RunView) -> str:
    """Say who counts as having done throughout what was asked.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    str
        Such as "never absconded nor handed the device over".
    """
    if records_positions(view):
        return (
            "never absconded, never handed the device over or took it off, and were never really where they must not be"
        )
    return "never absconded nor handed the device over"


def not_false(view: RunView) -> str:
    """Say what an alert that is not false is about.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    str
        A clause.
    """
    return NOT_FALSE_WITH_TAG if records_positions(view) else NOT_FALSE


def absence(view: RunView) -> str:
    """Say what counts as an absence in an alert.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    str
        Such as "a true absence".
    """
    return "a true absence or a true violation" if records_positions(view) else "a true absence"
