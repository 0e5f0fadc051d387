from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custodes.disclosed.column_map import ColumnMap
from custodes.disclosed.numbers_text import NumbersAs
from custodes.disclosed.raw_table import PdfColumn, PdfTable
from custodes.disclosed.read_column import KEYS as COLUMN_KEYS
from custodes.disclosed.read_map import ENTRY, PDF, PDF_COLUMN, TOP, map_of, read_map
from custodes.errors import Refused

WHOLE = """\
time_zone: Europe/London
threshold: 0.6
stated: {staff: 3}
period: {from: 2025-07-01, until: 2025-07-31}
files:
  "positions*.csv":
    kind: positions
    encoding: cp1252
    delimiter: ";"
    header_row: 3
    time_zone: UTC
    skip_rows: {type: [TEST]}
    columns:
      person: person_id
      time: {column: gps, format: "%Y-%m-%d %H:%M:%S", zone: UTC}
      latitude: {column: lat, decimal: ","}
      longitude: {column: lon, decimal: ",", thousands: ".", times: 2}
      source: {column: lbs, codes: {1: gnss, "4": rf, "9": null}}
  "old.csv":
    kind: violations
    columns:
      person: id
      start: {date: day, time: clock}
      excuse: {column: why, nothing: [no, none]}
      authorised_absence: {column: ok, codes: {J: yes, N: false}}
  book.xlsx:
    - {sheet: A, kind: people}
    - {sheet: B, layout: device-activations}
  notes.txt: {read: false}
  print.pdf:
    kind: reviews
    pdf: {columns: [person, {name: due, left: 10, right: 20.5, words: Due on}], first_page: 2, after: Table 1}
"""


def _refused(text):
    with pytest.raises(Refused) as refused:
        map_of(text, "map.yaml")
    return [(problem.code, problem.line, problem.path) for problem in refused.value.problems], str(refused.value)


def test_everything_that_a_map_may_say():
    found = map_of(WHOLE, "map.yaml")
    assert found.zone == "Europe/London"
    assert found.stated == {"threshold": 0.6, "staff": 3.0}
    # Midnight in London in July is 23:00 UTC; the last day belongs to the period.
    assert (found.from_s, found.until_s) == (1751324400.0, 1751324400.0 + 31 * 86400)
    positions, old, sheet_a, sheet_b, notes, pdf = found.entries
    assert positions.line == 6
    assert positions.how.encoding == "cp1252"
    assert (positions.how.delimiter, positions.how.header_row) == (";", 3)
    columns = {column.name: column for column in positions.table.columns}
    assert columns["person"] == ColumnMap("person", ("person_id",))
    assert columns["time"] == ColumnMap("time", ("gps",), "%Y-%m-%d %H:%M:%S", "UTC")
    assert columns["longitude"].numbers == NumbersAs(",", ".", 2.0)
    assert columns["source"].codes == {"1": "gnss", "4": "rf", "9": ""}
    assert positions.table.skip == {"type": ("TEST",)}
    columns = {column.name: column for column in old.table.columns}
    assert columns["start"].columns == ("day", "clock")
    assert columns["excuse"].nothing == ("no", "none")
    assert columns["authorised_absence"].codes == {"J": "yes", "N": "false"}
    assert (sheet_a.how.sheet, sheet_a.table.kind, sheet_a.table.columns) == ("A", "people", ())
    assert sheet_b.table.layout == "device-activations"
    assert not notes.read
    assert pdf.how.pdf == PdfTable((PdfColumn("person"), PdfColumn("due", 10.0, 20.5, "Due on")), 2, None, "Table 1")


def test_a_map_may_say_next_to_nothing():
    assert map_of("period: {from: 2025-01-01}", "m").entries == ()
    assert map_of("files:\n", "m").entries == ()


KIND = "files:\n  a.csv:\n    kind: contacts\n    columns: {person: p, time: t}\n"


@pytest.mark.parametrize(
    ("text", "code", "line", "words"),
    [
        ("file: {}", "unknown-key", 1, 'did you mean "files"'),
        ("time_zone: Europe/Londn", "unknown-zone", 1, "time zone"),
        ("threshold: high", "not-a-number", 1, "number"),
        ("threshold: .nan", "not-a-number", 1, "number"),
        (f"threshold: 1{'0' * 400}", "not-a-number", 1, "number"),
        ("period: {from: 01/02/2025}", "wrong-kind", 1, "YYYY-MM-DD"),
        ("period: {from: 2025-02-01, until: 2025-01-01}", "disorder", 1, "before"),
        ("files: {a.csv: {kind: contact}}", "unknown-kind", 1, 'did you mean "contacts"'),
        ("files: {a.csv: {layout: home-office-positions}}", "unknown-layout", 1, '"home-office-position"'),
        ("files: {a.csv: {kind: people, layout: device-activations}}", "mixed-forms", 1, "leave one"),
        ("files: {a.csv: {columns: {person: x}}}", "missing-key", 1, "one of people"),
        (KIND.replace("time: t", "tme: t"), "unknown-key", 4, 'did you mean "time"'),
        (KIND.replace(", time: t", ""), "missing-column", 4, "without time"),
        (KIND.replace("time: t", "time: {column: t, formt: x}"), "unknown-key", 4, '"format"'),
        (KIND.replace("time: t", 'time: {column: t, format: "%d/%m"}'), "unknown-time-format", 4, "epoch-s"),
        (KIND.replace("time: t", "time: {date: t}"), "mixed-forms", 4, "both date and time"),
        (KIND.replace("time: t", "time: {date: d, time: t, format: epoch-s}"), "mixed-forms", 4, "one column"),
        (KIND.replace("time: t", "time: {format: iso}"), "missing-key", 4, "name the column"),
        (KIND.replace("time: t", "time: {column: t, zone: X}"), "unknown-zone", 4, "Europe/London"),
        (KIND.replace("time: t", "time: [t]"), "wrong-kind", 4, "mapping"),
        (KIND.replace("person: p", "person: {column: p, codes: {a: b}}"), "unknown-key", 4, "codes"),
        (KIND.replace("kind: contacts", "kind: contacts\n    read: 1"), "wrong-kind", 4, "true or false"),
        (KIND.replace("kind: contacts", "kind: contacts\n    header_row: 0"), "out-of-range", 4, "1 or more"),
        (KIND.replace("kind: contacts", "kind: contacts\n    pdf: {columns: []}"), "wrong-kind", 4, "list"),
        ("files: {a.csv: {kind: desk, columns: {person: p, arrived: a, decision: {column: d, codes: {x: upheldd}}}}}",
         "unknown-word", 1, 'did you mean "upheld"'),
        ("files: {a.csv: {kind: desk, columns: {person: p, arrived: a, decision: {column: d, codes: {x: '?'}}}}}",
         "unknown-word", 1, "known here"),
        ("files: {a.csv: {kind: bills, columns: {person: p, from: a, until: b, days: {column: d, times: 0}}}}",
         "out-of-range", 1, "not be 0"),
        ("files: {a.csv: {kind: bills, columns: {person: p, from: a, until: b, days: {column: d, decimal: ;}}}}",
         "unknown-word", 1, "must be"),
        ("files: {a.csv: {kind: bills, columns: {person: p, from: a, until: b, days: {column: d, thousands: .}}}}",
         "unknown-word", 1, "other than"),
        ("files: {a.csv: {kind: bills, columns: {person: p, from: a, until: b, days: {column: d, decimal: [x]}}}}",
         "unknown-word", 1, "must be"),
        ("files: {a.csv: {kind: bills, columns: [{person: p}]}}", "wrong-kind", 1, "mapping"),
        ("period: {until: 9999-12-31}", "wrong-kind", 1, "YYYY-MM-DD"),
        ("- a", "wrong-kind", 1, "mapping"),
        ("", "empty-file", 1, "nothing"),
        # 64 to 66 of the list of bad inputs
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", "anchor", 1, "anchors are not read"),
        ("a: !!python/object/apply:os.system [ls]\n", "tag", 1, "tags are not read"),
        ("period: {}\nperiod: {}\n", "duplicate-key", 2, "twice"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(text, code, line, words):
    problems, told = _refused(text)
    assert (code, line) in {(each[0], each[1]) for each in problems}
    assert words in told


@pytest.mark.parametrize(
    ("until", "hours"), [("2025-10-26", 25), ("20251026", 25), ("2025-03-30", 23), ("2025-06-01T12:00", 12)]
)
def test_the_last_day_of_a_period_is_as_long_as_its_clock_says(until, hours):
    day = until[:10] if "-" in until else "2025-10-26"
    found = map_of(f"time_zone: Europe/London\nperiod: {{from: {day}, until: {until}}}", "m")
    assert found.until_s - found.from_s == hours * 3600


KEYS = [
    *TOP,
    *ENTRY,
    *PDF,
    *PDF_COLUMN,
    *sorted({key for keys in COLUMN_KEYS.values() for key in keys}),
    "a.csv",
    "score",
]
THINGS = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats() | st.sampled_from(["scores", "iso", ",", "UTC", ""]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["kind", *ENTRY]), THINGS), THINGS)
def test_whatever_a_map_holds_is_read_or_refused(entry, column):
    stated = {**entry, "kind": "scores"}
    of_columns = {"score": column, "mated": column, "time": column}
    for each in (entry, {**stated, "columns": column}, {**stated, "columns": of_columns}):
        text = (
            json.dumps({"files": {"a.csv": each}, "period": column}).replace("NaN", ".nan").replace("Infinity", ".inf")
        )
        with contextlib.suppress(Refused):
            map_of(text, "m")


def test_all_faults_are_told_at_once():
    problems, _ = _refused("time_zone: X\nthreshold: y\nfiles: {a.csv: {kind: z}}\n")
    assert [problem[1] for problem in problems] == [1, 2, 3]


def test_a_map_is_a_small_file(tmp_path):
    path = tmp_path / "map.yaml"
    with pytest.raises(Refused, match="no such file"):
        read_map(path, "map.yaml")
    path.write_text("# " + "x" * 1_000_001)
    with pytest.raises(Refused) as refused:
        read_map(path, "map.yaml")
    assert refused.value.problems[0].code == "file-too-large"
    path.write_text("time_zone: UTC")
    assert read_map(path, "map.yaml").zone == "UTC"
    assert len(read_map(path, "map.yaml").sha256) == 64
