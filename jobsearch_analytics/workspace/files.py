"""The files of the workspace: read, and written whole under one lock, by name."""

from __future__ import annotations

import json
import tomllib
from contextlib import contextmanager
from io import StringIO
from typing import TYPE_CHECKING, Any

import pandas as pd

from jobsearch_analytics.errors import WorkspaceError
from jobsearch_analytics.files import csv_text, write_atomic
from jobsearch_analytics.tables import column_names

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping
    from pathlib import Path

    from jobsearch_analytics.search import JobSearch

__all__ = [
    "append_row",
    "change_toml",
    "commit",
    "folder_for",
    "locked",
    "read_csv",
    "read_table",
    "read_toml",
    "require",
    "update_toml",
]

FOLDER_NAME = "jobsearch"

#: What a writer that was killed had begun to write: the next one finishes it, readers see it already.
PENDING = ".pending.json"

#: How long a second writer waits for the first, in seconds.
LOCK_TIMEOUT_SECONDS = 20


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
            _finish(workspace)
            yield
    except Timeout as error:
        raise WorkspaceError(
            workspace,
            "is being written by another program",
            "Close the other notebook or command and try again.",
        ) from error
    except OSError as error:
        # No right to write, a file where the folder should be, a disk that is full or only to be read.
        raise WorkspaceError(
            workspace, "cannot be written", 'Name another folder: jsa.load(source, workspace="my_edits").'
        ) from error


def commit(workspace: Path, texts: Mapping[str, str]) -> None:
    """Write several files of the workspace, all of them or none; called while the lock is held.

    The new texts are first written together to one file, whole (a redo log: Haerder and Reuter 1983). Killed
    before that is in place, nothing has happened; killed after it, the next writer finishes the work and
    readers see it finished already.

    Parameters
    ----------
    workspace : Path
        The folder.
    texts : mapping of str to str
        File name to its new text.
    """
    write_atomic(workspace / PENDING, json.dumps(dict(texts), ensure_ascii=False))
    _finish(workspace)


def _pending(workspace: Path) -> dict[str, str]:
    try:
        return json.loads((workspace / PENDING).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}


def _finish(workspace: Path) -> None:
    """Finish what a killed writer had put down whole, and clear away what it had not."""
    for part in workspace.glob(".*.part"):
        part.unlink(missing_ok=True)
    texts = _pending(workspace)
    for name, text in texts.items():
        write_atomic(workspace / name, text)
    if texts:
        (workspace / PENDING).unlink()


def _text(workspace: Path | None, name: str) -> str | None:
    """Return a file of the workspace as it stands, or as a killed writer meant it to stand."""
    if workspace is None:
        return None
    pending = _pending(workspace)
    if name in pending:
        return pending[name]
    path = workspace / name
    return path.read_text(encoding="utf-8") if path.is_file() else None


def read_csv(workspace: Path | None, name: str) -> pd.DataFrame:
    """Return a CSV file of the workspace as text columns; an empty frame if there is none."""
    try:
        text = _text(workspace, f"{name}.csv")
        if text is None:
            return pd.DataFrame()
        return pd.read_csv(StringIO(text), dtype="str", keep_default_na=False, na_values=[""])
    except (ValueError, OSError) as error:
        raise WorkspaceError(
            f"{workspace}/{name}.csv",
            "cannot be read as CSV",
            "Mend the file, or move it away to start anew.",
        ) from error


def read_toml(workspace: Path | None, name: str) -> dict[str, Any]:
    """Return a TOML file of the workspace; an empty dict if there is none.

    Raises
    ------
    WorkspaceError
        If the file is not valid TOML; the message names the line.
    """
    try:
        return tomllib.loads(_text(workspace, f"{name}.toml") or "")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WorkspaceError(
            f"{workspace}/{name}.toml",
            f"is not valid TOML: {error}",
            "Mend that line, or move the file away.",
        ) from error


def update_toml(workspace: Path, name: str, content: dict[str, Any]) -> Path:
    """Write a TOML file of the workspace whole, under the lock."""
    import tomli_w

    with locked(workspace):
        return write_atomic(workspace / f"{name}.toml", tomli_w.dumps(content))


def change_toml(workspace: Path, name: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Path:
    """Write a TOML file of the workspace anew from what stands in it, so that no other writer's part is lost.

    Parameters
    ----------
    workspace : Path
        The folder.
    name : str
        The file's name without its ending.
    change : callable
        Takes the present content (an empty dict if there is none) and returns the new one.

    Returns
    -------
    Path
        The file.
    """
    import tomli_w

    with locked(workspace):
        return write_atomic(workspace / f"{name}.toml", tomli_w.dumps(change(read_toml(workspace, name))))


def append_row(workspace: Path, table: str, row: dict[str, object]) -> Path:
    """Add one row to a table the user keeps in the workspace, under the lock.

    Parameters
    ----------
    workspace : Path
        The folder.
    table : str
        A key of `tables.TABLES`; the file has its columns.
    row : dict
        Column name to value, of the table's columns; a missing one stays empty.

    Returns
    -------
    Path
        The file.
    """
    with locked(workspace):
        new = pd.concat(
            [read_table(workspace, table), pd.DataFrame([row], dtype="object")], ignore_index=True
        )
        return write_atomic(workspace / f"{table}.csv", csv_text(new))


def read_table(workspace: Path, table: str) -> pd.DataFrame:
    """Return a table the user keeps in the workspace with all its columns; those added by hand come last."""
    names = [name for name in column_names(table) if not name.startswith("source_")]
    kept = read_csv(workspace, table)
    return kept.reindex(columns=[*names, *kept.columns.difference(names, sort=False)])
