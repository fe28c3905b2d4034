"""Sheets of a workbook that only repeat another one: dashboards of totals, mails behind applications."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.loaders.cells.said import problem, reading_row
from jobsearch_analytics.loaders.language.words import key
from jobsearch_analytics.loaders.records.part import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobsearch_analytics.loaders.cells.grid import Grid

__all__ = ["without_summaries"]

#: Share of the firms of a list of mails that another sheet names too, from which on it repeats that sheet.
SHARED = 0.5
MIN_COLUMNS = 3
_SUM = re.compile(r"^=|^[-+]?[\d.,\s]+%?$")


def without_summaries(grids: Sequence[Grid], parts: Sequence[Part]) -> list[Part]:
    """Return the parts with those that only repeat another sheet of their file set aside.

    Totals beside applications are a dashboard; a list of mails whose firms stand in another sheet tells of
    the same applications.
    """
    out = []
    for grid, part in zip(grids, parts, strict=True):
        others = [
            other
            for its_grid, other in zip(grids, parts, strict=True)
            if its_grid.file == grid.file and other is not part and len(other.records) and not other.mail_like
        ]
        why = _repeats(grid, part, others)
        out.append(_set_aside(grid, why) if why else part)
    return out


def _repeats(grid: Grid, part: Part, others: Sequence[Part]) -> str:
    if not others:
        return ""
    if not len(part.records) and {"counts", "flows"} & set(part.tables):
        return "totals of the log beside it"
    if len(part.records) and _only_sums(grid, part):
        return "totals of the log beside it"
    if part.mail_like and len(part.records):
        own = {key(name) for name in part.records["company"].unique()} - {""}
        known = {key(name) for other in others for name in other.records["company"].unique()}
        if not own or len(own & known) >= SHARED * len(own):
            return "the mails of applications that another sheet lists"
    return ""


def _only_sums(grid: Grid, part: Part) -> bool:
    """Return whether every cell below the headings but the first of its row is a number or a formula."""
    records = part.records
    if records["applied_on"].notna().any() or (records["title"] != "").any() or grid.n_columns < MIN_COLUMNS:
        return False
    below = np.isin(grid.rows, records["source_row"].to_numpy())
    cells = [text for column in grid.columns[1:] for text in column[below] if text]
    return all(_SUM.match(text) for text in cells)


def _set_aside(grid: Grid, why: str) -> Part:
    label = f"sheet {grid.sheet!r}" if grid.sheet else "the table"
    return Part(
        problems=[problem(grid, None, f"{label} holds {why}; {grid.n_rows} rows not read")],
        reading=[reading_row(grid, "all", "not read", why)],
        log_like=False,
    )
