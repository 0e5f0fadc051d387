"""The reference pages name everything that they are about, and nothing that is not there."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from typing import TYPE_CHECKING, Any

import pytest

import custodes
from custodes.records.schema import TABLES
from custodes.units.unit import UNITS
from tests.docs.pages import DOCS, ROOT, table_names

if TYPE_CHECKING:
    from collections.abc import Iterator

REFERENCE = DOCS / "reference"
SOURCE = ROOT / "src" / "custodes"
# Where a code stands among the arguments of what takes one.
TAKES_A_CODE = {"Fault": 1, "_problem": 0, "refuse": 0}


def _text(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def _marked(text: str) -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", text))


# Answers


@pytest.fixture(scope="module")
def answers() -> dict[str, str]:
    """Every id of a small run, with its unit."""
    result = custodes.run("home-office-2022", people=60, days=10, draws=1)
    return {name: answer.unit for name, answer in result.answers.items()}


def _listed_answers() -> dict[str, str]:
    return dict(re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", _text("answers.md"), re.MULTILINE))


def _without_attribute(name: str) -> str:
    if name.startswith("alerts_per_person_month.") and name.count(".") > 1:
        return "alerts_per_person_month.POINT.CAUSE"
    if name.startswith(("trail_", "violations_seen_", "violation_seen_")) and name.count(".") > 1:
        family = ".".join(name.split(".")[:-2])
        return f"{re.sub(r'^trail_unicity[.]p[1-4]$', 'trail_unicity.POINTS', family)}.INTERVAL.GRID"
    return ".".join(name.split(".")[:3]) if name.startswith("group_gap.") else name


def test_every_answer_is_on_its_page(answers: dict[str, str]):
    listed = _listed_answers()
    assert {_without_attribute(name) for name in answers} - listed.keys() == set()
    assert {name: unit for name, unit in answers.items() if listed[_without_attribute(name)] != unit} == {}


def test_no_answer_is_on_the_page_that_a_run_does_not_give(answers: dict[str, str]):
    keys = {
        "value",
        "low",
        "unit",
        "people",
        "by_group",
        "cannot_tell",
        "sources",
        "from_unknowns",
        "from_people",
        "permuted",
        "worlds",
    }
    listed = {name for name in _listed_answers() if name not in keys}
    assert listed - answers.keys() - {_without_attribute(name) for name in answers} == set()


def test_every_part_of_a_trails_id_is_on_its_page(answers: dict[str, str]):
    rows = dict(re.findall(r"^\| (INTERVAL|GRID|POINTS) \| ([^|]+) \|$", _text("answers.md"), re.MULTILINE))
    names = [name.split(".") for name in answers if name.startswith("trail_unicity.")]
    for part, position in (("POINTS", 1), ("INTERVAL", 2), ("GRID", 3)):
        assert re.findall(r"`([^`]+)`", rows[part]) == list(dict.fromkeys(name[position] for name in names))


def test_every_part_of_an_alerts_id_is_on_its_page(answers: dict[str, str]):
    rows = dict(re.findall(r"^\| (POINT|CAUSE) \| ([^|]+) \|$", _text("answers.md"), re.MULTILINE))
    names = [name.split(".") for name in answers if name.startswith("alerts_per_person_month.") and name.count(".") > 1]
    for part, position in (("POINT", 1), ("CAUSE", 2)):
        assert re.findall(r"`([^`]+)`", rows[part]) == list(dict.fromkeys(name[position] for name in names))


# Units, records, scheme


def test_every_unit_is_on_its_page_with_its_factor():
    rows = re.findall(r"^\| `([^`]+)` \| [^|]+ \| ([^|]+) \| ([^|]*) \|$", _text("units.md"), re.MULTILINE)
    told = {unit: (base.strip("` "), factor.strip()) for unit, base, factor in rows}
    assert told.keys() == UNITS.keys()
    for name, (base, factor) in told.items():
        numerator, _, denominator = factor.partition("/")
        assert base == UNITS[name].base
        assert float(numerator) / float(denominator or 1) == pytest.approx(UNITS[name].in_base, rel=1e-12)


def test_every_column_of_the_records_is_on_its_page():
    text = _text("run-folder.md")
    for table, columns in TABLES.items():
        part = text.split(f"### {table}\n")[1].split("\n### ")[0]
        rows = [f"| `{name}` | {column.dtype} | {column.unit} | {column.about} |" for name, column in columns.items()]
        assert [line for line in part.splitlines() if line.startswith("| `")] == rows


def _keys() -> set[str]:
    return {field.alias or name for part in _parts() for name, field in part.model_fields.items()}


def _parts() -> Iterator[Any]:
    room = importlib.import_module("custodes.scheme")
    for module in pkgutil.iter_modules(room.__path__):
        importlib.import_module(f"custodes.scheme.{module.name}")
    waiting = [importlib.import_module("custodes.scheme.part").Part]
    while waiting:
        part = waiting.pop()
        waiting += part.__subclasses__()
        if part.__module__.startswith("custodes.scheme."):
            yield part


def test_every_key_of_a_scheme_is_on_its_page():
    assert _keys() - _marked(_text("scheme-file.md")) == set()


def test_no_key_is_on_the_page_that_a_scheme_does_not_have():
    kinds = {"contract", "per_person_day", "staff_hour", "per_response", "per_check", "fixed_per_year"}
    assert set(table_names(REFERENCE / "scheme-file.md")) - _keys() - kinds == set()


# Errors


def _trees() -> Iterator[ast.Module]:
    for path in SOURCE.rglob("*.py"):
        yield ast.parse(path.read_text(encoding="utf-8"))


def _codes_given(call: ast.Call) -> Iterator[str]:
    given = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    position = TAKES_A_CODE.get(call.func.id if isinstance(call.func, ast.Name) else "")
    if position is not None and len(call.args) > position:
        given.append(call.args[position])
    for value in given:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value


def test_every_error_code_is_on_its_page():
    given = {
        code
        for tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for code in _codes_given(node)
    }
    listed = table_names(REFERENCE / "errors.md", after="## Error codes")
    assert {*given, *importlib.import_module("custodes.scheme.codes").CODES} - set(listed) == set()


def test_no_error_code_is_on_the_page_that_nothing_gives():
    listed = table_names(REFERENCE / "errors.md", after="## Error codes")
    words = {node.value for tree in _trees() for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert len(set(listed)) == len(listed)
    assert set(listed) - words == set()


def test_every_exit_code_is_on_its_page():
    errors = importlib.import_module("custodes.errors")
    codes = {
        thing.exit_code for thing in vars(errors).values() if isinstance(thing, type) and hasattr(thing, "exit_code")
    }
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", _text("errors.md"), re.MULTILINE)}
    assert listed == {0, *codes}


# Commands, names, words


def test_every_command_and_option_is_on_its_page():
    group = importlib.import_module("custodes.cli.main").custodes
    text = _text("commands.md")
    shown = set(re.findall(r"`custodes ([a-z]+)", text))
    assert shown == set(group.commands)
    options = {name for command in group.commands.values() for option in command.params for name in option.opts}
    assert {name for name in options if name.startswith("--")} - {"--help"} == set(
        re.findall(r"^\| `(--[a-z]+(?:-[a-z]+)*)", text, re.MULTILINE)
    )


def test_every_public_name_is_on_its_page():
    listed = set(
        re.findall(r"^\.\. auto(?:function|class|exception|data):: custodes\.(\w+)$", _text("python.md"), re.MULTILINE)
    )
    assert {name for name in custodes.__all__ if not name.startswith("__")} == listed


@pytest.mark.parametrize("name", sorted(name for name in custodes.__all__ if not name.startswith("__")))
def test_every_public_name_has_a_docstring(name: str):
    assert (getattr(custodes, name).__doc__ or "").strip()


def _words() -> list[str]:
    text = (DOCS / "glossary.md").read_text(encoding="utf-8")
    parts = re.findall(r"^```\{glossary\}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [line for part in parts for line in part.splitlines() if line and not line.startswith(" ")]


def test_the_glossary_has_every_word_that_the_records_are_made_of():
    tables = importlib.import_module("custodes.records.tables")
    text = _marked((DOCS / "glossary.md").read_text(encoding="utf-8"))
    assert {*tables.CAUSES, *tables.STATES, *tables.REASONS, *tables.POINTS, *tables.STEPS} <= text


def test_the_glossary_has_the_words_of_the_house():
    # ISO/IEC 2382-37, 19795-1 and 30107-3 for recognition; the rest are words of this project.
    recognition = {"probe", "reference", "comparison score", "threshold", "FMR", "FNMR", "FTA", "FTE", "APCER", "BPCER"}
    field = {
        "wearer",
        "instrument",
        "check",
        "attempt",
        "fix",
        "trail",
        "alert",
        "violation",
        "curfew",
        "review desk",
        "reviewer",
    }
    ours = {
        "counting point",
        "false accusation",
        "tally",
        "draw",
        "world",
        "answer",
        "cannot tell",
        "quantity",
        "assumption",
    }
    assert recognition | field | ours <= set(_words())


def test_the_glossary_says_each_word_once():
    words = _words()
    assert len(words) == len(set(words))
