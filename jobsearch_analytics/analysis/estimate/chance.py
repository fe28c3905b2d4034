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
    An employer with m points names K (1 - (1 - 1/K)^m) distinct themes on average. The sum over employers,
    rounded up, is spread over the themes as a multinomial: exact where every employer makes one point, and
    on the careful side otherwise, because one employer cannot name a theme twice.

    Examples
    --------
    >>> chance_of_recurrence([1] * 15, 8, [4, 6]).round(1).tolist()
    [0.7, 0.1]
    """
    sizes = np.asarray(points_per_employer, dtype=float)
    observed = np.asarray(employers, dtype=int)
    if n_themes < 1 or not len(sizes):
        return np.ones(len(observed))
    mentions = int(np.ceil((n_themes * (1 - (1 - 1 / n_themes) ** sizes)).sum() - 1e-9))
    draws = np.random.default_rng(random_state)
    top = draws.multinomial(mentions, np.full(n_themes, 1 / n_themes), size=N_DRAWS).max(axis=1)
    return (top[None, :] >= observed[:, None]).mean(axis=1)
