"""One test for each way in which a scheme file can be wrong, with its line."""

from __future__ import annotations

import json
import os
import re

import pytest

from custodes.errors import Refused
from custodes.scheme.codes import CODES
from custodes.scheme.library import check, load
from custodes.scheme.read_scheme import known_sources, read_scheme
from custodes.scheme.read_yaml import parse

Q = ", assumption: made up}"

REFUSALS = [
    # keys and words
    ("  absconding:", "  abscondin:", "conduct.abscondin", "unknown-key", 'did you mean "absconding"?'),
    ("status: made-up", "status: made up", "status", "unknown-word", 'did you mean "made-up"?'),
    ("    kind: face_watch", "    kind: face watch", "instruments.watch.kind", "unknown-word", '"face_watch"'),
    ("  no_image: raise", "  no_image: alert", "rules.no_image", "unknown-word", "raise, clear"),
    (
        "    urgent: [no_match, not_live]",
        "    urgent: [no_mach]",
        "desks.review.urgent.0",
        "unknown-word",
        'did you mean "no_match"?',
    ),
    ("  contact:\n", "  kontakt:\n", "response.kontakt", "unknown-key", 'did you mean "contact"?'),
    ("_watch\n    worn: true", "_watch\n    worn: yes", "instruments.watch.worn", "wrong-kind", ""),
    ("jurisdiction: GB", "jurisdiction: Britain", "jurisdiction", "bad-name", '"GB"'),
    ("as_at: 2024-06-01", "as_at: 1 June 2024", "as_at", "wrong-kind", "YYYY-MM-DD"),
    ("title: A made-up scheme", 'title: ""', "title", "wrong-kind", ""),
    ("title: A made-up scheme", "title: 5", "title", "wrong-kind", "quotes"),
    ("  watch:\n", "  The Watch:\n", "instruments.The Watch", "bad-name", "small letters"),
    ("    what: [photograph]", "    what: photograph", "recipients.0.what", "wrong-kind", '"- "'),
    ("    what: [photograph]", "    what: []", "recipients.0.what", "wrong-kind", ""),
    # numbers
    ("woken_share: {value: 0.5,", "woken_share: {value: 1.2,", "wearers.woken_share.value", "out-of-range", "0.02"),
    ("woken_share: {value: 0.5,", "woken_share: {value: -0.1,", "wearers.woken_share.value", "out-of-range", ""),
    ("high: 0.1, distribution: pert", "high: 1.1, distribution: pert", "no_match.high", "out-of-range", ""),
    ("window: {value: 15,", "window: {value: -15,", "instruments.watch.checks.window.value", "out-of-range", ""),
    ("window: {value: 15,", "window: {value: 0,", "instruments.watch.checks.window.value", "out-of-range", ""),
    ("keep: {value: 6, unit: year", "keep: {value: 6 yrs, unit: year", "keep.value", "not-a-number", "write 6"),
    ("keep: {value: 6, unit: year", "keep: {value: .nan, unit: year", "keep.value", "not-a-number", ""),
    ("keep: {value: 6, unit: year", "keep: {value: .inf, unit: year", "keep.value", "not-a-number", ""),
    ("keep: {value: 6, unit: year", "keep: {value: true, unit: year", "keep.value", "not-a-number", ""),
    (
        "keep: {value: 6, unit: year, assumption: made up}",
        "keep: 6 years",
        "data_kept.0.keep",
        "wrong-kind",
        "state value (or low",
    ),
    ("missed_in_a_row: {value: 2,", "missed_in_a_row: {value: 2.5,", "missed_in_a_row.value", "not-whole", ""),
    ("missed_in_a_row: {value: 2,", "missed_in_a_row: {value: 0,", "missed_in_a_row.value", "out-of-range", ""),
    ("attempt: {value: 0.5,", "attempt: {value: 1,", "correlation.attempt.value", "out-of-range", "")
    ,
    ("work_delay_factor: {value: 3,", "work_delay_factor: {value: 0,", "work_delay_factor.value", "out-of-range", ""),
    ("low: 0.001, high: 0.1", "low: 0, high: 0.1", "no_prompt.low", "bad-shape", "uniform"),
    ("low: 0.005, mid: 0.02", "low: 0.05, mid: 0.02", "no_match.mid", "disorder", "rising order"),
    ('low: "22:00", mid: "23:00"', 'low: "23:30", mid: "23:00"', "sleep_from.mid", "disorder", "midnight"),
    ("work_from: {value: 09:00", "work_from: {value: 9", "work_from.value", "bad-time-of-day", "HH:MM"),
    ("work_from: {value: 09:00", "work_from: {value: 25:00", "work_from.value", "bad-time-of-day", "HH:MM"),
    ("every: {value: 2, unit: week", "every: {value: 36, unit: hour", "every.value", "out-of-range", ""),
    ("per_day: {value: 5,", "per_day: {value: 0.5,", "per_day.value", "out-of-range", "every"),
    # units
    ("window: {value: 15, unit: minute", "window: {value: 15, unit: minuts", "window.unit", "unknown-unit", '"minute"'),
    ("window: {value: 15, unit: minute", "window: {value: 15, unit: ratio", "window.unit", "wrong-unit", "units here"),
    ("window: {value: 15, unit: minute", "window: {value: 15, unit: count", "window.unit", "wrong-unit", "minute"),
    ("window: {value: 15, unit: minute", 'window: {value: "00:15", unit: time of day', "window.unit", "wrong-unit", ""),
    ("woken_share: {value: 0.5, unit: ratio", "woken_share: {value: 0.5, unit: hour", "unit", "wrong-unit", "ratio"),
    ("size: {value: 200, unit: person", "size: {value: 200, unit: device", "cohort.size.unit", "wrong-unit", "person"),
    # what it rests on
    ("size: {value: 200, unit: person, assumption: made up}", "size: {value: 200, unit: person}", "size", "basis", ""),
    (
        "size: {value: 200, unit: person, assumption: made up}",
        "size: {value: 200, unit: person, assumption: a, redacted: {what: b, possible: c}}",
        "cohort.size",
        "basis",
        "exactly one",
    ),
    ("source: {key: example-report, place: page 1", "source: {key: exampel-report, place: page 1", "aim.source.key",
     "unknown-source", 'did you mean "example-report"?'),
    ("read: the aim, mark: S}", "read: the aim, mark: B}", "aim.source.mark", "unknown-word", "S, S2, D"),
    ("read: the aim, mark: S}", "read: the aim}", "aim.source.mark", "missing-key", ""),
    ("    why: To find people.\n    assumption: made up\n", "    why: To find people.\n", "recipients.0", "basis", ""),
    # between fields
    ("size: {value: 200,", "size: {value: 0,", "cohort.size.value", "empty-cohort", ""),
    ("female: {value: 0.25,", "female: {value: 0.2,", "cohort.groups.sex.shares", "shares-do-not-sum", "not_recorded"),
    ("        18-34:", "        18 to 34:", "cohort.groups.age_band.shares.18 to 34", "bad-name", "small letters"),
    ("        18-34:", "        34-18:", "cohort.groups.age_band.shares.34-18", "bad-name", '"18-34"'),
    ("        35-99:", "        30-99:", "cohort.groups.age_band.shares.30-99", "disorder", ""),
    ('to: {value: "22:00"', 'to: {value: "07:00"', "schedule.to", "disorder", "past midnight"),
    ("        per_day: {value: 5, unit: 1/day, assumption: made up}\n", "", "schedule", "mixed-forms", "every"),
    ("        travel: {value: 2, unit: hour, assumption: made up}\n", "", "effort.travel", "missing-key", "travel"),
    ("              north: {value: 1,", "              west: {value: 1,", "west", "unknown-group", ""),
    ("            region_of_birth:\n", "            skin_tone:\n", "no_match.skin_tone", "unknown-group", ""),
    ("staff: {value: 2, unit: staff", "staff: {value: 0, unit: staff", "desks.casework.shifts", "no-crew", "1 or more"),
    ("staff: {low: 1, high: 3", "staff: {low: 0, high: 3", "desks.review.shifts", "no-crew", "low end"),
    ("days: [mon, tue, wed, thu, fri]", "days: [mon, mon]", "shifts.0.days.1", "twice", ""),
    ("days: [mon, tue, wed, thu, fri]", "days: [monday]", "shifts.0.days.0", "unknown-word", '"mon"'),
    ("days: [mon, tue, wed, thu, fri]", "days: []", "shifts.0.days", "wrong-kind", ""),
    ("    urgent: [no_match, not_live]\n", "", "desks.review.urgent", "missing-key", "fifo"),
    ("    order: fifo", "    order: fifo\n    urgent: [missed]", "desks.casework.urgent", "unknown-key", ""),
    ("    gives_up_after: null\n", "", "desks.casework.gives_up_after", "missing-key", "nothing has a default"),
    ("    if_true: {value: 0.4,", "    if_true: {value: 0.95,", "response", "shares-do-not-sum", "lower"),
    ("      desk: review", "      desk: reviews", "costs.items.reviewers.desk", "unknown-word", '"review"'),
    ("      step: arrest", "      step: visit", "costs.items.arrests.step", "unknown-name", "contact, arrest"),
    ("      instrument: visits", "      instrument: visit", "visits.instrument", "unknown-name", '"visits"'),
    ("      kind: per_person_day", "      kind: per_person_day\n      desk: review", "housing.desk", "unknown-key", ""),
    ("      desk: review\n", "", "costs.items.reviewers.desk", "missing-key", "staff_hour"),
    ("      kind: per_person_day", "      kind: per_head", "costs.items.housing.kind", "unknown-word", ""),
    ("  to_gbp: {value: 0.8, unit: GBP/USD, assumption: made up}\n", "", "costs.to_gbp", "mixed-currencies", "dollar"),
    ("amount: {value: 300, unit: GBP, price_year: 2022", "amount: {value: 300, unit: GBP, price_year: 2024",
     "arrests.amount.price_year", "mixed-price-years", "one year"),
    ("amount: {value: 300, unit: GBP, price_year: 2022", "amount: {value: 300, unit: GBP", "amount.price_year",
     "missing-key", "year"),
    ("as_at: 2024-06-01", "as_at: 2020-01-01", "reviews.interval.dated.0.from", "no-entry", "as_at"),
    ("from: 2024-03-18", "from: 2020-03-18", "reviews.interval.dated.1.from", "disorder", ""),
    ("value: 4, unit: month", "value: 4, unit: ratio", "reviews.interval.dated.1.unit", "wrong-unit", ""),
    ("scheme: small-example", "scheme: other-name", "scheme", "name-not-file", "small-example"),
    ("    region_of_birth:\n      shares:\n        north: {low", "    age:\n      shares:\n        north: {low",
     "cohort.groups.age", "unknown-key", "known here"),
    ('to: {value: "06:00"', 'to: {value: "22:00"', "desks.review.shifts.0.to", "disorder", "24:00"),
    # the text of the file
    ("title: A made-up scheme", "title: &t A made-up scheme", "title", "anchor", ""),
    ("title: A made-up scheme", "title: !!str A made-up scheme", "title", "tag", ""),
    ("status: made-up", "status: made-up\ntitle: twice", "title", "duplicate-key", "line 3"),
]  # fmt: skip


TOLD_ELSEWHERE = {
    *(
        "basis",
        "disorder",
        "missing-key",
        "mixed-currencies",
        "mixed-forms",
        "no-crew",
        "no-entry",
        "shares-do-not-sum",
    ),
}
"""Codes of problems that a change on another line may bring about."""

TOLD_WITH_OTHERS = {"unknown-key", "unknown-group", "unknown-name", "bad-name"}
"""Codes of problems that leave something else missing or without a meaning."""


def _line_of_path(problem, text):
    """The line of the problem's path in the changed file, or of the nearest thing around it."""
    lines = parse(text).lines
    steps = re.split(r"\.", problem.path)
    at = tuple(int(step) if step.isdigit() else step for step in steps)
    while at and at not in lines:
        at = at[:-1]
    return lines.get(at, 1)


@pytest.mark.parametrize("case", REFUSALS)
def test_each_fault_is_told_with_its_line(changed, text, case):
    old, new, path, code, hint = case
    broken = changed(old, new)
    found = [problem for problem in broken.problems if problem.code == code and problem.path.endswith(path)]
    assert len(found) == 1, "\n".join(map(str, broken.problems))
    assert set(broken.codes) <= set(CODES)
    (problem,) = found
    assert hint in problem.hint
    assert problem.file.endswith("small-example.yaml")
    if code != "duplicate-key":
        assert problem.line == _line_of_path(problem, text.replace(old, new))
    if code not in TOLD_ELSEWHERE:
        assert broken.line <= problem.line <= broken.line + new.count("\n")
    if code not in TOLD_WITH_OTHERS:
        assert len(broken.problems) == 1, "\n".join(map(str, broken.problems))
    assert len({(each.path, each.code) for each in broken.problems}) == len(broken.problems)
    assert str(problem).startswith(f"{problem.file}:{problem.line}: {problem.path}: {problem.wrong}")


@pytest.mark.parametrize(
    ("removed", "path", "line"),
    [
        ("  woken_share: {value: 0.5, unit: ratio, assumption: made up}\n", "wearers.woken_share", "wearers:"),
        ("    kind: face_watch\n", "instruments.watch.kind", "  watch:"),
        ("title: A made-up scheme\n", "title", "# A made-up"),
        ("    shift_end: capacity\n", "desks.casework.shift_end", "  casework:"),
    ],
)
def test_what_is_missing_is_told_on_the_line_around_it(changed, text, removed, path, line):
    problem = changed(removed, "").only
    assert (problem.code, problem.path) == ("missing-key", path)
    assert (
        problem.line == text.splitlines().index(next(each for each in text.splitlines() if each.startswith(line))) + 1
    )


def test_every_code_says_what_it_means():
    assert all(re.fullmatch("[a-z0-9-]+", code) and meaning.endswith(".") for code, meaning in CODES.items())


def test_all_problems_are_told_at_once_by_line(folder, text):
    path = folder / "small-example.yaml"
    several = [
        ("status: made-up", "status: alive"),
        ("woken_share: {value: 0.5,", "woken_share: {value: 1.2,"),
        ("female: {value: 0.25,", "femal: {value: 0.2, colour: red,"),
        ("window: {value: 15, unit: minute", "window: {value: -15, unit: mins"),
        ("step: arrest", "step: visit"),
        ("key: example-report, place: page 2", "key: no-report, place: page 2"),
        ("title: A made-up scheme", "title: &t A made-up scheme"),
    ]
    for old, new in several:
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load(path)
    problems = refused.value.problems
    assert [problem.line for problem in problems] == sorted(problem.line for problem in problems)
    assert [problem.code for problem in problems] == [
        "anchor",
        "unknown-word",
        "unknown-key",
        "out-of-range",
        "unknown-unit",
        "unknown-source",
        "unknown-name",
    ]
    assert problems == check(path)
    assert refused.value.exit_code == 3


def test_a_yaml_error_is_one_problem_with_its_line(changed):
    problem = changed("  watch:\n", "  watch: [\n").only
    assert problem.code == "not-yaml"
    assert problem.line > 1


def _written(folder, content):
    path = folder / "small-example.yaml"
    path.write_bytes(content)
    return check(path)


def test_files_that_are_not_utf_8_are_refused_with_the_line(folder, text):
    (problem,) = _written(folder, text.replace("Police", "Pol\u00ed\u00e7e").encode("latin-1"))
    assert (problem.code, problem.seen) == ("not-utf-8", "byte 0xed")
    assert text.splitlines()[problem.line - 1].strip() == "- who: Police"


def test_a_byte_order_mark_is_let_through(folder, text):
    assert not _written(folder, text.encode("utf-8-sig"))


def test_large_files_are_refused(folder, text):
    assert not _written(folder, (text + "# x\n" * 100_000).encode())
    (problem,) = _written(folder, (text + "#" * 1_000_000).encode())
    assert problem.code == "file-too-large"


def test_an_empty_file_is_refused(folder):
    assert [problem.code for problem in _written(folder, b"")] == ["empty-file"]


@pytest.mark.parametrize("content", [b"- a\n- b\n", b"just text\n", b"5\n"])
def test_a_file_that_is_not_a_mapping_is_refused(folder, content):
    assert [problem.code for problem in _written(folder, content)] == ["wrong-kind"]


def test_nothing_of_a_file_that_is_no_scheme_is_shown(folder):
    (problem,) = _written(folder, b"1042;Northgate;2026-03-29 01:30\n")
    assert problem.seen == "text"


def test_a_missing_file_is_refused_with_the_one_that_was_meant(folder, text):
    _written(folder, text.encode())
    (problem,) = check(folder / "small-exmaple.yaml")
    assert (problem.code, problem.hint) == ("missing-file", 'did you mean "small-example.yaml"?')
    (problem,) = check(folder / "nowhere" / "small-example.yaml")
    assert problem.hint == "its folder is not there either"


def test_a_folder_is_refused(folder):
    (problem,) = check(folder)
    assert (problem.code, problem.wrong) == ("unreadable-file", "is a folder")


def test_a_pipe_is_refused_and_not_waited_for(folder):
    os.mkfifo(folder / "pipe.yaml")
    (problem,) = check(folder / "pipe.yaml")
    assert (problem.code, problem.wrong) == ("unreadable-file", "is not a plain file")


def test_a_file_that_may_not_be_read_is_refused(folder, monkeypatch):
    path = folder / "small-example.yaml"
    path.write_text("a: 1", encoding="utf-8")

    def denied(self, mode):
        del self, mode
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", denied)
    (problem,) = check(path)
    assert (problem.code, problem.wrong) == ("unreadable-file", "cannot be read: Permission denied")


def test_a_name_that_no_file_can_have_is_refused():
    (problem,) = check("a\0b.yaml")
    assert problem.code == "unreadable-file"


# Sources beside a scheme


def test_without_its_sources_a_scheme_is_refused(tmp_path, text):
    assert {problem.code for problem in _written(tmp_path, text.encode())} == {"unknown-source"}


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        ("a:\n  title: 5\n", ("wrong-kind", 2, "a.title")),
        ("a:\n  titel: T\n", ("unknown-key", 2, "a.titel")),
        ("a:\n  url: example.org\n", ("bad-name", 2, "a.url")),
        ("a:\n  kind: press\n", ("unknown-word", 2, "a.kind")),
        ("a: 5\n", ("wrong-kind", 1, "a")),
        ("- a\n", ("wrong-kind", 1, "")),
        ("a: [\n", ("not-yaml", 2, "")),
        ("a: 1\na: 2\n", ("duplicate-key", 2, "a")),
        ("", ("empty-file", 1, "")),
    ],
)
def test_faults_of_the_sources_are_told_under_their_own_file(tmp_path, text, sources, told):
    (tmp_path / "sources.yaml").write_text(sources, encoding="utf-8")
    problems = _written(tmp_path, text.encode())
    found = [problem for problem in problems if (problem.code, problem.line, problem.path) == told]
    assert len(found) == 1, "\n".join(map(str, problems))
    assert found[0].file.endswith("sources.yaml")


def test_sources_that_cannot_be_read_are_told(tmp_path, text):
    (tmp_path / "sources.yaml").mkdir()
    problems = _written(tmp_path, text.encode())
    assert problems[-1].code == "unreadable-file" or problems[0].code == "unreadable-file"


def test_the_librarys_sources_are_always_known(folder):
    own, problems = known_sources(folder)
    assert not problems
    library, _ = known_sources(folder / "nowhere")
    assert {"example-report", *library} == set(own)
    assert own["example-report"].date == "2022"


def test_a_source_of_the_library_may_be_repeated_but_not_changed(tmp_path):
    library, _ = known_sources(tmp_path)
    key, entry = next(iter(library.items()))
    path = tmp_path / "sources.yaml"
    path.write_text(json.dumps({key: entry.plain()}), encoding="utf-8")
    assert not known_sources(tmp_path)[1]
    path.write_text(json.dumps({key: {**entry.plain(), "title": "Another"}}), encoding="utf-8")
    (problem,) = known_sources(tmp_path)[1]
    assert (problem.code, problem.path, problem.line) == ("duplicate-source", key, 1)


def test_a_scheme_is_told_by_its_path_unless_named(folder, text):
    path = folder / "small-example.yaml"
    path.write_text(text.replace("status: made-up", "status: x"), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_scheme(path)
    assert refused.value.problems[0].file == str(path)
    with pytest.raises(Refused) as refused:
        read_scheme(path, "the file")
    assert refused.value.problems[0].file == "the file"
