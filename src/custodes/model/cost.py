"""What the scheme costs in the period, item by item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.records.tables import Table
    from custodes.scheme.cost import CostItem
    from custodes.scheme.scheme import Scheme

YEAR_D = 365.25


@dataclass(frozen=True)
class Volumes:
    """What was done in the period, as far as it costs anything.

    Attributes
    ----------
    person_d : float
        Days that people were on the scheme [day].
    days : float
        Length of the period [day].
    staffed_h : mapping of str to float
        Hours of staff on duty, by desk [hour].
    steps : mapping of str to float
        Steps of the response ladder taken, by name [count].
    checks : mapping of str to float
        Checks due, by instrument [count].
    """

    person_d: float
    days: float
    staffed_h: Mapping[str, float]
    steps: Mapping[str, float]
    checks: Mapping[str, float]


def costs(scheme: Scheme, values: Mapping[str, float], volumes: Volumes) -> Table:
    """Work out each cost item.

    Parameters
    ----------
    scheme : Scheme
        Names the items and what each is paid for.
    values : mapping of str to float
        A draw: every quantity of the scheme by path, in base units.
    volumes : Volumes
        What was done.

    Returns
    -------
    Table
        Columns as `custodes.records.schema.COSTS`; amounts in another currency are turned into pounds at
        ``costs.to_gbp`` and are NaN without it.
    """
    if scheme.costs is None:
        empty = np.zeros(0)
        return {"item": empty.astype(np.int32), "amount_gbp": empty, "redacted": empty.astype(np.bool_)}
    amounts, redacted = [], []
    quantities = scheme.quantities()
    for name, item in scheme.costs.items.items():
        root = f"costs.items.{name}."
        amounts.append(_amount(item, root, values, volumes) * _to_gbp(quantities[f"{root}amount"].unit, values))
        hidden = [q for path, q in quantities.items() if path.startswith(root) and q.basis_kind == "redacted"]
        redacted.append(bool(hidden))
    return {
        "item": np.arange(len(amounts), dtype=np.int32),
        "amount_gbp": np.array(amounts, dtype=np.float64),
        "redacted": np.array(redacted, dtype=np.bool_),
    }


def _to_gbp(currency: str, values: Mapping[str, float]) -> float:
    return 1.0 if currency == "GBP" else values.get("costs.to_gbp", float("nan"))


def _amount(item: CostItem, root: str, values: Mapping[str, float], volumes: Volumes) -> float:
    amount = values[f"{root}amount"]
    if item.kind == "contract":
        term_d = values[f"{root}term"] / 24.0
        return amount / (values[f"{root}devices"] * term_d) * volumes.person_d
    if item.kind == "per_person_day":
        return amount * volumes.person_d
    if item.desk is not None:
        return amount * volumes.staffed_h[item.desk]
    if item.step is not None:
        return amount * volumes.steps[item.step]
    if item.instrument is not None:
        return amount * volumes.checks[item.instrument]
    return amount * volumes.days / YEAR_D
