"""The scheme language as a JSON Schema, so that an editor can complete and check a file while it is written."""

from __future__ import annotations

from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema

from custodes.scheme.field_words import field_words
from custodes.scheme.part import Part
from custodes.scheme.quantity import Entry, Quantity
from custodes.scheme.scheme import Scheme
from custodes.units import UNITS

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
"""The draft that the schema is written in."""

_RANGE: Final = ("low", "high", "distribution")


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema of a scheme file.

    Returns
    -------
    dict
        Draft 2020-12. It holds what an editor can check; sums, orders and references between parts are checked by
        Custodes itself.
    """
    schema = Scheme.model_json_schema(by_alias=True, schema_generator=GenerateJsonSchema, mode="validation")
    definitions: dict[str, Any] = schema["$defs"]
    for part in _parts(Part):
        _describe(schema if part is Scheme else definitions.get(part.__name__, {}), part)
    for stated in (Quantity, Entry):
        _one_form(definitions[stated.__name__], dated=stated is Quantity)
    for name in ("Aim", "Recipient", "Polygon", "Centre"):
        definitions[name]["oneOf"] = _one_of(("source", "assumption"))
    definitions["Zone"]["oneOf"] = _one_of(("circle", "polygon"))
    schema["oneOf"] = _with_or_without_instruments()
    _tighten(schema)
    return {"$schema": DIALECT, **schema}


def _parts(part: type[Part]) -> list[type[Part]]:
    return [each for inner in part.__subclasses__() for each in (inner, *_parts(inner))]


def _describe(definition: dict[str, Any], part: type[Part]) -> None:
    """Say what the part and its fields mean in the words of the docstring."""
    if not definition:
        return
    definition["description"] = (part.__doc__ or "").partition("\n")[0]
    words = field_words(part)
    for name, info in part.model_fields.items():
        field = definition["properties"][info.alias or name]
        field.pop("title", None)
        field.pop("default", None)
        field["description"] = words[name]


def _one_of(keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """Require exactly one of some keys."""
    return [{"required": [key]} for key in keys]


def _with_or_without_instruments() -> list[dict[str, Any]]:
    """Require what alerts need, or why there is nothing that could raise one."""
    of_alerts = {
        "instruments": {"minProperties": 1},
        "rules": {"required": ["joins_open_alert", "absence_closed_after"]},
        "desks": {"required": ["casework"]},
    }
    nothing = {name: {"maxProperties": 0} for name in ("instruments", "rules", "desks", "response")}
    return [
        {"properties": of_alerts, "not": {"required": ["no_instrument"]}},
        {"properties": nothing, "required": ["no_instrument"]},
    ]


def _one_form(definition: dict[str, Any], *, dated: bool) -> None:
    """Require a single value, or a range, or dated entries, each with what it rests on."""
    properties = definition["properties"]
    properties["unit"] = {"enum": list(UNITS), "description": properties["unit"]["description"]}
    needed = [key for key in definition.pop("required") if key != "unit"]
    basis = {"oneOf": _one_of(("source", "assumption", "redacted"))}
    value = {"required": ["value", "unit", *needed], "not": {"anyOf": _one_of(("low", "mid", "high", "distribution"))}}
    ranged = {"required": [*_RANGE, "unit", *needed], "not": {"required": ["value"]}}
    forms: list[dict[str, Any]] = [{**value, **basis}, {**ranged, **basis}]
    if dated:
        forms.append({"required": ["dated"], "maxProperties": 1})
    definition["oneOf"] = forms


def _tighten(thing: Any) -> None:  # noqa: ANN401
    """Take null out where leaving the key out is what the language has, and let no other name stand in a mapping."""
    if isinstance(thing, list):
        for entry in thing:
            _tighten(entry)
    if not isinstance(thing, dict):
        return
    if "patternProperties" in thing:
        thing["additionalProperties"] = False
    for key, field in thing.get("properties", {}).items():
        choices = field.get("anyOf", [])
        if {"type": "null"} in choices and key not in thing.get("required", ()):
            stated = [choice for choice in choices if choice != {"type": "null"}]
            field["anyOf"] = stated
            if len(stated) == 1:
                del field["anyOf"]
                field |= {name: entry for name, entry in stated[0].items() if name not in field}
    for entry in thing.values():
        _tighten(entry)
