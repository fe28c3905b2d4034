"""`load`: the log a job seeker keeps, whatever it looks like, as one `JobSearch`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.clock import as_day
from jobsearch_analytics.clock import today as clock_day
from jobsearch_analytics.errors import BadArgumentError, BadRowsError, SourceMissingError
from jobsearch_analytics.loaders.joining.checks import check_days, last_recorded_day
from jobsearch_analytics.loaders.joining.folder import is_standard_folder, read_folder
from jobsearch_analytics.loaders.joining.join import Tables
from jobsearch_analytics.loaders.joining.logged import add_logged
from jobsearch_analytics.loaders.joining.merging import merge_sources
from jobsearch_analytics.loaders.language.distinct import coded, numbered
from jobsearch_analytics.loaders.language.progress import reading_bar
from jobsearch_analytics.loaders.options import Options
from jobsearch_analytics.search import READING_COLUMNS, JobSearch, set_aside
from jobsearch_analytics.tables import problem_frame
from jobsearch_analytics.workspace import IDS_COLUMNS, folder_for, read_csv, read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from jobsearch_analytics.loaders.language.progress import ReadingBar

__all__ = ["load"]


def load(
    source: str | Path | Sequence[str | Path],
    *,
    as_of: str | date | None = None,
    workspace: str | Path | None = None,
    columns: Mapping[str, str] | None = None,
    status_words: Mapping[str, str] | None = None,
    dates: str | None = None,
    strict: bool = False,
) -> JobSearch:
    r"""Return the log a job seeker keeps as a `JobSearch`: every row in a table or in ``search.problems``.

    What each column, status word and date was taken for stands in ``search.reading``. Sources are only read;
    loading writes nothing.

    Parameters
    ----------
    source : str, Path or sequence of them
        A folder in the standard form (`JobSearch.save` writes it), a folder of exports, or a file: CSV, TSV,
        XLSX, XLS, ODS, JSON, Markdown, text or ZIP. Several are read as one search.
    as_of : str or date, optional
        The day the log speaks for. By default the last day up to today on which it records something.
    workspace : str or Path, optional
        The folder with your own edits; ``jobsearch/`` beside the log if left out.
    columns : mapping of str to str, optional
        What a column is, where it was taken for something else: ``{"Studio": "company"}``.
    status_words : mapping of str to str, optional
        What a status means: ``{"Parked": "withdrawn"}``.
    dates : str, optional
        ``"day first"`` or ``"month first"``, for dates such as 3/4/2026.
    strict : bool
        Raise if any row was set aside.

    Returns
    -------
    JobSearch
        Frozen tables, ``problems`` and ``reading``.

    Raises
    ------
    SourceMissingError
        If there is nothing at a path.
    SourceError
        If a source is empty, has a password, or holds nothing like a log.
    BadRowsError
        With ``strict=True``, if rows were set aside.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "tracker.csv")
    ...     text = "Firm,Role,Applied,Status\nAcorn,Analyst,2026-03-02,Rejected after interview\n"
    ...     _ = path.write_text(text)
    ...     search = load(path)
    >>> search.applications[["company", "stage", "outcome"]].to_dict("records")
    [{'company': 'Acorn', 'stage': 'interview', 'outcome': 'rejected'}]
    """
    paths = _paths_of(source)
    room = Path(workspace) if workspace is not None else folder_for(paths[0])
    options = _options(room, as_of, columns, status_words, dates)
    given = read_csv(room, "ids").reindex(columns=list(IDS_COLUMNS)).fillna("")
    with reading_bar() as bar:
        tables, profile = _read_all(paths, options, given, bar)
    problems = tables.problems + add_logged(tables, room, given)
    problems += check_days(tables.frames, options.reference)
    day = as_day(as_of, "as_of") if as_of is not None else last_recorded_day(tables.frames, options.reference)
    search = JobSearch(
        **tables.frames,
        profile=profile | read_toml(room, "profile"),
        as_of=day if day is not None else options.reference,
        problems=problem_frame(problems),
        reading=_reading(tables.reading, tables.frames["applications"]),
        n_rows=tables.n_rows,
        workspace=room,
        sources=tuple(str(path) for path in paths),
    )
    if strict and search.rows_set_aside:
        raise BadRowsError(
            set_aside(search),
            search.n_rows,
            "Correct the rows, or load them with strict=False to see what was read.",
        )
    return search


def _paths_of(source: str | Path | Sequence[str | Path]) -> list[Path]:
    """Return the paths of the sources, each once."""
    listed = [source] if isinstance(source, (str, Path)) else list(source)
    if not listed:
        raise BadArgumentError(
            "source", source, "a file, a folder, or a list of them", 'jsa.load("my_tracker.xlsx")'
        )
    paths = list(dict.fromkeys(Path(path).expanduser() for path in listed))
    for path in paths:
        if not path.exists():
            raise SourceMissingError(path)
    return paths


def _options(
    room: Path,
    as_of: str | date | None,
    columns: Mapping[str, str] | None,
    status_words: Mapping[str, str] | None,
    dates: str | None,
) -> Options:
    """Return what the user told: in the workspace's ``reading.toml``, and above it in the call."""
    kept = read_toml(room, "reading")
    # Days after as_of have not happened yet from where the log stands, whatever the clock says.
    reference = as_day(as_of, "as_of") if as_of is not None else clock_day()
    return Options(
        reference=reference,
        columns={**kept.get("columns", {}), **(columns or {})},
        status_words={**kept.get("status_words", {}), **(status_words or {})},
        dates=dates or kept.get("dates", ""),
    ).checked()


def _read_all(
    paths: list[Path], options: Options, given: pd.DataFrame, bar: ReadingBar
) -> tuple[Tables, dict]:
    standard = [path for path in paths if path.is_dir() and is_standard_folder(path)]
    others = [path for path in paths if path not in standard]
    tables, profile = Tables(), {}
    if others:
        # The forms and languages of any tracker: a standard folder needs none of them.
        from jobsearch_analytics.loaders.sources import read_sources

        tables = read_sources(others, options, given, bar)
    for path in standard:
        folder, toml = read_folder(path, options.reference)
        profile |= toml
        tables = folder if not tables.frames else _both(tables, folder)
    merge_sources(tables)
    return tables, profile


def _both(one: Tables, other: Tables) -> Tables:
    frames = {
        name: pd.concat([one.frames[name], other.frames[name]], ignore_index=True) for name in one.frames
    }
    return Tables(
        frames, one.problems + other.problems, one.reading + other.reading, one.n_rows + other.n_rows
    )


def _reading(rows: list[dict], applications: pd.DataFrame) -> pd.DataFrame:
    """Return what was understood, the doubtful first, with the rows of each kind at the end."""
    kind_of = numbered([coded(applications[name]) for name in ("source_file", "kind")])
    firsts = applications.iloc[np.unique(kind_of, return_index=True)[1]]
    kinds = [
        {
            "source_file": file,
            "column": "rows",
            "taken_as": f"{n} of kind {kind}",
            "why": "status, days and replies",
        }
        for file, kind, n in zip(firsts["source_file"], firsts["kind"], np.bincount(kind_of), strict=True)
    ]
    frame = pd.DataFrame([*rows, *kinds], columns=list(READING_COLUMNS))
    frame["doubt"] = frame["doubt"].astype("str").fillna("")
    return frame.sort_values("doubt", key=lambda doubt: doubt == "", kind="stable", ignore_index=True)
