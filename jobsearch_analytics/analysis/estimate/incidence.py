"""How likely each ending is within so many days, with some still waiting: the Aalen-Johansen estimate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.analysis.estimate.intervals import average_beta
from jobsearch_analytics.analysis.estimate.self_consistent import LEAST_AT_RISK, densities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from jobsearch_analytics.analysis.estimate.counted_days import Counted

__all__ = ["LEAST_FOLLOWED", "Incidence", "incidence", "incidence_within", "longest_horizon"]

#: A horizon is supported when at least this many waits began that long ago …
LEAST_FOLLOWED = 5
#: … and at least this share of all.
LEAST_SHARE = 0.05


@dataclass(frozen=True)
class Incidence:
    """Cumulative incidence by cause and day; of many groups at once, each stands on the axis before these.

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

    def at(self, level: float) -> Incidence:
        """Return the same with the interval of another level."""
        low, high = _interval(self.share, self.worth, level)
        return replace(self, low=low, high=high)


def incidence(counted: Counted, level: float = 0.95) -> Incidence:
    """Return the cumulative incidence of each cause, with intervals (Aalen and Johansen, 1978).

    The standard error is the delta-method one (Marubini and Valsecchi, 1995). The interval is that
    of a share (`intervals.average_beta`), with the number of complete observations that would carry the same
    error: where nothing is censored it is the interval of a plain share, it stays honest at zero, where the
    log-log interval does not exist, and it holds rare causes as often as it says.

    Parameters
    ----------
    counted : Counted
        From `count_days`; many of equal days can be stacked.
    level : float
        Coverage of the interval, in (0, 1).

    Examples
    --------
    >>> from jobsearch_analytics.analysis.estimate.counted_days import count_days
    >>> counted = count_days([0, 0, 1, -1], [1, 3, 3, 5], [1, 3, 3, 5], [0, 0, 0, 0], 2, 6)
    >>> incidence(counted).share.round(2).tolist()
    [[0.0, 0.25, 0.25, 0.5, 0.5, 0.5], [0.0, 0.0, 0.0, 0.25, 0.25, 0.25]]
    """
    share, error, waiting, worth = _estimated(counted.events, counted.at_risk)
    low, high = _interval(share, worth, level)
    return Incidence(share, error, low, high, np.clip(waiting, 0, 1), worth)


def incidence_within(
    counts: Sequence[Counted], days: int, level: float
) -> tuple[NDArray, NDArray, NDArray, NDArray]:
    """Return share, both ends of the interval and worth of the first cause on one day, for each of many.

    As `incidence` gives them, without all other days and causes; the day must be counted in each.

    Examples
    --------
    >>> from jobsearch_analytics.analysis.estimate.counted_days import count_days
    >>> counted = count_days([0, 0, 1, -1], [1, 3, 3, 5], [1, 3, 3, 5], [0, 0, 0, 0], 2, 6)
    >>> incidence_within([counted, counted], 3, 0.95)[0].tolist()
    [0.5, 0.5]
    """
    until = [counted.until(days) for counted in counts]
    events, at_risk = np.array([one.events for one in until]), np.array([one.at_risk for one in until])
    share, _, _, worth = _estimated(events, at_risk)
    at, size = share[:, 0, -1], worth[:, 0, -1]
    return at, *average_beta(at * size, size, level), size


def _interval(share: NDArray, worth: NDArray, level: float) -> tuple[NDArray, NDArray]:
    """Return the interval of every share; on days like the day before it is not worked out anew."""
    hits, trials = (share * worth).ravel(), worth.ravel()
    new = np.ones(len(hits), dtype=bool)
    new[1:] = (hits[1:] != hits[:-1]) | (trials[1:] != trials[:-1])
    low, high = average_beta(hits[new], trials[new], level)
    at = np.cumsum(new).reshape(share.shape) - 1
    return low[at], high[at]


def _estimated(events: NDArray, at_risk: NDArray) -> tuple[NDArray, NDArray, NDArray, NDArray]:
    """Return share, error, share still waiting and worth, by cause and day; of one or of many."""
    at_risk = at_risk[..., None, :]
    share = np.cumsum(densities(events, at_risk), axis=-1)
    waiting = 1 - share.sum(axis=-2, keepdims=True)
    error = np.sqrt(_variances(events, at_risk, share, waiting))
    return share, error, waiting[..., 0, :], _worth(events, at_risk, share, error)


def _variances(events: NDArray, n: NDArray, share: NDArray, waiting: NDArray) -> NDArray:
    """Return the delta-method variances: sums over earlier days, expanded so that each is one running sum."""
    d = events.sum(axis=-2, keepdims=True)
    before = np.concatenate([np.ones_like(waiting[..., :1]), waiting[..., :-1]], axis=-1)
    left = n - d
    with np.errstate(divide="ignore", invalid="ignore"):
        a = np.where((d > 0) & (left > LEAST_AT_RISK), d / (n * left), 0.0)
        b = np.where(n > 0, before**2 * (n - events) * events / n**3, 0.0)
        c = np.where(n > 0, before * events / n**2, 0.0)
    one, two, three = (np.cumsum(a * factor, axis=-1) for factor in (1.0, share, share**2))
    spread = share**2 * one - 2 * share * two + three
    cross = share * np.cumsum(c, axis=-1) - np.cumsum(c * share, axis=-1)
    return np.maximum(spread + np.cumsum(b, axis=-1) - 2 * cross, 0.0)


def _worth(events: NDArray, at_risk: NDArray, share: NDArray, error: NDArray) -> NDArray:
    """Return how many complete observations each estimate is worth.

    Never fewer than the waits whose state on that day is known, and never more than all of them. With no
    event yet there is no error to go by, and only those count.
    """
    ends = events.sum(axis=-2, keepdims=True)
    known = np.cumsum(ends, axis=-1) + np.maximum(at_risk - ends, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        # A smaller share is a rest of arithmetic: nothing has happened yet.
        some = (error > 0) & (share > LEAST_AT_RISK)
        worth = np.where(some, share * (1 - share) / error**2, 0.0)
    return np.clip(worth, known, np.maximum(known, at_risk[..., :1]))


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
