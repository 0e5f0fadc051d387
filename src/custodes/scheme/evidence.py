"""Published trials and counts of effect, as data: what was counted, of whom, by which definition, and how well seen.

The data are files in ``evidence/`` beside this module. Effects are worked out in `custodes.scheme.evidence_effect`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final, Literal

from pydantic import Field, ValidationError

from custodes.errors import Problem, Refused
from custodes.scheme.admits import Admits, Factor, Share
from custodes.scheme.evidence_outcomes import Outcome, OutcomeName, outcome_called
from custodes.scheme.fault import Fault, Mark
from custodes.scheme.part import Name, Part, Raw, Reading, Text
from custodes.scheme.problems import fault_problems, faults_of, mark_problems
from custodes.scheme.quantity import Quantity
from custodes.scheme.read_file import read_text
from custodes.scheme.read_scheme import LIBRARY, known_sources
from custodes.scheme.read_yaml import parse
from custodes.scheme.source import Citation
from custodes.units import did_you_mean

EVIDENCE: Final = Path(__file__).resolve().parent / "evidence"
"""The evidence that comes with Custodes."""

Marked = Literal["S", "S2", "D", "B"]
"""How well a number was seen: itself, through another page, by arithmetic, or from memory only."""

Followed = Annotated[
    Quantity,
    Admits(("person", "count"), "a number of people, or a count of families, must be 1 or more", least=1.0),
]
"""How many were followed."""


class Arm(Part):
    """One group of a trial.

    Attributes
    ----------
    what : str
        What was done to them.
    people : Quantity or None
        How many were followed [person, or count of families]; left out when it was not read.
    share : Quantity or None
        Share of them with the outcome [ratio]; left out when it was not read.
    """

    what: Text
    people: Followed | None = None
    share: Share | None = None

    @property
    def counts(self) -> tuple[float, float] | None:
        """How many had the outcome and how many were followed; None where either is a range or was not read."""
        if self.people is None or self.share is None or self.people.is_range or self.share.is_range:
            return None
        followed = self.people.at(0.5)
        return float(round(self.share.at(0.5) * followed)), followed

    @property
    def mark(self) -> Marked | None:
        """The worse of the marks of its two numbers; None when it has none."""
        marks = [_mark(quantity) for quantity in (self.people, self.share) if quantity is not None]
        return max(marks, key=("S", "S2", "D", "B").index, default=None)


def _mark(quantity: Quantity) -> Marked:
    return quantity.source.mark if quantity.source is not None else "B"


class Result(Part):
    """What a trial says about one outcome.

    Attributes
    ----------
    outcome : str
        The definition by which it was counted.
    arms : mapping of str to Arm
        The groups; may be empty where no number was read.
    treated : str or None
        The arm in which more was done; only together with control.
    control : str or None
        The arm that it is compared with.
    relative_risk : Quantity or None
        Risk in the first arm over that in the second, where only this was reported [ratio].
    no_number : str or None
        Why no effect can be worked out from it.
    source : Citation
        Where the result was read.
    """

    outcome: OutcomeName
    arms: Mapping[Name, Arm]
    treated: Name | None = None
    control: Name | None = None
    relative_risk: Factor | None = None
    no_number: Text | None = None
    source: Citation

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell when a comparison names no arm, or when neither an effect nor why there is none is stated."""
        del reading
        arms = raw.get("arms")
        known = list(arms) if isinstance(arms, Mapping) else []
        named = {key: raw.get(key) for key in ("treated", "control")}
        for key, name in named.items():
            if name is not None and name not in known:
                wrong = "is not an arm of this result"
                yield Fault((key,), "unknown-name", wrong, str(name), did_you_mean(str(name), known))
            elif name is None and any(named.values()):
                yield Fault((key,), "missing-key", "is missing", hint="a comparison has a treated and a control arm")
        if not any(named.values()) and raw.get("no_number") is None:
            hint = "name treated and control, or say why no effect can be worked out"
            yield Fault(("no_number",), "missing-key", "is missing", hint=hint)

    @property
    def definition(self) -> Outcome:
        """The outcome with its definition."""
        return outcome_called(self.outcome)


class Trial(Part):
    """One publication of evidence.

    Attributes
    ----------
    trial : str
        Its name, the same as the file's.
    title : str
        Its title.
    about : str
        What it is, in one to three plain sentences.
    population : str
        Who was counted.
    period : str
        When.
    design : str
        Two arms chosen beside each other (arms), one group counted (count), groups compared after the fact
        (comparison), or a review of studies (review).
    results : tuple of Result
        What it says, outcome by outcome.
    """

    trial: Name
    title: Text
    about: Text
    population: Text
    period: Text
    design: Literal["arms", "count", "comparison", "review"]
    results: tuple[Result, ...] = Field(min_length=1)

    def result(self, outcome: str) -> Result:
        """Find what the trial says about an outcome.

        Parameters
        ----------
        outcome : str
            Name of an outcome.

        Returns
        -------
        Result
            What was counted.

        Raises
        ------
        Refused
            When the trial did not count this outcome.
        """
        wanted = outcome_called(outcome)
        for result in self.results:
            if result.outcome == wanted.name:
                return result
        counted = ", ".join(result.outcome for result in self.results)
        wrong = f"the trial {self.trial} did not count this"
        raise Refused(
            [
                Problem(
                    "",
                    0,
                    "outcome",
                    wrong,
                    outcome,
                    f"it counted {counted}; definitions are never mixed",
                    "other-definition",
                )
            ]
        )


@cache
def trials() -> Mapping[str, Trial]:
    """Read all evidence that comes with Custodes.

    Returns
    -------
    mapping of str to Trial
        By name, sorted.

    Raises
    ------
    Refused
        With everything that is wrong with a file.
    """
    return MappingProxyType(
        {path.stem: read_trial(path, f"evidence/{path.name}") for path in sorted(EVIDENCE.glob("*.yaml"))}
    )


def trial(name: str) -> Trial:
    """Find one publication of evidence.

    Parameters
    ----------
    name : str
        Its name.

    Returns
    -------
    Trial
        What it counted.

    Raises
    ------
    Refused
        When there is none of this name.
    """
    known = trials()
    if name not in known:
        hint = did_you_mean(name, known) or f"known are {', '.join(known)}"
        raise Refused([Problem("", 0, "", "there is no evidence of this name", name, hint, "unknown-trial")])
    return known[name]


def results(outcome: str) -> dict[str, Result]:
    """Find everything that was published about an outcome, with an effect or without one.

    Parameters
    ----------
    outcome : str
        Name of an outcome.

    Returns
    -------
    dict of str to Result
        By name of the trial.

    Raises
    ------
    Refused
        When there is no such outcome.
    """
    wanted = outcome_called(outcome).name
    return {name: result for name, each in trials().items() for result in each.results if result.outcome == wanted}


def read_trial(path: Path, shown_as: str) -> Trial:
    """Read one file of evidence.

    Parameters
    ----------
    path : Path
        The file.
    shown_as : str
        How the file is named in a problem.

    Returns
    -------
    Trial
        What it holds.

    Raises
    ------
    Refused
        With everything that is wrong with the file, by line.
    """
    text = read_text(path)
    if isinstance(text, Mark):
        raise Refused(mark_problems([text], shown_as))
    document = parse(text)
    if document.marks or document.data is None:
        raise Refused(mark_problems(document.marks, shown_as))
    sources, problems = known_sources(LIBRARY)
    if problems:
        raise Refused(problems)
    try:
        found = Trial.model_validate(document.data, context=Reading(sources=frozenset(sources)))
    except ValidationError as error:
        raise Refused(fault_problems(faults_of(error), document.lines, shown_as)) from error
    if found.trial != path.stem:
        fault = Fault(("trial",), "name-not-file", "is not the name of its file", found.trial, f"write {path.stem}")
        raise Refused(fault_problems([fault], document.lines, shown_as))
    return found
