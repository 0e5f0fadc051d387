"""A finished run, as it is handed to whoever asked for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from custodes.errors import refuse
from custodes.records.schema import TABLES
from custodes.study.files import Page, run_files, tables
from custodes.study.journal import Journal

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    import pyarrow as pa

    from custodes.measures.answer import Answer
    from custodes.scheme.scheme import Scheme
    from custodes.study.plan import Plan
    from custodes.study.view import RunView

KEY_ANSWERS: Final = (
    "checks_due_per_person_year",
    "failed_checks_per_person_year",
    "false_accusations_per_person_year.raised",
    "false_accusations_per_person_year.acted_on",
    "alert_precision.raised",
    "share_accused_within.365d",
    "burden_h_per_week",
    "sleep_interruptions_per_week",
    "detections_share",
    "detection_delay_days",
    "cost_gbp.per_person_day",
    "photographs_held_at_end",
)
"""The answers that are shown first."""

RESULTS: Final = ("answers", "groups", "worlds", "quantities", "sources")
"""Tables of the run itself."""


@dataclass(frozen=True)
class Run:
    """The answers of a study, and everything that they come from.

    Attributes
    ----------
    view : RunView
        Everything that a report is written from.
    page : callable or None
        Writes the report.
    folder : Path or None
        The run folder, when the run was written to one.
    records : mapping of str to bytes
        Files of the records of the central world, when the run was not written to a folder.
    """

    view: RunView
    page: Page | None = field(default=None, repr=False)
    folder: Path | None = None
    records: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def answers(self) -> Mapping[str, Answer]:
        """The answers by id."""
        return self.view.answers

    @property
    def scheme(self) -> Scheme:
        """The scheme that was run, with its settings."""
        return self.view.scheme

    @property
    def plan(self) -> Plan:
        """What was run."""
        return self.view.plan

    def table(self, name: str) -> pa.Table:
        """Give a table of the run, or of the records of its central world.

        Parameters
        ----------
        name : str
            One of answers, groups, worlds, quantities, sources, with the columns of the files in ``tables/``; or of
            people, tallies, alerts, cases, absences, desks, costs, with those in ``records/``.

        Returns
        -------
        pyarrow.Table
            Taken by any data-frame library that speaks Arrow's stream protocol.

        Raises
        ------
        Refused
            When there is no such table.
        """
        if name in RESULTS:
            # Loaded when a table is wanted: a run that nobody looks into does without the table library.
            from custodes.study.arrow import arrow_table  # noqa: PLC0415

            return arrow_table(*tables(self.view)[name])
        if name not in TABLES:
            raise refuse(
                code="unknown-table",
                wrong="there is no such table",
                seen=name[:40],
                hint=f"use one of {', '.join((*RESULTS, *TABLES))}",
            )
        from custodes.records.read import read_bytes, read_table  # noqa: PLC0415

        if self.folder is not None:
            return read_table(self.folder, name)
        return read_bytes(self.records[f"{name}.parquet"])

    def write(self, folder: str | os.PathLike[str]) -> Path:
        """Write the run as a folder, as if it had been run into it.

        Parameters
        ----------
        folder : str or path
            A new or empty folder.

        Returns
        -------
        Path
            The folder.

        Raises
        ------
        Refused
            When the folder holds something, or cannot be written.
        Interrupted
            When the disk is full; the same call goes on from there.
        """
        place = Path(folder)
        records = self._record_files()
        with Journal(place, self.plan) as journal:
            journal.keep_records(records)
            journal.publish(run_files(self.view, self.page))
        return place

    def _record_files(self) -> Mapping[str, bytes]:
        if self.folder is None:
            return self.records
        return {f"{name}.parquet": (self.folder / "records" / f"{name}.parquet").read_bytes() for name in TABLES}

    def _repr_html_(self) -> str:
        """Show the key answers as a small table in a notebook."""
        rows = "".join(
            f"<tr><th scope='row' style='text-align:left'>{escape(key)}</th>{_cells(self.answers[key])}</tr>"
            for key in KEY_ANSWERS
            if key in self.answers
        )
        head = "".join(f"<th scope='col'>{text}</th>" for text in ("Answer", "Value", "From", "To"))
        size = f"{self.plan.people:,} people at a time, {self.plan.days:,} days, {self.plan.draws:,} draws"
        title = f"{self.scheme.title}: {size}"
        return f"<table><caption>{escape(title)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cells(answer: Answer) -> str:
    if answer.cannot_tell is not None:
        return f"<td colspan='3'>cannot tell: {escape(answer.cannot_tell)}</td>"
    figures = (answer.value, answer.low, answer.high)
    return "".join(f"<td>{escape(_with_unit(figure, answer.unit))}</td>" for figure in figures)


def _with_unit(figure: float | None, unit: str) -> str:
    if figure is None:
        return ""
    return f"{100 * figure:.3g} %" if unit == "share" else f"{figure:,.4g} {unit}"
