"""Intervals by person: 1,000 resamples of people over a million checks, beside fairlearn's bootstrap of rows."""

from __future__ import annotations

import time
import warnings

import numpy as np
from fairlearn.metrics import MetricFrame
from measure import best_s, own_peak_mb, show

from custodes.measures.resample import resampled_ratios, span

PEOPLE, CHECKS_EACH, GROUPS, RESAMPLES, REPEATS = 5_000, 200, 8, 1_000, 5
PEER_RESAMPLES = 10


def rows() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Make a million checks of people whose own rates differ."""
    random = np.random.default_rng(3)
    group_of_person = random.integers(0, GROUPS, PEOPLE)
    rate = random.beta(0.5, 8.0, PEOPLE)
    person = np.repeat(np.arange(PEOPLE), CHECKS_EACH)
    failed = random.random(person.size) < rate[person]
    return person, group_of_person[person], failed


def main() -> None:
    """Time the two from the same rows; the peer's time is scaled to as many resamples and said so."""
    person, group, failed = rows()

    def by_person() -> tuple[float, float]:
        amounts = np.stack([np.bincount(person, failed, PEOPLE), np.bincount(person, minlength=PEOPLE)])
        group_of_person = group[::CHECKS_EACH]
        stream = np.random.Generator(np.random.Philox(key=1))
        return span(resampled_ratios(amounts, group_of_person, stream, RESAMPLES)[:, -1], 0.95)

    by_person()
    own_s = best_s(by_person, REPEATS)
    low, high = by_person()
    show("by person, 1,000 resamples, 8 groups", f"{own_s:.3f} s", "budget: 0.5 s")
    show("  interval of the last group", f"{low:.4f} to {high:.4f}")
    start = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame = MetricFrame(
            metrics=lambda truth, said: float(np.mean(said)),  # noqa: ARG005 - fairlearn hands over both
            y_true=failed.astype(int),
            y_pred=failed.astype(int),
            sensitive_features=group,
            n_boot=PEER_RESAMPLES,
            ci_quantiles=[0.025, 0.975],
            random_state=1,
        )
    peer_s = (time.perf_counter() - start) * RESAMPLES / PEER_RESAMPLES
    low, high = (float(quantile.iloc[-1]) for quantile in frame.by_group_ci)
    show("fairlearn by row, 10 resamples scaled to 1,000", f"{peer_s:.0f} s", f"{peer_s / own_s:.0f} times as long")
    show("  interval of the last group", f"{low:.4f} to {high:.4f}", "rows as if independent: too narrow")
    show("peak memory", f"{own_peak_mb():.0f} MB")


if __name__ == "__main__":
    main()
