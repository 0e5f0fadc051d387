"""Terms that the report uses, each said once in plain words."""

from __future__ import annotations

from typing import Final

TERMS: Final = (
    ("alert", "Alert", "A message that a person may have broken a rule, made by the machine or by a reviewer."),
    (
        "check",
        "Check",
        "One demand to prove oneself: a photograph, a fingerprint, a call, a visit. It is passed, failed or missed.",
    ),
    (
        "counting-point",
        "Counting point",
        (
            "Where on its way an alert is counted: raised, kept at triage, dealt with by a caseworker, or acted on. "
            "A number of alerts means little without it, as each point counts fewer."
        ),
    ),
    (
        "curfew",
        "Curfew",
        "Hours in which a wearer must be at home; being within the radius that the scheme states counts as home.",
    ),
    (
        "false-accusation",
        "False accusation",
        (
            "An alert about somebody who was doing what the scheme asked, or could not do otherwise: a lost signal, "
            "sleep, a picture too dark, a mistaken match, a position that is off, a strap at fault, a mistaken "
            "reviewer."
        ),
    ),
    (
        "fix",
        "Fix",
        (
            "One recorded position. It lies some way off the true one, and how far off it is at one minute is much "
            "like at the minute before: errors come in runs."
        ),
    ),
    (
        "fnmr",
        "False non-match (FNMR)",
        (
            "The machine compares the wearer's own face and says that it is somebody else. For the wearer it is the "
            "start of an accusation. Its rate is the false non-match rate, FNMR."
        ),
    ),
    (
        "fmr",
        "False match (FMR)",
        (
            "The machine compares somebody else's face and says that it is the wearer. Nobody is accused; an absence "
            "is missed. Its rate is the false match rate, FMR."
        ),
    ),
    (
        "interval",
        "Interval",
        (
            "Where the middle 95% of what is possible lies, if the scheme works as its file says and the true numbers "
            "are in the ranges stated there: over all worlds, each with what a finite number of people leaves open. "
            "What is not known and a finite number of people are also shown apart. With a single draw every unknown "
            "stands at its middle, and the interval says nothing of what is not known."
        ),
    ),
    (
        "geomean",
        "Typical group (geometric mean)",
        "The middle of the groups' rates when they are compared by how many times larger one is than another.",
    ),
    (
        "gini",
        "Gini index",
        "A number from 0 to 1 that says how unevenly something falls on the groups: 0 is the same for all.",
    ),
    (
        "lapse",
        "Lapse",
        (
            "A prompt that the wearer could have answered and let pass, or a battery that ran flat because it was not "
            "charged as asked. An alert about it is not a false accusation; neither does it mean that the wearer was "
            "away."
        ),
    ),
    (
        "not-false",
        "Not false",
        (
            "Said of an alert about somebody who was away or where they must not be, had handed the device over or "
            "taken it off, or was answerable for a lapse. It need not be about an absence."
        ),
    ),
    (
        "person-year",
        "Person-year",
        "One person on the scheme for one year, or two people for half a year each.",
    ),
    (
        "shuffled",
        "Shuffled labels",
        (
            "The same index after group names are dealt to people at random. Small groups differ by luck alone; a gap "
            "that is no larger than the shuffled one shows nothing."
        ),
    ),
    (
        "singled-out",
        "Singled out (unicity)",
        (
            "Said of a person when a few visits, known from elsewhere, fit no trail but theirs. The trail needs no "
            "name on it then."
        ),
    ),
    (
        "stay",
        "Stay",
        "A time spent at one place. What a trail shows is asked of stays of 20 minutes or more away from home.",
    ),
    (
        "trail",
        "Trail",
        "The recorded positions of one person in order of time.",
    ),
    ("triage", "Triage", "A first look at an alert that lets it through to a caseworker or closes it."),
    (
        "violation",
        "Violation",
        "A breach of a rule that did happen. An alert is not yet a violation, and a violation may raise no alert.",
    ),
    ("wearer", "Wearer", "The person whom the scheme monitors, also where nothing is worn."),
    (
        "world",
        "World",
        (
            "One set of numbers drawn from the ranges of the scheme, run on synthetic people. Many worlds show what "
            "is not known."
        ),
    ),
    (
        "zone",
        "Zone",
        "A part of a town that a wearer must stay in (inclusion) or keep out of (exclusion).",
    ),
)
"""Place in the page, term, meaning; in the order of the alphabet."""

_OF_AN_AUDIT: Final = frozenset(
    {"alert", "check", "counting-point", "fix", "fnmr", "fmr", "interval", "geomean", "gini", "person-year", "shuffled"}
    | {"trail", "triage", "wearer"}
)
_INTERVAL: Final = (
    "How far a number may lie from what more people of the same kind would show. It allows for the chance of who is in "
    "the records, with all that happened to one person taken together, and for nothing else: not for rows that are "
    "missing, wrong or held back."
)
"""Of an audit, which has no worlds and draws no unknowns."""

AUDIT_TERMS: Final = tuple(
    (place, term, _INTERVAL if place == "interval" else meaning)
    for place, term, meaning in TERMS
    if place in _OF_AN_AUDIT
)
"""The terms that the page of an audit uses, as above."""


def linked(*places: str) -> tuple[tuple[str, str], ...]:
    """Give terms with their places, to be linked where they are first used.

    Parameters
    ----------
    *places : str
        Places of terms in the page.

    Returns
    -------
    tuple of (str, str)
        Place and term.
    """
    names = {place: term for place, term, _ in TERMS}
    return tuple((place, names[place].lower() if names[place][1:].islower() else names[place]) for place in places)
