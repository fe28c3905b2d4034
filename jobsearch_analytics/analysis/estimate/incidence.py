"""How likely each ending is within so many days, with some still waiting: the Aalen-Johansen estimate."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.analysis.estimate.intervals import average_beta

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

__all__ = [
    "LEAST_FOLLOWED",
    "Counted",
    "Incidence",
    "count_days",
    "incidence",
    "incidence_within",
    "longest_horizon",
]

#: A horizon is supported when at least this many waits began that long ago …
LEAST_FOLLOWED = 5
#: … and at least this share of all.
LEAST_SHARE = 0.05

#: The self-consistent weights of inexact days stop moving long before this many rounds.
MOST_ROUNDS = 250
SETTLED_CHANGE = 1e-10

#: The share of a weight that a leap leaves at least.
KEPT = 0.1


@dataclass(frozen=True)
class Counted:
    """Waits counted by day.

    Attributes
    ----------
    events : ndarray of float, shape (causes, days)
        How many ended by each cause on day 0, 1, 2 …; fractions where days are only known to lie in a range.
    at_risk : ndarray of float, shape (days,)
        How many were still waiting at the start of that day, and watched.
    sure : tuple of ndarray, optional
        Both of those waits alone whose days are exact; None if all are.
    spans : ndarray of int, shape (n, 4)
        Ends that are only known to lie in a range: cause, first day, last day, how many.
    """

    events: NDArray
    at_risk: NDArray
    sure: tuple[NDArray, NDArray] | None = None
    spans: NDArray = field(default_factory=lambda: np.zeros((0, 4), dtype=np.int64))

    @property
    def n_days(self) -> int:
        """Return how many days are counted, day 0 included."""
        return len(self.at_risk)


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


def count_days(
    cause: ArrayLike, low: ArrayLike, high: ArrayLike, entry: ArrayLike, n_causes: int, n_days: int
) -> Counted:
    """Return how many waits end on each day, and how many are at risk.

    Days known only to lie in a range are spread over it in proportion to what the other waits and the range
    itself make likely: the self-consistent estimate of Turnbull (1976), by cause as in Hudgens, Satten and
    Longini (2001). Waits that were not watched from the start enter late (left truncation).

    Parameters
    ----------
    cause : array-like of int, shape (n,)
        0 for the first cause and so on; -1 for still waiting, with the days waited in ``low``.
    low, high : array-like of int, shape (n,)
        First and last day the wait can have ended; equal where the day is known.
    entry : array-like of int, shape (n,)
        The day from which the wait was watched, 0 for the start; it must not be above ``high``.
    n_causes, n_days : int
        Shape of the counts; no day may be ``n_days`` or above.

    Examples
    --------
    >>> counted = count_days([0, 0, 1, -1], [1, 3, 3, 5], [1, 3, 3, 5], [0, 0, 0, 0], 2, 6)
    >>> counted.events[0].tolist(), counted.at_risk.tolist()
    ([0.0, 1.0, 0.0, 1.0, 0.0, 0.0], [4.0, 4.0, 3.0, 3.0, 1.0, 1.0])
    """
    cause, low, high, entry = (np.asarray(values, dtype=np.int64) for values in (cause, low, high, entry))
    exact, ranged = (cause >= 0) & (low == high), (cause >= 0) & (low < high)
    known = _by_day(cause[exact], low[exact], n_causes, n_days)
    gone = np.bincount(low[cause < 0], minlength=n_days).astype(float)
    # Somebody who enters on day e is first at risk on day e + 1; those watched from the start, on day 0.
    late = np.bincount(entry[entry > 0] + 1, minlength=n_days + 1)[:n_days].astype(float)
    if not ranged.any():
        return Counted(known, _at_risk(known, gone, late))
    spans = np.unique(np.column_stack([cause, low, high])[ranged], axis=0, return_counts=True)
    watched = ~ranged & (entry > 0)
    late_sure = np.bincount(entry[watched] + 1, minlength=n_days + 1)[:n_days].astype(float)
    sure = (known, _at_risk(known, gone, late_sure))

    def step(events: NDArray) -> NDArray:
        return known + _spread(*spans, _densities(Counted(events, _at_risk(events, gone, late))))

    first = known + _spread(*spans, np.zeros_like(known))
    events = _settled(step, first, SETTLED_CHANGE * len(cause))
    return Counted(events, _at_risk(events, gone, late), sure, np.column_stack(spans))


def _settled(step: Callable[[NDArray], NDArray], at: NDArray, least: float) -> NDArray:
    """Repeat a step until it moves nothing, leaping ahead along its way (Varadhan and Roland, 2008)."""
    for _ in range(MOST_ROUNDS):
        one = step(at)
        way = one - at
        if np.abs(way).max() < least:
            return one
        two = step(one)
        turn = two - one - way
        length = np.linalg.norm(way) / max(np.linalg.norm(turn), least)
        # Never down to nothing: what has no weight would never get one again.
        at = np.maximum(at + 2 * length * way + length**2 * turn, KEPT * two) if length > 1 else two
    return at


def _by_day(cause: NDArray, day: NDArray, n_causes: int, n_days: int) -> NDArray:
    flat = np.bincount(cause * n_days + day, minlength=n_causes * n_days)
    return flat.reshape(n_causes, n_days).astype(float)


def _at_risk(events: NDArray, gone: NDArray, late: NDArray) -> NDArray:
    leaving = events.sum(axis=0) + gone
    present = leaving.sum() - np.concatenate([[0.0], np.cumsum(leaving)[:-1]])
    not_yet = late.sum() - np.cumsum(late)
    return np.maximum(present - not_yet, 0.0)


def _spread(spans: NDArray, counts: NDArray, density: NDArray) -> NDArray:
    """Spread each range's count over its days by the density there, evenly where there is none."""
    n_causes, n_days = density.shape
    cause, low, high = spans.T
    # One row a cause, a column more than days; flat, because counting in bins is the fastest sum there is.
    width, start, end = n_days + 1, cause * (n_days + 1) + low, cause * (n_days + 1) + high + 1
    total = np.zeros((n_causes, width))
    np.cumsum(density, axis=1, out=total[:, 1:])
    mass = total.ravel()[end] - total.ravel()[start]
    thin = mass <= 1e-12
    each = np.where(thin, 0.0, counts / np.where(thin, 1.0, mass))
    out = _cover(start, end, each, total.shape) * density
    return out + _cover(start, end, counts / (high - low + 1) * thin, total.shape) if thin.any() else out


def _cover(start: NDArray, end: NDArray, each: NDArray, shape: tuple[int, int]) -> NDArray:
    """Return how much lies on each day, if each range has so much on every one of its days."""
    size = shape[0] * shape[1]
    steps = np.bincount(start, each, size) - np.bincount(end, each, size)
    return np.maximum(np.cumsum(steps.reshape(shape), axis=1)[:, :-1], 0.0)


def _densities(counted: Counted) -> NDArray:
    hazards = _hazards(counted)
    waiting = np.cumprod(1 - hazards.sum(axis=0))
    return hazards * np.concatenate([[1.0], waiting[:-1]])


def _hazards(counted: Counted) -> NDArray:
    at_risk = counted.at_risk
    hazards = np.divide(
        counted.events, at_risk, out=np.zeros_like(counted.events), where=at_risk > SETTLED_CHANGE
    )
    return hazards / np.maximum(hazards.sum(axis=0), 1.0)


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
    >>> counted = count_days([0, 0, 1, -1], [1, 3, 3, 5], [1, 3, 3, 5], [0, 0, 0, 0], 2, 6)
    >>> incidence(counted).share.round(2).tolist()
    [[0.0, 0.25, 0.25, 0.5, 0.5, 0.5], [0.0, 0.0, 0.0, 0.25, 0.25, 0.25]]
    """
    share, error, waiting, worth = _estimated(counted)
    low, high = average_beta(share * worth, worth, level)
    return Incidence(share, error, low, high, np.clip(waiting, 0, 1), worth)


def incidence_within(counted: Counted, days: int, level: float) -> tuple[float, float, float, float]:
    """Return share, interval and worth of the first cause on one day: as `incidence`, without all others.

    Examples
    --------
    >>> counted = count_days([0, 0, 1, -1], [1, 3, 3, 5], [1, 3, 3, 5], [0, 0, 0, 0], 2, 6)
    >>> incidence_within(counted, 3, 0.95)[0]
    0.5
    """
    # What happens later has no part in it.
    until = slice(0, days + 1)
    share, _, _, worth = _estimated(Counted(counted.events[:, until], counted.at_risk[until]))
    at, size = float(share[0, -1]), float(worth[0, -1])
    low, high = average_beta(at * size, size, level)
    return at, float(low), float(high), size


def _estimated(counted: Counted) -> tuple[NDArray, NDArray, NDArray, NDArray]:
    """Return share, error, share still waiting and worth, by cause and day."""
    share = np.cumsum(_densities(counted), axis=1)
    waiting = 1 - share.sum(axis=0)
    error = np.sqrt(_variances(counted, share, waiting))
    return share, error, waiting, _worth(counted, share, error)


def _variances(counted: Counted, share: NDArray, waiting: NDArray) -> NDArray:
    """Return the delta-method variances: sums over earlier days, expanded so that each is one running sum."""
    n, d = counted.at_risk, counted.events.sum(axis=0)
    before = np.concatenate([[1.0], waiting[:-1]])
    left = n - d
    with np.errstate(divide="ignore", invalid="ignore"):
        a = np.where((d > 0) & (left > SETTLED_CHANGE), d / (n * left), 0.0)
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
        some = (error > 0) & (share > SETTLED_CHANGE)
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
