"""Sheets whose columns are days or stages and whose cells are firms: every filled cell is an application."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.loaders.cells.said import problem, reading_row
from jobsearch_analytics.loaders.cells.texts_of_cells import placeholder_to_nothing
from jobsearch_analytics.loaders.language.date_texts import looks_like_date
from jobsearch_analytics.loaders.language.dates import read_dates
from jobsearch_analytics.loaders.language.distinct import coded, constant, factorized, spread
from jobsearch_analytics.loaders.language.statuses import read_status
from jobsearch_analytics.loaders.records.marks import empty_marks, expand, with_days
from jobsearch_analytics.loaders.records.part import Part

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.cells.grid import Grid
    from jobsearch_analytics.loaders.options import Options

__all__ = ["read_across", "steps_as_history"]

#: Texts of a record that the cells of such a sheet do not tell.
UNTOLD = ("applied_precision", "sent", "sent_column", "meaning", "type_text", "url", "note")

_STRAY = "stands under {}, which is no day and no stage; not read as an application"
_ORDINAL = re.compile(r"^\s*(?:\d{1,3}[.)]|[-*•])\s+")
_COMPANY_AND_ROLE = re.compile(r"\s+[-–—|]\s+|\s*\n\s*")


def read_across(grid: Grid, layout: str, options: Options) -> Part:
    """Return a record per filled cell; the heading of its column is the day it was sent, or its stage."""
    headings = np.array(grid.row(0), dtype=object)
    cells = [
        (row, column)
        for column in range(grid.n_columns)
        for row in np.flatnonzero(grid.columns[column] != "").tolist()
        if row > 0
    ]
    rows = np.array([row for row, _ in cells], dtype=int)
    columns = np.array([column for _, column in cells], dtype=int)
    texts = np.array(
        [_ORDINAL.sub("", grid.columns[column][row].replace("\u00a0", " ")) for row, column in cells],
        dtype=object,
    )
    days = read_dates(headings, order=options.dates, reference=options.reference)
    used = _usable(headings, days.occurred, layout)[columns] if len(columns) else np.zeros(0, dtype=bool)
    part = Part(n_rows=len(cells))
    part.problems += [
        _stray(grid, row, column, headings[column])
        for row, column in zip(rows[~used], columns[~used], strict=True)
    ]
    rows, columns, texts = rows[used], columns[used], texts[used]
    part.records = _records(grid, rows, texts, split=layout == "stages across")
    part.marks = empty_marks()
    if layout == "days across":
        part.records["applied_on"] = days.occurred[columns].astype("datetime64[us]")
        part.records["latest_on"] = days.latest[columns].astype("datetime64[us]")
        part.records["applied_precision"] = days.precision[columns]
        part.records["sent"] = constant("yes", len(columns))
    else:
        codes, names = factorized(headings[columns])
        readings = [read_status(name, options.status_words) for name in names]
        part.marks = expand(codes, readings, names, "status")
        part.records["sent"] = spread(codes, [reading.sent for reading in readings])
        part.records["meaning"] = spread(codes, [" ".join(reading.meanings) for reading in readings])
    nowhere = np.full(len(part.records), np.datetime64("NaT"), dtype="datetime64[D]")
    part.marks = with_days(part.marks, nowhere, {}, options.reference)
    part.reading.append(
        reading_row(
            grid,
            "every column",
            "days of sending" if layout == "days across" else "stages",
            "the headings; each filled cell is an application",
        )
    )
    return part


def _stray(grid: Grid, row: int, column: int, heading: str) -> dict:
    reason = _STRAY.format(heading or "no heading")
    return problem(grid, int(grid.rows[row]), reason, heading, str(grid.columns[column][row]))


def _usable(headings: np.ndarray, days: np.ndarray, layout: str) -> np.ndarray:
    if layout == "days across":
        return ~np.isnat(days)
    return np.array(
        [read_status(str(heading)).how in ("known", "phrase") for heading in headings], dtype=bool
    )


def _records(grid: Grid, rows: np.ndarray, texts: np.ndarray, *, split: bool) -> pd.DataFrame:
    parts = [_COMPANY_AND_ROLE.split(text, maxsplit=1) if split else [text] for text in texts]
    n = len(rows)
    nothing = np.full(n, np.datetime64("NaT"), dtype="datetime64[us]")
    return pd.DataFrame(
        {
            "company": placeholder_to_nothing(np.array([part[0] for part in parts], dtype=object)),
            "title": coded([part[1] if len(part) > 1 else "" for part in parts]),
            "applied_on": nothing,
            "latest_on": nothing,
            **{name: constant("", n) for name in UNTOLD},
            "sent_text": constant("given", n),
            "source_row": grid.rows[rows],
        }
    )


def steps_as_history(grid: Grid) -> Grid:
    """Return a calendar (a row per firm, a column per day, steps in the cells) with one column of history."""
    headings = grid.row(0)
    days = [place for place, heading in enumerate(headings) if looks_like_date(heading)]
    others = [place for place in range(grid.n_columns) if place not in days]
    steps = [
        "; ".join(
            f"{headings[place]}|{grid.columns[place][row]}" for place in days if grid.columns[place][row]
        )
        for row in range(1, grid.n_rows)
    ]
    history = coded(["History", *steps])
    columns = [grid.columns[place] for place in others]
    return replace(grid, columns=[*columns, history], headed=True, lengths=None)
