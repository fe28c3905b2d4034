"""Days that are only known to lie in a range, spread over it: the self-consistent estimate."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

__all__ = ["LEAST_AT_RISK", "days_at_risk", "densities", "spread_days"]

#: The self-consistent weights of inexact days stop moving long before this many rounds.
MOST_ROUNDS = 250
SETTLED_CHANGE = 1e-10

#: Fewer at risk, or a smaller share, are a rest of arithmetic.
LEAST_AT_RISK = 1e-10

#: The share of a weight that a leap leaves at least.
KEPT = 0.1


def spread_days(
    known: NDArray, gone: NDArray, not_yet: NDArray, spans: NDArray, counts: NDArray, n_waits: NDArray
) -> NDArray:
    """Return the ends of every group by cause and day, those known to lie in a range spread over it.

    In proportion to what the other waits of the group and the range itself make likely: the self-consistent
    estimate of Turnbull (1976), by cause as in Hudgens, Satten and Longini (2001).

    Parameters
    ----------
    known : ndarray of float, shape (groups, causes, days)
        The ends whose day is known.
    gone, not_yet : ndarray of float, shape (groups, days)
        How many were last seen waiting on each day, and how many come under watch only after it.
    spans : ndarray of int, shape (n, 4)
        Group, cause, first and last day of every range.
    counts : ndarray of int, shape (n,)
        How many ends each range holds.
    n_waits : ndarray of int, shape (groups,)
        All waits of each group.

    Returns
    -------
    ndarray of float, shape (groups, causes, days)
    """
    some, place = np.unique(spans[:, 0], return_inverse=True)
    # What happens after the last range moves nothing in any: it all may leave on that day.
    n_days = int(spans[:, 3].max()) + 1
    sure, not_yet = known[some, :, :n_days], not_yet[some, :n_days]
    later = known[some, :, n_days:].sum(axis=(1, 2)) + gone[some, n_days:].sum(axis=1)
    gone = gone[some, :n_days]
    gone[:, -1] += later
    ranges = _Ranges.of(place, spans[:, 1:], counts, sure.shape)

    def step(events: NDArray) -> NDArray:
        return sure + ranges.spread(densities(events, days_at_risk(events, gone, not_yet)[:, None]))

    first = sure + ranges.spread(np.zeros_like(sure))
    events = known.copy()
    events[some, :, :n_days] = _settled(step, first, SETTLED_CHANGE * n_waits[some])
    return events


def days_at_risk(events: NDArray, gone: NDArray, not_yet: NDArray) -> NDArray:
    """Return how many were waiting, and watched, at the start of every day: shape (groups, days)."""
    leaving = events.sum(axis=1) + gone
    return np.maximum(np.cumsum(leaving[:, ::-1], axis=1)[:, ::-1] - not_yet, 0.0)


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


def _settled(step: Callable[[NDArray], NDArray], at: NDArray, least: NDArray) -> NDArray:
    """Repeat a step until it moves nothing, leaping ahead along its way (Varadhan and Roland, 2008).

    Each group leaps as far as its own way allows; ``least``, shape (groups,), is no move.
    """
    least = least[:, None, None]
    for _ in range(MOST_ROUNDS):
        one = step(at)
        way = one - at
        if (np.abs(way) < least).all():
            return one
        two = step(one)
        turn = two - one - way
        length = _norm(way) / np.maximum(_norm(turn), least)
        # Never down to nothing: what has no weight would never get one again.
        leap = np.maximum(at + 2 * length * way + length**2 * turn, KEPT * two)
        at = np.where(length > 1, leap, two)
    return at


def _norm(change: NDArray) -> NDArray:
    return np.sqrt(np.einsum("gcd,gcd->g", change, change))[:, None, None]


class _Ranges(NamedTuple):
    """Ranges of days that hold ends, as places in a flat row: counting in its bins is the fastest sum.

    Attributes
    ----------
    start, end : ndarray of int, shape (n,)
        Place of the first day of each, and of the day after its last.
    counts, evenly : ndarray of float, shape (n,)
        How many ends it holds, in all and a day.
    shape : tuple of int
        Groups, causes, one more than days: put one after the other they make the flat row.
    """

    start: NDArray
    end: NDArray
    counts: NDArray
    evenly: NDArray
    shape: tuple[int, int, int]

    @classmethod
    def of(cls, group: NDArray, spans: NDArray, counts: NDArray, shape: tuple[int, int, int]) -> _Ranges:
        """Return the ranges of cause, first and last day of each group, for events of this shape."""
        cause, low, high = spans.T
        n_groups, n_causes, n_days = shape
        row = (group * n_causes + cause) * (n_days + 1)
        start, end = row + low, row + high + 1
        return cls(start, end, counts, counts / (end - start), (n_groups, n_causes, n_days + 1))

    def spread(self, density: NDArray) -> NDArray:
        """Spread each range's count over its days by the density there, evenly where there is none."""
        total = np.zeros(self.shape)
        np.cumsum(density, axis=-1, out=total[..., 1:])
        mass = total.ravel()[self.end] - total.ravel()[self.start]
        thin = mass <= 1e-12
        if not thin.any():
            return self._cover(self.counts / mass) * density
        each = np.where(thin, 0.0, self.counts / np.where(thin, 1.0, mass))
        return self._cover(each) * density + self._cover(self.evenly * thin)

    def _cover(self, each: NDArray) -> NDArray:
        """Return how much lies on each day, if each range has so much on every one of its days."""
        size = math.prod(self.shape)
        steps = np.bincount(self.start, each, size) - np.bincount(self.end, each, size)
        return np.maximum(np.cumsum(steps.reshape(self.shape), axis=-1)[..., :-1], 0.0)
