"""Whether a question that somebody names by its id can be asked of a scheme at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.errors import Problem, UsageRefused
from custodes.measures.answer import DOES_NOT_APPLY
from custodes.units import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.measures.answer import Answer

TOO_SHORT: Final = "these records cover "
"""How the reason begins where the days run are too few."""

UNTOLD_IN_ANY: Final = (DOES_NOT_APPLY, TOO_SHORT)
"""Reasons that hold in every world of a study; any other may be the luck of one."""


def check_question(key: str, answers: Mapping[str, Answer]) -> None:
    """Refuse a question that there is not, or that no world of this study can answer.

    An answer that only this world cannot tell, such as one for which too few people were concerned, is let pass:
    another world may tell it.

    Parameters
    ----------
    key : str
        Id of the answer asked for.
    answers : mapping of str to Answer
        Every answer of one world, by id.

    Raises
    ------
    UsageRefused
        When there is no such id, or its reason for not telling holds in every world.
    """
    if key not in answers:
        hint = did_you_mean(key, answers) or "docs/reference/answers.md lists them"
        wrong = "there is no question of this id"
        raise _refused(wrong, key, hint, "unknown-question")
    why = answers[key].cannot_tell
    if why is not None and why.startswith(UNTOLD_IN_ANY):
        hint = "run more days" if why.startswith(TOO_SHORT) else "ask another question, or ask it of another scheme"
        wrong = f"this cannot be answered: {why}"
        raise _refused(wrong, key, hint, "question-untold")


def _refused(wrong: str, key: str, hint: str, code: str) -> UsageRefused:
    return UsageRefused([Problem("", 0, "question", wrong, key[:80], hint, code)])
