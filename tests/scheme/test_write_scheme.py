from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custodes.scheme.library import load, names
from custodes.scheme.read_scheme import scheme_from
from custodes.scheme.read_yaml import parse
from custodes.scheme.write_scheme import scheme_yaml


def _read_back(scheme):
    document = parse(scheme_yaml(scheme))
    assert not document.marks
    again, faults = scheme_from(document.data, scheme.sources)
    assert not faults
    return again


@pytest.mark.parametrize("name", names())
def test_what_is_written_reads_back_the_same(name):
    scheme = load(name)
    assert _read_back(scheme) == scheme
    assert _read_back(scheme).hash == scheme.hash


def test_every_part_reads_back_the_same(small):
    assert _read_back(small) == small


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    said=st.fixed_dictionaries(
        {
            "title": st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), min_size=1),
            "size": st.integers(1, 10**9),
            "share": st.floats(0, 1),
            "low": st.floats(1e-6, 1e6),
            "rise": st.floats(0, 1e6),
        }
    )
)
def test_whatever_a_scheme_says_reads_back_the_same(small, said):
    data = small.plain()
    data["title"] = said["title"].strip() or "x"
    data["about"] = f"yes {said['title']} no"
    data["cohort"]["size"]["value"] = said["size"]
    data["wearers"]["woken_share"]["value"] = said["share"]
    ends = {"low": said["low"], "high": said["low"] + said["rise"], "distribution": "loguniform"}
    data["rules"]["joins_open_alert"] = {**ends, "unit": "minute", "assumption": "5"}
    scheme, faults = scheme_from(data, small.sources)
    assert not faults
    assert _read_back(scheme).hash == scheme.hash
