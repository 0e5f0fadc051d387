"""``custodes contract``: which numbers a published contract leaves possible of those that it withholds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from custodes.cli.looks import check_look, folder_named, say_look, write_look
from custodes.cli.settings import in_words_of_the_command, settings_given
from custodes.cli.shown import say, say_json
from custodes.cli.tables import table_lines, text_lines
from custodes.errors import Refused

if TYPE_CHECKING:
    from custodes.study.contract import Inversion


@click.command("contract")
@click.argument("contract", required=False)
@click.option(
    "--set",
    "settings",
    multiple=True,
    callback=settings_given,
    metavar="PATH=VALUE",
    help="Take a number as published; repeatable.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the page.  [contracts/NAME-HASH]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--quiet", is_flag=True, help="Print only where the page is.")
def invert_contract(
    contract: str | None, *, settings: dict[str, str], out: Path | None, as_json: bool, quiet: bool
) -> None:
    """Say what CONTRACT leaves possible of the numbers that it withholds, and what one more of them would narrow.

    CONTRACT is a name of the list that the command gives without one, or the path of a .yaml file.
    """
    from custodes.study.contract import invert  # noqa: PLC0415 - the help page must not wait for it

    if contract is None:
        _list(as_json=as_json)
        return
    try:
        found = invert(contract, settings)
    except Refused as refused:
        raise in_words_of_the_command(refused) from refused
    from custodes.report.contract_page import contract_page  # noqa: PLC0415

    folder = out or folder_named("contracts", found.contract.contract, found.hash)
    check_look(folder, "contract", found.hash)
    document = found.document()
    write_look(folder, "contract", found.hash, document, contract_page(found))
    if as_json:
        say_look(document, folder)
    else:
        _print(found, folder, quiet=quiet)


def _list(*, as_json: bool) -> None:
    from custodes.scheme.contract_files import contract_names, load_contract  # noqa: PLC0415

    found = [load_contract(name) for name in contract_names()]
    if as_json:
        keys = ("contract", "title", "buyer", "supplier", "signed")
        listed = [{**{key: getattr(each, key) for key in keys}, "hash": each.hash} for each in found]
        say_json({"ok": True, "contracts": listed})
        return
    width = max(len(each.contract) for each in found)
    for each in found:
        say(f"{each.contract:<{width}}  {each.title} ({each.supplier}, {each.signed})")
    say()
    say("Turn one inside out with: custodes contract NAME.")


def _print(found: Inversion, folder: Path, *, quiet: bool) -> None:
    from custodes.report.contract_page import contract_lines, heading_line  # noqa: PLC0415
    from custodes.report.contract_tables import COMBINED, combination_table, narrowing_table  # noqa: PLC0415
    from custodes.report.contract_words import POSSIBLE, SUM  # noqa: PLC0415

    if not quiet:
        outside = [f"{path} was set outside the range that the file holds possible." for path in found.outside]
        for line in text_lines([heading_line(found), "", *outside, SUM, POSSIBLE]):
            say(line)
        for side in found.sides:
            for line in text_lines(["", f"By {side.what}:", *(f"- {text}" for text in contract_lines(found, side))]):
                say(line)
            for table in (*(combination_table(found, side, of) for of in COMBINED), narrowing_table(side)):
                for line in ["", *table_lines(table)] if table is not None else []:
                    say(line)
        say()
    say(f"The page is {folder / 'contract.html'}")
