"""``custodes check`` and ``custodes schema``: what is wrong with a scheme file, and what a right one looks like."""

from __future__ import annotations

import click

from custodes.cli.shown import problem_documents, say, say_json, warn
from custodes.errors import Refused


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def check_files(files: tuple[str, ...], *, as_json: bool) -> int:
    """Check scheme files and say everything that is wrong with each."""
    from custodes.scheme.library import check  # noqa: PLC0415 - the help page must not wait for it

    problems = {file: check(file) for file in files}
    wrong = [problem for found in problems.values() for problem in found]
    if as_json:
        checked = [{"file": file, "ok": not found} for file, found in problems.items()]
        code = Refused.exit_code if wrong else 0
        say_json({"ok": not wrong, "code": code, "files": checked, "problems": problem_documents(wrong)})
        return code
    for file, found in problems.items():
        for problem in found:
            warn(str(problem))
        say(f"{file}: {_count(len(found))}")
    return Refused.exit_code if wrong else 0


def _count(problems: int) -> str:
    return "nothing wrong" if problems == 0 else "1 problem" if problems == 1 else f"{problems} problems"


@click.command("schema")
def print_schema() -> None:
    """Print the JSON Schema of a scheme file, for editors."""
    from custodes.scheme.json_schema import json_schema  # noqa: PLC0415 - the help page must not wait for it

    say_json(json_schema())
