from __future__ import annotations

import json
import shlex
from pathlib import Path

import numpy as np
import pytest

from custodes.errors import Refused, UsageRefused
from custodes.records.disk import Disk
from custodes.records.trail import MISSING, coarser
from custodes.study import dial_lives, dial_world
from custodes.study.dial_amounts import named, spoken
from custodes.study.dial_lives import look_kept
from custodes.study.dial_plan import dial_plan, own_interval_min
from custodes.study.dial_world import asking, look_coarser, look_gained
from custodes.study.dial_world import dial_world as draw_world
from custodes.study.dials import assembled, look, look_at_dials
from custodes.study.page_folder import check_folder, write_folder

SCHEME = Path(__file__).parents[1] / "scheme" / "files" / "small-example.yaml"
SMALL = {"people": 40, "days": 4, "draws": 1, "interval": ("1h", "4h"), "grid": ("500m", "1km"), "keep": ("2d", "6d")}
OWN_KEEP = {"data_kept.2.keep": "10 day"}


def small(**changes):
    return dial_plan(SCHEME, **{**SMALL, "settings": OWN_KEEP, **changes})


def refused(**changes):
    with pytest.raises(UsageRefused) as caught:
        small(**changes)
    return caught.value.problems


@pytest.fixture(scope="module")
def world():
    return draw_world(small(), 0)


@pytest.fixture(scope="module")
def coarse(world):
    return look_coarser(world)


@pytest.fixture(scope="module")
def kept(world):
    return look_kept(world)


# What can be asked


def test_the_schemes_own_settings_are_always_among_them_and_marked():
    plan = small()
    assert [each.name for each in plan.along("interval")] == ["1min", "1h", "4h"]
    assert [each.name for each in plan.along("grid")] == ["recorded", "500m", "1km"]
    assert [each.name for each in plan.along("keep")] == ["2d", "6d", "10d"]
    assert [each.name for each in plan.settings if each.own] == ["1min", "recorded", "10d"]


def test_a_setting_that_is_the_schemes_own_stands_there_once():
    names = [each.name for each in small(interval=("60s", "1h", "60min")).along("interval")]
    assert names == ["1min", "1h"]


def test_the_usual_settings_leave_out_what_is_finer_than_recorded_or_than_the_error():
    fixed = {
        "instruments.tag.location.fix_interval": "10 minute",
        "instruments.tag.location.error.sigma.open": "150 metre",
    }
    rest = {
        f"instruments.tag.location.error.sigma.{x}": "150 metre"
        for x in ("street", "vehicle", "light_indoor", "deep_indoor")
    }
    plan = dial_plan(SCHEME, settings={**fixed, **rest})
    assert [each.name for each in plan.along("interval")] == ["10min", "15min", "1h", "4h", "12h"]
    assert [each.name for each in plan.along("grid")] == ["recorded", "500m", "1km", "5km"]


@pytest.mark.parametrize("zero", ["0min", "0", "-5min"])
def test_an_interval_of_zero_is_refused(zero):
    problem = refused(interval=(zero,))[0]
    assert problem.path == "interval"
    assert problem.code in {"out-of-range", "unknown-unit"}
    assert zero in problem.seen
    assert "15min" in problem.hint


def test_an_interval_finer_than_recorded_is_refused_with_what_would_do():
    problem = refused(interval=("30s",))[0]
    assert (problem.code, problem.seen) == ("interval-too-fine", "30s")
    assert "1min" in problem.hint


def test_a_grid_finer_than_the_error_is_refused_and_says_which_error():
    problem = refused(grid=("1m",))[0]
    assert (problem.code, problem.seen) == ("grid-too-fine", "1m")
    assert "5 m" in problem.wrong
    assert "instruments.tag.location.error.sigma.open" in problem.wrong
    assert "digits that are not there" in problem.wrong


def test_a_grid_as_wide_as_the_error_is_taken():
    assert small(grid=("5m",)).along("grid")[1].name == "5m"


@pytest.mark.parametrize("zero", ["0d", "0.5d", "0week"])
def test_days_kept_of_zero_are_refused(zero):
    problem = refused(keep=(zero,))[0]
    assert (problem.path, problem.code) == ("keep", "out-of-range")


def test_everything_wrong_is_said_at_once():
    problems = refused(interval=("0min", "x"), grid=("1m",), keep=("5",))
    assert {problem.code for problem in problems} == {"out-of-range", "not-a-number", "grid-too-fine", "unknown-unit"}


def test_a_scheme_that_records_no_trail_is_refused():
    with pytest.raises(Refused) as caught:
        dial_plan("reporting-in-person")
    assert caught.value.problems[0].code == "no-trail"


@pytest.mark.parametrize(
    ("dial", "amount", "name", "words"),
    [
        ("interval", 0.5, "30s", "30 seconds"),
        ("interval", 1.0, "1min", "1 minute"),
        ("interval", 90.0, "90min", "90 minutes"),
        ("interval", 240.0, "4h", "4 hours"),
        ("grid", 0.0, "recorded", "as recorded"),
        ("grid", 1500.0, "1500m", "1,500 m"),
        ("grid", 5000.0, "5km", "5 km"),
        ("keep", 1.0, "1d", "1 day"),
        ("keep", 2190.0, "2190d", "2,190 days"),
    ],
)
def test_settings_are_named_and_spoken(dial, amount, name, words):
    assert (named(dial, amount), spoken(dial, amount)) == (name, words)


def test_the_command_repeats_the_look():
    plan = small()
    given = [word for word in shlex.split(plan.command())[3:] if not word.startswith("--set")]
    words = dict(word[2:].split("=", 1) for word in given)
    again = small(**{dial: tuple(words[dial].split(",")) for dial in ("interval", "grid", "keep")})
    assert again.hash == plan.hash


def test_a_scheme_that_keeps_no_positions_has_no_own_days_kept():
    plan = small()
    assert own_interval_min(plan.scheme.values(), plan.instrument) == pytest.approx(1.0)
    assert plan.own("keep").amount == 10.0


# What comes out


@pytest.mark.compiled
def test_a_coarser_setting_is_what_a_run_says_of_the_trail_recorded_so(world, coarse):
    trail = world.record(world.tags(40, 4), 0, 40, 4)
    hourly = coarser(trail, every=60, grid_m=0.0, days=4)
    assert hourly.interval_min == pytest.approx(60.0)
    told = dial_world._told(world, hourly, world.plan.own("interval"))
    for key in ("trail_home_error_m", "trail_stays_seen_share", "trail_unicity.p2", "trail_fixes_held"):
        assert coarse[f"interval:1h:{key}"] == told[key]


@pytest.mark.compiled
def test_the_schemes_own_setting_is_the_same_on_both_dials(coarse):
    own = {key.removeprefix("interval:1min:"): each for key, each in coarse.items() if key.startswith("interval:1min:")}
    assert own == {k.removeprefix("grid:recorded:"): a for k, a in coarse.items() if k.startswith("grid:recorded:")}


@pytest.mark.compiled
def test_fixes_held_fall_as_the_interval_grows(coarse):
    minute, hour = (coarse[f"interval:{name}:trail_fixes_held"].value for name in ("1min", "1h"))
    assert 50 < minute / hour < 70


@pytest.mark.compiled
def test_visits_held_are_those_of_a_month_for_as_long_as_is_kept(coarse):
    month = coarse["interval:1min:trail_sensitive_visits_seen_per_month"].value
    assert coarse["interval:1min:trail_sensitive_visits_held"].value == pytest.approx(month * 10 / (365.25 / 12))


@pytest.mark.compiled
def test_what_is_kept_longer_holds_more_and_singles_out_more(kept):
    for key in ("trail_fixes_held", "trail_places_held"):
        held = [kept[f"keep:{name}:{key}"].value for name in ("2d", "6d", "10d")]
        assert held[0] < held[1] < held[2]
    assert kept["keep:6d:trail_sensitive_visits_held"].value < kept["keep:10d:trail_sensitive_visits_held"].value
    for p in (1, 2, 3, 4):
        alone = [kept[f"keep:{name}:trail_unicity.p{p}"].value for name in ("2d", "6d", "10d")]
        assert alone == sorted(alone)


@pytest.mark.compiled
def test_lives_are_counted_as_the_whole_trail_would_be(world, kept):
    tags = world.tags(40, 10)
    whole = world.record(tags, 0, 40, 10)
    last = coarser(whole, every=1, grid_m=0.0, days=6)
    assert kept["keep:6d:trail_fixes_held"].value == pytest.approx((last.source > 0).sum() / 40)
    error = dial_world._told(world, last, world.plan.own("interval"))["trail_home_error_m"]
    assert kept["keep:6d:trail_home_error_m"] == error


@pytest.mark.compiled
def test_deleted_fixes_are_gone_from_the_crowd(world, monkeypatch):
    seen = []

    def crowds(trail, known, settings, reach_m):
        del settings, reach_m
        seen.append([int((row != MISSING).argmax()) for row in trail.x_dm])
        return np.ones((len(trail.rows), known.first.shape[1], 1, 1), dtype=np.int32)

    monkeypatch.setattr(dial_lives, "crowds", crowds)
    look_kept(world)
    assert [min(each) // 96 for each in seen] == [0, 4, 8]


@pytest.mark.compiled
def test_long_lives_do_not_say_what_takes_too_long(world, monkeypatch):
    monkeypatch.setattr(dial_lives, "ENTROPY_DAYS", 5)
    told = look_kept(world)
    assert (
        told["keep:2d:trail_entropy_bits"].cannot_tell is None
        or "too long" not in told["keep:2d:trail_entropy_bits"].cannot_tell
    )
    assert "too long" in told["keep:6d:trail_entropy_bits"].cannot_tell


@pytest.mark.compiled
def test_one_person_is_no_crowd():
    told = look_kept(draw_world(small(people=1), 0))
    assert told["keep:6d:trail_unicity.p1"].value is None
    assert "keep:6d:trail_anonymity.min.p4" not in told


@pytest.mark.compiled
def test_what_is_gained_is_counted_at_each_interval():
    told = look_gained(draw_world(small(people=150), 0))
    assert {key.split(":")[1] for key in told} == {"1min", "1h", "4h"}
    noticed = {key: answer.value for key, answer in told.items() if key.endswith("violations_noticed_share")}
    assert 0 < noticed["interval:1min:violations_noticed_share"] < 1
    # A rule that waits for three fixes in a row notices next to nothing when one comes every four hours.
    assert (noticed["interval:4h:violations_noticed_share"] or 0) < 0.05


@pytest.mark.compiled
def test_the_same_look_gives_the_same_bytes_in_one_process_or_two():
    plan = small(draws=2)
    one, two = (look_at_dials(plan, workers=workers).document() for workers in (1, 2))
    assert json.dumps(one) == json.dumps(two)


def test_progress_is_told(monkeypatch):
    plan, seen = small(), []
    answers = {"keep:2d:trail_fixes_held": dial_world.FIXES.untold("why", asking(1, 1))}
    monkeypatch.setattr("custodes.study.dials.look", lambda *_: answers)
    look_at_dials(plan, workers=1, progress=lambda each: seen.append((each.done, each.total)))
    assert seen == [(0, 1), (1, 1)]


def test_lines_say_how_many_people_and_days_stand_behind_them():
    plan = small()
    found = assembled(plan, {})
    assert {(line.people, line.days) for line in found.along("interval")} == {(40, 4)}
    assert [(line.people, line.days) for line in found.along("keep")] == [(40, 2), (40, 6), (40, 10)]
    assert any("40 synthetic people, recorded for 4 days" in note for note in found.notes)


def test_an_interval_that_cannot_be_met_is_said():
    found = assembled(small(interval=("7min",)), {})
    assert [line.every_min for line in found.along("interval")] == [1.0, 6.0]
    assert any("7 minutes: the nearest that can be derived is 6 minutes." in note for note in found.notes)


def test_a_look_is_the_three_parts_together(monkeypatch):
    monkeypatch.setattr(dial_world, "look_coarser", lambda _: {"a": 1})
    monkeypatch.setattr(dial_world, "look_gained", lambda _: {"b": 2})
    monkeypatch.setattr(dial_lives, "look_kept", lambda _: {"c": 3})
    assert look(small(), 0) == {"a": 1, "b": 2, "c": 3}


@pytest.mark.compiled
def test_the_families_of_a_run_are_all_among_the_lines(coarse):
    families = {key.split(":", 2)[2] for key in coarse}
    assert {"trail_home_error_m", "trail_unicity.p4", "trail_entropy_bits", "trail_stays_seen_share"} <= families


# The folder

FILES = {"trail.json": b'{"plan_hash": "abc"}', "trail.html": b"<p>page</p>"}


def test_a_folder_is_written_and_written_again(tmp_path):
    folder = tmp_path / "a" / "b"
    for _ in range(2):
        write_folder(folder, FILES, "abc")
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == FILES


@pytest.mark.parametrize(
    ("name", "content", "code"), [("diary.txt", b"", "folder-not-ours"), ("trail.json", b"{}", "folder-other-plan")]
)
def test_a_folder_with_something_else_is_refused(tmp_path, name, content, code):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Refused) as caught:
        write_folder(tmp_path, FILES, "abc")
    assert caught.value.problems[0].code == code
    assert {path.name for path in tmp_path.iterdir()} == {name}


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Refused) as caught:
        check_folder(tmp_path / "file", tuple(FILES), "abc")
    assert caught.value.problems[0].code == "folder-unwritable"


def test_a_full_disk_leaves_the_old_file_whole(tmp_path):
    class Full(Disk):
        def write(self, path, content):
            super().write(path, content[:3])
            raise OSError(28, "No space left on device")

    write_folder(tmp_path, FILES, "abc")
    with pytest.raises(Refused):
        write_folder(tmp_path, {**FILES, "trail.html": b"other"}, "abc", Full())
    assert (tmp_path / "trail.html").read_bytes() == FILES["trail.html"]
    write_folder(tmp_path, FILES, "abc")
