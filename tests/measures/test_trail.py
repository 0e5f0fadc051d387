"""The answers about a trail: every id is there, and each says what its trail says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from custodes.measures.asking import Asking, members
from custodes.measures.trail import FAMILIES, HELD, NO_TRAIL, trail
from custodes.measures.trail_settings import GRIDS, INTERVALS, settings_of
from custodes.records.trail import coarser
from tests.measures.builder import PARTS, busy
from tests.measures.test_ask import same
from tests.measures.test_trail_visits import one_day
from tests.measures.trail_builder import disclosed, made_trail, relabelled, with_trail

TOWN = made_trail(people=16, days=4, interval_min=5.0)
NEED_TRUTH = ("trail_home", "trail_stays", "trail_sensitive")


def ask_of(records, seed=0):
    return trail(records, Asking(members(records), seed=seed))


def of_town(town=TOWN, **columns):
    return ask_of(with_trail(town, **columns))


def told(found, *but):
    return {name: answer for name, answer in found.items() if answer.value is not None and not name.startswith(but)}


GAINS = ("violations_seen", "violation_seen")
"""What is gained by positions; no rule uses those of these tests."""


def test_every_id_is_there():
    names = {f"{family}.{interval}.{grid}" for family in FAMILIES for interval in INTERVALS for grid in GRIDS} | {HELD}
    assert len(names) == 15 * 30 + 1
    for records in (busy(20), with_trail(TOWN), with_trail(disclosed(TOWN)), replace(with_trail(TOWN), trail=None)):
        assert ask_of(records).keys() == names


def test_a_scheme_without_a_trail_has_nothing_to_tell():
    assert {answer.cannot_tell for answer in ask_of(busy(20)).values()} == {NO_TRAIL}
    unsampled = ask_of(replace(with_trail(TOWN), trail=None))
    assert unsampled.pop(HELD).value is not None
    assert all("hold no positions" in (answer.cannot_tell or "") for answer in unsampled.values())


def test_settings_finer_than_the_record_do_not_apply():
    found = of_town(coarser(TOWN, every=3, grid_m=100.0, days=4))
    for name, answer in found.items():
        if name.startswith(GAINS) or ".1min." in name or ".5min." in name or name.endswith(".1m"):
            assert (answer.cannot_tell or "").startswith("does not apply"), name
        else:
            assert "does not apply" not in (answer.cannot_tell or ""), name


@pytest.mark.parametrize(("every", "grid_m"), [(1, 500.0), (3, 0.0), (12, 1000.0)])
def test_an_answer_is_that_of_the_coarser_trail(every, grid_m):
    whole, thin = of_town(), coarser(TOWN, every=every, grid_m=grid_m, days=TOWN.days)
    settings = settings_of(thin)
    found = of_town(thin)
    compared = {f"{family}.{i}.{g}" for family in FAMILIES for i in settings.every for g in settings.side_dm}
    assert len(compared) >= 13 * 6
    same({name: found[name] for name in compared}, {name: whole[name] for name in compared})


def test_relabelled_people_change_nothing():
    order = np.random.Generator(np.random.Philox(2)).permutation(len(TOWN.rows))
    same(of_town(), of_town(relabelled(TOWN, order)))


def test_a_value_or_a_reason_with_ends_about_it():
    for town in (TOWN, disclosed(TOWN), coarser(TOWN, every=48, grid_m=0.0, days=1)):
        for name, answer in of_town(town).items():
            assert answer.unit, name
            assert answer.rests_on, name
            if answer.value is not None:
                assert answer.low is not None, name
                assert answer.high is not None, name
                assert 0 <= answer.low <= answer.value + 1e-9 <= answer.high + 2e-9, name
                assert answer.unit != "share" or answer.high <= 1, name


def test_a_trail_without_truth_tells_no_homes_and_no_visits():
    found = of_town(disclosed(TOWN))
    for name, answer in found.items():
        if name.startswith(GAINS) or ".1min." in name:
            assert "does not apply" in (answer.cannot_tell or ""), name
        elif name.startswith(NEED_TRUTH):
            assert "what really happened" in (answer.cannot_tell or ""), name
        elif ".12h." not in name:  # eight positions in four days are too few for an entropy
            assert answer.value is not None, name


def test_less_is_given_away_along_each_dial():
    found = of_town()

    def along(family, interval=None, grid=None):
        names = [f"{family}.{i}.{g}" for i in INTERVALS for g in GRIDS if interval in {None, i} and grid in {None, g}]
        return [answer.value for answer in map(found.get, names) if answer is not None and answer.value is not None]

    assert along("trail_home_error_m", interval="5min") == sorted(along("trail_home_error_m", interval="5min"))
    assert along("trail_home_households", interval="5min") == sorted(along("trail_home_households", interval="5min"))
    for family in ("trail_stays_seen_share", "trail_unicity.p2", "trail_anonymity.under5.p4"):
        for dial in ({"grid": "500m"}, {"interval": "1h"}):
            values = along(family, **dial)
            assert values == sorted(values, reverse=True), (family, dial)
        every = along(family)
        assert min(every) < max(every), family
    assert along("trail_anonymity.median.p4", grid="1m") == sorted(along("trail_anonymity.median.p4", grid="1m"))
    for p in (2, 3, 4):
        fewer, more = along(f"trail_unicity.p{p - 1}"), along(f"trail_unicity.p{p}")
        assert all(one <= other for one, other in zip(fewer, more, strict=True))


def test_crowds_agree_with_unicity():
    found = of_town()
    for i in settings_of(TOWN).every:
        for g in GRIDS:
            alone, few = found[f"trail_unicity.p4.{i}.{g}"], found[f"trail_anonymity.under5.p4.{i}.{g}"]
            least = found[f"trail_anonymity.min.p4.{i}.{g}"]
            assert alone.value is not None
            assert few.value is not None
            assert least.value is not None
            assert alone.value <= few.value
            assert (alone.value > 0) == (least.value == 1)
            assert least.low == least.high == least.value


def test_one_day_worked_out_by_hand():
    day = one_day((9.0, 10.0, 3010, 40, "clinic"), (14.1, 14.9, 6010, 40, "shop"), home=(3.0, 4.0))
    six = replace(
        day,
        rows=np.arange(6),
        **{name: np.repeat(getattr(day, name), 6, axis=0) for name in ("x_dm", "y_dm", "source", "truth_home_m")},
        truth_stays={
            name: np.arange(12) % 6 if name == "row" else np.repeat(values, 6)
            for name, values in (day.truth_stays or {}).items()
        },
    )
    found = of_town(six)
    assert found["trail_home_error_m.15min.1m"].value == pytest.approx(np.hypot(0.5, 0.5))
    assert found["trail_home_error_m.15min.100m"].value == pytest.approx(np.hypot(47, 46))
    households = 1000e-6 * np.pi * (47**2 + 46**2)
    assert found["trail_home_households.15min.100m"].value == pytest.approx(households)
    assert found["trail_home_households.15min.1m"].value == 1.0
    assert found["trail_stays_seen_share.15min.1m"].value == 1.0
    assert found["trail_stays_seen_share.1h.1m"].value == 0.5
    month = "trail_sensitive_visits_seen_per_month"
    assert found[f"{month}.1h.1m"].value == pytest.approx(365.25 / 12)
    assert found[f"{month}.1h.500m"].value == pytest.approx(365.25 / 12 / (10 * 0.25))
    assert found[f"{month}.4h.1m"].value == 0.0
    assert found["trail_unicity.p2.15min.1m"].value == 0.0  # six people who do the same at the same time
    assert found["trail_anonymity.min.p4.15min.1m"].cannot_tell  # nobody made four visits
    assert "nobody made so many visits" in (found["trail_unicity.p4.15min.1m"].cannot_tell or "")


def test_what_is_held_is_counted_of_everybody_by_group():
    held = np.arange(300) + 1000
    found = of_town(fixes_held=held)[HELD]
    assert found.value == pytest.approx(held.sum())
    assert found.people == 300
    assert found.by_group["sex"]
    without = with_trail(TOWN)
    tallies = {name: values for name, values in without.tallies.items() if name != "fixes_held"}
    answer = ask_of(replace(without, tallies=tallies))[HELD]
    assert "do not count the positions" in (answer.cannot_tell or "")
    assert "does not apply" in (ask_of(replace(without, parts=PARTS))[HELD].cannot_tell or "")


def test_what_is_not_known_cannot_be_told():
    found = of_town(replace(TOWN, households_per_km2=np.nan, venues_per_km2=np.nan))
    for family in ("trail_home_households", "trail_sensitive_visits_seen_per_month"):
        assert "how densely people live" in (found[f"{family}.5min.1m"].cannot_tell or "")
    assert found["trail_home_error_m.5min.1m"].value is not None
    silent = of_town(replace(TOWN, x_dm=np.full_like(TOWN.x_dm, np.iinfo(np.int32).min), source=TOWN.source * 0))
    assert "no position was recorded at night" in (silent["trail_home_error_m.5min.1m"].cannot_tell or "")
    assert "only 0 people have a figure" in (silent["trail_entropy_bits.5min.1m"].cannot_tell or "")
    assert silent["trail_stays_seen_share.5min.1m"].value == 0.0
    assert silent["trail_anonymity.min.p4.5min.1m"].value == 16


def test_one_person_alone_is_no_crowd():
    found = of_town(made_trail(people=1, days=3, interval_min=15.0))
    for family in ("trail_unicity.p1", "trail_anonymity.min.p4", "trail_anonymity.median.p4"):
        assert "two people or more" in (found[f"{family}.15min.1m"].cannot_tell or "")


def test_the_seed_chooses_what_is_known():
    one, other = (ask_of(with_trail(TOWN), seed)["trail_unicity.p1.15min.500m"] for seed in (0, 1))
    assert one.value != other.value
    same(told(of_town(), "trail_un", "trail_an"), told(ask_of(with_trail(TOWN), 1), "trail_un", "trail_an"))
