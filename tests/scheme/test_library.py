from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from custodes.errors import Refused
from custodes.scheme.library import check, load, names


def test_the_library_has_its_schemes():
    watched = {"home-office-2022", "fingerprint-handset", "home-office-fitted-tag", "gps-pilot-2022", "curfew-tag"}
    asked = {"probation-check-in", "smartlink", "digital-bail-reporting", "reporting-in-person", "telephone-reporting"}
    assert set(names()) == watched | asked | {"casework", "no-condition", "detention"}
    assert "sources" not in names()


@pytest.mark.parametrize("name", names())
def test_every_scheme_of_the_library_can_be_read(name):
    assert not check(name)
    assert load(name).scheme == name


@pytest.mark.parametrize("name", names())
def test_every_source_of_a_library_scheme_is_known(name):
    scheme = load(name)
    keys = {source.removeprefix("source:") for source in scheme.sources_of(["*"]) if source.startswith("source:")}
    assert keys <= set(scheme.sources)


def test_a_scheme_may_be_read_by_its_path(small):
    assert load(Path(__file__).parent / "files" / "small-example.yaml") == small
    assert load(str(Path(__file__).parent / "files" / "small-example.yaml")) == small


def test_a_name_nobody_knows_is_refused_with_the_one_that_was_meant():
    with pytest.raises(Refused) as refused:
        load("home-ofice-2022")
    (problem,) = refused.value.problems
    assert (problem.code, problem.hint) == ("unknown-scheme", 'did you mean "home-office-2022"?')
    assert check("home-ofice-2022") == (problem,)


def test_a_file_without_an_ending_may_be_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").write_text("a: 1\n", encoding="utf-8")
    assert {problem.file for problem in check("mine")} == {"mine"}


def test_reading_schemes_does_not_wait_for_heavy_packages():
    heavy = ("matplotlib", "pyarrow", "numba", "scipy", "numpy")
    code = f"import custodes.scheme, sys; print([name for name in {heavy} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={  # noqa: S603
        "PYTHONPATH": str(Path(__file__).parents[2] / "src")
    })  # fmt: skip
    assert told.stdout.strip() == "[]"
