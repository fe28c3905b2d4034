"""A legend that a log carries: ``A = applied, R = rejected``. Its codes are read as what it says they are."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.loaders.cells.said import problem
from jobsearch_analytics.loaders.language.distinct import holds
from jobsearch_analytics.loaders.language.statuses import read_status
from jobsearch_analytics.tables import NOT_A_ROW

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.cells.grid import Grid

__all__ = ["read_legend"]

_PAIR = re.compile(r"(?:^|[,;|/\n(]\s*)([^\s=:,;|/]{1,6})\s*[=:]\s*([^,;|/\n)]{2,40})")
MIN_PAIRS = 2
MOST_CELLS = 3
#: How much of a column beside the table must be pairs, a title apart, for it to be a legend.
MOST = 0.6


def read_legend(grid: Grid) -> tuple[Grid, dict[str, str], list[dict]]:
    """Return the grid without its legend, what each code means, and the rows of the legend as problems.

    A legend is a row of few cells with two pairs or more of a code and a status, or a column of such pairs
    beside the table.
    """
    grid, meanings = _without_columns(grid)
    lines = []
    for row in np.flatnonzero((grid.filled() <= MOST_CELLS) & _holds_pairs(grid)):
        found = _pairs(" | ".join(cell for cell in grid.row(int(row)) if cell))
        if len(found) >= MIN_PAIRS:
            meanings |= found
            lines.append(int(row))
    if not lines:
        return grid, meanings, []
    keep = np.ones(grid.n_rows, dtype=bool)
    keep[lines] = False
    problems = [problem(grid, int(grid.rows[row]), f"a legend of codes{NOT_A_ROW}") for row in lines]
    return grid.only(keep), meanings, problems


def _without_columns(grid: Grid) -> tuple[Grid, dict[str, str]]:
    """Return the grid without the columns of pairs beside its table, and what the pairs say."""
    meanings: dict[str, str] = {}
    kept = list(grid.columns[:1])
    for column in grid.columns[1:]:
        texts = [str(text) for text in column[column != ""]] if holds(column, _has_sign).any() else []
        found = {code: meaning for text in texts for code, meaning in _pairs(text).items()}
        paired = sum(bool(_pairs(text)) for text in texts)
        is_legend = len(found) >= MIN_PAIRS and paired >= MOST * len(texts) and _are_used(found, grid)
        meanings |= found if is_legend else {}
        kept += [] if is_legend else [column]
    return (replace(grid, columns=kept), meanings) if meanings else (grid, {})


def _are_used(codes: dict[str, str], grid: Grid) -> bool:
    """Return whether cells of the grid say nothing but one of the codes."""
    return any(holds(column, lambda text: text in codes).any() for column in grid.columns)


def _has_sign(text: str) -> bool:
    return "=" in text or ":" in text


def _holds_pairs(grid: Grid) -> np.ndarray:
    """Return which rows hold a sign that can stand between a code and its meaning."""
    found = np.zeros(grid.n_rows, dtype=bool)
    for column in grid.columns:
        found |= holds(column, _has_sign)
    return found


def _pairs(text: str) -> dict[str, str]:
    found = {}
    for code, words in _PAIR.findall(text):
        reading = read_status(words)
        if reading.meanings and reading.how in ("known", "phrase"):
            found[code] = reading.meanings[-1]
    return found
