"""Which of two schemes does better in everything, in words and without a score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.blocks import Block, Bullets, Heading, Paragraph
from custodes.report.compare_words import asked, named
from custodes.study.compare_questions import BY_KEY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from custodes.report.compare_words import Named
    from custodes.study.compare import Comparison
    from custodes.study.compare_order import Found, Order

_OPENING: Final = (
    "Nothing is added up into one score. One scheme dominates another when it is shown to do worse in nothing that is "
    "asked here and better in something; where one does better in some things and the other in others, there is no "
    "order between them, and which to prefer is no matter of numbers. Better or worse is only said where the whole "
    "interval of a difference lies on one side of none. Each question is held by itself: of twenty in which two "
    "schemes do not really differ, about one comes out on one side by luck alone."
)


def order_blocks(comparison: Comparison) -> tuple[Block, ...]:
    """Say of each two schemes which does better in what.

    Parameters
    ----------
    comparison : Comparison
        The finished comparison.

    Returns
    -------
    tuple of Block
        Two by two, those with the first scheme first.
    """
    return (Paragraph(_OPENING), *_orders(comparison))


def _orders(comparison: Comparison) -> Iterator[Block]:
    names = named(comparison.plan)
    for order in comparison.orders:
        two = (names[order.first], names[order.second])
        yield Heading(f"{two[0].letter} and {two[1].letter}: {two[0].title} and {two[1].title}")
        yield Paragraph(_verdict(order, two))
        yield Bullets(tuple(_lists(order, two)))


def _verdict(order: Order, two: tuple[Named, Named]) -> str:
    for each, (one, other) in ((order, two), (order.turned, (two[1], two[0]))):
        if each.dominates() == "shown":
            return (
                f"{other.title} dominates {one.title}: it is shown to do worse in nothing that is asked here, and "
                f"better in something{_if_assumed(order)}. {_taken(order, two)}"
            )
    found = set(order.found.values()) - {"assumed"}
    if found == {"same"}:
        return f"There is no difference between them in anything that is asked here{_if_assumed(order)}."
    if {"better", "worse"} <= found:
        return f"There is no order between them: each does better in something. {_taken(order, two)}"
    return f"Whether either does better in everything cannot be told. {_taken(order, two)}"


def _if_assumed(order: Order) -> str:
    return ", if as many people abscond under both, which is assumed here" if "assumed" in order.found.values() else ""


def _taken(order: Order, two: tuple[Named, Named]) -> str:
    """Say which of the two takes less of people."""
    first, second = (f"what the schemes take of people, {each.title} is" for each in two)
    if order.less_intrusive == "shown":
        return f"In {second} shown to take less in something and more in nothing."
    if order.turned.less_intrusive == "shown":
        return f"In {first} shown to take less in something and more in nothing."
    taken = {found for key, found in order.found.items() if BY_KEY[key].side == "takes"}
    if {"better", "worse"} <= taken:
        return "In what they take of people, too, each takes less than the other in something."
    if taken == {"same"}:
        return "They take the same of people in everything that is asked."
    return "Whether one of them takes less of people in everything cannot be told."


def _lists(order: Order, two: tuple[Named, Named]) -> Iterator[str]:
    lines: tuple[tuple[Found, str], ...] = (
        ("better", f"{two[1].title} does better in"),
        ("worse", f"{two[0].title} does better in"),
        ("no worse", f"{two[1].title} has nothing of it, and {two[0].title} may have as little"),
        ("no better", f"{two[0].title} has nothing of it, and {two[1].title} may have as little"),
        ("same", "The same under both"),
        ("assumed", "Taken to be the same under both, as no effect on absconding was entered"),
        ("unclear", "Cannot tell which does better"),
    )
    for found, words in lines:
        keys = order.keys(found)
        if keys:
            yield f"{words}: {'; '.join(asked(key) for key in keys)}."
