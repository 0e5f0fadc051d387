from __future__ import annotations

from custodes.disclosed.codes_text import YES_NO, read_codes, read_labels, read_presence, read_words
from tests.disclosed.raw import column, where


def test_words_are_trimmed_and_kept_once():
    words = read_words(column("b", " a ", None, "b", "  ", "a"))
    assert words.texts == ("b", "a")
    assert words.which.tolist() == [0, 1, -1, 0, -1, 1]


def test_codes_need_not_be_written_alike():
    words = read_words(column("No Match", "no_match", "NO-MATCH", "passed"))
    assert read_codes(words, {"passed": 0, "no_match": 5}, where(4)).values.tolist() == [5, 5, 5, 0]


def test_a_word_without_a_meaning_is_counted_and_not_shown():
    words = read_words(column("passed", "Kestrel7Halberd", "Kestrel7Halberd", None))
    found = read_codes(words, {"passed": 0}, where(4))
    assert found.values.tolist() == [0, -1, -1, -1]
    (note,) = found.notes
    assert (note.code, note.count, note.row) == ("no-meaning", 2, 3)
    assert "Kestrel7Halberd" not in note.text


def test_a_code_of_events_is_shown():
    found = read_codes(read_words(column("EV_NEW_THING")), {}, where(1))
    assert "EV_NEW_THING" in found.notes[0].text


def test_a_word_that_means_nothing_is_no_matter():
    assert read_codes(read_words(column("n/a")), {"n/a": -1}, where(1)).notes == ()


def test_yes_and_no():
    words = read_words(column("Yes", "N", "TRUE", "0", "maybe"))
    assert read_codes(words, YES_NO, where(5)).values.tolist() == [1, 0, 1, 0, -1]


def test_labels_are_numbered_by_the_alphabet():
    numbers, names = read_labels(read_words(column("z", None, "a", "z")))
    assert names == ("a", "z")
    assert numbers.tolist() == [1, -1, 0, 1]


def test_presence_keeps_nothing_of_a_text():
    words = read_words(column("he was ill", None, " ", "None", "N/A"))
    assert read_presence(words, ("none", "n/a")).tolist() == [1, 0, 0, 0, 0]
