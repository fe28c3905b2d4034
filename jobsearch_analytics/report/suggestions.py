"""What the coach suggested, as the workspace keeps it: with day, status and decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics import workspace
from jobsearch_analytics.files import csv_text
from jobsearch_analytics.report.quotes import without_mark

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    *("ACCEPTED", "CHANGED", "COLUMNS", "DECLINED", "OPEN"),
    *("keep_suggestions", "kept_suggestions", "with_decisions"),
]

SUGGESTIONS_FILE = "suggestions"
COLUMNS = [
    *("report_id", "field", "about", "text", "by_when"),
    *("received_on", "status", "changed_to", "decided_on"),
]
KEY = ["report_id", "field", "text"]

OPEN, ACCEPTED, CHANGED, DECLINED = "open", "accepted", "changed", "declined"


def kept_suggestions(folder: Path | None) -> pd.DataFrame:
    """Return every answer and suggestion kept in a workspace, with the columns of its file."""
    rows = workspace.read_csv(folder, SUGGESTIONS_FILE).reindex(columns=COLUMNS)
    for name in COLUMNS:
        rows[name] = [without_mark(cell) if isinstance(cell, str) else "" for cell in rows[name]]
    days = {name: pd.to_datetime(rows[name], errors="coerce") for name in ("received_on", "decided_on")}
    return rows.assign(
        **days, status=rows["status"].where(rows["status"].isin([ACCEPTED, CHANGED, DECLINED]), OPEN)
    )


def with_decisions(rows: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """Return the rows with what was decided on the very same words before."""
    later = ["received_on", "status", "changed_to", "decided_on"]
    kept = kept_suggestions(folder).drop_duplicates(KEY, keep="last")
    merged = rows.merge(kept[[*KEY, *later]], on=KEY, how="left", suffixes=("", "_kept"))
    known = merged["status_kept"].notna()
    for name in later:
        merged[name] = merged[name].where(~known, merged[f"{name}_kept"])
    return merged[COLUMNS]


def keep_suggestions(table: pd.DataFrame, folder: Path) -> None:
    """Write the rows over those with the same words; all others stay."""
    with workspace.locked(folder):
        old = kept_suggestions(folder)
        rows = pd.concat([old, table[COLUMNS]], ignore_index=True).drop_duplicates(KEY, keep="last")
        days = {name: rows[name].dt.strftime("%Y-%m-%d") for name in ("received_on", "decided_on")}
        workspace.commit(folder, {f"{SUGGESTIONS_FILE}.csv": csv_text(rows.assign(**days))})
