from __future__ import annotations

import re

import pytest

from custodes.measures.answer import cannot_tell
from custodes.records.disclosed import Note
from custodes.report.audit_files import note_count, protection_words
from custodes.report.audit_first import LEAST, MOST, first_answers, read_words
from custodes.report.audit_page import audit_page, sections
from tests.report.made_up_audit import HOSTILE, answers, audit_view, findings
from tests.report.pages import read

ACCUSING = re.compile(r"\b(breach(ed|es)?|unlawful|illegal|violat(ed|es) the|guilty|broke the)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def page():
    return read(audit_page(audit_view()))


def place(view, name):
    return next(each for each in sections(view) if each.place == name)


def test_the_same_audit_gives_the_same_bytes():
    assert audit_page(audit_view()) == audit_page(audit_view())


def test_it_says_what_was_read(page):
    assert "3 files: 5,460 rows seen, 5,458 read, 2 refused." in page.text
    assert "They are about 120 people, from 1 January 2025 to 30 December 2025." in page.text


def test_too_few_people_are_not_counted():
    assert "They are about fewer than 10 people" in read_words(audit_view(people=None))
    assert "They do not say whose they are" in read_words(audit_view(people=0))
    assert "hold no dates" in read_words(audit_view(start_s=float("nan"), end_s=float("nan")))


def test_it_runs_nothing_and_asks_for_nothing(page):
    assert not page.named("script")
    assert not page.named("link")
    assert all(each["src"].startswith("data:image/svg+xml") for each in page.named("img"))


def test_links_in_the_page_lead_somewhere(page):
    ids = {attributes.get("id") for _, attributes in page.tags}
    inside = [each["href"] for each in page.named("a") if (each["href"] or "").startswith("#")]
    assert inside
    assert [href for href in inside if href[1:] not in ids] == []


def test_it_never_says_that_a_rule_was_broken(page):
    assert not ACCUSING.search(page.text)
    assert "nothing here says that a rule was broken" in page.text
    assert "to be argued" in page.text


def test_tables_and_codes_are_in_words():
    row = {"point": "acted_on", "cause": "not_captured", "longer_than_h": 24.0, "people": 30, "mark": ""}
    text = read(audit_page(audit_view(tables={"alert-causes": [row]}))).text
    assert "Alerts by cause, at each counting point" in text
    assert "No usable picture taken" in text
    assert "Longer than (hours)" in text
    assert "acted_on" not in text.split("Alerts by cause")[1].split("What the words mean")[0].split("Cannot tell")[0]


def test_the_drawn_table_of_both_errors_is_not_shown_twice(page):
    assert " Det" not in page.text


def test_groups_are_not_said_to_be_missing_where_recognition_has_them():
    only = {"fta": answers()["fnmr"]}
    assert not any(each.place == "groups" for each in sections(audit_view(answers=only)))


def test_an_interval_is_explained_as_of_records_and_not_of_a_simulation(page):
    words = page.text.split("What the words mean")[-1]
    assert "who is in the records" in words
    assert "worlds" not in words
    assert "scheme works as its file says" not in words


def test_a_finding_has_its_count_people_rule_and_rows(page):
    assert "done late or not at all: 34 of 340 reviews, about 29 people." in page.text
    assert "Counted so: a review counts when it is done more than a day after it was due" in page.text
    assert "Rows: rows/reviews-overdue.csv." in page.text


def test_a_withheld_finding_says_so(page):
    assert "before the person had the device: withheld: it is about fewer than 10 people, or would" in page.text


def test_looked_for_and_not_found_is_told_apart(page):
    assert "were to be deleted: none among 900 things." in page.text


def test_a_finding_under_no_test_is_not_lost(page):
    assert "in which zone they are: 812 of 812 rows" in page.text


def test_the_two_sides_of_recognition_stand_apart(page):
    text = page.text
    accuses, misses = text.index("What accuses"), text.index("What misses")
    assert accuses < text.index("from which no usable picture came", accuses) < misses
    assert accuses < text.index("fnmr_at_fmr.1e-4", accuses) < misses
    assert misses < text.index("somebody else's picture that are accepted", misses)


def test_both_errors_are_drawn_at_every_threshold(page):
    assert "at every threshold: a line from FMR 100% and FNMR 0.10% to FMR" in str(page.named("img")[0]["alt"])


def test_without_recognition_there_is_no_such_section():
    none = {key: answer for key, answer in answers().items() if key.startswith(("reviews", "held"))}
    view = audit_view(answers=none)
    assert "recognition" not in [each.place for each in sections(view)]


def test_no_answer_that_can_be_told_is_lost(page):
    told = [key for key, answer in answers().items() if answer.value is not None]
    codes = " ".join(page.words)
    assert [key for key in told if key not in codes] == []


def test_what_is_missing_comes_with_a_sentence_to_copy(page):
    assert "Please give every comparison score with whether both pictures were of the same person" in page.text


def test_stated_and_found_stand_side_by_side(page):
    cells = [word.strip() for word in page.words if word.strip()]
    at = cells.index("Watch: checks a day")
    assert cells[at : at + 4] == ["Watch: checks a day", "5 a day", "published", "1,700 per person-year"]


def test_the_first_answers_are_few_and_each_says_another_thing():
    said = first_answers(audit_view())
    assert LEAST <= len(said) <= MOST
    assert len({each.topic for each in said}) == len(said)
    assert all(each.value for each in said)


def test_the_first_answers_are_filled_up_with_what_cannot_be_told():
    untold = {key: cannot_tell("not disclosed: x", unit="share") for key in answers()}
    said = first_answers(audit_view(answers=untold))
    assert len(said) == LEAST
    assert all(each.cannot == "Not disclosed: x." for each in said)


@pytest.mark.parametrize(
    ("k", "why", "wanted"),
    [(10, "", "fewer than 10"), (6, "", "No reason was given for it."), (6, "a court asked", "a court asked")],
)
def test_a_low_k_says_why_or_that_nobody_said(k, why, wanted):
    said = protection_words(audit_view(k=k, why_k=why))
    assert wanted in said
    assert ("10 is usual" in said) == (k < 10)


def test_small_numbers_of_notes_are_not_told():
    assert note_count(Note("x", "x", "warning", count=3), 10) == "fewer than 10"
    assert note_count(Note("x", "x", "warning", count=10), 10) == "10"


def test_text_from_files_stays_text():
    html = audit_page(audit_view(hostile=True))
    assert "<script>" not in html
    assert "\u202e" not in html
    assert read(html)
    assert HOSTILE not in html


def test_an_audit_of_nothing_still_says_what_it_is():
    view = audit_view(answers={}, findings=(), tables={}, asked=(), stated=(), notes=(), files=(), people=0)
    text = read(audit_page(view)).text
    assert "0 files: 0 rows seen" in text
    assert "Every question that Custodes knows could be asked of these records." in text


def test_each_finding_is_somewhere(page):
    assert all(each.means.rstrip(".") in page.text for each in findings())
    assert place(audit_view(), "findings").title
