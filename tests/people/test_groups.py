from __future__ import annotations

import math

import numpy as np
import pytest

from custodes.people.groups import Attribute, attributes, draw_groups, relative_rate
from custodes.records.tables import NOT_RECORDED
from custodes.scheme.library import load

THREE = Attribute("region_of_birth", ("a", "b", "c"), np.array([0.5, 0.3, 0.2]), 0.25)


@pytest.mark.compiled
def test_groups_come_in_their_shares_and_go_unrecorded_at_theirs():
    # Binomial counts over 60,000 people; bound |z| < 4 for each of four shares. Whether a group is recorded does not
    # depend on the group.
    size = 60_000
    true, recorded = draw_groups(THREE, 5, np.arange(size))
    for code, share in enumerate(THREE.shares):
        assert abs((true == code).sum() - size * share) / math.sqrt(size * share * (1 - share)) < 4
        blank = recorded[true == code] == NOT_RECORDED
        assert abs(blank.sum() - blank.size * 0.25) / math.sqrt(blank.size * 0.25 * 0.75) < 4
    assert (recorded[recorded != NOT_RECORDED] == true[recorded != NOT_RECORDED]).all()


def test_everything_or_nothing_can_be_recorded():
    people = np.arange(50)
    for share, blank in ((0.0, False), (1.0, True)):
        attribute = Attribute(THREE.name, THREE.groups, THREE.shares, share)
        recorded = draw_groups(attribute, 5, people)[1]
        assert ((recorded == NOT_RECORDED) == blank).all()


def test_relative_rates_are_scaled_to_a_mean_of_one():
    factors = relative_rate(THREE, {"a": 2.0, "c": 0.5}, np.array([0, 1, 2], dtype=np.int8))
    assert factors @ THREE.shares == pytest.approx(1.0)
    assert factors[0] / factors[1] == pytest.approx(2.0)
    assert factors[2] / factors[1] == pytest.approx(0.5)


def test_shares_drawn_from_ranges_are_scaled_to_sum_to_one():
    scheme = load("home-office-2022")
    values = dict(scheme.values(None))
    values["cohort.groups.sex.shares.female"] = 0.92
    sex = next(one for one in attributes(scheme, values) if one.name == "sex")
    assert sex.shares.sum() == pytest.approx(1.0)
    assert sex.shares.tolist() == pytest.approx([0.5, 0.5])
