"""What numbers show of each stage of a test of necessity, for the scheme that comes first in a comparison.

The four stages are those of Bank Mellat v HM Treasury (No 2) [2013] UKSC 39: an aim that is important enough; a
measure that is connected with it; no less intrusive measure that would do; a fair balance. Whoever intrudes has to show
them. So *not shown* means that what there is does not show it, *cannot tell* that there is nothing to tell by.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from custodes.measures.gone import ABSCONDED, UNNOTICED
from custodes.scheme.evidence import trial
from custodes.scheme.evidence_effect import POINTS, effects
from custodes.study.compare_going import going
from custodes.study.compare_order import ABOUT_GOING, DELAY, SHARE_NOTICED
from custodes.study.compare_questions import BY_KEY
from custodes.study.non_inferiority import Margin, non_inferiority

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.measures.answer import Answer
    from custodes.scheme.evidence_effect import Effect
    from custodes.study.compare_order import Found, Order, Verdict
    from custodes.study.compare_plan import ComparePlan
    from custodes.study.difference import Difference

StageName = Literal["aim", "connection", "less-intrusive", "balance"]

TRIED: Final = "fitted_tag"
"""Kind of instrument of which there is a published trial."""

_OWN_CLAIM: Final = "it rests on the effect that was claimed, and a claim cannot show itself"
_AS_ASSUMED: Final = (
    "no effect on absconding was entered, so that as many abscond under both is what was assumed, and shows nothing"
)
_IF_AS_MANY: Final = ", if as many abscond under both, which is assumed here"
_OF_THE_NOTICED: Final = (
    "days until a true absence is acted on are of absences that were acted on: as well only where no fewer of them "
    "are, which is not shown here"
)


@dataclass(frozen=True)
class Stage:
    """One stage of the test.

    Attributes
    ----------
    name : str
        aim, connection, less-intrusive or balance.
    asks : str
        What it asks.
    verdict : str
        What numbers show of it.
    why : tuple of str
        The reasons, each in one sentence.
    """

    name: StageName
    asks: str
    verdict: Verdict
    why: tuple[str, ...]


@dataclass(frozen=True)
class Necessity:
    """The four stages, and what the margins show of each alternative.

    Attributes
    ----------
    scheme : str
        The scheme asked about.
    stages : tuple of Stage
        In the order of the test.
    margins : tuple of Margin
        Of each alternative and each margin that was named.
    """

    scheme: str
    stages: tuple[Stage, ...]
    margins: tuple[Margin, ...]

    def document(self) -> dict[str, Any]:
        """Return it as plain values.

        Returns
        -------
        dict
            Ready for JSON.
        """
        return {
            "scheme": self.scheme,
            "stages": [{**vars(each), "why": list(each.why)} for each in self.stages],
            "margins": [each.document() for each in self.margins],
        }


def necessity(
    plan: ComparePlan,
    answers: Mapping[str, Mapping[str, Answer]],
    differences: Mapping[str, Mapping[str, Difference]],
    orders: tuple[Order, ...],
) -> Necessity:
    """Say what a comparison shows of each stage.

    Parameters
    ----------
    plan : ComparePlan
        What was compared; the first scheme is asked about, the others are the alternatives.
    answers : mapping of str to mapping of str to Answer
        Of each scheme, by id.
    differences : mapping of str to mapping of str to Difference
        For each id, of each alternative less the first.
    orders : tuple of Order
        Of each two schemes.

    Returns
    -------
    Necessity
        With a verdict for each stage.
    """
    first = plan.first
    to_first = [each for each in orders if each.first == first]
    margins = tuple(
        _margin(plan, each, key, answers, differences[key][each.second]) for each in to_first for key in plan.margins
    )
    stages = (_aim(), _connection(plan, to_first), _less_intrusive(first, to_first, margins), _balance(to_first))
    return Necessity(first, stages, margins)


def _margin(
    plan: ComparePlan, order: Order, key: str, answers: Mapping[str, Mapping[str, Answer]], less: Difference
) -> Margin:
    """Hold an alternative against a margin, unless what would be shown is only what was put in, or half of it."""
    found = non_inferiority((order.second, key, plan.margins[key]), plan.first, answers, less)
    rests = going(plan, order.first, order.second)
    if key in ABOUT_GOING and rests == "claimed":
        return replace(found, verdict="cannot tell", why=_OWN_CLAIM)
    if key == ABSCONDED and rests == "assumed":
        return replace(found, verdict="cannot tell", why=_AS_ASSUMED)
    if key == UNNOTICED and rests == "assumed":
        found = replace(found, why=f"{found.why}{_IF_AS_MANY}")
    noticed = {order.found.get(each, "unclear") for each in (UNNOTICED, SHARE_NOTICED)}
    if key == DELAY and found.verdict == "shown" and not (noticed & {"better", "same", "no worse"}):
        return replace(found, verdict="cannot tell", why=_OF_THE_NOTICED)
    return found


def _aim() -> Stage:
    why = "whether an aim is important enough to limit a right is a matter of law, and no number here bears on it"
    return Stage("aim", "Is the aim important enough to limit a right?", "cannot tell", (why,))


def _connection(plan: ComparePlan, to_first: list[Order]) -> Stage:
    """Tell whether the scheme is shown to do anything for its aim: to keep people from going, or to notice it."""
    prevents, why_prevents = _prevents(plan)
    notices, why_notices = _notices(plan, to_first)
    found = {prevents, notices}
    verdict: Verdict = "shown" if "shown" in found else "not shown" if found == {"not shown"} else "cannot tell"
    asks = "Does the scheme do anything for its aim: does it keep people from absconding, or notice it when they do?"
    return Stage("connection", asks, verdict, (why_prevents, *why_notices))


def _prevents(plan: ComparePlan) -> tuple[Verdict, str]:
    first = plan.plans[plan.first].scheme
    counted = first.conduct.absconding_counted_as
    found = effects(counted) if counted is not None else ()
    if not found:
        return (
            "cannot tell",
            "prevention: nobody has published counts of two groups, one with this scheme and one without",
        )
    said = "; ".join(_trial_said(each) for each in found)
    # What a trial says of one measure it says of no other.
    if TRIED not in {tool.kind for tool in first.instruments.values()}:
        return "cannot tell", f"prevention: no trial of this scheme was published; of a fitted tag, {said}"
    helps, harms = (any(each.shows(better=better) for each in found) for better in (True, False))
    return ("shown" if helps and not harms else "not shown"), f"prevention: {said}"


def _trial_said(effect: Effect) -> str:
    result = trial(effect.trial).result(effect.outcome)
    treated, control = (result.arms[str(name)].what for name in (result.treated, result.control))
    value, low, high = (POINTS * each for each in (effect.value, effect.low, effect.high))
    return (
        f"in {effect.trial} {value:+.1f} percentage points absconded with “{treated}” beside “{control}”, from "
        f"{low:+.1f} to {high:+.1f} (below 0: fewer), and that it keeps anybody from going is left a probability of "
        f"{effect.benefit:.2g}"
    )


def _notices(plan: ComparePlan, to_first: list[Order]) -> tuple[Verdict, list[str]]:
    """Tell whether people are gone unnoticed for fewer days than under each alternative."""
    rests = {each.second: going(plan, each.first, each.second) for each in to_first}
    claimed = [name for name, of in rests.items() if of == "claimed"]
    found = {each.second: each.found.get(UNNOTICED, "unclear") for each in to_first if each.second not in claimed}
    why = [_unnoticed(name, of, _IF_AS_MANY if rests[name] == "assumed" else "") for name, of in found.items()]
    why += [f"noticing, beside {name}: {_OWN_CLAIM}" for name in claimed]
    if "worse" in found.values():
        return "shown", why
    if claimed:
        return "cannot tell", why
    return ("not shown" if set(found.values()) <= {"better", "same"} else "cannot tell"), why


def _unnoticed(name: str, found: Found, condition: str) -> str:
    how_many = {"worse": "more", "better": "fewer", "same": "as many"}
    if found not in how_many:
        days = "for more days or for fewer before anybody acts cannot be told"
        return f"noticing: whether under {name} people are gone {days}"
    right = "" if found == "same" else ", if the numbers of the files are right"
    gone = f"noticing: under {name} people are gone for {how_many[found]} days a year before anybody acts on it"
    return f"{gone}{right}{condition}"


def _less_intrusive(first: str, to_first: list[Order], margins: tuple[Margin, ...]) -> Stage:
    """Tell whether no alternative that takes less of people would do as well."""
    asks = "Would no less intrusive measure do as well?"
    less = {each.second: each.less_intrusive for each in to_first}
    if not margins:
        why = "no margin was named: say with --margin how much worse in noticing would still be as well"
        return Stage("less-intrusive", asks, "cannot tell", (why, *_said_of(less, first)))
    candidates = [name for name, takes_less in less.items() if takes_less != "not shown"]
    told = [f"{each.scheme}: {each.why}" for each in margins]
    does = {name: [each.verdict for each in margins if each.scheme == name] for name in candidates}
    as_well = [name for name in candidates if less[name] == "shown" and set(does[name]) == {"shown"}]
    verdict: Verdict = "cannot tell"
    if as_well:
        verdict = "not shown"
        told.insert(
            0, f"{' and '.join(as_well)} is shown to take less of people and to do as well, to within the margins"
        )
    elif not candidates:
        told.insert(0, "no alternative here is less intrusive: each takes more of people in something, or nothing less")
    elif all("shown to do worse" in of for of in does.values()):
        verdict = "shown"
        told.insert(0, "every alternative here that may be less intrusive is shown to do worse by more than a margin")
        told.append("alternatives that were not put side by side here were not looked at")
    return Stage("less-intrusive", asks, verdict, (*told, *_said_of(less, first)))


def _said_of(less: Mapping[str, Verdict], first: str) -> tuple[str, ...]:
    said = {
        "shown": f"{{}} takes less of people than {first} in something and more in nothing",
        "not shown": f"{{}} is not less intrusive than {first}: it takes more in something, or nothing less",
        "cannot tell": f"whether {{}} takes less of people than {first} in everything cannot be told",
    }
    return tuple(said[each].format(name) for name, each in less.items())


def _balance(to_first: list[Order]) -> Stage:
    asks = "Is the gain worth what it takes of people?"
    why = ["no number weighs one against the other, and nothing here is added up; this stands on either side"]
    for each in to_first:
        gain, pays = each.turned.keys("better", "gains"), each.turned.keys("worse", "takes")
        gains = "; ".join(BY_KEY[key].words for key in gain) or "nothing that is shown"
        takes = "; ".join(BY_KEY[key].words for key in pays) or "nothing that is shown"
        why.append(f"beside {each.second} it is better in: {gains}. It is worse for people in: {takes}")
    return Stage("balance", asks, "cannot tell", tuple(why))
