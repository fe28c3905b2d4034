"""A grid: the raw cells of one sheet, table or list, each row with the number its reader would see."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.errors import SourceError
from jobsearch_analytics.loaders.language.distinct import coded, mapped

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Grid", "check_longest", "check_width", "grid_from_rows"]

MAX_COLUMNS = 2_000
MAX_CELL_CHARACTERS = 1_000_000


@dataclass(frozen=True)
class Grid:
    """Raw text cells, nothing interpreted yet.

    Attributes
    ----------
    file : str
        The file as it is named in ``source_file``.
    sheet : str or None
        The sheet of a workbook.
    columns : list of Categorical of str
        One per column, all of the same length; empty cells hold an empty text.
    rows : ndarray of int
        The number of each row as a spreadsheet program or an editor shows it.
    form : str
        ``csv``, ``workbook``, ``markdown``, ``json`` or ``text``.
    headed : bool
        True if the first row is known to be the headings.
    section : str
        The heading that stands above the table in a text.
    lengths : ndarray of int or None
        How many cells each row of a text file really had; None where all had the same.
    spaced : dict of int to tuple of int
        For rows of a text file with a cell too many: the cells that began with a space, as after a comma
        inside a sentence.
    """

    file: str
    sheet: str | None
    columns: list[pd.Categorical]
    rows: np.ndarray
    form: str = "csv"
    headed: bool = False
    section: str = ""
    lengths: np.ndarray | None = None
    spaced: dict[int, tuple[int, ...]] = field(default_factory=dict)

    @property
    def n_rows(self) -> int:
        """How many rows the grid has."""
        return len(self.rows)

    @property
    def n_columns(self) -> int:
        """How many columns the grid has."""
        return len(self.columns)

    def row(self, position: int) -> list[str]:
        """Return the cells of one row."""
        return [str(column[position]) for column in self.columns]

    def words(self, position: int) -> str:
        """Return the filled cells of one row as a line."""
        return ", ".join(cell for cell in self.row(position) if cell)

    def filled(self) -> np.ndarray:
        """Return, per row, how many cells hold something."""
        total = np.zeros(self.n_rows, dtype=int)
        for column in self.columns:
            total += column != ""
        return total

    def only(self, rows: np.ndarray) -> Grid:
        """Return the grid with some of its rows: those where a mask is true, or at the positions given."""
        lengths = None if self.lengths is None else self.lengths[rows]
        return replace(
            self, columns=[column[rows] for column in self.columns], rows=self.rows[rows], lengths=lengths
        )

    def without_empty(self) -> Grid:
        """Return the grid without rows and columns that hold nothing."""
        keep = self.filled() > 0
        grid = self if keep.all() else self.only(keep)
        last = max((place for place, column in enumerate(grid.columns) if (column != "").any()), default=-1)
        return grid if last + 1 == grid.n_columns else replace(grid, columns=grid.columns[: last + 1])


def check_width(n_columns: int, file: str) -> None:
    """Refuse a table with more columns than anybody keeps.

    Raises
    ------
    SourceError
        If it has more than `MAX_COLUMNS`.
    """
    if n_columns > MAX_COLUMNS:
        raise SourceError(
            file,
            f"has {n_columns:,} columns",
            f"a table of at most {MAX_COLUMNS:,} columns",
            "Delete the columns beside the table and save it again.",
        )


def check_longest(columns: list[pd.Categorical], file: str) -> None:
    """Refuse a cell longer than a cell of text can be.

    Raises
    ------
    SourceError
        If one has more than `MAX_CELL_CHARACTERS`.
    """
    longest = max((len(text) for column in columns for text in column.categories), default=0)
    if longest > MAX_CELL_CHARACTERS:
        raise SourceError(
            file,
            f"holds one cell of {longest:,} characters",
            f"cells of at most {MAX_CELL_CHARACTERS:,} characters",
            "Look for a quotation mark that is never closed, or cut that cell, and try again.",
        )


def grid_from_rows(
    rows: list[list[str]],
    file: str,
    *,
    numbers: list[int] | None = None,
    sheet: str | None = None,
    form: str = "csv",
    headed: bool = False,
    section: str = "",
) -> Grid:
    """Return a grid of rows that may differ in length: short ones are filled with empty cells.

    Parameters
    ----------
    rows : list of list of str
        Cells; blanks around them are cut off.
    file : str
        The file's name.
    numbers : list of int, optional
        The rows' numbers; 1, 2, 3 … if left out.
    sheet : str, optional
        The sheet's name.
    form, headed, section
        As in `Grid`.
    """
    lengths = np.fromiter(map(len, rows), dtype=int, count=len(rows))
    width = int(lengths.max(initial=0))
    check_width(width, file)
    narrow = int(np.median(lengths)) if len(rows) else 0
    if len(rows) and (lengths != width).any():
        rows = [row if len(row) == width else row + [""] * (width - len(row)) for row in rows]
    spaced = {
        number: tuple(place for place, cell in enumerate(row) if cell.startswith(" "))
        for number, row, length in zip(range(1, len(rows) + 1), rows, lengths, strict=True)
        if length > narrow
    }
    columns = [mapped(coded(column), str.strip) for column in zip(*rows, strict=True)]
    check_longest(columns, file)
    places = np.arange(1, len(rows) + 1) if numbers is None else np.asarray(numbers, dtype=int)
    return Grid(file, sheet, columns, places, form, headed, section, lengths, spaced)
