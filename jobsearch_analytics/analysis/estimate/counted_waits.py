"""Waits as counts by cause and day, and the incidence of causes where days are inexact."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from jobsearch_analytics.analysis.estimate.counted_days import Counted, count_days
from jobsearch_analytics.analysis.estimate.incidence import Incidence, incidence, incidence_within
from jobsearch_analytics.features.waits import CAUSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

__all__ = [
    "UsedWaits",
    "count_extremes",
    "count_waits",
    "take_used",
    "used_waits",
    "wait_incidence",
    "wait_incidence_within",
]


class UsedWaits(NamedTuple):
    """The waits that can be counted, as arrays of int: groups of them are taken without any frame.

    Attributes
    ----------
    cause : array of int, shape (n,)
        Place in `CAUSES`, -1 for still waiting.
    low, high, entry, followed : array of int, shape (n,)
        Days, as `features.waits.build_waits` explains them.
    """

    cause: NDArray
    low: NDArray
    high: NDArray
    entry: NDArray
    followed: NDArray

    def only(self, which: NDArray) -> UsedWaits:
        """Return some of the waits."""
        return UsedWaits(*(values[which] for values in self))

    def counted(self, least_days: int = 1) -> Counted:
        """Return them counted by cause and day, over so many days at least."""
        longest = max(self.high.max(initial=0), self.followed.max(initial=0))
        n_days = max(int(longest) + 1, least_days)
        return count_days(self.cause, self.low, self.high, self.entry, len(CAUSES), n_days)


def used_waits(waits: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the waits that can be counted."""
    return waits[waits["unused"] == ""]


def take_used(waits: pd.DataFrame) -> UsedWaits:
    """Return the waits that can be counted as arrays, in the order of the frame."""
    used = waits["unused"].to_numpy(dtype=object) == ""
    ended_by = waits["ended_by"].to_numpy(dtype=object)
    # What has not ended is none of the causes: -1.
    cause = np.full(len(waits), -1)
    for place, name in enumerate(CAUSES):
        cause[ended_by == name] = place
    days = (waits[name].to_numpy() for name in ("days_low", "days_high", "entry_days", "followed_days"))
    return UsedWaits(*(values[used] for values in (cause, *days)))


def count_waits(waits: pd.DataFrame) -> Counted:
    """Return waits from `features.waits.build_waits` counted by cause and day."""
    return take_used(waits).counted()


def count_extremes(waits: UsedWaits) -> tuple[Counted, ...]:
    """Return the waits counted; where days are inexact, also with all on their first and all on their last.

    The truth of what nobody wrote down lies between the last two.
    """
    ours = waits.counted()
    if not (waits.low < waits.high).any():
        return (ours,)
    first, last = (waits._replace(low=days, high=days) for days in (waits.low, waits.high))
    return ours, first.counted(ours.n_days), last.counted(ours.n_days)


def wait_incidence(counts: Sequence[Counted], level: float) -> Incidence:
    """Return the cumulative incidence of waits, its interval as wide as their inexact days make it.

    Where the day of an end is only known to lie in a range, the estimate spreads it (`count_days`), but the
    interval reaches from that of all such ends on their last day to that of all on their first: what nobody
    wrote down is not known.

    Parameters
    ----------
    counts : sequence of Counted
        From `count_extremes`.
    level : float
        Coverage of the interval, in (0, 1).
    """
    ours, *others = (incidence(counted, level) for counted in counts)
    every = [ours, *others]
    low, high, worth = _as_wide([one.low for one in every], [one.high for one in every], ours.worth)
    return dataclasses.replace(ours, low=low, high=high, worth=worth)


def wait_incidence_within(
    counts: Sequence[Counted], days: int, level: float
) -> tuple[float, float, float, float]:
    """Return share, interval and worth of the first cause on one day, as `wait_incidence` gives them."""
    shares, lows, highs, worths = zip(*(incidence_within(one, days, level) for one in counts), strict=True)
    low, high, worth = _as_wide(lows, highs, worths[0])
    return shares[0], float(low), float(high), float(worth)


def _as_wide(lows: Sequence, highs: Sequence, worth: NDArray | float) -> tuple[NDArray, NDArray, NDArray]:
    """Return the interval that holds all intervals, and what the first is worth at that width."""
    low, high = np.minimum.reduce(lows), np.maximum.reduce(highs)
    wider = (highs[0] - lows[0]) / np.maximum(high - low, 1e-12)
    return low, high, worth * np.minimum(wider**2, 1.0)
