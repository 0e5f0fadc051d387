from __future__ import annotations

from pathlib import Path

import pytest

from custodes.report.quantities import in_words
from custodes.report.quantity_words import WORDS
from custodes.scheme.library import load, names

EVERY_PART = Path(__file__).parents[1] / "scheme" / "files" / "small-example.yaml"


def _said_by(path: str, pattern: str) -> bool:
    steps, stars = path.split("."), pattern.split(".")
    return len(steps) == len(stars) and all(star in ("*", step) for star, step in zip(stars, steps, strict=True))


@pytest.mark.parametrize("name", [*names(), EVERY_PART])
def test_every_quantity_of_a_scheme_has_words_of_its_own(name):
    paths = list(load(name).quantities())
    assert [path for path in paths if not any(_said_by(path, pattern) for pattern in WORDS)] == []
    assert all(in_words(path) and "*" not in in_words(path) and "{" not in in_words(path) for path in paths)


def test_what_a_star_stands_for_is_said():
    assert (
        in_words("instruments.tag.location.error.sigma.deep_indoor") == "tag: how wide positions scatter, deep indoor"
    )
    assert in_words("rules.location.zones.the-harbour.circle.radius") == "radius of the zone the-harbour"


def test_a_path_without_words_is_said_by_its_own():
    assert in_words("some.new_part.of_it") == "some, new part, of it"
