"""The page of the dials: what is gained and what is given away along each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.blocks import Block, Bullets, Paragraph, Section
from custodes.report.dial_picture import SHOWN, Shown, dial_picture
from custodes.report.dial_table import DIAL_WORDS, dial_table
from custodes.report.dials import Dial
from custodes.report.sheet import sheet

if TYPE_CHECKING:
    from custodes.study.dial_plan import Setting
    from custodes.study.dials import Dials

HEADING: Final = "What the trail gives away"

_ACROSS: Final = {
    "interval": "From left to right: longer and longer from one recorded position to the next.",
    "grid": "From left to right: larger and larger squares, of which only the centre is recorded.",
    "keep": "From left to right: positions kept for longer and longer.",
}
_SAYS: Final = {
    "interval": "A position now and then still shows where somebody lives, because nights are long. What it hides is "
    "visits. A rule that waits for several positions in a row waits for several of these.",
    "grid": "A coarse position hides which house and which door; it still shows that somebody was out.",
    "keep": "Keeping positions longer notices nothing sooner: a rule is held against a position when it comes in. It "
    "adds nights, visits and places to what can be given away.",
}
_GAINED: Final = (
    Shown(
        "violations_noticed_share",
        "True violations that are noticed and acted on",
        "A taller bar: more of them are noticed.",
        gain=True,
    ),
    Shown(
        "violation_noticed_delay_h",
        "Time until one is acted on, on average",
        "A shorter bar: sooner noticed. Crowded desks answer late.",
        gain=True,
    ),
)
_HELD: Final = Shown(
    "trail_sensitive_visits_held",
    "Visits to a clinic, a place of worship, a lawyer or a union, held of a person in all",
    "A taller bar gives more away.",
    gain=False,
)
_LONGEST_LABEL: Final = 8


def dial_page(dials: Dials) -> str:
    """Write the page of the dials.

    Parameters
    ----------
    dials : Dials
        The finished look.

    Returns
    -------
    str
        The HTML document.
    """
    plan = dials.plan
    opening = Paragraph(
        "A trail that is kept can be read by somebody for whom it was never meant, later and for another reason. This "
        "page turns three dials, one at a time, and says what each setting gains and what it gives away. There are "
        "several losses and no score that adds them up. The two other dials stand where the scheme has them; rounding "
        "is none, and what is recorded is the finest that there is."
    )
    about = Section("about", "How to read this page", (opening, Bullets(dials.notes)))
    sections = (about, *(Section(dial, words, _blocks(dials, dial)) for dial, words in DIAL_WORDS.items()))
    return sheet(plan.scheme, HEADING, sections, seed=plan.base.seed, command=plan.command())


def _blocks(dials: Dials, dial: str) -> tuple[Block, ...]:
    lines = dials.along(dial)
    own = next((k for k, line in enumerate(lines) if line.setting.own), None)
    answers = {f"{key}.{k}": answer for k, line in enumerate(lines) for key, answer in line.answers.items()}
    turned = Dial(
        tuple(str(k) for k in range(len(lines))),
        tuple(line.setting.words for line in lines),
        tuple(_label(line.setting) for line in lines),
        None if own is None else float(own),
    )
    seen, lost = (tuple(shown for shown in SHOWN if shown.gain is gain) for gain in (True, False))
    title = f"{DIAL_WORDS[dial]}: what is gained and what is given away"
    scheme = "the scheme's own setting" + (f": {lines[own].setting.words}" if own is not None else "")
    found = dial_picture(answers, turned, title, _ACROSS[dial], scheme, every=(*_GAINED, *seen, *lost, _HELD))
    said: tuple[Block, ...] = (Paragraph(_SAYS[dial]),)
    return (*said, *((found,) if found is not None else ()), dial_table(dials, dial))


def _label(setting: Setting) -> str:
    """Name a setting so shortly that it fits under a bar."""
    short = setting.words.replace(" minutes", " min").replace(" minute", " min").replace(" hours", " h")
    short = short.replace(" hour", " h").replace(" days", " d").replace(" day", " d").replace("as recorded", "recorded")
    return short if len(short) <= _LONGEST_LABEL else setting.name
