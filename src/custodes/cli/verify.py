"""``custodes verify``: is a run folder what it says it is."""

from __future__ import annotations

from pathlib import Path

import click

from custodes.cli.progress import watching
from custodes.cli.shown import problem_documents, say, say_json, warn
from custodes.errors import Refused


@click.command("verify")
@click.argument("folder", metavar="RUN", type=click.Path(path_type=Path))
@click.option("--workers", type=click.IntRange(min=1), help="Processes.  [as many as the machine has]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def verify_run(folder: Path, *, workers: int | None, as_json: bool, quiet: bool) -> int:
    """Check the hashes of the folder RUN, run it again, and compare every byte."""
    from custodes.bench import page  # noqa: PLC0415 - the help page must not wait for it
    from custodes.study.means import Means  # noqa: PLC0415
    from custodes.study.verify import verify  # noqa: PLC0415

    with watching(quiet=quiet) as progress:
        verified = verify(folder, Means(workers=workers, progress=progress, page=page))
    code = Refused.exit_code if verified.problems else 0
    if as_json:
        problems = problem_documents(verified.problems)
        say_json(
            {
                "ok": not code,
                "code": code,
                "files": verified.files,
                "run_again": verified.run_again,
                "problems": problems,
            }
        )
        return code
    for problem in verified.problems:
        warn(str(problem))
    say(verified.sentence())
    return code
