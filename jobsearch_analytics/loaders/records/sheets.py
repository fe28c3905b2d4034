"""One grid into one part: find the headings, name the columns, see the layout, read it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.loaders.cells.said import problem, reading_row
from jobsearch_analytics.loaders.language.distinct import holds
from jobsearch_analytics.loaders.language.statuses import read_status
from jobsearch_analytics.loaders.language.words import key, read_words
from jobsearch_analytics.loaders.naming.columns import Columns, name_columns
from jobsearch_analytics.loaders.naming.headings import find_table
from jobsearch_analytics.loaders.naming.joined_cells import without_joined
from jobsearch_analytics.loaders.naming.layouts import below_title, layout_of, table_layout
from jobsearch_analytics.loaders.naming.legend import read_legend
from jobsearch_analytics.loaders.naming.ragged import mend_ragged
from jobsearch_analytics.loaders.records.across import read_across, steps_as_history
from jobsearch_analytics.loaders.records.event_logs import read_events, read_moves
from jobsearch_analytics.loaders.records.linkedin import read_linkedin
from jobsearch_analytics.loaders.records.part import Part
from jobsearch_analytics.loaders.records.people import read_people
from jobsearch_analytics.loaders.records.rows import read_rows
from jobsearch_analytics.loaders.records.settle import settle
from jobsearch_analytics.loaders.records.totals import read_counts, read_flows
from jobsearch_analytics.tables import NOT_A_ROW

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.cells.grid import Grid
    from jobsearch_analytics.loaders.naming.headings import Table
    from jobsearch_analytics.loaders.options import Options

__all__ = ["read_grid"]

MIN_COLUMNS = 3
MOST_IN_SUM, MOST_LABEL_WORDS = 3, 3
LONG_CELL = 70
UNTICKED = ("", "false", "0", "☐")
_LABEL = re.compile(
    r"^\s*(?:[-=*_—–~#]{2,}.*|.*[-=*_—–~#]{3,}\s*|(?:nb|note|ps|n\.b\.)\s*[:.].*)$", re.IGNORECASE
)


def read_grid(grid: Grid, options: Options) -> Part:
    """Return what one grid holds; ``log_like`` is False where nothing like a log was found."""
    grid = grid.without_empty()
    if not grid.n_rows:
        return Part(log_like=False)
    known = read_linkedin(grid, options)
    if known is not None:
        return known
    grid, titles = below_title(grid)
    across = layout_of(grid)
    if across == "days of steps":
        grid = steps_as_history(grid)
    elif across:
        part = read_across(grid, across, options)
        settle(part, options.reference, has_status=across == "stages across")
        part.problems += _titles_aside(grid, titles)
        return part
    grid, unticked = _without_unticked(grid)
    grid, legend, codes = read_legend(grid)
    options = replace(options, status_words={**legend, **options.status_words})
    table = without_joined(find_table(grid))
    columns = name_columns(table, options.columns)
    table, mended = mend_ragged(table, columns)
    if mended:
        columns = name_columns(table, options.columns)
    part = _read_table(table, columns, options)
    part.problems += mended + unticked + codes + _lines_aside(table) + _titles_aside(grid, titles)
    if table.named and not table.grid.n_rows and part.log_like and not part.problems:
        part.problems.append(problem(grid, None, "holds headings and no rows yet"))
    part.mail_like = "message_id" in columns.meanings or {"subject", "sender"} <= set(columns.meanings)
    return part


def _without_unticked(grid: Grid) -> tuple[Grid, list[dict]]:
    """Leave out rows of a form that hold nothing but unticked boxes and zeros, with one problem for all."""
    empty = np.ones(grid.n_rows, dtype=bool)
    for column in grid.columns:
        empty &= holds(column, lambda text: text.casefold() in UNTICKED)
        if not empty.any():
            return grid, []
    reason = f"{empty.sum()} rows hold only unticked boxes or zeros; not read"
    return grid.only(~empty), [problem(grid, None, reason)]


def _read_table(table: Table, columns: Columns, options: Options) -> Part:
    layout = table_layout(table, columns)
    if layout == "people":
        return read_people(table, columns)
    if layout == "flows":
        return read_flows(table, columns)
    if layout == "counts":
        return read_counts(table, columns)
    if layout in ("nothing", "mail"):
        return _set_aside(table, layout)
    if layout == "moves":
        part = read_moves(table, columns, options)
    elif layout == "events":
        part = read_events(table, columns, options)
    else:
        part = read_rows(table, columns, options, section=_section(table.grid))
    has_status = bool(columns.stages()) or any(
        columns.all(name) for name in ("status", "event", "outcome", "response", "history")
    )
    part = _without_nameless(part, table, has_status=has_status)
    has_status |= bool((part.records["meaning"] != "").any()) if len(part.records) else False
    settle(
        part, options.reference, has_status=has_status, is_lead_list=not has_status and _is_lead_list(columns)
    )
    _place_problems(part, table.grid)
    return part


def _section(grid: Grid) -> str:
    """Return the heading above a table, or the sheet's name, where it says something of a status."""
    for name in (grid.section, grid.sheet or ""):
        if name and read_status(name).how in ("known", "phrase") and len(name) < 60:
            return name
    return ""


def _is_lead_list(columns: Columns) -> bool:
    known = set(columns.meanings)
    return not known & {"applied", "date", "response_date"} and bool(
        known & {"saved_date", "score", "deadline"}
    )


def _without_nameless(part: Part, table: Table, *, has_status: bool) -> Part:
    """Set rows aside that name neither a firm nor a role nor a link and tell no status."""
    records = part.records
    named = (records["company"] != "") | (records["title"] != "") | (records["url"] != "")
    told = (records["sent_text"] == "given") & records["applied_on"].notna()
    told |= records["sent_column"] == "yes"
    known = (named | told).to_numpy(copy=True)
    if has_status:
        known[part.marks["row"].to_numpy(dtype=int)] = True
    sums, labels = _sum_rows(table, records), _label_rows(table, records)
    beside = ~records["relevant"].to_numpy(dtype=bool) & ~labels
    keep = known & ~sums & ~beside & ~labels
    if keep.all():
        return part
    for which, reason in (
        (labels, "a divider or remark, not an application"),
        (beside & ~sums, "marked as not relevant in the log itself; set aside"),
        (sums, "sums up other rows; set aside"),
        (~known & ~sums & ~beside & ~labels, "names no employer, no role and no link; set aside"),
    ):
        part.problems += _row_problems(table.grid, records.loc[which, "source_row"], reason)
    _keep_only(part, keep)
    return part


def _row_problems(grid: Grid, rows: pd.Series, reason: str) -> list[dict]:
    """Return a problem for each row of a grid that is set aside, with its words."""
    places = pd.Series(np.arange(grid.n_rows), index=grid.rows)
    places = places[~places.index.duplicated()].reindex(rows).to_numpy(dtype=int)
    return [problem(grid, int(grid.rows[place]), reason, value=grid.words(place)) for place in places]


def _keep_only(part: Part, keep: np.ndarray) -> None:
    """Leave some records out of a part, with all that hangs on them."""
    place = np.cumsum(keep) - 1
    part.records = part.records[keep].reset_index(drop=True)
    for name, frame in [("", part.marks), *part.tables.items()]:
        if "row" not in frame:
            continue
        rows = frame["row"].to_numpy(dtype=int)
        inside = keep[rows]
        kept = frame[inside].assign(row=place[rows[inside]]).reset_index(drop=True)
        if name:
            part.tables[name] = kept
        else:
            part.marks = kept


def _label_rows(table: Table, records: pd.DataFrame) -> np.ndarray:
    """Return which records are a divider ("--- Applied ---") or a remark in a row of its own."""
    grid = table.grid
    if len(records) != grid.n_rows or grid.n_columns < MIN_COLUMNS:
        return np.zeros(len(records), dtype=bool)
    alone = grid.filled() == 1
    if not alone.any():
        return alone
    return alone & holds(grid.columns[0], lambda text: _LABEL.match(text) or len(text) > LONG_CELL)


def _sum_rows(table: Table, records: pd.DataFrame) -> np.ndarray:
    """Return which records are a line of totals below the table."""
    grid = table.grid
    if len(records) != grid.n_rows or not grid.n_columns:
        return np.zeros(len(records), dtype=bool)
    short = grid.filled() <= MOST_IN_SUM
    if not short.any():
        return short
    listed = {key(word) for word in read_words("empty_words")["total"]}

    def sums_up(text: str) -> bool:
        words = key(text).split(" ")
        return not listed.isdisjoint(
            (key(text), words[0], words[-1] if len(words) <= MOST_LABEL_WORDS else "")
        )

    labelled = np.zeros(len(records), dtype=bool)
    for column in reversed(grid.columns):
        labelled = np.where(holds(column, bool), holds(column, sums_up), labelled)
    return short & labelled


def _set_aside(table: Table, layout: str) -> Part:
    """Set aside a sheet in which nothing was found that is an application, a person or a total."""
    grid = table.grid
    part = Part(n_rows=0, log_like=False)
    what = "mail, not applications" if layout == "mail" else "nothing like an employer, a role or a status"
    label = f"sheet {grid.sheet!r}" if grid.sheet else "the table"
    part.problems.append(problem(grid, None, f"{label} holds {what}; {grid.n_rows} rows not read"))
    part.reading.append(reading_row(grid, "all", "not read", what, "not read"))
    return part


def _lines_aside(table: Table) -> list[dict]:
    return [
        problem(table.grid, row, f"the headings again, or the title above them{NOT_A_ROW}")
        for row in table.repeated
    ]


def _titles_aside(grid: Grid, rows: np.ndarray) -> list[dict]:
    return [problem(grid, int(row), f"the title above the headings{NOT_A_ROW}") for row in rows]


def _place_problems(part: Part, grid: Grid) -> None:
    for row in part.problems:
        row["source_file"] = row["source_file"] or grid.file
        row["source_sheet"] = row["source_sheet"] or grid.sheet
