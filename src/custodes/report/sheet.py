"""A page about one question of a scheme, apart from the report of a run, made of the same blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.html import environment, style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custodes.report.blocks import Section
    from custodes.scheme.scheme import Scheme

_SYNTHETIC: Final = (
    "Every person on it is synthetic, made by a computer in the proportions that the scheme states. It bounds what a "
    "setting does if the scheme's numbers are right; it holds nothing about any real person, and says of no real "
    "person that they did or did not do anything."
)


def sheet(scheme: Scheme, heading: str, sections: Sequence[Section], *, seed: int, command: str) -> str:
    """Write a page that needs nothing else and runs nothing.

    Parameters
    ----------
    scheme : Scheme
        What it is about.
    heading : str
        What it asks.
    sections : sequence of Section
        What it holds, in order.
    seed : int
        Seed of its numbers.
    command : str
        The command that makes it again.

    Returns
    -------
    str
        The HTML document; the same to the byte for the same blocks.
    """
    return (
        environment()
        .get_template("sheet.html.j2")
        .render(
            style=style(),
            heading=heading,
            title=scheme.title,
            about=scheme.about,
            made_up=scheme.status == "made-up",
            box=_SYNTHETIC,
            sections=sections,
            scheme=scheme.scheme,
            fingerprint=scheme.hash,
            seed=seed,
            command=command,
        )
    )
