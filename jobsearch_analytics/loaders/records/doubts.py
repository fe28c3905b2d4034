"""Values that could be kept only in part, or not at all: each becomes a problem row, the record stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.loaders.cells.said import problem

if TYPE_CHECKING:
    import pandas as pd

    from jobsearch_analytics.loaders.cells.grid import Grid
    from jobsearch_analytics.loaders.language.dates import Dates
    from jobsearch_analytics.loaders.language.statuses import StatusReading
    from jobsearch_analytics.loaders.naming.headings import Table

__all__ = ["cut_to_year", "not_understood"]

NO_SUCH_DAY = "is not a day there is; kept to the year"
NO_STATUS = 'is no status that we know; name its meaning: jsa.load(..., status_words={"…": "rejected"})'

_NUMBERS = re.compile(r"\d+")


def cut_to_year(grid: Grid, cells: pd.Categorical, dates: Dates, heading: str) -> list[dict]:
    """Return a problem for every cell that says more than a year, of which only the year could be kept."""
    rows = np.flatnonzero((dates.precision == "year") & (dates.doubt == ""))
    return [
        problem(grid, int(grid.rows[row]), NO_SUCH_DAY, heading, cells[row])
        for row in rows
        if len(_NUMBERS.findall(cells[row])) > 1
    ]


def not_understood(table: Table, place: int, codes: np.ndarray, readings: list[StatusReading]) -> list[dict]:
    """Return a problem for every cell of a status column that says nothing we know."""
    unread = np.array([*(reading.how == "not understood" for reading in readings), False])[codes]
    cells, rows = table.grid.columns[place], table.grid.rows
    return [
        problem(table.grid, int(rows[row]), NO_STATUS, table.headings[place], cells[row])
        for row in np.flatnonzero(unread)
    ]
