from __future__ import annotations

import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from custodes.scheme.library import load
from custodes.scheme.quantity import Quantity
from custodes.scheme.read_scheme import scheme_from
from custodes.scheme.scheme import Scheme

WATCH = load("home-office-2022")
REPORTING = load("reporting-in-person")


def test_the_parts_of_a_scheme_are_named_as_in_its_file(small):
    watch = small.instruments["watch"]
    assert watch.checks.schedule.per_day.value == 5
    assert watch.checks.schedule.from_.text() == "08:00"
    assert small.desks.review.shifts[0].from_.text() == "22:00"
    assert small.desks.casework.gives_up_after is None
    assert list(small.response) == ["contact", "arrest"]
    assert small.cohort.groups["sex"].shares["female"].value == 0.25
    assert small.costs.items["contract"].devices.basis_kind == "redacted"
    assert small.data_kept[1].note == "Results only."
    assert small.as_at.isoformat() == "2024-06-01"
    assert small.sources["example-report"].title == "A made-up report"


def test_quantities_are_found_by_their_paths_in_the_order_of_the_language(small):
    paths = list(small.quantities())
    assert paths[:3] == ["cohort.size", "cohort.arrivals", "cohort.time_on_scheme"]
    assert paths[-1] == "costs.items.office.amount"
    assert "desks.review.shifts.0.staff" in paths
    assert "instruments.watch.checks.schedule.from" in paths
    assert "instruments.watch.checks.recognition.by_group.no_match.region_of_birth.south" in paths
    assert "reviews.interval" in paths
    assert all(isinstance(quantity, Quantity) for quantity in small.quantities().values())


def test_values_are_medians_in_base_units_unless_told(small):
    values = small.values()
    assert list(values) == list(small.quantities())
    assert values["instruments.watch.checks.window"] == pytest.approx(0.25)
    assert values["instruments.watch.checks.delivery.no_prompt"] == pytest.approx(0.01)
    assert values["reviews.interval"] == pytest.approx(4 * 365.25 / 12 * 24)
    drawn = small.values({"instruments.watch.checks.delivery.no_prompt": 1.0, "cohort.size": 0.1})
    assert drawn["instruments.watch.checks.delivery.no_prompt"] == pytest.approx(0.1)
    assert {**drawn, "instruments.watch.checks.delivery.no_prompt": pytest.approx(0.01)} == values


@given(st.floats(0, 1))
def test_every_draw_keeps_the_limits_of_its_field(u):
    for path, number in WATCH.values(dict.fromkeys(WATCH.unknowns(), u)).items():
        quantity = WATCH.quantities()[path]
        if quantity.is_range and quantity.distribution != "beta":
            assert quantity.low_base - 1e-9 <= number <= quantity.high_base + 1e-9


def test_unknowns_are_the_ranges(small):
    assert small.unknowns() == [
        "cohort.arrivals",
        "cohort.groups.region_of_birth.shares.north",
        "wearers.sleep_from",
        "instruments.watch.checks.delivery.no_prompt",
        "instruments.watch.checks.recognition.attempts",
        "instruments.watch.checks.recognition.no_match",
        "instruments.tag.location.error.correlation_time",
        "desks.review.shifts.0.staff",
        "costs.items.contract.devices",
    ]


def test_what_numbers_rest_on_is_told_by_path(small):
    recognition = small.sources_of(["instruments.*.checks.recognition.no_match", "instruments.watch.checks.window"])
    assert recognition == ("assumption:instruments.watch.checks.window", "source:example-report")
    assert small.sources_of(["costs.items.contract"]) == (
        "assumption:costs.items.contract.amount",
        "assumption:costs.items.contract.term",
        "redacted:costs.items.contract.devices",
    )
    assert small.sources_of(["desks.*.shifts.0.staff"]) == (
        "assumption:desks.casework.shifts.0.staff",
        "assumption:desks.review.shifts.0.staff",
    )
    assert small.sources_of([]) == small.sources_of(["cohort.siz"]) == small.sources_of(["cohort.size.value"]) == ()
    assert len(small.sources_of(["*"])) == len(
        {quantity.source_key or path for path, quantity in small.quantities().items()}
    )


def test_parts_that_are_not_run_are_told_with_why(small):
    parts = small.parts_not_run()
    assert [part for part, _ in parts] == ["data_kept.1", "recipients", "reviews"]
    assert all(why.endswith(".") and "not run" in why for _, why in parts)


def test_a_scheme_without_those_parts_has_nothing_that_is_not_run(small):
    data = small.plain()
    del data["data_kept"][1], data["reviews"], data["costs"]
    data["recipients"] = []
    scheme, faults = scheme_from(data, small.sources)
    assert not faults
    assert scheme.parts_not_run() == []
    assert scheme.costs is None


def test_comments_layout_and_order_of_keys_do_not_change_the_hash(small, folder, text):
    path = folder / "small-example.yaml"
    moved = text.replace("title: A made-up scheme\n", "") + "\n# a comment\ntitle:   'A made-up scheme'\n"
    path.write_text(moved.replace("value: 15,", "value: 15.0,"), encoding="utf-8")
    assert load(path).hash == small.hash
    assert load(path) == small


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value: 15, unit: minute", "value: 15.5, unit: minute"),
        ("Results only.", "Only results."),
        ("2021-08-31", "2021-08-30"),
        ("no_image: raise", "no_image: clear"),
    ],
)
def test_whatever_a_scheme_says_changes_the_hash(small, folder, text, old, new):
    path = folder / "small-example.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert load(path).hash != small.hash


def test_the_hash_is_that_of_the_canonical_form(small):
    assert len(small.hash) == 64
    assert json.loads(json.dumps(small.plain())) == small.plain()


def test_a_scheme_crosses_to_a_worker_unchanged(small):
    assert small.values()
    copy = pickle.loads(pickle.dumps(small))  # noqa: S301  (made two lines above)
    assert copy == small
    assert copy.hash == small.hash
    assert copy.values() == small.values()
    assert dict(copy.sources) == dict(small.sources)


def test_a_scheme_cannot_be_changed(small):
    with pytest.raises(ValidationError):
        small.title = "Other"
    with pytest.raises(TypeError):
        small.sources["x"] = None
    small.quantities().clear()
    assert small.quantities()


def test_a_scheme_may_be_made_from_parts_that_are_made(small):
    parts = {name: getattr(small, name) for name in Scheme.model_fields}
    assert Scheme.model_validate(parts).with_sources(small.sources) == small
    with pytest.raises(ValidationError):
        Scheme.model_validate({**parts, "response": {}})


def _codes(small, path, put):
    """What is wrong when one thing of the small example is something else."""
    data = small.plain()
    *way, last = path.split(".")
    holder = data
    for step in way:
        holder = holder[int(step) if step.isdigit() else step]
    holder[int(last) if last.isdigit() else last] = put
    return [(fault.code, ".".join(map(str, fault.at))) for fault in scheme_from(data, small.sources)[1]]


ONE = {"value": 1, "unit": "ratio", "assumption": "made up"}
NONE = {**ONE, "value": 0}
NOBODY = {"value": 0, "unit": "staff", "assumption": "made up"}
HOURS = {"value": 24, "unit": "hour", "assumption": "made up"}
POUND = {"value": 1, "unit": "GBP", "price_year": 2022, "assumption": "made up"}


@pytest.mark.parametrize(
    ("path", "put", "expected"),
    [
        ("cohort.groups.age_band", None, ("wrong-kind", "cohort.groups.age_band")),
        ("cohort.groups.skin_tone", {"shares": {"dark": ONE}, "not_recorded": NONE}, ("groups", "cohort.groups")),
        ("cohort.groups", {"sex": {"shares": {"all": ONE}, "not_recorded": NONE}}, ("groups", "cohort.groups")),
        ("cohort.groups", {}, ("missing-key", "cohort.groups.age_band")),
        ("cohort.groups.sex.shares", {}, ("wrong-kind", "cohort.groups.sex.shares")),
        ("instruments.watch.location", {}, ("missing-key", "instruments.watch.location.fix_interval")),
        ("instruments.watch.checks", None, None),
        ("instruments", {"tag": {"kind": "fitted_tag", "worn": True}}, ("no-checks", "instruments")),
        ("instruments", {}, ("no-checks", "instruments")),
        ("no_instrument", "nothing is asked", ("unknown-key", "no_instrument")),
        ("desks.casework", None, ("missing-key", "desks.casework")),
        ("rules.joins_open_alert", None, ("missing-key", "rules.joins_open_alert")),
        ("rules.absence_closed_after", None, ("missing-key", "rules.absence_closed_after")),
        ("always_takes", {}, ("missing-key", "always_takes.held")),
        ("always_takes", {"held": {**HOURS, "value": 25}}, ("out-of-range", "always_takes.held.value")),
        ("always_takes", {"held": HOURS, "appointments": HOURS}, ("out-of-range", "always_takes.appointments")),
        ("always_takes", {"held": HOURS}, None),
        (
            "instruments.watch.checks.recognition.by_group",
            {},
            ("missing-key", "instruments.watch.checks.recognition.by_group"),
        ),
        (
            "instruments.watch.checks.recognition.by_group.no_match.region_of_birth",
            {"north": NONE, "south": NONE},
            ("no-rate", "instruments.watch.checks.recognition.by_group.no_match.region_of_birth"),
        ),
        (
            "instruments.watch.checks.recognition.by_group.no_match",
            {"sex": 5},
            ("wrong-kind", "instruments.watch.checks.recognition.by_group.no_match.sex"),
        ),
        (
            "desks.casework.shifts.0.staff",
            {"dated": [{**NOBODY, "from": "2020-01-01"}, {**NOBODY, "from": "2021-01-01"}]},
            ("no-crew", "desks.casework.shifts"),
        ),
        (
            "desks.casework.shifts.0.staff",
            {"dated": [{**NOBODY, "from": "2020-01-01"}, {**NOBODY, "value": 2, "from": "2021-01-01"}]},
            None,
        ),
        (
            "costs.items.office.amount",
            {"dated": [{**POUND, "from": "2020-01-01"}, {**POUND, "price_year": 2023, "from": "2023-01-01"}]},
            ("mixed-price-years", "costs.items.office.amount.dated.1.price_year"),
        ),
        ("costs.items.office.amount", {"dated": [{**POUND, "from": "2020-01-01"}]}, None),
        (
            "instruments.watch.checks.schedule.from",
            5,
            ("wrong-kind", "instruments.watch.checks.schedule.from"),
        ),
        ("desks.casework.shifts.0", 5, ("wrong-kind", "desks.casework.shifts.0")),
        ("desks.casework.shifts.0.staff", 5, ("wrong-kind", "desks.casework.shifts.0.staff")),
        ("as_at", "20240601", ("wrong-kind", "as_at")),
        ("costs.items.office.amount", 5, ("wrong-kind", "costs.items.office.amount")),
        ("response", {}, ("unknown-name", "costs.items.arrests.step")),
    ],
)
def test_what_is_wrong_between_parts_is_told(small, path, put, expected):
    codes = _codes(small, path, put)
    assert expected in codes if expected else not codes


@pytest.mark.parametrize(
    ("key", "stated"),
    [
        ("desks", {"casework": 1}),
        ("desks", {"triage": 1}),
        ("rules", {"joins_open_alert": 1}),
        ("rules", {"no_image": "raise"}),
        ("response", {"arrest": 1}),
    ],
)
def test_what_alerts_need_has_no_place_where_nothing_raises_one(key, stated):
    plain = load("no-condition").plain()
    (way,) = stated
    stated = {way: load("home-office-2022").plain()[key][way]} if stated[way] == 1 else stated
    faults = scheme_from({**plain, key: stated}, load("no-condition").sources)[1]
    assert ("unknown-key", f"{key}.{way}") in [(fault.code, ".".join(map(str, fault.at))) for fault in faults]


def test_a_scheme_without_instruments_keeps_its_reason():
    scheme = load("no-condition")
    assert scheme.no_instrument
    assert scheme.plain()["no_instrument"] == scheme.no_instrument


@pytest.mark.parametrize("name", ["cohort", "response", "instruments", "desks", "costs"])
@pytest.mark.parametrize("put", [None, 5, "text", [], [1], {}, {"a": None}, {"a": {"b": [1, {"c": 2}]}}])
def test_whatever_stands_in_place_of_a_part_is_refused_and_nothing_breaks(small, name, put):
    data = {**small.plain(), name: put}
    scheme, faults = scheme_from(data, small.sources)
    if (name, put) == ("costs", None):
        assert scheme is not None
    elif (name, put) != ("response", {}):
        assert scheme is None
        assert faults


scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5))
trees = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)


@given(st.data(), trees)
def test_any_tree_anywhere_is_refused_or_read_and_nothing_breaks(data, tree):
    plain = REPORTING.plain()
    holder = plain
    while True:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(holder[key], dict | list) or not holder[key] or data.draw(st.booleans()):
            break
        holder = holder[key]
    holder[key] = tree
    scheme, faults = scheme_from(plain, REPORTING.sources)
    assert (scheme is None) == bool(faults)
