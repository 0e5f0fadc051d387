"""The process that reads one file: little memory and time, no name of the file, and out come text or a refusal.

Run as ``python -m custodes.disclosed.child FOLDER FD``: the folder holds what is asked and gets what was found;
the file comes opened, so that this process needs to open nothing of the user's.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from custodes.disclosed.budget import Budget
from custodes.disclosed.raw_table import PdfColumn, PdfTable, ReadAs
from custodes.disclosed.refusal import bad
from custodes.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

    from custodes.disclosed.raw_table import Event

REQUEST: Final = "request.json"
OUTCOME: Final = "outcome.json"

READERS: Final = {
    "csv": ("custodes.disclosed.csv_text", {"usual": ","}),
    "tsv": ("custodes.disclosed.csv_text", {"usual": "\t"}),
    "json": ("custodes.disclosed.json_text", {}),
    "jsonl": ("custodes.disclosed.json_lines", {}),
    "workbook": ("custodes.disclosed.workbook", {}),
    "parquet": ("custodes.disclosed.parquet_file", {}),
    "pdf": ("custodes.disclosed.pdf_text", {}),
    "scores": ("custodes.disclosed.score_lines", {}),
}
"""For each format the module that reads it, loaded only when needed, and what it is told beside."""


def main(arguments: list[str]) -> int:
    """Read the file and write what was found.

    Parameters
    ----------
    arguments : list of str
        The folder and the number of the open file.

    Returns
    -------
    int
        0 when an outcome was written.
    """
    folder = Path(arguments[0])
    asked = json.loads((folder / REQUEST).read_text(encoding="utf-8"))
    budget = Budget(**asked["budget"])
    hold_to(budget)
    sys.meta_path.insert(0, NoPandas())
    gc.disable()  # rows are many small lists without cycles; looking for cycles takes longer than reading
    with os.fdopen(int(arguments[1]), "rb") as source:
        outcome = carry_out(asked["format"], source, read_as(asked["how"]), budget, folder)
    (folder / OUTCOME).write_text(json.dumps(outcome), encoding="utf-8")
    return 0


class NoPandas:
    """Hides pandas from Arrow, which loads it wherever it is installed and then takes more memory than most files."""

    @staticmethod
    def find_spec(name: str, _path: Sequence[str] | None, _target: ModuleType | None = None, /) -> None:
        """Say that there is no pandas, and leave every other module to be found as usual.

        Parameters
        ----------
        name : str
            The module that is wanted.

        Raises
        ------
        ModuleNotFoundError
            When it is pandas.
        """
        if name == "pandas":
            raise ModuleNotFoundError(name)


def hold_to(budget: Budget) -> None:
    """Limit this process: memory, processor time, size of what it writes, no image of its memory on a crash.

    Parameters
    ----------
    budget : Budget
        The limits.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (budget.cpu_s, budget.cpu_s + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (budget.written_bytes, budget.written_bytes))
    resource.setrlimit(resource.RLIMIT_AS, (budget.memory_bytes, budget.memory_bytes))


def read_as(asked: dict[str, Any]) -> ReadAs:
    """Make what the map declares from its JSON form.

    Parameters
    ----------
    asked : dict
        As `dataclasses.asdict` gives it.

    Returns
    -------
    ReadAs
        The same.
    """
    pdf = asked["pdf"]
    table = PdfTable(**{**pdf, "columns": tuple(PdfColumn(**each) for each in pdf["columns"])}) if pdf else None
    return ReadAs(**{**asked, "pdf": table})


def events(kind: str, source: BinaryIO, how: ReadAs, budget: Budget) -> Iterator[Event]:
    """Read a file by the reader of its format.

    Parameters
    ----------
    kind : str
        A key of `READERS`.
    source : binary file
        At its start.
    how : ReadAs
        What the map declares.
    budget : Budget
        The limits.

    Returns
    -------
    iterator of Event
        What the reader yields.
    """
    module, beside = READERS[kind]
    found: Iterator[Event] = import_module(module).read(source, how, budget, **beside)
    return found


def carry_out(kind: str, source: BinaryIO, how: ReadAs, budget: Budget, folder: Path) -> dict[str, Any]:
    """Read a file into Arrow files, and turn whatever goes wrong into a refusal without text of the records.

    Parameters
    ----------
    kind, source, how, budget
        As in `events`.
    folder : Path
        Where the Arrow files go.

    Returns
    -------
    dict
        ``tables`` and ``problems``, in JSON's types.
    """
    from custodes.disclosed.table_file import write_tables  # noqa: PLC0415 - Arrow is loaded under the limits

    try:
        return {"tables": write_tables(events(kind, source, how, budget), folder), "problems": []}
    except Refused as refused:
        found = refused
    except MemoryError:
        found = too_much("it needs more memory than", f"{budget.memory_bytes // 1_000_000:,} MB")
    except BaseException as error:  # noqa: BLE001 - a panic of a Rust library is no Exception
        found = crashed(f"{type(error).__name__} in {_place(error)}")
    return {"tables": [], "problems": [asdict(problem) for problem in found.problems]}


def too_much(why: str, limit: str) -> Refused:
    """Refuse a file that asks too much of the machine.

    Parameters
    ----------
    why : str
        In which way.
    limit : str
        The limit, with its unit.

    Returns
    -------
    Refused
        To be raised or written.
    """
    return bad(code="file-too-much", wrong=f"{why} {limit}", hint="ask for it in parts, or as CSV")


def crashed(how: str) -> Refused:
    """Refuse a file whose reader came to grief.

    Parameters
    ----------
    how : str
        Kind of failure and its place in the program; no text of the file.

    Returns
    -------
    Refused
        To be raised or written.
    """
    return bad(
        "reader-crashed",
        "the file could not be read: its reader stopped",
        seen=how,
        hint="the file may be damaged; ask for it again, or as CSV. If it opens elsewhere, please report this",
    )


def _place(error: BaseException) -> str:
    """Name the module and line of our own that an error came through last."""
    place, trace = "", error.__traceback__
    while trace is not None:
        name = str(trace.tb_frame.f_globals.get("__name__", ""))
        if name.startswith("custodes.") or not place:
            place = f"{name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return place


if __name__ == "__main__":
    os._exit(main(sys.argv[1:]))  # everything is written; taking memory apart piece by piece would cost time
