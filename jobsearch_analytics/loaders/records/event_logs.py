"""Logs with several rows per application: events one after the other, or moves from stage to stage."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.loaders.cells.said import problem
from jobsearch_analytics.loaders.language.column_words import meaning_of_heading
from jobsearch_analytics.loaders.language.dates import read_dates
from jobsearch_analytics.loaders.language.distinct import (
    chosen,
    coded,
    constant,
    factorized,
    mapped,
    numbered,
    spread,
    stacked,
)
from jobsearch_analytics.loaders.language.words import key
from jobsearch_analytics.loaders.naming.layouts import heading_words
from jobsearch_analytics.loaders.records.marks import expand
from jobsearch_analytics.loaders.records.row_dates import orders_of
from jobsearch_analytics.loaders.records.row_marks import status_readings
from jobsearch_analytics.loaders.records.rows import read_rows

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.naming.columns import Columns
    from jobsearch_analytics.loaders.naming.headings import Table
    from jobsearch_analytics.loaders.options import Options
    from jobsearch_analytics.loaders.records.part import Part

__all__ = ["read_events", "read_moves"]

MOST_OTHER = 0.5


def read_events(table: Table, columns: Columns, options: Options) -> Part:
    """Return one record per application of an event log, its events with their days.

    The rows of one firm and role belong to one application; a second row that says it was sent, on another
    day, begins another one.
    """
    part = read_rows(table, _with_event_date(columns), options)
    rows, marks = part.records, part.marks
    undated = marks["occurred"].isna().to_numpy() & (marks["weight"] >= 2).to_numpy()
    at = marks["row"].to_numpy()
    marks.loc[undated, "occurred"] = rows["applied_on"].to_numpy().astype("datetime64[D]")[at[undated]]
    marks.loc[undated, "latest"] = rows["latest_on"].to_numpy().astype("datetime64[D]")[at[undated]]
    _without_other_events(part, table)
    rows, marks = part.records, part.marks
    group = _groups(rows, marks)
    return _gathered(part, group)


def _without_other_events(part: Part, table: Table) -> None:
    """Set aside rows whose event is none of an application ("updated CV"), where most events are."""
    rows, marks = part.records, part.marks
    other = (rows["sent_text"] == "not understood").to_numpy(copy=True)
    other[marks["row"].to_numpy(dtype=int)] = False
    if not other.any() or other.mean() > MOST_OTHER:
        return
    grid = table.grid
    part.problems += [
        problem(grid, int(row), "an event that is none of an application; set aside")
        for row in rows.loc[other, "source_row"]
    ]
    place = np.cumsum(~other) - 1
    part.records = rows[~other].reset_index(drop=True)
    part.marks = marks.assign(row=place[marks["row"].to_numpy(dtype=int)])
    for name, frame in part.tables.items():
        if "row" in frame:
            inside = ~other[frame["row"].to_numpy(dtype=int)]
            part.tables[name] = frame[inside].assign(row=place[frame.loc[inside, "row"].to_numpy(dtype=int)])


def _with_event_date(columns: Columns) -> Columns:
    return replace(columns, meanings=["status" if name == "event" else name for name in columns.meanings])


def _groups(rows: pd.DataFrame, marks: pd.DataFrame) -> np.ndarray:
    """Return the number of the application each row belongs to."""
    names = numbered([mapped(rows[name], key) for name in ("company", "title")])
    sent = np.zeros(len(rows), dtype=int)
    sent[marks.loc[marks["event"] == "applied", "row"].to_numpy()] = 1
    frame = pd.DataFrame(
        {"names": names, "sent": sent, "day": rows["applied_on"].to_numpy(), "place": np.arange(len(rows))}
    )
    frame = frame.sort_values(["names", "day", "place"], kind="stable", na_position="first")
    again = frame.groupby("names", sort=False)["sent"].cumsum().clip(lower=1)
    out = np.empty(len(rows), dtype=int)
    out[frame["place"].to_numpy()] = frame.groupby(["names", again], sort=False).ngroup()
    return pd.factorize(out)[0]


def _gathered(part: Part, group: np.ndarray) -> Part:
    """Return the part with one record per group: its first row, its marks together."""
    rows, marks = part.records, part.marks
    marks = marks.assign(
        source_row=rows["source_row"].to_numpy()[marks["row"].to_numpy()], row=group[marks["row"].to_numpy()]
    )
    first = rows.groupby(group, sort=True).first().reset_index(drop=True)
    for name, ask in (("note", _once_each), ("url", _once_each), ("sent", _any_yes), ("meaning", " ".join)):
        if name in rows:
            first[name] = coded(rows[name].astype(object).groupby(group).agg(ask))
    for name in ("applied_on", "latest_on"):
        first[name] = pd.NaT
    for name in ("applied_precision", "sent_column"):
        first[name] = constant("", len(first))
    part.records, part.marks = first, marks
    for name, frame in part.tables.items():
        if "row" in frame:
            part.tables[name] = frame.assign(row=group[frame["row"].to_numpy(dtype=int)])
    return part


def _once_each(texts: pd.Series) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _any_yes(answers: pd.Series) -> str:
    known = [answer for answer in answers if answer]
    return "yes" if "yes" in known else known[0] if known else ""


def read_moves(table: Table, columns: Columns, options: Options) -> Part:
    """Return one record per firm of a log of moves: firm, from, to; a day where one is given."""
    grid = table.grid
    source = next(
        place for place, heading in enumerate(table.headings) if key(heading) in heading_words("from_stage")
    )
    target = next(
        place for place, heading in enumerate(table.headings) if meaning_of_heading(heading) == "to_stage"
    )
    base = replace(
        columns,
        meanings=["" if place in (source, target) else name for place, name in enumerate(columns.meanings)],
    )
    part = read_rows(table, base, options)
    nothing = np.zeros(grid.n_rows, dtype=bool)
    frames = []
    for place in (source, target):
        codes, texts, readings = status_readings(grid.columns[place], nothing, options)
        frames.append(expand(codes, readings, texts, "status"))
        answers = spread(codes, [reading.sent for reading in readings])
        part.records["sent"] = chosen(answers == "yes", "yes", part.records["sent"].array)
        part.problems += [
            problem(
                grid,
                int(grid.rows[row]),
                "not understood as a stage or an ending",
                table.headings[place],
                grid.columns[place][row],
            )
            for row in np.flatnonzero(
                np.array([reading.how == "not understood" for reading in readings] + [False])[codes]
            )
        ]
    marks = stacked(frames)
    day = columns.first("date")
    orders = orders_of(table, columns, options)
    days = (
        read_dates(grid.columns[day], order=options.dates, orders=orders, reference=options.reference)
        if day is not None
        else None
    )
    at = marks["row"].to_numpy()
    empty = np.full(len(marks), np.datetime64("NaT"), dtype="datetime64[D]")
    part.marks = marks.assign(
        occurred=days.occurred[at] if days else empty, latest=days.latest[at] if days else empty
    )
    # The stage a move starts from was reached earlier; which day, the log does not say.
    return _gathered(part, factorized(mapped(part.records["company"], key))[0])
