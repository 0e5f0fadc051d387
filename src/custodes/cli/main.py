"""The command ``custodes``: parses, calls, prints, and ends with a code that a script can trust."""

from __future__ import annotations

import hashlib
import re
import sys
import tempfile
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import click

from custodes.cli.audit import audit_folder
from custodes.cli.calibrate import calibrate_scheme
from custodes.cli.check import check_files, print_schema
from custodes.cli.compare import compare_schemes
from custodes.cli.contract import invert_contract
from custodes.cli.evidence import show_evidence
from custodes.cli.map import map_folder
from custodes.cli.mine import look_at_mine
from custodes.cli.publish import publish_run
from custodes.cli.run import run_scheme
from custodes.cli.schemes import list_schemes, show_scheme
from custodes.cli.scores import read_scores
from custodes.cli.sensitivity import show_sensitivity
from custodes.cli.shown import problem_documents, say_json, warn
from custodes.cli.threshold import look_for_threshold
from custodes.cli.trail import show_trail
from custodes.cli.verify import verify_run
from custodes.errors import CustodesError, Interrupted, Problem, Refused
from custodes.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE: Final = 2
INTERRUPTED: Final = 5
BUG: Final = 70

_QUESTION: Final = re.compile(r"\.? \(?Did you mean (.*?)\?\)?$")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, "--version", message="custodes %(version)s")
def custodes() -> None:
    """Test an electronic-monitoring scheme on synthetic people.

    A scheme file says who is made to wear or do what, how often, who decides, what is kept and what it costs.
    Custodes says what that does: how often people are wrongly accused, which people, what it takes from them.

    Exit codes: 0 done, 2 wrong usage, 3 input refused, 4 refused for privacy, 5 interrupted and can be resumed, 70 our
    bug.
    """


for _command in (
    list_schemes,
    show_scheme,
    check_files,
    run_scheme,
    compare_schemes,
    show_trail,
    look_for_threshold,
    calibrate_scheme,
    show_sensitivity,
    show_evidence,
    invert_contract,
    map_folder,
    audit_folder,
    read_scores,
    look_at_mine,
    publish_run,
    print_schema,
    verify_run,
):
    custodes.add_command(_command)


def called(arguments: Sequence[str]) -> int:
    """Carry out a command line.

    Parameters
    ----------
    arguments : sequence of str
        Words after ``custodes``.

    Returns
    -------
    int
        The exit code.
    """
    as_json = "--json" in arguments
    try:
        outcome = custodes.main(args=list(arguments), prog_name="custodes", standalone_mode=False)
    except click.ClickException as error:
        return _usage(error, as_json=as_json)
    except CustodesError as error:
        return _told(error, as_json=as_json)
    except (KeyboardInterrupt, click.Abort):
        why = "stopped before anything was finished; the same command starts again"
        return _failed([_problem("interrupted", why)], INTERRUPTED, as_json=as_json)
    except SystemExit:
        # Click ends the process when whoever read our lines has seen enough; that is no failure.
        return 0
    except Exception as error:  # noqa: BLE001 - the last net: anything that gets here is a bug of ours
        return _bug(error, as_json=as_json)
    return outcome if isinstance(outcome, int) else 0


def _usage(error: click.ClickException, *, as_json: bool) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.ctx.get_help(), err=True)
        return USAGE
    context = error.ctx if isinstance(error, click.UsageError) else None
    hint = f"see {context.command_path} --help" if context else "see custodes --help"
    # Click ends its sentences, with a question now and then; ours goes on with the hint.
    message = _QUESTION.sub(r" (did you mean \1)", error.format_message().rstrip().removesuffix("."))
    return _failed([_problem("usage", message, hint)], USAGE, as_json=as_json)


def _told(error: CustodesError, *, as_json: bool) -> int:
    if isinstance(error, Refused):
        return _failed(error.problems, error.exit_code, as_json=as_json)
    code = "interrupted" if isinstance(error, Interrupted) else "failed"
    return _failed([_problem(code, str(error))], error.exit_code, as_json=as_json)


def _problem(code: str, wrong: str, hint: str = "") -> Problem:
    return Problem(file="", line=0, path="", wrong=wrong, seen="", hint=hint, code=code)


def _failed(problems: Sequence[Problem], code: int, *, as_json: bool) -> int:
    if as_json:
        say_json({"ok": False, "code": code, "problems": problem_documents(problems)})
    else:
        for problem in problems:
            warn(str(problem))
    return code


def _bug(error: Exception, *, as_json: bool) -> int:
    place = _write_bug(error)
    wrong = f"a bug of ours: {type(error).__name__}; nothing half-written is left"
    hint = f"a short report without any of your data is in {place}; please send it to us" if place else ""
    return _failed([_problem("bug", wrong, hint)], BUG, as_json=as_json)


def _write_bug(error: BaseException) -> Path | None:
    """Write the places of an error, never its text: the text may hold what a record says."""
    lines = [f"custodes {VERSION}, Python {sys.version.split()[0]}, {sys.platform}"]
    link: BaseException | None = error
    while link is not None:
        lines.append(type(link).__name__)
        frames = traceback.extract_tb(link.__traceback__)
        lines += [f"  {_package_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        link = link.__cause__ or link.__context__
    text = "\n".join(lines) + "\n"
    name = f"custodes-bug-{hashlib.sha256(text.encode()).hexdigest()[:12]}.txt"
    place = Path(tempfile.gettempdir()) / name
    try:
        place.write_text(text, encoding="utf-8")
    except OSError:
        return None
    return place


def _package_place(filename: str) -> str:
    parts = Path(filename).parts
    return "/".join(parts[parts.index("custodes") :] if "custodes" in parts else parts[-2:])


def main() -> NoReturn:
    """Carry out the command line of this process and end it."""
    sys.exit(called(sys.argv[1:]))
