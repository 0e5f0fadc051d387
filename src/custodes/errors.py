"""Every refusal that Custodes makes: what was seen, what was wanted, how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong with an input, told so that its author can mend it.

    Parameters
    ----------
    file : str
        The file as the user named it, or "" when no file is concerned.
    line : int
        The line in that file, from 1; 0 when unknown.
    path : str
        The dotted path of the field, or "" when the whole input is concerned.
    wrong : str
        What is wrong, in plain words.
    seen : str
        What was seen, shortened; never the text of a personal record.
    hint : str
        How to mend it.
    code : str
        A short fixed code, such as ``unknown-key``, listed in the docs.
    """

    file: str
    line: int
    path: str
    wrong: str
    seen: str
    hint: str
    code: str

    def __str__(self) -> str:
        """Write the problem as ``file:line: path: wrong (seen); hint``."""
        place = f"{self.file}:{self.line}: " if self.line else (f"{self.file}: " if self.file else "")
        path = f"{self.path}: " if self.path else ""
        seen = f" (seen: {self.seen})" if self.seen else ""
        hint = f"; {self.hint}" if self.hint else ""
        return f"{place}{path}{self.wrong}{seen}{hint}"


class CustodesError(Exception):
    """The root of every error that Custodes raises on purpose."""

    exit_code: ClassVar[int] = 70


class Refused(CustodesError):
    """An input was refused, with every problem found in it.

    Parameters
    ----------
    problems : iterable of Problem
        At least one problem; kept in the order given.
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[Refused], tuple[tuple[Problem, ...]]]:
        """Let the error cross from a worker process unchanged."""
        return (type(self), (self.problems,))


class UsageRefused(Refused):
    """The command was called in a way that cannot be carried out."""

    exit_code: ClassVar[int] = 2


class PrivacyRefused(Refused):
    """Going on would have told something about a person."""

    exit_code: ClassVar[int] = 4


class Interrupted(CustodesError):
    """A run stopped before its end and can be resumed.

    Parameters
    ----------
    done : int
        Worlds that are finished and kept.
    total : int
        Worlds that the run needs.
    why : str
        What stopped it.
    """

    exit_code: ClassVar[int] = 5

    def __init__(self, done: int, total: int, why: str) -> None:
        self.done = done
        self.total = total
        self.why = why
        super().__init__(
            f"Stopped: {why}. {done} of {total} worlds are finished and kept; "
            "run the same command again to go on from there."
        )


def refuse(code: str, wrong: str, *, seen: str = "", hint: str = "", path: str = "") -> Refused:
    """Make a refusal that holds a single problem.

    Parameters
    ----------
    code : str
        The fixed code of the problem.
    wrong, seen, hint, path : str
        As in `Problem`.

    Returns
    -------
    Refused
        To be raised by the caller.
    """
    return Refused([Problem(file="", line=0, path=path, wrong=wrong, seen=seen, hint=hint, code=code)])
