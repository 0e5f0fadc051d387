from __future__ import annotations

import numpy as np

from custodes.disclosed.codes_text import read_words
from custodes.disclosed.rekey import hash_ids, number, renumbered
from tests.disclosed.raw import KEY, column, where


def _hashed(*cells, key=KEY, of="person"):
    return hash_ids(read_words(column(*cells)), of, key, where(len(cells), "person"))


def test_the_same_id_has_the_same_number_in_every_table():
    one, _ = _hashed("A", "B", None, "A")
    two, _ = _hashed("B", "C")
    ranks, alike = number([one, two])
    first, second = renumbered(one, ranks), renumbered(two, ranks)
    assert sorted({*first[first >= 0].tolist(), *second.tolist()}) == [0, 1, 2]
    assert first[0] == first[3]
    assert first[2] == -1
    assert first[1] == second[0]
    assert alike == 0


def test_numbers_follow_the_key_and_nothing_of_the_order():
    names = [f"P-{at:03d}" for at in range(40)]

    def numbers(key, order):
        ids, _ = _hashed(*(names[at] for at in order), key=key)
        ranks, _ = number([ids])
        return {names[at]: int(rank) for at, rank in zip(order, renumbered(ids, ranks), strict=True)}

    forward = numbers(KEY, range(40))
    assert forward == numbers(KEY, list(range(39, -1, -1)))
    assert forward != numbers(b"another", range(40))
    assert np.abs(np.corrcoef(list(forward.values()), range(40))[0, 1]) < 0.6  # 3.7 standard errors of chance


def test_nothing_of_an_id_is_left():
    ids, _ = _hashed("Kestrel7Halberd")
    assert b"Kestrel7Halberd" not in repr(ids).encode()
    assert all(len(each) == 16 for each in (*ids.hashes, *ids.alike))


def test_people_and_devices_with_one_id_do_not_meet():
    assert _hashed("7")[0].hashes != _hashed("7", of="device")[0].hashes


def test_lost_zeros_capitals_and_lookalikes_are_told():
    # U+0412 is a Cyrillic letter, the last a zero-width space.
    ids, notes = _hashed("00123", "123", "A1", "a1", "\u04121", "B1", "C1", "C1\u200b")
    assert number([ids])[1] == 4
    assert {note.code: note.count for note in notes} == {"hidden-marks": 1}


def test_damage_by_spreadsheets_is_a_finding():
    _, notes = _hashed("123456789012345000", "1E+05", "1.23E+15", "123456789012345", "12E4")
    assert {note.code: (note.count, note.level) for note in notes} == {
        "rounded-ids": (1, "finding"),
        "scientific-ids": (2, "finding"),
    }


def test_one_id_that_ends_in_a_zero_is_no_damage():
    assert not _hashed("1234567890123450", "A1")[1]
    assert not _hashed("1234567890123450", "1234567890123460", "1234567890123457")[1]
    assert _hashed("1234567890123450", "1234567890123460")[1]
