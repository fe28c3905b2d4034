from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import dblquad
from scipy.stats import beta, betabinom, lognorm

from jobsearch_analytics.analysis.estimate.pooling import (
    LEAST_NODE,
    MEANS,
    WEIGHT_MEDIAN,
    WEIGHT_SIGMA,
    WEIGHTS,
    node_weights,
    pooled,
)

HITS, TRIALS = (0, 2, 1), (6, 9, 30)


def integrate(of_node):
    """Integrate over mean and weight, both unbounded by any grid."""

    def joint(log_weight, angle):
        # The mean is sin(angle) squared, under which Beta(1/2, 1/2) is flat.
        mean, weight = np.sin(angle) ** 2, np.exp(log_weight)
        a, b = mean * weight, (1 - mean) * weight
        likelihood = np.prod([betabinom.pmf(k, n, a, b) for k, n in zip(HITS, TRIALS, strict=True)])
        prior = lognorm.pdf(weight, WEIGHT_SIGMA, scale=WEIGHT_MEDIAN) * weight
        return likelihood * prior * of_node(a, b)

    edge = 1e-4
    bounds = (edge, np.pi / 2 - edge, np.log(1.5), np.log(600))
    return dblquad(joint, *bounds, epsabs=1e-9, epsrel=1e-4)[0]


@pytest.fixture(scope="module")
def evidence():
    return integrate(lambda *_: 1.0)


@pytest.mark.parametrize("place", [0, 2])
def test_rates_equal_a_brute_force_integration(place, evidence):
    k, n = HITS[place], TRIALS[place]
    expected = integrate(lambda a, b: (k + a) / (n + a + b)) / evidence
    rate, _, _ = pooled(HITS, TRIALS)
    assert rate[place] == pytest.approx(expected, abs=5e-4)


def test_interval_ends_equal_a_brute_force_integration(evidence):
    k, n = HITS[1], TRIALS[1]
    _, low, high = pooled(HITS, TRIALS)
    for end, share in ((low[1], 0.025), (high[1], 0.975)):
        below = integrate(lambda a, b, end=end: beta.cdf(end, k + a, n - k + b)) / evidence
        assert below == pytest.approx(share, abs=2e-3)


def test_groups_are_drawn_towards_the_others_the_smaller_the_more():
    rate, _, _ = pooled([0, 0, 20], [2, 20, 100])
    assert 0 < rate[1] < rate[0] < 0.2
    assert abs(rate[2] - 0.2) < 0.02


def test_a_large_group_keeps_its_own_rate():
    rate, low, high = pooled([5000, 1], [10_000, 50])
    assert rate[0] == pytest.approx(0.5, abs=0.002)
    assert high[0] - low[0] == pytest.approx(0.0196, abs=0.001)


def test_no_trials_are_no_evidence():
    with_empty, without = pooled([3, 0], [30, 0]), pooled([3], [30])
    assert with_empty[0][0] == pytest.approx(without[0][0], abs=1e-12)
    assert pooled([], [])[0].size == 0


def test_the_best_of_equal_groups_is_not_taken_at_its_word():
    """Six truly equal groups: the best raw rate misleads, the best pooled one hardly."""
    rng = np.random.default_rng(0)
    n = np.array([60, 30, 20, 10, 7, 5])
    raw, calm = [], []
    for _ in range(100):
        k = rng.binomial(n, 0.08)
        raw.append((k / n).max())
        calm.append(pooled(k, n)[0].max())
    assert np.mean(raw) > 0.19
    assert np.mean(calm) < 0.14


@pytest.mark.parametrize("sizes", [(12, 8, 5, 3, 2), (40, 20, 20, 10, 5)])
def test_intervals_cover_on_average_over_groups(sizes):
    rng = np.random.default_rng(1)
    n, covered, runs = np.array(sizes), np.zeros(len(sizes)), 250
    for _ in range(runs):
        mean, weight = rng.beta(2, 10), 25 * np.exp(0.6 * rng.standard_normal())
        truth = rng.beta(mean * weight, (1 - mean) * weight, len(n))
        _, low, high = pooled(rng.binomial(n, truth), n)
        covered += (low <= truth) & (truth <= high)
    assert 0.93 < covered.sum() / runs / len(n) < 0.98
    assert (covered / runs).min() > 0.9


@pytest.mark.parametrize("level", [0.5, 0.95, 0.99])
@pytest.mark.parametrize(
    ("hits", "trials"),
    [
        ((0, 0, 0, 2, 0), (49, 37, 20, 30.3, 11)),  # The low ends lie next to 0, some below any digit.
        ((40, 39.5, 12), (40, 41, 12)),
        ((7.1, 11.1, 0, 5.9), (17.2, 36.8, 0, 5.9)),
    ],
)
def test_interval_ends_leave_out_equal_tails_to_the_last_digit(hits, trials, level):
    weight = node_weights(np.array(hits, dtype=float), np.array(trials, dtype=float))
    mean, likeness = (grid.ravel() for grid in np.meshgrid(MEANS, WEIGHTS, indexing="ij"))
    some = weight > LEAST_NODE
    weight, mean, likeness = weight[some] / weight[some].sum(), mean[some], likeness[some]
    rate, *ends = pooled(hits, trials, level)
    for k, n, middle, *pair in zip(hits, trials, rate, *ends, strict=True):
        below = beta.cdf(np.array(pair)[:, None], k + mean * likeness, n - k + (1 - mean) * likeness) @ weight
        for end, left, share in zip(pair, below, ((1 - level) / 2, (1 + level) / 2), strict=True):
            # Widened to hold the rate, or as near to 0 or 1 as anything is told.
            if end != middle and 1e-11 < end < 1 - 1e-11:
                assert left == pytest.approx(share, abs=1e-9)
