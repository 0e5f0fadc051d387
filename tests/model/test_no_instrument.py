"""Schemes that make nobody wear or do anything go the same way as all others."""

from __future__ import annotations

import numpy as np
import pytest

from custodes.measures.ask import answers
from custodes.measures.gone import ABSCONDED
from custodes.measures.no_instrument import NO_ALERTS
from custodes.model.day import run_model
from custodes.scheme.library import load

DAYS = 40
NOTHING_ASKED = ("casework", "detention", "no-condition")


def _world(scheme, **set_to):
    settings = {path.replace("__", "."): value for path, value in set_to.items()}
    scheme = scheme.with_settings(settings) if settings else scheme
    return run_model(scheme, scheme.values(), 3, 300, DAYS)


@pytest.mark.parametrize("name", NOTHING_ASKED)
def test_nothing_is_checked_or_alleged_where_nothing_is_asked(name):
    found = _world(load(name))
    assert "no_instrument" in found.parts
    assert not {"checks", "positions", "prompts", "review"} & found.parts
    assert found.alerts["person"].size == found.cases["person"].size == found.desks["desk"].size == 0
    assert not found.tallies["checks_due"].any()
    assert np.isnan(found.absences["noticed_h"]).all()


def test_detention_takes_every_hour_and_costs_what_a_day_costs():
    told = answers(_world(load("detention")))
    assert told["burden_h_per_week"].value == pytest.approx(168.0)
    assert told["burden_h_per_week.detained"].value == pytest.approx(168.0)
    assert told["cost_gbp.per_person_day"].value == pytest.approx(122.0)
    assert told["burden_h_per_week.responding"].cannot_tell == NO_ALERTS


def test_hours_are_taken_until_a_person_absconds():
    found = _world(load("detention"), conduct__absconding=4.0, always_takes__held=12.0)
    here_h = 24.0 * (found.tallies["on_scheme_d"] - found.tallies["truth_away_d"])
    assert found.tallies["truth_away_d"].sum() > 0
    assert found.tallies["detained_h"] == pytest.approx(here_h / 2)


def test_appointments_are_counted_by_the_week():
    told = answers(_world(load("casework"), always_takes__appointments=2.0, conduct__absconding=0.0))
    assert told["burden_h_per_week.reporting"].value == pytest.approx(2.0)
    assert told["burden_h_per_week"].value == pytest.approx(2.0)
    assert told["burden_h_per_week.detained"].cannot_tell == NO_ALERTS


def test_no_condition_takes_nothing_for_certain():
    told = answers(_world(load("no-condition")))
    nothing = told["burden_h_per_week"]
    assert (nothing.value, nothing.low, nothing.high) == (0.0, 0.0, 0.0)
    assert told["cost_gbp.total"].value == 0.0


def test_every_question_is_answered_or_does_not_apply():
    asked = set(answers(_world(load("reporting-in-person"))))
    for name in NOTHING_ASKED:
        told = answers(_world(load(name)))
        assert set(told) == asked
        assert told.pop(ABSCONDED).cannot_tell == "these records cover 40 days, and 365 are needed to answer this"
        untold = {answer.cannot_tell for answer in told.values() if answer.value is None}
        assert all(why.startswith("does not apply: ") for why in untold)


def test_people_abscond_without_anybody_noticing():
    told = answers(_world(load("no-condition"), conduct__absconding=1.0))
    assert told["detections_share"].cannot_tell == NO_ALERTS
