"""The page of a comparison: what it says first, what it never adds up, and what has no value."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest

from custodes.cli.tables import table_lines
from custodes.report.blocks import Bullets, Heading, Paragraph, Picture, Sentence, Table
from custodes.report.compare_about import brought
from custodes.report.compare_chart import chart_blocks
from custodes.report.compare_necessity import necessity_blocks
from custodes.report.compare_orders import order_blocks
from custodes.report.compare_page import compare_page
from custodes.report.compare_pairing import pairing_blocks
from custodes.report.compare_short import in_short
from custodes.report.compare_table import SIDES, compare_table, keys_of
from custodes.study.compare_effect import RATE
from custodes.study.compare_questions import BY_KEY, COST_EARLIER, EARLIER
from custodes.study.difference import Difference
from tests.report.made_up import HOSTILE
from tests.report.made_up_comparison import BROUGHT, comparison
from tests.report.pages import read

HOURS = "burden_h_per_week"
TEXT = " ".join(HOSTILE.values())


def said(sentence):
    return " ".join(part for part in (sentence.before, sentence.value, sentence.after, sentence.interval) if part)


def changed(done, key, *, ends=None, **more):
    """Give the comparison with another difference of the second scheme to the first."""
    two = tuple(done.answers)[:2]
    other = Difference(*(ends or (None,) * 3), 0.95, **more)
    differences = {**done.differences, key: {**done.differences[key], two[1]: other}}
    between = {**done.between, two: {**done.between[two], key: other}}
    return replace(done, differences=differences, between=between)


def hours(ends):
    done = changed(comparison(2), HOURS, ends=ends)
    return next(each for each in in_short(done) if each.topic == "Time taken")


@pytest.fixture(scope="module", params=[2, 6])
def done(request):
    return comparison(request.param)


@pytest.fixture(scope="module")
def page(done):
    return read(compare_page(done))


def test_the_same_comparison_gives_the_same_bytes():
    assert compare_page(comparison(3)) == compare_page(comparison(3))


def test_its_parts_stand_in_their_order(page):
    titles = [
        "In short",
        "What is compared",
        "What it takes of people",
        "What it is for",
        "What it costs",
        "What it takes, against how soon it notices",
        "Which does better in everything",
        "Is it necessary?",
        "What pairing gains",
    ]
    places = [page.text.index(f" {k + 1} {title}") for k, title in enumerate(titles)]
    assert places == sorted(places)


def test_every_place_of_the_page_has_one_name(page):
    names = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(names) == len(set(names))


def test_the_first_screen_says_what_a_difference_means_before_its_number():
    found = [said(each) for each in in_short(comparison(2))]
    tag, telephone = "\u201cA made-up fitted tag\u201d", "\u201cMade-up reporting by telephone\u201d"
    acts, unseen = "wrongly accused, and somebody acts on it,", "a person is gone, and nobody acts on it, for"
    assert found == [
        f"With {telephone} people are {acts} 1.2 times a year less often than with {tag} (0.77 to 1.6).",
        f"{telephone} takes 8.7 hours a week less of a person\u2019s time than {tag} (6.1 to 11).",
        f"With {telephone} a true absence is acted on 3.6 days later than with {tag} (1.7 to 5.5).",
        f"With {telephone} {unseen} 2.5 days a year more than with {tag} (1.3 to 3.7).",
    ]


def test_there_is_a_sentence_for_each_question_and_alternative(done):
    assert len(in_short(done)) == 4 * (len(done.answers) - 1)


def test_what_is_open_is_said_to_be_open():
    found = hours((0.5, -1.0, 2.0))
    assert said(found).startswith("It is open whether")
    assert said(found).endswith("from 1 hour a week less to 2 hours a week more.")
    assert found.how == (
        "In the middle of the range: 0.50 hours a week more. \u201cA made-up fitted tag\u201d: 8.7 hours a week (7.0 "
        "to 11); \u201cMade-up reporting by telephone\u201d: 0.040 hours a week (0.032 to 0.052)."
    )
    assert hours((0.0, 0.0, 2.0)).value == "none to 2 hours a week more."


def test_less_than_an_hour_is_told_in_minutes():
    assert said(hours((-0.1, -0.2, -0.05))).startswith(
        "\u201cMade-up reporting by telephone\u201d takes 6 minutes a week less"
    )
    assert hours((-0.1, -0.2, -0.05)).interval == "(3 to 12)."


def test_what_does_not_differ_is_exactly_the_same():
    assert "takes exactly as much" in said(hours((0.0, 0.0, 0.0)))


def test_one_number_has_no_brackets():
    found = hours((2.0, 2.0, 2.0))
    assert (found.interval, found.after[-1]) == ("", ".")


def test_what_cannot_be_told_says_why():
    done = comparison(6)
    last = in_short(done)[4]
    assert last.absent
    assert last.cannot == "\u201cNothing at all\u201d: This scheme has nothing of false_accusations_per_person_year."
    found = next(
        each
        for each in in_short(changed(comparison(2), HOURS, cannot_tell="too few worlds can tell of both"))
        if each.topic == "Time taken"
    )
    assert (found.cannot, found.absent) == ("Too few worlds can tell of both.", False)


def test_every_question_stands_in_one_part_of_the_table():
    keys = [key for side in SIDES for key in keys_of(side)]
    assert sorted(keys) == sorted((*BY_KEY, EARLIER, COST_EARLIER))


def cells(done, side, key):
    table = compare_table(done, side)
    return table.rows[keys_of(side).index(key)]


def test_a_cell_has_value_interval_and_difference(done):
    head, first, second, *_ = cells(done, "takes", HOURS)
    assert head.text == "Hours that it takes of a person's week (less is better for the people)"
    assert (first.text, first.more) == ("8.7", ("(7.0 to 11)", ""))
    assert (second.text, second.more) == ("0.040", ("(0.032 to 0.052)", "8.7 less (6.1 to 11)"))


def test_shares_differ_in_points_and_money_in_pounds(done):
    assert cells(done, "gains", "detections_share")[2].more[1] == "7.0 points less (26 points less to 12 points more)"
    assert cells(done, "costs", "cost_gbp.per_person_day")[2].more[1] == "£11.34 less (£7.70 to £14.98)"
    assert cells(done, "gains", "share_absconded_within.365d")[2].more[1] == "the same"


def test_the_two_lines_that_only_a_comparison_has_leave_the_first_scheme_out(done):
    _, first, second, *_ = cells(done, "gains", EARLIER)
    assert (first.text, second.text) == ("\u2013", "20 more (10 to 30)")
    _, first, second, *_ = cells(done, "costs", COST_EARLIER)
    assert (first.text, second.text) == ("\u2013", "£1,830 (£640 to £4,100)")


def test_notices_as_many_earlier_as_later():
    done = comparison(2)
    done = replace(
        done, differences={**done.differences, EARLIER: {"made-up-telephone": Difference(0.0, 0.0, 0.0, 0.95)}}
    )
    assert cells(done, "gains", EARLIER)[2].text == "none more"


def test_a_cell_without_a_value_has_its_reason_in_the_note():
    table = compare_table(comparison(6), "takes")
    row = table.rows[keys_of("takes").index("photographs_held_at_end")]
    assert [cell.text for cell in row[1:]] == [
        *["does not apply"] * 2,
        "412,000",
        "does not apply",
        "91,000",
        "does not apply",
    ]
    assert (
        "A, B, D, F, \u201cphotographs held at the end\u201d: does not apply. This scheme has nothing of "
        "photographs_held_at_end."
    ) in table.note


def test_a_difference_alone_that_cannot_be_told_has_its_reason_too():
    done = changed(comparison(2), HOURS, cannot_tell="too few worlds can tell of both")
    assert cells(done, "takes", HOURS)[2].more[1] == ""
    assert "the difference cannot be told. Too few worlds can tell of both." in compare_table(done, "takes").note


def test_an_answer_that_is_not_there_cannot_be_told():
    done = comparison(2)
    answers = {name: {key: each for key, each in of.items() if key != HOURS} for name, of in done.answers.items()}
    found = replace(done, answers=answers)
    assert len(compare_table(found, "takes").rows) == len(compare_table(done, "takes").rows) - 1
    assert "Time taken" not in [each.topic for each in in_short(found)]
    answers["made-up-tag"] = done.answers["made-up-tag"]
    assert cells(replace(done, answers=answers), "takes", HOURS)[2].text == "cannot tell"


def test_the_terminal_shows_the_same_table(done):
    lines = "\n".join(table_lines(compare_table(done, "costs")))
    assert "Cost of a person a day" in lines
    assert "£12.14" in lines


def test_conversions_of_prices_are_said():
    text = read(compare_page(comparison(3))).text
    assert f"were converted. {BROUGHT.partition('. ')[2]}" in text
    assert "No price was converted." in read(compare_page(comparison(2))).text


def test_a_conversion_is_found_whatever_an_amount_rests_on():
    def of(**basis):
        given = {"source": None, "redacted": None, "assumption": None, "dated": (), **basis}
        items = {"device": SimpleNamespace(amount=SimpleNamespace(**given))}
        return brought(SimpleNamespace(costs=SimpleNamespace(items=items)))

    told = ("Brought from here.",)
    assert of(source=SimpleNamespace(read="Read. Brought from here.")) == told
    assert of(redacted=SimpleNamespace(possible="Withheld. Brought from here.")) == told
    assert of(assumption="Nobody knows. Brought from here.") == told
    assert of(assumption="Nobody knows.") == ()
    assert of(dated=(SimpleNamespace(source=None, redacted=None, assumption=f"x {told[0]}"),) * 2) == told


def test_without_an_effect_it_says_that_the_same_people_go():
    text = read(compare_page(comparison(2, entered=False))).text
    assert "The same people abscond on the same days under every scheme that does not hold them all day and " in text
    assert "the same, as assumed" in text
    assert "Taken to be the same under both, as no effect on absconding was entered" in text
    assert "Effects entered" not in text


def test_an_effect_says_trial_definition_points_and_probability():
    text = read(compare_page(comparison(2))).text
    assert "Marked as an absconder in the Home Office's own records" in text
    # 16 % of some 600 tagged against 14 % of some 600 controls: Home Office, GPS tagging expansion pilot.
    assert "The trial gps-expansion-pilot+2.0 (\u22122.0 to +6.0)17% that it helps" in text
    assert "A claim of the user\u2019s own\u22125.00.04% by gps-expansion-pilot" in text
    assert "548 days" in text


def test_a_single_draw_says_what_its_intervals_leave_out():
    text = read(compare_page(comparison(2, draws=1))).text
    assert "This comparison has a single draw" in text
    assert "every unknown at its middle" in text
    assert "This comparison has a single draw" not in read(compare_page(comparison(2))).text


def test_who_has_no_place_on_a_figure_is_named_beneath_with_why():
    blocks = chart_blocks(comparison(6))
    pictures = [block for block in blocks if isinstance(block, Picture)]
    left_out = [block.items for block in blocks if isinstance(block, Bullets)]
    assert len(pictures) == len(left_out) == 2
    assert all(
        items[0].startswith("F, \u201cNothing at all\u201d. ") and "does not apply" in items[0] for items in left_out
    )
    assert [len(each.table.rows) for each in pictures] == [5, 5]
    assert all("E, \u201cA made-up app\u201d: " in each.alt for each in pictures)


def test_where_no_scheme_has_both_there_is_no_figure():
    done = comparison(6)
    answers = dict.fromkeys(done.answers, done.answers["nothing"])
    blocks = chart_blocks(replace(done, answers=answers))
    assert not [block for block in blocks if isinstance(block, Picture)]
    assert "nothing to draw" in next(block.text for block in blocks if isinstance(block, Paragraph))


def verdicts(done):
    return [block.text for block in order_blocks(done) if isinstance(block, Paragraph)][1:]


def tried(count):
    """Give a comparison with the effect of a trial and no claim."""
    done = comparison(count)
    return replace(done, plan=replace(done.plan, entered=done.plan.entered[:1]))


def ordered(done=None, **found):
    """Give what is said of two schemes, where of each question it was found what is given and else the same."""
    done = done or tried(2)
    one, other = done.answers
    ends = {"better": (-1.0, -2.0, -0.5), "worse": (1.0, 0.5, 2.0), "same": (0.0,) * 3, "unclear": (0.0, -1.0, 1.0)}
    keys = {
        key: "same"
        for key in BY_KEY
        if done.answers[one][key].value is not None and done.answers[other][key].value is not None
    }
    keys |= {key.replace("__", "."): what for key, what in found.items()}
    same = {name: {key: each for key, each in of.items() if key in keys} for name, of in done.answers.items()}
    of = {key: Difference(*ends[what], 0.95) for key, what in keys.items()}
    return verdicts(replace(done, answers=same, between={(one, other): of}))[0]


def test_orders_are_told_in_words():
    assert ordered() == "There is no difference between them in anything that is asked here."
    assert ordered(burden_h_per_week="better") == (
        "\u201cMade-up reporting by telephone\u201d dominates \u201cA made-up fitted tag\u201d: it is shown to do "
        "worse in nothing that is asked here, and better in something. In what the schemes take of people, "
        "\u201cMade-up reporting by telephone\u201d is shown to take less in something and more in nothing."
    )
    turned = ordered(burden_h_per_week="worse")
    assert turned.startswith("\u201cA made-up fitted tag\u201d dominates \u201cMade-up reporting by telephone\u201d")
    assert turned.endswith("\u201cA made-up fitted tag\u201d is shown to take less in something and more in nothing.")
    assert "each does better in something" in ordered(burden_h_per_week="better", detection_delay_days="worse")
    both = ordered(burden_h_per_week="better", responses_per_person_year__arrest="worse")
    assert both.endswith("In what they take of people, too, each takes less than the other in something.")
    assert ordered(detection_delay_days="unclear") == (
        "Whether either does better in everything cannot be told. They take the same of people in everything that is "
        "asked."
    )
    assert ordered(burden_h_per_week="unclear").endswith("takes less of people in everything cannot be told.")


def test_an_order_that_takes_it_that_as_many_abscond_says_so():
    none = comparison(2, entered=False)
    assumed = ", if as many people abscond under both, which is assumed here."
    assert ordered(none) == f"There is no difference between them in anything that is asked here{assumed}"
    assert f"better in something{assumed}" in ordered(none, burden_h_per_week="better")


def test_how_much_of_an_effect_could_be_put_on_is_said():
    # The trial leaves it possible that a tag brings more to abscond by more than the few who do under the other.
    done = tried(2)
    few = {name: replace(each, draws=64) for name, each in done.plan.plans.items()}
    for each in few.values():
        each.scheme.values = lambda *_: {RATE: 0.00002}
    text = read(compare_page(replace(done, plan=replace(done.plan, plans=few)))).text
    assert re.search(r"In \d+ of 64 draws not all of this could be put on the people under .Made-up reporting", text)


def test_a_rate_that_was_set_for_one_scheme_is_called_a_claim():
    done = comparison(2, entered=False)
    done.plan.plans["made-up-telephone"].scheme.conduct.absconding = SimpleNamespace(text=lambda: "0.02 a year")
    text = read(compare_page(done)).text
    assert "was set for this comparison, to 0.02 a year. That is a claim of the user\u2019s own" in text


def test_who_does_better_in_what_is_said_of_the_right_one():
    lists = next(block.items for block in order_blocks(tried(2)) if isinstance(block, Bullets))
    assert lists[0].startswith("\u201cMade-up reporting by telephone\u201d does better in: false accusations acted on")
    assert lists[1].startswith(
        "\u201cA made-up fitted tag\u201d does better in: days until a true absence is acted on;"
    )
    assert lists[2].startswith("The same under both: times a week that it wakes a person; photographs held at the end;")
    assert lists[3:] == ("Cannot tell which does better: true absences that are acted on.",)


def test_each_two_schemes_have_their_order(done):
    count = len(done.answers)
    headings = [block.text for block in order_blocks(done) if isinstance(block, Heading)]
    assert len(headings) == count * (count - 1) // 2
    assert headings[0].startswith("A and B: ")


def test_every_stage_has_a_verdict_and_a_reason(done):
    blocks = necessity_blocks(done)
    stages = [block for block in blocks if isinstance(block, Sentence)]
    assert [stage.topic for stage in stages] == ["Aim", "Connection", "Less intrusive", "Balance"]
    assert {stage.value for stage in stages} <= {"Shown.", "Not shown.", "Cannot tell."}
    reasons = [item for block in blocks if isinstance(block, Bullets) for item in block.items]
    assert len(reasons) >= 4
    assert not [item for item in reasons if "made-up-" in item or item.endswith("..")]


def test_a_margin_stands_in_the_units_of_its_question(done):
    table = next(block for block in necessity_blocks(done) if isinstance(block, Table))
    delay, share = table.rows[:2]
    assert [cell.text for cell in delay[2:5]] == ["7 days", "3.6 days worse", "cannot tell"]
    assert delay[3].more == ("(1.7 to 5.5)",)
    assert [cell.text for cell in share[2:5]] == ["5 points", "7.0 points worse", "cannot tell"]


def test_without_a_margin_it_says_how_to_name_one():
    blocks = necessity_blocks(comparison(2, margins=False))
    assert not [block for block in blocks if isinstance(block, Table)]
    assert "No margin was named" in blocks[-1].text
    assert "--margin" in blocks[-1].text


def test_what_pairing_gains_is_told_question_by_question(done):
    table = next(block for block in pairing_blocks(done) if isinstance(block, Table))
    assert len(table.rows) == len(BY_KEY)
    by_words = {row[0].text: row[1].text for row in table.rows}
    assert by_words["Hours that it takes of a person's week"] == "5.2"
    assert by_words["People who abscond within a year"] == "\u2013"


def test_nothing_in_a_hostile_scheme_becomes_markup():
    page = read(compare_page(comparison(3, text=TEXT)))
    plain = read(compare_page(comparison(3)))
    assert not {"script", "svg"} & {tag for tag, _ in page.tags}
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in plain.tags]
    assert [attributes for attributes in page.named("img") if "onerror" in attributes] == []
    assert "<script>alert(1)</script>" in page.text
    assert "\\u202e" in page.text
    assert "\u202e" not in page.text
    assert page.style == plain.style
