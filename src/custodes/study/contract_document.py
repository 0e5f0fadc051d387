"""What a contract leaves possible as plain values, for ``contract.json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from custodes.study.contract_bounds import DAYS, DEVICES, PEOPLE

if TYPE_CHECKING:
    from custodes.study.contract import Side
    from custodes.study.contract_bounds import Range


def side_document(side: Side, currency: str) -> dict[str, Any]:
    """Write what one published value leaves possible as plain values.

    Parameters
    ----------
    side : Side
        The contract by that value.
    currency : str
        Currency of the contract.

    Returns
    -------
    dict
        Ready for JSON; terms are in days.
    """
    stated = side.box.ranges()
    return {
        "what": side.what,
        "contradiction": side.contradiction or None,
        "possible": {
            name: {"low": each.low, "high": each.high, "unit": unit_of(name, currency), **_before(stated.get(name))}
            for name, each in (side.left or {}).items()
        },
        "combinations": [
            {
                side.counted_by or "many": each.many,
                "term_days": each.days,
                "possible": None if each.left is None else {k: [r.low, r.high] for k, r in each.left.items()},
            }
            for each in side.combinations
        ],
        "elsewhere": {name: each.document() for name, each in side.elsewhere.items()},
        "would_narrow": [
            {"number": n.number, "of": n.of, "best": n.best, "middle": n.middle, "worst": n.worst}
            for n in side.narrowings
        ],
    }


def _before(stated: Range | None) -> dict[str, float]:
    return {} if stated is None else {"stated_low": stated.low, "stated_high": stated.high}


def unit_of(name: str, currency: str) -> str:
    """Name the unit in which a number of a contract is worked out.

    Parameters
    ----------
    name : str
        Name of the number.
    currency : str
        Currency of the contract.

    Returns
    -------
    str
        Such as ``day`` or ``GBP``.
    """
    return {DAYS: "day", DEVICES: "device", PEOPLE: "person"}.get(name, currency)
