"""What becomes of applications within so many days of sending, for a funnel: waits in, rates out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.analysis.estimate.counted_waits import (
    followed_groups,
    used_waits,
    wait_incidence_within,
)
from jobsearch_analytics.analysis.estimate.incidence import longest_horizon
from jobsearch_analytics.analysis.estimate.pooling import pooled
from jobsearch_analytics.features.remembered import recall
from jobsearch_analytics.stages import FUNNEL_STAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from jobsearch_analytics.analysis.estimate.counted_days import Counted

__all__ = ["LEAST_DAYS", "USUAL_DAYS", "add_pooled", "add_within", "supported_days"]

#: The horizon of a funnel, where the log reaches that far.
USUAL_DAYS = 60

#: A horizon shorter than this says nothing about how an application ends.
LEAST_DAYS = 14


def supported_days(waits: pd.DataFrame) -> int | None:
    """Return the horizon the follow-up supports, at most `USUAL_DAYS`; None below `LEAST_DAYS`."""
    longest = longest_horizon(used_waits(waits)["followed_days"])
    return min(longest, USUAL_DAYS) if longest >= LEAST_DAYS else None


def add_within(
    table: pd.DataFrame,
    waits: Mapping[str, pd.DataFrame],
    group: pd.Series,
    within_days: int | None,
    level: float,
) -> pd.DataFrame:
    """Return the funnel's table with ``within_rate, within_low, within_high, within_worth``.

    Parameters
    ----------
    table : DataFrame
        One row per group and stage.
    waits : mapping of stage to DataFrame
        The waits from sending until each stage, one row per application.
    group : Series of str, shape (applications,)
        The group of each application, in the order of the waits; named after what makes the groups.
    within_days : int or None
        The horizon; None leaves the columns empty, as for groups that are not followed that long.
    level : float
        Coverage, in (0, 1).
    """
    names = ["within_rate", "within_low", "within_high", "within_worth"]
    numbers = np.full((len(names), len(table)), np.nan)
    places = {key: at for at, key in enumerate(zip(table["group"], table["stage"], strict=True))}
    horizon = within_days or 0
    followed = {
        places[name, stage]: counts
        for stage, frame in (waits.items() if horizon else ())
        for name, (longest, counts) in _counted_by_group(frame, group).items()
        if longest >= horizon and (name, stage) in places
    }
    if followed:
        numbers[:, list(followed)] = wait_incidence_within(list(followed.values()), horizon, level)
    return table.assign(**dict(zip(names, numbers, strict=True)))


def _counted_by_group(waits: pd.DataFrame, group: pd.Series) -> dict[str, tuple[int, tuple[Counted, ...]]]:
    """Return for each group how long its waits were followed, and its waits counted."""
    return recall(waits, ("counted by", group.name), lambda: followed_groups(waits, group))


def add_pooled(table: pd.DataFrame, level: float) -> pd.DataFrame:
    """Return the table with ``pooled_rate, pooled_low, pooled_high``, pooled over groups stage by stage.

    Pooled is the rate within the horizon, or, at stages where no group has one, the settled rate. Groups
    without evidence of their own get what the others suggest. With a single group there is nothing to pool.
    """
    stages, ends = table["stage"].to_numpy(dtype=object), np.full((3, len(table)), np.nan)
    names = ("within_rate", "within_worth", "settled_rate", "settled")
    within, within_worth, settled, settled_worth = (table[name].to_numpy(dtype=float) for name in names)
    for stage in FUNNEL_STAGES[1:]:
        here = stages == stage
        dated = not np.isnan(within[here]).all()
        rate, worth = (within[here], within_worth[here]) if dated else (settled[here], settled_worth[here])
        some = ~np.isnan(rate)
        if len(rate) > 1 and some.any():
            trials = np.where(some, worth, 0.0)
            ends[:, here] = pooled(np.where(some, rate, 0.0) * trials, trials, level)
    return table.assign(pooled_rate=ends[0], pooled_low=ends[1], pooled_high=ends[2])
