"""What a text is: JSON, a page, Markdown, flows, blocks, lines, or a table with a sign between its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.errors import SourceError
from jobsearch_analytics.loaders.cells.aligned_cells import aligned_grid
from jobsearch_analytics.loaders.cells.diaries import diary_grid
from jobsearch_analytics.loaders.cells.front_matter import note_grid
from jobsearch_analytics.loaders.cells.html_cells import has_html_table, html_grids
from jobsearch_analytics.loaders.cells.json_cells import json_grids
from jobsearch_analytics.loaders.cells.line_lists import list_grid
from jobsearch_analytics.loaders.cells.lines import looks_listed
from jobsearch_analytics.loaders.cells.listing import listing_grid
from jobsearch_analytics.loaders.cells.markdown_cells import has_markdown_table, markdown_grids
from jobsearch_analytics.loaders.cells.sankey import sankey_grid
from jobsearch_analytics.loaders.cells.text_cells import delimited_grid

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.cells.grid import Grid

__all__ = ["text_grids"]

#: With fewer columns, a text may be a list of lines even where its lines do not look like it.
MIN_COLUMNS = 3


def text_grids(text: str, file: str) -> list[Grid]:
    """Return the grids of a text: of the first kind that it is, else a table with signs between cells."""
    for read in (_json, _note, _page, _markdown):
        grids = read(text, file)
        if grids is not None:
            return grids
    for one in (sankey_grid, aligned_grid, listing_grid):
        grid = one(text, file)
        if grid is not None:
            return [grid]
    return [_lines_or_table(text, file)]


def _json(text: str, file: str) -> list[Grid] | None:
    return json_grids(text, file) if text.lstrip()[:1] in ("{", "[") else None


def _note(text: str, file: str) -> list[Grid] | None:
    grid = note_grid(text, file) if text.lstrip()[:3] == "---" else None
    return [grid] if grid is not None else None


def _page(text: str, file: str) -> list[Grid] | None:
    if not has_html_table(text):
        return None
    grids = html_grids(text, file)
    if not grids:
        raise SourceError(
            file,
            "is a web page whose tables hold no rows",
            "a table with headings and rows",
            "Open the page, copy the table into a spreadsheet and save that.",
        )
    return grids


def _markdown(text: str, file: str) -> list[Grid] | None:
    return markdown_grids(text, file) if has_markdown_table(text) else None


def _lines_or_table(text: str, file: str) -> Grid:
    grid = delimited_grid(text, file)
    if grid.n_columns >= MIN_COLUMNS and not looks_listed(text):
        return grid
    return diary_grid(text, file) or list_grid(text, file) or grid
