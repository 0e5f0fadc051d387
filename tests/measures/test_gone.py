"""Who is gone and for how long nobody has noticed, by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from custodes.measures.ask import answers
from custodes.measures.gone import ABSCONDED, UNNOTICED
from custodes.records.tables import STATES
from tests.measures.builder import empty, table

ABSCOND, HANDED, OUT = (STATES.index(state) for state in ("absconded", "handed_over", "out"))


def _with(records, **columns):
    return replace(records, absences=table("absences", len(columns["person"]), **columns))


def test_days_unnoticed_end_with_the_first_action_or_with_the_absence():
    records = _with(
        empty(1_000),
        person=np.arange(50), truth_state=np.repeat([ABSCOND, ABSCOND, HANDED, HANDED, OUT], 10),
        start_h=24.0, end_h=np.repeat([365 * 24.0, 365 * 24.0, 48.0, 72.0, 4_000.0], 10),
        noticed_h=np.repeat([120.0, np.nan, np.nan, 200.0, np.nan], 10),
    )  # fmt: skip
    found = answers(records)[UNNOTICED]
    # 4 days until somebody acted, 364 until the run ended, 1 and 2 until they were back; being out of a zone is not it.
    assert found.value == pytest.approx((4 + 364 + 1 + 2) / 100 / 365 * 365.25)
    assert found.unit == "day per person-year"


def test_absconding_is_counted_from_the_day_of_joining():
    records = empty(200)
    records.people["joined_h"][:10] = 240.0
    records = _with(
        records, person=np.arange(10), truth_state=ABSCOND, start_h=np.linspace(480, 2_400, 10), end_h=365 * 24.0
    )
    assert answers(records)[ABSCONDED].value == pytest.approx(10 / 200)
    handed = _with(empty(200), person=np.arange(10), truth_state=HANDED, start_h=480.0, end_h=500.0)
    assert answers(handed)[ABSCONDED].value == 0.0


def test_noticing_sooner_leaves_fewer_days_and_never_changes_who_absconds():
    late = {"person": np.arange(30), "truth_state": ABSCOND, "start_h": 24.0, "end_h": 2_400.0}
    found = [answers(_with(empty(300), **late, noticed_h=at_h)) for at_h in (48.0, 240.0, np.nan)]
    days = [each[UNNOTICED].value for each in found]
    assert days == sorted(days)
    assert len({each[ABSCONDED].value for each in found}) == 1


def test_where_truth_is_not_recorded_neither_can_be_told():
    records = empty(50)
    bare = replace(records, tallies={k: v for k, v in records.tallies.items() if not k.startswith("truth_")})
    told = answers(bare)
    assert all("what really happened" in (told[key].cannot_tell or "") for key in (ABSCONDED, UNNOTICED))
