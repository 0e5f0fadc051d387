from __future__ import annotations

import base64
import itertools
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from custodes.measures.answer import Span, Worlds, cannot_tell
from custodes.report.dials import setting_of
from custodes.report.glossary import TERMS
from custodes.report.html import render
from custodes.report.losses import losses
from custodes.study.view import Scaling
from tests.report.made_up import (
    HOSTILE,
    answers,
    no_trail,
    quantities,
    told,
    view,
    view_of_tag,
    view_of_watch_with_trail,
    view_without_faces,
)
from tests.report.pages import Page, read

TWO_MEGABYTES = 2_000_000


VIEWS = {
    "watch": view,
    "reporting": view_without_faces,
    "tag": view_of_tag,
    "watch with trail": view_of_watch_with_trail,
}


@cache
def html(name: str) -> str:
    return render(VIEWS[name]())


@cache
def page(name: str) -> Page:
    return read(html(name))


every = pytest.mark.parametrize("name", list(VIEWS))


@every
def test_page_is_the_same_to_the_byte_twice(name):
    assert render(VIEWS[name]()) == html(name)


@every
def test_page_is_small(name):
    assert len(html(name).encode()) < TWO_MEGABYTES


@every
def test_page_runs_nothing_and_asks_for_nothing(name):
    tags = {tag for tag, _ in page(name).tags}
    assert not tags & {"script", "link", "iframe", "object", "embed", "form", "svg", "base", "audio", "video"}
    for tag, attributes in page(name).tags:
        assert not [key for key in attributes if key.startswith("on") or key in {"style", "srcset", "background"}]
        if "src" in attributes:
            assert tag == "img"
            assert (attributes["src"] or "").startswith("data:image/svg+xml;base64,")
        assert not (attributes.get("href") or "").lower().startswith(("javascript:", "data:", "//"))
    style = "".join(page(name).style)
    assert "url(" not in style
    assert "@import" not in style


def test_content_policy_is_strict():
    policy = next(m["content"] for m in page("watch").named("meta") if m.get("http-equiv") == "Content-Security-Policy")
    assert policy == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


@every
def test_headings_stand_in_order(name):
    levels = [int(tag[1]) for tag, _ in page(name).tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@every
def test_every_figure_has_alt_text_a_reading_line_and_its_numbers(name):
    figures = re.findall(r"<figure>(.*?)</figure>", html(name), flags=re.DOTALL)
    assert len(figures) >= 8
    for figure in figures:
        alt = re.search(r'alt="([^"]*)"', figure)
        assert alt is not None
        assert len(alt[1]) > 40
        assert "How to read this." in figure
        details = figure.split("<details>")[1]
        assert "<caption>" in details
        assert details.count("<tr>") >= 2
        source = re.search(r"base64,([^\"]+)", figure)
        assert source is not None
        assert base64.b64decode(source[1]).lstrip().startswith(b"<?xml")


@every
def test_every_table_has_a_caption_and_scopes(name):
    tables = re.findall(r"<table>(.*?)</table>", html(name), flags=re.DOTALL)
    assert tables
    for table in tables:
        assert table.lstrip().startswith("<caption>")
        rows = re.findall(r"<tr>(.*?)</tr>", table, flags=re.DOTALL)
        widths = {len(re.findall("<t[hd]", row)) for row in rows}
        assert len(widths) == 1
        assert all('<th scope="row"' in row for row in rows[1:])
        assert '<th scope="col"' in rows[0]


@every
def test_every_link_inside_the_page_leads_somewhere(name):
    ids = [attributes["id"] for _, attributes in page(name).tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {(a["href"] or "")[1:] for a in page(name).named("a") if (a["href"] or "").startswith("#")}
    assert targets <= set(ids)
    assert "main" in targets


@every
def test_every_answer_is_shown_by_its_id(name):
    shown = set(re.findall(r"<code>([^<]+)</code>", html(name)))
    for identifier in VIEWS[name]().answers:
        setting = setting_of(identifier)
        if setting is None:
            assert identifier in shown
        else:
            family, interval, _ = setting
            assert {f"{family}.{interval}.GRID", f"{family}.INTERVAL.GRID"} & shown, identifier


def test_cannot_tell_is_shown_with_what_would_be_needed():
    text = page("watch").text
    assert "cannot tell" in text
    assert "Fewer than 3 true absences were acted on; at least 10 would be needed." in text
    assert "Only 12 people are in this group; about 343 would be needed." in text


def test_scheme_without_faces_or_review_says_that_these_do_not_apply():
    text = page("reporting").text
    assert "A person is told to report in person about 1,790 times a year." in text
    assert "This scheme compares no faces." in text
    assert "In this scheme nobody reviews a failed check." in text
    alts = " ".join(image["alt"] or "" for image in page("reporting").named("img"))
    assert "Failed checks become alerts by the rules of the scheme; no person looks first." in alts
    assert "does not apply to this scheme: no usable picture taken; a live face taken for a picture; " in text
    assert text.count("does not apply") > 10


def test_both_ranges_of_an_answer_stand_apart():
    made = replace(view(), answers={**answers(), "burden_h_per_week": told(3.0, "hour per week", 2.0)})
    text = read(render(made)).text
    # value 3, interval 1.5 to 6, from unknowns 1.65 to 5.7, from people 2.82 to 3.21: as `told` makes them.
    assert "The scheme takes about 3 hours of a person's week. Between 1.5 and 6." in text
    assert "from what is not known about the scheme, 1.7 to 5.7; from a finite number of people, 2.8 to 3.2" in text


def test_sides_of_recognition_never_share_a_figure():
    for figure in re.findall(r"<figure>(.*?)</figure>", html("watch"), flags=re.DOTALL):
        misses = "somebody else" in figure
        accusations = "own face" in figure or "false accusation" in figure.lower()
        assert not (misses and accusations)


def test_group_tables_stand_before_any_summary_index():
    whole = html("watch")
    assert whole.index("False accusations by group") < whole.index("Gaps between groups")
    assert whole.index("machine rejects, by group") < whole.index("Gaps between groups")


def test_first_screen_names_what_nobody_has_published():
    first = page("watch").text.split("Contents")[0]
    assert "own face is not matched: 2% (0.5% to 15%), assumed." in first
    assert "officer's time for a case: 12 minutes (4 minutes to 45 minutes), assumed." in first
    assert "says of no real person" in first


def test_withheld_numbers_are_said_to_be_withheld():
    text = page("watch").text
    assert "withheld (redacted)" in text
    assert "The number of devices was withheld" in text


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_text_is_inert(name):
    made = read(render(view(HOSTILE[name])))
    plain = page("watch")
    count = {tag for tag, _ in made.tags} - {tag for tag, _ in plain.tags}
    assert count == set()
    assert len(made.named("img")) == len(plain.named("img"))
    assert not [key for _, attributes in made.tags for key in attributes if key.startswith("on")]
    assert made.style == plain.style
    whole = "".join(made.words)
    assert not [c for c in whole if ord(c) < 32 and c != "\n"]
    assert not set(whole) & set("\x1b\u202e\u2066\u200b\ufeff")
    assert "49" not in [word for word in made.text.split() if "7*7" in word]


def test_hostile_text_is_shown_and_not_swallowed():
    assert "<script>alert(1)</script>" in read(render(view(HOSTILE["script"]))).text
    assert "{{7*7}}" in read(render(view(HOSTILE["template"]))).text
    assert "abc\\u202edef\\u2066" in read(render(view(HOSTILE["bidi"]))).text
    assert "\\u001b[31mred" in read(render(view(HOSTILE["ansi"]))).text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", None])
def test_source_is_linked_only_to_the_web(url):
    made = view()
    source = made.scheme.sources["guardian-2022-08-05"]
    source.url = url
    links = [a["href"] for a in read(render(made)).named("a")]
    assert url not in links


def test_bare_run_still_makes_a_page():
    bare = replace(
        view(),
        answers={"checks_due_per_person_year": cannot_tell("nobody was on the scheme", unit="per person-year")},
        quantities=(),
        parts_not_run=(),
    )
    text = read(render(bare)).text
    assert "Checks due: cannot tell. Nobody was on the scheme." in text
    assert "Every part of the scheme was run." in text
    assert "This run did not ask for it." in text


def test_run_without_draws_has_an_interval_from_people_only():
    alone = {key: replace(answer, from_unknowns=None) for key, answer in answers().items()}
    text = read(render(replace(view(), answers=alone))).text
    assert "from what is not known about the scheme, " not in text
    assert "from a finite number of people, " in text


def test_every_basis_is_counted():
    rows = quantities()
    shares = {basis: sum(r.basis == basis for r in rows) for basis in ("source", "assumption", "redacted")}
    # 14 quantities: 9 assumed, 1 withheld.
    assert f"assumption: {shares['assumption']} (64%)" in page("watch").text
    assert f"withheld (redacted): {shares['redacted']} (7.1%)" in page("watch").text


def test_short_time_held_is_said_in_hours():
    made = {**answers(), "burden_h_per_week.detained": told(0.02, "hour per week", 2.0)}
    # 0.02 hours a week x 365.25 / 7 weeks = 1.04 hours a year.
    assert "a person is held for about 1.0 hours a year" in read(render(replace(view(), answers=made))).text
    assert "a person is held for about 1.1 days a year" in page("watch").text


def test_groups_that_are_all_too_small_give_a_table_and_no_figure():
    made = answers()
    through = made["checks_passed_by_others_share"]
    small = {
        attribute: {group: replace(one, value=None, low=None, high=None, cannot_tell="only 3 people; 90 are needed")}
        for attribute, groups in through.by_group.items()
        for group, one in groups.items()
    }
    untold = cannot_tell("only 3 people; 90 are needed", unit="share", people=3)
    made["checks_passed_by_others_share"] = replace(untold, by_group=small)
    shown = render(replace(view(), answers=made))
    assert shown.count("<figure>") == html("watch").count("<figure>") - 1
    assert "Only 3 people; 90 are needed." in read(shown).text


def test_count_without_a_range_from_person_to_person_shows_none():
    made = answers()
    made["cost_gbp.total"] = replace(made["cost_gbp.total"], from_people=Span(8e6, 8e6))
    text = read(render(replace(view(), answers=made))).text
    first = text.index("the scheme costs")
    assert "from a finite number of people" not in text[first : first + 300]


def alone():
    """Make a run with a single draw: no layer of unknowns."""
    made = view()
    made.plan.draws = 1
    single = {key: replace(answer, from_unknowns=None) for key, answer in answers().items()}
    single["cost_gbp.per_person_day"] = replace(told(1.8, "GBP", 1.0), from_unknowns=None)
    return replace(made, answers=single)


def test_accusation_is_said_of_whom_it_was_counted():
    text = page("watch").text
    assert (
        "Of people who never absconded nor handed the device over, 71 in 100 (71%) are at least once acted against "
        "(a call, a warning, a visit or an arrest) over something they did not do or could not help, within 365 days "
        "on the scheme in the run."
    ) in text
    assert "of joining" not in text
    assert "first year" not in text


def test_no_alert_is_called_true_that_may_be_a_prompt_let_pass():
    text = page("watch").text
    assert "that are true" not in text
    assert "Alerts that are not false (the person was away, had handed the device over, or let a prompt pass)" in text
    alts = [image["alt"] or "" for image in page("watch").named("img")]
    assert any(alt.startswith("Alerts that are not false (the person was away") for alt in alts)


def test_alerts_about_an_absence_stand_beside_precision_when_the_run_has_them():
    said = "Alerts that are about a true absence, at each counting point"
    assert said in page("watch").text
    older = {key: one for key, one in answers().items() if not key.startswith("alerts_about_absence_share")}
    shown = render(replace(view(), answers=older))
    assert said not in read(shown).text
    assert shown.count("<figure>") == html("watch").count("<figure>") - 1


def test_single_draw_says_nothing_of_what_is_not_known():
    text = read(render(alone())).text
    assert "every unknown stands at its middle. So the range after each number comes from a finite number" in text
    assert "only the central world was run" in text
    assert "the middle over the worlds by itself" not in text
    # The definition of an interval is of both kinds of runs; the first screen is not.
    assert "of what is possible lies" not in text.split("Contents")[0]


def test_number_without_a_range_of_a_single_draw_names_the_middle():
    made = alone()
    single = replace(made.answers["cost_gbp.total"], low=6.3e6, high=6.3e6, value=6.3e6)
    text = read(render(replace(made, answers={**made.answers, "cost_gbp.total": single}))).text
    assert "the scheme costs £6.30 million in all. With every unknown at its middle." in text


def test_many_draws_say_that_parts_need_not_add_up():
    text = page("watch").text
    middles = "Each number is the middle over the worlds by itself, so parts need not add up to a whole."
    assert middles in text.split("Contents")[0]
    flow = next(f for f in re.findall(r"<figure>(.*?)</figure>", html("watch"), re.DOTALL) if "What happens" in f)
    assert middles in flow
    assert "the median reach of these, below and above, set about the value" in text


def test_flow_names_what_leaves_between_its_boxes():
    alts = " ".join(image["alt"] or "" for image in page("watch").named("img"))
    for said in (
        "Only failed checks with a picture go to the review desk; of those decided there, 81% are cleared",
        "raise an alert only when so many come in a row: 2 (1 to 3)",
        "joins it: within 24 hours (6 to 96)",
        "Triage lets through 60% (20% to 100%) of the false alerts and 85% (60% to 100%) of the others",
        "alerts that still wait when the run ends",
        "the rest ends with no step",
        "false accusations, per year of being there 36",
    ):
        assert said in alts
    assert "among them" not in alts


def test_flow_of_plainer_rules_says_so():
    made = view()
    made.scheme.rules.no_image = "clear"
    rows = [row for row in quantities() if not row.path.startswith("desks.triage")]
    rows = [replace(row, text="1") if row.path == "rules.missed_in_a_row" else row for row in rows]
    rows.append(replace(rows[0], path="desks.casework.gives_up_after", text="48 hours"))
    untold = cannot_tell("nobody decided a case", unit="share")
    asked = {**answers(), "review_overturned_share": untold}
    said = losses(replace(made, quantities=tuple(rows), answers=asked))
    assert said["failed"] == (
        "Only failed checks with a picture go to the review desk. Every check that is not answered raises an alert. "
        "A check that took no usable picture raises no alert. A failure soon after the person's last alert joins it: "
        "within 24 hours (6 to 96)."
    )
    assert said["raised"] == "No triage: every alert goes on."
    assert said["triaged"].endswith("So are those that have waited longer than 48 hours.")


def test_backlog_stands_right_after_the_waits_that_it_shortens():
    text = page("watch").text
    waits = text.index("where there is a backlog these waits are too short")
    assert (
        waits < text.index("Backlog: cases left waiting at the end of the run") < text.index("after hours counts, and")
    )


def test_size_of_a_run_stands_where_its_counts_stand():
    made = view()
    made.plan.days = 60
    small = read(render(replace(made, scaling=Scaling(250, 2500.0)))).text
    scaled = "The run has 250 people at any one time; the scheme has 2,500."
    assert scaled in small.split("Contents")[0]
    assert "The run lasts 60 days; figures for a year are worked out from that." in small.split("Contents")[0]
    # First screen, desks, photographs, cost, how to repeat.
    assert small.count(scaled) == 5
    assert "The size of this run." not in page("watch").text


def test_photographs_are_those_of_the_run():
    said = (
        "Of photographs taken in the 365 days of the run, of the run's 2,500 people, about 4.12 million are still held"
    )
    assert said in page("watch").text
    assert "(people who were there at the start begin with none)" in page("watch").text


def test_glossary_of_the_report_and_of_the_handbook_agree():
    handbook = " ".join((Path(__file__).parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8").split())
    meanings = {place: meaning for place, _, meaning in TERMS}
    for place in ("interval", "lapse", "not-false"):
        assert meanings[place].replace("95%", "95 %") in handbook


def test_layer_without_a_width_is_left_out():
    through = replace(answers()["checks_passed_by_others_share"], from_unknowns=Span(0.0, 0.0))
    text = read(render(replace(view(), answers={**answers(), "checks_passed_by_others_share": through}))).text
    assert "about the scheme, \u2013" not in text


def test_worlds_that_are_left_out_are_said():
    made = view()
    key = "failed_checks_per_person_year"
    answers = {**made.answers, key: replace(made.answers[key], worlds=Worlds(told=60, of=64))}
    assert "60 of 64 worlds can tell this; the rest are left out." in read(render(replace(made, answers=answers))).text
    assert "worlds can tell this" not in read(render(made)).text


def test_scheme_without_a_trail_takes_one_row_for_all_settings():
    made = replace(view(), answers={**answers(), **no_trail()})
    shown = re.findall(r"<code>([^<]+)</code>", render(made))
    assert shown.count("trail_home_error_m.INTERVAL.GRID") == 1
    assert "trail_home_error_m.1min.GRID" not in shown
    assert "Answers at every setting of a trail" not in read(render(made)).text


def test_scheme_that_asks_for_nothing_says_nothing_of_checks():
    text = page("tag").text
    first = text.split("Contents")[0]
    assert "It is recorded where a person is about 1,390 times a day." in first
    assert "A person is told to" not in text
    assert "own face" not in text.split("All answers")[0]
    assert "A prompt" not in first
    assert "Positions recorded: 508,000" in " ".join(image["alt"] or "" for image in page("tag").named("img"))


def test_scheme_that_records_positions_says_of_whom_accusations_were_counted():
    said = (
        "Of people who never absconded, handed the device over or took it off, and were never where they must not be, "
        "71 in 100 (71%) are at least once acted against"
    )
    assert said in page("tag").text
    assert said in page("watch with trail").text
    assert said not in page("watch").text


def test_sections_on_tag_and_trail_stand_only_where_positions_are_recorded():
    for name, there in (("watch", False), ("reporting", False), ("tag", True), ("watch with trail", True)):
        assert ('id="trail"' in html(name)) == there
        assert ('id="tag"' in html(name)) == there


def test_charger_is_said_as_it_binds():
    assert "A person is tied to the charger for about 7.7 hours a week." in page("tag").text
    # The watch of the other view is taken off to be charged: 0 hours tied.
    first = page("watch with trail").text.split("Contents")[0]
    assert "The device, which is taken off for it, is on the charger for about 1.1 hours a day." in first
    assert "tied" not in first


def alts(name: str) -> list[str]:
    return [image["alt"] or "" for image in page(name).named("img")]


def test_flow_names_what_the_tag_raises_alerts_about():
    flow = next(alt for alt in alts("tag") if alt.startswith("Positions recorded"))
    for said in (
        "The tag raises alerts about positions beyond the edge of a zone, widened by 30 metres",
        "(0 to 100), so many in a row: 5 (3 to 10); nothing recorded for 4 hours (1 to 24); a battery down to 0%",
        "reported out during the curfew 16 (6.2 to 39)",
        "battery low or flat 11 (4.3 to 27)",
    ):
        assert said in flow
    assert "stay in" not in flow
    flow = next(alt for alt in alts("watch with trail") if alt.startswith("Checks due"))
    assert "The tag raises further alerts about a battery down to 0%" in flow
    assert "the tag: battery low or flat 11" in flow


def test_rules_without_positions_are_said_in_the_flow():
    made = view_of_tag()
    made.scheme.rules.location = None
    assert losses(made)["recorded"].startswith("No rule of the scheme raises an alert")
    assert "failed" not in losses(made)
