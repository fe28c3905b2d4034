"""Waits counted by day and by what ended them, days that are only known to lie in a range spread over it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.analysis.estimate.self_consistent import days_at_risk, spread_days

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["Counted", "count_days", "count_groups"]


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
        Both of those waits alone whose days are exact; where it is left out, all are.
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
    together = np.zeros_like(cause, dtype=np.int64)
    return count_groups(together, cause, low, high, entry, (1, n_causes, n_days))[0]


def count_groups(
    group: ArrayLike,
    cause: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    entry: ArrayLike,
    shape: tuple[int, int, int],
) -> list[Counted]:
    """Return what `count_days` does of each group of waits, counted in one go.

    Parameters
    ----------
    group : array-like of int, shape (n,)
        Place of each wait's group.
    cause, low, high, entry : array-like of int, shape (n,)
        As in `count_days`.
    shape : tuple of int
        How many groups, causes and days.

    Examples
    --------
    >>> one, two = count_groups([0, 1], [0, -1], [1, 2], [1, 2], [0, 0], (2, 1, 3))
    >>> one.events.tolist(), two.at_risk.tolist()
    ([[0.0, 1.0, 0.0]], [1.0, 1.0, 1.0])
    """
    columns = (np.asarray(values, dtype=np.int64) for values in (group, cause, low, high, entry))
    group, cause, low, high, entry = columns
    ranged = (cause >= 0) & (low < high)
    known, gone, not_yet = _exactly(*(values[~ranged] for values in (group, cause, low, entry)), shape)
    sure = list(zip(known, days_at_risk(known, gone, not_yet), strict=True))
    if not ranged.any():
        return [Counted(*one) for one in sure]
    not_yet = not_yet + _not_yet(group[ranged], entry[ranged], shape[0], shape[2])
    spans, counts = np.unique(np.column_stack([group, cause, low, high])[ranged], axis=0, return_counts=True)
    n_waits = np.bincount(group, minlength=shape[0])
    events = spread_days(known, gone, not_yet, spans, counts, n_waits)
    told = [np.column_stack([spans[:, 1:], counts])[spans[:, 0] == place] for place in range(shape[0])]
    together = zip(events, days_at_risk(events, gone, not_yet), sure, told, strict=True)
    return [Counted(*one) for one in together]


def _exactly(
    group: NDArray, cause: NDArray, day: NDArray, entry: NDArray, shape: tuple[int, int, int]
) -> tuple[NDArray, NDArray, NDArray]:
    """Return how many ended by each cause, were last seen, and are still to enter, by group and day."""
    n_groups, n_causes, n_days = shape
    over = cause >= 0
    ended = _by_day(group[over] * n_causes + cause[over], day[over], n_groups * n_causes, n_days)
    gone = _by_day(group[~over], day[~over], n_groups, n_days)
    return ended.reshape(shape), gone, _not_yet(group, entry, n_groups, n_days)


def _not_yet(group: NDArray, entry: NDArray, n_groups: int, n_days: int) -> NDArray:
    """Return how many are still to enter on each day: who enters on day e is at risk from the next one on."""
    late = _by_day(group[entry > 0], entry[entry > 0] + 1, n_groups, n_days + 1)[:, :n_days]
    return late.sum(axis=1, keepdims=True) - np.cumsum(late, axis=1)


def _by_day(row: NDArray, day: NDArray, n_rows: int, n_days: int) -> NDArray:
    flat = np.bincount(row * n_days + day, minlength=n_rows * n_days)
    return flat.reshape(n_rows, n_days).astype(float)
