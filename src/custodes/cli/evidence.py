"""``custodes evidence``: published trials and counts, the effects that they leave possible, and claims held to them."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING

import click

from custodes.cli.shown import say, say_json, visible
from custodes.cli.tables import WIDTH, text_lines

if TYPE_CHECKING:
    from custodes.report.effect_words import Claim, Line

_MOST_POINTS = 100.0


def _points(context: click.Context, option: click.Parameter, given: float | None) -> float | None:
    del context
    if given is not None and not (math.isfinite(given) and abs(given) <= _MOST_POINTS):
        message = f"{given:g} is not a number of percentage points, from -100 to 100."
        raise click.BadParameter(message, param=option)
    return given


@click.command("evidence")
@click.argument("trial", required=False)
@click.option("--outcome", metavar="NAME", help="One outcome alone, by its definition.")
@click.option(
    "--claim", type=float, callback=_points, metavar="POINTS", help="Percentage points claimed, for the better."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def show_evidence(trial: str | None, *, outcome: str | None, claim: float | None, as_json: bool) -> None:
    """List published evidence of effect, of all publications or of TRIAL.

    With --claim it says how likely the evidence leaves it that a scheme does so much better: 5 for "cuts absconding by
    5 points". A claim is about one outcome; outcomes of different definitions are never mixed.
    """
    from custodes.report.effect_words import (  # noqa: PLC0415 - the help page must not wait for it
        claims,
        effect_document,
        evidence_lines,
        line_document,
    )

    lines = evidence_lines(trial, outcome)
    held = claims(lines, claim) if claim is not None else ()
    if as_json:
        told = [
            {
                "points": each.points,
                "outcome": each.effect.outcome,
                "trial": each.effect.trial,
                "probability": each.probability,
                "effect": effect_document(each.effect),
            }
            for each in held
        ]
        say_json({"ok": True, "evidence": [line_document(line) for line in lines], "claims": told})
        return
    _print(lines, held)


def _print(lines: tuple[Line, ...], held: tuple[Claim, ...]) -> None:
    from custodes.report.effect_words import DESIGNS, MARKED, claim_text, result_text  # noqa: PLC0415

    for claim in held:
        for text in text_lines([claim_text(claim)]):
            say(text)
        say()
    before = ""
    for line in lines:
        of = line.trial
        if of.trial != before:
            say() if before else None
            before = of.trial
            about = f"Counted: {of.population} {of.period[:1].upper()}{of.period[1:]}; {DESIGNS[of.design]}."
            for text in text_lines([f"{of.trial}: {of.title}", about]):
                say(text)
        first, *others = result_text(line)
        for text in (*_set_in(f"- {first}", 2), *(each for other in others for each in _set_in(f"    - {other}", 6))):
            say(text)
    say()
    marks = "; ".join(f"{mark} {words}" for mark, words in MARKED.items())
    for text in text_lines([f"How well a number was seen: {marks}."]):
        say(text)


def _set_in(text: str, indent: int) -> list[str]:
    return textwrap.wrap(visible(text), WIDTH, subsequent_indent=" " * indent)
