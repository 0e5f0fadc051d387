"""The page of a calibration: which settings agree with published counts, and that several do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.blocks import Block, Bullets, Cell, Paragraph, Section, Table
from custodes.report.calibration_words import (
    TITLES,
    about,
    agreeing_table,
    axis_table,
    pairs_said,
    published_table,
    several,
    value_words,
    verdict,
)
from custodes.report.figures import strips
from custodes.report.numbers import number
from custodes.report.pictures import picture
from custodes.report.sheet import sheet
from custodes.study.published import ANY

if TYPE_CHECKING:
    from custodes.report.blocks import Picture
    from custodes.study.calibration import Calibration, Trial

HEADING: Final = "Which settings fit what was published"
_ENDS: Final = (0.1, 100.0)
_ROWS: Final = 2
"""Axes whose values make up the rows of the figure: the last ones, which are the scheme's rules where it has zones."""

_NOT_TURNED: Final = (
    "This scheme obliges nobody to stay in a zone, so an error of positions puts hardly anybody out of one. In place "
    "of error, radius and positions in a row, the battery, the habit of charging, the loss of signal and the gap rule "
    "are turned; zones that are forbidden stay as they are."
)


def calibration_page(calibration: Calibration) -> str:
    """Write the page of a calibration.

    Parameters
    ----------
    calibration : Calibration
        The finished trial.

    Returns
    -------
    str
        The HTML document.
    """
    plan = calibration.plan
    opening: list[Block] = [
        Paragraph(
            "Some numbers of a scheme nobody has published. Others have published how many alerts there were. This "
            "page tries what is not known from end to end and lists every setting that gives about as many."
        ),
        Paragraph(several(calibration)),
        *(() if calibration.has_zones else (Paragraph(_NOT_TURNED),)),
    ]
    sections = [Section("about", "How to read this page", tuple(opening))]
    for trial in calibration.trials:
        sections.append(Section(trial.key, TITLES[trial.key], _blocks(trial)))
        sections.append(
            Section(f"{trial.key}-list", f"{TITLES[trial.key]}: the list", (agreeing_table(trial),), landscape=True)
        )
    said = pairs_said(calibration)
    if said:
        sections.append(
            Section("any", "People with any breach", (Paragraph(said), published_table((ANY,), "What was published")))
        )
    return sheet(plan.scheme, HEADING, sections, seed=plan.base.seed, command=plan.command())


def _blocks(trial: Trial) -> tuple[Block, ...]:
    drawn = (_picture(trial),) if trial.key == "alarms" else ()
    return (
        Paragraph(about(trial)),
        Bullets(verdict(trial)),
        *drawn,
        axis_table(trial),
        published_table(trial.published, "What was published, and from where to where a setting agrees"),
    )


def _picture(trial: Trial) -> Picture:
    axes = trial.grid.axes[-_ROWS:]
    rows: dict[str, list[float]] = {}
    for each in trial.tried:
        label = ", ".join(value_words(axis, x) for axis, x in zip(axes, each.setting[-len(axes) :], strict=True))
        rows.setdefault(label, []).append(each.figures[trial.published[0].key])
    bands = [
        strips.Band(f"{each.short}: {number(each.low)} to {number(each.high)}", each.low, each.high)
        for each in trial.published
    ]
    drawing = strips.draw(list(rows.items()), bands, _ENDS, "alerts a person-month")
    title = "Alerts a person-month at every setting that was tried"
    named = " and ".join(axis.words for axis in axes)
    table = Table(
        title,
        (named, "Settings", "Least", "Most"),
        tuple(
            (
                Cell(label),
                Cell(f"{len(found):,}", "number"),
                Cell(number(min(found)), "number"),
                Cell(number(max(found)), "number"),
            )
            for label, found in rows.items()
        ),
    )
    alt = (
        f"{title}, by {named}. "
        + "; ".join(f"{k}: {number(min(v))} to {number(max(v))}" for k, v in rows.items())
        + "."
    )
    reading = (
        f"Each row is one {named}; each dot in it is one setting of everything else that was tried. A dot in a band "
        "agrees with that published count. Rows that have dots in a band are rows that the count cannot rule out."
    )
    return picture(drawing, title, alt, reading, table)
