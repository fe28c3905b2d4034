"""The files of a LinkedIn data export that are no lists of jobs: connections, messages, invitations, posts.

They are known by their headings. Job applications and saved jobs need nothing of their own: their headings
say what they are.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.loaders.cells.said import problem, reading_row
from jobsearch_analytics.loaders.cells.texts_of_cells import clean_text
from jobsearch_analytics.loaders.language.dates import read_dates
from jobsearch_analytics.loaders.language.distinct import chosen, constant, holds, mapped
from jobsearch_analytics.loaders.language.words import key
from jobsearch_analytics.loaders.records.part import Part
from jobsearch_analytics.loaders.records.people import relation_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from jobsearch_analytics.loaders.cells.grid import Grid
    from jobsearch_analytics.loaders.options import Options

__all__ = ["read_linkedin"]

SEARCHED_ROWS = 12


def read_linkedin(grid: Grid, options: Options) -> Part | None:
    """Return what a file of a LinkedIn export holds; None if the grid is none of them."""
    for place in range(min(SEARCHED_ROWS, grid.n_rows)):
        headings = {key(cell): column for column, cell in enumerate(grid.row(place)) if cell}
        for signs, read in _readers().items():
            if signs <= set(headings):
                return read(_Rows(grid, place, headings), options)
    return None


@cache
def _readers() -> dict[frozenset[str], Callable[[_Rows, Options], Part]]:
    return {
        frozenset({"first name", "last name", "connected on"}): _connections,
        frozenset({"from", "to", "date", "content"}): _messages,
        frozenset({"from", "to", "sent at", "direction"}): _invitations,
        frozenset({"date", "sharelink", "sharecommentary"}): _shares,
        frozenset({"company name", "title", "started on", "finished on"}): _own_jobs,
        frozenset({"first name", "last name", "headline"}): _own_profile,
        frozenset({"alert parameters", "query context"}): _nothing_of_ours,
        frozenset({"question", "answer"}): _nothing_of_ours,
    }


class _Rows:
    """The rows below the headings, by heading."""

    def __init__(self, grid: Grid, place: int, headings: dict[str, int]) -> None:
        self.grid, self.headings = grid, headings
        self.inside = slice(place + 1, None)
        self.rows = grid.rows[self.inside]

    def text(self, heading: str) -> pd.Categorical:
        """Return the cells of a column as clean words; empty where the file has no such column."""
        column = self.headings.get(heading)
        if column is None:
            return constant("", len(self.rows))
        return mapped(self.grid.columns[column][self.inside], clean_text)

    def days(self, heading: str, options: Options) -> np.ndarray:
        """Return the days of a column."""
        dates = read_dates(
            self.text(heading), order=options.dates, hint="month first", reference=options.reference
        )
        return dates.occurred.astype("datetime64[us]")

    def part(self, table: str, frame: pd.DataFrame, what: str) -> Part:
        """Return the part that holds one table."""
        out = Part(n_rows=len(self.rows), tables={table: frame.assign(row=-1, source_row=self.rows)})
        out.reading.append(reading_row(self.grid, "all", what, "the headings of a LinkedIn export"))
        return out


def _connections(rows: _Rows, options: Options) -> Part:
    names = [
        f"{one} {two}".strip()
        for one, two in zip(rows.text("first name"), rows.text("last name"), strict=True)
    ]
    role = rows.text("position")
    frame = pd.DataFrame(
        {
            "name": names,
            "company": rows.text("company"),
            "role": role,
            "relation": mapped(role, relation_named),
            "email": rows.text("email address"),
            "url": rows.text("url"),
            "met_on": rows.days("connected on", options),
        }
    )
    part = rows.part("contacts", frame, "contacts")
    nameless = np.array([not name for name in names], dtype=bool)
    part.tables["contacts"] = part.tables["contacts"][~nameless]
    part.problems += [
        problem(rows.grid, int(row), "names no person; set aside") for row in rows.rows[nameless]
    ]
    return part


def _owner(sender: pd.Categorical, receiver: pd.Categorical) -> str:
    """Return whose export it is: the name that stands on either side most often."""
    both = pd.Series([name for name in (*sender, *receiver) if name]).value_counts()
    return str(both.index[0]) if len(both) else ""


def _messages(rows: _Rows, options: Options) -> Part:
    sender, receiver = rows.text("from"), rows.text("to")
    owner = _owner(sender, receiver)
    out = sender == owner
    frame = pd.DataFrame(
        {
            "person": chosen(out, receiver, sender),
            "on": rows.days("date", options),
            "direction": np.where(out, "out", "in"),
            "purpose": None,
            "note": rows.text("content"),
        }
    )
    part = rows.part("touches", frame, "messages: touches")
    draft = holds(rows.text("is message draft"), lambda text: text.casefold() in ("yes", "true"))
    part.tables["touches"] = part.tables["touches"][~draft]
    part.problems += [
        problem(rows.grid, int(row), "a draft that was never sent; set aside") for row in rows.rows[draft]
    ]
    return part


def _invitations(rows: _Rows, options: Options) -> Part:
    outgoing = holds(rows.text("direction"), lambda text: text.casefold().startswith("out"))
    frame = pd.DataFrame(
        {
            "person": chosen(outgoing, rows.text("to"), rows.text("from")),
            "on": rows.days("sent at", options),
            "direction": np.where(outgoing, "out", "in"),
            "purpose": None,
            "note": rows.text("message"),
        }
    )
    return rows.part("touches", frame, "invitations: touches")


def _shares(rows: _Rows, options: Options) -> Part:
    frame = pd.DataFrame(
        {
            "on": rows.days("date", options),
            "direction": "broadcast",
            "purpose": "share",
            "note": rows.text("sharecommentary"),
        }
    )
    return rows.part("touches", frame, "posts: touches of purpose share")


def _own_jobs(rows: _Rows, _options: Options) -> Part:
    """Set aside the seeker's own past jobs, which look like a list of applications."""
    return _aside(rows, "jobs you held yourself, not applications")


def _own_profile(rows: _Rows, _options: Options) -> Part:
    """Set aside what the seeker says of himself or herself: nobody is a contact of their own."""
    return _aside(rows, "what you say of yourself, not a contact")


def _nothing_of_ours(rows: _Rows, _options: Options) -> Part:
    return _aside(rows, "settings of the export, not applications")


def _aside(rows: _Rows, what: str) -> Part:
    part = Part(n_rows=len(rows.rows), log_like=False)
    part.problems += [problem(rows.grid, int(row), f"{what}; set aside") for row in rows.rows]
    part.reading.append(reading_row(rows.grid, "all", "not read", what))
    return part
