"""Shares of a few trials under a stated prior: a beta distribution, drawn towards what was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.analysis.estimate.holding import holding
from jobsearch_analytics.analysis.estimate.intervals import check_level

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["BetaPrior", "beta_shares"]


@dataclass(frozen=True)
class BetaPrior:
    """What is assumed of a share before any trial is seen.

    Attributes
    ----------
    hits, misses : float
        The prior is Beta(hits, misses): it counts as so many trials, and has mean hits / (hits + misses).
    source : str
        Where it comes from, in a sentence.
    """

    hits: float
    misses: float
    source: str


def beta_shares(
    hits: ArrayLike, trials: ArrayLike, prior: BetaPrior, level: float = 0.95
) -> tuple[NDArray, NDArray, NDArray]:
    """Return the posterior mean and the equal-tailed interval of shares under a beta prior.

    Parameters
    ----------
    hits, trials : array-like of int, shape (n,)
        Counts. Without trials the answer is the prior itself.
    prior : BetaPrior
        Beta(1/2, 1/2) gives the interval of Jeffreys but for its mended ends.
    level : float
        Probability held by the interval, in (0, 1).

    Returns
    -------
    share, low, high : ndarray of float, shape (n,)
        Shares in [0, 1].

    Examples
    --------
    >>> share, low, high = beta_shares([0, 4], [0, 12], BetaPrior(1, 3, "a guess, set wide"))
    >>> share.round(3).tolist(), low.round(2).tolist(), high.round(2).tolist()
    ([0.25, 0.312], [0.01, 0.12], [0.71, 0.55])
    """
    from scipy.special import betaincinv

    tail = (1 - check_level(level)) / 2
    k, n = np.asarray(hits, dtype=float), np.asarray(trials, dtype=float)
    a, b = k + prior.hits, n - k + prior.misses
    share = a / (a + b)
    return share, *holding(share, betaincinv(a, b, tail), betaincinv(a, b, 1 - tail))
