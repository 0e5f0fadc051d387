"""A threshold in words: what would have to be true, what the scheme's file says, and how it was got."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.amounts import kind, reason, short, to
from custodes.report.sentences import counted
from custodes.report.threshold_amounts import amount, amounts, apart, rounded, varied, written
from custodes.report.threshold_condition import condition, question_words
from custodes.report.threshold_direction import direction, must_be
from custodes.report.vocabulary import capital
from custodes.scheme.absconding_share import POINTS
from custodes.scheme.wording import said
from custodes.study.combine import too_few
from custodes.study.threshold_document import no_interval
from custodes.study.view import Scaling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from custodes.scheme.quantity import Quantity
    from custodes.study.threshold import Threshold

_OTHER_WAY: Final = "it is the other way round"
_UNTOLD: Final = "the answer cannot be told"
_BASIS: Final = {
    "source": "for which it names a published source",
    "assumption": "which is an assumption: its file names no published figure as its source",
    "redacted": "which is what is possible: the figure was withheld",
}


def _elsewhere(threshold: Threshold) -> str:
    """Say in how many worlds it is otherwise than in the central one, when that is more than a few."""
    draws, central = len(threshold.draws), threshold.central
    parts = [
        (threshold.never, "no value searched is enough"),
        (threshold.always, "any value searched will do"),
        (threshold.crossing_worlds, "there is such a value"),
        (threshold.reversed_worlds, _OTHER_WAY),
        (threshold.without(None), _UNTOLD),
    ]
    always = central.at is None and threshold.wanted.holds(central.told[0].value)
    del parts[2 if central.at is not None else 1 if always else 0]
    if len(threshold.worlds) == 1 or not too_few(draws - sum(count for count, _ in parts), draws):
        return ""
    told = ", and ".join(f"in {count} of {draws} {words}" for count, words in parts if count)
    return f"That is with every other unknown at its middle; drawn from their ranges, {told}."


def first_words(threshold: Threshold) -> str:
    """Say in one sentence what would have to be true, and in a second what the scheme's file says.

    Parameters
    ----------
    threshold : Threshold
        The finished search.

    Returns
    -------
    str
        For a page and for a screen.
    """
    axis, value = threshold.plan.axis, threshold.value
    wish = condition(threshold)
    if value is not None:
        sentence = f"{wish}, {must_be(threshold, value)}."
    else:
        told = threshold.central.told
        goes = f"the answer goes from {written(threshold, told[0].value)} to {written(threshold, told[-1].value)}"
        span = amounts(axis, axis.low, axis.high)
        what = "effect on absconding" if axis.is_effect else f"value of “{varied(axis)}”"
        if threshold.wanted.holds(told[0].value):
            sentence = f"{wish}, any {what} from {span} will do: {goes}."
        else:
            sentence = f"{wish}, no {what} from {span} is enough: {goes}."
    return " ".join(part for part in (sentence, _elsewhere(threshold), file_says(threshold)) if part)


def own_quantity(threshold: Threshold) -> Quantity | None:
    """Find what the scheme's file says of what is varied.

    Parameters
    ----------
    threshold : Threshold
        The search.

    Returns
    -------
    Quantity or None
        None for an effect, which no file states.
    """
    axis = threshold.plan.axis
    return None if axis.is_effect else threshold.plan.schemes[0].quantities().get(axis.path)


def file_says(threshold: Threshold) -> str:
    """Say what the scheme's file says of what is varied, and what that rests on.

    Parameters
    ----------
    threshold : Threshold
        The search.

    Returns
    -------
    str
        One sentence, or "".
    """
    quantity = own_quantity(threshold)
    if quantity is None:
        return ""
    return f"The scheme's file says {quantity.text(as_share=threshold.plan.axis.share)}, {_BASIS[quantity.basis_kind]}."


def notes(threshold: Threshold) -> tuple[str, ...]:
    """Say how a threshold was got, how sure it is, and what it does not hold for.

    Parameters
    ----------
    threshold : Threshold
        The finished search.

    Returns
    -------
    tuple of str
        Sentences.
    """
    return (
        *direction(threshold),
        *_possible(threshold),
        *_certainty(threshold),
        *_checked(threshold),
        *_equal(threshold),
        *_sizes(threshold),
    )


def _possible(threshold: Threshold) -> Iterator[str]:
    """Say where a range of effects ends because no larger effect can be."""
    plan, axis = threshold.plan, threshold.plan.axis
    if not axis.is_effect:
        return
    (least, most), (low, high) = plan.possible_effects(0), (axis.low, axis.high)
    share = said(rounded(-least / POINTS), "ratio", as_share=True)
    gone = f"{share} of people abscond within {axis.within}"
    under = f"With every other unknown at its middle, {gone} under {plan.names[1]}"
    further = "In a world in which it is otherwise, no effect is tried that cannot be there."
    if low <= least:
        yield f"{under}: there can be no effect below {amount(axis, low)}, and the range ends there. {further}"
    if high >= most:
        yield f"{under}: there can be no effect above {amount(axis, high)}, and the range ends there. {further}"


def _certainty(threshold: Threshold) -> Iterator[str]:
    axis, draws = threshold.plan.axis, len(threshold.draws)
    unknowns, people = threshold.from_unknowns, threshold.from_people
    if unknowns is not None and unknowns.low < unknowns.high:
        yield f"From what else is not known about the scheme: {amounts(axis, unknowns.low, unknowns.high)}."
    if people is not None and people.low < people.high:
        yield f"From a finite number of people: {amounts(axis, people.low, people.high)}."
    if threshold.open_low or threshold.open_high:
        yield "The interval reaches an end of the range searched, and may go on beyond it."
    if threshold.crossing_worlds < draws and len(threshold.worlds) > 1:
        parts = (
            (threshold.never, "no value searched is enough"),
            (threshold.always, "any value searched will do"),
            (threshold.without(None), _UNTOLD),
        )
        where = ", ".join(f"in {count} {words}" for count, words in parts if count)
        yield f"Of {draws} worlds the answer crosses the line in {threshold.crossing_worlds}; {where}."
        if threshold.never + threshold.always and threshold.interval is not None:
            behind = "the end of the range behind which the value would lie"
            yield f"In the interval, the worlds without a crossing stand at {behind}."
    if threshold.reversed_worlds:
        both = " They bear out no value: in the interval they stand at both ends of the range."
        where = f"In {threshold.reversed_worlds} of {draws} worlds {_OTHER_WAY}."
        yield where + (both if threshold.interval is not None else "")
    if (why := no_interval(threshold)) is not None:
        yield f"No interval is given: {why}."
    left = [each for each in threshold.central.points if each.value is None]
    if left:
        yield f"At {counted(len(left), 'value', 'values')} no answer can be told, left out here: {reason(left[0].why)}"


def _checked(threshold: Threshold) -> Iterator[str]:
    axis, inside, outside = threshold.plan.axis, threshold.central.inside, threshold.central.outside
    if inside is None or outside is None:
        return
    other = apart(axis, (inside.x, outside.x))[1]
    checked = (
        f"Checked: with {amount(axis, inside.x)} the model gives {written(threshold, inside.value)} "
        f"({to(inside.low, inside.high, threshold.unit)}); the nearest value asked on the other side of the line, "
        f"{other}, gives {written(threshold, outside.value)}."
    )
    if axis.step > 0.0:
        yield checked
        return
    yield (
        f"{checked} The answer moves in steps, where single people change sides; it was to come within "
        f"{written(threshold, threshold.tolerance)} of the line."
    )


def _equal(threshold: Threshold) -> Iterator[str]:
    equal, balance = threshold.plan.equal, threshold.balance
    if equal is None or balance is None:
        return
    left = abs(balance.difference)
    rest = (
        "" if left == 0.0 else f"; what is left of the difference is {short(left, balance.unit)} {_unit(balance.unit)}"
    )
    central, elsewhere = "", ""
    if len(threshold.worlds) > 1:
        central = " in the central world"
        elsewhere = " In the draws behind the interval that value is kept, and what was made the same may differ."
    yield (
        f"First “{question_words(equal.question)}” was made the same under both{central}: “{varied(equal.axis)}” of "
        f"{equal.axis.holder} is set to {amount(equal.axis, balance.x)}{rest.rstrip()}.{elsewhere}"
    )


def _unit(unit: str) -> str:
    return "" if kind(unit) != "number" else f"({unit})"


def _sizes(threshold: Threshold) -> Iterator[str]:
    plan = threshold.plan
    runs = sum(len(each.points) for each in threshold.worlds)
    draws = "" if len(threshold.worlds) == 1 else f", and {counted(len(threshold.draws), 'draw', 'draws')} around it"
    size = f"{counted(plan.people, 'synthetic person', 'synthetic people')} for {counted(plan.days, 'day', 'days')}"
    yield capital(f"{size} in each run, in the central world{draws}; {runs:,} runs, seed {plan.seed}.")
    notes_of_scale = Scaling(plan.people, plan.schemes[0].cohort.size.at(0.5)).notes
    if notes_of_scale:
        yield " ".join(notes_of_scale)
