"""Names of disclosed files where they are published: plain ones stay, others become a number."""

from __future__ import annotations

import pytest

from custodes.report.audit_page import audit_page
from custodes.report.published_names import is_plain, shown_names, with_shown_names
from tests.report.made_up_audit import HOSTILE, audit_view


@pytest.mark.parametrize(
    ("name", "kind", "plain"),
    [
        ("alerts.csv", "alerts", True),
        ("alerts-2.csv", "alerts", True),
        ("2025_alerts_03.xlsx", "alerts", True),
        ("alerts-smith.csv", "alerts", False),
        ("smith/alerts.csv", "alerts", False),
        ("alerts.smith.csv", "alerts", False),
        ("alerts.smith", "alerts", False),
        ("alerts", "alerts", False),
        ("reviews.csv", "alerts", False),
        ("2025.csv", "alerts", False),
        ("alerts.csv", "", False),
        (".csv", "", False),
    ],
)
def test_a_plain_name_is_made_of_its_kind_and_digits(name: str, kind: str, plain: bool):  # noqa: FBT001
    assert is_plain(name, kind) == plain


def test_a_file_has_one_number_wherever_it_is_named():
    files = [
        ("alerts-2.csv", "", "alerts"),
        ("J Smith.csv", "", "checks"),
        ("Smith.xlsx", "checks-1", "checks"),
        ("Smith.xlsx", "of John", "desk"),
        ("desk.xlsx", "of John", "desk"),
    ]
    assert shown_names(files) == {
        "alerts-2.csv": "alerts-2.csv",
        "J Smith.csv": "file 2",
        "Smith.xlsx": "file 3",
        "Smith.xlsx / checks-1": "file 3 / checks-1",
        "Smith.xlsx (checks-1)": "file 3 (checks-1)",
        "Smith.xlsx / of John": "file 3 / sheet 2",
        "Smith.xlsx (of John)": "file 3 (sheet 2)",
        "desk.xlsx": "desk.xlsx",
        "desk.xlsx / of John": "desk.xlsx / sheet 1",
        "desk.xlsx (of John)": "desk.xlsx (sheet 1)",
    }


@pytest.mark.parametrize("hostile", [False, True])
def test_a_page_shows_no_name_that_is_not_plain(hostile: bool):  # noqa: FBT001
    view = audit_view(hostile=hostile)
    names = shown_names((each.name, each.sheet, each.kind) for each in view.files)
    page = audit_page(view).encode()
    published = with_shown_names(page, names)
    if hostile:
        # The same text stands in other places of that page, too: it does not go out.
        assert published is None
        return
    assert b"letter.pdf" in page
    assert b"letter.pdf" not in published
    assert b"alerts.xlsx / sheet 1" in published
    assert published.count(b"file 3") == 1
    assert b"reviews.csv" in published
    assert HOSTILE not in names


def test_names_with_marks_of_html_are_found_as_they_are_written():
    names = {"a & <b>.csv": "file 1"}
    section = b'<section aria-labelledby="files"><td>%b</td></section>'
    name = b"a &amp; &lt;b&gt;.csv"
    assert with_shown_names(section % name, names) == section % b"file 1"
    assert with_shown_names(section % (b"of " + name), names) is None
    assert with_shown_names(section % name + b"<td>" + name + b"</td>", names) is None
    assert with_shown_names(section % b"rows/late.csv", {"late.csv": "file 1"}) == section % b"rows/late.csv"
    assert with_shown_names(section % b"\xff", names) == section % b"\xff"
