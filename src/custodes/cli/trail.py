"""``custodes trail``: what a scheme's trail gives away, and what is gained by it, along three dials."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from custodes.cli.looks import check_look, folder_named, say_look, write_look
from custodes.cli.progress import watching
from custodes.cli.settings import in_words_of_the_command, settings_given
from custodes.cli.shown import say
from custodes.cli.tables import table_lines, text_lines
from custodes.errors import Refused

if TYPE_CHECKING:
    from custodes.study.dials import Dials


def _listed(context: click.Context, option: click.Parameter, text: str | None) -> tuple[str, ...]:
    del context, option
    return tuple(each for each in (text or "").split(",") if each.strip()) if text is not None else ()


@click.command("trail")
@click.argument("scheme")
@click.option("--people", type=click.IntRange(min=1), default=300, show_default=True, help="People of the sample.")
@click.option("--days", type=click.IntRange(min=1), default=28, show_default=True, help="Days of the sample.")
@click.option("--draws", type=click.IntRange(min=1), default=8, show_default=True, help="Draws from what is not known.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Seed of every random number.")
@click.option("--interval", callback=_listed, metavar="LIST", help="How often, such as 15min,1h,12h.")
@click.option("--grid", callback=_listed, metavar="LIST", help="To which squares, such as 100m,5km.")
@click.option("--keep", callback=_listed, metavar="LIST", help="For how long, such as 7d,90d.")
@click.option(
    "--set",
    "settings",
    multiple=True,
    callback=settings_given,
    metavar="PATH=VALUE",
    help="Fix a quantity; repeatable.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the page.  [trails/SCHEME-HASH]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def show_trail(  # noqa: PLR0913 - one argument an option
    scheme: str,
    *,
    people: int,
    days: int,
    draws: int,
    seed: int,
    interval: tuple[str, ...],
    grid: tuple[str, ...],
    keep: tuple[str, ...],
    settings: dict[str, str],
    out: Path | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Turn the dials of SCHEME's trail: how often, how coarsely and how long positions are kept.

    For each setting it says what is gained, and what somebody who gets hold of the trail could read from it. Every
    coarser setting is worked out from one record at the scheme's own interval.
    """
    from custodes.report.dial_page import dial_page  # noqa: PLC0415 - the help page must not wait for it
    from custodes.study.dial_plan import dial_plan  # noqa: PLC0415
    from custodes.study.dials import look_at_dials  # noqa: PLC0415

    try:
        plan = dial_plan(
            scheme,
            people=people,
            days=days,
            draws=draws,
            seed=seed,
            interval=interval,
            grid=grid,
            keep=keep,
            settings=settings,
        )
    except Refused as refused:
        raise in_words_of_the_command(refused) from refused
    folder = out or folder_named("trails", plan.scheme.scheme, plan.hash)
    check_look(folder, "trail", plan.hash)
    with watching(quiet=quiet) as progress:
        dials = look_at_dials(plan, progress=progress)
    document = dials.document()
    write_look(folder, "trail", plan.hash, document, dial_page(dials))
    if as_json:
        say_look(document, folder)
    else:
        _print(dials, folder)


def _print(dials: Dials, folder: Path) -> None:
    from custodes.report.dial_table import dial_table  # noqa: PLC0415 - the help page must not wait for it
    from custodes.study.dial_amounts import DIALS  # noqa: PLC0415

    title = f"{dials.plan.scheme.title}: what the trail gives away, and what is gained."
    for line in text_lines([title, "", *dials.notes]):
        say(line)
    for dial in DIALS:
        say()
        for line in table_lines(dial_table(dials, dial)):
            say(line)
    say()
    say("Every person in it is synthetic.")
    say(f"The page is {folder / 'trail.html'}")
