from __future__ import annotations

from custodes.disclosed.show_rows import first_rows
from tests.disclosed.raw import converted


def test_rows_tell_nothing_of_a_person():
    text = "person,time,recipient,reason,data,count,authorised\n"
    found = converted("disclosures", f"{text}A,2025-01-01T10:00:00Z,Police,because,fix,3,yes\n,,,,,,\n")
    assert first_rows(found, 5) == [
        {
            "row": "2",
            "person": "person 0",
            "time": "2025-01-01T10:00:00Z",
            "recipient": "name 1 of 1",
            "reason": "something is written",
            "data": "fix",
            "count": "3",
            "authorised": "yes",
        },
        {
            "row": "3",
            "person": "-",
            "time": "-",
            "recipient": "-",
            "reason": "nothing is written",
            "data": "-",
            "count": "-",
            "authorised": "-",
        },
    ]


def test_a_few_rows_are_enough():
    assert len(first_rows(converted("contacts", "person,time\n" + "A,2025-01-01\n" * 9), 5)) == 5


def test_a_date_that_stands_for_never_is_shown_wherever_the_clock_hangs():
    text = "item,person,data,since,delete_by\ni,p,fix,2025-01-01,9999-12-31 23:00:00\n"
    found = converted("holdings", text, zone="America/New_York")
    assert first_rows(found, 1)[0]["delete_by"] == "10000-01-01T04:00:00Z"
