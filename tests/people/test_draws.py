from __future__ import annotations

import math

import numpy as np
import pytest

from custodes.people import purposes
from custodes.people.draws import draw, draw_each, draw_people, philox

STEPS = 2.0**32

# Known answers for philox4x32 with 10 rounds: file kat_vectors of Random123 (Salmon, Moraes, Dror, Shaw, SC'11).
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@pytest.mark.parametrize(("counter", "key", "words"), KNOWN)
def test_philox_gives_the_known_answers(counter, key, words):
    given = philox(*(np.uint64(word) for word in (*counter, *key)))
    assert tuple(int(word) for word in given) == words


def test_a_draw_is_the_counter_of_person_purpose_day_slot_under_the_two_halves_of_the_seed():
    # The second and third known answers, reached through the door that the model uses.
    counter, key, words = KNOWN[2]
    seed = key[0] | (key[1] << 32)
    assert seed < 2**63
    assert draw(seed, *counter) == tuple((word + 0.5) / STEPS for word in words)


def test_draws_stay_inside_the_open_interval():
    low, high = 0.5 / STEPS, (2**32 - 0.5) / STEPS
    assert low > 0.0
    assert high < 1.0
    assert 1.0 - high == low


def test_each_word_of_the_address_changes_the_draw():
    first = draw(7, 1, 2, 3, 4)
    others = [draw(8, 1, 2, 3, 4), draw(7, 2, 2, 3, 4), draw(7, 1, 3, 3, 4), draw(7, 1, 2, 4, 4), draw(7, 1, 2, 3, 5)]
    assert len({first, *others, draw(7 + 2**32, 1, 2, 3, 4)}) == 7


def test_many_rows_are_the_same_draws_one_by_one():
    persons, days, slots = np.array([3, 1, 3]), np.array([0, 9, 2]), np.array([5, 0, 1])
    rows = draw_each(11, persons, purposes.CHECK, days, slots)
    assert [tuple(row) for row in rows] == [
        draw(11, *address) for address in zip(persons, [purposes.CHECK] * 3, days, slots, strict=True)
    ]
    assert draw_people(11, persons, 5).tolist() == [list(draw(11, person, 5, 0, 0)) for person in persons]


@pytest.mark.compiled
def test_draws_are_uniform_and_do_not_follow_their_neighbours():
    # 1,000,000 numbers from adjacent people under 8 seeds. In each of 100 bins the count is binomial; chi-square with
    # 99 degrees of freedom is approximated by a normal one. Lag-1 correlations over adjacent people, and between the
    # four words, have standard deviation 1/sqrt(n). Bound: |z| < 4.5 for each of some 90 statistics.
    persons = np.arange(31_250)
    for seed in (0, 1, 2, 3, 2**32, 2**32 + 1, 2**40, 2**63 - 1):
        uniforms = draw_people(seed, persons, purposes.CHECK)
        counts = np.bincount((uniforms * 100).astype(int).ravel(), minlength=100)
        expected = uniforms.size / 100
        square = ((counts - expected) ** 2 / expected).sum()
        assert abs(square - 99) / math.sqrt(2 * 99) < 4.5
        centred = (uniforms - 0.5) * math.sqrt(12)
        for word in range(4):
            assert abs((centred[1:, word] * centred[:-1, word]).sum()) / math.sqrt(persons.size - 1) < 4.5
            other = (word + 1) % 4
            assert abs((centred[:, word] * centred[:, other]).sum()) / math.sqrt(persons.size) < 4.5
    first, second = (draw_people(seed, persons, purposes.CHECK) for seed in (0, 1))
    assert abs(((first - 0.5) * (second - 0.5) * 12).sum()) / math.sqrt(first.size) < 4.5


@pytest.mark.compiled
def test_days_and_slots_of_one_person_do_not_follow_each_other():
    # 200 days of 5 slots for 200 people; bound |z| < 4.5.
    people, days, slots = (axis.ravel() for axis in np.meshgrid(range(200), range(200), range(5), indexing="ij"))
    centred = (draw_each(5, people, purposes.CHECK, days, slots) - 0.5) * math.sqrt(12)
    for lag in (1, 5):
        z = (centred[lag:] * centred[:-lag]).sum(axis=0) / math.sqrt(people.size - lag)
        assert np.abs(z).max() < 4.5
