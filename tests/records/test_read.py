from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import custodes
run = custodes.run("telephone-reporting", people=20, days=10, draws=1)
print(run.table("people").num_rows > 0)
"""
TIMES = 5


def test_a_program_that_read_a_table_ends_well():
    # A reader with a pool of threads ended one program in four with an abort, after everything had been printed.
    for _ in range(TIMES):
        done = subprocess.run(  # noqa: S603 - our own interpreter, our own text
            [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False, timeout=300
        )
        assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "True", "")
