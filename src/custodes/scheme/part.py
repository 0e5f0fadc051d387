"""What every part of a scheme is: a frozen model that tells all its faults at once and has no defaults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Final, Literal, Self, get_args, get_origin

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PlainSerializer,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from custodes.scheme.fault import Fault, shown, told
from custodes.units import did_you_mean

Raw = Mapping[str, Any]
"""A part as it stood in the file, before it was read."""

NAME: Final = r"^[a-z0-9][a-z0-9_-]*$"
"""What a name given by the author of a scheme looks like."""

COUNTRY: Final = r"^[A-Z]{2}$"
"""What the code of a country looks like."""

ADDRESS: Final = r"^https?://\S+$"
"""What the address of a page looks like."""

_PATTERNS: Final = {
    NAME: ("is not a name", "use small letters, digits, hyphens and underscores"),
    COUNTRY: ("is not the code of a country", 'write two capital letters, such as "GB"'),
    ADDRESS: ("is not the address of a page", "begin with https://, or write null"),
}

_MUST_BE: Final = {
    "string_type": ("must be text", "put it in quotes"),
    "string_too_short": ("must not be empty", ""),
    "too_short": ("must not be empty", ""),
    "bool_type": ("must be true or false", ""),
    "tuple_type": ("must be a list", 'write one "- " line for each entry'),
    "mapping_type": ("must be a mapping", 'write "name: ..." on lines of its own'),
    "int_type": ("must be a whole number", ""),
}


def as_day(given: object) -> date | None:
    """Read a date.

    Parameters
    ----------
    given : object
        What stood in the file.

    Returns
    -------
    date or None
        The date; None when it is not one, written YYYY-MM-DD.
    """
    try:
        day = date.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        return None
    return day if day is not None and day.isoformat() == given else None


def _day(given: object) -> object:
    day = as_day(given)
    if day is None:
        texts = {"wrong": "is not a date", "seen": shown(given), "hint": "write YYYY-MM-DD"}
        kind = "wrong-kind"
        raise PydanticCustomError(kind, "{wrong}", texts)
    return day


Day = Annotated[
    date,
    BeforeValidator(_day),
    PlainSerializer(date.isoformat, return_type=str),
    WithJsonSchema({"type": "string", "format": "date"}),
]
"""A date, written YYYY-MM-DD."""

Text = Annotated[str, Field(min_length=1)]
"""Text that says something."""

Name = Annotated[str, Field(pattern=NAME)]
"""A name given by the author: small letters, digits, hyphens and underscores."""


@dataclass(frozen=True)
class Reading:
    """What must be known beside the file while it is read.

    Attributes
    ----------
    sources : frozenset of str or None
        Keys of the known sources; None when sources are not checked.
    as_at : date or None
        The day at which dated quantities are read; None for their last entry.
    """

    sources: frozenset[str] | None = None
    as_at: date | None = None


class Part(BaseModel):
    """A part of a scheme.

    Every key is stated or the file is refused; a key that may be left out is None when it is. `compare` holds what one
    field by itself cannot tell.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, hide_input_in_errors=True
    )
    stated_as: ClassVar[str] = ""
    """How the part is stated, for whoever wrote something else."""

    @classmethod
    def compare(cls, raw: Raw, reading: Reading) -> Iterator[Fault]:
        """Tell what is wrong between the fields of this part.

        Parameters
        ----------
        raw : mapping
            The part as it stood in the file; any of it may itself be faulty.
        reading : Reading
            What is known beside the file.

        Yields
        ------
        Fault
            One thing that is wrong.
        """
        del raw, reading
        yield from ()

    @classmethod
    def known_keys(cls) -> tuple[str, ...]:
        """Name the keys that this part may have in a file.

        Returns
        -------
        tuple of str
            In the order of the scheme language.
        """
        return tuple(info.alias or name for name, info in cls.model_fields.items())

    @classmethod
    def made(cls, raw: Raw, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo) -> Self:
        """Make the part from its fields; a part with more than one form overrides this.

        Parameters
        ----------
        raw : mapping
            The part as it stood in the file.
        handler : callable
            Pydantic's own reading of the fields.
        info : ValidationInfo
            Carries the `Reading`.

        Returns
        -------
        Part
            The part.
        """
        del info
        return handler(raw)

    @model_validator(mode="wrap")
    @classmethod
    def _with_all_faults(cls, given: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo) -> Self:  # noqa: ANN401
        if isinstance(given, cls):
            return given
        if not isinstance(given, Mapping):
            raise ValidationError.from_exception_data(cls.__name__, [not_a_mapping(given, cls.stated_as).detail()])
        raw = plain(given)
        faults: list[Fault] = []
        part: Self | None = None
        try:
            part = cls.made(raw, handler, info)
        except ValidationError as error:
            faults += [_restated(cls, each) for each in error.errors(include_url=False) if not _is_echo(each)]
        faults += cls.compare(raw, reading_of(info))
        if part is None or faults:
            details = [fault.detail() for fault in dict.fromkeys(faults)]
            raise ValidationError.from_exception_data(cls.__name__, details)
        return part

    def plain(self) -> dict[str, Any]:
        """Give the part back in the form in which a file states it.

        Returns
        -------
        dict
            Text, numbers, lists and mappings only, in the order of the scheme language; what may be left out and was,
            is left out.
        """
        stated = {}
        for name, info in type(self).model_fields.items():
            thing = getattr(self, name)
            if thing is not None or info.is_required():
                stated[info.alias or name] = plain(thing)
        return stated


def reading_of(info: ValidationInfo) -> Reading:
    """Find what is known beside the file.

    Parameters
    ----------
    info : ValidationInfo
        As pydantic hands it on.

    Returns
    -------
    Reading
        The reading, or an empty one.
    """
    return info.context if isinstance(info.context, Reading) else Reading()


def plain(thing: Any) -> Any:  # noqa: ANN401
    """Turn parts, mappings, lists and dates into the plain form of a file.

    Parameters
    ----------
    thing : object
        Anything that a scheme holds.

    Returns
    -------
    object
        Text, numbers, lists and mappings only.
    """
    if isinstance(thing, Part):
        return thing.plain()
    if isinstance(thing, Mapping):
        return {key: plain(entry) for key, entry in thing.items()}
    if isinstance(thing, tuple | list):
        return [plain(entry) for entry in thing]
    return thing.isoformat() if isinstance(thing, date) else thing


def not_a_mapping(given: object, hint: str = "") -> Fault:
    """Tell that something should have been a mapping.

    Parameters
    ----------
    given : object
        What stood there.
    hint : str
        How it is stated; a general word when empty.

    Returns
    -------
    Fault
        The fault.
    """
    wrong, general = _MUST_BE["mapping_type"]
    return Fault((), "wrong-kind", wrong, shown(given), hint or general)


def words_of(annotation: Any) -> tuple[str, ...]:  # noqa: ANN401
    """Find the words that a field admits.

    Parameters
    ----------
    annotation : type
        The field's annotation.

    Returns
    -------
    tuple of str
        The words of every `Literal` in it.
    """
    if get_origin(annotation) is Literal:
        return tuple(get_args(annotation))
    return tuple(word for inner in get_args(annotation) for word in words_of(inner))


def _is_echo(error: ErrorDetails) -> bool:
    """Tell whether a list is only called too short because its entries are faulty, which is told of them already."""
    return error["type"] == "too_short" and bool(error["input"])


def _restated(cls: type[Part], error: ErrorDetails) -> Fault:
    """Say one of pydantic's own errors in the words of this house."""
    fault = told(error)
    if fault is not None:
        return fault
    at = tuple(step for step in error["loc"] if step != "[key]")
    is_key = len(at) < len(error["loc"])
    seen = shown(error["input"])
    kind = error["type"]
    if kind == "missing":
        return Fault(at, "missing-key", "is missing", hint="state it; nothing has a default")
    if kind == "extra_forbidden":
        return Fault(
            at, "unknown-key", "is not a key known here", str(at[-1]), did_you_mean(str(at[-1]), cls.known_keys())
        )
    if kind == "literal_error":
        named = {info.alias or name: info.annotation for name, info in cls.model_fields.items()}
        words = words_of(named.get(str(at[0])))
        code, wrong = (
            ("unknown-key", "is not a key known here") if is_key else ("unknown-word", "is not a word known here")
        )
        return Fault(at, code, wrong, seen, did_you_mean(seen, words))
    if kind == "string_pattern_mismatch":
        wrong, hint = _PATTERNS[error["ctx"]["pattern"]]
        return Fault(at, "bad-name", wrong, seen, hint)
    wrong, hint = _MUST_BE.get(kind, (error["msg"][:1].lower() + error["msg"][1:], ""))
    return Fault(at, "wrong-kind", wrong, seen, hint)
