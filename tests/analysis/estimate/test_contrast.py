from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy.stats import binom, fisher_exact, hypergeom
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_effectsize

from jobsearch_analytics.analysis.estimate.contrast import (
    difference,
    differences,
    exact_p,
    holm,
    needed_per_group,
)


@pytest.mark.parametrize("counts", [(56, 70, 48, 80), (1, 9, 3, 11), (0, 12, 4, 30), (10, 10, 0, 20)])
def test_one_stratum_equals_newcombes_interval(counts):
    k1, n1, k0, n0 = counts
    ours = difference([k1], [n1], [k0], [n0])
    expected = confint_proportions_2indep(*counts, method="newcomb")
    np.testing.assert_allclose(ours[1:], expected, atol=1e-12)


def test_many_pairs_at_once_equal_each_by_itself():
    rng = np.random.default_rng(3)
    trials, others = rng.integers(0, 9, (2, 200))
    hits, other_hits = rng.binomial(trials, 0.4), rng.binomial(others, 0.6)
    rows = zip(hits, trials, other_hits, others, strict=True)
    each = [difference([a], [b], [c], [d], 0.9) for a, b, c, d in rows]
    np.testing.assert_allclose(differences(hits, trials, other_hits, others, 0.9), each, atol=1e-15)
    assert differences([], [], [], [], 0.9).shape == (0, 3)


def test_a_standardised_difference_undoes_the_mix():
    """Referrals go to senior roles, which answer less: crude and like-with-like turn each other around."""
    hits, trials, other_hits, other_trials = [3, 8], [20, 80], [16, 2], [80, 20]
    crude = difference([11], [100], [18], [100])[0]
    assert crude == pytest.approx(-0.07)
    within = [3 / 20 - 16 / 80, 8 / 80 - 2 / 20]
    assert difference(hits, trials, other_hits, other_trials)[0] == pytest.approx(np.mean(within))


def test_strata_without_overlap_are_left_out():
    both = difference([3, 1, 0], [20, 5, 0], [16, 0, 4], [80, 0, 9])
    assert both == difference([3], [20], [16], [80])
    nothing = difference([3], [20], [0], [0])
    assert np.isnan(nothing[0])
    assert nothing[1:] == (-1.0, 1.0)


@pytest.mark.parametrize("seed", range(20))
def test_one_stratum_equals_fishers_test(seed):
    rng = np.random.default_rng(seed)
    n1, n0 = rng.integers(1, 30, 2)
    k1, k0 = rng.integers(0, n1 + 1), rng.integers(0, n0 + 1)
    expected = fisher_exact([[k1, n1 - k1], [k0, n0 - k0]]).pvalue
    assert exact_p([k1], [n1], [k0], [n0]) == pytest.approx(expected, rel=1e-9)


def test_two_strata_equal_a_brute_force_enumeration():
    k1, n1, k0, n0 = [3, 1], [5, 6], [1, 2], [7, 4]
    chances = {}
    for a, b in product(range(6), range(7)):
        chance = hypergeom(12, 4, 5).pmf(a) * hypergeom(10, 3, 6).pmf(b)
        chances[a + b] = chances.get(a + b, 0.0) + chance
    expected = sum(chance for chance in chances.values() if chance <= chances[4] * (1 + 1e-7))
    assert exact_p(k1, n1, k0, n0) == pytest.approx(expected, rel=1e-9)


def test_many_applications_equal_the_mantel_haenszel_test():
    k1, n1, k0, n0 = np.array([[300, 500], [3000, 4000], [250, 450], [3000, 4100]])
    tables = [np.array([[a, b - a], [c, d - c]]) for a, b, c, d in zip(k1, n1, k0, n0, strict=True)]
    expected = StratifiedTable(tables).test_null_odds(correction=False).pvalue
    assert exact_p(k1, n1, k0, n0) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("rate", [0.05, 0.2, 0.5])
def test_false_alarms_never_exceed_their_level(rate):
    n1, n0 = 12, 25
    chances = np.outer(binom.pmf(np.arange(n1 + 1), n1, rate), binom.pmf(np.arange(n0 + 1), n0, rate))
    p = np.array([[exact_p([a], [n1], [b], [n0]) for b in range(n0 + 1)] for a in range(n1 + 1)])
    for alpha in (0.05, 0.01):
        assert chances[p <= alpha].sum() <= alpha


def test_nothing_to_compare_is_no_evidence():
    assert exact_p([0], [5], [0], [9]) == 1.0
    assert exact_p([2], [5], [0], [0]) == 1.0


@pytest.mark.parametrize("seed", range(5))
def test_holm_equals_statsmodels(seed):
    p = np.random.default_rng(seed).random(6) ** 3
    np.testing.assert_allclose(holm(p), multipletests(p, method="holm")[1], atol=1e-12)
    np.testing.assert_allclose(
        holm(p, looks=4), np.minimum(4 * np.where(holm(p) < 1, holm(p), 1), 1), atol=0.3
    )


@pytest.mark.parametrize(("low", "high"), [(0.03, 0.06), (0.05, 0.10), (0.08, 0.16), (0.08, 0.40)])
def test_the_number_needed_equals_statsmodels(low, high):
    effect = proportion_effectsize(high, low)
    expected = NormalIndPower().solve_power(effect, alpha=0.05, power=0.8)
    assert needed_per_group(high, low, 0.05) == np.ceil(expected)
    assert needed_per_group(low, low, 0.05) == np.inf
