from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custodes.disclosed import score_lines
from custodes.disclosed.bare_scores import read_bare_scores
from custodes.disclosed.budget import BUDGET
from custodes.disclosed.child import events
from custodes.disclosed.raw_table import Numbers, ReadAs
from custodes.errors import Refused
from tests.disclosed.corpus.item import CANARY


def _read(tmp_path, content: bytes) -> list[float]:
    path = tmp_path / "scores.txt"
    path.write_bytes(content)
    return read_bare_scores(path).tolist()


def _here(content: bytes) -> list[float]:
    """Read in this process."""
    found = events("scores", io.BytesIO(content), ReadAs(), BUDGET)
    return [value for event in found if isinstance(event, Numbers) for value in event.values.tolist()]


@pytest.mark.parametrize(
    ("content", "values"),
    [
        (b"0.5\n1\n", [0.5, 1.0]),
        (b"score\n0.5\n1", [0.5, 1.0]),
        (b"similarity score (0-1)\r\n0.5\r\n", [0.5]),
        (b"\xef\xbb\xbf0.5\n", [0.5]),
        (b"-1e-3\n+.5\n 2 \n3.\n", [-0.001, 0.5, 2.0, 3.0]),
    ],
)
def test_numbers_are_read(tmp_path, content, values):
    assert _read(tmp_path, content) == values


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"0.5\n\n1\n", "not-a-number", 2),
        (b"0.5\n1\n\n", "not-a-number", 3),
        (b"\n1\n", "not-a-number", 1),
        (b"score\n\n1\n", "not-a-number", 2),
        (b"0.5\nnan\n", "not-a-number", 2),
        (b"NaN\n1\n", "not-a-number", 1),
        (b"score\n1\ninf\n", "not-a-number", 3),
        (b"1\n-Infinity\n", "not-a-number", 2),
        (b"1\n1e400\n", "not-a-number", 2),
        (b"1\nKestrel7Halberd\n", "not-a-number", 2),
        (b"score\nscore\n", "not-a-number", 2),
        (b"1\n0x10\n", "not-a-number", 2),
        (b"1\n1_000\n", "not-a-number", 2),
        (b"1\n1,5\n", "not-a-number", 2),
        (b'1\n"2"\n', "not-a-number", 2),
        (b"1\n2 3\n", "not-a-number", 2),
        (b"1\n\xff\n", "not-a-number", 2),
        (b"1\n\0\n", "not-a-number", 2),
        (b"1\ntrue\n", "not-a-number", 2),
        (b"1\nnull\n", "not-a-number", 2),
        (b"1\nNA\n", "not-a-number", 2),
        (b"", "empty-file", 0),
        (b"score\n", "empty-file", 0),
        (b"%PDF-1.7\n", "disguised-file", 0),
    ],
)
def test_what_is_no_number_is_refused_with_its_line(tmp_path, content, code, line):
    with pytest.raises(Refused) as refused:
        _read(tmp_path, content)
    [problem] = refused.value.problems
    assert (problem.file, problem.code, problem.line) == ("scores.txt", code, line)
    assert CANARY not in str(refused.value)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=50))
def test_numbers_come_back_to_the_last_bit(values):
    found = _here("\n".join(map(repr, values)).encode())
    assert np.array(found).tobytes() == np.array(values).tobytes()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text("0123456789.eE+-naif \t", min_size=0, max_size=6), min_size=1, max_size=6))
def test_a_line_is_read_as_python_reads_it_or_refused(lines):
    content = "\n".join(lines).encode() + b"\n"
    try:
        found = _here(content)
    except Refused:
        return
    assert len(lines) - len(found) in {0, 1}  # the first line may be a header
    assert found == [float(line) for line in lines[len(lines) - len(found) :]]


def test_a_bad_line_is_found_far_down(monkeypatch):
    monkeypatch.setattr(score_lines, "BLOCK_BYTES", 64)
    with pytest.raises(Refused) as refused:
        _here(b"score\n" + b"0.25\n" * 100 + b"x\n" + b"0.25\n" * 100)
    assert refused.value.problems[0].line == 102
    assert _here(b"0.25\n" * 1000) == [0.25] * 1000


def test_a_line_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(score_lines, "BLOCK_BYTES", 64)
    with pytest.raises(Refused) as refused:
        _here(b"1" * 500)
    assert refused.value.problems[0].code == "line-too-long"
