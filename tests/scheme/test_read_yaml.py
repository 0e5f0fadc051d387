from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml.error import YAMLError

from custodes.scheme import read_yaml
from custodes.scheme.read_yaml import parse


def told(text):
    return [(mark.code, mark.line, mark.at) for mark in parse(text).marks]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("5", 5),
        ("-5", -5),
        ("+5", 5),
        ("007", 7),
        ("0o17", 15),
        ("0xff", 255),
        ("1.50", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("-1.5E-2", -0.015),
        (".inf", math.inf),
        ("-.INF", -math.inf),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("yes", "yes"),
        ("on", "on"),
        ("no", "no"),
        ("07:30", "07:30"),
        ("12:30:45", "12:30:45"),
        ("2022-08-05", "2022-08-05"),
        ("18-34", "18-34"),
        ("6_000", "6_000"),
        ("2%", "2%"),
        ('"5"', "5"),
        ("'true'", "true"),
        ('""', ""),
        ("\u0661\u0662", "\u0661\u0662"),
        ("[1, a]", [1, "a"]),
        ("{b: {c: null}}", {"b": {"c": None}}),
        ("[]", []),
        ("{}", {}),
        ("|\n  two\n  lines", "two\nlines"),
    ],
)
def test_words_are_read_by_the_core_rules_of_yaml_1_2(written, read):
    document = parse(f"a: {written}")
    assert document.data == {"a": read}
    assert type(document.data["a"]) is type(read)
    assert not document.marks


def test_not_a_number_is_read_as_such():
    assert math.isnan(parse("a: .nan").data["a"])


def test_long_runs_of_digits_are_inexact():
    assert parse(f"a: {'9' * 5000}").data == {"a": math.inf}
    assert parse(f"a: {'1' * 19}").data == {"a": pytest.approx(1.111e18, rel=1e-3)}


def test_keys_are_text():
    assert parse("1: a\nnull: b\n18-34: c\ntrue: d").data == {"1": "a", "null": "b", "18-34": "c", "true": "d"}


def test_every_field_knows_its_line():
    document = parse("# first\na:\n\n  b: 1\n  c:\n    - 5\n    - d: 6\n      e: {f: 1,\n        g: 2}\n")
    assert document.lines == {
        ("a",): 2,
        ("a", "b"): 4,
        ("a", "c"): 5,
        ("a", "c", 0): 6,
        ("a", "c", 1): 7,
        ("a", "c", 1, "d"): 7,
        ("a", "c", 1, "e"): 8,
        ("a", "c", 1, "e", "f"): 8,
        ("a", "c", 1, "e", "g"): 9,
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: &x 2\n", [("anchor", 2, ("b",))]),
        ("a: &x 1\nb: *x\n", [("anchor", 1, ("a",)), ("alias", 2, ("b",))]),
        ("a: 1\n&x b: 2\n", [("anchor", 2, ("b",))]),
        ("a: &x [1]\n", [("anchor", 1, ("a",))]),
        ("a: &x {b: 1}\n", [("anchor", 1, ("a",))]),
        ("a:\n  - !!int 5\n", [("tag", 2, ("a", 0))]),
        ("a: !!python/object/apply:os.system [ls]\n", [("tag", 1, ("a",))]),
        ("a: ! 5\n", [("tag", 1, ("a",))]),
        ("a: !mine {b: 1}\n", [("tag", 1, ("a",))]),
        ("a: 1\nb: 2\na: 3\n", [("duplicate-key", 3, ("a",))]),
        ("a: {b: 1,\n b: 2}\n", [("duplicate-key", 2, ("a", "b"))]),
        ("? [a, b]\n: 1\nc: 2\n", [("bad-key", 1, ())]),
        ("a: 1\n---\nb: 2\n", [("several-documents", 2, ())]),
        ("%YAML 1.1\n---\na: 1\n", [("yaml-version", 2, ())]),
        ("%TAG ! tag:example.org,2022:\n---\na: 1\n", [("tag", 2, ())]),
        ("", [("empty-file", 1, ())]),
        ("# nothing\n", [("empty-file", 1, ())]),
        ("null\n", [("empty-file", 1, ())]),
        ("a: 1\n  b: 2\n", [("not-yaml", 2, ())]),
        ("a: [1, 2\nb: 3\n", [("not-yaml", 2, ())]),
        ("a: 1\nb: 'open\n", [("not-yaml", 3, ())]),
        ("a: 1\n\tb: 2\n", [("not-yaml", 2, ())]),
        ("a: 1\nb: \x07\n", [("not-yaml", 2, ())]),
        ("a: 1\n*x : 2\n", [("bad-key", 2, ()), ("alias", 2, ("?",))]),
    ],
)
def test_what_could_hide_something_is_marked_with_its_line(text, expected):
    assert told(text) == expected


def test_yaml_1_2_may_say_so():
    document = parse("%YAML 1.2\n---\na: yes\n")
    assert document.data == {"a": "yes"}
    assert not document.marks


def test_a_duplicate_keeps_the_first_and_names_its_line():
    document = parse("a: 1\nb: 2\na: [3, {c: 4}]\nd: 5")
    assert document.data == {"a": 1, "b": 2, "d": 5}
    assert document.marks[0].hint == "it stands first on line 1"


def test_all_marks_are_told_at_once():
    assert [code for code, _, _ in told("a: &x 1\nb: *x\nb: !t 2\nc: [1")] == [
        "anchor",
        "alias",
        "duplicate-key",
        "tag",
        "not-yaml",
    ]


def test_nothing_can_be_expanded():
    names = "abcdefghij"
    lines = ["a: &a [boom, boom]"]
    lines += [f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in pairwise(names)]
    document = parse("\n".join(lines))
    assert document.data["j"] == [None] * 9
    assert {mark.code for mark in document.marks} == {"anchor", "alias"}


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "? " * 100_000])
def test_deep_nesting_is_refused(text):
    document = parse(text)
    assert document.data is None
    assert document.marks[-1].code == "too-deep"


def test_nesting_up_to_the_limit_is_read():
    depth = read_yaml.DEEPEST
    assert not parse("[" * depth + "]" * depth).marks
    assert told("[" * (depth + 2) + "]" * (depth + 2)) == [("too-deep", 1, (0,))]


def test_any_other_error_of_the_parser_is_told_too(monkeypatch):
    def fail(builder, event):
        del builder, event
        raise YAMLError

    monkeypatch.setattr(read_yaml, "_directives", fail)
    assert told("a: 1") == [("not-yaml", 1, ())]


@given(st.text(max_size=60))
def test_any_text_is_read_or_marked(text):
    document = parse(text)
    assert document.marks or document.data is not None
