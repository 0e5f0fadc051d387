from __future__ import annotations

import pytest

from custodes.disclosed.clock_formats import declared, is_format, month_of, proven


@pytest.mark.parametrize(
    "text",
    ["iso", "epoch-s", "epoch-ms", "epoch-us", "excel-1900", "excel-1904", "%d/%m/%Y", "%H:%M", "%d %b %Y %I:%M %p"],
)
def test_formats_that_a_map_may_declare(text):
    assert is_format(text)


@pytest.mark.parametrize("text", ["", "day", "%d/%m", "%q", "%Y-%m-%d %H:%I", "%d/%d/%Y", "%m/%Y", "%b %m %d %Y"])
def test_formats_that_say_too_little_or_too_much(text):
    assert not is_format(text)


@pytest.mark.parametrize(
    ("shape", "parts"),
    [
        ("9999-99-99T99:99:99Z", {"Y", "s", "m", "d", "H", "M", "S", "z"}),
        ("9999-99-99 99:99:99.999999+99:99", {"Y", "s", "m", "d", "H", "M", "S", "f", "z"}),
        ("99999999T999999Z", {"Y", "m", "d", "H", "M", "S", "z"}),
        ("9/99/9999 9:99 pm", {"a", "s", "b", "Y", "H", "M", "p"}),
        ("99-Jan-9999", {"d", "s", "B", "Y"}),
        ("9999999999", {"e"}),
        ("9999999999.99", {"e", "ef"}),
    ],
)
def test_forms_that_prove_themselves(shape, parts):
    found = proven(shape)
    assert found is not None
    assert {name for name, text in found.groupdict().items() if text is not None} == parts


@pytest.mark.parametrize("shape", ["", "9", "99:99", "9999-99", "99/99/999", "x9999-99-99", "9999-99/99"])
def test_forms_that_are_no_times(shape):
    assert proven(shape) is None


def test_a_declared_format_takes_its_own_marks_literally():
    assert declared("%d.%m.%Y").fullmatch("99.99.9999")
    assert not declared("%d.%m.%Y").fullmatch("99-99-9999")
    assert declared("on %Y, %d %B at 7").fullmatch("on 9999, 99 March at 9")


def test_months_by_name():
    assert [month_of(word) for word in ("jan", "January", "SEPT", "dec", "foo")] == [1, 1, 9, 12, 0]
