from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import beta, binom, gamma
from statsmodels.stats.proportion import proportion_confint

from jobsearch_analytics.analysis.estimate.intervals import (
    KNOWN_WIDTH,
    average_beta,
    clopper_pearson,
    jeffreys,
    more_needed,
    verdicts,
    wilson,
)

TRIALS = np.repeat(np.arange(1, 61), 61)
HITS = np.minimum(np.tile(np.arange(61), 60), TRIALS)


@pytest.mark.parametrize("level", [0.5, 0.8, 0.95, 0.99])
def test_wilson_equals_statsmodels(level):
    low, high = wilson(HITS, TRIALS, level)
    expected = proportion_confint(HITS, TRIALS, alpha=1 - level, method="wilson")
    np.testing.assert_allclose(low, expected[0], atol=1e-12)
    np.testing.assert_allclose(high, expected[1], atol=1e-12)


@pytest.mark.parametrize("level", [0.5, 0.8, 0.95, 0.99])
def test_jeffreys_equals_statsmodels_inside_and_ends_at_the_edge(level):
    low, high = jeffreys(HITS, TRIALS, level)
    expected = proportion_confint(HITS, TRIALS, alpha=1 - level, method="jeffreys")
    np.testing.assert_allclose(low, np.where(HITS == 0, 0, expected[0]), atol=1e-12)
    np.testing.assert_allclose(high, np.where(HITS == TRIALS, 1, expected[1]), atol=1e-12)


@pytest.mark.parametrize("level", [0.5, 0.95])
def test_the_exact_interval_equals_statsmodels(level):
    low, high = clopper_pearson(HITS, TRIALS, level)
    expected = proportion_confint(HITS, TRIALS, alpha=1 - level, method="beta")
    np.testing.assert_allclose(low, expected[0], atol=1e-9)
    np.testing.assert_allclose(high, expected[1], atol=1e-9)
    assert [end.tolist() for end in clopper_pearson([0], [0])] == [[0.0], [1.0]]


@pytest.mark.parametrize("trials", [12, 60])
def test_the_exact_interval_holds_every_share_at_its_level(trials):
    hits, rates = np.arange(trials + 1), np.linspace(0.001, 0.999, 500)[:, None]
    low, high = clopper_pearson(hits, np.full(trials + 1, trials))
    coverage = (((low <= rates) & (rates <= high)) * binom.pmf(hits, trials, rates)).sum(axis=1)
    assert coverage.min() >= 0.95


@pytest.mark.parametrize("level", [0.5, 0.95])
def test_the_average_interval_equals_the_quantiles_of_its_beta(level):
    low, high = average_beta(HITS, TRIALS, level)
    ends = beta(HITS + 2 / 3, TRIALS - HITS + 2 / 3).interval(level)
    np.testing.assert_allclose(low, np.where(HITS == 0, 0, ends[0]), atol=1e-9)
    np.testing.assert_allclose(high, np.where(HITS == TRIALS, 1, ends[1]), atol=1e-9)
    assert [end.tolist() for end in average_beta([0], [0])] == [[0.0], [1.0]]


@pytest.mark.parametrize("trials", [12, 30, 60, 200])
@pytest.mark.parametrize("expected_hits", [0.5, 1.0, 3.0])
def test_the_average_interval_is_right_on_average_for_rare_shares(trials, expected_hits):
    """Over shares drawn around a rare one, neither below nor far above the level."""
    hits = np.arange(trials + 1)
    drawn = gamma(2, scale=expected_hits / 2).ppf((np.arange(400) + 0.5) / 400)
    rates = np.minimum(drawn / trials, 0.99)[:, None]
    low, high = average_beta(hits, np.full(trials + 1, trials))
    coverage = (((low <= rates) & (rates <= high)) * binom.pmf(hits, trials, rates)).sum(axis=1)
    assert 0.93 <= coverage.mean() <= 0.98


def test_no_trials_leave_everything_possible():
    assert [end.tolist() for end in wilson([0], [0])] == [[0.0], [1.0]]


@pytest.mark.parametrize("method", [wilson, jeffreys])
@pytest.mark.parametrize("trials", [12, 30, 60, 200])
def test_coverage_averaged_over_rates_is_nominal(method, trials):
    rates = (np.arange(400) + 0.5) / 400
    low, high = method(np.arange(trials + 1), np.full(trials + 1, trials))
    holds = (low <= rates[:, None]) & (rates[:, None] <= high)
    coverage = (holds * binom.pmf(np.arange(trials + 1), trials, rates[:, None])).sum(axis=1).mean()
    assert 0.94 < coverage < 0.97


def test_more_needed_is_the_first_count_whose_interval_is_narrow_enough():
    for share in (0.0, 0.1, 0.33, 0.5, 1.0):
        needed = int(more_needed([share], [0])[0])
        width = [np.subtract(*wilson([share * n], [n])[::-1])[0] for n in (needed - 1, needed)]
        assert width[0] > KNOWN_WIDTH >= width[1]
    assert more_needed([np.nan], [0]).tolist() == more_needed([0.5], [0]).tolist()


def test_the_rule_of_verdicts_at_its_edges():
    assert verdicts([0.2, 0.21, 0.21], [0.0, 0.2, 0.21]).tolist() == ["known", "leaning", "not yet"]
