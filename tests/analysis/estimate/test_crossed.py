from __future__ import annotations

import numpy as np
import pytest

from jobsearch_analytics.analysis.estimate import crossed
from jobsearch_analytics.analysis.estimate.crossed import CellCounts, count_cells, draw_rates
from jobsearch_analytics.analysis.estimate.intervals import jeffreys

LEVEL_TAILS = [0.025, 0.975]


def fully_watched(hits, trials):
    misses = np.zeros((len(hits), crossed.STEPS + 1))
    misses[:, -1] = np.asarray(trials) - np.asarray(hits)
    return CellCounts(np.asarray(hits, float), misses, np.arange(crossed.STEPS + 1) / crossed.STEPS)


def by_importance(levels, counts, n_draws=400_000):
    """The posterior means by brute force: draws from the prior, weighted by the likelihood."""
    rng = np.random.default_rng(5)
    levels = np.asarray(levels)
    odds = np.repeat(
        crossed.MEAN + crossed.MEAN_SPREAD * rng.standard_normal(n_draws)[:, None], len(levels), 1
    )
    for column in range(levels.shape[1]):
        spread = spreads(rng, crossed.SPREADS, crossed.SPREAD_SCALE, n_draws)
        size = levels[:, column].max() + 1
        odds = odds + (spread * rng.standard_normal((n_draws, size)))[:, levels[:, column]]
    if levels.shape[1] > 1:
        spread = spreads(rng, crossed.CELL_SPREADS, crossed.CELL_SCALE, n_draws)
        odds = odds + spread * rng.standard_normal((n_draws, len(levels)))
    rate = 1 / (1 + np.exp(-odds))
    log = (counts.hits * np.log(rate)).sum(axis=1)
    log += (counts.misses * np.log1p(-rate[..., None] * counts.seen + 1e-300)).sum(axis=(1, 2))
    weight = np.exp(log - log.max())
    return weight @ rate / weight.sum()


def spreads(rng, grid, scale, n):
    density = np.gradient(grid) * np.exp(-((grid / scale) ** 2) / 2)
    return rng.choice(grid, n, p=density / density.sum())[:, None]


@pytest.mark.parametrize(
    ("levels", "hits", "trials"),
    [
        ([[0], [1], [2]], (0, 2, 6), (6, 9, 20)),
        ([[0, 0], [0, 1], [1, 0], [1, 1]], (4, 1, 1, 0), (10, 8, 12, 9)),
    ],
)
def test_rates_equal_a_brute_force_integration(levels, hits, trials):
    counts = fully_watched(hits, trials)
    assert draw_rates(levels, counts).mean(axis=0) == pytest.approx(by_importance(levels, counts), abs=0.008)


def test_young_applications_equal_a_brute_force_integration():
    counts = count_cells(
        [0, 0, 0, 0, 1, 1], [True, False, False, False, False, False], [1, 0.2, 0.4, 1, 0.1, 0.8], 2
    )
    expected = by_importance([[0], [1]], counts)
    assert draw_rates([[0], [1]], counts).mean(axis=0) == pytest.approx(expected, abs=0.008)


def test_a_large_cell_keeps_its_own_rate():
    draws = draw_rates([[0], [1]], fully_watched([3000, 1], [10_000, 30]))
    low, high = jeffreys([3000], [10_000])
    assert np.quantile(draws[:, 0], LEVEL_TAILS) == pytest.approx([low[0], high[0]], abs=0.002)


def test_a_cell_borrows_from_its_row_and_its_column():
    """Nobody was asked in the last cell; its channel does well elsewhere."""
    levels = [[0, 0], [0, 1], [1, 0], [1, 1], [2, 0], [2, 1]]
    rates = draw_rates(levels, fully_watched([3, 2, 4, 3, 18, 0], [60, 40, 60, 40, 40, 0])).mean(axis=0)
    assert rates[5] > 3 * rates[3]
    assert rates[5] < rates[4]


def test_what_is_open_is_no_failure():
    n = 40
    asked = [True] * 4 + [False] * (n - 4)
    young = draw_rates([[0]], count_cells([0] * n, asked, [1.0] * 4 + [0.2] * (n - 4), 1)).mean()
    mature = draw_rates([[0]], count_cells([0] * n, asked, [1.0] * n, 1)).mean()
    assert mature == pytest.approx(4 / n, abs=0.02)
    assert young > 2 * mature


def test_draws_are_the_same_for_the_same_seed_and_no_columns_are_one_rate():
    counts = fully_watched([2], [20])
    one, again = (draw_rates(np.zeros((1, 0), int), counts, random_state=3) for _ in range(2))
    assert (one == again).all()
    assert 0.05 < one.mean() < 0.15
    assert draw_rates(np.zeros((0, 2), int), count_cells([], [], [], 0)).shape == (crossed.N_DRAWS, 0)
