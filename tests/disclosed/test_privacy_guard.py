from __future__ import annotations

import base64

import pytest

from custodes.disclosed.codes_text import read_words
from custodes.disclosed.privacy_guard import check_contacts, check_pictures, check_words, telling_name
from custodes.errors import PrivacyRefused
from tests.disclosed.raw import column, where


def _stopped(check, *cells, **more):
    given = read_words(column(*cells)) if check is check_words else column(*cells)
    with pytest.raises(PrivacyRefused) as refused:
        check(given, where(len(cells), "person"), **more)
    (problem,) = refused.value.problems
    assert refused.value.exit_code == 4
    for cell in cells:
        assert cell is None or cell not in str(refused.value)
    return problem


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("jane.doe@example.org", "e-mail"),
        ("call j_d+x@mail.example.co.uk now", "e-mail"),
        ("+44 7700 900123", "telephone"),
        ("+447700900123", "telephone"),
        ("07700 900123", "telephone"),
        ("07700900123", "telephone"),
        ("447700900123", "telephone"),
        ("(020) 7946 0123", "telephone"),
        ("020 7946 0123", "telephone"),
        ("01632 960123", "telephone"),
        ("+1 (212) 555-0123", "telephone"),
        ("0033 1 99 00 12 34", "telephone"),
        ("rang on 07700 900 123 twice", "telephone"),
        ("Jane Doe", "name"),
        ("JANE DOE", "name"),
        ("Doe, Jane", "name"),
        ("Mary-Ann O'Neill", "name"),
        ("Łukasz Żak", "name"),
        ("Jane A. Doe", "name"),
    ],
)
def test_what_tells_who_somebody_is_stops_the_run(cell, code):
    problem = _stopped(check_words, "P-1", cell, names=True)
    assert (problem.code, problem.line, problem.path) == (code, 3, "person")


@pytest.mark.parametrize(
    "cells",
    [
        ("P-0001", "A/123/2025", "person 12", "Subject A", "Wearer B"),
        ("10000001", "357000111222333", "00000123456", "00000123457"),
        ("e3b0c442-98fc-1c14-9afb-f4c8996fb924", "E3B0C44298FC1C149AFBF4C8"),
        ("AB12 CDE", "Case No 7", "alpha", "Alpha"),
        ("2025-01-02", "2025-01-02 10:00", "12.5", "-0.127758", "51.507351"),
        ("0123456789", "0700", "0044", "1-2-3"),
    ],
)
def test_pseudonyms_do_not(cells):
    check_words(read_words(column(*cells)), where(len(cells)), names=True)


def test_ids_of_eleven_digits_are_no_telephone_numbers_unless_all_are():
    check_words(read_words(column("07700900123", "01234567890", "09876543210")), where(3), names=True)
    assert _stopped(check_words, *(f"07700900{at:03d}" for at in range(100, 109)), names=True).code == "telephone"


def test_names_of_authorities_are_no_matter_where_names_are_not_looked_for():
    check_words(read_words(column("Home Office", "Metropolitan Police")), where(2), names=False)


JPEG = base64.b64encode(b"\xff\xd8\xff\xe0" + bytes(range(256))).decode()
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(100)).decode()


@pytest.mark.parametrize(
    "cell",
    [
        JPEG,
        PNG,
        f"data:image/jpeg;base64,{JPEG}",
        "ffd8ffe0" + "0123456789abcdef" * 20,
        base64.b64encode(bytes(400)).decode(),
        "0f" * 300,
        "[" + ", ".join(f"{at / 1000:.4f}" for at in range(128)) + "]",
    ],
)
def test_a_picture_or_template_stops_the_run(cell):
    problem = _stopped(check_pictures, None, "short", cell)
    assert (problem.code, problem.line) == ("picture", 4)


def test_long_prose_is_no_picture():
    check_pictures(column("he said that he had been at home, and that the device had failed. " * 40), where(1))


def test_an_address_in_any_column_that_is_read_stops_the_run():
    assert _stopped(check_contacts, "1.5", None, None, "a@example.org").line == 5
    check_contacts(column("1.5", "a @ b", "@"), where(3))


@pytest.mark.parametrize(
    "name", ["name", "First Name", "dateOfBirth", "date_of_birth", "E-Mail", "PHONE", "faceTemplate", "Surname"]
)
def test_columns_named_after_what_tells_who_somebody_is(name):
    assert telling_name(name)


@pytest.mark.parametrize("name", ["person", "device_name", "filename", "template_count", "time", "channel"])
def test_other_columns(name):
    assert not telling_name(name)
