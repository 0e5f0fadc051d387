"""``custodes verify``: is a run folder what it says it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

from custodes.cli.progress import watching
from custodes.cli.shown import problem_documents, say, say_json, warn
from custodes.errors import Refused

_AGAIN: Final = {
    "audit": "To count again, give the same files to: ",
    "mine": "To make the page again, give the same files to: ",
    "compare": "To compare again: ",
}
"""Kinds of folder that are made from files elsewhere, with what to say before the command."""

_COMMANDS: Final = {
    "audit": "custodes audit FOLDER --out DIR",
    "mine": "custodes mine FOLDER --out DIR",
    "compare": "custodes compare SCHEME SCHEME --out DIR",
}


@click.command("verify")
@click.argument("folder", metavar="RUN", type=click.Path(path_type=Path))
@click.option("--workers", type=click.IntRange(min=1), help="Processes.  [as many as the machine has]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def verify_run(folder: Path, *, workers: int | None, as_json: bool, quiet: bool) -> int:
    """Check the hashes of the folder RUN, run it again, and compare every byte.

    Of an audit, or of a page about one's own file, the hashes alone are checked: the files it is of are elsewhere. So
    are those of a comparison, and the command that makes it again is given. Of a published package the hashes are
    checked, and whether a small count can be worked out from it.
    """
    if (folder / "datapackage.json").is_file():
        return _package(folder, as_json=as_json)
    from custodes.records.whole_folder import said_by  # noqa: PLC0415 - the help page must not wait for it

    said = said_by(folder)
    if said.get("kind") in _AGAIN:
        return _hashes_only(folder, said, as_json=as_json)
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


def _hashes_only(folder: Path, said: dict[str, Any], *, as_json: bool) -> int:
    from custodes.records import manifest  # noqa: PLC0415 - the help page must not wait for it

    problems = manifest.check(folder)
    code = Refused.exit_code if problems else 0
    files = 0 if problems else len(manifest.files_in(folder)) - 1
    command = said.get("command")
    again = command if isinstance(command, str) else _COMMANDS[said["kind"]]
    if as_json:
        shown = problem_documents(problems)
        say_json({"ok": not code, "code": code, "files": files, "run_again": False, "again": again, "problems": shown})
        return code
    for problem in problems:
        warn(str(problem))
    if problems:
        say("Not verified: the folder is not as it was written.")
    else:
        say(f"The hashes of all {files} files hold; it was not done again here. {_AGAIN[said['kind']]}{again}")
    return code


def _package(folder: Path, *, as_json: bool) -> int:
    from custodes.publish import verify_published  # noqa: PLC0415 - the help page must not wait for it

    problems, files = verify_published(folder)
    code = Refused.exit_code if problems else 0
    if as_json:
        shown = problem_documents(problems)
        say_json({"ok": not code, "code": code, "files": files, "run_again": False, "problems": shown})
        return code
    for problem in problems:
        warn(str(problem))
    if problems:
        say("Not verified: the package is not as it was written, or tells too much.")
    else:
        say(f"Verified: all {files} files have their hashes, and no small count can be worked out from its tables.")
    return code
