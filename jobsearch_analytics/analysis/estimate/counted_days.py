"""Waits counted by day and by what ended them, days that are only known to lie in a range spread over it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

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
        return self.at_risk.shape[-1]

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
    if not ranged.any():
        return Counted(known, _at_risk(known, gone, _not_yet(entry, n_days)))
    spans = np.unique(np.column_stack([cause, low, high])[ranged], axis=0, return_counts=True)
    sure = (known, _at_risk(known, gone, _not_yet(entry[~ranged], n_days)))
    ranges, not_yet = _Ranges.of(*spans, known.shape), _not_yet(entry, n_days)

    def step(events: NDArray) -> NDArray:
        return known + ranges.spread(densities(events, _at_risk(events, gone, not_yet)[None]))

    first = known + ranges.spread(np.zeros_like(known))
    events = _settled(step, first, SETTLED_CHANGE * len(cause))
    return Counted(events, _at_risk(events, gone, not_yet), sure, np.column_stack(spans))


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


def _not_yet(entry: NDArray, n_days: int) -> NDArray:
    """Return how many are still to enter on each day: who enters on day e is at risk from the next one on."""
    late = np.bincount(entry[entry > 0] + 1, minlength=n_days + 1)[:n_days].astype(float)
    return late.sum() - np.cumsum(late)


def _at_risk(events: NDArray, gone: NDArray, not_yet: NDArray) -> NDArray:
    leaving = events.sum(axis=0) + gone
    return np.maximum(np.cumsum(leaving[::-1])[::-1] - not_yet, 0.0)


class _Ranges(NamedTuple):
    """Ranges of days that hold ends, as places in a flat row: counting in its bins is the fastest sum.

    Attributes
    ----------
    start, end : ndarray of int, shape (n,)
        Place of the first day of each, and of the day after its last.
    counts, evenly : ndarray of float, shape (n,)
        How many ends it holds, in all and a day.
    shape : tuple of int
        A row a cause, a column more than days: put one after the other they make the flat row.
    """

    start: NDArray
    end: NDArray
    counts: NDArray
    evenly: NDArray
    shape: tuple[int, int]

    @classmethod
    def of(cls, spans: NDArray, counts: NDArray, shape: tuple[int, ...]) -> _Ranges:
        """Return the ranges of rows of cause, first and last day, for events of this shape."""
        cause, low, high = spans.T
        width = shape[1] + 1
        start, end = cause * width + low, cause * width + high + 1
        return cls(start, end, counts, counts / (end - start), (shape[0], width))

    def spread(self, density: NDArray) -> NDArray:
        """Spread each range's count over its days by the density there, evenly where there is none."""
        total = np.zeros(self.shape)
        np.cumsum(density, axis=1, out=total[:, 1:])
        mass = total.ravel()[self.end] - total.ravel()[self.start]
        thin = mass <= 1e-12
        if not thin.any():
            return self._cover(self.counts / mass) * density
        each = np.where(thin, 0.0, self.counts / np.where(thin, 1.0, mass))
        return self._cover(each) * density + self._cover(self.evenly * thin)

    def _cover(self, each: NDArray) -> NDArray:
        """Return how much lies on each day, if each range has so much on every one of its days."""
        size = self.shape[0] * self.shape[1]
        steps = np.bincount(self.start, each, size) - np.bincount(self.end, each, size)
        return np.maximum(np.cumsum(steps.reshape(self.shape), axis=1)[:, :-1], 0.0)


def densities(events: NDArray, at_risk: NDArray) -> NDArray:
    """Return P(ended by this cause on this day), by cause and day.

    Parameters
    ----------
    events : ndarray of float, shape (..., causes, days)
        As in `Counted`, of one group of waits or of many.
    at_risk : ndarray of float, shape (..., 1, days)
        As in `Counted`.
    """
    hazards = np.divide(events, at_risk, out=np.zeros_like(events), where=at_risk > LEAST_AT_RISK)
    hazards /= np.maximum(hazards.sum(axis=-2, keepdims=True), 1.0)
    waiting = np.cumprod(1 - hazards.sum(axis=-2, keepdims=True), axis=-1)
    hazards[..., 1:] *= waiting[..., :-1]
    return hazards
