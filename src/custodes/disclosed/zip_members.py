"""Members of a zip file, unpacked by our own count: what its headers say of sizes is compared, never believed."""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, BinaryIO, Final

from custodes.disclosed.format import ZIP
from custodes.disclosed.refusal import AGAIN, bad

if TYPE_CHECKING:
    from collections.abc import Iterator

    from custodes.disclosed.budget import Budget

CHUNK_BYTES: Final = 1 << 16
WINDOW_BYTES: Final = 1 << 20
RATIO_FROM_BYTES: Final = 1_000_000
HEADER: Final = struct.Struct("<4s22xHH")
ENCRYPTED: Final = 1


def members_of(source: BinaryIO, budget: Budget) -> list[zipfile.ZipInfo]:
    """List the members of a zip file.

    Parameters
    ----------
    source : binary file
        The zip file.
    budget : Budget
        Limit on the number of members.

    Returns
    -------
    list of ZipInfo
        As its directory has them.

    Raises
    ------
    Refused
        When there is no directory, too many members, one that is encrypted, or two of one name or place.
    """
    try:
        with zipfile.ZipFile(source) as opened:
            found = opened.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, struct.error):
        raise bad(code="damaged-file", wrong="the workbook cannot be opened as a zip file", hint=AGAIN) from None
    if len(found) > budget.members:
        wrong = f"the workbook has more than {budget.members:,} parts"
        raise bad(code="zip-bomb", wrong=wrong, seen=f"{len(found):,} parts", hint="ask for the table as CSV")
    if any(info.flag_bits & ENCRYPTED for info in found):
        raise encrypted()
    if len({info.filename for info in found}) < len(found) or len({info.header_offset for info in found}) < len(found):
        raise bad(code="damaged-file", wrong="two parts of the workbook have one name or one place", hint=AGAIN)
    return found


def encrypted() -> Exception:
    """Refuse a workbook with a password.

    Returns
    -------
    Refused
        To be raised by the caller.
    """
    return bad(
        code="encrypted",
        wrong="the workbook is protected with a password",
        hint="open it in a spreadsheet with the password, save a copy without one (File > Info > Protect), read that",
    )


class Unpacker:
    """Unpacks members and counts what really comes out.

    Parameters
    ----------
    source : binary file
        The zip file.
    budget : Budget
        Limits on what may come out.
    """

    def __init__(self, source: BinaryIO, budget: Budget) -> None:
        self.source = source
        self.budget = budget
        self.total = 0

    def unpack(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """Unpack a member.

        Parameters
        ----------
        info : ZipInfo
            The member.

        Yields
        ------
        bytes
            Its content, at most 1 MB at a time.

        Raises
        ------
        Refused
            When more comes out than the budget allows or than the directory says, or it is damaged.
        """
        out = 0
        for block in self._blocks(info):
            out += len(block)
            self.total += len(block)
            packed = max(info.compress_size, 1)
            if self.total > self.budget.unpacked_bytes or (out > RATIO_FROM_BYTES and out > packed * self.budget.ratio):
                raise bad(
                    code="zip-bomb",
                    wrong=f"the workbook unpacks to more than {self.budget.unpacked_bytes / 1e6:,.0f} MB, "
                    f"or to more than {self.budget.ratio} times its size",
                    seen=f"{info.compress_size:,} bytes unpacked to {out:,} and more",
                    hint="ask for the table as CSV",
                )
            yield block
        if out != info.file_size:
            wrong = "a part of the workbook unpacks to another size than the file says"
            raise bad(code="lying-sizes", wrong=wrong, seen=f"{out:,} bytes, not {info.file_size:,}", hint=AGAIN)

    def _blocks(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """Read the packed bytes from their place and inflate them."""
        self.source.seek(max(info.header_offset, 0))  # a damaged directory can point before the file
        start = self.source.read(HEADER.size)
        if len(start) < HEADER.size or not start.startswith(ZIP):
            raise bad(code="damaged-file", wrong="a part of the workbook is not where the file says", hint=AGAIN)
        _, name, extra = HEADER.unpack(start)
        self.source.seek(name + extra, 1)
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise bad(code="damaged-file", wrong="a part is packed in a way that workbooks never are", hint=AGAIN)
        inflate = zlib.decompressobj(-zlib.MAX_WBITS) if info.compress_type == zipfile.ZIP_DEFLATED else None
        left = info.compress_size
        while left > 0:
            packed = self.source.read(min(left, CHUNK_BYTES))
            if not packed:
                raise bad(code="damaged-file", wrong="the workbook ends within a part", hint=AGAIN)
            left -= len(packed)
            if inflate is None:
                yield packed
                continue
            while packed:
                try:
                    block = inflate.decompress(packed, WINDOW_BYTES)
                except zlib.error:
                    raise bad(code="damaged-file", wrong="a part cannot be unpacked", hint=AGAIN) from None
                yield block
                packed = inflate.unconsumed_tail
        if inflate is not None and not inflate.eof:
            yield inflate.flush()
