"""What the loaders make of one log, in the plain form that the scorer compares."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

import jobsearch_analytics as jsa
from jobsearch_analytics.errors import JobSearchError
from jobsearch_analytics.tables import TABLES
from tests.strangers.workbooks import write_workbook

if TYPE_CHECKING:
    from jobsearch_analytics.search import JobSearch

__all__ = ["FIELDS", "Reading", "Record", "plain", "read"]

FIELDS = ("company", "title", "applied_on", "stage", "outcome")

Record = dict[str, Any]
Row = tuple[str, int]


@dataclass
class Reading:
    """What the loader made of a log: its records, and the rows that stand anywhere at all."""

    records: list[Record] = field(default_factory=list)
    rows: set[Row] = field(default_factory=set)
    set_aside: set[Row] = field(default_factory=set)
    totals: set[tuple[str, ...]] = field(default_factory=set)
    refused: bool = False


def read(log: Path) -> Reading:
    """Load a log in a folder of its own, where nothing else lies beside it."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_workbook(log, Path(folder)) if log.suffix == ".grid" else shutil.copy(log, folder)
        try:
            search = jsa.load(path)
        except JobSearchError:
            return Reading(refused=True)
    tables = [getattr(search, name) for name in TABLES]
    return Reading(
        records=_records(search.applications),
        rows={row for table in [*tables, search.problems] for row in _places(table)},
        set_aside=_places(search.problems),
        totals=_totals(search),
    )


def plain(value: object) -> str | None:
    """Return a text without regard to case and spaces; None for what is empty."""
    return None if value is None else " ".join(str(value).split()).casefold() or None


def _places(table: pd.DataFrame) -> set[Row]:
    known = table[table["source_row"].notna()]
    sheets = known["source_sheet"].fillna("").astype(str)
    return {(plain(s) or "", int(r)) for s, r in zip(sheets, known["source_row"], strict=True)}


def _records(applications: pd.DataFrame) -> list[Record]:
    lengths = applications["applied_precision"].map({"month": 7, "year": 4}).fillna(10).astype(int)
    days = applications["applied_on"].dt.strftime("%Y-%m-%d")
    dates = [None if pd.isna(day) else day[:n] for day, n in zip(days, lengths, strict=True)]
    frame = applications[["kind", *FIELDS, "source_sheet", "source_row"]].astype("object")
    frame["applied_on"] = pd.Series(dates, index=frame.index, dtype="object")
    records = frame.where(frame.notna(), None).to_dict("records")
    return [{str(name): value for name, value in record.items()} for record in records]


def _totals(search: JobSearch) -> set[tuple[str, ...]]:
    counts = search.counts[["label", "count"]].to_numpy().tolist()
    flows = search.flows[["source", "target", "count"]].to_numpy().tolist()
    return {(*map(str, names), f"{number:.0f}") for *names, number in [*counts, *flows]}
