"""Rates of many small groups, each drawn towards what the others show: partial pooling."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.analysis.estimate.holding import holding
from jobsearch_analytics.analysis.estimate.intervals import check_level

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["MEANS", "WEIGHTS", "node_weights", "pooled"]

#: The grid of what all groups may have in common: their mean rate …
MEANS = (np.arange(40) + 0.5) ** 2 / 40**2
#: … and how many applications the likeness of the groups is worth; the hyperprior is lognormal.
WEIGHTS = np.geomspace(1.5, 600, 12)
WEIGHT_MEDIAN, WEIGHT_SIGMA = 20.0, 1.0

#: Nodes of the grid with less than this share of the posterior change no digit that is shown.
LEAST_NODE = 1e-4

#: The steps to a quantile end with one from where so little of the mixture lies between.
NEAR_ENOUGH = 1e-5
MOST_STEPS = 40
TINY = 1e-12


def pooled(hits: ArrayLike, trials: ArrayLike, level: float = 0.95) -> tuple[NDArray, NDArray, NDArray]:
    """Return each group's rate drawn towards the others', with its interval.

    The rates of the groups are Beta(m w, (1 - m) w) around a common mean m with weight w, and the counts
    binomial: the beta-binomial model of empirical Bayes (Efron and Morris, 1975). Instead of fixing m and w
    at their best fit, which pretends to know them and makes the intervals of few groups too narrow, they are
    integrated out over a grid, with m Beta(1/2, 1/2) and w lognormal around 20 (sigma 1).

    Parameters
    ----------
    hits, trials : array-like of float, shape (groups,)
        Successes and trials of each group; fractions are allowed. No trials are no evidence.
    level : float
        Coverage of the interval (equal tails), on average over groups, in (0, 1).

    Returns
    -------
    rate, low, high : ndarray of float, shape (groups,)
        Shares in [0, 1].

    Examples
    --------
    >>> rate, low, high = pooled([0, 1, 8], [3, 3, 100])
    >>> rate.round(2).tolist()
    [0.11, 0.15, 0.09]
    """
    tail = (1 - check_level(level)) / 2
    k, n = np.asarray(hits, dtype=float), np.asarray(trials, dtype=float)
    if not len(k):
        return k, k, k
    pairs, back = np.unique(np.column_stack([k, n]), axis=0, return_inverse=True)
    weight, (a, b, *_) = node_weights(k, n), _grid()
    some = weight > LEAST_NODE
    weight = weight[some] / weight[some].sum()
    a, b = pairs[:, :1] + a[some], np.diff(pairs, axis=1) + b[some]
    rate = (a / (a + b)) @ weight
    low, high = holding(rate, *(_quantile(a, b, weight, share) for share in (tail, 1 - tail)))
    return rate[back], low[back], high[back]


def node_weights(k: NDArray, n: NDArray) -> NDArray:
    """Return the posterior of every (mean, weight) of the grid, shape (means x weights,), adding up to 1."""
    from scipy.special import betaln

    a, b, log_beta, log_prior = _grid()
    log = log_prior.copy()
    for hits, trials, count in _distinct(k, n):
        log += count * (betaln(a + hits, b + trials - hits) - log_beta)
    weight = np.exp(log - log.max())
    return weight / weight.sum()


@cache
def _grid() -> tuple[NDArray, ...]:
    """Return both parameters of the Beta, the logarithm of its integral and of the prior, at every node."""
    from scipy.special import betaln

    mean, likeness = (values.ravel() for values in np.meshgrid(MEANS, WEIGHTS, indexing="ij"))
    a, b = mean * likeness, (1 - mean) * likeness
    # The means stand as squares of even steps: Beta(1/2, 1/2) times the step is this.
    log_prior = -0.5 * np.log1p(-mean) - 0.5 * (np.log(likeness / WEIGHT_MEDIAN) / WEIGHT_SIGMA) ** 2
    return a, b, betaln(a, b), log_prior


def _distinct(k: NDArray, n: NDArray) -> list[tuple[float, float, int]]:
    pairs, counts = np.unique(np.column_stack([k, n]), axis=0, return_counts=True)
    return [(float(hits), float(trials), int(c)) for (hits, trials), c in zip(pairs, counts, strict=True)]


def _quantile(a: NDArray, b: NDArray, weight: NDArray, share: float) -> NDArray:
    """Return a quantile of each mixture of Betas: Newton's steps, from that of one Beta with its moments.

    The steps lead in log-odds to the logarithm of the smaller tail: next to 0 and 1, where the tail of a Beta
    is a power, that is a straight way.
    """
    from scipy.special import betainc, betaincinv, betaln, expit, logit

    mean, second = (a / (a + b)) @ weight, (a * (a + 1) / ((a + b) * (a + b + 1))) @ weight
    size = (mean - second) / (second - mean**2)
    found = betaincinv(mean * size, (1 - mean) * size, share)
    at, low, high = found, np.zeros(len(a)), np.ones(len(a))
    scale, left = betaln(a, b), np.arange(len(a))
    for _ in range(MOST_STEPS):
        at = np.clip(at, TINY, 1 - TINY)
        below = betainc(a, b, at[:, None]) @ weight
        low, high = np.where(below < share, at, low), np.where(below < share, high, at)
        tail, goal = (below, share) if share < 0.5 else (below - 1, share - 1)
        slope = np.exp(a * np.log(at)[:, None] + b * np.log1p(-at)[:, None] - scale) @ weight
        with np.errstate(all="ignore"):
            there = expit(logit(at) + tail * np.log(goal / tail) / slope)
        near = (np.abs(below - share) < NEAR_ENOUGH) | (at == np.where(below < share, 1 - TINY, TINY))
        # A step that leaves what is known already is one half of it instead.
        at = np.where(near | ((there > low) & (there < high)), there, (low + high) / 2)
        found[left] = at
        if near.all():
            break
        # What is near enough is done with.
        a, b, scale, at, low, high, left = (of[~near] for of in (a, b, scale, at, low, high, left))
    return found
