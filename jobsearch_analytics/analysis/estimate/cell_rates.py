"""What each cell of applications is expected to bring: rate, minutes, fit, and its share of what is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.analysis.estimate.cells import AND, NO_AIM
from jobsearch_analytics.analysis.estimate.crossed import count_cells, draw_rates
from jobsearch_analytics.analysis.estimate.holding import tails
from jobsearch_analytics.features.profile_fit import FAR

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["build_cells"]

#: The present mix is what was sent in so many days before the last one, if that is enough to tell.
RECENT_DAYS, RECENT_LEAST = 56, 10

#: The minutes of a cell are drawn towards the usual ones, which count as so many applications.
MINUTES_WEIGHT = 5


def build_cells(
    used: pd.DataFrame, columns: list[str], level: float, random_state: int
) -> tuple[pd.DataFrame, NDArray]:
    """Return one row per cell, and the draws of the cells' rates in the same order.

    Parameters
    ----------
    used : DataFrame
        One row per application: ``hit``, ``seen``, ``sent_on`` as `watched.build_watched` gives them,
        ``fit``, ``minutes``, and the columns that make the cells.
    columns : list of str
        Without any, all applications are one cell.
    level : float
        Coverage of the intervals, in (0, 1).
    random_state : int
        Seed of the draws.

    Returns
    -------
    table : DataFrame
        Cells that can be aimed at first, then by expected rate; the columns that
        `planning.targeting.Targeting` explains.
    draws : ndarray of float, shape (draws, cells)
        Draws from the posterior of the rates.
    """
    names = used[columns] if columns else used.assign(group="all")[["group"]]
    keys = names.drop_duplicates().reset_index(drop=True)
    cell = names.merge(keys.assign(cell=keys.index), on=list(keys.columns), how="left")["cell"].to_numpy()
    n = len(keys)
    counts = count_cells(cell, used["hit"], used["seen"], n)
    levels = np.zeros((n, len(columns)), dtype=np.int64)
    for place, name in enumerate(columns):
        levels[:, place] = pd.factorize(keys[name])[0]
    draws = draw_rates(levels, counts, random_state=random_state)
    rate = draws.mean(axis=0)
    low, high = tails(draws, level, rate)
    fit = used["fit"].groupby(cell).mean().reindex(range(n)).round(2)
    table = keys.assign(
        group=keys.agg(AND.join, axis=1) if n else pd.Series(dtype="str"),
        applications=np.bincount(cell, minlength=n),
        replies=counts.hits.astype("int64"),
        rate=rate,
        low=low,
        high=high,
        best=np.bincount(draws.argmax(axis=1), minlength=n) / len(draws) if n else [],
        share_now=_mix(used["sent_on"], cell, n),
        minutes=_minutes(used["minutes"].to_numpy(dtype=float), cell, n),
        fit=fit.to_numpy(),
    )
    table["per_hour"] = (60 * table["rate"] / table["minutes"]).round(2)
    table["can_aim"] = _can_aim(table)
    order = np.lexsort([-table["applications"], -table["rate"].round(6), ~table["can_aim"]])
    return table.iloc[order].reset_index(drop=True), draws[:, order]


def _mix(sent_on: pd.Series, cell: NDArray, n_cells: int) -> NDArray:
    """Return each cell's share of what was sent lately, or of all where that is too little."""
    recent = (sent_on > sent_on.max() - pd.Timedelta(days=RECENT_DAYS)).to_numpy()
    rows = cell[recent] if recent.sum() >= RECENT_LEAST else cell
    return np.bincount(rows, minlength=n_cells) / max(len(rows), 1)


def _minutes(minutes: NDArray, cell: NDArray, n_cells: int) -> NDArray:
    """Return the minutes expected of one application of each cell; nan if none are logged at all."""
    told = ~np.isnan(minutes)
    if not told.any():
        return np.full(n_cells, np.nan)
    total = np.bincount(cell[told], minutes[told], minlength=n_cells)
    n = np.bincount(cell[told], minlength=n_cells)
    return (total + MINUTES_WEIGHT * minutes[told].mean()) / (n + MINUTES_WEIGHT)


def _can_aim(table: pd.DataFrame) -> NDArray:
    """Return where applications can go: to cells with a name, and not to those far from the profile."""
    named = np.array([not NO_AIM & set(name.split(AND)) for name in table["group"]], dtype=bool)
    fits = ~(table["fit"] < FAR).to_numpy()
    for cells in (named & fits, named, fits):
        if cells.any():
            return cells
    return np.ones(len(table), dtype=bool)
