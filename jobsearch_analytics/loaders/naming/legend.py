"""A legend that a log carries: ``A = applied, R = rejected``. Its codes are read as what it says they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.loaders.cells.said import problem
from jobsearch_analytics.loaders.language.distinct import holds
from jobsearch_analytics.loaders.language.statuses import read_status
from jobsearch_analytics.tables import NOT_A_ROW

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.cells.grid import Grid

__all__ = ["read_legend"]

_PAIR = re.compile(r"(?:^|[,;|\n(]\s*)([^\s=:,;|]{1,6})\s*[=:]\s*([^,;|\n)]{2,40})")
MIN_PAIRS = 2
MOST_CELLS = 3


def read_legend(grid: Grid) -> tuple[Grid, dict[str, str], list[dict]]:
    """Return the grid without its legend, what each code means, and the rows of the legend as problems.

    A legend is a row of few cells with two pairs or more of a code and a status.
    """
    meanings: dict[str, str] = {}
    lines = []
    for row in np.flatnonzero((grid.filled() <= MOST_CELLS) & _holds_pairs(grid)):
        found = _pairs(" | ".join(cell for cell in grid.row(int(row)) if cell))
        if len(found) >= MIN_PAIRS:
            meanings |= found
            lines.append(int(row))
    if not lines:
        return grid, {}, []
    keep = np.ones(grid.n_rows, dtype=bool)
    keep[lines] = False
    problems = [problem(grid, int(grid.rows[row]), f"a legend of codes{NOT_A_ROW}") for row in lines]
    return grid.only(keep), meanings, problems


def _holds_pairs(grid: Grid) -> np.ndarray:
    """Return which rows hold a sign that can stand between a code and its meaning."""
    found = np.zeros(grid.n_rows, dtype=bool)
    for column in grid.columns:
        found |= holds(column, lambda text: "=" in text or ":" in text)
    return found


def _pairs(text: str) -> dict[str, str]:
    found = {}
    for code, words in _PAIR.findall(text):
        reading = read_status(words)
        if reading.meanings and reading.how in ("known", "phrase"):
            found[code] = reading.meanings[-1]
    return found
