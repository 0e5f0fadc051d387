"""Write the examples again: the same bytes, from the same seeds. Needs what `make test` installs."""

from __future__ import annotations

import datetime as dt
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import xlsxwriter

from custodes.study.written_out.examples import examples, workbook_sheets

if TYPE_CHECKING:
    from collections.abc import Mapping

MADE = dt.datetime(2025, 11, 3, 9, 0, tzinfo=dt.UTC)
"""Date in the workbook, so that it comes out the same each time."""


def workbook(sheets: Mapping[str, Mapping[str, list[str]]]) -> bytes:
    """Write sheets of text as a workbook."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False})
    book.set_properties({"title": "Made-up records", "created": MADE.replace(tzinfo=None)})
    for name, columns in sheets.items():
        sheet = book.add_worksheet(name)
        for place, (header, cells) in enumerate(columns.items()):
            sheet.write_string(0, place, header)
            for row, cell in enumerate(cells, start=1):
                if cell:
                    sheet.write_string(row, place, cell)
    book.close()
    return file.getvalue()


def main() -> None:
    """Write into the folder that is named, or this one."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    for name, example in examples().items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        for file, content in example.files.items():
            (folder / name / file).write_bytes(content)
    (folder / "workbook" / "records.xlsx").write_bytes(workbook(workbook_sheets()[0]))


if __name__ == "__main__":
    main()
