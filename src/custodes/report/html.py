"""A run written as one HTML page that needs nothing else and runs nothing."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from custodes.report.evidence import SECTIONS
from custodes.report.first_screen import first_screen
from custodes.report.inert import visible
from custodes.report.numbers import percent
from custodes.report.quantities import in_words, unpublished
from custodes.report.sentences import MIDDLES, size_notes
from custodes.report.vocabulary import capital

if TYPE_CHECKING:
    from custodes.study.view import QuantityRow, RunView

_BOX: Final = (
    "Every person in it is synthetic, made by a computer in the proportions that the scheme states. It says what the "
    "rules, devices and desks of the scheme would do to people if its numbers are right: it bounds mechanisms. It "
    "holds nothing about any real person, and says of no real person that they did or did not do anything."
)
_MISSING: Final = 3

_HOW_GOT: Final = "In small print stands how it was got."


def _finalize(value: object) -> object:
    """Make plain text visible before it is escaped; markup was made from such text already."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _package_text(name: str) -> str:
    return (files("custodes.report") / name).read_text(encoding="utf-8")


def style() -> Markup:
    """Give the style sheet of this package, the one text that enters a page without being escaped.

    Returns
    -------
    Markup
        For the page's head.
    """
    text = _package_text("style.css")
    if "</" in text:
        message = "the style sheet must not close its own element"
        raise AssertionError(message)
    return Markup(text)  # noqa: S704  (a file of this package, never text from outside)


def environment() -> Environment:
    """Give what fills templates of this package.

    Returns
    -------
    Environment
        Escapes every text, shows what cannot be seen in it, and knows no undefined names.
    """
    found = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=False,
        keep_trailing_newline=True,
        loader=FunctionLoader(_package_text),
    )
    found.filters["kind"] = lambda block: type(block).__name__
    return found


def _first_note(view: RunView) -> str:
    """Say what stands after each number of the first screen, and what the numbers do not do."""
    if view.plan.draws == 1:
        return (
            "This run has a single draw: every unknown stands at its middle. So the range after each number comes from "
            f"a finite number of people only, and says nothing of what is not known. {_HOW_GOT}"
        )
    level = percent(next(iter(view.answers.values())).level)
    return (
        f"After each number stands where the middle {level} of what is possible lies, over worlds that agree with what "
        f"the scheme states and with what is assumed. {MIDDLES} {_HOW_GOT}"
    )


def _missing(row: QuantityRow) -> tuple[str, str]:
    why = "withheld" if row.basis == "redacted" else "assumed"
    words = in_words(row.path)
    return f"{capital(words)}: {row.text}, {why}.", row.reason


def render(view: RunView) -> str:
    """Write a run as one HTML page.

    The page holds no script, asks for nothing from outside, and is the same to the byte for the same view.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    str
        The HTML document.
    """
    scheme = view.scheme
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            style=style(),
            title=scheme.title,
            about=scheme.about,
            made_up=scheme.status == "made-up",
            first=first_screen(view),
            note=_first_note(view),
            box=_BOX,
            sizes=size_notes(view),
            missing=[_missing(row) for row in unpublished(view.quantities, _MISSING)],
            sections=[found for section in SECTIONS if (found := section(view)) is not None],
            scheme=scheme.scheme,
            fingerprint=scheme.hash,
            seed=view.plan.seed,
        )
    )
