from __future__ import annotations

import pytest
from fpdf import FPDF

from custodes.disclosed.raw_table import PdfColumn, PdfTable, ReadAs
from custodes.errors import Refused
from tests.disclosed.corpus import pdf_items as made
from tests.disclosed.corpus.item import CANARY
from tests.disclosed.rows import cells, table_of

MM = 72 / 25.4


def _one(pdf: FPDF | bytes, how=made.TABLE):
    content = pdf if isinstance(pdf, bytes) else bytes(pdf.output())
    [table] = table_of("pdf", content, how)
    return table


def _wanted(pages: int, rows: int = 5) -> list[tuple[str | None, ...]]:
    return [
        (f"P{row}", f"2025-01-{row + 1:02d} 10:{page:02d}", f"-{51 + row / 8:.3f}", CANARY if row % 2 else None)
        for page in range(pages)
        for row in range(rows)
    ]


@pytest.mark.parametrize("pages", [1, 2, 5])
def test_rows_and_their_places_come_out_of_all_pages(pages):
    table = _one(made.history(pages))
    assert table.header == made.NAMES
    assert cells(table) == _wanted(pages)
    assert table.pages.tolist() == [page + 1 for page in range(pages) for _ in range(5)]
    assert table.rows.tolist() == [3, 4, 5, 6, 7] * pages
    assert table.seen == 6 * pages
    assert table.refused == pages


def test_declared_places_give_the_same_cells():
    edges = [8, 38, 88, 118, 200]
    columns = tuple(PdfColumn(name, edges[at] * MM, edges[at + 1] * MM) for at, name in enumerate(made.NAMES))
    assert cells(_one(made.history(), ReadAs(pdf=PdfTable(columns)))) == _wanted(2)


def test_pages_and_lines_can_be_declared():
    columns = tuple(PdfColumn(name) for name in made.NAMES)
    assert cells(_one(made.history(4), ReadAs(pdf=PdfTable(columns, 2, 3)))) == _wanted(4)[5:15]
    table = PdfTable(columns, 1, 1, after="P1", before="P4")
    assert cells(_one(made.history(), ReadAs(pdf=table))) == _wanted(1)[2:4]


def test_other_words_can_head_a_column():
    columns = (PdfColumn("person_id", words="person"), PdfColumn("time"), PdfColumn("lat"), PdfColumn("note"))
    table = _one(made.history(), ReadAs(pdf=PdfTable(columns)))
    assert table.header == ("person_id", "time", "lat", "note")
    assert cells(table) == _wanted(2)


def test_turned_pages_give_the_same_cells():
    assert cells(_one(made._turned())) == _wanted(2)


def test_text_written_upwards_gives_the_same_cells():
    pdf = FPDF()
    pdf.set_font("helvetica", size=9)
    pdf.add_page()
    with pdf.rotation(90, 100, 100):
        for at, line in enumerate([made.NAMES, *_wanted(1)]):
            for x, cell in zip(made.AT_MM, line, strict=True):
                pdf.text(x, 20 + 6 * at, cell or "")
    assert cells(_one(pdf)) == _wanted(1)


def test_what_lies_under_a_box_stays_there():
    table = _one(made.history(each=made._boxed))
    hidden = _wanted(2)
    hidden[1] = (*hidden[1][:3], None)
    assert cells(table) == hidden
    [note] = [note for note in table.notes if note.code == "text-under-boxes"]
    assert (note.level, note.count) == ("finding", len(CANARY))
    assert CANARY not in note.text


def test_shading_under_text_hides_nothing():
    pdf = FPDF()
    pdf.set_font("helvetica", size=9)
    pdf.add_page()
    for at, line in enumerate([made.NAMES, *_wanted(1)]):
        pdf.set_fill_color(200 if at else 0)
        pdf.rect(8, 16 + 6 * at, 150, 5, "F")
        for x, cell in zip(made.AT_MM, line, strict=True):
            pdf.text(x, 20 + 6 * at, cell or "")
    table = _one(pdf)
    assert cells(table) == _wanted(1)
    assert "text-under-boxes" not in {note.code for note in table.notes}


def test_a_mark_across_the_page_is_left_out():
    def mark(pdf, _):
        with pdf.rotation(45, 60, 60):
            pdf.text(40, 60, "COPY")

    table = _one(made.history(each=mark))
    assert cells(table) == _wanted(2)
    assert "slanted-text" in {note.code for note in table.notes}


def test_the_second_line_of_a_cell_is_joined_and_said():
    def more(pdf, page):
        if not page:
            pdf.text(120, 20 + 6 * 6, "and more")

    table = _one(made.history(1, rows=5, each=more))
    assert cells(table)[-1][3] == "and more"
    assert "continued-rows" in {note.code for note in table.notes}


def test_minus_signs_and_hyphens_are_one():
    assert [row[2:] for row in cells(_one(made._typeset()))] == [("-51.5", "0161-4960000"), ("51.5", CANARY)]


def test_letters_outside_all_columns_are_counted():
    columns = tuple(PdfColumn(name, x * MM, (x + 30) * MM) for name, x in zip(made.NAMES[:3], (8, 38, 88), strict=True))
    notes = {note.code: note.count for note in _one(made.history(1), ReadAs(pdf=PdfTable(columns))).notes}
    assert notes["outside-columns"] == 2 * len(CANARY)


def test_places_of_some_columns_only_are_refused():
    columns = (PdfColumn("Person", 1, 5), PdfColumn("Time"))
    with pytest.raises(Refused) as refused:
        _one(made.history(), ReadAs(pdf=PdfTable(columns)))
    assert refused.value.problems[0].code == "columns-unclear"


def test_columns_that_run_into_each_other_are_refused():
    pdf = FPDF()
    pdf.set_font("helvetica", size=9)
    pdf.add_page()
    for at, line in enumerate((("Person", "Note"), ("P1 a long text that runs on and on and on over", "the edge"))):
        for x, cell in zip((10, 40), line, strict=True):
            pdf.text(x, 20 + 6 * at, cell)
    with pytest.raises(Refused) as refused:
        _one(pdf, ReadAs(pdf=PdfTable((PdfColumn("Person"), PdfColumn("Note")))))
    assert refused.value.problems[0].code == "columns-unclear"
