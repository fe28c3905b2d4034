from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom, chi2
from statsmodels.stats.proportion import proportion_confint

from jobsearch_analytics.analysis.estimate.intervals import (
    KNOWN_WIDTH,
    clopper_pearson,
    jeffreys,
    modified_wilson,
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


def test_the_lower_end_for_a_single_hit_is_that_of_a_poisson_count():
    hits, trials = np.array([0, 1, 2, 3, 12]), np.full(5, 12)
    plain, mended = wilson(hits, trials), modified_wilson(hits, trials)
    assert mended[0][1] == pytest.approx(chi2.ppf(0.05, 2) / 2 / 12)
    assert mended[0][[0, 2, 3, 4]].tolist() == plain[0][[0, 2, 3, 4]].tolist()
    assert mended[1].tolist() == plain[1].tolist()


@pytest.mark.parametrize("trials", [12, 30, 60])
def test_coverage_for_rare_events_is_nominal_where_wilsons_is_not(trials):
    hits, rates = np.arange(trials + 1), np.linspace(0.1, 1.2, 200)[:, None] / trials
    chances = binom.pmf(hits, trials, rates)
    coverage = {}
    for method in (wilson, modified_wilson):
        low, high = method(hits, np.full(trials + 1, trials))
        coverage[method] = (((low <= rates) & (rates <= high)) * chances).sum(axis=1)
    assert coverage[wilson].min() < 0.86
    assert coverage[modified_wilson].min() > 0.89
    assert 0.93 < coverage[modified_wilson].mean() < 0.985


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
