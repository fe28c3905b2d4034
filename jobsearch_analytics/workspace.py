"""The one room that reads and writes what the user adds: edits, logged entries, lasting ids.

A workspace is a folder of plain CSV and TOML files, ``jobsearch/`` beside the log unless the user names
another. Sources are never written to. The folder comes to be with the first thing saved; reading writes
nothing. Every write happens under one lock and is whole or not at all.
"""

from __future__ import annotations

import tomllib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pandas as pd

from jobsearch_analytics.errors import WorkspaceError
from jobsearch_analytics.files import csv_text, write_atomic
from jobsearch_analytics.tables import column_names

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from jobsearch_analytics.search import JobSearch

__all__ = [
    "IDS_COLUMNS",
    "append_row",
    "folder_for",
    "locked",
    "read_csv",
    "read_toml",
    "require",
    "save_ids",
    "update_toml",
]

FOLDER_NAME = "jobsearch"

#: How long a second writer waits for the first, in seconds.
LOCK_TIMEOUT_SECONDS = 20

#: The part of an application that its id is made from, kept so that a later reading finds it again.
IDS_COLUMNS = ("table", "id", "company", "title", "day", "text")


def folder_for(source: Path) -> Path:
    """Return where the workspace of a source stands: inside a folder, beside a file.

    Examples
    --------
    >>> from pathlib import Path
    >>> folder_for(Path("logs/tracker.xlsx")).as_posix()
    'logs/jobsearch'
    """
    return (source if source.is_dir() else source.parent) / FOLDER_NAME


def require(search: JobSearch) -> Path:
    """Return the workspace of a search that something is about to be saved to.

    Raises
    ------
    WorkspaceError
        If the search has none, as one put together from frames.
    """
    if search.workspace is None:
        raise WorkspaceError(
            "This search",
            "has no workspace to save to",
            'Name a folder: jsa.load(source, workspace="my_edits").',
        )
    return search.workspace


@contextmanager
def locked(workspace: Path) -> Generator[None]:
    """Hold the workspace's one lock; a second writer waits its turn.

    Raises
    ------
    WorkspaceError
        If another program holds the lock for longer than `LOCK_TIMEOUT_SECONDS`, or the folder cannot be
        made.
    """
    from filelock import FileLock, Timeout

    try:
        workspace.mkdir(parents=True, exist_ok=True)
        with FileLock(workspace / ".lock", timeout=LOCK_TIMEOUT_SECONDS):
            yield
    except Timeout as error:
        raise WorkspaceError(
            workspace,
            "is being written by another program",
            "Close the other notebook or command and try again.",
        ) from error
    except (PermissionError, NotADirectoryError, FileExistsError) as error:
        raise WorkspaceError(
            workspace, "cannot be written", 'Name another folder: jsa.load(source, workspace="my_edits").'
        ) from error


def read_csv(workspace: Path | None, name: str) -> pd.DataFrame:
    """Return a CSV file of the workspace as text columns; an empty frame if there is none."""
    path = None if workspace is None else workspace / f"{name}.csv"
    if path is None or not path.is_file():
        return pd.DataFrame()
    try:
        return pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""])
    except (ValueError, OSError) as error:
        raise WorkspaceError(
            path, "cannot be read as CSV", "Mend the file, or move it away to start anew."
        ) from error


def read_toml(workspace: Path | None, name: str) -> dict[str, Any]:
    """Return a TOML file of the workspace; an empty dict if there is none.

    Raises
    ------
    WorkspaceError
        If the file is not valid TOML; the message names the line.
    """
    path = None if workspace is None else workspace / f"{name}.toml"
    if path is None or not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WorkspaceError(
            path, f"is not valid TOML: {error}", "Mend that line, or move the file away."
        ) from error


def update_toml(workspace: Path, name: str, content: dict[str, Any]) -> Path:
    """Write a TOML file of the workspace whole, under the lock."""
    import tomli_w

    with locked(workspace):
        return write_atomic(workspace / f"{name}.toml", tomli_w.dumps(content))


def append_row(workspace: Path, table: str, row: dict[str, object]) -> Path:
    """Add one row to a table the user keeps in the workspace, under the lock.

    Parameters
    ----------
    workspace : Path
        The folder.
    table : str
        A key of `tables.TABLES`; the file has its columns.
    row : dict
        Column name to value; a missing column stays empty.

    Returns
    -------
    Path
        The file.
    """
    names = [name for name in column_names(table) if not name.startswith("source_")]
    with locked(workspace):
        old = read_csv(workspace, table)
        new = pd.concat([old, pd.DataFrame([row], dtype="object")], ignore_index=True)
        return write_atomic(workspace / f"{table}.csv", csv_text(new.reindex(columns=names)))


def save_ids(search: JobSearch) -> Path:
    """Keep the ids of a search, so that they last when the log is sorted, mended or grows.

    Ids kept earlier whose row is gone stay in the file: the row may come back.
    """
    workspace = require(search)
    with locked(workspace):
        known = pd.concat([_id_rows(search), read_csv(workspace, "ids")], ignore_index=True)
        known = known.drop_duplicates(["table", "id"], keep="first").reindex(columns=list(IDS_COLUMNS))
        return write_atomic(workspace / "ids.csv", csv_text(known))


def _id_rows(search: JobSearch) -> pd.DataFrame:
    sent, notes = search.applications, search.feedback
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
