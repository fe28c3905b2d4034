"""Recurring or luck: how many employers would name one theme if points fell into themes by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["chance_of_recurrence"]

N_DRAWS = 20_000


def chance_of_recurrence(
    points_per_employer: ArrayLike, n_themes: int, employers: ArrayLike, *, random_state: int = 0
) -> NDArray:
    """Return the probability that chance alone gives some theme at least so many distinct employers.

    The null: every point falls into one of ``n_themes`` themes, all equally likely, independently of the
    others. The most frequent of all themes is compared, because that is the one people look at: a theme
    seen four times is no surprise when there were fifteen to look at.

    Parameters
    ----------
    points_per_employer : array-like of int, shape (n_employers,)
        How many points each employer made.
    n_themes : int
        Themes a point could have fallen into.
    employers : array-like of int, shape (n,)
        Observed counts of distinct employers.
    random_state : int
        Seed of the simulation.

    Returns
    -------
    ndarray of float, shape (n,)
        In [0, 1]; small where chance would hardly do as well. Simulated with 20,000 draws, so its standard
        error is at most 0.004.

    Notes
    -----
    Drawn exactly, at a cost that does not grow with the number of employers. How many distinct themes an
    employer with m points names follows the classical occupancy distribution (Feller, 1968, II.11). Themes
    are then filled one after the other: an employer with r names left and k themes to go names the next one
    with probability r / k.

    Examples
    --------
    >>> chance_of_recurrence([1] * 15, 8, [4, 6]).round(1).tolist()
    [0.7, 0.1]
    """
    sizes = np.asarray(points_per_employer, dtype=int)
    observed = np.asarray(employers, dtype=int)
    if n_themes < 1 or not len(sizes):
        return np.ones(len(observed))
    draws = np.random.default_rng(random_state)
    left = _distinct_named(sizes, n_themes, draws)
    names = np.arange(left.shape[1])
    top = np.zeros(N_DRAWS, dtype=int)
    for themes_to_go in range(n_themes, 0, -1):
        named = draws.binomial(left, np.minimum(names / themes_to_go, 1.0))
        np.maximum(top, named.sum(axis=1), out=top)
        left = left - named
        left[:, :-1] += named[:, 1:]
    return (top[None, :] >= observed[:, None]).mean(axis=1)


def _distinct_named(sizes: NDArray, n_themes: int, draws: np.random.Generator) -> NDArray:
    """Return for each draw how many employers name 0, 1, … distinct themes, shape (N_DRAWS, most + 1)."""
    most = min(int(sizes.max()), n_themes)
    counts = np.zeros((N_DRAWS, most + 1), dtype=int)
    chances = np.zeros(most + 1)
    chances[0] = 1.0
    n_with = np.bincount(sizes)
    for n_points in range(len(n_with)):
        if n_points:
            # One more point is new with probability (K - d) / K, or falls into a theme already named.
            new = chances[:-1] * (n_themes - np.arange(most)) / n_themes
            chances = chances * np.arange(most + 1) / n_themes
            chances[1:] += new
        if n_with[n_points]:
            counts += draws.multinomial(n_with[n_points], chances / chances.sum(), size=N_DRAWS)
    return counts
