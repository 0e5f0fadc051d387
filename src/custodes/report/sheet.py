"""A page apart from the report of a run, made of the same blocks: about one question of a scheme, or about files."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Sheet:
    """What a page holds.

    Attributes
    ----------
    heading : str
        What it asks.
    subject : str
        What it is about, in a few words.
    kicker : str
        The line above the heading.
    about : str
        The line under it.
    box : tuple of str
        What the page is, and what it is not.
    sections : sequence of Section
        What it holds, in order.
    foot : tuple of (str, str)
        What stands at its foot: words, and the code after them.
    contents : bool
        Whether a list of its sections stands after the first of them.
    """

    heading: str
    subject: str
    kicker: str
    about: str
    box: tuple[str, ...]
    sections: Sequence[Section]
    foot: tuple[tuple[str, str], ...]
    contents: bool = False


def written(page: Sheet) -> str:
    """Write a page that needs nothing else and runs nothing.

    Parameters
    ----------
    page : Sheet
        What it holds.

    Returns
    -------
    str
        The HTML document; the same to the byte for the same blocks.
    """
    return environment().get_template("sheet.html.j2").render(style=style(), **vars(page))


def sheet(scheme: Scheme, heading: str, sections: Sequence[Section], *, seed: int, command: str) -> str:
    """Write a page about one question of a scheme.

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
    return written(
        Sheet(
            heading=heading,
            subject=scheme.title,
            kicker="Custodes on a made-up scheme" if scheme.status == "made-up" else "Custodes",
            about=f"{scheme.title}. {scheme.about}",
            box=(_SYNTHETIC,),
            sections=sections,
            foot=(
                ("Scheme", scheme.scheme),
                (", fingerprint", scheme.hash),
                (f", seed {seed}. The same page again:", command),
            ),
        )
    )
