"""``custodes schemes`` and ``custodes show``: what there is, and everything that one scheme says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from custodes.cli.shown import say, say_json, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from custodes.scheme.scheme import Scheme


@click.command("schemes")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_schemes(*, as_json: bool) -> None:
    """List the schemes that come with Custodes."""
    from custodes.scheme.library import load, names  # noqa: PLC0415 - the help page must not wait for it

    found = [load(name) for name in names()]
    if as_json:
        keys = ("scheme", "title", "status", "jurisdiction")
        listed = [{**{key: getattr(each, key) for key in keys}, "hash": each.hash} for each in found]
        say_json({"ok": True, "schemes": listed})
        return
    width = max((len(each.scheme) for each in found), default=0)
    for each in found:
        say(f"{each.scheme:<{width}}  {each.title} ({each.jurisdiction}, {each.status})")
    say()
    say("Look at one with: custodes show SCHEME. Run one with: custodes run SCHEME.")


@click.command("show")
@click.argument("scheme")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def show_scheme(scheme: str, *, as_json: bool) -> None:
    """Show every part of SCHEME with its numbers, what they rest on, and what is not run.

    SCHEME is a name from "custodes schemes" or the path of a .yaml file.
    """
    from custodes.scheme.library import load  # noqa: PLC0415 - the help page must not wait for it

    found = load(scheme)
    if as_json:
        say_json({"ok": True, **_document(found)})
    else:
        _print(found)


def _document(scheme: Scheme) -> dict[str, Any]:
    from custodes.scheme.describe import describe  # noqa: PLC0415 - the help page must not wait for it

    said = {row.path: row.value for row in describe(scheme)}
    return {
        "hash": scheme.hash,
        "stated": scheme.plain(),
        "quantities": {
            path: {
                "text": said[path],
                "unit": each.unit,
                "low_base": each.low_base,
                "mid_base": each.mid_base,
                "high_base": each.high_base,
                "basis": each.basis_kind,
                "source": each.source_key,
            }
            for path, each in scheme.quantities().items()
        },
        "parts_not_run": [{"part": part, "why": why} for part, why in scheme.parts_not_run()],
    }


def _print(scheme: Scheme) -> None:
    """Print a scheme, wrapped to the width of the screen."""
    from rich.console import Console  # noqa: PLC0415 - the help page must not wait for it
    from rich.padding import Padding  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(highlight=False)
    # Rich would end the process by itself when whoever reads has seen enough; that is for the caller to judge.
    with console.capture() as text:
        for line, indent, style in _lines(scheme):
            console.print(Padding(Text(visible(line), style=style), (0, 0, 0, indent), expand=False) if line else "")
    for line in text.get().splitlines():
        click.echo(line.rstrip())


_HEAD = frozenset({"scheme", "title", "about", "status", "jurisdiction", "as_at"})


def _lines(scheme: Scheme) -> Iterator[tuple[str, int, str]]:
    """Give each line of a scheme with its indent and its style."""
    from custodes.scheme.describe import describe  # noqa: PLC0415 - the help page must not wait for it
    from custodes.scheme.settings import settable  # noqa: PLC0415

    yield f"{scheme.title} ({scheme.scheme})", 0, "bold"
    yield scheme.about, 0, ""
    yield f"{scheme.status}; {scheme.jurisdiction}; as at {scheme.as_at.isoformat()}; hash {scheme.hash[:12]}", 0, ""
    part, paths = "", frozenset(settable(scheme))
    for row in describe(scheme):
        if row.part in _HEAD:
            continue
        if row.part != part:
            part = row.part
            yield "", 0, ""
            yield part.replace("_", " "), 0, "bold"
        # What can be set stands under the path that --set takes; everything else in words that no one takes for a path.
        name = row.path if row.path in paths else row.path.replace(".", " ")
        yield f"{name}: {row.value}", 2, ""
        if row.basis:
            yield f"{row.basis}: {row.source}", 6, "dim"
    yield "", 0, ""
    yield "not run yet", 0, "bold"
    for part, why in scheme.parts_not_run() or [("", "Every part of this scheme is run.")]:
        yield (f"{part}: {why}" if part else why), 2, ""
