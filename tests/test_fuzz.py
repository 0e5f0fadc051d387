"""Each script that fuzzes a reader runs, and finds nothing in a few inputs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FUZZ = Path(__file__).resolve().parents[1] / "fuzz"
SCRIPTS = sorted(path.stem for path in FUZZ.glob("*.py") if path.stem != "driver")


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_few_inputs_bring_no_reader_to_grief(script, tmp_path):
    done = subprocess.run(  # noqa: S603 - a fixed script
        [sys.executable, FUZZ / f"{script}.py", "--runs", "25", "--plain"],
        capture_output=True,
        text=True,
        check=False,
        env={"TMPDIR": str(tmp_path), "PATH": ""},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "25 inputs, 0 came to grief" in done.stdout


def test_the_page_names_every_script():
    page = (FUZZ / "README.md").read_text(encoding="utf-8")
    assert {line.split("`")[1] for line in page.splitlines() if line.startswith("| `")} == {
        f"{name}.py" for name in SCRIPTS
    }
