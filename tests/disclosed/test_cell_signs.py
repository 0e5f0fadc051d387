from __future__ import annotations

import pyarrow as pa
import pytest

from custodes.disclosed.cell_signs import CellSigns, has_invisible, mixes_alphabets
from custodes.disclosed.id_signs import is_id


def _codes(name: str, values: list[str | None]) -> dict[str, tuple[int, int]]:
    signs = CellSigns((name,))
    half = len(values) // 2
    for start, part in ((0, values[:half]), (half, values[half:])):
        signs.look([pa.array(part, pa.string())], list(range(start + 2, start + 2 + len(part))))
    return {note.code: (note.row, note.count) for note in signs.notes()}


@pytest.mark.parametrize(
    "name", ["id", "person_id", "PersonID", "personId", "Case No", "serial", "IMEI", "device", "tag number", "Ref."]
)
def test_columns_of_ids_are_known_by_name(name):
    assert is_id(name)


@pytest.mark.parametrize("name", ["lat", "paid", "note", "numbers of fixes", "score", "valid", "nod", "stage"])
def test_other_columns_are_not(name):
    assert not is_id(name)


def test_ids_that_lost_their_zeros_are_found():
    ids = [str((at * 7919 + 13) % 1_000_003) for at in range(1, 200)]
    assert "lost-zeros" in _codes("person_id", ids)
    assert "lost-zeros" not in _codes("person_id", [each.zfill(7) for each in ids])
    assert "lost-zeros" not in _codes("speed", ids)


def test_ids_that_were_counted_up_are_left_alone():
    assert not _codes("person_id", [str(at) for at in range(9_000, 12_000)])


def test_ids_that_were_rounded_are_found():
    imeis = [f"3569380{at:08d}5" for at in range(20)]
    assert not _codes("imei", imeis)
    assert _codes("imei", [each[:15] + "0" for each in imeis])["rounded-ids"] == (2, 20)


def test_powers_of_ten_are_found_in_ids_only():
    assert _codes("case_id", ["x", None, "1E+05", "1.2E+14"]) == {"scientific-ids": (4, 2)}
    assert not _codes("speed", ["1E+05"])
    assert not _codes("case_id", ["A1E+05"])


def test_what_is_noted_of_ids_names_their_column():
    signs = CellSigns(("note", "case_id"))
    signs.look([pa.array(["x"]), pa.array(["1E+05"])], [2])
    assert [(note.code, note.column) for note in signs.notes()] == [("scientific-ids", "case_id")]


def test_errors_of_a_spreadsheet_are_counted():
    assert _codes("note", ["#REF!", "####", "#1 of 2", None, "#N/A"]) == {"error-cells": (2, 3)}


def test_letters_that_deceive_are_found():
    assert has_invisible("a\u200bb")
    assert has_invisible("a\u202eb")
    assert not has_invisible("caf\u00e9")
    assert mixes_alphabets("R\u0410L")
    assert mixes_alphabets("\u0391BC")
    assert not mixes_alphabets("caf\u00e9 \u041c\u043e\u0441\u043a\u0432\u0430")


def test_commands_to_a_screen_are_found_but_not_tabs_and_line_ends():
    assert _codes("note", ["a\tb\nc", "\x1b[31m"]) == {"control-characters": (3, 1)}
