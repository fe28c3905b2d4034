"""The stated prior and what own waits make of it, against scipy and against weighing the prior by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import beta, lognorm, norm

from jobsearch_analytics.analysis.estimate.counted_days import Counted, count_days
from jobsearch_analytics.analysis.estimate.remaining import PRIORS
from jobsearch_analytics.analysis.estimate.shape_draws import draw_shapes
from jobsearch_analytics.analysis.estimate.shapes import Prior, Shapes, shapes_at

NOBODY = count_days([], [], [], [], 4, 1)


def draws(counted: Counted, prior: Prior, n: int, seed: int = 0) -> Shapes:
    """The curves that were drawn, one by one."""
    forms, which = draw_shapes(counted, prior, n, np.random.default_rng(seed))
    return Shapes(forms.positive[which], forms.other[which])


def scores(n: int = 1, **at: float) -> np.ndarray:
    z = np.zeros((n, 6))
    for place, value in at.items():
        z[:, int(place[1:])] = value
    return z


@pytest.mark.parametrize("stage", PRIORS)
@pytest.mark.parametrize("score", [-1.5, 0.0, 0.8])
def test_a_place_of_the_prior_is_two_shares_and_two_lognormals(stage: str, score: float) -> None:
    prior = PRIORS[stage]
    shapes = shapes_at(prior, scores(p0=score, p1=score, p2=score, p3=-score, p4=score, p5=-score))
    rest = 1.0
    for belief, density, sign in ((prior.positive, shapes.positive, 1), (prior.other, shapes.other, -1)):
        of = beta(belief.share * belief.weight, (1 - belief.share) * belief.weight)
        share = rest * of.ppf(norm.cdf(score))
        rest -= share
        median = belief.median_days * np.exp(sign * belief.median_spread * score)
        sigma = belief.sigma * np.exp(sign * belief.sigma_spread * score)
        expected = share * lognorm(sigma, scale=median).cdf([7, 30, 90])
        np.testing.assert_allclose(density[0].cumsum()[[7, 30, 90]], expected, atol=1e-9)


@pytest.mark.parametrize("stage", PRIORS)
def test_the_expected_share_is_the_stated_one(stage: str) -> None:
    prior = PRIORS[stage]
    shares = draws(NOBODY, prior, 4000).positive.sum(axis=1)
    assert shares.mean() == pytest.approx(prior.positive.share, abs=0.03)


def chances(shapes: Shapes) -> np.ndarray:
    """P(a good end still comes | silent for 20 days), draw by draw."""
    return shapes.positive[:, 21:].sum(axis=1) / shapes.outlast()[:, 20]


def log_posterior_by_hand(counted: Counted, z: np.ndarray) -> np.ndarray:
    """The prior of each place and the likelihood of the waits there, one wait after the other."""
    shapes = shapes_at(PRIORS["applied"], z)
    log, outlast = -(z**2).sum(axis=1) / 2, shapes.outlast()
    for day in range(counted.n_days):
        well, other = counted.events[0, day], counted.events[1:, day].sum()
        after = counted.at_risk[day + 1] if day + 1 < counted.n_days else 0.0
        log += well * np.log(shapes.positive[:, day]) + other * np.log(shapes.other[:, day])
        log += (counted.at_risk[day] - well - other - after) * np.log(outlast[:, day])
    return log


def walked(counted: Counted, n_chains: int = 800, n_steps: int = 240) -> np.ndarray:
    """Chances at the places of many random walks through the posterior (Metropolis and others, 1953)."""
    rng = np.random.default_rng(1)
    z = rng.standard_normal((n_chains, 6))
    log, kept = log_posterior_by_hand(counted, z), []
    for step in range(n_steps):
        there = z + 0.45 * rng.standard_normal(z.shape)
        log_there = log_posterior_by_hand(counted, there)
        goes = np.log(rng.random(n_chains)) < log_there - log
        z, log = np.where(goes[:, None], there, z), np.where(goes, log_there, log)
        if step >= n_steps // 2 and step % 20 == 0:
            kept.append(chances(shapes_at(PRIORS["applied"], z)))
    return np.concatenate(kept)


@pytest.mark.parametrize("n", [12, 40])
def test_draws_equal_a_random_walk_through_the_posterior(n: int) -> None:
    """Few waits against the lognormal form's own worth, so that each weighs as one: brute force."""
    rng = np.random.default_rng(n)
    days, cause = rng.integers(1, 60, n), rng.choice([-1, 0, 1], n, p=[0.5, 0.2, 0.3])
    counted = count_days(cause, days, days, np.zeros(n, int), 4, 61)
    shares = [0.025, 0.1, 0.5, 0.9, 0.975]
    ours = np.concatenate([chances(draws(counted, PRIORS["applied"], 500, seed)) for seed in range(24)])
    np.testing.assert_allclose(np.quantile(ours, shares), np.quantile(walked(counted), shares), atol=0.02)


@pytest.mark.parametrize("n", [200, 1000])
def test_many_waits_of_the_form_are_found_again(n: int) -> None:
    rng = np.random.default_rng(n)
    positive = rng.random(n) < 0.25
    days = np.ceil(np.where(positive, 14, 20) * np.exp(0.6 * rng.standard_normal(n))).astype(int)
    counted = count_days(np.where(positive, 0, 1), days, days, np.zeros(n, int), 4, int(days.max()) + 1)
    share = draws(counted, PRIORS["applied"], 1000).positive.sum(axis=1)
    low, high = np.quantile(share, [0.001, 0.999])
    assert low <= 0.25 <= high
    assert high - low < 0.4
