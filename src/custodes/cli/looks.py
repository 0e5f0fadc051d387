"""What every command that writes a page does alike: name its folder, write it whole, and print it as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from custodes.cli.shown import say_json

if TYPE_CHECKING:
    from collections.abc import Mapping


def folder_named(place: str, name: str, plan_hash: str) -> Path:
    """Name the folder of a run or a look for which none was asked.

    Parameters
    ----------
    place : str
        Folder below the current one, such as "runs".
    name : str
        What it is of.
    plan_hash : str
        Says which run or look it is.

    Returns
    -------
    Path
        The same for the same run or look.
    """
    return Path(place) / f"{name}-{plan_hash[:8]}"


def check_look(folder: Path, stem: str, plan_hash: str) -> None:
    """Refuse a folder that holds anything else, before anything is computed.

    Parameters
    ----------
    folder : Path
        New, empty, or with an earlier look that was the same.
    stem : str
        How the two files of the look are called, without their endings.
    plan_hash : str
        Says which look it is.

    Raises
    ------
    Refused
        When the folder holds something else, or another look.
    """
    from custodes.study.page_folder import check_folder  # noqa: PLC0415 - the help page must not wait for it

    check_folder(folder, (f"{stem}.json", f"{stem}.html"), plan_hash)


def write_look(folder: Path, stem: str, plan_hash: str, document: Mapping[str, Any], page: str) -> None:
    """Write a look as JSON and as a page, each whole or not at all.

    Parameters
    ----------
    folder : Path
        As `check_look` lets pass.
    stem : str
        How the two files are called, without their endings.
    plan_hash : str
        Says which look it is.
    document : mapping
        Of plain values.
    page : str
        One self-contained page of HTML.

    Raises
    ------
    Refused
        When the folder holds something else, or cannot be written.
    """
    from custodes.records.text import json_bytes  # noqa: PLC0415 - the help page must not wait for it
    from custodes.study.page_folder import write_folder  # noqa: PLC0415

    files = {f"{stem}.json": json_bytes(dict(document)), f"{stem}.html": page.encode("utf-8")}
    write_folder(folder, files, plan_hash)


def say_look(document: Mapping[str, Any], folder: Path) -> None:
    """Print a look as one JSON object.

    Parameters
    ----------
    document : mapping
        Of plain values.
    folder : Path
        Where it was written.
    """
    say_json({"ok": True, **document, "out": str(folder)})
