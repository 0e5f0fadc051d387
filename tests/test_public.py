from __future__ import annotations

import doctest
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import custodes
import custodes.bench
import custodes.cli.shown
import custodes.records.text

ROOT = Path(__file__).resolve().parents[1]


def test_public_names_are_few_and_there():
    assert dir(custodes) == sorted(custodes.__all__)
    for name in custodes.__all__:
        assert getattr(custodes, name) is not None


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = custodes.nothing


def test_the_version_is_that_of_the_package():
    document = tomllib.loads((ROOT / "pyproject.toml").read_text())
    stated = document["project"].get("version")
    if stated is None:
        place = document["tool"]["hatch"]["version"]
        stated = re.search(place["pattern"], (ROOT / place["path"]).read_text())["version"]
    assert stated == custodes.__version__


@pytest.mark.parametrize("module", [custodes, custodes.bench, custodes.cli.shown, custodes.records.text])
def test_examples_in_docstrings_run(module):
    outcome = doctest.testmod(module)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_a_run_from_python_has_answers_tables_and_a_report(tmp_path):
    run = custodes.run("home-office-2022", people=20, days=4, draws=2, workers=1)
    assert isinstance(run, custodes.Run)
    assert isinstance(run.answers["checks_due_per_person_year"], custodes.Answer)
    folder = run.write(tmp_path / "run")
    assert (folder / "report.html").read_text().lower().startswith("<!doctype html>")


def test_a_script_without_a_guard_may_start_workers(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "import custodes\n"
        "print('started')\n"
        "run = custodes.run('home-office-2022', people=20, days=4, draws=2, workers=2)\n"
        "print(len(run.view.worlds))\n"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter, a script of this test
        [sys.executable, str(script)],
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["started", "3"]
