"""The heading row: which row names the columns, what stands above it, and tables that stand on their side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.loaders.language.column_words import heading_claims, meaning_of_heading
from jobsearch_analytics.loaders.language.date_texts import looks_like_date
from jobsearch_analytics.loaders.language.distinct import coded

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.cells.grid import Grid

__all__ = ["Table", "find_table"]

SEARCHED_ROWS = 40
SURE = 0.7


@dataclass(frozen=True)
class Table:
    """A grid whose columns have names.

    Attributes
    ----------
    grid : Grid
        The data rows only.
    headings : list of str
        One per column; empty where nobody named it.
    named : bool
        False if the table has no heading row.
    above : tuple of (int, str)
        Rows above the headings: number and text.
    repeated : tuple of int
        Rows that say the headings again.
    """

    grid: Grid
    headings: list[str]
    named: bool
    above: tuple[tuple[int, str], ...] = ()
    repeated: tuple[int, ...] = ()


def find_table(grid: Grid) -> Table:
    """Return the grid split into headings and data rows.

    The heading row is the one of the first 40 with most cells that are known headings; if none has two, the
    first row that is all words above cells that are dates, numbers or links; if there is none, the columns
    stay unnamed, or take the names that a comment above them lists.
    """
    grid = _upright(grid)
    place = 0 if grid.headed else _heading_place(grid)
    if place is None:
        return _unnamed(grid)
    headings = grid.row(place)
    above = tuple((int(grid.rows[row]), grid.words(row)) for row in range(place))
    body = grid.only(np.arange(place + 1, grid.n_rows))
    again = _equal_rows(body, headings)
    if again.any():  # the title of the next block stands right above its headings
        again[:-1] |= again[1:] & (body.filled()[:-1] == 1)
        return Table(body.only(~again), headings, True, above, tuple(map(int, body.rows[again])))
    return Table(body, headings, True, above)


def _heading_place(grid: Grid) -> int | None:
    rows = [grid.row(place) for place in range(min(SEARCHED_ROWS, grid.n_rows))]
    scores = [0.0 if _is_comment(row) else _score(row) for row in rows]
    most = max(scores, default=0.0)
    if most >= (0.9 if grid.n_columns <= 2 else 1.8):
        return next(place for place, score in enumerate(scores) if score >= 0.8 * most)
    return _by_contrast(rows)


def _score(row: list[str]) -> float:
    """Return how many cells are known headings; cells that can be no heading count against the row."""
    cells = [cell for cell in row if cell]
    known = [heading_claims(cell)[:1] for cell in cells]
    meanings = {claim[0][0]: claim[0][1] for claim in known if claim and claim[0][1] >= SURE}
    if not meanings or len(meanings) < 0.34 * len(cells):
        return 0.0
    wrong = sum(looks_like_date(cell) or cell.startswith("http") or len(cell) > 60 for cell in cells)
    # A data row may hold "Applied" and "Interview": words that mean a stage alone prove little.
    sure = sum(trust * (0.6 if name.startswith("stage:") else 1.0) for name, trust in meanings.items())
    return max(0.0, sure - 1.5 * wrong)


def _by_contrast(rows: list[list[str]]) -> int | None:
    """Return the first row if it is all short words over columns of dates, numbers or links."""
    filled = [(place, row) for place, row in enumerate(rows) if sum(map(bool, row)) > 1]
    if len(filled) < 2:
        return None
    (place, first), below = filled[0], [row for _, row in filled[1:]]
    cells = [cell for cell in first if cell]
    if len(set(cells)) < len(cells) or any(_is_data(cell) or len(cell) > 40 for cell in cells):
        return None
    contrast = sum(
        all(_is_data(row[column]) for row in below if row[column]) and any(row[column] for row in below)
        for column, cell in enumerate(first)
        if cell
    )
    return place if contrast else None


def _is_data(cell: str) -> bool:
    return (
        looks_like_date(cell)
        or "://" in cell
        or "@" in cell
        or cell.replace(".", "").replace(",", "").isdigit()
    )


def _unnamed(grid: Grid) -> Table:
    comments = np.array(
        [_is_comment(grid.row(place)) for place in range(min(grid.n_rows, SEARCHED_ROWS))], dtype=bool
    )
    is_data = np.ones(grid.n_rows, dtype=bool)
    is_data[: len(comments)] = ~comments
    above = tuple((int(grid.rows[row]), grid.words(int(row))) for row in np.flatnonzero(~is_data))
    body = grid.only(is_data).without_empty()
    headings = _names_in_comment([text for _, text in above], body.n_columns)
    return Table(body, headings, False, above)


def _names_in_comment(comments: list[str], width: int) -> list[str]:
    """Return the column names that a comment lists in a row, as ``# Fields: company, role, date``."""
    best: list[str] = []
    for comment in comments:
        parts = [part.strip(" .#:;()") for part in comment.replace(";", ",").split(",")]
        parts = [part.split(":")[-1].strip() for part in parts]
        parts[0] = parts[0].split(" ")[-1] if parts else ""
        known = sum(meaning_of_heading(part) is not None for part in parts)
        if known >= 3 and known >= 0.6 * len(parts) and len(parts) <= width and known > len(best) / 2:
            best = parts
    return best + [""] * (width - len(best))


def _is_comment(row: list[str]) -> bool:
    first = next((cell for cell in row if cell), "")
    if not first.startswith(("#", "//")) or len(first.strip("#/ ")) < 3:
        return False
    return sum(meaning_of_heading(cell.lstrip("#/ ")) is not None for cell in row if cell) < max(
        2, len(row) // 2
    ) or (len(first) > 30)


def _upright(grid: Grid) -> Grid:
    """Return a table that stands on its side (headings in the first column) turned upright."""
    if grid.headed or grid.n_columns < 2 or grid.n_rows > 60:
        return grid
    first_column = [cell for cell in grid.columns[0] if cell]
    down = {meaning_of_heading(cell) for cell in first_column} - {None}
    down = {meaning for meaning in down if not str(meaning).startswith("stage:")}
    across = max((_score(grid.row(place)) for place in range(min(5, grid.n_rows))), default=0)
    if len(down) < 3 or len(down) < 0.5 * len(first_column) or len(down) <= across:
        return grid
    columns = [coded(grid.row(place)) for place in range(grid.n_rows)]
    return replace(
        grid, columns=columns, rows=np.full(grid.n_columns, grid.rows[0]), lengths=None, headed=True
    )


def _equal_rows(grid: Grid, headings: list[str]) -> np.ndarray:
    equal = np.ones(grid.n_rows, dtype=bool)
    for column, heading in zip(grid.columns, headings, strict=True):
        equal &= column == heading
        if not equal.any():
            break
    return equal
