from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numba
import pytest

import custodes
from custodes.kernel_cache import PREFIX, VARIABLE, fingerprint, use_own_folder


@pytest.fixture
def package(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, "")
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setattr(numba.config, "CACHE_DIR", numba.config.CACHE_DIR)
    for room in ("model", "people"):
        (tmp_path / room).mkdir()
        (tmp_path / room / "one.py").write_text("a = 1\n", encoding="utf-8")
    return tmp_path


def test_any_change_of_any_file_changes_the_fingerprint(package):
    seen = {fingerprint(package)}
    (package / "people" / "one.py").write_text("a = 2\n", encoding="utf-8")
    seen.add(fingerprint(package))
    (package / "model" / "two.py").write_text("", encoding="utf-8")
    seen.add(fingerprint(package))
    (package / "model" / "two.py").rename(package / "model" / "three.py")
    seen.add(fingerprint(package))
    assert len(seen) == 4


def test_loops_of_another_state_are_removed_when_long_unused(package):
    before = use_own_folder(package)
    assert before is not None
    assert os.environ[VARIABLE] == str(before)
    (package / "model" / "one.py").write_text("a = 3\n", encoding="utf-8")
    after = use_own_folder(package)
    assert after != before
    assert before.exists()  # a process that began with it may still be at work
    os.utime(before, (0, 0))
    assert after == use_own_folder(package)
    assert not before.exists()


def test_a_folder_of_the_users_own_is_left_alone(package, monkeypatch, tmp_path):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "mine"))
    assert use_own_folder(package) is None
    assert os.environ[VARIABLE] == str(tmp_path / "mine")


def test_a_package_that_cannot_be_written_to_goes_on(package, monkeypatch):
    def refuse(*_args, **_options):
        raise PermissionError

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert use_own_folder(package) is None


def test_the_compiler_uses_it():
    code = "import custodes, numba; print(numba.config.CACHE_DIR)"
    environment = {name: value for name, value in os.environ.items() if name != VARIABLE}
    told = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    folder = Path(told.stdout.strip())
    assert folder.name == f"{PREFIX}{fingerprint(Path(custodes.__file__).parent)}"
