"""Intervals for shares, and how many more trials until a share could be known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.analysis.estimate.holding import holding
from jobsearch_analytics.errors import BadArgumentError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = [
    "KNOWN_WIDTH",
    "average_beta",
    "check_level",
    "clopper_pearson",
    "jeffreys",
    "more_needed",
    "verdicts",
    "wilson",
]

#: A share counts as known when its interval, open cases included, is at most this wide (20 points).
KNOWN_WIDTH = 0.20

#: The imagined hits and misses that make the interval of `average_beta` right on average.
WEAK_HITS = 2 / 3
#: Fewer hits than this are a rest of arithmetic, not a hit.
LEAST_HITS = 1e-9

#: The search for "how many more" stops here: a share at this width needs fewer than 400 trials at any level
#: up to 0.9999.
MOST_TRIALS = 400


def check_level(level: float) -> float:
    """Return the level if it is a share strictly between 0 and 1.

    Raises
    ------
    BadArgumentError
        If it is not; 95 is a common slip for 0.95.
    """
    if not 0 < level < 1:
        raise BadArgumentError(
            "level", level, "the interval's coverage, a share between 0 and 1", "level=0.95"
        )
    return level


def wilson(successes: ArrayLike, trials: ArrayLike, level: float = 0.95) -> tuple[NDArray, NDArray]:
    """Return the Wilson score interval of shares (Wilson, 1927).

    Parameters
    ----------
    successes, trials : array-like of int, shape (n,)
        Counts. With no trials the interval is 0 to 1: nothing is known.
    level : float
        Coverage, in (0, 1).

    Returns
    -------
    low, high : ndarray of float, shape (n,)
        Shares in [0, 1].

    Examples
    --------
    >>> low, high = wilson([3], [40])
    >>> print(f"{low[0]:.3f} to {high[0]:.3f}")
    0.026 to 0.199
    """
    from scipy.special import ndtri

    hits, n = np.asarray(successes, dtype=float), np.asarray(trials, dtype=float)
    z = ndtri(0.5 + check_level(level) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = hits / n
        middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    known = n > 0
    low = np.where(known, np.where(hits == 0, 0.0, middle - half), 0.0)
    high = np.where(known, np.where(hits == n, 1.0, middle + half), 1.0)
    return np.clip(low, 0, 1), np.clip(high, 0, 1)


def jeffreys(successes: ArrayLike, trials: ArrayLike, level: float = 0.95) -> tuple[NDArray, NDArray]:
    """Return the Jeffreys interval of shares: equal tails of Beta(k + 1/2, n - k + 1/2).

    Brown, Cai and DasGupta (2001) recommend it beside Wilson's for small n; its ends are 0 and 1 where
    nobody or everybody succeeded.

    Parameters
    ----------
    successes, trials : array-like of int, shape (n,)
        Counts.
    level : float
        Coverage, in (0, 1).

    Returns
    -------
    low, high : ndarray of float, shape (n,)
        Shares in [0, 1].

    Examples
    --------
    >>> low, high = jeffreys([0], [10])
    >>> print(f"{low[0]:.3f} to {high[0]:.3f}")
    0.000 to 0.217
    """
    from scipy.special import betaincinv

    hits, n = np.asarray(successes, dtype=float), np.asarray(trials, dtype=float)
    tail = (1 - check_level(level)) / 2
    low = np.where(hits == 0, 0.0, betaincinv(hits + 0.5, n - hits + 0.5, tail))
    high = np.where(hits == n, 1.0, betaincinv(hits + 0.5, n - hits + 0.5, 1 - tail))
    return holding(hits / np.where(n > 0, n, np.nan), low, high)


def clopper_pearson(successes: ArrayLike, trials: ArrayLike, level: float = 0.95) -> tuple[NDArray, NDArray]:
    """Return the exact interval of shares (Clopper and Pearson, 1934): never below its level.

    For bounds, which promise at least their level for every share; elsewhere it is needlessly wide.

    Parameters
    ----------
    successes, trials : array-like of int, shape (n,)
        Counts. With no trials the interval is 0 to 1.
    level : float
        Coverage, in (0, 1).

    Returns
    -------
    low, high : ndarray of float, shape (n,)
        Shares in [0, 1].

    Examples
    --------
    >>> low, high = clopper_pearson([1], [12])
    >>> print(f"{low[0]:.4f} to {high[0]:.4f}")
    0.0021 to 0.3848
    """
    from scipy.special import betaincinv

    hits, n = np.asarray(successes, dtype=float), np.asarray(trials, dtype=float)
    tail, misses = (1 - check_level(level)) / 2, n - hits
    low = np.where(hits > 0, betaincinv(np.maximum(hits, 1e-9), misses + 1, tail), 0.0)
    high = np.where(misses > 0, betaincinv(hits + 1, np.maximum(misses, 1e-9), 1 - tail), 1.0)
    return low, high


def average_beta(hits: ArrayLike, trials: ArrayLike, level: float = 0.95) -> tuple[NDArray, NDArray]:
    """Return equal tails of Beta(k + 2/3, n - k + 2/3): right on average, also for rare events.

    The prior lies between Jeffreys' (1/2) and the flat one (1): for shares near zero Jeffreys' interval holds
    the truth more often than it says and the flat one's less often (Brown, Cai and DasGupta, 2001, compare
    the family); two thirds keeps the average over rare and common shares at the level. The ends are 0 and 1
    where nobody or everybody succeeded.

    Parameters
    ----------
    hits, trials : array-like of float, shape (n,)
        Counts; fractions are allowed. With no trials the interval is 0 to 1.
    level : float
        Coverage on average, in (0, 1).

    Returns
    -------
    low, high : ndarray of float, shape (n,)
        Shares in [0, 1].

    Examples
    --------
    >>> low, high = average_beta([0, 1], [12, 12])
    >>> print(f"{low[1]:.3f} {high[0]:.3f}")
    0.012 0.210
    """
    from scipy.special import betaincinv

    k, n = np.asarray(hits, dtype=float), np.asarray(trials, dtype=float)
    tail, misses = (1 - check_level(level)) / 2, np.maximum(n - k, 0.0)
    low = np.where(k > LEAST_HITS, betaincinv(k + WEAK_HITS, misses + WEAK_HITS, tail), 0.0)
    high = np.where(misses > LEAST_HITS, betaincinv(k + WEAK_HITS, misses + WEAK_HITS, 1 - tail), 1.0)
    return holding(k / np.where(n > 0, n, np.nan), low, high)


def more_needed(share: ArrayLike, trials: ArrayLike, level: float = 0.95) -> NDArray:
    """Return how many more trials until the Wilson interval is at most `KNOWN_WIDTH` wide.

    Parameters
    ----------
    share : array-like of float, shape (n,)
        The share so far, in [0, 1]; nan is read as the hardest case, one half.
    trials : array-like of int, shape (n,)
        Trials that have settled so far.
    level : float
        Coverage, in (0, 1).

    Returns
    -------
    ndarray of int, shape (n,)
        0 where the trials already suffice.

    Examples
    --------
    >>> more_needed([0.5, 0.1, 0.1], [0, 0, 60]).tolist()
    [93, 37, 0]
    """
    p, n = np.asarray(share, dtype=float), np.asarray(trials, dtype=float)
    p = np.where(np.isnan(p), 0.5, p)
    counts = np.arange(1, MOST_TRIALS + 1)
    low, high = wilson(p[:, None] * counts, np.broadcast_to(counts, (len(p), MOST_TRIALS)), level)
    enough = counts[(high - low <= KNOWN_WIDTH).argmax(axis=1)]
    # Rounded first: a rest of arithmetic must not take one away.
    return np.maximum(enough - n, 0).round(9).astype(int)


def verdicts(outer_width: ArrayLike, inner_width: ArrayLike) -> NDArray:
    """Return ``known``, ``leaning`` or ``not yet`` for each share, by one documented rule.

    Parameters
    ----------
    outer_width : array-like of float, shape (n,)
        Width of the interval that also holds every way the open cases can still end.
    inner_width : array-like of float, shape (n,)
        Width of the interval under a stated assumption about the open cases.

    Returns
    -------
    ndarray of str, shape (n,)
        ``known`` if the outer width is at most `KNOWN_WIDTH`; else ``leaning`` if the inner one is;
        else ``not yet``.

    Examples
    --------
    >>> verdicts([0.1, 0.6, 0.9], [0.1, 0.15, 0.4]).tolist()
    ['known', 'leaning', 'not yet']
    """
    outer, inner = np.asarray(outer_width, dtype=float), np.asarray(inner_width, dtype=float)
    return np.where(outer <= KNOWN_WIDTH, "known", np.where(inner <= KNOWN_WIDTH, "leaning", "not yet"))
