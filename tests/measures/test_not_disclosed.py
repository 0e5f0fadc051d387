"""What was not disclosed, and words that ask for it; legal tests; the whole audit of one disclosure."""

from __future__ import annotations

import re

import numpy as np
import pytest

from custodes.disclosed.records import records_of
from custodes.measures.answer import Answer, cannot_tell
from custodes.measures.ask import answers
from custodes.measures.asking import Asking, members
from custodes.measures.audit import ask_audit
from custodes.measures.legal_tests import TESTS
from custodes.measures.needs import NEEDS, ROW_WORDS
from custodes.measures.not_disclosed import covers, questions_open
from custodes.measures.per_person import NO_TRUTH
from custodes.records.kinds import KINDS
from tests.measures.disclosed_builder import DAY, NAN, START, asking, day, disclosed

PEOPLE = 60
ANY = {"time": day(20), "number": 3.0, "yes_no": 0, "label": "x", "presence": 0, "id": 1}


def full(kind):
    """Every column of a kind, one row a person."""
    columns = {}
    for name, field in KINDS[kind].items():
        columns[name] = field.codes[0] if field.type == "code" else ANY[field.type]
    if "person" in columns:
        columns["person"] = np.arange(PEOPLE)
    return columns


def everything():
    kinds = {kind: full(kind) for kind in KINDS if kind not in {"people", "totals", "scores"}}
    kinds["positions"] = {**kinds["positions"], "latitude": 51.5, "longitude": -0.1}
    kinds["totals"] = {"date": day(20), "quantity": "people monitored", "value": [59, 60]}
    started = {"started": np.where(np.arange(PEOPLE) < 50, START, NAN), "basis_ended": day(10)}
    return disclosed(PEOPLE, 100.0, groups={"sex": (("f", "m"), [0, 1, -1] * 20)}, **started, **kinds)


def asked_of(made):
    records = records_of(made)
    found = ask_audit(made, Asking(members(records)))
    return {**answers(records, resamples=20), **found.answers}, found


def test_every_answer_that_an_audit_can_give_waits_for_something():
    told, _ = asked_of(everything())
    assert len(told) > 200
    assert [key for key in told if not any(covers(need, key) for need in NEEDS)] == []


def test_needs_name_columns_that_there_are():
    for need in NEEDS:
        if need.kind in KINDS:
            assert set(need.columns) <= set(KINDS[need.kind]), need.question
            assert need.kind in ROW_WORDS
        else:
            assert need.words, need.question
            assert need.rows, need.question
        assert need.columns
    assert set(ROW_WORDS) == set(KINDS)


def test_of_nothing_every_question_is_open_with_words_to_ask():
    made = disclosed(3, 10.0, started=None, contacts={"person": [0, 1, 2], "time": day(1)})
    told, _ = asked_of(made)
    found = questions_open(made, told)
    assert len(found) == len(NEEDS)
    for each in found:
        assert re.fullmatch(r"Under the Freedom of Information Act 2000, please give for .+: .+", each.request)
        assert each.request_own == "" or re.fullmatch(r"Under Article 15 .+ about me: .+\.", each.request_own)
        assert "it matters because" in each.question
    assert {"bills", "costs", "rota"} == {each.kind for each in found if not each.request_own}


def test_what_was_disclosed_is_not_asked_for():
    made = everything()
    told, _ = asked_of(made)
    found = {each.kind for each in questions_open(made, told)}
    assert found.isdisjoint({"alerts", "reviews", "desk", "disclosures", "bills", "holdings", "violations"})
    assert {"scores", "truth", "time"} <= found


def test_only_the_missing_columns_are_asked_for():
    made = disclosed(PEOPLE, reviews={"person": np.arange(PEOPLE), "due": day(3)})
    told, _ = asked_of(made)
    open_ = next(each for each in questions_open(made, told) if "reviews_overdue_share" in each.ids)
    assert (open_.kind, open_.columns) == ("reviews", ("done",))
    assert "when it was done" in open_.request
    assert "was due" not in open_.request


def test_a_column_that_is_blank_throughout_is_missing():
    made = disclosed(PEOPLE, reviews={"person": np.arange(PEOPLE), "due": day(3), "done": None, "reasons": None})
    told, _ = asked_of(made)
    assert next(each.columns for each in questions_open(made, told) if each.kind == "reviews") == ("reasons",)


def test_what_does_not_apply_is_not_asked_for():
    no_checks = {"checks_due_per_person_year": cannot_tell("does not apply: this scheme makes no checks", unit="x")}
    made = disclosed(3, contacts={"person": [0], "time": day(1)})
    assert not [each for each in questions_open(made, no_checks) if "fall due" in each.question]


def test_truth_is_asked_for_when_an_answer_lacks_it():
    made = disclosed(3, contacts={"person": [0], "time": day(1)})
    told = {"alert_precision.raised": Answer(0.5, 0.4, 0.6, "share", 9)}
    assert not [each for each in questions_open(made, told) if each.kind == "truth"]
    told["alert_precision.raised"] = cannot_tell(NO_TRUTH, unit="share")
    (found,) = [each for each in questions_open(made, told) if each.kind == "truth"]
    assert found.ids == ("alert_precision.raised",)


def test_without_answers_columns_alone_decide():
    made = everything()
    assert {"scores", "time"} <= {each.kind for each in questions_open(made, {})}
    assert "alerts" not in {each.kind for each in questions_open(made, {})}


# The whole audit


def test_findings_can_be_counted_again_and_name_a_test():
    made = everything()
    _, found = asked_of(made)
    keys = [each.key for each in found.findings]
    assert len(keys) == len(set(keys)) > 30
    for each in found.findings:
        assert each.test in TESTS, each.key
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", each.key)
        assert len(each.rule) > 20, each.key
        assert each.means[0].isupper() or each.key.startswith("note-")
        assert not each.means.endswith(".")
        assert not re.search(r"breach(ed)?\b.*\bby\b|unlawful|illegal|guilty", each.means), each.key
        assert (each.at >= 0).all()
        if each.kind:
            assert (each.at < made.rows(each.kind)).all()
            assert list(made.places(each.kind, each.at[:1])) or not len(each.at)
        if each.unit.startswith("days"):
            assert each.count >= len(each.at)
        elif each.kind and each.kind != "people":
            assert each.count == len(each.at), each.key
        assert each.count <= each.of, each.key


def test_tables_say_how_many_people_are_behind_each_row():
    _, found = asked_of(everything())
    assert len(found.tables) >= 8
    for name, rows in found.tables.items():
        assert len({tuple(row) for row in rows}) == 1, name
        assert all("people" in row and "person" not in row for row in rows), name


def test_the_same_disclosure_gives_the_same_answers():
    (one, first), (two, second) = asked_of(everything()), asked_of(everything())
    assert one == two
    assert first.tables == second.tables


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {"scores", "people"}])
def test_a_kind_with_only_what_it_needs_can_be_asked(kind):
    columns = {name: column for name, column in full(kind).items() if KINDS[kind][name].needed}
    if kind == "totals":
        columns = {"date": day(20), "quantity": "people monitored", "value": 60}
    found = ask_audit(disclosed(PEOPLE, 100.0, started=None, **{kind: columns}), asking(PEOPLE))
    assert found.answers


def test_tests_say_where_they_stand():
    for test in TESTS.values():
        assert test.url.startswith("https://")
        assert test.question.endswith("?")
        assert test.line.startswith("It may be argued")


def test_a_disclosure_of_one_person_can_be_asked():
    made = disclosed(1, 30.0, alerts={"person": 0, "raised": START + np.arange(20) * DAY, "outcome": "cleared"})
    found = ask_audit(made, asking(1))
    assert found.answers["unlabelled_alerts_false_share.raised"].bounds.low == 1
