from __future__ import annotations

import pytest

from custodes.measures.answer import Answer, cannot_tell


def test_an_answer_is_a_value_or_a_reason():
    with pytest.raises(ValueError, match="either a value or a reason"):
        Answer(None, None, None, "share", 3)
    with pytest.raises(ValueError, match="either a value or a reason"):
        Answer(0.5, 0.4, 0.6, "share", 3, cannot_tell="no")


def test_resting_on_keeps_the_rest():
    one = cannot_tell("nothing was seen", unit="share", people=4)
    other = one.resting_on("cohort", "instruments.*.checks")
    assert other.rests_on == ("cohort", "instruments.*.checks")
    assert (other.cannot_tell, other.people, other.unit) == ("nothing was seen", 4, "share")
