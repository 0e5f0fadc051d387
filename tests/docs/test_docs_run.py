"""Every command and every example of the documentation is run."""

from __future__ import annotations

import doctest
import os
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.docs.pages import PAGES, ROOT, Block, blocks

if TYPE_CHECKING:
    from pathlib import Path

PROGRAMS = {
    "custodes": (sys.executable, "-c", "from custodes.cli.main import main; main()"),
    "cp": ("cp",),
    "sed": ("sed",),
}
"""What a console block may call, and how a test calls it."""

SECONDS = 900


def _named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def _run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    program, *words = shlex.split(line)
    assert program in PROGRAMS, f"a console block shows a command that no test runs: {line}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(  # noqa: S603 - the words stand in our own pages
        [*PROGRAMS[program], *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def _run_console(block: Block, folder: Path) -> None:
    for position, (line, shown) in enumerate(block.commands, start=1):
        wanted = block.exit_code if position == len(block.commands) else 0
        done = _run(line, folder)
        assert done.returncode == wanted, f"$ {line}\nended with {done.returncode}\n{done.stdout}\n{done.stderr}"
        assert shown in done.stdout + done.stderr, f"$ {line}\ndoes not print what the page shows"


def _run_python(block: Block, name: str, names: dict[str, object]) -> None:
    test = doctest.DocTestParser().get_doctest(block.body, names, name, name, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.FAIL_FAST)
    said: list[str] = []
    runner.run(test, out=said.append, clear_globs=False)
    names.update(test.globs)
    assert runner.summarize(verbose=False).failed == 0, "".join(said)


PAGES_TO_RUN = tuple(page for page in PAGES if any(block.commands or ">>>" in block.body for block in blocks(page)))


@pytest.mark.parametrize("page", PAGES_TO_RUN, ids=_named)
def test_what_a_page_shows_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    library = ROOT / "src/custodes/scheme/library"
    shutil.copytree(library, tmp_path / "src/custodes/scheme/library")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    names: dict[str, object] = {}
    for block in blocks(page):
        if block.file:
            (tmp_path / block.file).write_text(block.body, encoding="utf-8")
        elif block.language == "console":
            _run_console(block, tmp_path)
        elif block.language == "python" and ">>>" in block.body:
            _run_python(block, _named(page), names)


def test_the_pages_that_show_commands_are_found():
    shown = {_named(page) for page in PAGES_TO_RUN}
    assert {"README.md", "docs/start.md", "docs/reference/commands.md"} <= shown


def test_every_python_block_is_an_example_that_runs():
    for page in PAGES:
        for block in blocks(page):
            if block.language == "python":
                assert ">>>" in block.body, f"{_named(page)}: a Python block without a prompt is run by no test"
