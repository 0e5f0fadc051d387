"""``custodes threshold``: what would have to be true for an answer to cross a line."""

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
    from custodes.study.threshold import Threshold


@click.command("threshold")
@click.argument("scheme")
@click.option("--question", required=True, metavar="ID", help="Id of an answer, as in answers.json.")
@click.option("--vary", required=True, metavar="PATH", help='The number that is varied, or "effect".')
@click.option("--line", type=float, help="What the answer crosses, in its own unit.  [0 with --against]")
@click.option(
    "--side", metavar="[below|above]", help="Side of the line on which it is wanted.  [the one that is better]"
)
@click.option("--against", metavar="SCHEME", help="Hold it against another scheme: the answer is then the difference.")
@click.option("--from", "low", metavar="NUMBER", help="Low end of the range.  [as the scheme states]")
@click.option("--to", "high", metavar="NUMBER", help="High end of the range.  [as the scheme states]")
@click.option("--equal", metavar="ID", help="An answer first made the same under both, in the central world.")
@click.option("--by", metavar="NAME:PATH[=LOW..HIGH]", help="The number that is set to make it so, and its range.")
@click.option(
    "--set",
    "settings",
    multiple=True,
    callback=settings_given,
    metavar="PATH=VALUE",
    help="Fix a quantity; repeatable.",
)
@click.option("--people", type=click.IntRange(min=1), help="People on the scheme at any one time.  [500]")
@click.option("--days", type=click.IntRange(min=1), help="Length of each run.  [180, or what the question names]")
@click.option("--draws", type=click.IntRange(min=1), help="Draws from everything else that is not known.  [12]")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Seed of every random number.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes.  [as many as the machine has]")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the page.  [thresholds/SCHEME-HASH]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def look_for_threshold(  # noqa: PLR0913 - one argument an option
    scheme: str,
    *,
    question: str,
    vary: str,
    line: float | None,
    side: str | None,
    against: str | None,
    low: str | None,
    high: str | None,
    equal: str | None,
    by: str | None,
    settings: dict[str, str],
    people: int | None,
    days: int | None,
    draws: int | None,
    seed: int,
    workers: int | None,
    out: Path | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Say at which value of one number an answer of SCHEME crosses a line, or that no value does.

    The number is varied over its range, everything else stays as it is, and the model is run at each value on the same
    people, days and luck; then again in worlds in which everything else that is not known is drawn anew.
    """
    from custodes.report.threshold_page import threshold_page  # noqa: PLC0415 - the help page must not wait for it
    from custodes.study.plan import check_counts  # noqa: PLC0415
    from custodes.study.threshold import find_threshold  # noqa: PLC0415
    from custodes.study.threshold_document import document  # noqa: PLC0415
    from custodes.study.threshold_plan import threshold_plan  # noqa: PLC0415

    if workers is not None:
        check_counts({"workers": workers})
    try:
        plan = threshold_plan(
            scheme,
            question=question,
            vary=vary,
            line=line,
            side=side,
            against=against,
            low=low,
            high=high,
            equal=equal,
            by=by,
            settings=settings,
            people=people,
            days=days,
            draws=draws,
            seed=seed,
        )
    except Refused as refused:
        raise in_words_of_the_command(refused) from refused
    folder = out or folder_named("thresholds", plan.schemes[0].scheme, plan.hash)
    check_look(folder, "threshold", plan.hash)
    with watching(quiet=quiet) as progress:
        threshold = find_threshold(plan, workers=workers, progress=progress)
    told = document(threshold)
    write_look(folder, "threshold", plan.hash, told, threshold_page(threshold))
    if as_json:
        say_look(told, folder)
    else:
        _print(threshold, folder)


def _print(threshold: Threshold, folder: Path) -> None:
    from custodes.report.threshold_words import first_words, notes  # noqa: PLC0415 - the help page must not wait for it

    for line in text_lines([first_words(threshold), "", *notes(threshold)]):
        say(line)
    say()
    say("Every person in it is synthetic.")
    say(f"The page is {folder / 'threshold.html'}")
