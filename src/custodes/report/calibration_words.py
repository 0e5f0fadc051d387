"""What came out of a trial of settings, in sentences and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.amounts import short, to
from custodes.report.blocks import Cell, Table
from custodes.report.numbers import number, percent
from custodes.report.sentences import counted
from custodes.report.vocabulary import capital

if TYPE_CHECKING:
    from custodes.study.calibration import Calibration, Trial, Tried
    from custodes.study.calibration_axes import Axis
    from custodes.study.published import Published

TITLES: Final = {
    "alarms": "Alerts of all kinds",
    "battery": "Breaches of the battery",
    "strap": "Breaches of the strap",
}
ALL: Final = "all of these"
LONGEST_LIST: Final = 600
"""Settings, at most, that are listed one by one."""


def _value(axis: Axis, value: float) -> str:
    return percent(value) if axis.unit == "share" else number(value)


def value_words(axis: Axis, value: float) -> str:
    """Write a value of an axis shortly, with its unit.

    Parameters
    ----------
    axis : Axis
        The axis.
    value : float
        One of its values.

    Returns
    -------
    str
        Such as "50 metres", "5%".
    """
    return f"{_value(axis, value)} {_unit(axis, value)}".rstrip()


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def verdict(trial: Trial) -> tuple[str, ...]:
    """Say how many settings agree with each published count, and that the count does not tell which is true.

    Parameters
    ----------
    trial : Trial
        One grid.

    Returns
    -------
    tuple of str
        A sentence for each published count, and one for what the agreeing settings have in common.
    """
    total = len(trial.tried)
    said = []
    for each in trial.published:
        found = trial.agreeing(each.key)
        start = f"{capital(each.words)} ({each.where})"
        bounds = f"{short(each.value, each.unit)} {each.unit}, agreeing from {to(each.low, each.high, each.unit)}"
        if not found:
            figures = [tried.figures[each.key] for tried in trial.tried]
            near = short(min(figures, key=lambda x, value=each.value: abs(x - value)), each.unit)  # type: ignore[misc]
            said.append(f"{start}: {bounds}. None of {total:,} settings agrees; the nearest gives {near}.")
        elif len(found) == 1:
            said.append(f"{start}: {bounds}. One of {total:,} settings agrees; a finer grid would show more around it.")
        else:
            said.append(f"{start}: {bounds}. {len(found):,} of {total:,} settings agree: {_range(trial, found)}.")
    return tuple(said)


def _range(trial: Trial, found: tuple[Tried, ...]) -> str:
    """Say between which values of each axis the agreeing settings lie."""
    every, parts = [], []
    for k, axis in enumerate(trial.grid.axes):
        used = sorted({each.setting[k] for each in found})
        if len(used) == len(axis.values):
            every.append(axis.words)
        else:
            parts.append(f"{axis.words} {_listed([_value(axis, x) for x in used])} {_unit(axis, used[-1])}".rstrip())
    if every:
        parts.append(f"{'and ' if parts else ''}every value tried of the {_listed(every)}")
    return "; ".join(parts)


def _unit(axis: Axis, value: float) -> str:
    if axis.unit in ("share", "correlation"):
        return ""
    return axis.unit.removesuffix("s") if value == 1 and " " not in axis.unit else axis.unit


def several(calibration: Calibration) -> str:
    """Say that several settings agree, and that none of them is thereby the true one.

    Parameters
    ----------
    calibration : Calibration
        The finished trial.

    Returns
    -------
    str
        A sentence or two.
    """
    counts = {trial.key: max(len(trial.agreeing(each.key)) for each in trial.published) for trial in calibration.trials}
    if not any(count > 1 for count in counts.values()):
        return (
            "Hardly any setting of these grids agrees with what was published. That says nothing for any setting: it "
            "means that other things differ too, such as how alerts are counted."
        )
    return (
        "Several settings agree with what was published, and they differ widely. The published counts cannot tell "
        "which of them is true, nor that any is: other places, devices and ways of counting stand behind them. No "
        "value is fitted."
    )


def about(trial: Trial) -> str:
    """Say whom a grid was tried on.

    Parameters
    ----------
    trial : Trial
        One grid.

    Returns
    -------
    str
        A sentence.
    """
    sample = trial.sample
    what = (
        "Alerts are counted as raised, those about one person within the time in which the scheme joins them as one. "
        if trial.key == "alarms"
        else "Breaches are counted as the device reports them. "
    )
    return (
        f"{len(trial.tried):,} settings, each on the same {sample.people:,} synthetic people for "
        f"{counted(sample.days, 'day', 'days')}, all there throughout; every other number of the scheme stands at "
        f"its middle. {what}"
    ).rstrip()


def published_table(published: tuple[Published, ...], title: str) -> Table:
    """Lay out what was published.

    Parameters
    ----------
    published : tuple of Published
        Counts.
    title : str
        Caption.

    Returns
    -------
    Table
        With bounds, why these, and the source.
    """
    rows = tuple(
        (
            Cell(capital(each.words), more=(each.where,)),
            Cell(f"{short(each.value, each.unit)} {each.unit}"),
            Cell(to(each.low, each.high, each.unit), more=(each.why,)),
            Cell(each.point),
            Cell(each.source),
        )
        for each in published
    )
    return Table(title, ("What was counted", "Published", "Agrees from", "Counting point", "Source"), rows)


def axis_table(trial: Trial) -> Table:
    """Count the agreeing settings at each value of each axis.

    Parameters
    ----------
    trial : Trial
        One grid.

    Returns
    -------
    Table
        One row a value; columns what was published.
    """
    many = trial.key != "alarms"
    rows = []
    for k, axis in enumerate(trial.grid.axes):
        for value in axis.values:
            tried = [each for each in trial.tried if each.setting[k] == value]
            cells = [
                Cell(f"{sum(each.key in found.agrees for found in tried):,} of {len(tried):,}", "number")
                for each in trial.published
            ]
            if many:
                both = sum(len(found.agrees) == len(trial.published) for found in tried)
                cells.append(Cell(f"{both:,} of {len(tried):,}", "number"))
            name = f"{capital(axis.words)}: {value_words(axis, value)}"
            rows.append((Cell(name), *cells))
    head = ("Setting", *(each.short for each in trial.published))
    title = f"{TITLES[trial.key]}: how many settings agree, value by value"
    return Table(title, (*head, *([ALL] if many else [])), tuple(rows))


def agreeing_table(trial: Trial, most: int = LONGEST_LIST) -> Table:
    """List the settings that agree with anything.

    Parameters
    ----------
    trial : Trial
        One grid.
    most : int
        How many are listed; a note says how many are not.

    Returns
    -------
    Table
        One row a setting, those that agree with most first.
    """
    found = [each for each in trial.tried if each.agrees]
    found.sort(key=lambda each: -len(each.agrees))
    figures = trial.published[:1] if trial.key == "alarms" else trial.published
    rows = tuple(
        (
            *(Cell(_value(axis, x), "number") for axis, x in zip(trial.grid.axes, each.setting, strict=True)),
            *(_figure(each, of, trial) for of in figures),
            Cell("; ".join(of.short for of in trial.published if of.key in each.agrees)),
        )
        for each in found[:most]
    )
    units = tuple(axis.short for axis in trial.grid.axes)
    gives = tuple("alerts a person-month" if trial.key == "alarms" else of.short for of in figures)
    left = len(found) - len(rows)
    note = f"{left:,} more stand on the page and in calibrate.json." if left else ""
    return Table(f"{TITLES[trial.key]}: the settings that agree", (*units, *gives, "agrees with"), rows, note)


def _figure(tried: Tried, of: Published, trial: Trial) -> Cell:
    value = short(tried.figures[of.key], of.unit)
    if trial.key != "alarms" or tried.alarms is None:
        return Cell(value, "number")
    return Cell(value, "number", more=(to(tried.alarms.low, tried.alarms.high, of.unit),))


def pairs_said(calibration: Calibration) -> str:
    """Say how many pairs of a battery and a strap setting agree with the share of people with any breach.

    Parameters
    ----------
    calibration : Calibration
        The finished trial.

    Returns
    -------
    str
        A sentence, or "" when there are no pairs.
    """
    if not calibration.pairs:
        return ""
    return (
        f"Two thirds of people with any breach of battery or strap, agreeing from 50% to 80%: of "
        f"{calibration.pairs:,} pairs of a battery and a strap setting that agree with the rest, "
        f"{calibration.pairs_agreeing:,} agree with this too."
    )
