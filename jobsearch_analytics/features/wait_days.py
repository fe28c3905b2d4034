"""Days as plain numbers, and how many of them a wait can have lasted where its ends are not exact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["as_days", "as_times", "count_wait_days"]

DAY_MICROSECONDS = 86_400_000_000


def as_days(values: pd.Series | pd.Timestamp | NDArray) -> NDArray:
    """Return days since 1970 as numbers, nan where there is none."""
    at = np.asarray(values, dtype="datetime64[us]")
    return np.where(np.isnat(at), np.nan, at.astype("int64") / DAY_MICROSECONDS)


def as_times(days: NDArray) -> NDArray:
    """Return the times of days since 1970, NaT where there is none."""
    known = ~np.isnan(days)
    out = np.full(len(days), np.datetime64("NaT"), dtype="datetime64[us]")
    out[known] = (days[known] * DAY_MICROSECONDS).round().astype("int64").astype("datetime64[us]")
    return out


def count_wait_days(
    waits: dict[str, NDArray], waiting: NDArray, as_of: NDArray, log_started: NDArray | None
) -> dict[str, NDArray]:
    """Return how many days each wait can have lasted, and what makes them inexact or of no use.

    Parameters
    ----------
    waits : dict of str to array of float, shape (n,)
        ``from_on``, ``from_latest``, the first and the last day the wait can have begun; ``to_first``,
        ``to_latest``, the same of its end; days since 1970, nan where unknown. ``bulk`` bool, its end was
        entered on a day of catching up.
    waiting : array of bool, shape (n,)
        The wait is not over.
    as_of, log_started : array of float, no dimension
        The last day of the log, and the day it was begun if that was later than the first sendings.

    Returns
    -------
    dict of str to array, shape (n,)
        ``days_low, days_high, followed_days, entry_days`` int; ``doubt, unused`` str, as
        `features.waits.build_waits` explains them.
    """
    start = waits["from_on"]
    latest_start = np.where(waits["from_latest"] < as_of, waits["from_latest"], as_of)
    middle = start + (latest_start - start) / 2
    lasting, so_far = np.floor(as_of - middle), np.floor(as_of - start)
    low = np.maximum(np.floor(waits["to_first"] - latest_start), 0)
    high = np.floor(waits["to_latest"] - start)
    no_day = np.isnan(waits["to_first"]) & ~waiting
    backwards = ~waiting & (high < 0)
    bulk = waits["bulk"] & ~waiting
    low = np.where(waiting, lasting, np.where(no_day | backwards | bulk, 0, low))
    high = np.where(waiting, lasting, np.where(no_day | backwards, so_far, high))
    entry = np.zeros(len(start)) if log_started is None else np.floor(log_started - middle)
    doubt = np.select(
        [waiting, no_day, backwards, bulk & (high > low), high > low],
        ["", "no day of the end", "ends before it starts", "entered in bulk", "month or year only"],
        "",
    )
    late = (entry > 0) & (high <= entry)
    unused = np.select(
        [np.isnan(start), start > as_of, late],
        ["no day of the start", "starts later", "over before the log began"],
        "",
    )
    counted = {
        "days_low": low,
        "days_high": np.where(high < low, low, high),
        "followed_days": np.maximum(lasting, 0),
        "entry_days": np.maximum(entry, 0),
    }
    days = {name: np.nan_to_num(values).astype("int64") for name, values in counted.items()}
    return days | {"doubt": doubt, "unused": unused}
