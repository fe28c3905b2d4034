"""Logs that hold only totals: flows from stage to stage, or counts by label. Never made into applications."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.loaders.cells.said import problem, reading_row
from jobsearch_analytics.loaders.language.distinct import by_distinct
from jobsearch_analytics.loaders.language.words import key
from jobsearch_analytics.loaders.naming.layouts import heading_words
from jobsearch_analytics.loaders.records.part import Part

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.naming.columns import Columns
    from jobsearch_analytics.loaders.naming.headings import Table

__all__ = ["read_counts", "read_flows"]

_NUMBER = re.compile(r"-?\d[\d.,\s]*")


def read_flows(table: Table, columns: Columns) -> Part:
    """Return the flows of a table of source, target and count; rows without a count are counted once each."""
    grid = table.grid
    source = next(
        place for place, heading in enumerate(table.headings) if key(heading) in heading_words("from_stage")
    )
    target = next(
        place for place, heading in enumerate(table.headings) if key(heading) in heading_words("to_stage")
    )
    counted = columns.first("count")
    numbers = (
        by_distinct(grid.columns[counted], _number).astype(float)
        if counted is not None
        else np.ones(grid.n_rows)
    )
    frame = pd.DataFrame(
        {
            "source": grid.columns[source],
            "target": grid.columns[target],
            "count": numbers,
            "source_row": grid.rows,
        }
    )
    part = _totals(table, frame, "flows")
    part.reading.append(reading_row(grid, "all", "flows between stages", "two columns of stages and a count"))
    return part


def read_counts(table: Table, columns: Columns) -> Part:
    """Return the totals of a table of labels and numbers."""
    grid, shapes = table.grid, columns.profiles
    places = [place for place, shape in enumerate(shapes) if shape.n]
    number = max(places, key=lambda place: shapes[place].number)
    label = next(place for place in places if place != number)
    frame = pd.DataFrame(
        {
            "label": grid.columns[label],
            "count": by_distinct(grid.columns[number], _number).astype(float),
            "source_row": grid.rows,
        }
    )
    if table.named and _number(table.headings[number]) == _number(table.headings[number]):
        first = {
            "label": table.headings[label],
            "count": _number(table.headings[number]),
            "source_row": int(grid.rows[0]) - 1,
        }
        frame = pd.concat([pd.DataFrame([first]), frame], ignore_index=True)
    part = _totals(table, frame, "counts")
    part.reading.append(
        reading_row(grid, "all", "totals by label", "a column of labels and a column of numbers")
    )
    return part


def _totals(table: Table, frame: pd.DataFrame, name: str) -> Part:
    known = frame["count"].notna() & (frame[frame.columns[0]] != "")
    part = Part(n_rows=len(frame))
    part.tables[name] = frame[known]
    part.problems += [
        problem(table.grid, int(row), "no number in this row; not counted")
        for row in frame.loc[~known, "source_row"]
    ]
    return part


def _number(text: str) -> float:
    found = _NUMBER.search(text)
    digits = re.sub(r"[,\s]", "", found[0]).rstrip(".") if found else ""
    try:
        return float(digits)
    except ValueError:
        return float("nan")
