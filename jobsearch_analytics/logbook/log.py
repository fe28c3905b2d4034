"""`log` writes one entry into the workspace, `undo_log` takes the last one back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from io import StringIO
from typing import TYPE_CHECKING, Any

import pandas as pd

from jobsearch_analytics.clock import today as clock_day
from jobsearch_analytics.errors import WorkspaceError
from jobsearch_analytics.files import csv_text
from jobsearch_analytics.logbook.kinds import checked
from jobsearch_analytics.logbook.rows import rows_of
from jobsearch_analytics.logbook.second_look import second_look
from jobsearch_analytics.workspace import commit, locked, read_csv, read_table, require, save_ids

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from jobsearch_analytics.search import JobSearch

__all__ = ["Logged", "log", "undo_log"]

#: The list of entries, the last at the end; its file is ``log.csv``.
LOG_COLUMNS = ("entry", "written_on", "kind", "said", "rows", "undone_on")


@dataclass(frozen=True)
class Logged:
    """What was written into the workspace, or taken back.

    Attributes
    ----------
    said : str
        The entry in words.
    tables : tuple of str
        The tables that gained or lost a row.
    workspace : Path
        The folder.
    undone : bool
        True if the entry was taken back.
    look_again : str
        What may be a slip in it; empty if nothing is.
    """

    said: str
    tables: tuple[str, ...]
    workspace: Path
    undone: bool = False
    look_again: str = ""

    @property
    def words(self) -> str:
        """Return what was done and where, and what may be a slip."""
        files = " and ".join(f"{table}.csv" for table in self.tables)
        done = f"{'Taken back' if self.undone else 'Logged'}: {self.said} ({files} in {self.workspace})."
        return f"{done}\n{self.look_again}" if self.look_again else done

    def __repr__(self) -> str:
        how = "\nLoad the log again to see it; jsa.undo_log(search) takes it back."
        return self.words if self.undone else self.words + how

    def _repr_html_(self) -> str:
        return "<p>" + escape(repr(self)).replace("\n", "<br>") + "</p>"


def log(
    search: JobSearch,
    kind: str,
    *,
    on: str | date | None = None,
    today: str | date | None = None,
    **values: object,
) -> Logged:
    """Write one entry into the workspace; when it returns, the entry is on disk.

    Your own tracker is never written to. Two programs may log at once: each waits its turn.

    Parameters
    ----------
    search : JobSearch
        Names in the entry are looked up in it. It stays as it is: load the log again to see the entry.
    kind : {"application", "lead", "event", "touch", "contact", "feedback", "ask", "answer"}
        What happened. An ``ask`` is a request for feedback, an ``answer`` the reply to a message of yours.
    on : str or date, optional
        The day it happened, today if left out. An event may lie in the future: it is planned then.
    today : str or date, optional
        The present day; None reads the clock.
    **values
        Columns of the table, and ``application="Acorn, Analyst"``, ``contact="Fenna Gruber"``,
        ``referrer="Fenna Gruber"`` by name or id.

    Returns
    -------
    Logged
        What was written, in words.

    Raises
    ------
    UnknownChoiceError
        If a kind, field, name or choice is unknown; the nearest known are shown.
    BadArgumentError
        If something needed is missing, or a day or number is none.
    WorkspaceError
        If the search has no workspace, or it cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> import jobsearch_analytics as jsa
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     search = jsa.load_sample(workspace=folder)
    ...     entry = jsa.log(search, "application", company="Acorn", title="Analyst", on="2026-06-01")
    ...     again = jsa.load_sample(workspace=folder)
    >>> entry.said, len(again.sent) - len(search.sent)
    ('application to Acorn, Analyst, sent 2026-06-01', 1)
    """
    workspace, day = require(search), clock_day(today)
    texts = checked(kind, values)
    save_ids(search)
    with locked(workspace):
        rows, said = rows_of(search, kind, texts, on, day)
        entries = read_csv(workspace, "log").reindex(columns=list(LOG_COLUMNS))
        look_again = second_look(search, kind, rows, said, entries)
        entry = {
            "entry": str(len(entries) + 1),
            "written_on": f"{day:%F}",
            "kind": kind,
            "said": said,
            "rows": json.dumps(rows, ensure_ascii=False, sort_keys=True),
        }
        files = {f"{table}.csv": csv_text(_with(workspace, table, new)) for table, new in rows.items()}
        commit(workspace, files | {"log.csv": csv_text(_appended(entries, [entry]))})
    return Logged(said, tuple(rows), workspace, look_again=look_again)


def undo_log(search: JobSearch, *, today: str | date | None = None) -> Logged:
    """Take the last entry back; called again, the one before it.

    Parameters
    ----------
    search : JobSearch
        The one the entry was logged with, or the same log loaded again.
    today : str or date, optional
        The present day, written beside the entry; None reads the clock.

    Raises
    ------
    WorkspaceError
        If there is nothing to take back, or the entry's rows were changed by hand since.

    Examples
    --------
    >>> import tempfile
    >>> import jobsearch_analytics as jsa
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     search = jsa.load_sample(workspace=folder)
    ...     _ = jsa.log(search, "contact", name="Imke Voss", relation="mentor")
    ...     jsa.undo_log(search).said
    'contact: Imke Voss'
    """
    workspace, day = require(search), clock_day(today)
    with locked(workspace):
        entries = read_csv(workspace, "log").reindex(columns=list(LOG_COLUMNS))
        left = entries[entries["undone_on"].isna()]
        if not len(left):
            raise WorkspaceError(
                workspace, "holds no entry to take back", "Log something first: jobsearch log --help."
            )
        last = left.iloc[-1]
        rows = json.loads(last["rows"])
        files = {f"{table}.csv": csv_text(_without(workspace, table, old)) for table, old in rows.items()}
        entries = entries.astype("object")
        entries.loc[left.index[-1], "undone_on"] = f"{day:%F}"
        commit(workspace, files | {"log.csv": csv_text(entries)})
    return Logged(str(last["said"]), tuple(rows), workspace, undone=True)


def _with(workspace: Path, table: str, rows: list[dict[str, str]]) -> pd.DataFrame:
    return _appended(read_table(workspace, table), rows)


def _appended(frame: pd.DataFrame, rows: list[dict[str, str]]) -> pd.DataFrame:
    new = pd.DataFrame(rows, columns=frame.columns, dtype="object")
    return pd.concat([frame.astype("object"), new], ignore_index=True)


def _without(workspace: Path, table: str, rows: list[dict[str, str]]) -> pd.DataFrame:
    """Return a table of the workspace without the last row equal to each of those given."""
    frame = read_csv(workspace, table)
    for row in rows:
        same = pd.Series(data=True, index=frame.index)
        for name, text in _as_kept(row, frame.columns).items():
            same &= frame[name].isna() if pd.isna(text) else frame[name] == text
        if not same.any():
            raise WorkspaceError(
                workspace / f"{table}.csv",
                "was changed by hand since the last entry",
                "Take the row out of the file yourself.",
            )
        frame = frame.drop(index=frame.index[same][-1])
    return frame


def _as_kept(row: Mapping[str, str], columns: pd.Index) -> dict[str, Any]:
    """Return a row as it reads in the file: text that would run as a formula is quoted there."""
    text = csv_text(pd.DataFrame([row], columns=columns, dtype="object"))
    kept = pd.read_csv(StringIO(text), dtype="str", keep_default_na=False, na_values=[""])
    return {str(name): cell for name, cell in kept.iloc[0].items()}
