"""Positions, the device that records them, and what is held against them, as a file states them."""

from __future__ import annotations

import pytest

from custodes.scheme.read_scheme import scheme_from
from custodes.scheme.settings import settable


def _faults(small, *changes):
    """What is wrong with the small example when some of its parts are something else; None takes one out."""
    data = small.plain()
    for path, put in changes:
        *way, last = (int(step) if step.isdigit() else step for step in path.split("."))
        holder = data
        for step in way:
            holder = holder[step]
        if put is None:
            del holder[last]
        else:
            holder[last] = put
    return scheme_from(data, small.sources)[1]


def _told(small, *changes):
    return [(fault.code, ".".join(map(str, fault.at))) for fault in _faults(small, *changes)]


def _number(value, unit):
    return {"value": value, "unit": unit, "assumption": "made up"}


def _range(low, high, unit):
    return {"low": low, "high": high, "distribution": "uniform", "unit": unit, "assumption": "made up"}


LOCATION = "rules.location"
OF_A_CURFEW = [("conduct.late_home", None), ("conduct.late_by", None)]
OF_AN_EXCLUSION = [("conduct.zone_entry", None), ("conduct.zone_stay", None)]
WITHOUT_A_TAG = [
    ("instruments.tag", None),
    (LOCATION, None),
    ("movement", None),
    *((f"conduct.{key}", None) for key in ("removal", "removed_for", "absconder_removes")),
    *OF_A_CURFEW,
    *OF_AN_EXCLUSION,
]


def test_every_number_about_positions_has_its_path_and_base_unit(small):
    values = small.values()
    expected = {
        "instruments.tag.location.fix_interval": 1 / 60,
        "instruments.tag.location.error.sigma.deep_indoor": 12.0,
        "instruments.tag.location.error.correlation_time": 0.1,
        "instruments.tag.location.error.bad_signal.share.deep_indoor": 0.5,
        "instruments.tag.location.loss.cell_error": 600.0,
        "instruments.tag.device.charging.from": 20.0,
        "instruments.tag.device.charging.correlation.person": 0.1,
        "instruments.tag.device.strap.bad_alerts": 0.5 / 7,
        "instruments.tag.device.fault.replaced_after": 120.0,
        "rules.location.grace": 5 / 60,
        "rules.location.curfew.to": 7.0,
        "rules.location.zones.address.circle.distance": 3000.0,
        "rules.location.battery.raises_at": 0.05,
        "conduct.late_by": 40 / 60,
    }
    assert {path: values[path] for path in expected} == pytest.approx(expected)
    assert small.rules.location.zones["harbour"].polygon.corners[3].lon == -0.28
    assert small.movement.town.centre.lat == 51.5


def test_switches_of_positions_may_be_set(small):
    changed = small.with_settings(
        {
            "rules.location.uses_fallback": "yes",
            "rules.location.strap": "ignore",
            "rules.location.gap.counts_as": "nothing",
            "instruments.tag.device.on_body": "no",
        }
    )
    assert changed.rules.location.uses_fallback is True
    assert changed.rules.location.strap == "ignore"
    assert changed.rules.location.gap.counts_as == "nothing"
    assert changed.instruments["tag"].device.on_body is False
    assert not any("corners" in path or "centre" in path for path in settable(small))


@pytest.mark.parametrize(
    "changes",
    [
        WITHOUT_A_TAG,
        [(LOCATION, None), *OF_A_CURFEW, *OF_AN_EXCLUSION],
        [(f"{LOCATION}.curfew", None), (f"{LOCATION}.grace", None), *OF_A_CURFEW],
        [(f"{LOCATION}.zones.address", None), (f"{LOCATION}.zones.harbour", None), *OF_AN_EXCLUSION],
        [(f"{LOCATION}.zones", None), *OF_AN_EXCLUSION],
        [(f"{LOCATION}.gap", None), (f"{LOCATION}.battery", None)],
        [(f"{LOCATION}.zones.harbour", None), ("movement.town.centre", None)],
        [("instruments.tag.location.loss.wifi", _range(0.1, 0.7, "ratio"))],
    ],
)
def test_what_a_scheme_does_not_do_may_be_left_out(small, changes):
    assert _told(small, *changes) == []


def test_a_scheme_without_checks_says_nothing_about_missed_ones(small):
    checks = [(f"instruments.{name}", None) for name in ("watch", "visits")]
    rules = [("rules.missed_in_a_row", None), ("rules.no_image", None)]
    assert _told(small, *checks, *rules, ("costs", None)) == []
    assert _told(small, *checks, ("costs", None)) == [
        ("unknown-key", "rules.missed_in_a_row"),
        ("unknown-key", "rules.no_image"),
    ]
    assert _told(small, *rules) == [("missing-key", "rules.missed_in_a_row"), ("missing-key", "rules.no_image")]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([("movement", None)], ["movement"]),
        ([("instruments.tag.device", None), *((f"conduct.{key}", None) for key in ("removal", "removed_for"))],
         ["instruments.tag.device"]),
        ([("instruments.tag.location", None)], ["instruments.tag.location"]),
        ([("instruments.watch.checks.delivery", None)], ["instruments.watch.checks.delivery"]),
        (OF_A_CURFEW, ["conduct.late_home", "conduct.late_by"]),
        ([("conduct.zone_stay", None)], ["conduct.zone_stay"]),
        ([("conduct.removal", None)], ["conduct.removal"]),
        ([("conduct.absconder_removes", None)], ["conduct.absconder_removes"]),
        ([(f"{LOCATION}.dwell", None), (f"{LOCATION}.buffer", None)], [f"{LOCATION}.dwell", f"{LOCATION}.buffer"]),
        ([(f"{LOCATION}.grace", None)], [f"{LOCATION}.grace"]),
        ([(f"{LOCATION}.strap", None)], [f"{LOCATION}.strap"]),
        ([(f"{LOCATION}.zones.address.circle.distance", None)], [f"{LOCATION}.zones.address.circle.distance"]),
        ([("movement.town.centre", None)], ["movement.town.centre"]),
    ],
)  # fmt: skip
def test_what_another_part_needs_is_missed(small, changes, expected):
    missing = [path for code, path in _told(small, *changes) if code == "missing-key"]
    assert missing == expected


DELIVERY = {
    "no_prompt": _number(0, "ratio"),
    "correlation": {"person": _number(0, "ratio"), "day": _number(0, "ratio")},
}


def test_a_device_takes_the_place_of_a_share_of_lost_prompts(small):
    data = small.plain()
    watch = {**data["instruments"]["watch"], **{key: data["instruments"]["tag"][key] for key in ("location", "device")}}
    path = "instruments.watch.checks.delivery"
    (fault,) = _faults(small, ("instruments.watch", watch))
    assert (fault.code, ".".join(map(str, fault.at))) == ("unknown-key", path)
    assert "battery" in fault.wrong
    assert _told(small, ("instruments.watch", watch), (path, None)) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([*WITHOUT_A_TAG[:1], *WITHOUT_A_TAG[2:]], [LOCATION]),
        ([(f"{LOCATION}.curfew", None)], [f"{LOCATION}.grace", "conduct.late_home", "conduct.late_by"]),
        ([(f"{LOCATION}.curfew", None), (f"{LOCATION}.grace", None), *OF_A_CURFEW, (f"{LOCATION}.zones", None),
          *OF_AN_EXCLUSION], [f"{LOCATION}.dwell", f"{LOCATION}.uses_fallback", f"{LOCATION}.buffer"]),
        ([(f"{LOCATION}.zones", None)], ["conduct.zone_entry", "conduct.zone_stay"]),
        ([(f"{LOCATION}.zones.district.circle.distance", _number(1, "kilometre"))],
         [f"{LOCATION}.zones.district.circle.distance"]),
    ],
)  # fmt: skip
def test_what_means_nothing_is_refused(small, changes, expected):
    told = _told(small, *changes)
    assert sorted(path for code, path in told if code == "unknown-key") == sorted(expected)


def test_positions_need_a_town_and_a_town_needs_positions(small):
    (fault,) = _faults(small, *(change for change in WITHOUT_A_TAG if change[0] != "movement"))
    assert (fault.code, fault.at) == ("unknown-key", ("movement",))


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (_number("19:00", "time of day"), _number("07:00", "time of day"), []),
        (_number("09:00", "time of day"), _number("17:00", "time of day"), []),
        (_number("00:00", "time of day"), _number("24:00", "time of day"), []),
        (_number("19:00", "time of day"), _number("19:00", "time of day"), ["must end at another time"]),
        (_number("24:00", "time of day"), _number("00:00", "time of day"), ["must end at another time"]),
        (_number("24:00", "time of day"), _number("24:00", "time of day"), ["must end at another time"]),
        (_range("18:00", "20:00", "time of day"), _range("06:00", "08:00", "time of day"), []),
        (_range("18:00", "20:00", "time of day"), _range("19:00", "21:00", "time of day"), ["ranges that overlap"]),
        (_range("18:00", "20:00", "time of day"), _number("20:00", "time of day"), ["ranges that overlap"]),
        (_range("18:00", "20:00", "time of day"), _number("20:01", "time of day"), []),
    ],
)
def test_a_curfew_may_pass_midnight_but_must_have_a_length(small, start, end, told):
    curfew = {"share": _number(1, "ratio"), "radius": _number(100, "metre"), "from": start, "to": end}
    faults = _faults(small, (f"{LOCATION}.curfew", curfew))
    assert [(fault.code, fault.at) for fault in faults] == [
        ("disorder", ("rules", "location", "curfew", "to")) for _ in told
    ]
    assert all(words in fault.wrong for words, fault in zip(told, faults, strict=True))


@pytest.mark.parametrize(
    ("written", "local"),
    [
        ("19:00+01:00", "19:00"),
        ("19:00Z", "19:00"),
        ("19:00:00+0100", "19:00"),
        ("19:00 UTC", "19:00"),
        ("07:30-05:00", "07:30"),
    ],
)
def test_a_time_of_day_has_no_clock_offset(small, written, local):
    (fault,) = _faults(small, (f"{LOCATION}.curfew.from", _number(written, "time of day")))
    assert (fault.code, fault.seen) == ("bad-time-of-day", written)
    assert fault.hint.startswith(f'write "{local}"')
    assert "the clocks do not change" in fault.hint


@pytest.mark.parametrize("written", ["19.00", "7pm", "19:00 hours", "24:01"])
def test_other_times_of_day_are_told_how_to_write_them(small, written):
    (fault,) = _faults(small, (f"{LOCATION}.curfew.from", _number(written, "time of day")))
    assert fault.hint == 'write "HH:MM" in quotes, from "00:00" to "24:00"'


@pytest.mark.parametrize(
    ("path", "put", "code"),
    [
        ("instruments.tag.location.fix_interval", _number(0, "minute"), "out-of-range"),
        ("instruments.tag.location.fix_interval", _range(0, 5, "minute"), "out-of-range"),
        ("instruments.tag.location.fix_interval", _number(-1, "minute"), "out-of-range"),
        ("instruments.tag.location.fix_interval", _number(13, "hour"), "out-of-range"),
        ("instruments.tag.location.fix_interval", _number(12, "hour"), ""),
        ("instruments.tag.location.upload_interval", _number(0, "minute"), "out-of-range"),
        ("instruments.tag.location.error.sigma.open", _number(0, "metre"), "out-of-range"),
        ("instruments.tag.location.error.correlation_time", _number(121, "minute"), "out-of-range"),
        ("instruments.tag.location.error.correlation_time", _number(2, "hour"), ""),
        ("instruments.tag.location.error.building_bias", _number(0, "metre"), ""),
        ("instruments.tag.location.error.building_bias", _number(-1, "metre"), "out-of-range"),
        ("instruments.tag.location.error.bad_signal.share.street", _number(1, "ratio"), "out-of-range"),
        ("instruments.tag.location.error.bad_signal.factor", _number(0.9, "ratio"), "out-of-range"),
        ("instruments.tag.location.loss.share.deep_indoor", _number(1, "ratio"), "out-of-range"),
        ("instruments.tag.location.loss.wifi", _range(0.1, 0.8, "ratio"), "shares-do-not-sum"),
        ("instruments.tag.device.charging_asked", _number(25, "hour"), "out-of-range"),
        ("instruments.tag.device.battery_life", _number(0, "hour"), "out-of-range"),
        ("instruments.tag.device.on_body", "yes", "wrong-kind"),
        ("instruments.tag.device.charging.correlation.person", _number(1, "ratio"), "out-of-range"),
        ("rules.location.dwell", _number(0, "count"), "out-of-range"),
        ("rules.location.uses_fallback", "no", "wrong-kind"),
        ("rules.location.strap", "warn", "unknown-word"),
        ("rules.location.gap.counts_as", "breach", "unknown-word"),
        ("rules.location.zones.address.kind", "prohibition", "unknown-word"),
        ("rules.location.zones.address.circle.radius", _number(3, "kilometre"), "disorder"),
        ("rules.location.zones.address.circle.radius", _range(0.5, 3.5, "kilometre"), "disorder"),
        ("rules.location.zones.address.circle", "round", "wrong-kind"),
        ("rules.location.curfew.radius", _number(0, "metre"), "out-of-range"),
    ],
)
def test_numbers_and_words_about_positions_have_their_limits(small, path, put, code):
    assert [found for found, _ in _told(small, (path, put))] == ([code] if code else [])


def test_zones_are_named_or_left_out(small):
    told = _told(small, (f"{LOCATION}.zones", {}), *OF_AN_EXCLUSION)
    assert told == [("wrong-kind", f"{LOCATION}.zones")]


@pytest.mark.parametrize(
    ("zone", "put", "seen"),
    [
        (
            "harbour.circle",
            {"radius": _number(1, "kilometre"), "distance": _number(2, "kilometre")},
            "circle and polygon",
        ),
        ("harbour.polygon", None, "neither"),
    ],
)
def test_a_zone_has_one_form(small, zone, put, seen):
    (fault,) = _faults(small, (f"{LOCATION}.zones.{zone}", put))
    assert (fault.code, fault.at) == ("mixed-forms", ("rules", "location", "zones", "harbour"))
    assert fault.seen == seen


def test_positions_are_kept_and_run_only_where_they_are_recorded(small):
    data = small.plain()
    del data["instruments"]["tag"], data["rules"]["location"], data["movement"]
    for key in ("late_home", "late_by", "zone_entry", "zone_stay", "removal", "removed_for", "absconder_removes"):
        del data["conduct"][key]
    without, faults = scheme_from(data, small.sources)
    assert not faults
    kept = next(f"data_kept.{i}" for i, kept in enumerate(small.data_kept) if kept.item == "location_fix")
    assert kept in dict(without.parts_not_run())
    assert kept not in dict(small.parts_not_run())


def test_an_interval_of_no_length_is_told_in_words(small):
    (fault,) = _faults(small, ("instruments.tag.location.fix_interval", _number(0, "minute")))
    assert fault.wrong == "the time from one fix to the next must be above 0 and at most 12 hours"
    assert (fault.seen, fault.hint) == ("0 minute", "for one a minute write 1 minute")


def test_a_town_of_no_size_is_refused(small):
    (fault,) = _faults(small, ("movement.town.spread", _number(0, "kilometre")))
    assert (fault.code, fault.wrong) == ("out-of-range", "a town cannot be of no size")


@pytest.mark.parametrize("name", ["movement", "rules.location", "instruments.tag.device", "instruments.tag.location"])
@pytest.mark.parametrize("put", [5, "text", [], [1], {}, {"a": 1}, {"zones": [1]}, {"zones": {"a": 3}, "curfew": 5}])
def test_whatever_stands_in_place_of_a_part_is_refused_and_nothing_breaks(small, name, put):
    assert _faults(small, (name, put))
