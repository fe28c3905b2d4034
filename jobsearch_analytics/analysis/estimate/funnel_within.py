"""What becomes of applications within so many days of sending, for a funnel: waits in, rates out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.analysis.estimate.incidence import longest_horizon
from jobsearch_analytics.analysis.estimate.pooling import pooled
from jobsearch_analytics.analysis.estimate.wait_tables import used_waits, wait_incidence
from jobsearch_analytics.stages import FUNNEL_STAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

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
        The group of each application, in the order of the waits.
    within_days : int or None
        The horizon; None leaves the columns empty, as for groups that are not followed that long.
    level : float
        Coverage, in (0, 1).
    """
    names = ["within_rate", "within_low", "within_high", "within_worth"]
    rows = {}
    for stage, frame in waits.items() if within_days is not None else ():
        for name, part in used_waits(frame.assign(group=group.to_numpy())).groupby("group"):
            numbers = _within(part, within_days or 0, level)
            if numbers is not None:
                rows[name, stage] = numbers
    found = pd.DataFrame.from_dict(rows, orient="index", columns=names, dtype="float64")
    keys = list(zip(table["group"], table["stage"], strict=True))
    numbers = found.reindex(pd.Index(keys, tupleize_cols=False)) if rows else None
    out = table.copy()
    for name in names:
        out[name] = np.nan if numbers is None else numbers[name].to_numpy()
    return out


def _within(waits: pd.DataFrame, days: int, level: float) -> list[float] | None:
    """Return rate, interval and worth at the horizon; None if the waits were not followed that long."""
    if longest_horizon(waits["followed_days"]) < days:
        return None
    ours = wait_incidence(waits, level)
    return [float(values[0, days]) for values in (ours.share, ours.low, ours.high, ours.worth)]


def add_pooled(table: pd.DataFrame, level: float) -> pd.DataFrame:
    """Return the table with ``pooled_rate, pooled_low, pooled_high``, pooled over groups stage by stage.

    Pooled is the rate within the horizon, or, at stages where no group has one, the settled rate. Groups
    without evidence of their own get what the others suggest. With a single group there is nothing to pool.
    """
    out = table.assign(pooled_rate=np.nan, pooled_low=np.nan, pooled_high=np.nan)
    for _, rows in table[table["stage"] != FUNNEL_STAGES[0]].groupby("stage"):
        dated = rows["within_rate"].notna()
        rate, worth = ("within_rate", "within_worth") if dated.any() else ("settled_rate", "settled")
        if len(rows) < 2 or rows[rate].isna().all():
            continue
        trials = rows[worth].where(rows[rate].notna(), 0.0)
        ends = pooled((rows[rate].fillna(0) * trials), trials, level)
        out.loc[rows.index, ["pooled_rate", "pooled_low", "pooled_high"]] = np.column_stack(ends)
    return out
