"""Sentences, document, figure and page of a look at the unknowns."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from custodes.report.figures import factors
from custodes.report.figures.marks import WIDTH, Bar, Line, Text
from custodes.report.figures.svg import text_width
from custodes.report.sensitivity_document import sensitivity_document
from custodes.report.sensitivity_page import sensitivity_page
from custodes.report.sensitivity_words import about, basis_words, factor_words, range_words, sentence, whole
from custodes.study.morris import Screened
from custodes.study.sensitivity import Sensitivity
from custodes.study.sensitivity_found import LUCK, Found
from custodes.study.sensitivity_plan import USUAL, sensitivity_plan
from tests.report.made_up_sensitivity import (
    D_PRIME,
    DEVICES,
    FALSE,
    NO_MATCH,
    OTHERS,
    PLAN,
    WINDOW,
    factor,
    found,
    looked,
    part,
    whole_look,
)
from tests.report.pages import read

SCHEME = PLAN.scheme
ABOUT = "how often people are falsely accused and acted against"


def _said(*args, **more):
    return sentence(found(*args, **more), PLAN)


def test_most_comes_from_an_assumption():
    said = _said({NO_MATCH: part(0.62, 0.51, 0.7)})
    start = f"Most of what is not known about {ABOUT} comes from \u201c{factor_words(factor(NO_MATCH))}\u201d"
    assert said.startswith(f"{start} (62%, 51 to 70), for which the scheme's file names no published figure.")
    assert said.endswith("the range of this answer would be expected to be about 38% (30 to 45) narrower.")


def test_most_is_only_probable_when_the_interval_reaches_below_half():
    assert _said({NO_MATCH: part(0.62, 0.35, 0.8)}).startswith("Probably most of")


def test_what_was_withheld_and_what_was_published_are_said_so():
    withheld = _said({DEVICES: part(0.8, 0.7, 0.9)})
    assert "which was withheld (number of devices and price of each)" in withheld
    published = _said({D_PRIME: part(0.8, 0.7, 0.9)})
    assert "which is worked out (White, Kemp, Jenkins, Matheson and Burton, PLoS ONE 9(8), e103510, 2014)" in published
    effort = factor("instruments.reporting.checks.effort.per_attempt")
    assert basis_words(effort, SCHEME).startswith("which is published as a range (")


def test_no_single_number():
    said = _said({NO_MATCH: part(0.3, 0.2, 0.4), DEVICES: 0.3})
    assert said.startswith("No single number explains most of what is not known about")
    assert "the largest is \u201c" in said
    assert "Together, assumptions explain 30%, 20 to 38." in said


def test_numbers_at_once_that_explain_more_than_any_one_are_named():
    said = _said({OTHERS: 0.4, NO_MATCH: part(0.3, 0.2, 0.4)})
    assert (
        "The other varied assumptions at once (2) explain more than any one number (40%, 30 to 48): a larger --most"
        in said
    )


def test_the_answer_is_written_with_its_unit_once():
    assert range_words(found({NO_MATCH: 0.6})) == "3.1 (0.20 to 19) per person-year"
    assert range_words(found({NO_MATCH: 0.6}, unit="GBP per person-day")) == "£3.10 (£0.20 to £19.00) per person-day"
    assert range_words(found({NO_MATCH: 0.6}, unit="GBP")) == "£3.10 (£0.20 to £19.00)"
    assert range_words(Found(FALSE, "share", 16, 8, 0, 0.25, 0.25, 0.25)) == "25%"
    assert range_words(Found(FALSE, "share", 2, 8, 7, cannot_tell="7 of 8")) == ""


def test_too_close_to_tell():
    names = (NO_MATCH, DEVICES, D_PRIME, WINDOW)
    said = _said({NO_MATCH: 0.3, DEVICES: 0.28, D_PRIME: 0.2, WINDOW: 0.2}, ahead=names)
    assert said.startswith("It cannot be told which number matters most for")
    assert ", and 1 more are too close to each other." in said
    assert "narrower" not in said


def test_luck_is_most_or_largest():
    assert _said({NO_MATCH: 0.1}, luck=0.8).startswith(
        f"Most of what is not known about {ABOUT} is luck (80%, 70 to 88)"
    )
    largest = _said({NO_MATCH: 0.3, DEVICES: 0.1}, luck=0.4)
    assert largest.startswith("The largest part of what is not known")
    assert "more people or a longer run would narrow it; the largest of the numbers is" in largest


def test_numbers_that_act_together_are_not_said_to_be_luck_or_one_number():
    parts = {NO_MATCH: 0.02, DEVICES: 0.01}
    every = found(parts, luck=0.03)
    high = replace(
        every, moves=tuple(replace(each, total=part(0.9 if each.factor.single else 0.03)) for each in every.moves)
    )
    said = sentence(high, PLAN)
    assert said.startswith(
        f"Most of what is not known about {ABOUT} comes from several numbers together (94%, 84 to 100)"
    )
    assert "The one with the largest part in it is \u201c" in said
    # What is missing from all parts is not said to be done together when no number is seen to act through others.
    assert "together" not in sentence(found(parts, luck=0.03, ahead=(NO_MATCH,)), PLAN).split(".")[0]
    assert "(90%, 80 to 98 with all others), for which the scheme's file names no published figure." in said


def test_nothing_moves_it_and_it_cannot_be_told():
    still = sentence(Found(FALSE, "per person-year", 16, 8, 0, 0.0, 0.0, 0.0), PLAN)
    assert still == f"Nothing that is unknown moves {ABOUT}: it is 0 in every world."
    untold = sentence(Found(FALSE, "per person-year", 2, 8, 7, cannot_tell="7 of 8 sets of worlds"), PLAN)
    assert untold == f"Cannot tell what moves {ABOUT}: 7 of 8 sets of worlds."


def test_a_share_is_never_below_nothing_or_above_all():
    assert [whole(x) for x in (-0.2, 0.004, 0.625, 1.3)] == [0, 0, 62, 100]


def test_every_usual_question_has_words_of_its_own():
    assert len({about(key) for key in USUAL}) == len(USUAL)
    assert about("burden_h_per_week.sleep") != "burden_h_per_week.sleep"


def test_the_document_holds_what_was_found():
    document = json.loads(json.dumps(sensitivity_document(whole_look()), allow_nan=False))
    answer = document["answers"][FALSE]
    assert answer["schemes"]["home-office-2022"] == {
        "value": 3.1, "low": 0.2, "high": 19.0, "unit": "per person-year", "worlds": 128, "rows": 64, "rows_lost": 2
    }  # fmt: skip
    first = answer["factors"][0]
    assert first["path"] == NO_MATCH
    assert first["basis"] == "assumption"
    assert first["first"] == {"value": 0.62, "low": 0.51, "high": 0.7}
    assert first["morris"] == {"mu_star": 3.21, "sigma": 1.1, "told": 4}
    marked = {each["path"]: each["mark"] for each in answer["factors"]}
    assert marked[D_PRIME] == "D"
    assert marked[LUCK] is marked[OTHERS] is None
    assert sum(each["value"] for each in answer["kinds"].values()) == pytest.approx(1.0)
    assert answer["disclosure"]["path"] == NO_MATCH
    assert document["answers"]["cost_gbp.per_person_day"]["disclosure"] is None
    assert document["answers"]["detections_share"]["cannot_tell"].startswith("20 of 64")
    about_it = document["sensitivity"]
    assert about_it["plan_hash"] == PLAN.hash
    assert about_it["kept"] == [DEVICES, D_PRIME, NO_MATCH]
    assert about_it["together"] == {OTHERS: [WINDOW, "wearers.working_share"]}
    assert len(about_it["screening"]) == len(PLAN.varied)


def test_the_page_says_everything_and_asks_for_nothing():
    look = whole_look()
    html = sensitivity_page(look)
    page = read(html)
    for each in look.found:
        begins = sentence(each, PLAN).removeprefix("Cannot tell what").split(":")[0]
        assert " ".join(begins.split())[:80] in page.text
    assert "does not apply: this scheme records no trail" in page.text
    assert PLAN.command() in page.text
    assert html == sensitivity_page(look)
    assert all(image["src"].startswith("data:") and image["alt"] for image in page.named("img"))
    assert len(page.named("img")) == 2
    assert not page.named("script")


NAMED = "Only {} varied here, all others at their middle."


def _named(*paths, parts=None, **more):
    plan = sensitivity_plan("home-office-2022", vary=paths)
    base = looked(found(parts or {NO_MATCH: 0.6}, **more))
    moved = dict.fromkeys(paths, 1.0)
    return Sensitivity(plan, base.found, {}, base.factors, moved, (), (), 9)


def _everywhere(look):
    """Give the sentence of the one answer, once it is sure that the page and the file have it, too."""
    (one,) = look.found
    said = sentence(one, look.plan)
    assert sensitivity_document(look)["answers"][one.key]["sentence"] == said
    page = " ".join(read(sensitivity_page(look)).text.replace("\u201c ", "\u201c").split())
    return said, page


def test_one_named_unknown_is_not_said_to_be_most_of_what_is_not_known():
    said, page = _everywhere(_named(NO_MATCH, parts={NO_MATCH: part(1.0, 0.95, 1.0)}))
    name = f"\u201c{factor_words(factor(NO_MATCH))}\u201d (100%, 95 to 100)"
    assert said.startswith(
        f"{NAMED.format('1 unknown was')} Most of what it and luck leave open about {ABOUT} comes from {name}"
    )
    assert "the range of this answer over the worlds run here would be expected to be about 38% (30 to 45)" in said
    assert said.endswith("narrower; what the unknowns at their middle leave open is not in that range.")
    assert "not known about" not in said
    assert said in page
    assert "each unknown is varied" not in page
    assert f"This page looks at 1 of the {len(PLAN.varied)} unknowns of this scheme." in page
    assert "Only the 1 named unknown was varied" in page


def test_several_named_unknowns_are_counted_in_the_sentence():
    only = NAMED.format("2 unknowns were")
    open_about = f"they and luck leave open about {ABOUT}"
    most, page = _everywhere(_named(NO_MATCH, DEVICES))
    assert most.startswith(f"{only} Most of what {open_about} comes from")
    assert most in page
    assert f"What {open_about}, by kind" in page
    assert "Only the 2 named unknowns were varied" in page
    luck, _ = _everywhere(_named(NO_MATCH, DEVICES, parts={NO_MATCH: 0.1}, luck=0.8))
    assert luck.startswith(f"{only} Most of what {open_about} is luck (80%, 70 to 88)")
    none, _ = _everywhere(_named(NO_MATCH, DEVICES, parts={NO_MATCH: 0.3, DEVICES: 0.2}))
    assert none.startswith(f"{only} No single number explains most of what {open_about}:")
    untold = Found(FALSE, "per person-year", 2, 8, 7, cannot_tell="7 of 8 sets of worlds")
    said, page = _everywhere(replace(_named(NO_MATCH, DEVICES), found=(untold,)))
    assert said == f"{only} Cannot tell what moves {ABOUT}: 7 of 8 sets of worlds."
    assert page.count(only) == 2  # beside the reason, and over the table of the screening


@pytest.mark.parametrize(
    ("paths", "begins"),
    [
        ((NO_MATCH,), "The 1 unknown that was varied here, all others at their middle, does not move"),
        ((NO_MATCH, DEVICES), "None of the 2 unknowns that were varied here, all others at their middle, moves"),
    ],
)
def test_named_unknowns_that_move_nothing_are_not_all_that_is_unknown(paths, begins):
    still = Found(FALSE, "per person-year", 16, 8, 0, 0.0, 0.0, 0.0)
    said, page = _everywhere(replace(_named(*paths), found=(still,)))
    assert said == f"{begins} {ABOUT}: it is 0 in every world."
    assert said in page


def test_a_look_at_which_every_unknown_is_named_leaves_none_at_its_middle():
    every = _named(*PLAN.varied)
    said, page = _everywhere(every)
    assert said == sentence(every.found[0], PLAN)
    assert "at their middle" not in said
    assert "each unknown is varied over its whole declared range" in page
    assert "stood at their middle" not in page


def test_a_named_unknown_that_moved_nothing_stands_at_its_middle():
    look = replace(_named(NO_MATCH, DEVICES), moved={NO_MATCH: 1.0, DEVICES: 0.0}, fixed=(DEVICES,))
    assert "they moved no answer in the screening: 1 unknown." in read(sensitivity_page(look)).text


def test_an_unknown_of_which_the_screening_cannot_tell_is_not_said_to_have_moved_nothing():
    base = looked(found({NO_MATCH: 0.6}))
    silent = replace(base.found[0].moves[0], screened=Screened(0.0, 0.0, 0))
    look = replace(
        base,
        found=(replace(base.found[0], moves=(silent, *base.found[0].moves[1:])),),
        moved={NO_MATCH: 1.0, DEVICES: 0.0, WINDOW: 0.0},
        untold=(WINDOW,),
        fixed=(DEVICES,),
    )
    page = read(sensitivity_page(look)).text
    assert "because they moved no answer in the screening: 1 unknown." in page
    assert "an answer could not be told wherever they moved, so that they may move it: 1 unknown." in page
    assert "cannot tellwith the others" in page
    document = sensitivity_document(look)
    assert document["sensitivity"]["screening"][WINDOW]["moved_at_most"] is None
    assert document["sensitivity"]["screening"][DEVICES]["moved_at_most"] == 0.0
    assert document["answers"][FALSE]["factors"][0]["morris"] == {"mu_star": None, "sigma": None, "told": 0}


def test_the_figure_keeps_within_its_width_and_tells_kinds_apart():
    rows = [
        factors.Row("a rather long label of a number that nobody has published " * 2, kind, "62%", 0.62, -0.1, 1.2, 1.4)
        for kind in factors.LOOKS
    ]
    drawing = factors.draw(rows)
    for mark in drawing.marks:
        match mark:
            case Text():
                wide = text_width(mark.words, mark.size, bold=mark.bold)
                left = {"left": mark.x, "center": mark.x - wide / 2, "right": mark.x - wide}[mark.anchor]
                assert left >= 0
                assert left + wide <= WIDTH
            case Bar():
                assert 0 <= mark.x <= mark.x + mark.width <= WIDTH
            case Line():
                assert all(0 <= x <= WIDTH for x in (mark.start[0], mark.end[0]))
    bars = {(mark.fill, mark.hatch) for mark in drawing.marks if isinstance(mark, Bar)}
    assert len({hatch for _, hatch in bars}) == len(factors.LOOKS)
    letters = [mark.words for mark in drawing.marks if isinstance(mark, Text) and mark.bold and len(mark.words) == 1]
    assert {"A", "W", "P", "L"} == set(letters)
