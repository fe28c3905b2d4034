from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import beta, lognorm

from jobsearch_analytics.analysis.estimate.incidence import count_days, incidence
from jobsearch_analytics.analysis.estimate.remaining import (
    HORIZON_DAYS,
    PRIORS,
    Prior,
    chance_left,
    closing_days,
    draw_curves,
    mean_curves,
    prior_density,
)

NOBODY = count_days([], [], [], [], 4, 1)


@pytest.mark.parametrize("stage", PRIORS)
def test_the_priors_are_shares_and_lognormal_days(stage):
    prior = PRIORS[stage]
    assert 0 < sum(prior.shares) < 1
    within = prior_density(prior).cumsum(axis=1)
    for cause, share in enumerate(prior.shares):
        expected = share * lognorm(prior.sigma, scale=prior.median_days[cause]).cdf([7, 30, 90])
        np.testing.assert_allclose(within[cause, [7, 30, 90]], expected, atol=1e-12)


def test_without_own_waits_the_mean_is_the_prior():
    prior = PRIORS["applied"]
    density = prior_density(prior)
    curves = mean_curves(NOBODY, prior)
    np.testing.assert_allclose(curves.positive, density[0].cumsum(), atol=1e-12)
    np.testing.assert_allclose(curves.waiting, 1 - density.sum(axis=0).cumsum(), atol=1e-12)


def test_without_own_waits_the_draws_are_a_dirichlet_of_the_priors_weight():
    """A beta process with these weights is a Dirichlet process: any share is Beta(weight x share, …)."""
    prior = PRIORS["applied"]
    total = draw_curves(NOBODY, prior, n_draws=20_000).positive[:, -1]
    share = prior_density(prior)[0].sum()
    expected = beta(prior.weight * share, prior.weight * (1 - share))
    np.testing.assert_allclose(np.quantile(total, [0.1, 0.5, 0.9]), expected.ppf([0.1, 0.5, 0.9]), atol=0.01)


def test_many_own_waits_leave_the_prior_behind():
    rng = np.random.default_rng(0)
    days = rng.integers(1, 100, 50_000)
    cause = rng.choice([-1, 0, 1], 50_000, p=[0.5, 0.3, 0.2])
    counted = count_days(cause, days, days, np.zeros(50_000, int), 4, 101)
    curves = mean_curves(counted, PRIORS["applied"])
    np.testing.assert_allclose(curves.positive[:95], incidence(counted).share[0, :95], atol=0.002)


def test_the_chance_left_is_the_conditional_probability():
    prior = Prior((0.5, 0.25, 0.0, 0.0), (10.0, 10.0, 10.0, 10.0))
    density = prior_density(prior)
    left = chance_left(mean_curves(NOBODY, prior))
    for day in (0, 5, 40):
        to_come = density[0, day + 1 :].sum()
        assert left[day] == pytest.approx(to_come / (1 - density[:, : day + 1].sum()))


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
