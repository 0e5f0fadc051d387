"""Every question asked of disclosures made up without sense: what is said of them holds together all the same."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import numpy as np
import pytest

from custodes.measures.answer_json import answer_document
from custodes.measures.asking import Asking, Members
from custodes.measures.audit import ask_audit
from custodes.measures.not_disclosed import questions_open
from custodes.measures.score_sets import scores_of
from custodes.measures.scores import ask_scores
from custodes.records.kinds import KINDS
from tests.measures.disclosed_builder import NAN, START, day, disclosed

WORDS = ("x", "alerts raised", "people tagged", "reviews overdue", "alerts raised in the month")
ROUNDING = 1e-9


def _cells(stream, field, people, days, rows):
    if field.type == "id":
        return stream.integers(0, people if field.of == "person" else 6, rows).tolist()
    if field.type == "time":
        return [day(x) for x in np.round(stream.uniform(-20, days + 20, rows), stream.choice([0, 3]))]
    if field.type == "number":
        return (stream.integers(0, 3, rows) if stream.random() < 0.5 else stream.normal(2, 2, rows)).tolist()
    if field.type in {"yes_no", "presence"}:
        return stream.integers(0, 2, rows).tolist()
    return stream.choice(field.codes or WORDS, rows).tolist()


def _table(stream, kind, people, days):
    rows, blank, made = stream.choice([1, 2, 7, 40, 300]), stream.choice([0, 0.1, 0.5, 1]), {}
    for name, field in KINDS[kind].items():
        if field.needed or stream.random() < 0.65:
            cells = _cells(stream, field, people, days, rows)
            # Rows without what is needed are refused on reading, but for scores.
            share = blank if not field.needed or name == "score" else 0.05 if name == "mated" else 0
            made[name] = [None if stream.random() < share else cell for cell in cells]
    return made


def _without_sense(seed):
    stream = np.random.default_rng(seed)
    people, days = int(stream.choice([1, 2, 5, 12, 30])), float(stream.choice([0, 0.5, 3, 60, 400]))
    groups = {
        name: (("a", "b", "c"), stream.integers(-1, 3, people).tolist())
        for name in ("sex", "group")
        if stream.random() < 0.5
    }
    kinds = {kind: _table(stream, kind, people, days) for kind in KINDS if stream.random() < 0.55}
    started = None if stream.random() < 0.3 else np.where(stream.random(people) < 0.2, NAN, START)
    made = disclosed(people, days, started=started, groups=groups, **kinds)
    if seed % 8 == 0:
        made = _timeless(made)
    columns = {("", ""): np.ones(people)}
    for name, (words, codes) in groups.items():
        columns |= {(name, word): (np.array(codes) == at).astype(float) for at, word in enumerate(words)}
    return made, Asking(Members(tuple(columns), np.stack([*columns.values()], axis=1), float(people)))


def _timeless(made):
    """Take away every time: nobody knows what period such records are about."""
    tables = {
        kind: {
            name: np.full_like(cells, NAN) if name in KINDS[kind] and KINDS[kind][name].type == "time" else cells
            for name, cells in table.items()
        }
        for kind, table in made.tables.items()
    }
    people = {
        **made.people,
        **{name: np.full_like(made.people[name], NAN) for name in ("started", "ended", "basis_ended")},
    }
    return replace(made, tables=tables, people=people, start_s=NAN, end_s=NAN)


def _check_answer(key, answer):
    document = answer_document(answer)
    json.dumps(document, allow_nan=False)
    for cell in (document, *(each for groups in document["by_group"].values() for each in groups.values())):
        value, low, high = cell["value"], cell["low"], cell["high"]
        if value is not None and low is not None:
            assert low - ROUNDING <= value <= high + ROUNDING, key
        if value is not None and document["unit"] == "share" and not key.startswith("group_gap"):
            assert -ROUNDING <= value <= 1 + ROUNDING, key
            assert low is None or (low >= -ROUNDING and high <= 1 + ROUNDING), key
    bounds = answer.bounds
    assert bounds is None or 0 <= bounds.low <= bounds.high <= 1 + ROUNDING, key


@pytest.mark.parametrize("seed", range(120))
def test_whatever_the_records_hold_answers_and_findings_hold_together(seed):
    made, ask = _without_sense(seed)
    found = [ask_audit(made, ask)]
    if made.rows("scores"):
        found.append(ask_scores(scores_of(made), threshold=[None, 1.5][seed % 2], resamples=30, seed=1))
    for each in (finding for one in found for finding in one.findings):
        assert each.count >= 0, each.key
        assert each.of == 0 or each.count <= each.of, each.key  # notes of reading have no number looked at
        assert 0 <= each.people <= len(made.people["person"]), each.key
        assert not each.kind or each.at.max(initial=-1) < made.rows(each.kind), each.key
    for name, rows in found[0].tables.items():
        cells = [cell for row in rows for cell in row.values()]
        assert all(isinstance(cell, str) or math.isfinite(cell) for cell in cells), name
    answers = {key: answer for one in found for key, answer in one.answers.items()}
    for key, answer in answers.items():
        _check_answer(key, answer)
    assert {each.kind for each in questions_open(made, {})} >= set(KINDS) - set(made.tables) - {"contacts", "totals"}
