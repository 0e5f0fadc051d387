"""Contract files: what comes with Custodes, and what is wrong with a file by its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from custodes.errors import Refused
from custodes.scheme.contract_files import CONTRACTS, contract_names, load_contract, with_published
from custodes.scheme.read_scheme import SOURCES_NAME, read_sources

NFD = "non-fitted-devices-2022"
GOOD = (CONTRACTS / f"{NFD}.yaml").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / SOURCES_NAME).write_bytes((CONTRACTS / SOURCES_NAME).read_bytes())
    return tmp_path


def test_the_contracts_that_come_with_custodes_are_read():
    assert contract_names() == ("field-and-monitoring-2024", "migrant-tracker-2022", NFD)
    for name in contract_names():
        assert load_contract(name).contract == name


def test_every_source_beside_the_contracts_is_cited():
    keys, problems = read_sources(CONTRACTS / SOURCES_NAME, SOURCES_NAME, {})
    text = "".join(path.read_text(encoding="utf-8") for path in CONTRACTS.glob("*.yaml") if path.name != SOURCES_NAME)
    assert problems == []
    assert {key for key in keys if not re.search(rf"key: {key},", text)} == set()


def test_a_contract_reads_back_as_it_is_written_and_knows_its_sources():
    contract = load_contract(NFD)
    assert contract.currency == "GBP"
    assert "guardian-2022-08-05" in contract.sources
    assert list(contract.quantities()) == [
        *("stated.initial-cost.value", "stated.initial-cost.term"),
        *("devices", "unit_price", "service", "fixed"),
    ]
    assert with_published(contract, {}) == contract
    assert with_published(contract, {}).hash == contract.hash


def test_a_number_that_is_set_rests_on_the_users_word():
    contract = with_published(load_contract(NFD), {"stated.initial-cost.term": "18 month", "unit_price": 2000})
    term = contract.stated["initial-cost"].term
    assert (term.value, term.unit, term.basis_kind) == (1.5, "year", "assumption")
    assert (contract.unit_price.value, contract.unit_price.price_year) == (2000, 2022)


@pytest.mark.parametrize(
    ("settings", "code"),
    [({"unit-price": 3}, "unknown-path"), ({"devices": 0}, "out-of-range"), ({"fixed": "3 USD"}, "mixed-currencies")],
)
def test_what_cannot_be_set_is_refused(settings, code):
    with pytest.raises(Refused) as refused:
        with_published(load_contract(NFD), settings)
    assert [problem.code for problem in refused.value.problems] == [code]


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        (f"contract: {NFD}", "contract: other", "name-not-file", "contract"),
        ("one_device_a_person: true", "one_device_a_person: false", "missing-key", "people"),
        ("one_device_a_person: true", "one_device_a_person: 1", "wrong-kind", "one_device_a_person"),
        ("\ndevices:\n", "\npeople:\n", "missing-key", "devices"),
        ("high: 12000, distribution: uniform, unit: GBP", "high: 12000, distribution: uniform, unit: USD",
         "mixed-currencies", "unit_price.unit"),
        ("high: 33, distribution: uniform, unit: GBP, price_year: 2022",
         "high: 33, distribution: uniform, unit: GBP, price_year: 2023", "mixed-price-years", "service.price_year"),
        ("{low: 500, high: 3000", "{low: 0, high: 3000", "out-of-range", "devices.low"),
        ("key: buddi-cheshire-2025", "key: nowhere", "unknown-source", "published.cheshire.amount.source.key"),
        ("    told: 10.6 New Zealand dollars or more\n", "", "mixed-forms", "published.new-zealand"),
        ("    for_each: contract\n",
         "    for_each: contract\n    source: {key: nao-2006, place: a, read: b, mark: D}\n",
         "basis", "published.cheshire.source"),
        ("for_each: contract", "for_each: band", "unknown-word", "published.cheshire.for_each"),
        ("buyer:", "by:", "missing-key", "buyer"),
        ("buyer: Home Office", "buyer: [", "not-yaml", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_is_told_by_line(folder, old, new, code, path):
    assert old in GOOD
    file = folder / f"{NFD}.yaml"
    file.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load_contract(file)
    found = {(problem.code, problem.path): problem for problem in refused.value.problems}
    assert (code, path) in found or (code == "not-yaml" and code in {each for each, _ in found}), refused.value
    assert all(problem.line > 0 for problem in refused.value.problems)


@pytest.mark.parametrize(
    ("start", "place"),
    [
        ("    value:\n", "stated.initial-cost.value"),
        ("    term:\n", "stated.initial-cost.term"),
        ("devices:\n", "devices"),
        ("unit_price:\n", "unit_price"),
        ("service:\n", "service"),
        ("fixed:\n", "fixed"),
        ("    amount:\n", "published.cheshire.amount"),
    ],
)
def test_a_dated_number_is_refused_and_nothing_else_with_it(folder, start, place):
    before, _, rest = GOOD.partition(start)
    stated, _, after = rest.partition("}\n\n" if start == "fixed:\n" else "}\n")
    # Only the last entry would count, though the sum is paid over the whole term.
    one = " ".join(stated.split()).removeprefix("{") + "}"
    dated = "  ".join(["    dated:\n", f"    - {{from: 2022-05-01, {one}\n", f"    - {{from: 2023-05-01, {one}\n"])
    file = folder / f"{NFD}.yaml"
    file.write_text(f"{before}{start}  {dated}\n{after}", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load_contract(file)
    (problem,) = refused.value.problems
    assert (problem.code, problem.path) == ("unknown-key", f"{place}.dated")
    assert problem.line > 0
    assert "one range that holds every value" in problem.hint


def test_what_nobody_read_as_withheld_is_an_assumption():
    # Reference on schemes, section 1.1: of the devices of May 2022 their number and their price were redacted.
    kinds = {path: each.basis_kind for path, each in load_contract(NFD).quantities().items()}
    assert {path for path, kind in kinds.items() if kind == "redacted"} == {"devices", "unit_price"}
    fms = load_contract("field-and-monitoring-2024").quantities().values()
    assert {each.basis_kind for each in fms} == {"source", "assumption"}


def test_a_price_that_is_only_bounded_is_a_range():
    # Reference on schemes, section 1.1: at list price half of just under GBP 150,000 buys at least 65,000 bands.
    tracker = load_contract("migrant-tracker-2022")
    listed = tracker.published["list-price"].amount
    assert listed.low == 0
    assert listed.high >= 75_000 / 65_000
    assert tracker.unit_price.high >= 75_000 / 65_000
    assert tracker.devices.high >= tracker.stated["value"].value.high / tracker.unit_price.low * (1 - 1e-12)
    assert {tracker.devices.basis_kind, tracker.unit_price.basis_kind} == {"assumption"}
    # Section 3: the whole US programme is under USD 4.20 a day; section 4: New Zealand pays over up to eight years.
    programme = load_contract("field-and-monitoring-2024").published["us-programme"].amount
    assert (programme.low, programme.high) == (0, 4.2)
    assert load_contract(NFD).published["new-zealand"].told.endswith("or more")


def test_a_person_and_a_pair_contradict_each_other(folder):
    file = folder / f"{NFD}.yaml"
    people = "people: {value: 9, unit: person, assumption: made up}\none_device_a_person: true"
    file.write_text(GOOD.replace("one_device_a_person: true", people), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load_contract(file)
    assert [problem.code for problem in refused.value.problems] == ["mixed-forms"]


def test_a_contract_says_what_it_is_paid_for(folder):
    file = folder / "bare.yaml"
    file.write_text(
        "contract: bare\ntitle: a\nabout: b\nbuyer: c\nsupplier: d\nsigned: e\none_device_a_person: false\n"
        "left_out: []\npublished: {}\nstated:\n  all:\n    what: f\n"
        "    value: {value: 5, unit: GBP, price_year: 2022, assumption: made up}\n"
        "    term: {value: 1, unit: year, assumption: made up}\n",
        encoding="utf-8",
    )
    with pytest.raises(Refused) as refused:
        load_contract(str(file))
    assert [problem.code for problem in refused.value.problems] == ["missing-key"]


@pytest.mark.parametrize(("text", "code"), [("- a\n", "wrong-kind"), ("", "empty-file")])
def test_what_is_no_contract_at_all_is_refused(folder, text, code):
    file = folder / "other.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load_contract(file)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_a_contract_that_is_not_there_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, code in (("non-fitted-devices", "unknown-contract"), (Path("nowhere.yaml"), "missing-file")):
        with pytest.raises(Refused) as refused:
            load_contract(name)
        assert refused.value.problems[0].code == code
    Path("mine").write_text("a: 1\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load_contract("mine")
    assert {problem.file for problem in refused.value.problems} == {"mine"}
