"""Two groups against each other: difference, like with like, exact test, and the number needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.analysis.estimate.intervals import wilson

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["POWER", "difference", "differences", "exact_p", "holm", "needed_per_group"]

#: The chance of seeing a difference that is really there.
POWER = 0.80

#: Above this many applications the exact distribution is no longer worth its time: the normal one is used.
MOST_EXACT = 5000


def difference(
    hits: ArrayLike, trials: ArrayLike, other_hits: ArrayLike, other_trials: ArrayLike, level: float = 0.95
) -> tuple[float, float, float]:
    """Return the standardised difference of two groups' rates over strata, with its interval.

    Each stratum weighs as much as it holds of both groups; strata that lack one of them are left out, since
    nothing there can be compared. The interval joins the Wilson intervals of all strata (Newcombe, 1998, for
    one stratum; Zou and Donner, 2008, for a weighted sum).

    Parameters
    ----------
    hits, trials, other_hits, other_trials : array-like of int, shape (strata,)
        Successes and trials of the group and of the others. One stratum gives the crude difference.
    level : float
        Coverage, in (0, 1).

    Returns
    -------
    difference, low, high : float
        In [-1, 1]; nan, -1 and 1 where no stratum holds both groups.

    Examples
    --------
    >>> print("%.3f %.3f %.3f" % difference([56], [70], [48], [80]))
    0.200 0.052 0.334
    """
    k1, n1, k0, n0 = (np.asarray(v, dtype=float) for v in (hits, trials, other_hits, other_trials))
    both = (n1 > 0) & (n0 > 0)
    if not both.any():
        return np.nan, -1.0, 1.0
    k1, n1, k0, n0 = k1[both], n1[both], k0[both], n0[both]
    weight = (n1 + n0) / (n1 + n0).sum()
    apart, down, up = _each(k1, n1, k0, n0, level)
    middle = float((weight * apart).sum())
    low, high = middle - np.sqrt((weight**2 * down).sum()), middle + np.sqrt((weight**2 * up).sum())
    return middle, float(max(low, -1.0)), float(min(high, 1.0))


def differences(
    hits: ArrayLike, trials: ArrayLike, other_hits: ArrayLike, other_trials: ArrayLike, level: float
) -> NDArray[np.float64]:
    """Return the `difference` of each of many pairs of groups: rows of difference, low and high."""
    sides = np.array([hits, trials, other_hits, other_trials], dtype=float)
    both = (sides[1] > 0) & (sides[3] > 0)
    found = np.tile([np.nan, -1.0, 1.0], (len(both), 1))
    apart, down, up = _each(*sides[:, both], level)
    found[both] = np.column_stack([apart, apart - np.sqrt(down), apart + np.sqrt(up)])
    return np.clip(found, -1.0, 1.0)


def _each(k1: NDArray, n1: NDArray, k0: NDArray, n0: NDArray, level: float) -> tuple[NDArray, ...]:
    """Return the difference of each pair, and the squares of how far its interval reaches down and up."""
    (l1, u1), (l0, u0) = wilson(k1, n1, level), wilson(k0, n0, level)
    p1, p0 = k1 / n1, k0 / n0
    return p1 - p0, (p1 - l1) ** 2 + (u0 - p0) ** 2, (u1 - p1) ** 2 + (p0 - l0) ** 2


def exact_p(hits: ArrayLike, trials: ArrayLike, other_hits: ArrayLike, other_trials: ArrayLike) -> float:
    """Return the two-sided p-value that the groups are alike in every stratum: the exact conditional test.

    Fisher's exact test for one stratum; for several, the exact distribution behind Mantel and Haenszel
    (1959), as the convolution of the strata's hypergeometric ones. Exact, so that few applications raise no
    false alarm; above 5,000 the normal approximation is used.

    Examples
    --------
    >>> print(f"{exact_p([8], [10], [1], [12]):.4f}")
    0.0015
    """
    tables = np.array([hits, trials, other_hits, other_trials], dtype="int64")
    k1, n1, k0, n0 = tables[:, (tables[1] > 0) & (tables[3] > 0) & (tables[0] + tables[2] > 0)]
    if not len(k1):
        return 1.0
    if int((n1 + n0).sum()) > MOST_EXACT:
        return _normal_p(k1, n1, k0, n0)
    density, start = np.ones(1), 0
    for a, b, c, d in zip(k1, n1, k0, n0, strict=True):
        low, stratum = _hypergeometric(int(a + c), int(b), int(d))
        density, start = np.convolve(density, stratum), start + low
    seen = density[int(k1.sum()) - start]
    # Ties that differ only by rounding count as equally likely.
    return float(min(density[density <= seen * (1 + 1e-7)].sum(), 1.0))


def _hypergeometric(hits: int, trials: int, others: int) -> tuple[int, NDArray]:
    """Return the fewest hits the group can have, and P(so many, one more, …) if groups are alike."""
    from scipy.special import betaln

    low, high = max(0, hits - others), min(hits, trials)
    mine = np.arange(low, high + 1)

    def log_ways(n: int, k: NDArray | int) -> NDArray:
        return -betaln(n - k + 1, k + 1) - np.log(n + 1)

    ways = log_ways(trials, mine) + log_ways(others, hits - mine) - log_ways(trials + others, hits)
    return low, np.exp(ways)


def _normal_p(k1: NDArray, n1: NDArray, k0: NDArray, n0: NDArray) -> float:
    from scipy.special import ndtr

    n, k = n1 + n0, k1 + k0
    spread = (n1 * n0 * k * (n - k) / (n**2 * np.maximum(n - 1, 1))).sum()
    return float(2 * ndtr(-abs((k1 - n1 * k / n).sum()) / np.sqrt(spread))) if spread > 0 else 1.0


def holm(p_values: ArrayLike, looks: int = 1) -> NDArray:
    """Return p-values corrected for asking several questions (Holm, 1979), each looked at several times.

    The looks are corrected for by Bonferroni's rule, which holds however the looks hang together.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03]).round(2).tolist(), holm([0.01], looks=6).round(2).tolist()
    ([0.03, 0.06, 0.06], [0.06])
    """
    p = np.asarray(p_values, dtype=float)
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(p[order] * (len(p) - np.arange(len(p))))
    out = np.empty_like(p)
    out[order] = np.minimum(stepped * looks, 1.0)
    return out


def needed_per_group(rate: float, other_rate: float, alpha: float, power: float = POWER) -> float:
    """Return how many applications each group needs so that these two rates could be told apart.

    By the arcsine transformation (Cohen, 1988).

    Parameters
    ----------
    rate, other_rate : float
        The rates to tell apart, in [0, 1].
    alpha : float
        The risk of a false alarm, two-sided, in (0, 1).
    power : float
        The chance of seeing the difference, in (0, 1).

    Returns
    -------
    float
        A whole number; inf if the rates are equal.

    Examples
    --------
    >>> needed_per_group(0.16, 0.08, alpha=0.05)
    253.0
    """
    from scipy.special import ndtri

    apart = 2 * (np.arcsin(np.sqrt(rate)) - np.arcsin(np.sqrt(other_rate)))
    if apart == 0:
        return np.inf
    return float(np.ceil(2 * ((ndtri(1 - alpha / 2) + ndtri(power)) / apart) ** 2))
