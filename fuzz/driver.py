"""Runs a reader on inputs that nobody would write: by atheris where it is installed, else by a seeded mutator."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import warnings
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from custodes.disclosed import child  # noqa: E402 - found only through the line above
from custodes.disclosed.budget import BUDGET, Budget  # noqa: E402
from tests.disclosed.corpus.json_items import JSON_ITEMS  # noqa: E402
from tests.disclosed.corpus.pdf_items import PDF_ITEMS, TABLE  # noqa: E402
from tests.disclosed.corpus.text_items import TEXT_ITEMS  # noqa: E402
from tests.disclosed.corpus.workbook_items import WORKBOOK_ITEMS  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custodes.disclosed.raw_table import ReadAs

LONGEST_SEED: Final = 100_000
LARGE: Final = {"zip-bomb", "line-too-long", "too-many-pages", "huge-field"}
"""Refusals of inputs that take long to make."""

SMALL: Final = replace(BUDGET, cells=200_000, json_bytes=2_000_000, unpacked_bytes=20_000_000, rows=200_000, pages=50)
"""Limits that make a run quick; the process itself is held to more memory than a real reader."""

HELD: Final = Budget(memory_bytes=4_000_000_000, cpu_s=86_400)
TELLING: Final = (
    b'"',
    b",",
    b"\n",
    b"\r",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"[",
    b"{",
    b"1e999",
    b"</row>",
    b"<f>",
    b"\x80",
)
ENDINGS: Final = {
    "csv": (".csv", ".tsv"),
    "tsv": (".csv", ".tsv"),
    "json": (".json",),
    "jsonl": (".jsonl",),
    "workbook": (".xlsx", ".xlsm", ".xls", ".ods"),
    "parquet": (".parquet",),
    "pdf": (".pdf",),
    "scores": (),
}


class Found(Exception):
    """A reader came to grief in a way that is no refusal."""


def seeds_of(kind: str) -> list[bytes]:
    """Take the bad inputs of the corpus that this reader is for."""
    items = [*TEXT_ITEMS, *JSON_ITEMS, *WORKBOOK_ITEMS, *PDF_ITEMS]
    made = [item.make() for item in items if item.name.endswith(ENDINGS[kind] or "?") and item.refused not in LARGE]
    found = [content for content in made if len(content) <= LONGEST_SEED]
    return found or [b"score\n0.5\n1\n-1e-3\n", b"0.25\r\n0.75\r\n"]


def try_one(kind: str, how: ReadAs, content: bytes) -> str:
    """Read one input; give the code of the refusal, or "" when it was read."""
    with tempfile.TemporaryDirectory() as folder:
        told = child.carry_out(kind, BytesIO(content), how, SMALL, Path(folder))
    code = told["problems"][0]["code"] if told["problems"] else ""
    if code == "reader-crashed":
        raise Found(told["problems"][0]["seen"])
    return str(code)


def mutated_inside(seed: bytes, others: Sequence[bytes], random: np.random.Generator) -> bytes:
    """Change one member of a zip file and pack it again, so that the change is seen behind the packing."""
    held = BytesIO()
    try:
        with zipfile.ZipFile(BytesIO(seed)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
            names = old.namelist()
            chosen = names[int(random.integers(0, len(names)))]
            for name in names:
                new.writestr(name, mutated(old.read(name), others, random) if name == chosen else old.read(name))
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError):
        return seed
    return held.getvalue()


def try_apart(kind: str, how: ReadAs, content: bytes) -> str:
    """Read one input in a process of its own, which may fall."""
    take, give = os.pipe()
    process = os.fork()
    if not process:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        try:
            told = try_one(kind, how, content)
        except Found as found:
            told = f"!{found}"
        os.write(give, told.encode())
        os._exit(0)
    os.close(give)
    with os.fdopen(take, "rb") as pipe:
        told = pipe.read().decode()
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    if told.startswith("!") or -status in {signal.SIGSEGV, signal.SIGBUS, signal.SIGILL}:
        raise Found(told[1:] or signal.Signals(-status).name)
    return told if not status else f"stopped by {signal.Signals(-status).name}"  # a library ran out of memory, say


def mutated(seed: bytes, others: Sequence[bytes], random: np.random.Generator) -> bytes:
    """Change an input in a few places."""
    content = bytearray(seed)
    for _ in range(int(random.integers(1, 6))):
        at = int(random.integers(0, len(content) + 1))
        length = int(random.integers(1, 17))
        match int(random.integers(0, 6)):
            case 0:
                content[at : at + 1] = bytes([int(random.integers(0, 256))])
            case 1:
                del content[at : at + length]
            case 2:
                content[at:at] = content[at : at + length] * int(random.integers(1, 50))
            case 3:
                content[at:at] = TELLING[int(random.integers(0, len(TELLING)))]
            case 4:
                other = others[int(random.integers(0, len(others)))]
                start = int(random.integers(0, len(other) + 1))
                content[at : at + length] = other[start : start + length]
            case _ if at < len(content):
                content[at] ^= 1 << int(random.integers(0, 8))
    return bytes(content)


def by_mutation(kind: str, how: ReadAs, runs: int, seed: int) -> int:
    """Run a number of mutated inputs; give how many came to grief, and keep those."""
    seeds, random, bad = seeds_of(kind), np.random.default_rng(seed), 0
    counts: dict[str, int] = {}
    warnings.simplefilter("ignore")  # of zip files with a name twice
    kept = Path(tempfile.gettempdir()) / f"custodes-fuzz-{kind}"
    for run in range(runs):
        seed_file = seeds[int(random.integers(0, len(seeds)))]
        inside = kind == "workbook" and seed_file.startswith(b"PK") and run % 4
        content = (mutated_inside if inside else mutated)(seed_file, seeds, random)
        try:
            code = try_apart(kind, how, content)
        except Found as found:
            bad += 1
            kept.with_suffix(f".{run}").write_bytes(content)
            print(f"run {run}: {found}; kept as {kept.name}.{run}")
        else:
            counts[code or "read"] = counts.get(code or "read", 0) + 1
    print(f"{kind}: {runs} inputs, {bad} came to grief; {dict(sorted(counts.items()))}")
    return bad


def by_atheris(atheris: Any, kind: str, how: ReadAs, arguments: list[str]) -> None:  # noqa: ANN401 - a module that need not be there
    """Hand the reader to atheris."""
    atheris.instrument_all()
    atheris.Setup([sys.argv[0], *arguments], lambda content: try_one(kind, how, content))
    atheris.Fuzz()


def main(kind: str) -> int:
    """Fuzz one reader as the command line says."""
    parser = argparse.ArgumentParser(description=f"Fuzz the reader of {kind}.")
    parser.add_argument("--runs", type=int, default=10_000, help="inputs to try without atheris")
    parser.add_argument("--seed", type=int, default=1, help="seed of the mutator")
    parser.add_argument("--plain", action="store_true", help="use the mutator even where atheris is installed")
    asked, more = parser.parse_known_args()
    how = TABLE if kind == "pdf" else child.ReadAs()
    child.hold_to(HELD)
    if not asked.plain:
        try:
            import atheris  # noqa: PLC0415 - on demand
        except ModuleNotFoundError:
            pass
        else:
            by_atheris(atheris, kind, how, more)
            return 0
    return min(by_mutation(kind, how, asked.runs, asked.seed), 1)
