"""``custodes calibrate``: which settings of what nobody published agree with counts that somebody did."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from custodes.cli.looks import check_look, folder_named, say_look, write_look
from custodes.cli.progress import watching
from custodes.cli.settings import in_words_of_the_command, settings_given
from custodes.cli.shown import say
from custodes.cli.tables import table_lines, text_lines
from custodes.errors import Refused

if TYPE_CHECKING:
    from custodes.study.calibration import Calibration

LISTED: Final = 12
"""Agreeing settings of each kind that are printed; all of them stand on the page."""


@click.command("calibrate")
@click.argument("scheme")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Seed of every random number.")
@click.option(
    "--set",
    "settings",
    multiple=True,
    callback=settings_given,
    metavar="PATH=VALUE",
    help="Fix a quantity; repeatable.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the page.  [calibrations/SCHEME-HASH]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def calibrate_scheme(  # noqa: PLR0913 - one argument an option
    scheme: str, *, seed: int, settings: dict[str, str], out: Path | None, as_json: bool, quiet: bool
) -> None:
    """Hold settings of what is not known of SCHEME's tag beside published counts of alerts.

    A grid of settings is tried; several agree, and all that do are listed. A quantity that is fixed with --set is not
    turned.
    """
    from custodes.report.calibration_page import calibration_page  # noqa: PLC0415
    from custodes.study.calibrate import calibrate, calibration_plan  # noqa: PLC0415

    try:
        plan = calibration_plan(scheme, seed=seed, settings=settings)
    except Refused as refused:
        raise in_words_of_the_command(refused) from refused
    folder = out or folder_named("calibrations", plan.scheme.scheme, plan.hash)
    check_look(folder, "calibrate", plan.hash)
    with watching(quiet=quiet) as progress:
        found = calibrate(plan, progress=progress)
    document = found.document()
    write_look(folder, "calibrate", plan.hash, document, calibration_page(found))
    if as_json:
        say_look(document, folder)
    else:
        _print(found, folder)


def _print(found: Calibration, folder: Path) -> None:
    from custodes.report.calibration_words import (  # noqa: PLC0415 - the help page must not wait for it
        TITLES,
        about,
        agreeing_table,
        axis_table,
        pairs_said,
        several,
        verdict,
    )

    for line in text_lines([f"{found.plan.scheme.title}: which settings fit what was published.", "", several(found)]):
        say(line)
    for trial in found.trials:
        said = [f"- {text}" for text in verdict(trial)]
        for line in text_lines(["", TITLES[trial.key], about(trial), *said]):
            say(line)
        for table in (axis_table(trial), agreeing_table(trial, LISTED)):
            for line in ["", *table_lines(table)]:
                say(line)
    for line in text_lines(["", pairs_said(found), "Every person in it is synthetic."]):
        say(line)
    say(f"The page is {folder / 'calibrate.html'}")
