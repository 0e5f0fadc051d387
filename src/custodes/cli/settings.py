"""The option ``--set``, which several commands have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from custodes.errors import Refused


def settings_given(context: click.Context, option: click.Parameter, pairs: tuple[str, ...]) -> dict[str, str]:
    """Take the settings of a command line apart.

    Parameters
    ----------
    context, option : click.Context, click.Parameter
        What is being read.
    pairs : tuple of str
        Each PATH=VALUE.

    Returns
    -------
    dict of str to str
        Values by path.

    Raises
    ------
    click.BadParameter
        When one is no such pair, or a path is set twice.
    """
    del context
    settings: dict[str, str] = {}
    for pair in pairs:
        path, equals, value = pair.partition("=")
        if not equals or not path.strip() or not value.strip():
            message = f"{pair!r} is not PATH=VALUE, such as desks.review.minutes_per_case=4."
            raise click.BadParameter(message, param=option)
        if path.strip() in settings:
            message = f"{path.strip()!r} is set twice."
            raise click.BadParameter(message, param=option)
        settings[path.strip()] = value.strip()
    return settings


def in_words_of_the_command(refused: Refused) -> Refused:
    """Name the option where Python names the argument.

    Parameters
    ----------
    refused : Refused
        A refusal of settings, among others.

    Returns
    -------
    Refused
        The same, said in the words of the command line.
    """
    from custodes.scheme.settings import FILE  # noqa: PLC0415 - the help page must not wait for it

    return type(refused)(replace(each, file="--set") if each.file == FILE else each for each in refused.problems)
