"""What a measure says: a value with its interval, or that it cannot be told and what would be needed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy as np
    from numpy.typing import NDArray


DOES_NOT_APPLY: Final = "does not apply"
"""How the reason begins where a scheme has nothing of what is asked."""


@dataclass(frozen=True)
class Span:
    """A range of values.

    Attributes
    ----------
    low, high : float
        Its ends, in the unit of the answer.
    """

    low: float
    high: float


@dataclass(frozen=True)
class Worlds:
    """How many worlds of a study could tell.

    Attributes
    ----------
    told : int
        Worlds in which the answer has a value.
    of : int
        Worlds asked: the draws, or the central world alone when there are none.
    """

    told: int
    of: int


@dataclass(frozen=True)
class GroupAnswer:
    """The same question asked of one group.

    Attributes
    ----------
    value, low, high : float or None
        As in `Answer`; None when it cannot be told.
    people : int
        Number of people in the group behind the value.
    cannot_tell : str or None
        Why it cannot be told and what would be needed.
    touched, spared : int or None
        As in `Answer`.
    """

    value: float | None
    low: float | None
    high: float | None
    people: int
    cannot_tell: str | None = None
    touched: int | None = field(default=None, compare=False)
    spared: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Answer:
    """The answer to one question.

    Attributes
    ----------
    value, low, high : float or None
        The value and its interval [`unit`]; None when `cannot_tell`.
    unit : str
        The unit in words, such as "per person-year", "share", "hour", "GBP".
    people : int
        Number of people behind the value.
    level : float
        Confidence level of the interval [ratio].
    by_group : mapping
        For each attribute (sex, age band ...), for each group, the same question.
    cannot_tell : str or None
        Why it cannot be told and what would be needed; exactly one of `value` and this is None.
    rests_on : tuple of str
        Prefixes of the scheme's quantities that the answer depends on.
    sources : tuple of str
        Sources, assumptions and redactions behind those quantities.
    from_unknowns : Span or None
        What is not known about the scheme: range over draws.
    from_people : Span or None
        What a finite number of people leaves open: range from resampling people.
    permuted : GroupAnswer or None
        For a gap between groups, its value when labels are shuffled over people; where ``sources`` says that they
        cannot be, when people are drawn again with all groups' rates made the same.
    worlds : Worlds or None
        Of a study: how many of its worlds could tell.
    bounds : Span or None
        Of records that do not say what really happened: from where to where the value can lie whatever was true.
    at_best : Span or None
        Where the records do not say whose a row is: the interval if every row were another person's, which is the
        narrowest there can be.
    verdict : str or None
        Of a limit: "met", "not met" or "cannot tell".
    touched, spared : int or None
        People with any event behind the value, and of a share those with any chance that did not come to one; the
        fewest of any part where the value is made of several; None where nobody is named. Whoever withholds numbers
        about few people needs them; they are not part of what is told, and no file has them [person].
    added : ndarray of float64, shape (people,), or None
        What each person adds, where it was asked to be kept and the answer is a sum over people [`unit`].
    """

    value: float | None
    low: float | None
    high: float | None
    unit: str
    people: int
    level: float = 0.95
    by_group: Mapping[str, Mapping[str, GroupAnswer]] = field(default_factory=dict)
    cannot_tell: str | None = None
    rests_on: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    from_unknowns: Span | None = None
    from_people: Span | None = None
    permuted: GroupAnswer | None = None
    worlds: Worlds | None = None
    bounds: Span | None = None
    at_best: Span | None = None
    verdict: str | None = None
    touched: int | None = field(default=None, compare=False)
    spared: int | None = field(default=None, compare=False)
    added: NDArray[np.float64] | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Hold to the rule that an answer is a value or a reason, never both, never neither."""
        if (self.value is None) == (self.cannot_tell is None):
            message = "an answer is either a value or a reason why it cannot be told"
            raise ValueError(message)

    @property
    def does_not_apply(self) -> bool:
        """Whether it has no value because the scheme has nothing of what is asked."""
        return (self.cannot_tell or "").lower().startswith(DOES_NOT_APPLY)

    def resting_on(self, *prefixes: str) -> Answer:
        """Return the same answer with the quantities that it depends on.

        Parameters
        ----------
        *prefixes : str
            Prefixes of dotted paths; ``*`` stands for one segment.

        Returns
        -------
        Answer
            A copy.
        """
        return replace(self, rests_on=tuple(prefixes))


def fewest(counts: Iterable[int | None]) -> int | None:
    """Count the people behind the part of a figure that has the fewest.

    Parameters
    ----------
    counts : iterable of int or None
        People behind each part; None where nobody is named [person].

    Returns
    -------
    int or None
        The smallest that is above 0, else 0; None when no part names anybody [person].
    """
    known = [count for count in counts if count is not None]
    return min((count for count in known if count > 0), default=0) if known else None


def cannot_tell(why: str, *, unit: str, people: int = 0, level: float = 0.95) -> Answer:
    """Make the answer that says why there is none.

    Parameters
    ----------
    why : str
        A sentence that says why, and what would be needed.
    unit : str
        The unit that the value would have.
    people : int
        Number of people looked at.
    level : float
        Confidence level asked for [ratio].

    Returns
    -------
    Answer
        With no value.
    """
    return Answer(value=None, low=None, high=None, unit=unit, people=people, level=level, cannot_tell=why)
