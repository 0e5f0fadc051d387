"""Why fewer are counted at each later point: what leaves the way from a failed check to a step taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.report.amounts import does_not_apply
from custodes.report.numbers import percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.study.view import RunView


def _reviewed(view: RunView) -> list[str]:
    cleared = view.answers.get("review_overturned_share")
    if cleared is None or does_not_apply(cleared):
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
    if view.scheme.rules.no_image == "clear" and pictures is not None and not does_not_apply(pictures):
        said.append("A check that took no usable picture raises no alert.")
    if joins := stated.get("rules.joins_open_alert"):
        said.append(f"A failure soon after the person's last alert joins it: within {joins}.")
    return " ".join(said)


def losses(view: RunView) -> dict[str, str]:
    """Say why the next number on the way of an alert is smaller.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    dict of str to str
        A few short sentences by what they follow: "failed" (checks), "raised", "triaged" and "handled" (alerts).
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
        "failed": _failed(view, stated),
        "raised": (
            f"Triage lets through {false} of the false alerts and {others} of the others; the rest is dropped."
            if false and others
            else "No triage: every alert goes on."
        ),
        "triaged": handled,
        "handled": "A call, a warning, a visit or an arrest follows some of these; the rest ends with no step.",
    }
