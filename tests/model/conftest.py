"""With the compiler off a trail is recorded thousands of times slower, so its sample is small."""

from __future__ import annotations

import numba
import pytest

from custodes.model import trail


@pytest.fixture(autouse=True)
def _small_sample_without_the_compiler(monkeypatch):
    if numba.config.DISABLE_JIT:
        monkeypatch.setattr(trail, "PEOPLE", 2)
        monkeypatch.setattr(trail, "DAYS", 2)
