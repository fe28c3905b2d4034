from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from jobsearch_analytics.analysis.estimate.counted_days import Counted, count_days
from jobsearch_analytics.analysis.estimate.incidence import incidence
from jobsearch_analytics.analysis.estimate.remaining import (
    PRIORS,
    Curves,
    chance_left,
    closing_days,
    draw_curves,
    drawn,
    expected,
    mean_curves,
    posterior,
)
from jobsearch_analytics.analysis.estimate.shape_draws import SHAPE_WORTH
from jobsearch_analytics.analysis.estimate.shapes import HORIZON_DAYS

NOBODY = count_days([], [], [], [], 4, 1)


def test_the_draws_spread_around_the_expected_curves():
    pseudo = posterior(NOBODY, PRIORS["applied"])
    draws, middle = drawn(pseudo), expected(pseudo)
    np.testing.assert_allclose(draws.positive.mean(axis=0), middle.positive, atol=0.005)
    np.testing.assert_allclose(draws.waiting.mean(axis=0), middle.waiting, atol=0.005)


def test_the_expected_curves_weigh_each_form_by_its_draws():
    pseudo = posterior(NOBODY, PRIORS["applied"])
    one_by_one = [expected(replace(pseudo, which=pseudo.which[[draw]])) for draw in range(len(pseudo.which))]
    for part in ("positive", "waiting"):
        mean = np.mean([getattr(curves, part) for curves in one_by_one], axis=0)
        np.testing.assert_allclose(getattr(expected(pseudo), part), mean, atol=1e-12)


def test_around_one_form_the_draws_are_a_dirichlet_of_its_worth():
    """A beta process with these weights is a Dirichlet process: any share is Beta(worth x share, …)."""
    pseudo = posterior(NOBODY, PRIORS["applied"])
    same = replace(pseudo, which=np.zeros(4000, dtype=int))
    share = pseudo.positive[0].sum() / SHAPE_WORTH
    spread = np.sqrt(share * (1 - share) / (SHAPE_WORTH + 1))
    total = drawn(same).positive[:, -1]
    assert total.mean() == pytest.approx(share, abs=4 * spread / np.sqrt(4000))
    assert total.std() == pytest.approx(spread, rel=0.05)


def test_many_own_waits_leave_the_prior_behind():
    rng = np.random.default_rng(0)
    days = rng.integers(1, 100, 200_000)
    cause = rng.choice([-1, 0, 1], 200_000, p=[0.5, 0.3, 0.2])
    counted = count_days(cause, days, days, np.zeros(200_000, int), 4, 101)
    curves = mean_curves(counted, PRIORS["applied"])
    np.testing.assert_allclose(curves.positive[:80], incidence(counted).share[0, :80], atol=0.002)


def test_the_chance_left_is_the_conditional_probability():
    days = np.arange(HORIZON_DAYS + 1)
    curves = Curves(0.3 * (1 - 0.9**days), 0.2 + 0.8 * 0.9**days)
    left = chance_left(curves)
    for day in (0, 5, 40):
        assert left[day] == pytest.approx((0.3 * 0.9**day - 0.3 * 0.9**365) / (0.2 + 0.8 * 0.9**day))


def test_the_closing_day_is_the_first_from_which_the_chance_stays_low():
    left = np.array([0.5, 0.02, 0.2, 0.03, 0.01])
    assert closing_days(left, 20) == 3
    assert closing_days(left, 1.5) == 0
    assert closing_days(np.array([left, left[::-1]]), 20).tolist() == [3, 5]
    assert closing_days(np.full(HORIZON_DAYS + 1, 0.5), 20) == HORIZON_DAYS + 1


def test_a_dearer_late_reply_closes_later():
    left = chance_left(mean_curves(NOBODY, PRIORS["applied"]))
    days = [int(closing_days(left, cost)) for cost in (10, 20, 30, 60)]
    assert days == sorted(days)
    assert len(set(days)) == 4
    assert [left[day - 1] > 1 / cost >= left[day] for day, cost in zip(days, (10, 20, 30, 60), strict=True)]


def test_the_same_random_state_gives_the_same_draws():
    first, second = (draw_curves(NOBODY, PRIORS["screen"], n_draws=50) for _ in range(2))
    np.testing.assert_array_equal(first.positive, second.positive)


def test_exact_days_told_as_ranges_of_one_day_change_nothing():
    rng = np.random.default_rng(3)
    days, cause = rng.integers(1, 60, 80), rng.choice([-1, 0, 1], 80)
    exact = count_days(cause, days, days, np.zeros(80, int), 4, 61)
    spans = np.array([[0, 5, 5, 3], [1, 9, 9, 2]])
    events, at_risk = exact.events.copy(), exact.at_risk.copy()
    for which, day, _, count in spans:
        events[which, day] += count
        at_risk[: day + 1] += count
    whole = Counted(events, at_risk)
    parts = Counted(events, at_risk, (exact.events, exact.at_risk), spans)
    one, other = (posterior(counted, PRIORS["applied"]) for counted in (whole, parts))
    np.testing.assert_allclose(one.positive, other.positive, rtol=0.05)
    for part in ("positive", "waiting"):
        np.testing.assert_allclose(getattr(expected(one), part), getattr(expected(other), part), atol=0.002)


def test_ends_without_a_day_keep_the_curves_of_the_prior_and_move_only_their_share():
    """Nine of ten got a positive reply, nobody wrote when: the share moves, the time of it hardly does."""
    cause = np.array([0] * 90 + [-1] * 10)
    low, high = np.where(cause < 0, 200, 0), np.full(100, 200)
    counted = count_days(cause, low, high, np.zeros(100, int), 4, 201)
    ours, prior = (mean_curves(data, PRIORS["applied"]) for data in (counted, NOBODY))
    assert ours.positive[-1] > 0.7
    half = [int(np.searchsorted(curve.positive / curve.positive[-1], 0.5)) for curve in (ours, prior)]
    assert abs(half[0] - half[1]) <= 2
