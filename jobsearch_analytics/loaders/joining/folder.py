"""The standard folder: the tables as CSV files, read strictly by the list of columns in `tables`."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.errors import SourceError
from jobsearch_analytics.files import FORMULA_STARTS
from jobsearch_analytics.loaders.cells.text_cells import decode, delimited_grid
from jobsearch_analytics.loaders.joining.join import Tables
from jobsearch_analytics.loaders.language.dates import read_dates
from jobsearch_analytics.tables import PROBLEM_COLUMNS, TABLES, Column, conform, empty

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["is_standard_folder", "read_folder", "read_standard", "unescaped"]

#: Headings by which a table of ours is known from a tracker that happens to be called applications.csv.
SIGNS = {"kind", "stage", "outcome"}
TRUE, FALSE = {"true", "1", "yes", "1.0"}, {"false", "0", "no", "", "0.0"}


def is_standard_folder(path: Path) -> bool:
    """Return whether a folder holds the tables in the standard form."""
    file = path / "applications.csv"
    if not file.is_file():
        return False
    with file.open("rb") as handle:
        headings = handle.readline().decode("utf-8-sig", errors="replace")
    return {name.strip(' "\r\n') for name in headings.split(",")} >= SIGNS


def read_folder(path: Path, reference: pd.Timestamp) -> tuple[Tables, dict]:
    """Return the tables of a standard folder and the profile beside them.

    A cell that is not what its column holds is left empty and stands in the problems; a row without what its
    table cannot do without is set aside.
    """
    out = Tables()
    for name in TABLES:
        file = path / f"{name}.csv"
        raw = _raw(file) if file.is_file() else None
        frame, problems = (empty(name), []) if raw is None else read_standard(raw, name, file.name, reference)
        out.frames[name] = frame
        out.problems += problems
        out.n_rows += 0 if raw is None else len(raw)
    out.problems = _kept_problems(path / "problems.csv") + out.problems
    return out, _profile(path / "profile.toml")


def _raw(file: Path) -> pd.DataFrame:
    data = file.read_bytes()
    if not data.strip():
        return pd.DataFrame()
    grid = delimited_grid(decode(data, str(file)), str(file), ",")
    headings = grid.row(0) if grid.n_rows else []
    keep = grid.filled() > 0
    keep[:1] = False
    frame = pd.DataFrame(
        {name: column[keep] for name, column in zip(headings, grid.columns, strict=True) if name},
        dtype=object,
    )
    frame.index = pd.Index(grid.rows[keep])
    return frame


def unescaped(values: pd.Series) -> pd.Series:
    """Return cells without the quote that keeps them from running as a formula."""
    risky = (
        values.str.startswith(tuple(f"'{sign}" for sign in FORMULA_STARTS)).fillna(value=False).astype(bool)
    )
    return values.where(~risky, values.str.slice(1)) if risky.any() else values


def read_standard(
    raw: pd.DataFrame, table: str, file: str, reference: pd.Timestamp
) -> tuple[pd.DataFrame, list[dict]]:
    """Return a table of text cells with the dtypes of `tables`, and a problem for each cell that is not so.

    Parameters
    ----------
    raw : DataFrame of str
        Indexed by the row numbers of the file.
    table : str
        A key of `tables.TABLES`.
    file : str
        Named in the problems, and as ``source_file`` where the rows name none.
    reference : Timestamp
        Passed to the reading of days.
    """
    problems: list[dict] = []
    out = pd.DataFrame(index=raw.index)
    for column in TABLES[table]:
        if column.name not in raw:
            continue
        cells = unescaped(raw[column.name].astype("str"))
        out[column.name], bad = _typed(cells, column, reference, out)
        expected = f"one of {', '.join(column.choices)}" if column.choices else column.unit or "a number"
        reason = f"is not {expected}; left empty"
        problems += [
            {
                "source_file": file,
                "source_sheet": None,
                "source_row": row,
                "column": column.name,
                "value": cells[row],
                "reason": reason,
            }
            for row in raw.index[bad]
        ]
    out, lost = _required(out, table, file)
    if "source_file" not in out or out["source_file"].isna().all():
        out["source_file"], out["source_row"] = file, np.asarray(out.index)
    return conform(out, table), problems + lost


def _typed(
    cells: pd.Series, column: Column, reference: pd.Timestamp, before: pd.DataFrame
) -> tuple[pd.Series | np.ndarray, np.ndarray]:
    """Return a column's values, and where a cell was not what it should be."""
    filled = (cells != "").to_numpy()
    if column.dtype.startswith("datetime64"):
        days = read_dates(cells.to_numpy(dtype=object), reference=reference)
        if column.name == "applied_on":
            before["applied_precision"] = pd.Series(days.precision, index=cells.index).where(filled, None)
        return days.occurred.astype("datetime64[us]"), (days.doubt != "") & filled
    if column.dtype == "bool":
        lower = cells.str.casefold()
        return lower.isin(TRUE), ~lower.isin(TRUE | FALSE).to_numpy()
    if column.dtype in ("float64", "Int64"):
        numbers = pd.to_numeric(cells.where(filled, None), errors="coerce")
        return numbers, numbers.isna().to_numpy() & filled
    if column.name == "applied_precision":
        return before.get("applied_precision", cells.where(filled, None)), np.zeros(len(cells), dtype=bool)
    if column.choices:
        right = cells.isin(column.choices).to_numpy()
        return cells.where(right, None), filled & ~right
    return cells.where(filled, None), np.zeros(len(cells), dtype=bool)


def _required(frame: pd.DataFrame, table: str, file: str) -> tuple[pd.DataFrame, list[dict]]:
    needed = [column.name for column in TABLES[table] if column.required and column.name in frame]
    missing = frame[needed].isna()
    lost = missing.any(axis=1)
    problems = [
        {
            "source_file": file,
            "source_sheet": None,
            "source_row": row,
            "column": str(missing.loc[row].idxmax()),
            "value": None,
            "reason": f"is needed in {table}.csv; the row is set aside",
        }
        for row in frame.index[lost]
    ]
    return frame[~lost], problems


def _kept_problems(file: Path) -> list[dict]:
    """Return the problems that were written with the folder, so that reading it again gives the same."""
    raw = _raw(file) if file.is_file() else pd.DataFrame()
    if not len(raw) or not set(PROBLEM_COLUMNS) <= set(raw):
        return []
    cells = raw[list(PROBLEM_COLUMNS)].apply(lambda column: unescaped(column.astype("str")))
    rows = [{name: cell or None for name, cell in row.items()} for row in cells.to_dict("records")]
    return [row | {"source_row": int(row["source_row"]) if row["source_row"] else None} for row in rows]


def _profile(file: Path) -> dict:
    if not file.is_file():
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(
            file,
            f"is not valid TOML ({error})",
            'lines such as goal = "..."',
            "Mend that line, or move the file away.",
        ) from error
