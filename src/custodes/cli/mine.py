"""``custodes mine``: one person's own file in, a page for that person out; nothing of it on the screen."""

from __future__ import annotations

from pathlib import Path

import click

from custodes.cli.shown import say, say_json, warn
from custodes.cli.tables import text_lines
from custodes.errors import Refused

_COPIES = (
    "Deleted means: taken out of the folder. A solid-state disk, a journal, a snapshot, swap space or a backup may "
    "keep copies that no program can reach. The honest way is to keep such files encrypted, on an encrypted disk, and "
    "to throw away the key."
)
_ALONE = "Only you may open the folder. Whoever reads the page can learn where you live and when: do not publish it."
_SEALED = "It is encrypted, and nothing was written in the clear. Without the key or the passphrase nobody can open it."


@click.command("mine")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the page.")
@click.option("--map", "map_file", type=click.Path(path_type=Path), help="What the columns mean.  [FOLDER/map.yaml]")
@click.option("--encrypt-to", default="", metavar="RECIPIENT", help="Write it encrypted only: age1... or an SSH key.")
@click.option(
    "--passphrase-file", type=click.Path(path_type=Path), help="Write it encrypted only, with the file's first line."
)
@click.option("--delete", "is_deletion", is_flag=True, help="Delete what was written into FOLDER.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def look_at_mine(  # noqa: PLR0913 - one argument an option
    folder: Path,
    *,
    out: Path | None,
    map_file: Path | None,
    encrypt_to: str,
    passphrase_file: Path | None,
    is_deletion: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Write a page about your own file: FOLDER holds what you were given about yourself.

    For the person whom the records are about, or their adviser, on their own machine. Nothing of the file is shown on
    the screen. With --delete, FOLDER is what was written before.
    """
    if is_deletion:
        return _delete(folder, as_json=as_json)
    if out is None:
        message = "--out is needed: a folder for the page"
        raise click.UsageError(message)
    from custodes.mine import mine  # noqa: PLC0415 - the help page must not wait for it

    if not quiet and not as_json:
        warn("reading the files")
    passphrase = "" if passphrase_file is None else _first_line(passphrase_file)
    written = mine(folder, out, map_file=map_file, encrypt_to=encrypt_to, passphrase=passphrase)
    if as_json:
        say_json({"ok": True, "out": str(out), "files": list(written)})
        return 0
    say(f"The page is {out / written[0]}")
    for line in text_lines([_SEALED if encrypt_to or passphrase else _ALONE]):
        say(line)
    return 0


def _first_line(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            line = file.readline().rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        message = "--passphrase-file: the file cannot be read"
        raise click.UsageError(message) from error
    if not line:
        message = "--passphrase-file: the first line of the file is empty"
        raise click.UsageError(message)
    return line


def _delete(folder: Path, *, as_json: bool) -> int:
    from custodes.mine import delete  # noqa: PLC0415 - the help page must not wait for it

    deleted, left = delete(folder)
    code = Refused.exit_code if left else 0
    if as_json:
        say_json({"ok": not code, "code": code, "deleted": list(deleted), "left": list(left), "note": _COPIES})
        return code
    say(f"{len(deleted)} files deleted from {folder}.")
    for name in left:
        warn(f"Left, because custodes mine did not write it as it is now: {name}")
    for line in text_lines([_COPIES]):
        say(line)
    return code
