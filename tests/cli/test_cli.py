from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from custodes.cli import main as cli
from custodes.cli.main import called
from custodes.cli.progress import EVERY_S, Lines, watching
from custodes.cli.shown import visible
from custodes.errors import PrivacyRefused, Problem
from custodes.scheme.library import load, names
from custodes.study.means import Progress
from custodes.study.plan import Plan
from custodes.units import clock_text, from_base

SCHEME = "home-office-2022"
SMALL = ["--people=20", "--days=4", "--draws=2", "--workers=1"]
ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}

# On a new machine the first worlds wait for the loops to be compiled, beside other tests that compile them as well.
FIRST_WORLDS_S = 300


def command(*words: str, cwd: Path = ROOT, **more) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter, our own module
        [sys.executable, "-m", "custodes", *words],
        cwd=cwd,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **more,
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    folder = tmp_path_factory.mktemp("finished") / "run"
    assert called(["run", SCHEME, *SMALL, "--quiet", "--out", str(folder)]) == 0
    return folder


def test_help_is_quick_and_loads_nothing_heavy():
    heavy = ["numpy", "numba", "scipy", "pyarrow", "matplotlib", "pydantic", "rich", "ruamel.yaml", "jinja2"]
    code = (
        "import sys; from custodes.cli.main import called; assert called(['--help']) == 0;"
        f"print('LOADED', [name for name in {heavy!r} if name in sys.modules])"
    )
    times = []
    for _ in range(3):
        before = time.perf_counter()
        done = subprocess.run(  # noqa: S603 - our own interpreter, our own module
            [sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, text=True, check=True, timeout=120
        )
        times.append(time.perf_counter() - before)
        assert "LOADED []" in done.stdout
    assert "Commands:" in done.stdout
    # The best of three: the machine may be busy with something else.
    assert min(times) < 0.3


def test_importing_the_package_loads_nothing_heavy():
    code = "import sys, custodes; dir(custodes); print([m for m in ('numpy', 'click', 'pydantic') if m in sys.modules])"
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, env=ENVIRONMENT, capture_output=True, text=True, check=True)  # noqa: S603 - as above
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("words", [["--help"], ["run", "--help"], ["show", "-h"], ["--version"]])
def test_help_and_version_end_well(words, capsys):
    assert called(words) == 0
    assert capsys.readouterr().out


def test_schemes_are_listed(capsys):
    assert called(["schemes"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in names())


def test_schemes_as_json(capsys):
    assert called(["schemes", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [scheme["scheme"] for scheme in document["schemes"]] == list(names())


@pytest.mark.parametrize("name", names())
def test_show_names_every_quantity_with_what_it_rests_on(name, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "4000")
    assert called(["show", name]) == 0
    shown = capsys.readouterr().out
    scheme = load(name)
    for path, quantity in scheme.quantities().items():
        assert f"  {path}: " in shown, path
        if quantity.source is not None:
            assert visible(quantity.source.read) in shown, path
    for part, why in scheme.parts_not_run():
        assert f"{part}: {why}" in shown


@pytest.mark.parametrize("name", names())
def test_every_path_that_is_shown_can_be_set(name, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "4000")
    scheme = load(name)
    assert called(["show", name, "--json"]) == 0
    stated = {}
    for path, said in json.loads(capsys.readouterr().out)["quantities"].items():
        # The low end of a range: a median may be no whole number of days.
        base = said["mid_base"] if said["low_base"] is None else said["low_base"]
        stated[path] = clock_text(base) if said["unit"] == "time of day" else repr(from_base(base, said["unit"]))
    assert called(["show", name]) == 0
    shown = re.findall(r"^  ([^ :]+): (.*)$", capsys.readouterr().out, re.MULTILINE)
    paths = {path: stated.get(path, value) for path, value in shown if "." in path}
    # The parts that are not run are named below by their path too; they are no numbers.
    not_run = {part for part, _ in scheme.parts_not_run()}
    assert set(stated) <= set(paths)
    assert len(set(paths) - set(stated) - not_run) >= (4 if scheme.instruments else 0)
    settings = {path: value for path, value in paths.items() if path in stated or path not in not_run}
    assert scheme.with_settings(settings).scheme == name


def test_show_as_json(capsys):
    assert called(["show", SCHEME, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["ok"]
    assert set(document["quantities"]) == set(load(SCHEME).quantities())


@pytest.mark.parametrize("words", [["show", "home-ofice-2022"], ["run", "home-ofice-2022"]])
def test_an_unknown_scheme_is_refused_with_a_hint(words, capsys):
    assert called(words) == 3
    said = capsys.readouterr()
    assert "home-office-2022" in said.err
    assert said.out == ""


def test_check_tells_every_problem_of_every_file(tmp_path, capsys):
    good, bad = tmp_path / "home-office-2022.yaml", tmp_path / "bad.yaml"
    stated = load(SCHEME).plain()
    good.write_text(json.dumps(stated))
    bad.write_text(json.dumps({**stated, "sort": 1, "status": "dead"}))
    assert called(["check", str(good)]) == 0
    assert "nothing wrong" in capsys.readouterr().out
    assert called(["check", str(good), str(bad), str(tmp_path / "none.yaml")]) == 3
    said = capsys.readouterr()
    assert "sort" in said.err
    assert "status" in said.err
    assert f"{bad}: 3 problems" in said.out
    assert f"{tmp_path / 'none.yaml'}: 1 problem" in said.out
    assert called(["check", "--json", str(bad)]) == 3
    document = json.loads(capsys.readouterr().out)
    assert not document["ok"]
    assert {problem["path"] for problem in document["problems"]} == {"sort", "status", "scheme"}


def test_schema_is_a_json_schema(capsys):
    assert called(["schema"]) == 0
    assert "$schema" in json.loads(capsys.readouterr().out)


def test_run_says_what_it_does_to_one_person_first(here, capsys):
    assert called(["run", SCHEME, *SMALL]) == 0
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert lines[2] == "What it does to one person in a year:"
    assert max(len(line) for line in lines) <= 120
    folder = Path("runs") / f"{SCHEME}-{Plan(load(SCHEME), people=20, days=4, draws=2).hash[:8]}"
    assert lines[-1] == f"The report is {folder / 'report.html'}"
    assert (here / folder / "report.html").stat().st_size > 10_000
    # A machine that compiles the kernels first may take ten seconds, and then says how far it is.
    assert all(line.endswith("worlds done") for line in said.err.splitlines())


def test_run_as_json_prints_one_object(finished, here, capsys):
    assert called(["run", SCHEME, *SMALL, "--json", "--out", "made"]) == 0
    said = capsys.readouterr()
    document = json.loads(said.out)
    assert list(document) == ["ok", "answers", "run", "out"]
    assert document["out"] == "made"
    assert document["answers"] == json.loads((finished / "answers.json").read_text())["answers"]
    assert contents(here / "made") == contents(finished)


def test_a_second_run_into_the_same_folder_is_refused(finished, capsys):
    before = contents(finished)
    assert called(["run", SCHEME, *SMALL, "--out", str(finished)]) == 3
    assert "holds a finished run" in capsys.readouterr().err
    assert contents(finished) == before


def test_a_refusal_as_json_is_on_stdout(finished, capsys):
    assert called(["run", SCHEME, *SMALL, "--json", "--out", str(finished)]) == 3
    said = capsys.readouterr()
    document = json.loads(said.out)
    assert (document["ok"], document["code"]) == (False, 3)
    assert document["problems"][0]["code"] == "folder-finished"
    assert said.err == ""


@pytest.mark.parametrize(
    "words",
    [
        *(
            [],
            ["rnu"],
            ["run"],
            ["run", SCHEME, "--people=0"],
            ["run", SCHEME, "--days=x"],
            ["run", SCHEME, "--draws=-1"],
        ),
        *(["run", SCHEME, "--workers=0"], ["run", SCHEME, "--seed=-1"], ["run", SCHEME, "--set", "a"], ["check"]),
        *(
            ["run", SCHEME, "--set", "=1"],
            ["run", SCHEME, "--set", "a=1", "--set", "a=2"],
            ["run", SCHEME, "--nothing"],
        ),
        *(["run", SCHEME, f"--people={10**12}"], ["run", SCHEME, f"--workers={10**9}"]),
    ],
)
def test_wrong_usage_ends_with_two(words, here, capsys):
    assert called(words) == 2
    said = capsys.readouterr()
    assert said.err
    assert said.out == ""
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["foo"], "No such command 'foo'; see custodes --help"),
        (["run", SCHEME, "--people=0"], "Invalid value for '--people': 0 is not in the range x>=1; see"),
        (["run", SCHEME, "--set", "a"], "such as desks.review.minutes_per_case=4; see custodes run --help"),
        (["run"], "Missing argument 'SCHEME'; see custodes run --help"),
        (["run", SCHEME, "--peple=2"], "--people"),
        (["rnu"], "No such command 'rnu' (did you mean 'run'); see custodes --help"),
    ],
)
@pytest.mark.usefixtures("here")
def test_a_usage_message_is_one_sentence(words, said, capsys):
    assert called(words) == 2
    err = capsys.readouterr().err
    assert said in err
    assert ".;" not in err
    assert "?" not in err


@pytest.mark.usefixtures("here")
def test_a_folder_that_is_not_there_is_named(capsys):
    assert called(["verify", "nosuch"]) == 3
    said = capsys.readouterr()
    assert said.err == "nosuch: there is no such folder\n"
    assert said.out == "Not verified: there is no such folder.\n"


def test_an_alias_is_told_once(tmp_path, capsys):
    path = tmp_path / "home-office-2022.yaml"
    stated = load(SCHEME).plain()
    del stated["rules"]
    path.write_text(json.dumps(stated)[:-1] + ',\n"rules": *there}\n')
    assert called(["check", str(path)]) == 3
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert "cannot point at another" in said.err
    assert "1 problem\n" in said.out


def test_wrong_usage_as_json(capsys):
    assert called(["run", SCHEME, "--people=0", "--json"]) == 2
    document = json.loads(capsys.readouterr().out)
    assert (document["code"], document["problems"][0]["code"]) == (2, "usage")


def test_a_wrong_setting_is_refused_with_a_hint(here, capsys):
    assert called(["run", SCHEME, "--set", "rules.mised_in_a_row=3"]) == 3
    said = capsys.readouterr().err
    assert said.startswith("--set: ")
    assert "rules.missed_in_a_row" in said
    assert list(here.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_refused(here, capsys):
    (here / "file").write_text("")
    assert called(["run", SCHEME, *SMALL, "--out", "file/run"]) == 3
    assert "cannot be written" in capsys.readouterr().err


def test_verify_says_so_in_plain_words(finished, tmp_path, capsys):
    assert called(["verify", str(finished), "--quiet"]) == 0
    assert capsys.readouterr().out.startswith("Verified: all 16 files have their hashes")
    copy = tmp_path / "copy"
    copy.mkdir()
    for path, content in contents(finished).items():
        (copy / path).parent.mkdir(exist_ok=True)
        (copy / path).write_bytes(content)
    content = bytearray((copy / "answers.json").read_bytes())
    content[1000] ^= 1
    (copy / "answers.json").write_bytes(content)
    assert called(["verify", str(copy), "--quiet"]) == 3
    said = capsys.readouterr()
    assert "answers.json: the file is not as it was written" in said.err
    assert said.out.startswith("Not verified")
    assert called(["verify", str(copy), "--quiet", "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["problems"][0]["path"] == "answers.json"


def test_a_privacy_refusal_ends_with_four(monkeypatch, capsys):
    problem = Problem("", 0, "", "a name would be shown", "", "leave it out", "made-up")
    _fail(monkeypatch, PrivacyRefused([problem]))
    assert called(["schemes"]) == 4
    assert "a name would be shown" in capsys.readouterr().err


def _fail(monkeypatch, error: BaseException) -> None:
    def fail(**_):
        raise error

    monkeypatch.setattr(cli.list_schemes, "callback", fail)


def test_a_bug_of_ours_is_told_without_any_text_of_a_record(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(cli.tempfile, "gettempdir", lambda: str(tmp_path))
    error = ValueError("Jane Doe, 12 March 1990")
    error.__cause__ = KeyError("Jane Doe")
    _fail(monkeypatch, error)
    assert called(["schemes", "--json"]) == 70
    said = capsys.readouterr()
    document = json.loads(said.out)
    assert document["problems"][0]["code"] == "bug"
    report = next(tmp_path.iterdir())
    assert str(report) in document["problems"][0]["hint"]
    text = report.read_text()
    assert "ValueError" in text
    assert "KeyError" in text
    assert "custodes/cli/main.py" in text
    assert "Jane" not in text + said.out + said.err


def test_a_bug_where_nothing_can_be_written_is_told_too(monkeypatch, capsys):
    monkeypatch.setattr(cli.tempfile, "gettempdir", lambda: "/nowhere/at/all")
    _fail(monkeypatch, ValueError("x"))
    assert called(["schemes"]) == 70
    assert "a bug of ours: ValueError" in capsys.readouterr().err


def test_a_stop_before_the_run_ends_with_five(monkeypatch, capsys):
    _fail(monkeypatch, KeyboardInterrupt())
    assert called(["schemes"]) == 5
    assert "starts again" in capsys.readouterr().err


def test_a_reader_that_has_seen_enough_is_no_error():
    with command("show", SCHEME) as process:
        process.stdout.close()
        assert process.wait(30) == 0
        assert process.stderr.read() == ""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("workers", [1, 2])
def test_a_stopped_run_goes_on_to_the_same_bytes(tmp_path, number, workers):
    words = ["run", SCHEME, "--people=40", "--days=20", "--draws=12", f"--workers={workers}", "--json"]
    with command(*words, "--out=run", cwd=tmp_path) as process:
        journal = tmp_path / "run" / ".work"
        until = time.monotonic() + FIRST_WORLDS_S
        while len(list(journal.glob("world-*.json"))) < 3:
            assert time.monotonic() < until
            assert process.poll() is None
            time.sleep(0.005)
        process.send_signal(number)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 5, err
    document = json.loads(out)
    assert document["problems"][0]["code"] == "interrupted"
    assert "run the same command again" in document["problems"][0]["wrong"]
    assert not (tmp_path / "run" / "manifest.json").exists()
    assert called([*words, "--quiet", f"--out={tmp_path / 'run'}"]) == 0
    assert called([*words, "--quiet", f"--out={tmp_path / 'whole'}"]) == 0
    assert contents(tmp_path / "run") == contents(tmp_path / "whole")


def test_a_run_killed_outright_goes_on_to_the_same_bytes(tmp_path):
    words = ["run", SCHEME, "--people=40", "--days=20", "--draws=12", "--workers=2", "--quiet"]
    with command(*words, "--out=run", cwd=tmp_path) as process:
        until = time.monotonic() + FIRST_WORLDS_S
        while len(list((tmp_path / "run" / ".work").glob("world-*.json"))) < 4:
            assert time.monotonic() < until
            assert process.poll() is None
            time.sleep(0.005)
        process.kill()
        process.wait()
    assert called([*words, f"--out={tmp_path / 'run'}"]) == 0
    assert called([*words, f"--out={tmp_path / 'whole'}"]) == 0
    assert contents(tmp_path / "run") == contents(tmp_path / "whole")


def test_lines_come_every_ten_seconds():
    now = [100.0]
    lines = []
    told = Lines(clock=lambda: now[0], write=lines.append)
    for _ in range(25):
        now[0] += 1.0
        told(Progress(done=3, total=65, stage="running worlds"))
    assert lines == ["running worlds: 3 of 65 worlds done"] * int(25 / EVERY_S)


def test_a_terminal_gets_a_bar_on_the_error_channel(monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with watching(quiet=False) as watch:
        watch(Progress(done=1, total=2, stage="running worlds"))
    assert capsys.readouterr().out == ""


def test_quiet_shows_nothing():
    with watching(quiet=True) as watch:
        assert watch is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain é 中", "plain é 中"),
        ("\x1b[2Jgone", "\\u001b[2Jgone"),
        ("a\u202egnp.exe", "a\\u202egnp.exe"),
        ("a\u200bb\ufeff", "a\\u200bb\\ufeff"),
        ("a\nb\tc\rd", "a b c d"),
        ("\ud800", "\\ud800"),
        ("\U000e0001", "\\U000e0001"),
        ("\u2028x\u0085", "\\u2028x\\u0085"),
    ],
)
def test_nothing_hidden_reaches_the_screen(text, shown):
    assert visible(text) == shown


def test_a_hostile_scheme_cannot_steer_the_screen(tmp_path, capsys):
    stated = load(SCHEME).plain()
    path = tmp_path / "hostile.yaml"
    hostile = "\x1b]0;owned\x07[red]bold[/red] \u202eabc"
    path.write_text(json.dumps({**stated, "scheme": "hostile", "title": "Title", "about": hostile}))
    code = called(["show", str(path)])
    said = capsys.readouterr()
    assert code in (0, 3)
    assert "\x1b" not in said.out + said.err
    assert "\u202e" not in said.out + said.err
    assert code == 3 or "[red]bold" in said.out


def test_no_colour_when_none_is_wanted(monkeypatch, capsys):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert called(["show", SCHEME]) == 0
    assert "\x1b[3" not in capsys.readouterr().out
