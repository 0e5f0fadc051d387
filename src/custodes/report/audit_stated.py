"""What a scheme file states of itself, to be set beside what its records show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.audit_view import Stated
from custodes.report.quantities import in_words
from custodes.report.vocabulary import capital
from custodes.scheme.describe import describe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custodes.scheme.scheme import Scheme

FOUND_AS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("reviews.interval", ("review_interval_days", "reviews_overdue_share")),
    ("instruments.*.checks.schedule.per_day", ("checks_due_per_person_year",)),
    ("instruments.*.checks.schedule.every", ("checks_due_per_person_year",)),
    ("instruments.*.checks.recognition.no_match", ("false_nonmatch_share", "fnmr")),
    ("instruments.*.checks.recognition.false_match", ("checks_passed_by_others_share", "fmr")),
    ("instruments.*.checks.recognition.not_captured", ("fta",)),
    ("instruments.*.checks.recognition.not_live", ("bpcer",)),
    ("instruments.*.location.fix_interval", ("fixes_per_person_day",)),
    ("instruments.*.location.upload_interval", ("recorded_to_uploaded_min", "upload_delay_min")),
    ("desks.*.minutes_per_case", ("desk_minutes_per_case",)),
    ("data_kept.*.keep", ("held_past_date_share", "kept_days")),
)
"""Which answers of an audit hold what a number of a scheme is about, the first that is there: paths with ``*`` for one
step, ids."""

_BASES: Final = {"source": "published", "assumption": "assumed, not published", "redacted": "withheld"}


def parts_of(scheme: Scheme) -> frozenset[str]:
    """Say what a scheme does at all, as `custodes.records.tables.Records` names it.

    Parameters
    ----------
    scheme : Scheme
        The scheme that the records are of.

    Returns
    -------
    frozenset of str
        What its records can be about.
    """
    tools = tuple(scheme.instruments.values())
    checks = [tool.checks for tool in tools if tool.checks is not None]
    followed = any(tool.location is not None for tool in tools)
    rules = scheme.rules.location
    kinds = {str(zone.kind) for zone in (rules.zones or {}).values()} if rules is not None else set()
    parts = {
        "checks": bool(checks),
        "recognition": any(each.recognition is not None for each in checks),
        "review": scheme.desks.review is not None,
        "casework": scheme.desks.casework is not None,
        "visits": any(str(tool.kind) == "in_person" for tool in tools),
        "prompts": any(tool.checks is not None and str(tool.kind) != "in_person" for tool in tools),
        "positions": followed,
        "trail": followed,
        "devices": followed,
        "photographs": any(kept.item == "photograph" for kept in scheme.data_kept),
        "costs": scheme.costs is not None,
        "inclusion": "inclusion" in kinds,
        "exclusion": "exclusion" in kinds,
    }
    if rules is not None:
        parts |= {
            "curfew": rules.curfew is not None,
            "gap": rules.gap is not None and rules.gap.counts_as == "non_compliance",
            "battery": rules.battery is not None,
            "strap": rules.strap == "raise",
        }
    return frozenset(name for name, there in parts.items() if there)


def stated_by(scheme: Scheme, identifiers: Sequence[str]) -> tuple[Stated, ...]:
    """Find the numbers of a scheme that an audit has something to set beside.

    Parameters
    ----------
    scheme : Scheme
        The scheme.
    identifiers : sequence of str
        Ids of the answers that the audit has.

    Returns
    -------
    tuple of Stated
        In the order of the scheme file.
    """
    said = {row.path: row.value for row in describe(scheme)}
    there = set(identifiers)
    found = []
    for path, quantity in scheme.quantities().items():
        wanted = next((ids for pattern, ids in FOUND_AS if _fits(path, pattern)), ())
        identifier = next((each for each in wanted if each in there), None)
        if identifier is not None:
            basis = _BASES[quantity.basis_kind]
            words = _words(scheme, path)
            found.append(Stated(capital(words), said[path], basis, identifier))
    return tuple(found)


def _words(scheme: Scheme, path: str) -> str:
    step, _, rest = path.partition(".")
    if step == "data_kept":
        kept = scheme.data_kept[int(rest.split(".")[0])]
        return f"how long each {kept.item.replace('_', ' ')} is kept"
    return in_words(path)


def _fits(path: str, pattern: str) -> bool:
    steps, wanted = path.split("."), pattern.split(".")
    return len(steps) == len(wanted) and all(w in ("*", s) for s, w in zip(steps, wanted, strict=True))
