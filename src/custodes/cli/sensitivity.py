"""``custodes sensitivity``: which unknown of a scheme moves which answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from custodes.cli.looks import check_look, folder_named, say_look, write_look
from custodes.cli.progress import watching
from custodes.cli.settings import in_words_of_the_command, settings_given
from custodes.cli.shown import say
from custodes.cli.tables import text_lines
from custodes.errors import Refused

if TYPE_CHECKING:
    from custodes.study.sensitivity import Sensitivity


@click.command("sensitivity")
@click.argument("scheme")
@click.option("--question", "questions", multiple=True, metavar="ID", help="An answer to look at; repeatable.")
@click.option(
    "--vary", multiple=True, metavar="PATH", help="An unknown to vary, the others standing still; repeatable."
)
@click.option("--trajectories", type=int, default=4, show_default=True, help="Paths of the screening.")
@click.option("--base", type=int, help="Size of the base sample, a power of two.  [64]")
@click.option("--draws", type=click.IntRange(min=1), help="At least so many draws: the next size that --base takes.")
@click.option("--most", type=int, default=12, show_default=True, help="Unknowns to look at one by one.")
@click.option("--people", type=click.IntRange(min=1), help="People on the scheme at any one time.  [at most 150]")
@click.option("--days", type=click.IntRange(min=1), help="Length of each run.  [365]")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Seed of every random number.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes.  [as many as the machine has, at most 8]")
@click.option(
    "--set",
    "settings",
    multiple=True,
    callback=settings_given,
    metavar="PATH=VALUE",
    help="Fix a quantity; repeatable.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the page.  [sensitivities/SCHEME-HASH]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def show_sensitivity(  # noqa: PLR0913 - one argument an option
    scheme: str,
    *,
    questions: tuple[str, ...],
    vary: tuple[str, ...],
    trajectories: int,
    base: int | None,
    draws: int | None,
    most: int,
    people: int | None,
    days: int | None,
    seed: int,
    workers: int | None,
    settings: dict[str, str],
    out: Path | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Find out which unknown of SCHEME moves which answer.

    Every unknown is screened; those that move an answer most are looked at one by one, and the world's own luck beside
    them. It says what each answer hangs on, and whether that is a source, an assumption or a number that was withheld.
    """
    from custodes.report.sensitivity_document import sensitivity_document  # noqa: PLC0415
    from custodes.report.sensitivity_page import sensitivity_page  # noqa: PLC0415 - the help page must not wait for it
    from custodes.study.plan import check_counts  # noqa: PLC0415
    from custodes.study.sensitivity import look_at_unknowns  # noqa: PLC0415
    from custodes.study.sensitivity_plan import rows_for, sensitivity_plan  # noqa: PLC0415

    if workers is not None:
        check_counts({"workers": workers})
    try:
        plan = sensitivity_plan(
            scheme,
            questions=questions,
            vary=vary,
            people=people,
            days=days,
            seed=seed,
            trajectories=trajectories,
            base=rows_for(base, draws),
            most=most,
            settings=settings,
        )
    except Refused as refused:
        raise in_words_of_the_command(refused) from refused
    folder = out or folder_named("sensitivities", plan.scheme.scheme, plan.hash)
    check_look(folder, "sensitivity", plan.hash)
    with watching(quiet=quiet) as progress:
        looked = look_at_unknowns(plan, workers=workers, progress=progress)
    document = sensitivity_document(looked)
    write_look(folder, "sensitivity", plan.hash, document, sensitivity_page(looked))
    if as_json:
        say_look(document, folder)
    else:
        _print(looked, folder)


def _print(looked: Sensitivity, folder: Path) -> None:
    from custodes.report.sensitivity_words import about, sentence  # noqa: PLC0415 - the help page must not wait for it

    scheme = looked.plan.scheme
    for line in text_lines([f"{scheme.title}: which unknown moves which answer.", ""]):
        say(line)
    for found in looked.found:
        for line in text_lines([sentence(found, looked.plan), ""]):
            say(line)
    left = [f"Left out: {about(key)}: {why}." for key, why in looked.left_out.items()]
    for line in text_lines([*left, *([""] if left else [])]):
        say(line)
    say("Every person in it is synthetic.")
    say(f"The page is {folder / 'sensitivity.html'}")
