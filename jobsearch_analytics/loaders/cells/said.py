"""What is said of a place in a grid: rows of `search.problems` and of `search.reading`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.cells.grid import Grid

__all__ = ["problem", "reading_row"]


def problem(grid: Grid, row: int | None, reason: str, column: str = "", value: str = "") -> dict:
    """Return a row of `search.problems` for a place in a grid."""
    return {
        "source_file": grid.file,
        "source_sheet": grid.sheet,
        "source_row": row,
        "column": column or None,
        "value": value[:200] or None,
        "reason": reason,
    }


def reading_row(grid: Grid, column: str, taken_as: str, why: str, doubt: str = "") -> dict:
    """Return a row of `search.reading` for a column or a decision."""
    return {
        "source_file": grid.file,
        "source_sheet": grid.sheet or grid.section or None,
        "column": column,
        "taken_as": taken_as,
        "why": why,
        "doubt": doubt,
    }
