"""One person's own file as one call: for that person or their adviser, on their machine only."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from custodes.disclosed.disclose import read_disclosed
from custodes.errors import Problem, Refused, UsageRefused, refuse
from custodes.measures.not_disclosed import questions_open
from custodes.measures.own_file import alerts, gaps, weeks
from custodes.measures.own_trail import own_trail
from custodes.records import manifest
from custodes.records.text import json_bytes
from custodes.records.versions import READERS, versions
from custodes.records.whole_folder import RUN, PrivateDisk, check_apart, check_place, said_by, write_whole_folder
from custodes.report.audit_view import Asked
from custodes.report.mine_page import mine_document, mine_page
from custodes.report.mine_view import OwnFile

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from custodes.records.disclosed import Disclosed

KIND: Final = "mine"
"""What `run.json` says that the folder is."""


def mine(
    folder: str | os.PathLike[str],
    out: str | os.PathLike[str],
    *,
    map_file: str | os.PathLike[str] | None = None,
    encrypt_to: str = "",
    passphrase: str = "",
) -> tuple[str, ...]:
    """Look at one person's own file and write a page about it.

    Parameters
    ----------
    folder : str or path
        Folder with the files that the person was given.
    out : str or path
        Folder for the page, new, empty or with an earlier one; only its owner may enter it.
    map_file : str or path, optional
        What the files' columns mean.
    encrypt_to : str
        A recipient of age, ``age1...`` or a public SSH key; the page is then written encrypted only.
    passphrase : str
        Words to encrypt with instead.

    Returns
    -------
    tuple of str
        Names of the files written.

    Raises
    ------
    Refused
        When a file, the map or the folder is refused; ``PrivacyRefused`` when the files are about a second person.
    """
    place = Path(out)
    seal = sealing(encrypt_to, passphrase)
    check_apart(Path(folder), place)
    check_place(place, KIND)
    disclosed = read_disclosed(Path(folder), None if map_file is None else Path(map_file), own_file=True)
    own = look(disclosed, _command(mapped=map_file is not None, encrypt_to=encrypt_to, passphrase=passphrase))
    files = {"report.html": mine_page(own).encode("utf-8"), "answers.json": json_bytes(mine_document(own))}
    if seal is not None:
        files = {f"{name}.age": seal(content) for name, content in files.items()}
    said = {"kind": KIND, "custodes_version": own.versions["custodes"], "encrypted": seal is not None}
    write_whole_folder(place, {RUN: json_bytes(said), **files}, PrivateDisk())
    return tuple(files)


def look(disclosed: Disclosed, command: str) -> OwnFile:
    """Look at one person's own file.

    Parameters
    ----------
    disclosed : Disclosed
        What was read; of one person.
    command : str
        The command that does it again.

    Returns
    -------
    OwnFile
        Everything that the page is written from.
    """
    trail = None
    if disclosed.rows("positions"):
        table = disclosed.tables["positions"]
        trail = own_trail(table["time"], table["latitude"], table["longitude"])
    asked = tuple(
        Asked(each.question, f"{each.kind}: {', '.join(each.columns)}", each.request_own, tuple(each.ids))
        for each in questions_open(disclosed, {})
        if each.request_own
    )
    return OwnFile(
        disclosed=disclosed,
        weeks=weeks(disclosed),
        gaps=gaps(disclosed),
        alerts=alerts(disclosed),
        trail=trail,
        asked=asked,
        command=command,
        versions=versions(*READERS),
    )


def sealing(encrypt_to: str, passphrase: str) -> Callable[[bytes], bytes] | None:
    """Give what encrypts a file, if that was asked for.

    Parameters
    ----------
    encrypt_to : str
        A recipient of age, or "".
    passphrase : str
        Words to encrypt with, or "".

    Returns
    -------
    callable or None
        None when nothing is to be encrypted.

    Raises
    ------
    UsageRefused
        When both are given, the recipient is none, or the package that encrypts is not installed.
    """
    if not encrypt_to and not passphrase:
        return None
    if encrypt_to and passphrase:
        raise UsageRefused([_TWO_KEYS])
    try:
        # An extra: who does not encrypt needs not install it.
        import pyrage  # noqa: PLC0415
    except ImportError as missing:
        raise UsageRefused([_MISSING]) from missing
    if passphrase:
        return lambda content: bytes(pyrage.passphrase.encrypt(content, passphrase))
    kind = pyrage.ssh if encrypt_to.startswith("ssh-") else pyrage.x25519
    try:
        recipient = kind.Recipient.from_str(encrypt_to)
    except pyrage.RecipientError as wrong:
        raise UsageRefused([_NO_RECIPIENT]) from wrong
    return lambda content: bytes(pyrage.encrypt(content, [recipient]))


_TWO_KEYS: Final = Problem(
    file="",
    line=0,
    path="--encrypt-to",
    wrong="a recipient and a passphrase are given",
    seen="",
    hint="give one of them",
    code="two-keys",
)
_MISSING: Final = replace(
    _TWO_KEYS,
    wrong="the package that encrypts is not installed",
    hint="install it with: pip install 'custodes[age]'; nothing was written",
    code="age-missing",
)
_NO_RECIPIENT: Final = replace(
    _TWO_KEYS,
    wrong="this is not a recipient of age",
    hint="give what age-keygen calls the public key: age1..., or a public SSH key",
    code="age-recipient",
)


def _command(*, mapped: bool, encrypt_to: str, passphrase: str) -> str:
    words = ["custodes mine FOLDER"]
    words += ["--map FILE"] if mapped else []
    words += ["--encrypt-to RECIPIENT"] if encrypt_to else []
    words += ["--passphrase-file FILE"] if passphrase else []
    return " ".join([*words, "--out DIR"])


def delete(folder: str | os.PathLike[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Delete what `mine` wrote into a folder, and nothing else.

    Parameters
    ----------
    folder : str or path
        The folder.

    Returns
    -------
    deleted, left : tuple of str
        Files that are gone; and files that were left because `mine` did not write them, or not as they are now.

    Raises
    ------
    Refused
        When it is no folder that `mine` wrote, or its list of files cannot be trusted.
    """
    place = Path(folder)
    if place.is_symlink() or said_by(place).get("kind") != KIND:
        raise refuse(
            code="folder-not-mine",
            wrong="this is not a folder that custodes mine wrote",
            seen=str(place),
            hint="delete it by hand if you are sure; nothing was deleted",
        )
    problems = manifest.check(place)
    unsafe = [each for each in problems if each.code.startswith("manifest-")]
    if unsafe:
        raise Refused(unsafe)
    listed = set(json.loads((place / manifest.NAME).read_bytes())["files"])
    wrong = {each.path for each in problems}
    gone = sorted(listed - wrong)
    # The list goes last: if we are stopped before, what is left can still be deleted by it.
    for name in [*gone, manifest.NAME]:
        (place / name).unlink(missing_ok=True)
    left = tuple(manifest.files_in(place))
    if not left and not any(place.iterdir()):
        place.rmdir()
    return tuple(gone), left
