"""Ids that last: kept in the workspace, so that a mended row is still found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.files import csv_text, write_atomic
from jobsearch_analytics.workspace.files import locked, read_csv, require

if TYPE_CHECKING:
    from pathlib import Path

    from jobsearch_analytics.search import JobSearch

__all__ = ["IDS_COLUMNS", "save_ids"]

#: The part of an application that its id is made from, kept so that a later reading finds it again.
IDS_COLUMNS = ("table", "id", "company", "title", "day", "text")


def save_ids(search: JobSearch) -> Path:
    """Keep the ids of a search, so that they last when the log is sorted, mended or grows.

    Ids kept earlier whose row is gone stay in the file: the row may come back. What was logged carries its id
    in its own row, and needs none kept.
    """
    workspace = require(search)
    with locked(workspace):
        known = pd.concat([_id_rows(search, workspace), read_csv(workspace, "ids")], ignore_index=True)
        known = known.drop_duplicates(["table", "id"], keep="first").reindex(columns=list(IDS_COLUMNS))
        return write_atomic(workspace / "ids.csv", csv_text(known))


def _id_rows(search: JobSearch, workspace: Path) -> pd.DataFrame:
    sent, notes = (
        frame[frame["source_file"] != f"{workspace.name}/{table}.csv"]
        for table, frame in (("applications", search.applications), ("feedback", search.feedback))
    )
    rows = [
        pd.DataFrame(
            {
                "table": "applications",
                "id": sent["application_id"],
                "company": sent["company"],
                "title": sent["title"],
                "day": sent["applied_on"].dt.strftime("%Y-%m-%d"),
                "text": sent["url"],
            }
        ),
        pd.DataFrame(
            {
                "table": "feedback",
                "id": notes["feedback_id"],
                "company": notes["company"],
                "title": notes["application_id"],
                "day": notes["received_on"].dt.strftime("%Y-%m-%d"),
                "text": notes["text"],
            }
        ),
    ]
    return pd.concat(rows, ignore_index=True).astype("str")
