"""A table with one row per application into records and marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.loaders.cells.texts_of_cells import link_in, placeholder_to_nothing
from jobsearch_analytics.loaders.language.distinct import chosen, constant, holds, mapped, stacked
from jobsearch_analytics.loaders.language.profiles import is_no, is_yes
from jobsearch_analytics.loaders.language.words import key, read_words
from jobsearch_analytics.loaders.records.marks import empty_marks, with_days
from jobsearch_analytics.loaders.records.part import Part
from jobsearch_analytics.loaders.records.readings import column_readings
from jobsearch_analytics.loaders.records.row_dates import add_column_dates, add_sent_dates, orders_of
from jobsearch_analytics.loaders.records.row_marks import history_marks, note_marks, stage_marks, status_marks
from jobsearch_analytics.loaders.records.values import read_side_columns

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.naming.columns import Columns
    from jobsearch_analytics.loaders.naming.headings import Table
    from jobsearch_analytics.loaders.options import Options

__all__ = ["read_rows"]

#: Share of the roles that must be written "Analyst @ Acorn" for the firms to be taken from there.
SPLIT_SHARE = 0.7
#: Share of a column's values that must be links for the column to be searched for them.
LINKED_SHARE = 0.3


def read_rows(table: Table, columns: Columns, options: Options, section: str = "") -> Part:
    """Return the records of a table with one row each.

    Parameters
    ----------
    table, columns
        The table and what its columns are.
    options : Options
        What the user told.
    section : str
        The heading above the table or the sheet's name: a status where the table has no column for it.
    """
    grid = table.grid
    part = Part(n_rows=grid.n_rows)
    orders = orders_of(table, columns, options)
    records = _named(table, columns)
    sent = add_sent_dates(records, table, columns, options, orders, part)
    marks = status_marks(table, columns, options, records, part, section)
    records["sent_column"] = sent
    records["said_sent"] = _said_sent(table, columns)
    marks += stage_marks(table, columns) + history_marks(table, columns, records) + note_marks(table, columns)
    told = stacked([frame for frame in marks if len(frame)] or [empty_marks()])
    sent_on = records["applied_on"].to_numpy().astype("datetime64[D]")
    part.marks = with_days(told, sent_on, orders, options.reference)
    add_column_dates(part.marks, table, columns, options, orders)
    read_side_columns(table, columns, records, part)
    records["source_row"] = grid.rows
    records["relevant"] = _relevant(table, columns)
    part.records = records
    part.reading += column_readings(table, columns)
    return part


def _said_sent(table: Table, columns: Columns) -> pd.Categorical:
    """Return what a column that asks whether it was sent says of each row: ``yes``, ``no`` or ``blank``.

    Empty where no column asks, or where none of its cells says yes.
    """
    for place in columns.all("stage:applied"):
        answers = mapped(table.grid.columns[place], _answer)
        if (answers == "yes").any():
            return answers
    return constant("", table.grid.n_rows)


def _answer(text: str) -> str:
    if not text.strip():
        return "blank"
    return "yes" if is_yes(text) else "no" if is_no(text) else ""


def _relevant(table: Table, columns: Columns) -> np.ndarray | bool:
    """Return which rows are of an application: by a column for that, or a list of mails by its kinds."""
    column, kinds = columns.first("relevant"), columns.first("status")
    if column is not None:
        return ~holds(table.grid.columns[column], is_no)
    if columns.first("subject") is None or kinds is None:
        return True
    beside = frozenset(map(key, read_words("empty_words")["no_application"]))
    return ~holds(table.grid.columns[kinds], lambda text: key(text) in beside)


def _named(table: Table, columns: Columns) -> pd.DataFrame:
    """Return a record per row with its firm, role and link."""
    grid = table.grid
    records = pd.DataFrame(index=np.arange(grid.n_rows))
    for name in ("company", "title"):
        place = columns.first(name)
        if name == "title" and place is None:
            place = columns.first("subject")
        empty = constant("", grid.n_rows)
        records[name] = placeholder_to_nothing(grid.columns[place]) if place is not None else empty
    _split_at_sign(records)
    records["url"] = _links(table, columns)
    return records


def _split_at_sign(records: pd.DataFrame) -> None:
    """Split "Analyst @ Acorn" into role and firm where no column names the firm and most are so written."""
    if (records["company"] != "").any():
        return
    written = holds(records["title"], lambda text: text.partition(" @ ")[2])
    if len(written) and written.mean() >= SPLIT_SHARE:
        records["company"] = mapped(records["title"], lambda text: text.partition(" @ ")[2].strip())
        records["title"] = mapped(records["title"], lambda text: text.partition(" @ ")[0].strip())


def _links(table: Table, columns: Columns) -> pd.Categorical:
    """Return the link of each row: from the link's column, or from any cell where that one holds none."""
    grid, places = table.grid, columns.all("url")
    links = constant("", grid.n_rows)
    others = (place for place in range(grid.n_columns) if columns.profiles[place].url > LINKED_SHARE)
    for place in [*places, *others]:
        missing = links == ""
        if missing.any():
            links = chosen(missing, mapped(grid.columns[place], link_in), links)
    return links
