"""The page on map.yaml names every key, layout, kind, column and note, and nothing that is not there."""

from __future__ import annotations

import ast
import re

import pytest

from custodes.disclosed.cell_signs import TEXTS
from custodes.disclosed.read_column import KEYS
from custodes.disclosed.read_map import ENTRY, PDF, PDF_COLUMN, TOP, read_layouts
from custodes.disclosed.table_layout import REMARKS
from custodes.records.kinds import ABOUT_KIND, KINDS
from tests.docs.pages import DOCS, ROOT, table_names

PAGE = DOCS / "reference" / "map-file.md"
TYPES = {"yes_no": "yes or no", "label": "name"}


def _part(title: str) -> str:
    return PAGE.read_text(encoding="utf-8").split(f"\n## {title}\n")[1].split("\n## ")[0]


def _row(name, field) -> str:
    column = f"**`{name}`**" if field.needed else f"`{name}`"
    kind = f"number [{field.unit}]" if field.type == "number" else TYPES.get(field.type, field.type)
    return f"| {column} | {kind} | {field.about} | {', '.join(f'`{code}`' for code in field.codes)} |"


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_of_a_kind_is_on_the_page(kind):
    part = _part("Kinds of record").split(f"### {kind}\n")[1].split("\n### ")[0]
    assert [line for line in part.splitlines() if re.match(r"\| \**`", line)] == [
        _row(name, field) for name, field in KINDS[kind].items()
    ]
    assert ABOUT_KIND[kind][1:] in part


def test_no_kind_is_on_the_page_that_there_is_not():
    assert re.findall(r"^### (\w+)$", _part("Kinds of record"), re.MULTILINE) == list(KINDS)


def test_every_key_is_on_the_page():
    assert re.findall(r"^\| `(\w+)` ", _part("Keys of the file"), re.MULTILINE) == [
        "time_zone", "period", "threshold", "stated", "files"
    ]  # fmt: skip
    assert set(TOP) == {"time_zone", "period", "threshold", "stated", "files"}
    assert set(re.findall(r"^\| `(\w+)` ", _part("Keys of an entry"), re.MULTILINE)) == set(ENTRY)
    rows = re.findall(r"^\| (`.*?) \|", _part("Keys of a column"), re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert named == {name for names in KEYS.values() for name in names}
    marked = set(re.findall(r"`(\w+)`", _part("Keys of an entry")))
    assert {*PDF, *PDF_COLUMN} <= marked


def test_every_layout_is_on_the_page():
    rows = [
        f"| `{each.name}`{' *' if each.by_name_only else ''} | {each.table.kind} | {each.about} | "
        f"{', '.join(f'`{name}`' for name in sorted(each.needed))} |"
        for each in read_layouts().values()
    ]
    assert [line for line in _part("Built-in layouts").splitlines() if line.startswith("| `")] == rows


def _noted() -> set[str]:
    """Every code that a call of `Note` or of something called `noted` is given."""
    found = set()
    for path in (ROOT / "src/custodes/disclosed").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                first = node.args[0] if node.args else None
                if called.lstrip("_") in {"Note", "noted"} and isinstance(first, ast.Constant):
                    found.add(first.value)
    return found


def test_every_note_is_on_the_page():
    listed = table_names(PAGE, after="## What is noted while reading")
    assert len(set(listed)) == len(listed)
    assert (_noted() | {*REMARKS, *TEXTS}) - set(listed) == set()
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/custodes/disclosed").glob("*.py"))
    assert {code for code in listed if f'"{code}"' not in source} == set()
