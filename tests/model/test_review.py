from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import ndtr, ndtri
from scipy.stats import multivariate_normal

from custodes.model.parameters import Reviewer
from custodes.model.review import clears
from custodes.people import purposes
from custodes.people.draws import draw_people

# White, Kemp, Jenkins, Matheson and Burton 2014, PLoS ONE 9(8): e103510: passport officers rejected 6 % of valid cards
# and accepted 14 % of fraudulent ones, which gives d' = z(.94) - z(.14) = 2.64 and c = -(z(.94) + z(.14)) / 2 = -0.24.
WHITE = Reviewer(d_prime=2.64, criterion=-0.24, label_shift=0.0, image_dependence=0.0, between=0.0)
SIZE = 100_000


def reviewed(seed, size=SIZE, *, same_face=True, likeness=None):
    uniforms = draw_people(seed, np.arange(size), purposes.REVIEW)
    return {
        "same_face": np.full(size, same_face),
        "likeness": (uniforms[:, 3] if likeness is None else likeness(uniforms[:, 3])).astype(np.float32),
        "reviewer_u": uniforms[:, 1],
        "evidence_u": uniforms[:, 2],
    }


def changed(**changes):
    return Reviewer(**{**vars(WHITE), **changes})


def z_of(yes, share):
    return (yes.sum() - yes.size * share) / math.sqrt(yes.size * share * (1.0 - share))


def test_the_two_numbers_come_from_the_two_errors():
    assert ndtri(0.94) - ndtri(0.14) == pytest.approx(2.64, abs=0.01)
    assert -(ndtri(0.94) + ndtri(0.14)) / 2 == pytest.approx(-0.24, abs=0.01)
    assert ndtr(-0.24 - 1.32) == pytest.approx(0.06, abs=1e-3)
    assert 1 - ndtr(-0.24 + 1.32) == pytest.approx(0.14, abs=1e-3)


@pytest.mark.compiled
def test_passport_officers_err_as_they_did():
    # Binomial counts over 10 seeds of 100,000 cases; bound |z| < 4 for each.
    rejects = np.concatenate([~clears(reviewed(seed), WHITE) for seed in range(10)])
    accepts = np.concatenate([clears(reviewed(seed, same_face=False), WHITE) for seed in range(10)])
    assert abs(z_of(rejects, float(ndtr(-1.56)))) < 4
    assert abs(z_of(accepts, float(ndtr(-1.08)))) < 4


@pytest.mark.compiled
@pytest.mark.parametrize("shift", [0.4, 1.0])
def test_the_failed_label_moves_the_criterion_and_not_the_sensitivity(shift):
    # Bound |z| < 4 over 100,000 cases of each kind.
    reviewer = changed(label_shift=shift)
    assert abs(z_of(~clears(reviewed(1), reviewer), float(ndtr(-1.56 + shift)))) < 4
    assert abs(z_of(clears(reviewed(1, same_face=False), reviewer), float(ndtr(-1.08 - shift)))) < 4


@pytest.mark.compiled
@pytest.mark.parametrize("dependence", [0.3, 0.6])
@pytest.mark.parametrize("rate", [0.02, 0.3])
def test_reviewers_err_with_the_machine_on_the_pictures_it_failed(dependence, rate):
    # The machine failed the picture because its score lies in the lowest `rate`; evidence and score are bivariate
    # normal: P(reject | failed) = Phi2(c - d'/2, z(rate); r) / rate. Bound |z| < 4 over 100,000 cases.
    reviewer = changed(image_dependence=dependence)
    both = multivariate_normal(cov=[[1.0, dependence], [dependence, 1.0]]).cdf([-1.56, float(ndtri(rate))])
    rejects = ~clears(reviewed(2, likeness=lambda uniforms: rate * uniforms), reviewer)
    assert abs(z_of(rejects, float(both) / rate)) < 4
    assert rejects.mean() > 0.08  # more than the 6 % of pictures that no machine chose


@pytest.mark.compiled
def test_dependence_leaves_the_errors_on_all_pictures_alone():
    assert abs(z_of(~clears(reviewed(3), changed(image_dependence=0.6)), float(ndtr(-1.56)))) < 4


@pytest.mark.compiled
def test_reviewers_differ_by_as_much_as_is_stated():
    # Over very many reviewers a rejection has chance Phi((c - d'/2) / sqrt(1 + s^2)). Each of 50,000 reviewers has one
    # case, so the count is binomial; bound |z| < 4.
    reviewers = 50_000
    cases = reviewed(4, reviewers)
    cases["reviewer_u"] = (np.arange(reviewers) + 0.5) / reviewers
    rejects = ~clears(cases, changed(between=0.7))
    assert abs(z_of(rejects, float(ndtr(-1.56 / math.sqrt(1 + 0.49))))) < 4


def test_a_lenient_reviewer_clears_what_a_strict_one_upholds():
    cases = reviewed(4, 400)
    cases["evidence_u"] = np.full(400, 0.07)
    cases["likeness"] = np.full(400, 0.5, dtype=np.float32)
    cleared = clears(cases, changed(between=2.0))
    assert 0 < cleared.sum() < 400
    assert cases["reviewer_u"][cleared].max() < cases["reviewer_u"][~cleared].min()


@pytest.mark.parametrize("dependence", [0.0, 0.9])
def test_a_perfect_reviewer_clears_every_wearer_and_nobody_else(dependence):
    perfect = changed(d_prime=40.0, criterion=0.0, image_dependence=dependence)
    assert clears(reviewed(5, 500, likeness=lambda uniforms: 0.01 * uniforms), perfect).all()
    assert not clears(reviewed(5, 500, same_face=False), perfect).any()


def test_a_score_beyond_measure_does_not_break_the_evidence():
    ends = reviewed(6, 4, likeness=lambda _: np.array([0.0, 1.0, 1e-30, 0.5]))
    assert clears(ends, changed(image_dependence=0.5)).dtype == np.bool_
