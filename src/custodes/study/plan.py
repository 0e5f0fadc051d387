"""What a study will run, said so exactly that two equal plans give equal bytes."""

from __future__ import annotations

import hashlib
import json
import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from custodes.errors import Problem, UsageRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.scheme.scheme import Scheme

DAYS: Final = 365
"""Length of a run when none is asked for [day]."""

DRAWS: Final = 64
"""Draws from the scheme's ranges when none are asked for."""

SEED: Final = 1
"""Seed when none is asked for."""

LARGEST: Final[Mapping[str, int]] = {
    "people": 10_000_000,
    "days": 36_525,
    "draws": 100_000,
    "seed": 2**53,
    "shards": 10_000,
    "workers": 1_024,
}
"""Largest number taken for each argument; a larger one is a slip of the finger or an attack."""


@dataclass(frozen=True)
class Plan:
    """One study: a scheme, how many people, how long, how many draws, which luck.

    Attributes
    ----------
    scheme : Scheme
        With `settings` applied.
    people : int
        People on the scheme at any one time.
    days : int
        Length of the run [day].
    draws : int
        Worlds drawn from the scheme's ranges.
    seed : int
        Seed of every random number.
    shards : int
        Parts into which the people are split; changes how a world is run, never what comes out.
    settings : mapping of str to str
        Quantities fixed by the caller, by dotted path, as written.
    file : str
        Name of the scheme's file when it is not in the library, else "".
    keep_trail : bool
        Whether every recorded position of the central world is written down.
    """

    scheme: Scheme
    people: int
    days: int = DAYS
    draws: int = DRAWS
    seed: int = SEED
    shards: int = 1
    settings: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    keep_trail: bool = False

    def __post_init__(self) -> None:
        """Refuse numbers that cannot be run, all of them at once."""
        check_counts({name: getattr(self, name) for name in ("people", "days", "draws", "seed", "shards")})

    @property
    def worlds(self) -> range:
        """Numbers of the worlds: 0 is central, the others are draws; one draw or nothing unknown needs world 0 only."""
        return range(self.draws + 1) if self.draws > 1 and self.scheme.unknowns() else range(1)

    def document(self) -> dict[str, Any]:
        """Return what makes two plans the same plan.

        Returns
        -------
        dict
            Ready for JSON; without shards and workers, which change no byte of the answers.
        """
        return {
            "plan": 1,
            "scheme": self.scheme.scheme,
            "scheme_hash": self.scheme.hash,
            "settings": dict(sorted(self.settings.items())),
            "people": self.people,
            "days": self.days,
            "draws": self.draws,
            "seed": self.seed,
            **({"keep_trail": True} if self.keep_trail else {}),
        }

    def canonical(self) -> str:
        """Return the document as JSON with one spelling only.

        Returns
        -------
        str
            Keys sorted, no spaces, ASCII.
        """
        return json.dumps(self.document(), sort_keys=True, separators=(",", ":"), allow_nan=False)

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical JSON, in hexadecimal."""
        return hashlib.sha256(self.canonical().encode("ascii")).hexdigest()

    def command(self) -> str:
        """Return the command that repeats the run.

        Returns
        -------
        str
            One line for a shell; without workers and folder, which belong to the machine and not to the run.
        """
        words = ["custodes", "run", self.file or self.scheme.scheme]
        words += [f"--people={self.people}", f"--days={self.days}", f"--draws={self.draws}", f"--seed={self.seed}"]
        words += [f"--shards={self.shards}"] if self.shards > 1 else []
        words += ["--keep-trail"] if self.keep_trail else []
        words += [f"--set={path}={value}" for path, value in sorted(self.settings.items())]
        return shlex.join(words)


def check_counts(counts: Mapping[str, object]) -> None:
    """Refuse counts that are not whole numbers in their range, all of them at once.

    Parameters
    ----------
    counts : mapping of str to object
        Arguments by name: people, days, draws, shards, workers (at least 1) and seed (at least 0).

    Raises
    ------
    UsageRefused
        With one problem for each count that cannot be run.
    """
    problems = []
    for name, count in counts.items():
        least = 0 if name == "seed" else 1
        if isinstance(count, bool) or not isinstance(count, int) or not least <= count <= LARGEST[name]:
            problems.append(
                Problem(
                    file="",
                    line=0,
                    path=name,
                    wrong=f"must be a whole number from {least} to {LARGEST[name]}",
                    seen=repr(count)[:40],
                    hint=f"give {name} as a whole number",
                    code="count-out-of-range",
                )
            )
    if problems:
        raise UsageRefused(problems)
