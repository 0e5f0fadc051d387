from __future__ import annotations

import math

import numpy as np
import pytest

from custodes.model.judge import judge, note_violations
from custodes.model.noise import make_noise
from custodes.model.notes import new_notices, new_spans
from custodes.model.position_error import new_error
from custodes.model.reception import new_chains, new_pieces, receive, start_leg
from custodes.model.zones import CURFEW, EXCLUSION, INCLUSION
from custodes.people.kernel import kernel
from custodes.records.tables import REASONS, STATES
from tests.model.tag_worlds import curfew_with, positioning_with, stay_with, zones_with

DEEP_INDOOR = 4
CENTRE = np.array([[1.0, 0.0, 0.0]])


SEED = 1


def night_of(zones, way, from_h=19.0, to_h=31.0, *, positioning=None, person=0):  # noqa: PLR0913
    """The notices of one watch over a stay; errors are correlated over five minutes."""
    positioning = positioning or positioning_with()
    error = new_error(make_noise(round(24.0 / positioning.interval_h), math.exp(-positioning.interval_h * 12.0)))
    pieces, chains, notices = new_pieces(512), new_chains(), new_notices(2000)
    start_leg(chains, 0, 0, way.start_h)
    receive(SEED, person, 0, chains, DEEP_INDOOR, positioning, from_h, to_h, True, pieces)  # noqa: FBT003
    judge(SEED, person, zones, CENTRE, 0, way, from_h, to_h, positioning, pieces, error, np.zeros((1, 3)), notices)
    count = int(notices.filled[0])
    return [
        (notices.time_h[k], int(notices.cause[k]), STATES[notices.state[k]], REASONS[notices.reason[k]])
        for k in range(count)
    ]


@kernel()
def _nights(positioning, zones, own, watch, notices, pieces, chains, error, way, found):  # noqa: PLR0913, PLR0917
    for night in range(found.size):
        start_leg(chains, 0, 0, 19.0)
        error.now[0] = -1
        watch[:] = 0.0
        before = notices.filled[0]
        receive(SEED, night, 0, chains, 4, positioning, 19.0, 31.0, True, pieces)  # noqa: FBT003
        judge(SEED, night, zones, own, 0, way, 19.0, 31.0, positioning, pieces, error, watch, notices)
        found[night] = notices.filled[0] - before


def alerts_a_night(radius_m, dwell, tau_min, *, bad_share=0.05, nights=12_000):
    """False curfew alerts of each of many nights at home: 6 m, bad signal six times that for half an hour."""
    zones = curfew_with(radius_m, dwell=dwell)
    positioning = positioning_with(bad_share=np.full(5, bad_share), bad_factor=6.0, bad_h=0.5)
    error = new_error(make_noise(1440, math.exp(-1.0 / tau_min) if tau_min else 0.0))
    found = np.zeros(nights)
    room = (np.zeros((1, 3)), new_notices(1), new_pieces(512), new_chains(), error)
    _nights(positioning, zones, CENTRE, *room, stay_with(), found)
    return found


PUBLISHED = {
    # False alerts a person-night, person always at home, 12 h, one fix a minute, 12,000 nights: the project's own table
    # of a prototype (another generator and another order of drawing), for k = 1, 3, 5, 10 fixes in a row.
    (5, 25): (5.4, 3.1, 2.1, 0.81),
    (5, 50): (4.8, 1.7, 0.80, 0.14),
    (5, 100): (0.47, 0.060, 0.013, 0.0002),
    (18, 50): (2.9, 1.4, 0.90, 0.36),
    (18, 100): (0.29, 0.092, 0.041, 0.009),
    (0, 25): (7.0, 3.8, 2.1, 0.49),
    (0, 50): (8.4, 1.1, 0.14, 0.0008),
    (0, 100): (0.71, 0.00025, 0.0, 0.0),
    (5, 200): (0.0, 0.0, 0.0, 0.0),
}


@pytest.mark.compiled
@pytest.mark.parametrize(("tau_min", "radius_m"), PUBLISHED)
def test_the_table_of_false_curfew_alerts(tau_min, radius_m):
    # Both tables are counts over 12,000 nights, so their difference has about twice the variance; z bound 5, and the
    # two or three digits printed leave half a unit of the last one open. The prototype also lost fixes, which ended a
    # row of them; what it lost is not printed, and 2 in 100 for each further fix of a row are allowed for it. The next
    # test, against an exact sum, allows nothing.
    for dwell, expected in zip((1, 3, 5, 10), PUBLISHED[tau_min, radius_m], strict=True):
        found = alerts_a_night(radius_m, dwell, tau_min)
        digit = 10.0 ** (math.floor(math.log10(expected)) - 1) / 2.0 if expected else 0.0
        error = math.sqrt(2.0 * max(found.var(), expected, 1.0 / found.size) / found.size)
        lost = expected * (0.98 ** (1 - dwell) - 1.0)
        assert abs(found.mean() - expected) < 5.0 * error + digit + lost, dwell


def expected_alerts(radius_m, dwell):
    """Alerts of a night with white noise, summed exactly over the two states of the signal and the length of a row."""
    bad_share, factor, spell_min, fixes = 0.05, 6.0, 30.0, 720
    outside = [math.exp(-(radius_m**2) / (2 * (6.0 * scale) ** 2)) for scale in (1.0, factor)]
    stays = math.exp(-1.0 / (spell_min * (1.0 - bad_share)))
    share = np.array([1.0 - bad_share, bad_share])
    step = stays * np.eye(2) + (1.0 - stays) * share
    rows, expected = np.zeros((2, dwell + 1)), 0.0
    rows[:, 0] = share
    for fix in range(fixes):
        moved = step.T @ rows if fix else rows
        rows = np.zeros_like(moved)
        for state in (0, 1):
            rows[state, 0] = moved[state].sum() * (1.0 - outside[state])
            rows[state, 1:] = moved[state, :-1] * outside[state]
            expected += rows[state, dwell]
            rows[state, dwell] += moved[state, dwell] * outside[state]
    return expected


@pytest.mark.compiled
@pytest.mark.parametrize("radius_m", [25, 50, 100])
@pytest.mark.parametrize("dwell", [1, 3, 5, 10])
def test_white_noise_with_bad_spells_against_an_exact_sum(radius_m, dwell):
    # z bound 4.5 over 20,000 nights; where fewer than one alert is expected in all of them, at most five are seen.
    found, expected = alerts_a_night(radius_m, dwell, 0, nights=20_000), expected_alerts(radius_m, dwell)
    if expected * found.size < 1.0:
        assert found.sum() <= 5
    else:
        spread = max(found.std(ddof=1), math.sqrt(expected))
        assert abs(found.mean() - expected) < 4.5 * spread / math.sqrt(found.size)


@pytest.mark.compiled
def test_dwelling_does_not_cure_what_is_correlated():
    # Same size of error, same share of bad signal: with correlation the false alerts of three fixes in a row are
    # hundreds of times as many.
    white, correlated = alerts_a_night(100, 3, 0).mean(), alerts_a_night(100, 3, 5).mean()
    assert correlated > 100 * max(white, 1 / 12_000)


@pytest.mark.compiled
@pytest.mark.parametrize("radius_m", [12.0, 18.0, 21.0])
def test_white_noise_against_the_closed_form(radius_m):
    # One fix lies outside with chance p = exp(-R^2 / 2 sigma^2); an alert of one fix is a fix outside after one inside.
    outside = math.exp(-(radius_m**2) / (2 * 6.0**2))
    expected = 719 * outside * (1 - outside) + outside
    found = alerts_a_night(radius_m, 1, 0, bad_share=0.0, nights=2_000)
    assert abs(found.mean() - expected) < 4.5 * found.std(ddof=1) / math.sqrt(found.size)


def test_a_perfect_position_inside_raises_nothing_and_outside_at_once():
    exact = positioning_with(sigma_m=np.zeros(5))
    inside, outside = stay_with(x0_m=99.0, x1_m=99.0, sigma_m=0.0), stay_with(x0_m=101.0, x1_m=101.0, sigma_m=0.0)
    assert night_of(curfew_with(100.0), inside, positioning=exact) == []
    told = night_of(curfew_with(100.0, dwell=5), outside, positioning=exact)
    assert told == [(pytest.approx(19.0 + 4 / 60), CURFEW, "out", "really_outside")]


@pytest.mark.parametrize(("cause", "x_m", "told"), [(EXCLUSION, 20.0, 1), (EXCLUSION, 120.0, 0), (INCLUSION, 120.0, 1)])
def test_exclusion_is_inside_and_inclusion_outside(cause, x_m, told):
    way = stay_with(x0_m=x_m, x1_m=x_m, sigma_m=0.0)
    assert len(night_of(zones_with((cause, 100.0, 0.0)), way, positioning=positioning_with())) == told


def test_a_buffer_is_let_pass_but_still_counts_as_a_violation():
    way, violations = stay_with(x0_m=105.0, x1_m=105.0, sigma_m=0.0), new_spans(8)
    zones = curfew_with(100.0, buffer_m=10.0)
    assert night_of(zones, way) == []
    note_violations(zones, CENTRE, 0, way, 19.0, 31.0, violations)
    assert violations.filled[0] == 1
    assert (violations.start_h[0], violations.end_h[0]) == (19.0, 31.0)


def test_coming_home_late_is_a_violation_until_the_edge_is_crossed():
    # From 1,000 m away straight home in an hour: at home's 100 m after 54 minutes.
    way, violations = stay_with(start_h=19.0, end_h=20.0, x0_m=1000.0, sigma_m=0.0), new_spans(8)
    zones = curfew_with(100.0, dwell=3)
    note_violations(zones, CENTRE, 0, way, 19.0, 20.0, violations)
    assert (violations.start_h[0], violations.end_h[0]) == (19.0, pytest.approx(19.9, abs=1 / 60))
    told = night_of(zones, way, 19.0, 20.0)
    assert told == [(pytest.approx(19.0 + 2 / 60), CURFEW, "out", "really_outside")]


def test_what_a_wearer_did_who_is_gone_is_told_of_an_absconder():
    way = stay_with(x0_m=1e5, x1_m=1e5, state=STATES.index("absconded"))
    assert night_of(curfew_with(100.0), way)[0][2:] == ("absconded", "really_outside")


def test_missing_fixes_neither_count_nor_break_a_row():
    # Half of the time nothing is received; three fixes in a row outside take longer, but are not broken up.
    way = stay_with(x0_m=500.0, x1_m=500.0)
    lossy = positioning_with(loss_share=np.full(5, 0.5), loss_h=0.05)
    times = [night_of(curfew_with(100.0, dwell=10), way, positioning=lossy, person=k)[0][0] for k in range(40)]
    assert min(times) >= 19.0 + 9 / 60 - 1e-9
    assert np.mean(times) > 19.0 + 14 / 60


def test_a_wrong_fallback_accuses_only_where_the_rule_uses_it():
    far_off = positioning_with(loss_share=np.full(5, 0.9), cell=1.0, cell_m=5000.0)
    assert all(night_of(curfew_with(100.0), stay_with(), positioning=far_off, person=k) == [] for k in range(10))
    told = [
        night_of(curfew_with(100.0, uses_fallback=True), stay_with(), positioning=far_off, person=k) for k in range(10)
    ]
    assert all(reason == "position_error" for night in told for *_, reason in night)
    assert sum(map(len, told)) >= 10


def test_a_rule_of_a_few_hours_is_watched_in_those_alone():
    way = stay_with(x0_m=500.0, x1_m=500.0)
    assert night_of(curfew_with(100.0), way, 22.0, 23.0)[0][0] == pytest.approx(22.0)
    assert night_of(curfew_with(100.0), way, 22.0, 22.0) == []


SQUARE = {
    "polygon": np.array([0]),
    "corner_first": np.array([0, 4]),
    "corner_x_m": np.array([-100.0, 100.0, 100.0, -100.0]),
    "corner_y_m": np.array([-100.0, -100.0, 100.0, 100.0]),
}


@pytest.mark.parametrize(("x_m", "y_m", "told"), [(0.0, 0.0, 1), (99.0, 99.0, 1), (101.0, 0.0, 0), (120.0, 120.0, 0)])
def test_polygons(x_m, y_m, told):
    way = stay_with(x0_m=x_m, x1_m=x_m, y0_m=y_m, y1_m=y_m, sigma_m=0.0)
    assert len(night_of(zones_with((EXCLUSION, 0.0, 0.0), **SQUARE), way)) == told


@pytest.mark.compiled
def test_a_circle_and_a_polygon_of_its_shape_tell_the_same():
    angles = np.linspace(0.0, 2.0 * math.pi, 256, endpoint=False)
    ring = {
        "polygon": np.array([0]),
        "corner_first": np.array([0, 256]),
        "corner_x_m": 50.0 * np.cos(angles),
        "corner_y_m": 50.0 * np.sin(angles),
    }
    bad = positioning_with(bad_share=np.full(5, 0.3), bad_factor=6.0)
    for person in range(5):
        by_circle = night_of(zones_with((INCLUSION, 50.0, 0.0), dwell=3), stay_with(), positioning=bad, person=person)
        zones = zones_with((INCLUSION, 50.0, 0.0), dwell=3, **ring)
        by_ring = night_of(zones, stay_with(), positioning=bad, person=person)
        assert abs(len(by_circle) - len(by_ring)) <= 1 + len(by_circle) // 20
