from __future__ import annotations

import numpy as np

from custodes.model.parameters import parameters
from custodes.model.shard import SLOTS_AN_INSTRUMENT, failed_checks, hand_overs, make_shards
from custodes.people.cohort import draw_cohort
from custodes.scheme.library import load

HOME = load("home-office-2022")
DAYS, SEED = 60, 3


def shards_of(count, people=20):
    values = dict(HOME.values(None))
    for name in ("watch", "reporting"):
        values[f"instruments.{name}.checks.delivery.no_prompt"] = 0.5
    params = parameters(HOME, values, people, DAYS)
    cohort = draw_cohort(HOME, values, SEED, people, DAYS)
    episodes = hand_overs(params.conduct, cohort, SEED)
    return make_shards(HOME, values, params, cohort, episodes, {}, SEED, count), params, cohort


def test_no_two_failed_checks_share_an_address():
    # Review, triage and response draw at (person, day, slot): two instruments must not meet there.
    (shard,), params, _ = shards_of(1)
    failed = failed_checks(shard, params, SEED, 0, DAYS)
    addresses = set(zip(failed["row"].tolist(), failed["day"].tolist(), failed["slot"].tolist(), strict=True))
    assert len(addresses) == failed["row"].size
    assert set((failed["slot"] // SLOTS_AN_INSTRUMENT).tolist()) == {0, 1}


def test_everybody_is_in_one_shard():
    for count in (1, 3, 7):
        shards, params, cohort = shards_of(count)
        people = np.concatenate([shard.series[0].wearers.person for shard in shards])
        assert people.tolist() == cohort.person.tolist()
        sizes = [shard.series[0].wearers.person.size for shard in shards]
        assert max(sizes) - min(sizes) <= 1
        rows = np.concatenate([failed_checks(shard, params, SEED, 0, DAYS)["row"] for shard in shards])
        assert rows.min() >= 0
        assert rows.max() < len(cohort)


def test_there_are_no_empty_shards():
    shards, _, cohort = shards_of(500)
    assert len(shards) == len(cohort)
