"""``custodes run``: a scheme in, answers and a run folder out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from custodes.cli.looks import folder_named
from custodes.cli.progress import watching
from custodes.cli.settings import in_words_of_the_command, settings_given
from custodes.cli.shown import say, say_json
from custodes.cli.stopped import ended_by_signal
from custodes.errors import Refused

if TYPE_CHECKING:
    from custodes.study.finished import Run


@click.command("run")
@click.argument("scheme")
@click.option(
    "--people",
    type=click.IntRange(min=1),
    help="People on the scheme at any one time.  [as the scheme says, at most 10,000; with positions 2,500, with a "
    "curfew 1,000]",
)
@click.option("--days", type=click.IntRange(min=1), help="Length of the run.  [365, with --exact 2192]")
@click.option("--draws", type=click.IntRange(min=1), help="Draws from what is not known.  [64, with --exact 1]")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Seed of every random number.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes.  [as many as the machine has]")
@click.option("--shards", type=click.IntRange(min=1), default=1, show_default=True, help="Parts to split people into.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the run.  [runs/SCHEME-HASH]")
@click.option(
    "--set",
    "settings",
    multiple=True,
    callback=settings_given,
    metavar="PATH=VALUE",
    help="Fix a quantity; repeatable.",
)
@click.option("--exact", is_flag=True, help="Run everybody on the scheme, for six years, in the central world.")
@click.option("--keep-trail", is_flag=True, help="Write down every recorded position of the central world.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def run_scheme(  # noqa: PLR0913 - one argument an option
    scheme: str,
    *,
    people: int | None,
    days: int | None,
    draws: int | None,
    seed: int,
    workers: int | None,
    shards: int,
    out: Path | None,
    settings: dict[str, str],
    exact: bool,
    keep_trail: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Run SCHEME on synthetic people and write a folder with answers, records, tables and a report.

    SCHEME is a name from "custodes schemes" or the path of a .yaml file. A run that is stopped goes on when the same
    command is given again.
    """
    with ended_by_signal():
        from custodes.bench import page  # noqa: PLC0415 - the help page must not wait for it
        from custodes.study.means import Means  # noqa: PLC0415
        from custodes.study.plan import check_counts  # noqa: PLC0415
        from custodes.study.run import carry_out, make_plan  # noqa: PLC0415

        if workers is not None:
            check_counts({"workers": workers})
        try:
            plan = make_plan(
                scheme,
                people=people,
                days=days,
                draws=draws,
                seed=seed,
                shards=shards,
                settings=settings,
                exact=exact,
                keep_trail=keep_trail,
            )
        except Refused as refused:
            raise in_words_of_the_command(refused) from refused
        folder = out or folder_named("runs", plan.scheme.scheme, plan.hash)
        with watching(quiet=quiet) as progress:
            run = carry_out(plan, Means(workers=workers, progress=progress, page=page), folder)
    if as_json:
        _print_json(run, folder)
    else:
        _print(run, folder)


def _print_json(run: Run, folder: Path) -> None:
    from custodes.measures.answer_json import answer_document  # noqa: PLC0415
    from custodes.study.files import answers_document  # noqa: PLC0415

    answers = {key: answer_document(answer) for key, answer in run.answers.items()}
    say_json({"ok": True, "answers": answers, "run": answers_document(run.view)["run"], "out": str(folder)})


def _print(run: Run, folder: Path) -> None:
    from custodes.cli.answers import lines  # noqa: PLC0415

    for line in lines(run.view):
        say(line)
    say()
    say(f"The report is {folder / 'report.html'}")
