from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict, replace
from pathlib import Path

import pyarrow as pa
import pytest

from custodes.disclosed import child, read, table_file
from custodes.disclosed.budget import BUDGET, Budget
from custodes.disclosed.raw_table import Head, PdfColumn, PdfTable, ReadAs, Rows
from custodes.disclosed.read import read_file
from custodes.errors import Refused
from tests.disclosed.corpus.item import CANARY
from tests.disclosed.corpus.text_items import GOOD
from tests.disclosed.rows import cells

SEEN_BY_CHILD = """
import json, os, resource, sys
from pathlib import Path
from custodes.disclosed import child
def look(kind, source, how, budget, folder):
    names = (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE, resource.RLIMIT_FSIZE)
    told = {
        "limits": [resource.getrlimit(name)[0] for name in names],
        "session": os.getsid(0) == os.getpid(),
        "input": os.readlink("/proc/self/fd/0"),
        "mode": oct(folder.stat().st_mode)[-3:],
        "environment": sorted(os.environ),
    }
    Path(os.environ["TMPDIR"], "..", "told-by-child.json").resolve().write_text(json.dumps(told))
    return {"tables": [], "problems": []}
child.carry_out = look
os._exit(child.main(sys.argv[1:]))
"""


@pytest.fixture
def own_temp(tmp_path, monkeypatch):
    """Temporary folders in a place of this test's own."""
    place = tmp_path / "temp"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.csv"
    path.write_text(GOOD)
    return path


def _code(path, how=None, budget=BUDGET) -> str:
    with pytest.raises(Refused) as refused:
        read_file(path, "shown", how or ReadAs(), budget)
    assert len(refused.value.problems) == 1
    assert CANARY not in str(refused.value)
    return refused.value.problems[0].code


@pytest.fixture
def instead(monkeypatch, capfd):
    """Another program stands where the child would, and nothing of what it says comes out."""
    real = subprocess.Popen
    started = []

    def put(program: str) -> list:
        def start(arguments, **options):
            started.append(real([sys.executable, "-c", program, *arguments[-2:]], **options))
            return started[-1]

        monkeypatch.setattr(read.subprocess, "Popen", start)
        return started

    yield put
    assert CANARY not in "".join(capfd.readouterr())


def test_a_table_comes_with_its_places_and_hash(good, own_temp):
    [table] = read_file(good, "folder/good.csv")
    assert (table.file, table.sheet, table.seen, table.refused) == ("folder/good.csv", "", 3, 0)
    assert table.header == ("person_id", "time", "note")
    assert cells(table) == [("P1", "2025-01-01T00:00:00Z", CANARY)] * 3
    assert table.rows.tolist() == [2, 3, 4]
    assert table.pages.tolist() == [0, 0, 0]
    assert all(each == pa.string() for each in table.batches[0].schema.types)
    assert len(table.sha256) == 64
    assert not list(own_temp.iterdir())


def test_the_child_is_held(good, own_temp, instead):
    instead(SEEN_BY_CHILD)
    assert read_file(good, "shown", budget=Budget(memory_bytes=10**9, cpu_s=7, written_bytes=10**6)) == ()
    told = json.loads((own_temp / "told-by-child.json").read_text())
    assert told["limits"] == [10**9, 7, 0, 10**6]
    assert told["session"]
    assert told["input"] == "/dev/null"
    assert told["mode"] == "700"
    # Python itself sets the one, the package the other.
    assert set(told["environment"]) - {"LC_CTYPE", "NUMBA_CACHE_DIR"} == set(read._environment(own_temp))


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "reader-crashed"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "file-too-much"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "file-too-much"),
        (f"import sys; print('{CANARY}', file=sys.stderr); sys.exit(9)", "reader-crashed"),
        ("import time; time.sleep(60)", "file-too-much"),
    ],
)
def test_a_child_that_ends_badly_is_a_refusal(good, own_temp, instead, program, code):
    instead(program)
    assert _code(good, budget=Budget(wall_s=1.0)) == code
    assert not list(own_temp.iterdir())


def test_nothing_is_left_running_when_the_reading_is_broken_off(good, own_temp, instead, monkeypatch):
    started = instead("import time; time.sleep(60)")

    def broken_off(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(read, "_ended", broken_off)
    with pytest.raises(KeyboardInterrupt):
        read_file(good, "shown")
    assert started[0].returncode == -9
    assert not list(own_temp.iterdir())


def test_more_memory_than_allowed_is_a_refusal(tmp_path):
    path = tmp_path / "a.json"
    path.write_text("[" + ",".join(f'{{"a": "{at}{CANARY}"}}' for at in range(1_000_000)) + "]")
    assert _code(path, budget=Budget(memory_bytes=400_000_000)) in {"file-too-much", "reader-crashed"}


def test_more_time_than_allowed_is_a_refusal(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"a": "{CANARY}"}}\n' * 1_000_000)
    assert _code(path, budget=Budget(cpu_s=1)) == "file-too-much"


def test_more_rows_or_bytes_than_allowed_are_a_refusal(good):
    assert _code(good, budget=Budget(rows=2)) == "file-too-much"
    assert _code(good, budget=Budget(file_bytes=20)) == "file-too-much"


def test_only_files_are_opened(tmp_path, good):
    (tmp_path / "link.csv").symlink_to(good)
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "folder.csv").mkdir()
    assert _code(tmp_path / "link.csv") == "unreadable-file"
    assert _code(tmp_path / "pipe.csv") == "not-a-file"
    assert _code(tmp_path / "folder.csv") == "not-a-file"
    assert _code(tmp_path / "none.csv") == "unreadable-file"


def test_a_file_of_gigabytes_is_refused_by_its_size_alone(tmp_path):
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)
    assert _code(path) == "file-too-much"


def test_what_a_map_declares_reaches_the_child():
    how = ReadAs(
        "cp1252", ";", 3, "a", "b.c", PdfTable((PdfColumn("a", 1.0, 2.0), PdfColumn("b", words="B")), 2, 5, "x")
    )
    assert child.read_as(json.loads(json.dumps(asdict(how)))) == how
    assert child.read_as(asdict(ReadAs())) == ReadAs()


def test_a_fault_of_ours_tells_its_place_and_nothing_else(tmp_path, monkeypatch):
    def fails(*_):
        yield Head("", ("a",))
        raise ValueError(CANARY)

    monkeypatch.setattr(child, "events", fails)
    told = child.carry_out("csv", None, ReadAs(), BUDGET, tmp_path)
    assert told["tables"] == []
    assert told["problems"][0]["code"] == "reader-crashed"
    assert told["problems"][0]["seen"].startswith("ValueError in custodes.disclosed.")
    assert CANARY not in json.dumps(told)


def test_lack_of_memory_is_told_as_such(tmp_path, monkeypatch):
    def fails(*_):
        yield Head("", ("a",))
        raise MemoryError

    monkeypatch.setattr(child, "events", fails)
    assert child.carry_out("csv", None, ReadAs(), BUDGET, tmp_path)["problems"][0]["code"] == "file-too-much"


def test_a_child_says_nothing_on_its_way(tmp_path, good):
    bad = tmp_path / "bad.csv"
    bad.write_text(GOOD + f'P1,"{CANARY}\n')
    for path in (good, bad):
        folder = tmp_path / path.stem
        folder.mkdir()
        asked = {"format": "csv", "how": asdict(ReadAs()), "budget": asdict(BUDGET)}
        (folder / child.REQUEST).write_text(json.dumps(asked))
        with path.open("rb") as source:
            done = subprocess.run(  # noqa: S603 - our own module
                [sys.executable, "-m", "custodes.disclosed.child", str(folder), str(source.fileno())],
                env=read._environment(folder),
                pass_fds=(source.fileno(),),
                capture_output=True,
                check=True,
            )
        assert done.stdout == done.stderr == b""
        assert CANARY not in (folder / child.OUTCOME).read_text()


def test_the_child_starts_with_little():
    heavy = {"numba", "scipy", "matplotlib", "pandas", "pydantic", "jinja2", "click", "rich", "ruamel.yaml"}
    program = (
        "import sys, custodes.disclosed.child, custodes.disclosed.table_file, custodes.disclosed.csv_text;"
        "print(' '.join(sys.modules))"
    )
    done = subprocess.run(  # noqa: S603 - a fixed program
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert not heavy & set(done.stdout.split())


def test_the_child_reads_without_pandas(tmp_path, good):
    (tmp_path / "pandas.py").write_text("from pathlib import Path\nPath(__file__).with_name('loaded').touch()\n")
    asked = {"format": "csv", "how": asdict(ReadAs()), "budget": asdict(BUDGET)}
    (tmp_path / child.REQUEST).write_text(json.dumps(asked))
    environment = read._environment(tmp_path)
    path = f"{tmp_path}{os.pathsep}{environment['PYTHONPATH']}"
    with good.open("rb") as source:
        subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-m", "custodes.disclosed.child", str(tmp_path), str(source.fileno())],
            env={**environment, "PYTHONPATH": path},
            pass_fds=(source.fileno(),),
            check=True,
        )
    assert json.loads((tmp_path / child.OUTCOME).read_text())["tables"][0]["seen"] == 3
    assert not (tmp_path / "loaded").exists()


def test_rows_without_a_head_make_no_table(tmp_path):
    assert table_file.write_tables([Rows([["x"]], [1])], tmp_path) == []


def test_a_budget_can_be_narrowed():
    assert replace(BUDGET, rows=5).columns == BUDGET.columns


def test_the_folder_of_the_package_is_where_the_child_looks(own_temp):
    assert (Path(read._environment(own_temp)["PYTHONPATH"]) / "custodes" / "disclosed" / "child.py").is_file()
