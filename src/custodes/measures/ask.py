"""All questions asked of one set of records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.measures.accusations import accusations, alerts
from custodes.measures.asking import Asking, members
from custodes.measures.burden import burden
from custodes.measures.checks import checks
from custodes.measures.cost import cost
from custodes.measures.desk import desk
from custodes.measures.detection import detection, violations
from custodes.measures.gone import gone
from custodes.measures.groups import groups
from custodes.measures.holdings import holdings
from custodes.measures.location import device, location
from custodes.measures.no_instrument import without_alerts
from custodes.measures.recognition import recognition
from custodes.measures.trail import trail

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from custodes.measures.answer import Answer
    from custodes.records.tables import Records

    Measure = Callable[[Records, Asking], Mapping[str, Answer]]

MEASURES: Final[tuple[Measure, ...]] = (
    checks,
    recognition,
    alerts,
    accusations,
    groups,
    desk,
    detection,
    gone,
    location,
    device,
    violations,
    burden,
    cost,
    holdings,
    trail,
)
"""Every measure, in the order of a report."""


def answers(  # noqa: PLR0913 - what is asked, and how sure it is to be told
    records: Records,
    *,
    level: float = 0.95,
    resamples: int = 200,
    seed: int = 0,
    keep_added: bool = False,
    measures: Sequence[Measure] = MEASURES,
) -> dict[str, Answer]:
    """Ask everything of one set of records, simulated or disclosed.

    Parameters
    ----------
    records : Records
        The records.
    level : float
        Confidence level of the intervals [ratio].
    resamples : int
        Resamples of people, and shufflings of labels, where a formula does not do.
    seed : int
        Seed of the resampling.
    keep_added : bool
        Whether answers keep what every person adds to them.
    measures : sequence of callable
        What is asked, where it need not be everything.

    Returns
    -------
    dict of str to Answer
        Every answer of these measures by id; an id is always there, with a value or with why it cannot be told.
    """
    ask = Asking(members(records), level, resamples, seed, keep_added)
    found: dict[str, Answer] = {}
    for measure in measures:
        found.update(measure(records, ask))
    return without_alerts(found, records, ask)
