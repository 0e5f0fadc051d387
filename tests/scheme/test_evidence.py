from __future__ import annotations

import re
from typing import get_args

import pytest

from custodes.errors import Refused
from custodes.scheme.evidence import EVIDENCE, read_trial, results, trial, trials
from custodes.scheme.evidence_outcomes import OUTCOMES, OutcomeName, other_definition, outcome_called
from custodes.scheme.library import load, names
from custodes.scheme.read_scheme import LIBRARY, SOURCES_NAME, known_sources

PILOT = "gps-expansion-pilot"
MARKED = "absconded-as-marked-by-home-office"


def test_every_file_is_read_and_every_outcome_is_counted_by_one():
    assert set(trials()) == {path.stem for path in EVIDENCE.glob("*.yaml")}
    counted = {result.outcome for each in trials().values() for result in each.results}
    assert counted == set(OUTCOMES) == set(get_args(OutcomeName))


def test_every_outcome_has_a_definition_of_its_own():
    definitions = [outcome.definition for outcome in OUTCOMES.values()]
    assert len(set(definitions)) == len(definitions)
    assert all(each.endswith(".") and len(each) > 40 for each in definitions)


def test_an_outcome_says_by_when_it_is_counted_where_its_definition_does():
    told = {name: outcome.horizon_days for name, outcome in OUTCOMES.items() if outcome.horizon_days is not None}
    month = 365.25 / 12
    assert told == {MARKED: round(18 * month), "out-of-contact": round(16 * month), "violated-or-charged": 365}


def test_every_source_in_the_file_is_cited_somewhere():
    sources, _ = known_sources(LIBRARY)
    citing = [path for folder in (EVIDENCE, LIBRARY) for path in folder.glob("*.yaml") if path.name != SOURCES_NAME]
    text = "".join(path.read_text(encoding="utf-8") for path in citing)
    assert {key for key in sources if not re.search(rf"(key: {key},|\[{key}\])", text)} == set()


def test_the_pilot_is_as_published():
    # Home Office, GPS expansion pilot evaluation, 13 January 2025: 16 % against 14 %, 66 % against 66 %, of about 600.
    found = trial(PILOT)
    marked, contact = found.results
    assert {name: arm.counts for name, arm in marked.arms.items()} == {"tagged": (96, 600), "reporting": (84, 600)}
    assert {name: arm.counts for name, arm in contact.arms.items()} == {"tagged": (396, 600), "reporting": (396, 600)}
    assert (marked.treated, marked.control) == ("tagged", "reporting")
    assert marked.arms["tagged"].mark == "S2"


def test_shares_without_people_or_with_a_range_give_no_counts():
    arms = trial("releases-from-detention").results[0].arms
    assert arms["released-2019"].counts is None
    assert arms["released-2021"].share.is_range
    assert trial("florida-2010").results[0].arms["monitored"].counts is None
    assert trial("florida-2010").results[0].relative_risk.value == 0.69


def test_families_are_not_people():
    families = trial("fcmp-2016-2017").results[0].arms["families"]
    assert families.people.unit == "count"
    assert families.counts == (942, 952)


def test_everything_on_an_outcome_is_found_with_or_without_an_effect():
    assert set(results(MARKED)) == {PILOT}
    assert results("reoffended")["belur-2020"].no_number
    assert results("court-attendance")["isap-2015-2020"].definition.better == "more"


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda: trial("gps-pilot"), "unknown-trial"),
        (lambda: results("absconding"), "unknown-outcome"),
        (lambda: outcome_called("absconded"), "unknown-outcome"),
        (lambda: trial(PILOT).result("reoffended"), "other-definition"),
    ],
)
def test_what_is_not_there_is_refused(ask, code):
    with pytest.raises(Refused) as refused:
        ask()
    (problem,) = refused.value.problems
    assert problem.code == code


def test_two_definitions_are_never_mixed_and_both_are_said():
    (problem,) = other_definition(MARKED, "out-of-contact").problems
    assert OUTCOMES[MARKED].definition in problem.seen
    assert OUTCOMES["out-of-contact"].definition in problem.seen


GOOD = (EVIDENCE / f"{PILOT}.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        (f"trial: {PILOT}", "trial: other", "name-not-file", "trial"),
        ("outcome: out-of-contact", "outcome: absconded", "unknown-word", "results.1.outcome"),
        ("treated: tagged", "treated: taged", "unknown-name", "results.0.treated"),
        ("    control: reporting\n", "", "missing-key", "results.0.control"),
        ("    treated: tagged\n    control: reporting\n", "", "missing-key", "results.0.no_number"),
        ("value: 0.16", "value: 1.6", "out-of-range", "results.0.arms.tagged.share.value"),
        ("value: 600, unit: person", "value: 600, unit: day", "wrong-unit", "results.0.arms.tagged.people.unit"),
        ("key: pilot-press-2025", "key: nowhere", "unknown-source", "results.0.arms.tagged.people.source.key"),
        ("title:", "name:", "missing-key", "title"),
        ("population:", "people: [", "not-yaml", ""),
    ],
)
def test_what_is_wrong_with_a_file_is_told_by_line(tmp_path, old, new, code, path):
    assert old in GOOD
    file = tmp_path / f"{PILOT}.yaml"
    file.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_trial(file, file.name)
    found = {problem.code: problem for problem in refused.value.problems}
    assert code in found
    assert found[code].line > 0
    assert found[code].path.startswith(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refused):
        read_trial(tmp_path / "none.yaml", "none.yaml")


def test_the_arms_of_the_pilot_are_schemes_of_the_library():
    assert {"gps-pilot-2022", "reporting-in-person"} <= set(names())
    assert load("gps-pilot-2022").cohort.size.value == trial(PILOT).results[0].arms["tagged"].people.value
