"""Rows of a text table with a cell too many or too few, put right where the values tell which."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.loaders.cells.said import problem
from jobsearch_analytics.loaders.language.date_texts import looks_like_date
from jobsearch_analytics.loaders.language.distinct import coded
from jobsearch_analytics.loaders.language.statuses import read_status

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.naming.columns import Columns
    from jobsearch_analytics.loaders.naming.headings import Table

__all__ = ["mend_ragged"]

MOST_MENDED = 2000
MOST_OFF = 3


def mend_ragged(table: Table, columns: Columns) -> tuple[Table, list[dict]]:
    """Return the table with rows of the wrong length put right, and a problem for each.

    A row with a cell too many has two neighbours joined (a comma that was not quoted), one with a cell too
    few gets an empty one: there, where dates, links and status words then stand in their columns best.
    """
    grid, width = table.grid, _width(table)
    if grid.form != "csv" or grid.lengths is None or not table.named:
        return table, []
    wrong = np.flatnonzero((grid.lengths != width) & (grid.lengths > 1))
    wrong = [row for row in wrong if abs(int(grid.lengths[row]) - width) <= MOST_OFF]
    if not len(wrong) or len(wrong) > MOST_MENDED or len(wrong) > 0.5 * grid.n_rows + 2:
        return table, []
    cells = [np.array(column, dtype=object) for column in grid.columns]
    problems = []
    for row in wrong:
        length = int(grid.lengths[row])
        given = (grid.row(row) + [""] * length)[:length]
        best = _best(given, width, columns, grid.spaced.get(int(grid.rows[row]), ()))
        if best is None or best == grid.row(row)[:width]:
            continue
        for column, text in zip(cells, best + [""] * (len(cells) - width), strict=True):
            column[row] = text
        more = "more" if len(given) > width else "fewer"
        problems.append(
            problem(
                grid,
                int(grid.rows[row]),
                f"has {abs(len(given) - width)} cells {more} than the headings; read as {best}",
            )
        )
    if not problems:
        return table, []
    lengths = np.where(np.isin(np.arange(grid.n_rows), wrong), width, grid.lengths)
    headings = table.headings
    if len(cells) > width and not any((column != "").any() for column in cells[width:]):
        cells, headings = cells[:width], headings[:width]
    mended = replace(grid, columns=[coded(column) for column in cells], lengths=lengths)
    return replace(table, grid=mended, headings=headings), problems


def _width(table: Table) -> int:
    named = [place for place, heading in enumerate(table.headings) if heading]
    return named[-1] + 1 if named else table.grid.n_columns


def _best(given: list[str], width: int, columns: Columns, spaced: tuple[int, ...]) -> list[str] | None:
    """Return the row of the right length in which most cells stand where they belong."""
    off = len(given) - width
    tries = _joined(given, off, spaced) if off > 0 else _spread(given, width)
    if off > 0 and not any(given[width:]):
        tries.insert(0, given[:width])  # separators at the end of a line shift nothing
    best, best_score = None, float("-inf")
    for row in tries:
        score = _score(row, columns)
        if score > best_score:
            best, best_score = row, score
    return best


def _joined(given: list[str], off: int, spaced: tuple[int, ...]) -> list[list[str]]:
    """Return every way to join neighbours; those whose later cells began with a space come first."""
    places = sorted(
        range(len(given) - off),
        key=lambda place: sum(part not in spaced for part in range(place + 1, place + off + 1)),
    )
    return [
        [*given[:place], ", ".join(given[place : place + off + 1]), *given[place + off + 1 :]]
        for place in places
    ]


def _spread(given: list[str], width: int) -> list[list[str]]:
    rows = []
    # The empty cells at the end first: a spreadsheet shows it so, and nothing may speak against it.
    for places in combinations(range(width - 1, -1, -1), width - len(given)):
        cells = iter(given)
        rows.append(["" if place in places else next(cells) for place in range(width)])
        if len(rows) > 300:
            break
    return rows


def _score(row: list[str], columns: Columns) -> float:
    score = 0.0
    for cell, meaning, shape in zip(row, columns.meanings, columns.profiles, strict=False):
        if not cell:
            continue
        date, link = looks_like_date(cell), "://" in cell or cell.startswith("www.")
        if shape.date > 0.3 or meaning in ("applied", "date", "saved_date"):
            score += 2.0 if date else -1.0
        elif date:
            score -= 1.0
        if meaning in ("url", "company_url") or shape.url > 0.5:
            score += 1.5 if link else -1.0
        elif link:
            score -= 1.0
        if meaning == "status":
            score += 2.0 if read_status(cell).how == "known" else -1.0
        elif (
            meaning in ("company", "title", "location", "channel", "remote")
            and read_status(cell).how == "known"
        ):
            score -= 0.5
        if meaning == "note" and len(cell) > 30:
            score += 0.2
    return score
