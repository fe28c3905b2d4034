"""Waits as counts by cause and day, and the incidence of causes where days are inexact."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from jobsearch_analytics.analysis.estimate.counted_days import Counted, count_days, count_groups
from jobsearch_analytics.analysis.estimate.incidence import (
    Incidence,
    incidence,
    incidence_within,
    longest_horizon,
)
from jobsearch_analytics.features.waits import CAUSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

__all__ = [
    "UsedWaits",
    "count_extremes",
    "count_waits",
    "followed_groups",
    "take_used",
    "used_waits",
    "wait_incidence",
    "wait_incidence_within",
    "wait_incidences",
]


class UsedWaits(NamedTuple):
    """The waits that can be counted, as arrays of int.

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

    @property
    def n_days(self) -> int:
        """Return how many days there are to count, day 0 included."""
        return int(max(self.high.max(initial=0), self.followed.max(initial=0))) + 1


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
    used = take_used(waits)
    return count_days(used.cause, used.low, used.high, used.entry, len(CAUSES), used.n_days)


def count_extremes(waits: UsedWaits, group: NDArray) -> dict[str, tuple[Counted, ...]]:
    """Return the waits of each group counted; where days are inexact, also with all first and all last.

    The truth of what nobody wrote down lies between the last two.

    Parameters
    ----------
    waits : UsedWaits
        From `take_used`.
    group : ndarray of str, shape (n,)
        The name of each wait's group.
    """
    names, place = np.unique(group.astype(object), return_inverse=True)
    shape = len(names), len(CAUSES), waits.n_days

    def counted(low: NDArray, high: NDArray) -> list[Counted]:
        return count_groups(place, waits.cause, low, high, waits.entry, shape)

    ours = counted(waits.low, waits.high)
    if not any(len(one.spans) for one in ours):
        return {str(name): (one,) for name, one in zip(names, ours, strict=True)}
    every = zip(names, ours, counted(waits.low, waits.low), counted(waits.high, waits.high), strict=True)
    return {str(name): (one, *(ends if len(one.spans) else ())) for name, one, *ends in every}


def followed_groups(waits: pd.DataFrame, group: pd.Series) -> dict[str, tuple[int, tuple[Counted, ...]]]:
    """Return for each group how long its waits were followed, and what `count_extremes` says of them.

    Parameters
    ----------
    waits : DataFrame
        From `features.waits.build_waits`.
    group : Series of str
        The group of each wait, beside it.
    """
    used = take_used(waits)
    labels = group.to_numpy(dtype=object)[waits["unused"].to_numpy(dtype=object) == ""]
    every = count_extremes(used, labels).items()
    return {name: (longest_horizon(used.followed[labels == name]), counts) for name, counts in every}


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
    return wait_incidences(counts, [level])[0]


def wait_incidences(counts: Sequence[Counted], levels: Sequence[float]) -> list[Incidence]:
    """Return what `wait_incidence` does at several levels, estimated once."""
    events, at_risk = np.array([one.events for one in counts]), np.array([one.at_risk for one in counts])
    first = incidence(Counted(events, at_risk), levels[0])
    return [_as_wide(one) for one in (first, *(first.at(level) for level in levels[1:]))]


def _as_wide(every: Incidence) -> Incidence:
    """Return the first of several with the interval that holds all of theirs."""
    low, high = every.low.min(axis=0), every.high.max(axis=0)
    worth = _worth_at(every.worth[0], every.high[0] - every.low[0], high - low)
    return Incidence(every.share[0], every.error[0], low, high, every.waiting[0], worth)


def wait_incidence_within(
    groups: Sequence[Sequence[Counted]], days: int, level: float
) -> tuple[NDArray, NDArray, NDArray, NDArray]:
    """Return share, interval and worth of the first cause on one day, by group, as `wait_incidence` does.

    Parameters
    ----------
    groups : sequence of sequence of Counted
        From `count_extremes`, one a group, at least one.
    days : int
        The day, counted in all of them.
    level : float
        Coverage of the interval, in (0, 1).
    """
    share, low, high, worth = incidence_within([one for counts in groups for one in counts], days, level)
    first = np.cumsum([0, *map(len, groups)])[:-1]
    lowest, highest = np.minimum.reduceat(low, first), np.maximum.reduceat(high, first)
    return share[first], lowest, highest, _worth_at(worth[first], (high - low)[first], highest - lowest)


def _worth_at(worth: NDArray, width: NDArray, wider: NDArray) -> NDArray:
    """Return what the waits are worth whose interval is so much wider than it would be of exact days."""
    return worth * np.minimum((width / np.maximum(wider, 1e-12)) ** 2, 1.0)
