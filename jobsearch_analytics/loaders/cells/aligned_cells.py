"""Columns aligned with blanks: a heading row, and the cells of each line below their heading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.cells.grid import grid_from_rows
from jobsearch_analytics.loaders.language.column_words import meaning_of_heading

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.cells.grid import Grid

__all__ = ["aligned_grid"]

_PIECE = re.compile(r"\S+(?: \S+)*")
_RULE = re.compile(r"^[-=_ ]+$")
SEARCHED_CHARACTERS, SEARCHED_LINES = 20_000, 12
MIN_COLUMNS, MIN_HEADINGS = 3, 2
#: How many of the lines must hold more than one cell.
ALIGNED = 0.6


def aligned_grid(text: str, file: str) -> Grid | None:
    """Return a table whose columns are aligned by two blanks or more; None if the text is none.

    The first line with three headings or more, two of them known, names the columns; what stands above it
    is no part of the table.
    """
    # The top decides first, so that a large table costs nothing here.
    top = text[:SEARCHED_CHARACTERS].splitlines()[:SEARCHED_LINES]
    head = next((place for place, line in enumerate(top) if _is_heading(line)), None)
    if head is None:
        return None
    lines = text.splitlines()
    starts = [piece.start() for piece in _PIECE.finditer(lines[head])]
    kept = [
        (number, line)
        for number, line in enumerate(lines[head + 1 :], start=head + 2)
        if line.strip() and not _RULE.match(line)
    ]
    rows = [_cells(line, starts) for _, line in kept]
    if not rows or sum(sum(map(bool, row)) > 1 for row in rows) < ALIGNED * len(rows):
        return None
    numbers = [head + 1, *(number for number, _ in kept)]
    return grid_from_rows(
        [_cells(lines[head], starts), *rows], file, numbers=numbers, form="text", headed=True
    )


def _is_heading(line: str) -> bool:
    if any(sign in line for sign in ",;|\t"):
        return False
    cells = _PIECE.findall(line)
    known = {meaning_of_heading(cell) for cell in cells if len(cells) >= MIN_COLUMNS} - {None}
    return len(known) >= MIN_HEADINGS


def _cells(line: str, starts: list[int]) -> list[str]:
    """Return the cells of a line: cut where the headings begin, or else each piece below its nearest."""
    if all(line[start - 1 : start] in ("", " ") for start in starts[1:]):
        ends = [*starts[1:], len(line)]
        return [line[start:end].strip() for start, end in zip([0, *starts[1:]], ends, strict=True)]
    pieces = list(_PIECE.finditer(line))
    if len(pieces) == len(starts):
        return [piece[0] for piece in pieces]
    cells = [""] * len(starts)
    for piece in pieces:
        place = min(range(len(starts)), key=lambda n: abs(starts[n] - piece.start()))
        cells[place] = f"{cells[place]} {piece[0]}".strip()
    return cells
