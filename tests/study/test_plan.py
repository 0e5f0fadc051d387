from __future__ import annotations

import json
import shlex

import pytest

from custodes.errors import UsageRefused
from custodes.study.plan import LARGEST, Plan, check_counts
from tests.study.fakes import plan


def test_equal_plans_have_equal_hashes():
    assert plan().hash == plan().hash
    assert len(plan().hash) == 64


@pytest.mark.parametrize("change", [{"people": 21}, {"days": 4}, {"draws": 5}, {"seed": 8}, {"settings": {"a": "1"}}])
def test_another_plan_has_another_hash(change):
    assert plan(**change).hash != plan().hash


def test_shards_change_nothing_that_comes_out_and_so_not_the_hash():
    assert plan(shards=7).hash == plan().hash


def test_canonical_json_reads_back():
    assert json.loads(plan().canonical()) == plan().document()


def test_one_draw_is_the_central_world_alone():
    assert list(plan(draws=1).worlds) == [0]
    assert list(plan(draws=3).worlds) == [0, 1, 2, 3]


def test_a_scheme_without_unknowns_needs_one_world():
    scheme = plan().scheme
    settled = scheme.with_settings({path: str(_point(scheme, path)) for path in scheme.unknowns()})
    assert settled.unknowns() == []
    assert list(Plan(settled, people=5, draws=64).worlds) == [0]


def _point(scheme, path):
    stated = scheme.quantities()[path]
    return stated.low if stated.mid is None else stated.mid


def test_the_command_repeats_the_plan():
    made = plan(settings={"cohort.size": "20"}, shards=2)
    words = shlex.split(made.command())
    assert words[:3] == ["custodes", "run", "home-office-2022"]
    assert words[3:] == ["--people=20", "--days=3", "--draws=4", "--seed=7", "--shards=2", "--set=cohort.size=20"]


def test_the_command_names_a_file_without_its_folder():
    assert plan(file="my own.yaml").command().startswith("custodes run 'my own.yaml' ")


@pytest.mark.parametrize(
    "wrong",
    [{"people": 0}, {"days": 0}, {"draws": -1}, {"seed": -1}, {"shards": 0}, {"people": 2.5}, {"people": True}],
)
def test_a_count_out_of_range_is_refused(wrong):
    with pytest.raises(UsageRefused, match="must be a whole number"):
        plan(**wrong)


def test_all_wrong_counts_are_told_at_once():
    with pytest.raises(UsageRefused) as refused:
        check_counts({"people": 0, "days": LARGEST["days"] + 1, "draws": 1})
    assert [problem.path for problem in refused.value.problems] == ["people", "days"]
    assert refused.value.exit_code == 2
