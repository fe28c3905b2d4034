"""Days as arrays: from years, months and days that may be unknown, and as numbers that can be sorted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DAY_NUMBERS", "day_numbers", "days_of", "last_days_of"]

#: More than there are days in two thousand years before and after 1970.
DAY_NUMBERS = 2**21


def days_of(year: np.ndarray, month: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Return days, the first of the month or year where no more is known; NaT without a year."""
    known = ~np.isnan(year)
    out = np.full(len(year), np.datetime64("NaT"), dtype="datetime64[D]")
    months = np.where(np.isnan(month), 1, month)[known].astype(int) - 1
    days = np.where(np.isnan(day) | np.isnan(month), 1, day)[known].astype(int) - 1
    years = (year[known].astype(int) - 1970).astype("datetime64[Y]")
    first = years.astype("datetime64[M]") + months
    out[known] = first.astype("datetime64[D]") + days
    return out


def day_numbers(days: pd.Series) -> np.ndarray:
    """Return days as numbers from 1 to `DAY_NUMBERS` - 1 that rise with them; 0 where unknown."""
    values = days.to_numpy().astype("datetime64[D]")
    numbers = np.clip(values.astype("int64") + DAY_NUMBERS // 2, 1, DAY_NUMBERS - 1)
    return np.where(np.isnat(values), 0, numbers)


def last_days_of(occurred: np.ndarray, month: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Return the last day each date can be: the end of the month or year where no more is known."""
    latest = occurred.copy()
    for wide, unit in ((np.isnan(month), "Y"), (~np.isnan(month) & np.isnan(day), "M")):
        latest[wide] = (occurred[wide].astype(f"datetime64[{unit}]") + 1).astype("datetime64[D]") - 1
    return latest
