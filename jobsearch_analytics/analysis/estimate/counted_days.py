"""Waits counted by day and by what ended them, days that are only known to lie in a range spread over it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

__all__ = ["LEAST_AT_RISK", "Counted", "count_days", "densities"]

#: The self-consistent weights of inexact days stop moving long before this many rounds.
MOST_ROUNDS = 250
SETTLED_CHANGE = 1e-10

#: Fewer at risk, or a smaller share, are a rest of arithmetic.
LEAST_AT_RISK = 1e-10

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

    def until(self, day: int) -> Counted:
        """Return the counts up to a day: what happens later has no part in any estimate before."""
        return Counted(self.events[:, : day + 1], self.at_risk[: day + 1])


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
        return known + _spread(*spans, densities(Counted(events, _at_risk(events, gone, late))))

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


def densities(counted: Counted) -> NDArray:
    """Return P(ended by this cause on this day), by cause and day."""
    hazards = _hazards(counted)
    waiting = np.cumprod(1 - hazards.sum(axis=0))
    return hazards * np.concatenate([[1.0], waiting[:-1]])


def _hazards(counted: Counted) -> NDArray:
    at_risk = counted.at_risk
    hazards = np.divide(
        counted.events, at_risk, out=np.zeros_like(counted.events), where=at_risk > LEAST_AT_RISK
    )
    return hazards / np.maximum(hazards.sum(axis=0), 1.0)
