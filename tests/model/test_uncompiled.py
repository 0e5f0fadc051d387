from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from custodes.model.day import run_model
from custodes.scheme.library import load

if TYPE_CHECKING:
    from custodes.records.tables import Records

ROOT = Path(__file__).resolve().parents[2]
LOUD = {
    "conduct.absconding": 0.02,
    "conduct.handing_over": 0.04,
    "rules.absence_closed_after": 100.0,
    "instruments.watch.checks.recognition.no_match": 0.1,
    "instruments.watch.checks.recognition.attempts": 3.0,
}


def fingerprint(records: Records) -> str:
    digest = hashlib.sha256()
    for table in ("people", "tallies", "alerts", "cases", "absences", "desks", "costs"):
        for name, column in getattr(records, table).items():
            digest.update(f"{table}.{name} {column.dtype} {column.shape}".encode())
            digest.update(np.ascontiguousarray(column).tobytes())
    return digest.hexdigest()


def tiny_world() -> Records:
    scheme = load("home-office-2022")
    return run_model(scheme, {**scheme.values(None), **LOUD}, 2022, 20, 15)


@pytest.mark.compiled
def test_kernels_give_the_same_world_with_the_compiler_off():
    program = "from tests.model.test_uncompiled import fingerprint, tiny_world; print(fingerprint(tiny_world()))"
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    done = subprocess.run(  # noqa: S603 - this Python, a fixed program
        [sys.executable, "-c", program],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    ours = tiny_world()
    assert ours.alerts["person"].size > 50
    assert done.stdout.strip() == fingerprint(ours)
