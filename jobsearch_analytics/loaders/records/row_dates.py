"""The days of a table with one row per application: when it was sent, when it was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.loaders.cells.said import problem, reading_row
from jobsearch_analytics.loaders.cells.texts_of_cells import clean_text
from jobsearch_analytics.loaders.language.dates import DOUBTS, Dates, column_orders, read_dates
from jobsearch_analytics.loaders.language.distinct import chosen, constant, holds, mapped
from jobsearch_analytics.loaders.language.profiles import is_empty, is_no, is_yes
from jobsearch_analytics.loaders.naming.locale import usual_order
from jobsearch_analytics.loaders.records.doubts import cut_to_year

if TYPE_CHECKING:
    import pandas as pd

    from jobsearch_analytics.loaders.naming.columns import Columns
    from jobsearch_analytics.loaders.naming.headings import Table
    from jobsearch_analytics.loaders.options import Options
    from jobsearch_analytics.loaders.records.part import Part

__all__ = ["add_column_dates", "add_sent_dates", "orders_of"]


def orders_of(table: Table, columns: Columns, options: Options) -> dict[str, str]:
    """Return the orders of day and month that the sheet's columns prove: sign between the numbers → order."""
    if options.dates:
        return dict.fromkeys("/.-", options.dates)
    found: dict[str, str] = {}
    for place, shape in enumerate(columns.profiles):
        if shape.date >= 0.5:
            found = column_orders(table.grid.columns[place]) | found
    return found


def add_sent_dates(
    records: pd.DataFrame,
    table: Table,
    columns: Columns,
    options: Options,
    orders: dict[str, str],
    part: Part,
) -> pd.Categorical:
    """Add the day of sending to the records; return whether each row names one: yes, no or empty."""
    sent, dates = _sent_dates(table, columns, options, orders, part)
    nothing = np.full(table.grid.n_rows, np.datetime64("NaT"), dtype="datetime64[us]")
    records["applied_on"] = nothing if dates is None else dates.occurred.astype("datetime64[us]")
    records["latest_on"] = nothing if dates is None else dates.latest.astype("datetime64[us]")
    records["applied_precision"] = constant("", len(nothing)) if dates is None else dates.precision
    return sent


def _sent_dates(
    table: Table, columns: Columns, options: Options, orders: dict[str, str], part: Part
) -> tuple[pd.Categorical, Dates | None]:
    """Return whether each row names a day of sending, and the days: of the surest column there is."""
    grid, name = table.grid, "applied"
    place = columns.first("applied")
    if place is None:
        name, place = "date", columns.first("date")
    ticked = _ticked(table, columns)
    if place is None:
        return ticked, None
    cells = mapped(grid.columns[place], lambda text: "" if is_empty(text) else clean_text(text))
    hint = usual_order(table, columns)
    dates = read_dates(cells, order=options.dates, orders=orders, hint=hint, reference=options.reference)
    heading = table.headings[place]
    for row in np.flatnonzero(dates.doubt != ""):
        part.problems.append(
            problem(grid, int(grid.rows[row]), DOUBTS[dates.doubt[row]], heading, cells[row])
        )
    part.problems += cut_to_year(grid, cells, dates, heading)
    if dates.order:
        part.reading.append(reading_row(grid, heading, f"dates, {dates.order}", dates.why))
    if name != "applied":
        return ticked, dates
    given = (cells != "") & ~holds(cells, lambda text: is_empty(text) or is_no(text))
    return chosen(given, "yes", "no"), dates


def _ticked(table: Table, columns: Columns) -> pd.Categorical:
    """Return yes and no of a column such as "Applied?"; empty texts where there is none."""
    place = columns.first("stage:applied")
    if place is None:
        return constant("", table.grid.n_rows)
    return mapped(table.grid.columns[place], lambda text: "no" if is_no(text) and not is_yes(text) else "yes")


def add_column_dates(
    marks: pd.DataFrame, table: Table, columns: Columns, options: Options, orders: dict[str, str]
) -> None:
    """Give endings and stages told without a day the day of the status, or of the answer."""
    for name, weights in (("response_date", (3, 4, 5)), ("status_date", (3,))):
        place = columns.first(name)
        if place is None or not len(marks):
            continue
        days = read_dates(
            table.grid.columns[place],
            order=options.dates,
            orders=orders,
            hint=usual_order(table, columns),
            reference=options.reference,
        )
        later = ~marks["event"].isin(["saved", "applied"])
        open_marks = (marks["occurred"].isna() & marks["weight"].isin(weights) & later).to_numpy()
        rows = marks.loc[open_marks, "row"].to_numpy()
        marks.loc[open_marks, "occurred"] = days.occurred[rows]
        marks.loc[open_marks, "latest"] = days.latest[rows]
