"""A search as a standard folder of plain files, which any program and any later version can read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobsearch_analytics.files import csv_text, write_atomic
from jobsearch_analytics.tables import PROBLEM_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

__all__ = ["write_folder"]


def write_folder(
    folder: Path, tables: Mapping[str, pd.DataFrame], problems: pd.DataFrame, profile: dict[str, Any]
) -> Path:
    """Write a CSV file per table that has rows, the problems, and the profile as TOML.

    Parameters
    ----------
    folder : Path
        Made if missing; files of the same names in it are replaced, each whole.
    tables : mapping of str to DataFrame
        By name, with the columns of `tables.TABLES`.
    problems : DataFrame
        With the columns of `tables.PROBLEM_COLUMNS`.
    profile : dict
        Written only if there is anything in it.

    Returns
    -------
    Path
        The folder.
    """
    for name, frame in tables.items():
        if len(frame) or name == "applications":
            write_atomic(folder / f"{name}.csv", csv_text(_written(frame)))
    write_atomic(folder / "problems.csv", csv_text(problems[list(PROBLEM_COLUMNS)]))
    if profile:
        import tomli_w

        write_atomic(folder / "profile.toml", tomli_w.dumps(profile))
    return folder


def _written(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table as it is written: days as ISO dates of the precision that is known."""
    out = frame.copy()
    for name in out.columns[[str(kind).startswith("datetime64") for kind in out.dtypes]]:
        out[name] = out[name].dt.strftime("%Y-%m-%d")
    if "applied_precision" in out:
        for precision, length in (("month", 7), ("year", 4)):
            short = out["applied_on"].str.slice(0, length)
            out["applied_on"] = out["applied_on"].where(out["applied_precision"] != precision, short)
    return out
