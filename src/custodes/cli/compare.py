"""``custodes compare``: schemes side by side, on the same people, days and luck."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from custodes.cli.looks import folder_named, say_look
from custodes.cli.progress import watching
from custodes.cli.settings import in_words_of_the_command
from custodes.cli.shown import say
from custodes.cli.stopped import ended_by_signal
from custodes.cli.tables import table_lines, text_lines
from custodes.errors import Refused

if TYPE_CHECKING:
    from custodes.study.compare import Comparison


@click.command("compare")
@click.argument("schemes", nargs=-1, required=True, metavar="SCHEME SCHEME...")
@click.option(
    "--people", type=click.IntRange(min=1), help="People at any one time.  [the fewest that a run would take]"
)
@click.option("--days", type=click.IntRange(min=1), default=365, show_default=True, help="Length of each run.")
@click.option(
    "--draws", type=click.IntRange(min=1), default=64, show_default=True, help="Draws from what is not known."
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Seed of every random number.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes.  [as many as the machine has]")
@click.option("--shards", type=click.IntRange(min=1), default=1, show_default=True, help="Parts to split people into.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the comparison.  [comparisons/SCHEME-HASH]")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="[NAME:]PATH=VALUE",
    help="Fix a quantity of every scheme that has it, or of one alone; repeatable.",
)
@click.option(
    "--margin",
    "margins",
    multiple=True,
    metavar="ID=AMOUNT",
    help="How much worse than the first another may do and still do as well; repeatable.",
)
@click.option(
    "--effect",
    "entered",
    multiple=True,
    metavar="NAME=TRIAL",
    help="Put the effect of a published trial on the absconding under one scheme; repeatable.",
)
@click.option(
    "--claim",
    "claims",
    multiple=True,
    metavar="NAME=POINTS",
    help="Put a claimed effect on it, in percentage points for the better; repeatable.",
)
@click.option(
    "--prices",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File of conversions between currencies and years of prices.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def compare_schemes(  # noqa: PLR0913 - one argument an option
    schemes: tuple[str, ...],
    *,
    people: int | None,
    days: int,
    draws: int,
    seed: int,
    workers: int | None,
    shards: int,
    out: Path | None,
    settings: tuple[str, ...],
    margins: tuple[str, ...],
    entered: tuple[str, ...],
    claims: tuple[str, ...],
    prices: Path | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Run two or more schemes side by side and write a folder with compare.json, tables and a page.

    Each SCHEME is a name from "custodes schemes" or the path of a .yaml file. The first is the one asked about: the
    others are run on its people, and set beside it. A comparison that is stopped goes on when the same command is given
    again.
    """
    with ended_by_signal():
        from custodes.bench import carry_out_comparison  # noqa: PLC0415 - the help page must not wait for it
        from custodes.study.compare_plan import compare_plan  # noqa: PLC0415

        try:
            plan = compare_plan(
                schemes,
                people=people,
                days=days,
                draws=draws,
                seed=seed,
                shards=shards,
                settings=settings,
                entered=entered,
                claims=claims,
                margins=margins,
                prices=prices,
            )
        except Refused as refused:
            raise in_words_of_the_command(refused) from refused
        folder = out or folder_named("comparisons", plan.plans[plan.first].scheme.scheme, plan.hash)
        with watching(quiet=quiet) as progress:
            done = carry_out_comparison(plan, folder, workers=workers, progress=progress)
    if as_json:
        say_look(done.document(), folder)
    else:
        _print(done, folder)


def _print(done: Comparison, folder: Path) -> None:
    from custodes.report.compare_about import entered_said  # noqa: PLC0415 - the help page must not wait for it
    from custodes.report.compare_table import compare_table  # noqa: PLC0415

    plan = done.plan
    one = plan.plans[plan.first]
    say(f"{' and '.join(plan.plans)}: {one.people:,} people at a time, {one.days} days, seed {one.seed}.")
    for side in ("takes", "gains", "costs"):
        say()
        for line in table_lines(compare_table(done, side)):
            say(line)
    for each in plan.entered:
        say()
        for line in text_lines([entered_said(plan, each)]):
            say(line)
    say()
    for stage in done.necessity.stages:
        for line in text_lines([f"{stage.asks} {stage.verdict.capitalize()}.", *(f"- {why}." for why in stage.why)]):
            say(line)
    say()
    say("Nothing is added up into one score. Every person in it is synthetic.")
    say(f"The page is {folder / 'compare.html'}")
