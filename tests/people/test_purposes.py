from __future__ import annotations

from custodes.people import purposes

NUMBERS = {name: number for name, number in vars(purposes).items() if name.isupper() and name != "INSTRUMENT_STEP"}


def test_no_number_is_used_twice():
    assert len(set(NUMBERS.values())) == len(NUMBERS)


def test_numbers_stay_below_the_step_between_instruments():
    assert all(0 < number < purposes.INSTRUMENT_STEP for number in NUMBERS.values())


def test_numbers_never_change():
    # A number that moved would change every result: the changelog would have to say so, and this test with it.
    assert NUMBERS == {
        "ARRIVAL": 1,
        "GROUP_SEX": 2,
        "GROUP_AGE": 3,
        "GROUP_THIRD": 4,
        "SLEEP": 5,
        "ABSCONDING": 6,
        "HANDING_OVER": 7,
        "CHECK_PHASE": 8,
        "CHECK": 9,
        "ATTEMPT": 10,
        "REVIEW": 11,
        "TRIAGE": 13,
        "RATE_NO_PROMPT": 16,
        "RATE_FORGETS": 17,
        "RATE_NOT_CAPTURED": 18,
        "RATE_NOT_LIVE": 19,
        "RATE_NO_MATCH": 20,
        "HOME": 32,
        "WORKPLACE": 33,
        "EARLIER_PLACE": 34,
        "VENUE": 35,
        "HOUSEHOLD": 36,
        "OUTING": 37,
        "STOP": 38,
        "NEW_PLACE": 39,
        "LATE_HOME": 40,
        "ZONE_ENTRY": 41,
        "OWN_DEVICE": 48,
        "CHARGE": 49,
        "STRAP": 50,
        "DEVICE_FAULT": 51,
        "REMOVAL": 52,
        "POSITION_ERROR": 56,
        "BAD_SIGNAL": 57,
        "SIGNAL_LOSS": 58,
        "BUILDING": 59,
        "ZONE": 60,
        "FALLBACK": 61,
        "PSEUDONYM": 64,
        "PAPERWORK": 65,
        "PLANTED": 66,
        "MADE_UP_SCORE": 67,
    }
