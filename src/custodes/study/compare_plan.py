"""What a comparison of schemes will run: the same people, days and luck under each."""

from __future__ import annotations

import hashlib
import json
import os
import shlex
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from custodes.errors import Problem, UsageRefused
from custodes.scheme import library
from custodes.scheme.absconding_share import POINTS, share_with_points, share_within
from custodes.scheme.price_file import read_prices, stated_prices
from custodes.scheme.same_people import first_free, holds_all_day, with_people_of
from custodes.scheme.same_prices import at_prices, prices_of
from custodes.scheme.settings import settable
from custodes.study.compare_effect import RATE, EffectOn, effects_entered
from custodes.study.compare_margin import margins_named
from custodes.study.plan import DAYS, DRAWS, SEED, Plan
from custodes.study.run import make_plan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from custodes.scheme.scheme import Scheme
    from custodes.units.price_table import Prices, PriceTable

FEWEST: Final = 2
MOST: Final = 12
"""Schemes of one comparison: more do not fit on a page."""

NO_PAIR: Final = "is not PATH=VALUE or NAME:PATH=VALUE"
NO_NAME: Final = "names no scheme of this comparison"
TWICE: Final = "sets the same thing twice"
NO_PATH: Final = "no scheme of this comparison has anything of that path to set"


@dataclass(frozen=True)
class ComparePlan:
    """Schemes to be run side by side.

    Attributes
    ----------
    plans : mapping of str to Plan
        One a scheme, by the name that it has in this comparison; the others are set beside the first.
    settings : tuple of str
        What was fixed, as written: PATH=VALUE or NAME:PATH=VALUE.
    entered : tuple of EffectOn
        Effects on absconding, and claims of one.
    margins : mapping of str to float
        How much worse than the first a scheme may do, by question, in the question's unit.
    prices : str
        Name of the file of conversions, or "".
    """

    plans: Mapping[str, Plan]
    settings: tuple[str, ...] = ()
    entered: tuple[EffectOn, ...] = ()
    margins: Mapping[str, float] = field(default_factory=dict)
    prices: str = ""

    @property
    def first(self) -> str:
        """Name of the scheme that the others are set beside."""
        return next(iter(self.plans))

    @property
    def free(self) -> str:
        """Name of the first scheme that does not hold everybody all day: its rate of absconding is all schemes'."""
        return next((name for name, plan in self.plans.items() if not holds_all_day(plan.scheme)), self.first)

    def applied_points(self, entered: EffectOn) -> float:
        """Say how many percentage points of an effect can be put on the people in the central world.

        Parameters
        ----------
        entered : EffectOn
            One of those of this comparison.

        Returns
        -------
        float
            Percentage points; nearer to 0 than the effect's own where fewer than nobody, or more than all, would go.
        """
        rate = self.plans[self.free].scheme.values()[RATE]
        base = share_within(rate, entered.horizon_days)
        # The rate has the effect of its own scheme in it, so that the others get the opposite.
        sign = -1.0 if entered.scheme == self.free else 1.0
        return sign * POINTS * (share_with_points(base, sign * entered.points(0.5)) - base)

    @property
    def worlds(self) -> range:
        """Numbers of the worlds that any of the schemes, or an effect drawn from a trial, needs."""
        one = self.plans[self.first]
        drawn = range(one.draws + 1) if one.draws > 1 and any(each.trial for each in self.entered) else range(1)
        return max((drawn, *(plan.worlds for plan in self.plans.values())), key=len)

    def worlds_of(self, name: str) -> range:
        """Tell in which worlds a scheme differs from its central one.

        Parameters
        ----------
        name : str
            Name of the scheme in this comparison.

        Returns
        -------
        range
            Numbers of the worlds to be put together for it.
        """
        touched = {each.scheme for each in self.entered if each.trial}
        return self.worlds if touched & {name, self.free} else self.plans[name].worlds

    def document(self) -> dict[str, Any]:
        """Return what makes two comparisons the same.

        Returns
        -------
        dict
            Ready for JSON.
        """
        return {
            "compare": 1,
            "schemes": {name: plan.document() for name, plan in self.plans.items()},
            "effects": [[each.scheme, each.trial, each.claim_points, each.outcome] for each in self.entered],
            "margins": dict(self.margins),
        }

    @property
    def hash(self) -> str:
        """SHA-256 of the document, in hexadecimal."""
        text = json.dumps(self.document(), sort_keys=False, separators=(",", ":"), allow_nan=False)
        return hashlib.sha256(text.encode("ascii")).hexdigest()

    def command(self) -> str:
        """Return the command that repeats the comparison.

        Returns
        -------
        str
            One line for a shell.
        """
        one = self.plans[self.first]
        words = ["custodes", "compare", *(plan.file or plan.scheme.scheme for plan in self.plans.values())]
        words += [f"--people={one.people}", f"--days={one.days}", f"--draws={one.draws}", f"--seed={one.seed}"]
        words += [f"--shards={one.shards}"] if one.shards > 1 else []
        words += [f"--set={each}" for each in self.settings]
        words += [f"--effect={each.scheme}={each.trial}" for each in self.entered if each.trial]
        words += [f"--claim={each.scheme}={each.claim_points!r}" for each in self.entered if not each.trial]
        words += [f"--margin={key}={margin!r}" for key, margin in self.margins.items()]
        words += [f"--prices={self.prices}"] if self.prices else []
        return shlex.join(words)


def compare_plan(  # noqa: PLR0913 - the arguments of a comparison
    schemes: Sequence[Scheme | str | os.PathLike[str]],
    *,
    people: int | None = None,
    days: int | None = None,
    draws: int | None = None,
    seed: int = SEED,
    shards: int = 1,
    settings: Sequence[str] = (),
    entered: Sequence[str] = (),
    claims: Sequence[str] = (),
    margins: Sequence[str] = (),
    prices: str | os.PathLike[str] | None = None,
) -> ComparePlan:
    """Settle what a comparison will be.

    Parameters
    ----------
    schemes : sequence of (Scheme or str or path)
        Two or more; the others are set beside the first, on the first's people.
    people : int or None
        People at any one time; None for the fewest that a run of any of the schemes would take by itself.
    days, draws : int or None
        As in a run [day], [count].
    seed : int
        Seed of every random number.
    shards : int
        Parts into which the people are split; no answer depends on it.
    settings : sequence of str
        PATH=VALUE for every scheme that has the path, NAME:PATH=VALUE for one alone.
    entered : sequence of str
        NAME=TRIAL: an effect on absconding that a trial leaves possible, put on one scheme.
    claims : sequence of str
        NAME=POINTS: an effect that is claimed, in percentage points for the better.
    margins : sequence of str
        QUESTION=AMOUNT: how much worse than the first a scheme may do and still do as well.
    prices : str or path, optional
        File of conversions between currencies and years of prices; without it those that come with Custodes.

    Returns
    -------
    ComparePlan
        One plan a scheme.

    Raises
    ------
    UsageRefused
        When there are too few or too many schemes, or a setting fits none.
    Refused
        When a scheme or a setting is, schemes divide people into other groups, costs stand in money that no stated
        table converts, or an effect was counted by another definition.
    """
    if not FEWEST <= len(schemes) <= MOST:
        wrong = f"a comparison is of {FEWEST} to {MOST} schemes"
        raise UsageRefused(
            [Problem("", 0, "schemes", wrong, str(len(schemes)), "name two or more", "how-many-schemes")]
        )
    named = _named(schemes)
    given = _given(settings, named)
    days, draws = DAYS if days is None else days, DRAWS if draws is None else draws
    settled = {
        name: make_plan(each, people=people, days=days, draws=draws, seed=seed, shards=shards, settings=given[name])
        for name, each in named.items()
    }
    first = next(iter(settled.values())).scheme
    effects = effects_entered(entered, claims, {name: plan.scheme for name, plan in settled.items()})
    free = first_free(plan.scheme for plan in settled.values())
    priced = (prices_of(plan.scheme) for plan in settled.values())
    money = next((each for each in priced if each is not None), None)
    asked = margins_named(margins)
    table = stated_prices() if prices is None else read_prices(Path(prices))
    fewest = min(plan.people for plan in settled.values())
    plans = {
        name: replace(
            plan, scheme=_in_money(_on_people(plan.scheme, (first, free), given[name]), money, table), people=fewest
        )
        for name, plan in settled.items()
    }
    return ComparePlan(plans, tuple(settings), effects, asked, "" if prices is None else Path(prices).name)


def _named(schemes: Sequence[Scheme | str | os.PathLike[str]]) -> dict[str, Scheme | str]:
    """Give each scheme a name of its own; a second of the same name is numbered."""
    named: dict[str, Scheme | str] = {}
    for each in schemes:
        given = os.fspath(each) if isinstance(each, str | os.PathLike) else each
        name = (library.load(given) if isinstance(given, str) else given).scheme
        again = sum(other.partition("#")[0] == name for other in named)
        named[f"{name}#{again + 1}" if again else name] = given
    return named


def _given(settings: Sequence[str], named: Mapping[str, Scheme | str]) -> dict[str, dict[str, str]]:
    """Hand each setting to the schemes that it is for."""
    given: dict[str, dict[str, str]] = {name: {} for name in named}
    schemes = {name: library.load(each) if isinstance(each, str) else each for name, each in named.items()}
    alone: dict[str, dict[str, str]] = {name: {} for name in named}
    for each in settings:
        path, equals, value = (part.strip() for part in each.partition("="))
        name, colon, rest = path.partition(":")
        if not equals or not value:
            raise _no_setting(each, NO_PAIR)
        if colon and name not in given:
            raise _no_setting(each, NO_NAME, ", ".join(given))
        holders = [name] if colon else [name for name, scheme in schemes.items() if path in settable(scheme)]
        if not holders:
            raise _no_setting(each, NO_PATH)
        of, key = (alone, rest) if colon else (given, path)
        if any(key in of[name] for name in holders):
            raise _no_setting(each, TWICE)
        for name in holders:
            of[name][key] = value
    # What is said of one scheme alone goes before what is said of all, in whichever order they were written.
    return {name: given[name] | alone[name] for name in named}


def _no_setting(seen: str, wrong: str, names: str = "") -> UsageRefused:
    hint = "write PATH=VALUE, or NAME:PATH=VALUE for one scheme alone"
    hint += f"; the names are {names}" if names else ""
    return UsageRefused([Problem("--set", 0, "", wrong, seen[:60], hint, "no-setting")])


def _in_money(scheme: Scheme, money: Prices | None, table: PriceTable) -> Scheme:
    """Tell the costs of a scheme in the money of the first that states any."""
    return scheme if money is None or prices_of(scheme) is None else at_prices(scheme, *money, table)


def _on_people(scheme: Scheme, people: tuple[Scheme, Scheme], given: Mapping[str, str]) -> Scheme:
    """Put the first scheme's people under another, and what was set for it alone back on."""
    moved = with_people_of(scheme, *people)
    own = {path: value for path, value in given.items() if path in settable(moved)}
    return moved.with_settings(own) if own and moved is not scheme else moved
