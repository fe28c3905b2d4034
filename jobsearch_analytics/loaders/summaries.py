"""Sheets of a workbook that only repeat another one: dashboards of totals, mails behind applications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.part import Part, problem, reading_row
from jobsearch_analytics.loaders.words import key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobsearch_analytics.loaders.grid import Grid

__all__ = ["without_summaries"]

#: Share of the firms of a list of mails that another sheet names too, from which on it repeats that sheet.
SHARED = 0.5


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
        why = _repeats(part, others)
        out.append(_set_aside(grid, why) if why else part)
    return out


def _repeats(part: Part, others: Sequence[Part]) -> str:
    if not others:
        return ""
    if not len(part.records) and {"counts", "flows"} & set(part.tables):
        return "totals of the log beside it"
    if part.mail_like and len(part.records):
        own = {key(name) for name in part.records["company"].unique()} - {""}
        known = {key(name) for other in others for name in other.records["company"].unique()}
        if not own or len(own & known) >= SHARED * len(own):
            return "the mails of applications that another sheet lists"
    return ""


def _set_aside(grid: Grid, why: str) -> Part:
    label = f"sheet {grid.sheet!r}" if grid.sheet else "the table"
    return Part(
        problems=[problem(grid, None, f"{label} holds {why}; {grid.n_rows} rows not read")],
        reading=[reading_row(grid, "all", "not read", why)],
        log_like=False,
    )
