"""The rules of the house, held over the files themselves."""

from __future__ import annotations

import ast
import importlib
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "custodes"
MODULES = sorted(SOURCE.rglob("*.py"))
REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))

NAMES_THAT_SAY_NOTHING = {"util", "utils", "helper", "helpers", "common", "manager", "misc", "tools", "stuff"}
NETWORK = {
    "aiohttp",
    "ftplib",
    "http",
    "httpx",
    "requests",
    "smtplib",
    "ssl",
    "telnetlib",
    "urllib",
    "urllib3",
    "xmlrpc",
}
UNSAFE_READING = {"dill", "joblib", "marshal", "pickle", "shelve"}
UNSAFE_CALLS = {"compile", "eval", "exec", "__import__"}

LONGEST_MODULE = 400
LONGEST_FUNCTION = 50


def _in_source(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def _files_of_the_project() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return [
            path
            for folder in ("src", "tests", "docs", "requirements")
            for path in (ROOT / folder).rglob("*")
            if path.is_file()
        ]
    listed = subprocess.run(  # noqa: S603 a fixed command
        [git, "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def _lines_that_match(pattern: str, paths: list[Path]) -> list[str]:
    wanted = re.compile(pattern)
    found = []
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{_in_source(path)}:{number}: {line.strip()[:120]}"
            for number, line in enumerate(text.splitlines(), start=1)
            if wanted.search(line)
        ]
    return found


def _imports(tree: ast.Module) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return names


# Files


def test_no_module_is_too_long_to_read_at_once():
    long = {
        _in_source(path): lines
        for path in MODULES
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    }
    assert not long


def _lines_of_code(function: ast.FunctionDef) -> int:
    first = function.body[0]
    if ast.get_docstring(function) is not None and len(function.body) > 1:
        first = function.body[1]
    return (function.end_lineno or first.lineno) - first.lineno + 1


def test_no_function_is_too_long_to_read_at_once():
    assert not [
        f"{_in_source(path)}:{node.lineno}: {node.name}, {lines} lines"
        for path in MODULES
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef) and (lines := _lines_of_code(node)) > LONGEST_FUNCTION
    ]


def test_every_file_name_says_what_is_in_it():
    assert not [
        _in_source(path)
        for path in MODULES
        if path.stem in NAMES_THAT_SAY_NOTHING or path.parent.name in NAMES_THAT_SAY_NOTHING
    ]


def test_no_path_of_a_machine_stands_in_the_project():
    places = "work|farm|root|home|Users"
    assert not _lines_that_match(rf"(^|[^A-Za-z0-9._/-])/({places})/", _files_of_the_project())


def test_nothing_is_left_unfinished():
    marks = "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "not " + "implemented", "place" + "holder"))
    assert not _lines_that_match(rf"(?i)\b({marks})\b", MODULES)


def test_every_ignored_rule_is_named():
    assert not _lines_that_match(
        r"#\s*type:\s*ignore(?!\[)|#\s*noqa(?!:)|#\s*ruff:\s*noqa\s*$", [*MODULES, *(ROOT / "tests").rglob("*.py")]
    )


# What is installed


def test_every_requirement_is_pinned_and_hashed():
    assert len(REQUIREMENTS) == 3
    for path in REQUIREMENTS:
        entries = path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
        assert entries
        for entry in entries:
            assert re.match(r"^[a-z0-9-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", entry), f"{path.name}: {entry[:80]}"


def test_no_address_of_a_package_index_stands_in_the_project():
    index = "|".join(
        ("index" + "-url", "extra" + "-index", r"registry\s*=", 'resolved": *"' + "http", "pypi" + r"\.org/simple")
    )
    assert not _lines_that_match(f"(?i)({index})", _files_of_the_project())


def test_the_lists_ask_for_what_the_package_needs():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    def names(lines: list[str]) -> set[str]:
        return {found.group() for line in lines if (found := re.match(r"[a-z][a-z0-9.-]*", line))}

    assert names((ROOT / "requirements/run.in").read_text(encoding="utf-8").splitlines()) == names(
        project["dependencies"]
    )


def test_the_lists_agree_on_versions():
    def pins(path: Path) -> dict[tuple[str, str], str]:
        found = re.findall(r"^([a-z0-9-]+)==(\S+)( ; [^\\]+)?", path.read_text(encoding="utf-8"), re.MULTILINE)
        return {(name, marker.strip()): version for name, version, marker in found}

    run, build, dev = (pins(ROOT / "requirements" / f"{name}.txt") for name in ("run", "build", "dev"))
    assert {**run, **build}.items() <= dev.items()
    assert {key: run[key] for key in run.keys() & build.keys()} == {
        key: build[key] for key in run.keys() & build.keys()
    }


# What the code may do


def test_no_module_can_open_a_network_connection():
    found = []
    for path in MODULES:
        tree = _tree(path)
        found += [f"{_in_source(path)}: {name}" for name in _imports(tree) if name.split(".")[0] in NETWORK]
        # A pair of sockets joins two processes of one machine, and nothing else can.
        found += [
            f"{_in_source(path)}:{node.lineno}: socket.{node.attr}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "socket"
            if node.attr != "socketpair"
        ]
        found += [
            f"{_in_source(path)}:{node.lineno}: from socket"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "socket"
        ]
    assert not found


def test_no_module_reads_objects_or_runs_text():
    found = []
    for path in MODULES:
        tree = _tree(path)
        found += [
            f"{_in_source(path)}: import {name}" for name in _imports(tree) if name.split(".")[0] in UNSAFE_READING
        ]
        found += [
            f"{_in_source(path)}:{node.lineno}: {node.func.id}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in UNSAFE_CALLS
        ]
    assert not found


def test_nothing_outside_the_doors_prints():
    doors = {SOURCE / "cli", SOURCE / "web"}
    found = []
    for path in MODULES:
        if doors & set(path.parents):
            continue
        found += [
            f"{_in_source(path)}:{node.lineno}"
            for node in ast.walk(_tree(path))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        ]
    assert not found


# Docstrings

TAGGED = re.compile(r"\[([^\]\n]+)\]")
ROOMS_WITH_UNITS = ("people", "model", "measures")
# What a docstring may say in brackets beside the units of the closed list.
ALSO_A_UNIT = {
    *("1", "1/hour", "bytes", "cases", "code", "id", "photographs", "unit", "`unit`", "yes/no"),
    *("bit", "decimetre", "degree", "fixes"),  # of trails
}
PER = {"day", "person-day", "person-month", "person-night", "person-year", "week"}
# From when a time is counted.
SINCE = re.compile(r" (after midnight|after Monday 00:00|after the start of the cycle|from joining|of the run)$")


def _sections(docstring: str) -> str:
    start = re.search(r"^(Parameters|Returns|Attributes|Yields)\n-+$", docstring, re.MULTILINE)
    end = re.search(r"^(Notes|References|Examples|Raises)\n-+$", docstring, re.MULTILINE)
    return docstring[start.start() : end.start() if end and end.start() > start.start() else None] if start else ""


def _unit_tags(path: Path) -> list[tuple[int, str]]:
    found = []
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            text = _sections(ast.get_docstring(node) or "")
            text = re.sub(r"``[^`]*``|\w\[[^\]]*\]", "", text)
            found += [(node.lineno, tag) for tag in TAGGED.findall(text)]
    return found


def _is_a_unit(tag: str, units: set[str]) -> bool:
    plain = {
        *units,
        "person/day",
        *ALSO_A_UNIT,
        *(f"per {each}" for each in PER),
        *(f"hour per {each}" for each in PER),
        *(f"day per {each}" for each in PER),
    }
    return all(SINCE.sub("", part) in plain for part in re.split(r", | or ", tag))


@pytest.mark.parametrize("room", ROOMS_WITH_UNITS)
def test_a_unit_in_a_docstring_is_one_of_the_closed_list(room: str):
    units = set(importlib.import_module("custodes.units.unit").UNITS)
    found = [
        f"{_in_source(path)}:{line}: [{tag}]"
        for path in sorted((SOURCE / room).rglob("*.py"))
        for line, tag in _unit_tags(path)
        if not _is_a_unit(tag, units)
    ]
    assert not found
