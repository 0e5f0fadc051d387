from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from custodes.scheme.library import check, load

if TYPE_CHECKING:
    from collections.abc import Callable

    from custodes.errors import Problem
    from custodes.scheme import Scheme

FILES = Path(__file__).parent / "files"
TEXT = (FILES / "small-example.yaml").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Broken:
    """A scheme file with one change, and what is then wrong with it."""

    problems: tuple[Problem, ...]
    line: int

    @property
    def codes(self) -> list[str]:
        return [problem.code for problem in self.problems]

    @property
    def only(self) -> Problem:
        assert len(self.problems) == 1, "\n".join(map(str, self.problems))
        return self.problems[0]


@pytest.fixture
def small() -> Scheme:
    """The small example, as read from its file."""
    return load(FILES / "small-example.yaml")


@pytest.fixture
def text() -> str:
    """The text of the small example."""
    return TEXT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the small example's sources in it."""
    (tmp_path / "sources.yaml").write_bytes((FILES / "sources.yaml").read_bytes())
    return tmp_path


@pytest.fixture
def changed(folder: Path) -> Callable[[str, str], Broken]:
    """Change the text of the small example once and check it; the line is that of the change."""

    def change(old: str, new: str) -> Broken:
        assert TEXT.count(old) == 1, f"{TEXT.count(old)} times: {old}"
        path = folder / "small-example.yaml"
        path.write_text(TEXT.replace(old, new), encoding="utf-8")
        return Broken(check(path), TEXT.count("\n", 0, TEXT.index(old)) + 1)

    return change


settings.register_profile("no deadline", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("no deadline")
