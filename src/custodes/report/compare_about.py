"""What is compared: the people, the days, the prices, and what was entered about an effect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from custodes.report.blocks import Bullets, Cell, Heading, Paragraph, Table, Terms
from custodes.report.compare_words import named
from custodes.report.numbers import MINUS, percent
from custodes.report.vocabulary import capital
from custodes.scheme.absconding_share import POINTS
from custodes.scheme.evidence_outcomes import outcome_called
from custodes.scheme.same_people import holds_all_day
from custodes.study.compare_applied import applied
from custodes.study.compare_going import claimed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from custodes.report.blocks import Block
    from custodes.report.compare_words import Named
    from custodes.scheme.scheme import Scheme
    from custodes.study.compare_effect import EffectOn
    from custodes.study.compare_plan import ComparePlan

_BROUGHT: Final = "Brought from "
"""How the words begin that a conversion of prices adds to what an amount rests on."""

_FIRST: Final = (
    "The first scheme is the one asked about, and the others are set beside it. On figures and in tables each has its "
    "letter."
)
_SAME: Final = (
    "In each world all schemes meet the same people, the same days and the same luck, and what is not known is drawn "
    "alike for all. So two schemes differ only in what they do, and most differences are known better than the numbers "
    "themselves."
)
_NO_EFFECT: Final = (
    "The same people abscond on the same days under every scheme that does not hold them all day and was given no "
    "rate of its own. Whether a device keeps anybody from going is not known to any simulator; an effect must be "
    "entered, from a trial (--effect) or as a claim (--claim). None was entered here, so no other difference on this "
    "page is an effect on absconding."
)
_EFFECT: Final = (
    "Apart from the effects entered below, the same people abscond on the same days under every scheme that does not "
    "hold them all day. No simulator knows whether a device keeps anybody from going. What this page says of "
    "absconding is what was entered."
)


def about_blocks(plan: ComparePlan) -> tuple[Block, ...]:
    """Say what is compared.

    Parameters
    ----------
    plan : ComparePlan
        What was compared.

    Returns
    -------
    tuple of Block
        Schemes, people, prices, effects.
    """
    return (Paragraph(_FIRST), _schemes(plan), Bullets(tuple(_facts(plan))), *_entered(plan))


_SAME_POINTS: Final = 0.05
"""Percentage points within which two effects are written alike."""


def _schemes(plan: ComparePlan) -> Terms:
    items = []
    for each in named(plan).values():
        one = plan.plans[each.name]
        fixed = "; ".join(f"{path} = {value}" for path, value in one.settings.items())
        said = (
            one.scheme.about,
            f"Status: {one.scheme.status}. Its name in commands and files: {each.name}.",
            f"Fixed for this comparison: {fixed}." if fixed else "",
        )
        items.append((f"scheme-{each.letter.lower()}", each.head, " ".join(part for part in said if part)))
    return Terms(tuple(items))


def _facts(plan: ComparePlan) -> Iterator[str]:
    one = plan.plans[plan.first]
    draws = (
        "every unknown at its middle, as a single draw was asked for"
        if len(plan.worlds) == 1
        else f"{one.draws:,} worlds, in each of which what is not known is drawn anew, beside the central one"
    )
    first = named(plan)[plan.first].title
    yield (
        f"The people are those of {first}, under every scheme: {one.people:,} at a time, all of them synthetic, for "
        f"{one.days:,} {'day' if one.days == 1 else 'days'}; {draws}. Seed {one.seed}."
    )
    yield _SAME
    converted = [who for who in named(plan).values() if brought(plan.plans[who.name].scheme)]
    for who in converted:
        for words in brought(plan.plans[who.name].scheme):
            yield f"Prices of {who.title} were converted. {words}"
    if not converted:
        yield "No price was converted."
    yield _EFFECT if plan.entered else _NO_EFFECT
    yield from _set_rates(plan)
    held = [named(plan)[name].title for name, each in plan.plans.items() if holds_all_day(each.scheme)]
    if held:
        yield f"Nobody can abscond from {' or '.join(held)}, which holds everybody all day: there the rate is none."


def _set_rates(plan: ComparePlan) -> Iterator[str]:
    """Say under which schemes another share of people abscond because the user said so."""
    entered = {each.scheme for each in plan.entered}
    for name, who in named(plan).items():
        if name not in entered and claimed(plan, name):
            rate = plan.plans[name].scheme.conduct.absconding.text()
            yield (
                f"How often people abscond under {who.title} was set for this comparison, to {rate}. That is a claim "
                "of the user\u2019s own, and what rests on it shows nothing."
            )


def _cut_in_draws(plan: ComparePlan) -> Iterator[str]:
    for each in applied(plan):
        if each.cut and each.draws > 1:
            yield (
                f"In {each.cut:,} of {each.draws:,} draws not all of this could be put on the people under "
                f"{named(plan)[each.scheme].title}, as no fewer than nobody and no more than all can abscond: on "
                f"average {_points(each.applied_points)} of {_points(each.wanted_points)} percentage points were."
            )


def brought(scheme: Scheme) -> tuple[str, ...]:
    """Find how costs of a scheme were brought to the money of the comparison.

    Parameters
    ----------
    scheme : Scheme
        As it was compared.

    Returns
    -------
    tuple of str
        Each conversion once; none where nothing was converted.
    """
    found: dict[str, None] = {}
    for item in scheme.costs.items.values() if scheme.costs is not None else ():
        for amount in item.amount.dated or (item.amount,):
            said = _rests_on(amount)
            if _BROUGHT in said:
                found[said[said.index(_BROUGHT) :]] = None
    return tuple(found)


def _rests_on(amount: Any) -> str:  # noqa: ANN401 - a stated amount with any of three bases
    if amount.source is not None:
        return str(amount.source.read)
    return str(amount.redacted.possible if amount.redacted is not None else amount.assumption)


def _entered(plan: ComparePlan) -> Iterator[Block]:
    if not plan.entered:
        return
    names = named(plan)
    yield Heading("Effects entered")
    yield Paragraph(f"Counted as: {outcome_called(plan.entered[0].outcome).definition}")
    head = ("Scheme", "Where it comes from", "Effect, in percentage points", "Probability", "Within")
    note = (
        "Below 0 fewer people do. The probability is how likely the trial leaves what is said beside it, and not how "
        "true that is for other people or another device."
    )
    rows = tuple(_row(each, names) for each in plan.entered)
    yield Table("Effects on absconding that were entered", head, rows, note)
    for words in _cut_in_draws(plan):
        yield Paragraph(words, "note")
    for each in plan.entered:
        cut = _cut(plan, each)
        if cut:
            yield Paragraph(cut, "note")


def entered_said(plan: ComparePlan, each: EffectOn) -> str:
    """Say in one text which effect was entered, and how likely the evidence leaves it.

    Parameters
    ----------
    plan : ComparePlan
        The comparison.
    each : EffectOn
        One of its effects.

    Returns
    -------
    str
        Two or three sentences.
    """
    title = named(plan)[each.scheme].title
    points = f"{_points(each.points(0.5))} percentage points within {each.horizon_days:,} days (below 0: fewer)"
    effect = each.of_trial
    if effect is not None:
        likely = f"That it helps, however little, is left a probability of {percent(effect.benefit)}."
        said = f"On absconding under {title} the effect of {each.trial} is put: {points} in the middle. {likely}"
    else:
        left = "; ".join(
            f"{trial} leaves it a probability of {_likely(p)}" for trial, p in each.left_by_evidence.items()
        )
        said = f"Claimed of absconding under {title}: {points}. {capital(left or 'no trial counted this')}."
    return f"{said} {_cut(plan, each)}".rstrip()


def _cut(plan: ComparePlan, each: EffectOn) -> str:
    """Say how much of an effect could be put on the people, where not all of it could."""
    wanted, applied = each.points(0.5), plan.applied_points(each)
    if abs(wanted - applied) < _SAME_POINTS:
        return ""
    return (
        f"Of {_points(wanted)} percentage points under {named(plan)[each.scheme].title} only {_points(applied)} could "
        "be put on the people: no fewer than nobody, and no more than all, can abscond."
    )


def _row(each: EffectOn, names: Mapping[str, Named]) -> tuple[Cell, ...]:
    scheme = Cell(names[each.scheme].head)
    within = Cell(f"{each.horizon_days:,} days")
    effect = each.of_trial
    if effect is not None:
        value, low, high = (_points(POINTS * x) for x in (effect.value, effect.low, effect.high))
        size = Cell(f"{value} ({low} to {high})", "number")
        likely = Cell(f"{percent(effect.benefit)} that it helps, however little")
        return scheme, Cell(f"The trial {each.trial}"), size, likely, within
    left = "; ".join(f"{_likely(p)} by {trial}" for trial, p in each.left_by_evidence.items())
    claimed = Cell(_points(each.points(0.5)), "number")
    return scheme, Cell("A claim of the user\u2019s own"), claimed, Cell(left or "no trial counted this"), within


def _likely(p: float) -> str:
    return percent(p, 1 if p < 0.01 else None)  # noqa: PLR2004 - more digits than the counts can bear


def _points(points: float) -> str:
    rounded = round(points, 1)
    return f"{MINUS if rounded < 0 else '+' if rounded > 0 else ''}{abs(rounded):.1f}"
