from __future__ import annotations

import math
from dataclasses import replace

import pytest

from custodes.measures.answer import cannot_tell
from custodes.report.blocks import Heading, Paragraph, Picture, Sentence, Table
from custodes.report.dial_picture import SHOWN, dial_picture
from custodes.report.dials import interval_dial
from custodes.report.parts import raised_by_tag
from custodes.report.tag import tag
from custodes.report.trail import trail
from tests.report.made_up import tag_answers, told, trail_answers, view_of_tag, view_of_watch_with_trail


def blocks(section, kind):
    return [block for block in section.blocks if isinstance(block, kind)]


def pictures(view):
    return blocks(trail(view), Picture)


def test_gain_stands_before_loss_along_each_dial():
    often, coarsely = pictures(view_of_tag())
    for figure, first in ((often, "1 minute"), (coarsely, "1 m")):
        assert figure.alt.index("True violations") < figure.alt.index("guessed home")
        for shown in SHOWN:
            assert f"{shown.title}: {first} " in figure.alt
    assert "12 hours 15% (12% to 20%)" in often.alt
    assert "the scheme's own setting: a position every minute." in often.alt
    assert "the scheme's own setting: to the metre." in coarsely.alt


def test_each_dial_turns_alone():
    often, coarsely = pictures(view_of_tag())
    # Home errors of the made-up run: 7 m at 1 minute, 2.2 times that at 12 hours; 2,010 m in squares of 5 km.
    assert "12 hours 15 (12 to 20)" in often.alt
    assert "5 km 2,010 (1,550 to 2,610)" in coarsely.alt


def test_table_behind_a_figure_holds_both_layers_of_every_bar():
    often, coarsely = pictures(view_of_tag())
    assert len(often.table.rows) == len(SHOWN) * 6
    assert len(coarsely.table.rows) == len(SHOWN) * 5
    assert often.table.head == ("What", "Value", "Interval", "Range from unknowns", "Range from people", "Unit")
    home = next(cells for cells in often.table.rows if cells[0].text.endswith("from the true one: 1 minute"))
    # 7 m, wide 1.3: 5.4 to 9.1; unknowns 5.38 x 1.1 to 9.1 x 0.95; people 0.94 and 1.07 times 7.
    assert [cell.text for cell in home[1:]] == ["7", "5.4 to 9.1", "5.9 to 8.6", "6.6 to 7.5", "metre"]


def test_scheme_whose_rules_use_no_positions_gains_nothing():
    often, _ = pictures(view_of_watch_with_trail())
    assert "Does not apply. No rule of this scheme uses positions" in often.alt
    assert "a position every 10 minutes" in often.alt
    assert "1 minute does not apply; 5 minutes does not apply; 15 minutes 7.4" in often.alt


def test_sentences_say_at_which_setting_they_are():
    opening = blocks(trail(view_of_tag()), Paragraph)[0].text
    assert "about the scheme's own setting: a position every minute, to the metre." in opening
    opening = blocks(trail(view_of_watch_with_trail()), Paragraph)[0].text
    assert "The scheme records a position every 10 minutes" in opening
    assert "the nearest setting looked at: a position every 15 minutes, to the metre." in opening
    home = blocks(trail(view_of_watch_with_trail()), Sentence)[0]
    assert home.value == "about 7.4"


def test_keeping_longer_is_said_to_notice_nothing_sooner():
    section = trail(view_of_tag())
    place = section.blocks.index(Heading("For how long"))
    said = section.blocks[place + 1]
    assert isinstance(said, Paragraph)
    assert said.text.startswith(
        "This scheme keeps positions for 6 years. Keeping the trail longer notices nothing sooner."
    )
    held = section.blocks[place + 2]
    assert isinstance(held, Sentence)
    assert held.value == "about 389 million"


def test_run_that_did_not_ask_still_makes_the_sections():
    bare = replace(view_of_tag(), answers={}, quantities=())
    assert pictures(bare) == []
    assert [p.text for p in blocks(trail(bare), Paragraph)].count("This run did not ask for it.") == 2
    assert all(sentence.cannot for sentence in blocks(tag(bare), Sentence))
    assert any("did not ask what alerts are about" in p.text for p in blocks(tag(bare), Paragraph))


def dial_of(answers):
    made = view_of_tag()
    return dial_picture(answers, interval_dial(made, "1m"), "Title", "Across.", "own")


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (0.0004, "share", "<0.1%"),
        (0.9995, "share", ">99.9%"),
        (1.0, "share", "100%"),
        (1830.0, "metre", "1.8 km"),
        (0.2, "hour", "12 min"),
        (9.3, "hour", "9.3 h"),
        (72.0, "hour", "3 d"),
        (math.inf, "metre", "no guess"),
        (2.4, "per person-month", "2.4"),
    ],
)
def test_number_over_a_bar_is_brief(monkeypatch, value, unit, written):
    drawn = []
    monkeypatch.setattr(
        "custodes.report.dial_picture.dials.draw", lambda rows, *_, **__: drawn.append(rows) or _small()
    )
    answer = replace(told(1.0, unit), value=value)
    dial_of({"trail_home_error_m.1min.1m": answer})
    assert drawn[0][0].columns[0].written == written
    assert drawn[0][0].columns[1].written == "\u2013"


def _small():
    from custodes.report.figures.marks import Drawing  # noqa: PLC0415

    return Drawing((), 10.0)


def test_family_that_cannot_be_told_says_why_in_place_of_bars():
    why = "too few people; 90 would be needed"
    made = {
        key: cannot_tell(why, unit=answer.unit) if key.startswith("trail_unicity.p4") else answer
        for key, answer in trail_answers().items()
    }
    figure = dial_of(made)
    assert figure is not None
    assert "People singled out by four of their visits: Cannot tell. Too few people; 90 would be needed" in figure.alt
    assert dial_of({}) is None


def test_alerts_by_cause_stand_at_every_counting_point():
    table = next(t for t in blocks(tag(view_of_tag()), Table) if t.caption.startswith("Alerts by cause"))
    assert table.head == ("Cause", "Raised", "Kept at triage", "Dealt with by a caseworker", "Acted on")
    by_cause = {cells[0].text: [cell.text for cell in cells[1:]] for cells in table.rows}
    # 0.9 a person-month raised, 0.3 of them acted on; wide 2.5.
    assert by_cause["Battery low or flat"][0] == "0.90 (0.36 to 2.2)"
    assert by_cause["Battery low or flat"][3] == "0.27 (0.11 to 0.68)"
    assert "Reported outside a zone to stay in" not in by_cause
    assert "Not answered in time" not in by_cause


def test_tag_of_a_scheme_with_checks_shows_their_alerts_beside():
    made = view_of_watch_with_trail()
    missed = {"alerts_per_person_month.raised.missed": told(2.0, "per person-month")}
    section = tag(replace(made, answers={**made.answers, **missed}))
    table = next(t for t in blocks(section, Table) if t.caption.startswith("Alerts by cause"))
    rows = {cells[0].text: [cell.text for cell in cells[1:]] for cells in table.rows}
    assert rows["Not answered in time"] == ["2 (0.80 to 5)", "\u2013", "\u2013", "\u2013"]


def test_section_on_the_tag_says_what_it_was_asked():
    said = {sentence.topic: sentence for sentence in blocks(tag(view_of_tag()), Sentence)}
    assert said["Lost"].value == "3.4 in 100 (3.4%)"
    assert said["Reported"].value == "66 in 100 (66%)"
    assert said["Curfew"].value == "about 0.21"
    assert said["Noticed"].value == "57 in 100 (57%)"
    assert said["Delay"].value == "about 31"
    assert "61" in blocks(tag(view_of_tag()), Picture)[0].alt
    assert set(tag_answers()) <= set(view_of_tag().answers)


def test_only_causes_that_the_rules_have_are_shown():
    made = view_of_tag()
    assert list(raised_by_tag(made)) == ["curfew", "exclusion", "gap", "battery", "strap"]
    made.scheme.rules.location.gap.counts_as = "nothing"
    made.scheme.rules.location.battery = None
    assert list(raised_by_tag(made)) == ["curfew", "exclusion", "strap"]
    made.scheme.rules.location = None
    assert raised_by_tag(made) == {}
    assert not [heading for heading in blocks(tag(made), Heading) if heading.text == "What the alerts are about"]
