"""What the tests of the documentation read from its pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"

PAGES = (ROOT / "README.md", *sorted(path for path in DOCS.rglob("*.md") if "_build" not in path.parts))

_FENCE = re.compile(r"^(?P<fence>```+|~~~+)(?P<info>[^\n]*)\n(?P<body>.*?)^(?P=fence)\s*$", re.MULTILINE | re.DOTALL)
_EXIT_CODE = re.compile(r"^# ends with exit code (\d+)$", re.MULTILINE)
_CAPTION = re.compile(r"^:caption: (\S+)\n+", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """One fenced block of a page."""

    language: str
    body: str
    file: str

    @property
    def commands(self) -> tuple[tuple[str, str], ...]:
        """The command lines of a console block, each with the lines that the page shows as printed."""
        found: list[tuple[str, str]] = []
        for line in self.body.splitlines():
            if line.startswith("$ "):
                found.append((line.removeprefix("$ ").split("  #")[0].strip(), ""))
            elif found and not _EXIT_CODE.match(line):
                command, shown = found[-1]
                found[-1] = (command, f"{shown}\n{line}".lstrip("\n"))
        return tuple(found)

    @property
    def exit_code(self) -> int:
        """What the last command of a console block is said to end with."""
        said = _EXIT_CODE.search(self.body)
        return int(said.group(1)) if said else 0


def blocks(page: Path) -> tuple[Block, ...]:
    """Read the fenced blocks of a page in order."""
    found = []
    for match in _FENCE.finditer(page.read_text(encoding="utf-8")):
        info, body = match.group("info").strip(), match.group("body")
        caption = _CAPTION.match(body)
        language = info.removeprefix("{code-block}").strip()
        found.append(Block(language, body[caption.end() :] if caption else body, caption.group(1) if caption else ""))
    return tuple(found)


def table_names(page: Path, *, after: str = "", before: str = "") -> tuple[str, ...]:
    """Read the names in code marks in the first column of a page's tables."""
    text = page.read_text(encoding="utf-8")
    text = text[text.index(after) :] if after else text
    text = text[: text.index(before)] if before else text
    return tuple(re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE))
