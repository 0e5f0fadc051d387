"""Functions of the literature on sensitivity, with their indices in closed form."""

from __future__ import annotations

import math

import numpy as np

from custodes.study.luck import raw_bits
from custodes.study.sobol import Blended
from custodes.study.sobol_design import design

# The function of Ishigami and Homma (ISUMA '90, pages 398 to 403) with its two usual constants.
A, B = 7.0, 0.1
_V = A**2 / 8 + B * math.pi**4 / 5 + B**2 * math.pi**8 / 18 + 0.5
_V1, _V13 = 0.5 * (1 + B * math.pi**4 / 5) ** 2, 8 * B**2 * math.pi**8 / 225
ISHIGAMI_FIRST = np.array([_V1, A**2 / 8, 0.0]) / _V
ISHIGAMI_TOTAL = np.array([_V1 + _V13, A**2 / 8, _V13]) / _V

# I. M. Sobol', "Global sensitivity indices for nonlinear mathematical models and their Monte Carlo estimates",
# Mathematics and Computers in Simulation 55 (2001) 271-280, and A. Saltelli and I. M. Sobol' 1995 for these a.
G_A = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0])
_VI = 1.0 / (3.0 * (1.0 + G_A) ** 2)
_VG = np.prod(1.0 + _VI) - 1.0
G_FIRST = _VI / _VG
G_TOTAL = _VI * np.prod(1.0 + _VI) / (1.0 + _VI) / _VG


def ishigami(u):
    x = (2.0 * u - 1.0) * math.pi
    return np.sin(x[:, 0]) + A * np.sin(x[:, 1]) ** 2 + B * x[:, 2] ** 4 * np.sin(x[:, 0])


def sobol_g(u):
    return np.prod((np.abs(4.0 * u - 2.0) + G_A) / (1.0 + G_A), axis=1)


def additive(u):
    """Weights 3, 2, 1 and 0: indices 9/14, 4/14, 1/14, 0."""
    return u @ np.array([3.0, 2.0, 1.0, 0.0])


ADDITIVE = np.array([9.0, 4.0, 1.0, 0.0]) / 14.0


def blended(function, factors, rows, seed):
    laid = design([[name] for name in factors], rows, seed)
    ab = np.array([function(laid.blend(k)) for k in range(len(factors))])
    return Blended(function(laid.a), function(laid.b), ab)


def uniforms(name, *shape):
    return ((raw_bits(name, math.prod(shape)) >> np.uint64(11)) / 2.0**53).reshape(shape)
