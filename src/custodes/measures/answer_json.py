"""Answers to plain JSON values and back, without losing a bit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from custodes.measures.answer import Answer, GroupAnswer, Span, Worlds

if TYPE_CHECKING:
    import numpy as np

SPANS: Final = ("bounds", "at_best")
"""Ranges that only answers about disclosed records have."""


def answer_document(answer: Answer) -> dict[str, Any]:
    """Return an answer as it stands in answers.json.

    Parameters
    ----------
    answer : Answer
        Any answer.

    Returns
    -------
    dict
        Of plain values; ``permuted``, ``bounds``, ``at_best`` and ``verdict`` only when the answer has it.
    """
    document: dict[str, Any] = {
        "value": _number(answer.value),
        "low": _number(answer.low),
        "high": _number(answer.high),
        "level": float(answer.level),
        "unit": answer.unit,
        "people": int(answer.people),
        "by_group": {
            attribute: {name: _cell(group) for name, group in groups.items()}
            for attribute, groups in answer.by_group.items()
        },
        "cannot_tell": answer.cannot_tell,
        "sources": list(answer.sources),
        "from_unknowns": _span(answer.from_unknowns),
        "from_people": _span(answer.from_people),
        "worlds": None if answer.worlds is None else {"told": answer.worlds.told, "of": answer.worlds.of},
    }
    if answer.permuted is not None:
        document["permuted"] = _cell(answer.permuted)
    document |= {name: _span(span) for name in SPANS if (span := getattr(answer, name)) is not None}
    if answer.verdict is not None:
        document["verdict"] = answer.verdict
    return document


def kept_document(answer: Answer) -> dict[str, Any]:
    """Return an answer with everything that a study keeps of it while it runs.

    Parameters
    ----------
    answer : Answer
        Of one world.

    Returns
    -------
    dict
        Of plain values; `read_answer` turns it back.
    """
    return {**answer_document(answer), "rests_on": list(answer.rests_on)}


def read_answer(document: dict[str, Any]) -> Answer:
    """Turn an answer back from its plain values.

    Parameters
    ----------
    document : dict
        As `answer_document` or `kept_document` makes it.

    Returns
    -------
    Answer
        Equal to the one that was written.

    Raises
    ------
    KeyError, TypeError, ValueError
        When the document is not one.
    """
    permuted, worlds = document.get("permuted"), document.get("worlds")
    return Answer(
        value=document["value"],
        low=document["low"],
        high=document["high"],
        unit=document["unit"],
        people=document["people"],
        level=document["level"],
        by_group={
            attribute: {name: GroupAnswer(**cell) for name, cell in groups.items()}
            for attribute, groups in document["by_group"].items()
        },
        cannot_tell=document["cannot_tell"],
        rests_on=tuple(document.get("rests_on", ())),
        sources=tuple(document["sources"]),
        from_unknowns=_read_span(document["from_unknowns"]),
        from_people=_read_span(document["from_people"]),
        permuted=None if permuted is None else GroupAnswer(**permuted),
        worlds=None if worlds is None else Worlds(**worlds),
        verdict=document.get("verdict"),
        bounds=_read_span(document.get("bounds")),
        at_best=_read_span(document.get("at_best")),
    )


def _number(value: float | np.generic | None) -> float | None:
    return None if value is None else float(value)


def _cell(group: GroupAnswer) -> dict[str, Any]:
    return {
        "value": _number(group.value),
        "low": _number(group.low),
        "high": _number(group.high),
        "people": int(group.people),
        "cannot_tell": group.cannot_tell,
    }


def _span(span: Span | None) -> dict[str, float] | None:
    return None if span is None else {"low": float(span.low), "high": float(span.high)}


def _read_span(document: dict[str, float] | None) -> Span | None:
    return None if document is None else Span(low=document["low"], high=document["high"])
