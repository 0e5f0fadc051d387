"""The page of a comparison: what each alternative changes, and what it shows of necessity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.records.versions import versions
from custodes.report.blocks import Paragraph, Section
from custodes.report.compare_about import about_blocks
from custodes.report.compare_chart import chart_blocks
from custodes.report.compare_necessity import necessity_blocks
from custodes.report.compare_orders import order_blocks
from custodes.report.compare_pairing import pairing_blocks
from custodes.report.compare_short import in_short
from custodes.report.compare_table import SIDES, table_blocks
from custodes.report.compare_words import named
from custodes.report.numbers import percent
from custodes.report.sheet import Sheet, written

if TYPE_CHECKING:
    from custodes.study.compare import Comparison

HEADING: Final = "Schemes side by side"

_WHAT: Final = (
    "Every person on it is synthetic, made by a computer in the proportions that the first scheme states, and meets "
    "every scheme in turn. It says what the rules, devices and desks of each would do to the same people if the "
    "numbers in the files are right. It holds nothing about any real person."
)
_NOT: Final = (
    "It cannot say whether a device keeps anybody from going, beyond what was entered; whether the aim is worth it; or "
    "anything of an alternative that is not on it. It adds nothing up into one score."
)
_SMALL: Final = (
    "Brackets hold the interval of {level} of the difference: what is not known about the schemes and what a finite "
    "number of people leaves open, together. In small print stands what each scheme has by itself."
)
_ONE_DRAW: Final = (
    "Brackets hold the interval of the difference. This comparison has a single draw: every unknown stands at its "
    "middle, so the interval comes from a finite number of people only, and says nothing of what is not known. In "
    "small print stands what each scheme has by itself."
)


def compare_page(comparison: Comparison) -> str:
    """Write the page of a comparison.

    Parameters
    ----------
    comparison : Comparison
        The finished comparison.

    Returns
    -------
    str
        The HTML document.
    """
    plan = comparison.plan
    first, *others = (each.title for each in named(plan).values())
    beside = f"{first} beside {_listed(others)}"
    made_up = all(each.scheme.status == "made-up" for each in plan.plans.values())
    sections = (
        Section("short", "In short", (*in_short(comparison), Paragraph(_note(comparison), "note"))),
        Section("compared", "What is compared", about_blocks(plan)),
        *(Section(side, title, table_blocks(comparison, side), landscape=True) for side, title in SIDES.items()),
        Section("chart", "What it takes, against how soon it notices", chart_blocks(comparison)),
        Section("order", "Which does better in everything", order_blocks(comparison)),
        Section("necessity", "Is it necessary?", necessity_blocks(comparison)),
        Section("pairing", "What pairing gains", pairing_blocks(comparison)),
    )
    seed = plan.plans[plan.first].seed
    return written(
        Sheet(
            heading=HEADING,
            subject=beside,
            kicker="Custodes on made-up schemes" if made_up else "Custodes",
            about=f"{beside}, on the same synthetic people.",
            box=(_WHAT, _NOT),
            sections=sections,
            foot=(
                ("Comparison", plan.hash),
                (f", seed {seed}. Versions:", ", ".join(f"{name} {each}" for name, each in versions().items())),
                (". The same page again:", plan.command()),
            ),
            contents=True,
        )
    )


def _listed(titles: list[str]) -> str:
    return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"


def _note(comparison: Comparison) -> str:
    if len(comparison.plan.worlds) == 1:
        return _ONE_DRAW
    levels = (each.level for of in comparison.differences.values() for each in of.values())
    return _SMALL.format(level=percent(next(levels)))
