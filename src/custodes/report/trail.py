"""The section about what recorded positions give away, beside what is gained by recording them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.measures.trail_settings import INTERVALS
from custodes.report.blocks import Block, Heading, Paragraph, Section
from custodes.report.dial_picture import dial_picture
from custodes.report.dials import at_setting, every, finest, grid_dial, interval_dial, own_interval_min, to_grid
from custodes.report.glossary import linked
from custodes.report.sentences import counted, sentence
from custodes.report.tables import mixed_table
from custodes.report.tag_questions import SETTINGS
from custodes.report.vocabulary import capital

if TYPE_CHECKING:
    from custodes.measures.answer import Answer
    from custodes.report.blocks import Sentence
    from custodes.report.families import Answers
    from custodes.study.view import RunView

HOME: Final = "trail_home_error_m"

SAID: Final = (
    (
        HOME,
        "Home",
        "Whoever holds the trail can guess a home from the nights. For half of the people the guess is off by at most",
        "metres.",
    ),
    (
        "trail_stays_seen_share",
        "Stays",
        "Of stays of 20 minutes or more away from home,",
        "can be seen.",
    ),
    (
        "trail_sensitive_visits_seen_per_month",
        "Sensitive places",
        "Of a person's visits to a clinic, a place of worship, a lawyer or a union,",
        "a month can be seen.",
    ),
    (
        "trail_unicity.p4",
        "Singled out",
        "Four of a person's visits, known from elsewhere, single out",
        "of the people.",
    ),
)
"""Sentences about the scheme's own setting: what the id begins with, topic, before and after the number."""

_OFTEN: Final = (
    "A position now and then still shows where somebody lives, because nights are long. What it hides is visits. What "
    "it costs is time: a violation shows in the next position, and a rule that waits for several in a row waits for "
    "several of these."
)
_COARSELY: Final = (
    "A coarse position hides which house and which door. A rule about a place can be no finer than the squares in "
    "which places are recorded."
)

_FURTHER: Final = (
    "trail_home_households",
    "trail_unicity.p1",
    "trail_unicity.p2",
    "trail_unicity.p3",
    "trail_anonymity.min.p4",
    "trail_anonymity.median.p4",
    "trail_anonymity.under5.p4",
    "trail_entropy_bits",
    "trail_predictability_bound",
)


def at_own_setting(view: RunView, interval: str, grid: str) -> str:
    """Say at which setting the trail is looked at.

    Parameters
    ----------
    view : RunView
        The run.
    interval, grid : str
        The finest setting that the scheme records.

    Returns
    -------
    str
        A sentence.
    """
    own_min = own_interval_min(view)
    looked_at = at_setting(interval, grid)
    if own_min is None or interval_dial(view, grid).own == float(list(INTERVALS).index(interval)):
        return f"The sentences are about the scheme's own setting: {looked_at}."
    nearest = f"the nearest setting looked at: {looked_at}"
    return f"The scheme records a position {every(own_min)}; the sentences are about {nearest}."


def said_of_trail(answers: Answers) -> tuple[Sentence, ...]:
    """Say what the trail gives away at the scheme's own setting.

    Parameters
    ----------
    answers : mapping of str to Answer
        All answers.

    Returns
    -------
    tuple of Sentence
        Home, stays, sensitive places, singling out.
    """
    interval, grid = finest(answers, HOME)
    return tuple(
        sentence(answers.get(f"{family}.{interval}.{grid}"), f"{family}.{interval}.{grid}", topic, before, after)
        for family, topic, before, after in SAID
    )


def _dials(view: RunView) -> tuple[Block, ...]:
    answers = view.answers
    interval, grid = finest(answers, HOME)
    own_min = own_interval_min(view)
    blocks: list[Block] = []
    own = "the scheme's own setting" + (f": a position {every(own_min)}" if own_min is not None else "")
    often = dial_picture(
        answers,
        interval_dial(view, grid),
        "What is gained and what is given away when positions are recorded less often",
        "From left to right: longer and longer from one recorded position to the next.",
        own,
    )
    coarse = dial_picture(
        answers,
        grid_dial(interval, grid),
        "What is gained and what is given away when positions are recorded more coarsely",
        "From left to right: larger and larger squares, of which only the centre is recorded.",
        f"the scheme's own setting: {to_grid(grid)}",
    )
    for heading, words, found in (("How often", _OFTEN, often), ("How coarsely", _COARSELY, coarse)):
        blocks += [Heading(heading), Paragraph(words)]
        blocks.append(found or Paragraph("This run did not ask for it."))
    return tuple(blocks)


def _kept(view: RunView) -> tuple[Block, ...]:
    """Say what keeping the trail adds: nothing to what is noticed, everything to what is given away."""
    keeps = [kept.keep.text() for kept in view.scheme.data_kept if str(kept.item) == "location_fix"]
    long = f"This scheme keeps positions for {' or '.join(keeps)}. " if keeps else ""
    held = "trail_fixes_held_at_end"
    return (
        Heading("For how long"),
        Paragraph(
            f"{long}Keeping the trail longer notices nothing sooner. A rule is held against a position when it comes "
            "in, not years later, so days of keeping have no row among what is gained. They only add to what can be "
            "given away: more nights, more visits, to more people who may ask for the file."
        ),
        held_positions(view, held),
    )


def held_positions(view: RunView, key: str = "trail_fixes_held_at_end") -> Sentence:
    """Say how many positions recorded in the run are still held at its end.

    Parameters
    ----------
    view : RunView
        The run.
    key : str
        Id of the answer.

    Returns
    -------
    Sentence
        Whose they are, and that people who were there at the start begin with none.
    """
    answer = view.answers.get(key)
    people = "the people of the run" if answer is None else f"the run's {answer.people:,} people"
    return sentence(
        answer,
        key,
        "Positions held",
        f"Of positions recorded in the {counted(view.plan.days, 'day', 'days')} of the run, of {people},",
        "are still held at its end (people who were there at the start begin with none).",
    )


def _more(answers: Answers) -> tuple[Block, ...]:
    interval, grid = finest(answers, HOME)
    rows: dict[str, Answer] = {}
    for family in _FURTHER:
        answer = answers.get(f"{family}.{interval}.{grid}")
        if answer is not None:
            words = SETTINGS[family].words
            rows[capital(words)] = answer
    if not rows:
        return ()
    return (
        Heading("More of what it gives away"),
        Paragraph(
            "Four visits are little: what a neighbour, an employer or a photograph knows. The crowd is the people "
            "whose trails are looked at; a larger crowd would hide a person somewhat better, so compare settings and "
            "not towns. Bits and foretelling are estimates."
        ),
        mixed_table("More of what the trail gives away at the scheme's own setting", rows),
    )


def trail(view: RunView) -> Section:
    """Say what the trail gives away, and what is gained by it, along its dials.

    Parameters
    ----------
    view : RunView
        The run.

    Returns
    -------
    Section
        Sentences at the scheme's own setting, a figure for each of two dials, and what keeping adds.
    """
    answers = view.answers
    interval, grid = finest(answers, HOME)
    opening = Paragraph(
        "A trail that is kept can be read by somebody for whom it was never meant, later and for another reason. "
        "This is what it would tell them. There are several losses and no score that adds them up: a setting that "
        f"hides the one may leave the other where it was. {at_own_setting(view, interval, grid)}",
        terms=linked("trail", "stay", "singled-out"),
    )
    blocks = (opening, *said_of_trail(answers), *_dials(view), *_kept(view), *_more(answers))
    return Section("trail", "What the trail gives away", blocks)
