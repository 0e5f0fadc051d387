"""Why fewer are counted at each later point: what leaves the way from a check or a position to a step taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.report.numbers import percent
from custodes.report.parts import makes_checks, records_positions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.study.view import RunView


def _reviewed(view: RunView) -> list[str]:
    cleared = view.answers.get("review_overturned_share")
    if cleared is None or cleared.does_not_apply:
        return ["Failed checks become alerts by the rules of the scheme; no person looks first."]
    if cleared.value is None:
        return ["Only failed checks with a picture go to the review desk."]
    part = percent(cleared.value)
    return [
        f"Only failed checks with a picture go to the review desk; of those decided there, {part} are cleared.",
        "Those that still wait there when the run ends raise no alert.",
    ]


def _failed(view: RunView, stated: Mapping[str, str]) -> str:
    said = _reviewed(view)
    if missed := stated.get("rules.missed_in_a_row"):
        said.append(
            "Every check that is not answered raises an alert."
            if missed == "1"
            else f"Checks that are not answered raise an alert only when so many come in a row: {missed}."
        )
    pictures = view.answers.get("failed_checks_per_person_year.not_captured")
    if view.scheme.rules.no_image == "clear" and pictures is not None and not pictures.does_not_apply:
        said.append("A check that took no usable picture raises no alert.")
    if joins := stated.get("rules.joins_open_alert"):
        said.append(f"A failure soon after the person's last alert joins it: within {joins}.")
    return " ".join(said)


def _recorded(view: RunView, stated: Mapping[str, str]) -> str:
    """Say when positions, or the device that records them, raise an alert."""
    rules = view.scheme.rules.location
    if rules is None:
        return "No rule of the scheme raises an alert from a position, the battery or the strap."
    said = []
    if rules.curfew is not None or rules.zones:
        beyond, dwell = stated["rules.location.buffer"], stated["rules.location.dwell"]
        said.append(f"positions beyond the edge of a zone, widened by {beyond}, so many in a row: {dwell}")
    if rules.gap is not None and rules.gap.counts_as == "non_compliance":
        said.append(f"nothing recorded for {stated['rules.location.gap.after']}")
    if rules.battery is not None:
        said.append(f"a battery down to {stated['rules.location.battery.raises_at']}")
    if rules.strap == "raise":
        said.append("a strap that seems open")
    if not said:
        return "No rule of the scheme raises an alert from a position, the battery or the strap."
    also = "The tag raises" if not makes_checks(view) else "The tag raises further"
    joins = stated.get("rules.joins_open_alert")
    after = f" A report soon after the person's last alert joins it: within {joins}." if joins else ""
    return f"{also} alerts about {'; '.join(said)}.{after if not makes_checks(view) else ''}"


def losses(view: RunView) -> dict[str, str]:
    """Say why the next number on the way of an alert is smaller.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    dict of str to str
        A few short sentences by what they follow: "failed" (checks), "recorded" (positions), "raised", "triaged" and
        "handled" (alerts).
    """
    stated = {row.path: row.text for row in view.quantities}
    false, others = stated.get("desks.triage.passes_false"), stated.get("desks.triage.passes_true")
    handled = (
        "Left out are alerts that still wait when the run ends; those about an absence that was already acted on are "
        "dropped."
    )
    if longest := stated.get("desks.casework.gives_up_after"):
        handled += f" So are those that have waited longer than {longest}."
    return {
        **({"failed": _failed(view, stated)} if makes_checks(view) else {}),
        **({"recorded": _recorded(view, stated)} if records_positions(view) else {}),
        "raised": (
            f"Triage lets through {false} of the false alerts and {others} of the others; the rest is dropped."
            if false and others
            else "No triage: every alert goes on."
        ),
        "triaged": handled,
        "handled": "A call, a warning, a visit or an arrest follows some of these; the rest ends with no step.",
    }
