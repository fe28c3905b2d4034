from __future__ import annotations

import numpy as np
import pytest

from jobsearch_analytics.analysis.estimate.incidence import count_days, incidence
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
from jobsearch_analytics.analysis.estimate.shapes import HORIZON_DAYS, SHAPE_WORTH

NOBODY = count_days([], [], [], [], 4, 1)


def test_the_draws_spread_around_the_expected_curves():
    pseudo = posterior(NOBODY, PRIORS["applied"])
    draws, middle = drawn(pseudo), expected(pseudo)
    np.testing.assert_allclose(draws.positive.mean(axis=0), middle.positive, atol=0.005)
    np.testing.assert_allclose(draws.waiting.mean(axis=0), middle.waiting, atol=0.005)


def test_around_one_form_the_draws_are_a_dirichlet_of_its_worth():
    """A beta process with these weights is a Dirichlet process: any share is Beta(worth x share, …)."""
    pseudo = posterior(NOBODY, PRIORS["applied"])
    same = type(pseudo)(
        *(np.repeat(part[:1], 4000, axis=0) for part in (pseudo.positive, pseudo.other, pseudo.stayed))
    )
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
