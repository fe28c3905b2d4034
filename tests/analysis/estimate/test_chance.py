"""Chance of a recurring theme, against the whole experiment drawn point by point."""

import numpy as np
import pytest

from jobsearch_analytics.analysis.estimate.chance import chance_of_recurrence


def by_brute_force(points_per_employer, n_themes, draws=8_000):
    """Return P(top theme has at least x distinct employers) for x = 0…E, every point drawn by itself."""
    random = np.random.default_rng(12)
    n_employers = len(points_per_employer)
    employer = np.repeat(np.arange(n_employers), points_per_employer)
    top = np.empty(draws, dtype=int)
    for draw in range(draws):
        themes = random.integers(n_themes, size=len(employer))
        pairs = np.unique(np.column_stack([themes, employer]), axis=0)
        top[draw] = np.bincount(pairs[:, 0]).max()
    return (top[None, :] >= np.arange(n_employers + 1)[:, None]).mean(axis=1)


@pytest.mark.parametrize(
    ("points", "n_themes"),
    [([1] * 8, 12), ([1] * 15, 8), ([1] * 40, 16), ([1, 2, 3, 4] * 6, 12), ([6] * 10, 12), ([9, 1], 3)],
)
def test_it_is_the_whole_experiment(points, n_themes):
    expected = by_brute_force(points, n_themes)
    ours = chance_of_recurrence(points, n_themes, range(len(points) + 1))
    # Two Monte-Carlo figures with 8,000 and 20,000 draws: four standard errors of their difference.
    np.testing.assert_allclose(ours, expected, atol=0.027)


def test_nothing_said_proves_nothing():
    assert chance_of_recurrence([], 12, [0, 3]).tolist() == [1.0, 1.0]
    assert chance_of_recurrence([1, 1], 0, [2]).tolist() == [1.0]
