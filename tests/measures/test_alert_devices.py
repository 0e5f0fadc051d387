"""Silent devices, and rows from the time of another wearer."""

from __future__ import annotations

import numpy as np
import pytest

from custodes.measures.alert_devices import alert_devices, silences
from custodes.measures.per_person import NOT_DISCLOSED
from tests.measures.disclosed_builder import DAY, HOUR, NAN, START, asking, day, disclosed

PEOPLE, DAYS = 20, 60.0


def positions(without=None, every_h=6.0):
    times = START + np.arange(0, DAYS * DAY, every_h * HOUR)
    rows = [
        (who, when)
        for who in range(PEOPLE)
        for when in times
        if without is None or not without(who, (when - START) / DAY)
    ]
    who, when = np.array(rows).T
    return {"person": who.astype(int), "time": when, "latitude": 51.5, "longitude": 0.0}


def found_of(rows, **more):
    return alert_devices(disclosed(PEOPLE, DAYS, positions=rows, **more), asking(PEOPLE))


def finding(found, key):
    return next(each for each in found.findings if each.key == key)


def test_a_device_that_reports_is_never_silent():
    found = found_of(positions())
    assert all(finding(found, f"devices-silent-{name}").count == 0 for name in ("24h", "7d", "30d", "180d"))
    assert finding(found, "devices-silent-24h").of == PEOPLE
    assert found.answers["silent_time_share.24h"].value == 0


def test_silence_within_and_at_the_end_is_measured():
    # Five people from day 10 to 12, five others from day 20 to the end.
    made = positions(lambda who, when: (who < 5 and 10 < when < 12) or (5 <= who < 10 and when > 20))
    found = found_of(made)
    assert [finding(found, f"devices-silent-{name}").people for name in ("24h", "7d", "30d", "180d")] == [10, 5, 5, 0]
    share = found.answers["silent_time_share.24h"]
    assert share.value == pytest.approx((5 * 2 + 5 * 39.75) / (PEOPLE * 59.75), rel=1e-6)
    assert finding(found, "devices-silent-30d").at.tolist() == [5, 6, 7, 8, 9]
    assert found.tables["device-silence"][1]["people"] == 5


def test_the_table_of_silence_has_a_row_for_each_length():
    # Five people from day 10 to 12 and again from 30 to 40, five others from day 20 to the end.
    made = positions(
        lambda who, when: (who < 5 and (10 < when < 12 or 30 < when < 40)) or (5 <= who < 10 and when > 20)
    )
    assert found_of(made).tables["device-silence"] == [
        {"longer_than_h": 24.0, "silences": 15, "days": pytest.approx(5 * 2 + 5 * 10 + 5 * 39.75), "people": 10},
        {"longer_than_h": 168.0, "silences": 10, "days": pytest.approx(5 * 10 + 5 * 39.75), "people": 10},
        {"longer_than_h": 720.0, "silences": 5, "days": pytest.approx(5 * 39.75), "people": 5},
        {"longer_than_h": 4320.0, "silences": 0, "days": 0.0, "people": 0},
    ]


def test_silence_before_the_first_record_and_after_monitoring_of_a_person_began_counts():
    # The first twenty days of person 0, who was on the scheme from day 5.
    started = np.where(np.arange(PEOPLE) == 0, day(5), START)
    person, silent_h, watched_h = silences(
        disclosed(PEOPLE, DAYS, positions=positions(lambda who, when: who == 0 and when < 20), started=started)
    )
    assert silent_h[person == 0].max() == pytest.approx(15 * 24)
    assert watched_h[0] == pytest.approx((59.75 - 5) * 24)


def test_a_person_without_any_record_is_silent_throughout():
    found = found_of(positions(lambda who, _: who == 3))
    assert finding(found, "devices-silent-30d").at.tolist() == [3]


def test_devices_that_are_heard_of_every_other_day_are_silent_throughout():
    # Hours that are no round numbers: what is left of all less all is no person who was heard of.
    made = positions(every_h=49.37)
    started = np.where(np.arange(PEOPLE) % 2, START + 1000.1 * np.arange(PEOPLE), START)
    answer = found_of(made, started=started).answers["silent_time_share.24h"]
    assert answer.value == pytest.approx(1)
    assert (answer.low, answer.high) == (pytest.approx(0.05 ** (1 / PEOPLE)), 1)


def test_nobody_is_silent_before_and_after_monitoring():
    made = positions(lambda who, when: who < 10 and when > 20)
    ended = np.where(np.arange(PEOPLE) < 10, day(20), NAN)
    found = found_of(made, ended=ended)
    assert finding(found, "devices-silent-24h").count == 0


def test_a_gap_between_two_spells_is_no_silence():
    made = positions(lambda _, when: 10 < when < 40)
    spells = {
        "person": np.repeat(np.arange(PEOPLE), 2),
        "started": np.tile([START, day(40)], PEOPLE),
        "ended": np.tile([day(10), NAN], PEOPLE),
    }
    assert finding(found_of(made, people=spells), "devices-silent-24h").count == 0


def test_without_dates_a_person_counts_from_the_first_to_the_last_record():
    made = positions(lambda who, when: who < 10 and when > 20)
    found = found_of(made, started=None)
    assert finding(found, "devices-silent-24h").count == 0
    _, _, watched_h = silences(disclosed(PEOPLE, DAYS, positions=made, started=None))
    assert watched_h[0] == pytest.approx(20 * 24)


def test_an_answered_check_is_a_sign_of_life():
    made = positions(lambda _, when: 10 < when < 12)
    checks = {"person": np.arange(PEOPLE), "due": day(11), "answered": day(11), "outcome": "passed"}
    assert finding(found_of(made, checks=checks), "devices-silent-24h").count == 0


def test_an_alert_log_alone_says_nothing_of_silence():
    made = disclosed(PEOPLE, DAYS, alerts={"person": [0], "raised": day(1), "recorded": day(1)})
    found = alert_devices(made, asking(PEOPLE))
    assert not found.findings
    assert found.answers["silent_time_share.24h"].cannot_tell == NOT_DISCLOSED


DEVICES = {
    "device": [7, 7, 8],
    "person": [0, 1, 2],
    "activated": [day(0), day(30), day(0)],
    "deactivated": [day(20), NAN, NAN],
}


def reissued(**alerts):
    made = disclosed(3, DAYS, devices=DEVICES, alerts=alerts)
    return finding(alert_devices(made, asking(3)), "alerts-of-reissued")


def test_alerts_from_the_time_of_another_wearer_are_found():
    found = reissued(
        person=[0, 1, 1, 0, 2, 0, 2],
        device=[7, 7, 7, 7, 8, 8, 9],
        raised=[day(5), day(40), day(5), day(40), day(50), day(5), day(5)],
    )
    # Person 1 before they had it, person 0 after it was taken back, person 0 with a device that was never theirs. Of
    # device 9 no list says anything.
    assert (found.count, found.of, found.at.tolist()) == (3, 6, [2, 3, 5])


def test_what_the_device_recorded_decides_and_not_when_the_alert_was_raised():
    assert reissued(person=[1], device=[7], raised=[day(31)], recorded=[day(19)]).count == 1
    assert reissued(person=[1], device=[7], raised=[day(31)], recorded=[NAN]).count == 0


def test_the_day_on_which_it_was_taken_back_still_counts():
    assert reissued(person=[0, 0], device=[7, 7], raised=[day(20.9), day(21.1)]).at.tolist() == [1]
