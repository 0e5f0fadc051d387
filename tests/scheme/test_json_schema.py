from __future__ import annotations

import json
import re

import pytest

from custodes.scheme.json_schema import json_schema
from custodes.scheme.library import load, names
from custodes.units import UNITS

SCHEMA = json_schema()


def faults(schema, thing, at=()):  # noqa: C901, PLR0912  (one branch for each word of JSON Schema)
    """Validate by those words of JSON Schema that the scheme language's schema uses."""
    if "$ref" in schema:
        yield from faults(SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")], thing, at)
    for inner in schema.get("allOf", ()):
        yield from faults(inner, thing, at)
    if "anyOf" in schema and all(any(faults(inner, thing, at)) for inner in schema["anyOf"]):
        yield (*at, "anyOf")
    if "oneOf" in schema and sum(not any(faults(inner, thing, at)) for inner in schema["oneOf"]) != 1:
        yield (*at, "oneOf")
    if "not" in schema and not any(faults(schema["not"], thing, at)):
        yield (*at, "not")
    if "enum" in schema and thing not in schema["enum"]:
        yield (*at, "enum")
    if "const" in schema and thing != schema["const"]:
        yield (*at, "const")
    if "type" in schema and not _is(schema["type"], thing):
        yield (*at, schema["type"])
        return
    if isinstance(thing, str):
        if len(thing) < schema.get("minLength", 0) or not re.search(schema.get("pattern", ""), thing):
            yield (*at, "text")
    elif isinstance(thing, list):
        if len(thing) < schema.get("minItems", 0):
            yield (*at, "minItems")
        for i, entry in enumerate(thing):
            yield from faults(schema.get("items", {}), entry, (*at, i))
    elif isinstance(thing, dict):
        yield from _mapping_faults(schema, thing, at)


def _mapping_faults(schema, thing, at):
    yield from ((*at, key, "missing") for key in schema.get("required", ()) if key not in thing)
    if not schema.get("minProperties", 0) <= len(thing) <= schema.get("maxProperties", len(thing)):
        yield (*at, "properties")
    properties = schema.get("properties", {})
    patterns = schema.get("patternProperties", {})
    for key, entry in thing.items():
        found = [properties[key]] if key in properties else [p for name, p in patterns.items() if re.search(name, key)]
        if "propertyNames" in schema:
            yield from faults(schema["propertyNames"], key, (*at, key))
        for inner in found:
            yield from faults(inner, entry, (*at, key))
        other = schema.get("additionalProperties", True)
        if not found and other is False:
            yield (*at, key, "unknown")
        elif not found and isinstance(other, dict):
            yield from faults(other, entry, (*at, key))


def _is(kind, thing):
    kinds = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
    if kind in kinds:
        return isinstance(thing, kinds[kind])
    number = isinstance(thing, int | float) and not isinstance(thing, bool)
    return number and (kind == "number" or float(thing).is_integer())


KNOWN = {
    *("$schema", "$defs", "$ref", "title", "description", "type", "properties", "required", "additionalProperties"),
    *("items", "enum", "const", "anyOf", "allOf", "oneOf", "not", "pattern", "minLength", "format", "minItems"),
    *("propertyNames", "patternProperties", "minProperties", "maxProperties"),
}


def _words(schema):
    for key, entry in schema.items():
        yield key
        inner = entry.values() if key in {"properties", "$defs", "patternProperties"} else [entry]
        for each in inner:
            for one in each if isinstance(each, list) else [each]:
                if isinstance(one, dict):
                    yield from _words(one)


def test_the_schema_is_plain_draft_2020_12():
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    assert set(_words(SCHEMA)) <= KNOWN


def test_every_reference_is_defined():
    used = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(SCHEMA)))
    assert used == set(SCHEMA["$defs"])


@pytest.mark.parametrize("name", names())
def test_schemes_of_the_library_hold_to_it(name):
    assert list(faults(SCHEMA, load(name).plain())) == []


def test_every_part_of_the_language_holds_to_it(small):
    assert list(faults(SCHEMA, small.plain())) == []


@pytest.mark.parametrize(
    ("path", "put"),
    [
        ("cohort.size", {"value": 5, "unit": "person"}),
        ("cohort.size", {"value": 5, "unit": "hour", "assumption": "x"}),
        ("cohort.size", {"value": "five", "unit": "person", "assumption": "x"}),
        ("cohort.size", {"value": 5, "low": 1, "unit": "person", "assumption": "x"}),
        ("cohort.size", {"low": 1, "high": 5, "unit": "person", "assumption": "x"}),
        ("cohort.size", {"value": 5, "unit": "person", "assumption": "x", "redacted": {"what": "a", "possible": "b"}}),
        ("cohort.size", {"value": 5, "unit": "person", "assumption": "x", "colour": "red"}),
        ("cohort.size", 5),
        ("cohort.size", {"dated": [{"value": 5, "unit": "person", "assumption": "x"}]}),
        ("cohort.size", {"dated": []}),
        ("status", "alive"),
        ("jurisdiction", "Britain"),
        ("instruments", {}),
        ("instruments", {"The Watch": {"kind": "face_watch", "worn": True}}),
        ("desks.review.shifts", []),
        ("response", {"kontakt": {}}),
        ("recipients", [{"who": "a", "what": ["b"], "why": "c"}]),
        ("aim", {"text": "t", "source": None}),
    ],
)
def test_what_an_editor_can_see_is_wrong_does_not_hold_to_it(small, path, put):
    data = small.plain()
    *way, last = path.split(".")
    holder = data
    for step in way:
        holder = holder[step]
    holder[last] = put
    assert list(faults(SCHEMA, data))


def test_an_editor_shows_what_each_field_means():
    def fields(schema):
        return schema.get("properties", {}).items()

    told = [(part, name, field) for part, schema in SCHEMA["$defs"].items() for name, field in fields(schema)]
    told += [("Scheme", name, field) for name, field in fields(SCHEMA)]
    assert len(told) > 100
    assert [(part, name) for part, name, field in told if not field.get("description", "").strip().endswith(".")] == []
    assert SCHEMA["$defs"]["Quantity"]["properties"]["unit"]["enum"] == list(UNITS)
