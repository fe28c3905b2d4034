"""How likely each ending is within so many days, with some still waiting: the Aalen-Johansen estimate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.analysis.estimate.counted_days import LEAST_AT_RISK, Counted, densities
from jobsearch_analytics.analysis.estimate.intervals import average_beta

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["LEAST_FOLLOWED", "Incidence", "incidence", "incidence_within", "longest_horizon"]

#: A horizon is supported when at least this many waits began that long ago …
LEAST_FOLLOWED = 5
#: … and at least this share of all.
LEAST_SHARE = 0.05


@dataclass(frozen=True)
class Incidence:
    """Cumulative incidence by cause and day.

    Attributes
    ----------
    share : ndarray of float, shape (causes, days)
        P(ended by this cause within so many days), in [0, 1].
    error : ndarray of float, shape (causes, days)
        Its standard error.
    low, high : ndarray of float, shape (causes, days)
        Its interval.
    waiting : ndarray of float, shape (days,)
        P(still waiting after that day).
    worth : ndarray of float, shape (causes, days)
        How many waits followed to that day would carry the same error.
    """

    share: NDArray
    error: NDArray
    low: NDArray
    high: NDArray
    waiting: NDArray
    worth: NDArray


def incidence(counted: Counted, level: float = 0.95) -> Incidence:
    """Return the cumulative incidence of each cause, with intervals (Aalen and Johansen, 1978).

    The standard error is the delta-method one (Marubini and Valsecchi, 1995). The interval is that
    of a share (`intervals.average_beta`), with the number of complete observations that would carry the same
    error: where nothing is censored it is the interval of a plain share, it stays honest at zero, where the
    log-log interval does not exist, and it holds rare causes as often as it says.

    Parameters
    ----------
    counted : Counted
        From `count_days`.
    level : float
        Coverage of the interval, in (0, 1).

    Examples
    --------
    >>> from jobsearch_analytics.analysis.estimate.counted_days import count_days
    >>> counted = count_days([0, 0, 1, -1], [1, 3, 3, 5], [1, 3, 3, 5], [0, 0, 0, 0], 2, 6)
    >>> incidence(counted).share.round(2).tolist()
    [[0.0, 0.25, 0.25, 0.5, 0.5, 0.5], [0.0, 0.0, 0.0, 0.25, 0.25, 0.25]]
    """
    share, error, waiting, worth = _estimated(counted)
    low, high = _interval(share, worth, level)
    return Incidence(share, error, low, high, np.clip(waiting, 0, 1), worth)


def incidence_within(counted: Counted, days: int, level: float) -> tuple[float, float, float, float]:
    """Return share, interval and worth of the first cause on one day: as `incidence`, without all others.

    Examples
    --------
    >>> from jobsearch_analytics.analysis.estimate.counted_days import count_days
    >>> counted = count_days([0, 0, 1, -1], [1, 3, 3, 5], [1, 3, 3, 5], [0, 0, 0, 0], 2, 6)
    >>> incidence_within(counted, 3, 0.95)[0]
    0.5
    """
    share, _, _, worth = _estimated(counted.until(days))
    at, size = float(share[0, -1]), float(worth[0, -1])
    low, high = average_beta(at * size, size, level)
    return at, float(low), float(high), size


def _interval(share: NDArray, worth: NDArray, level: float) -> tuple[NDArray, NDArray]:
    """Return the interval of every share; on days like the day before it is not worked out anew."""
    hits, trials = (share * worth).ravel(), worth.ravel()
    new = np.ones(len(hits), dtype=bool)
    new[1:] = (hits[1:] != hits[:-1]) | (trials[1:] != trials[:-1])
    low, high = average_beta(hits[new], trials[new], level)
    at = np.cumsum(new).reshape(share.shape) - 1
    return low[at], high[at]


def _estimated(counted: Counted) -> tuple[NDArray, NDArray, NDArray, NDArray]:
    """Return share, error, share still waiting and worth, by cause and day."""
    share = np.cumsum(densities(counted), axis=1)
    waiting = 1 - share.sum(axis=0)
    error = np.sqrt(_variances(counted, share, waiting))
    return share, error, waiting, _worth(counted, share, error)


def _variances(counted: Counted, share: NDArray, waiting: NDArray) -> NDArray:
    """Return the delta-method variances: sums over earlier days, expanded so that each is one running sum."""
    n, d = counted.at_risk, counted.events.sum(axis=0)
    before = np.concatenate([[1.0], waiting[:-1]])
    left = n - d
    with np.errstate(divide="ignore", invalid="ignore"):
        a = np.where((d > 0) & (left > LEAST_AT_RISK), d / (n * left), 0.0)
        b = np.where(n > 0, before**2 * (n - counted.events) * counted.events / n**3, 0.0)
        c = np.where(n > 0, before * counted.events / n**2, 0.0)
    one, two, three = np.cumsum(a), np.cumsum(a * share, axis=1), np.cumsum(a * share**2, axis=1)
    spread = share**2 * one - 2 * share * two + three
    cross = share * np.cumsum(c, axis=1) - np.cumsum(c * share, axis=1)
    return np.maximum(spread + np.cumsum(b, axis=1) - 2 * cross, 0.0)


def _worth(counted: Counted, share: NDArray, error: NDArray) -> NDArray:
    """Return how many complete observations each estimate is worth.

    Never fewer than the waits whose state on that day is known, and never more than all of them. With no
    event yet there is no error to go by, and only those count.
    """
    ended = np.cumsum(counted.events.sum(axis=0))
    known = ended + np.maximum(counted.at_risk - counted.events.sum(axis=0), 0.0)
    everyone = counted.at_risk[0] if counted.n_days else 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        # A smaller share is a rest of arithmetic: nothing has happened yet.
        some = (error > 0) & (share > LEAST_AT_RISK)
        worth = np.where(some, share * (1 - share) / error**2, 0.0)
    return np.clip(worth, known, np.maximum(known, everyone))


def longest_horizon(followed_days: ArrayLike) -> int:
    """Return the longest horizon, in days, that the follow-up supports; -1 for none.

    At least `LEAST_FOLLOWED` waits and `LEAST_SHARE` of all must have begun that long ago, whatever became
    of them since.

    Examples
    --------
    >>> longest_horizon([10, 20, 30, 40, 50, 60]), longest_horizon([10, 20])
    (20, -1)
    """
    days = np.sort(np.asarray(followed_days, dtype=float))[::-1]
    least = max(LEAST_FOLLOWED, int(np.ceil(LEAST_SHARE * len(days))))
    return int(days[least - 1]) if len(days) >= least else -1
