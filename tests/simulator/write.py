"""Writes the samples, byte for byte the same each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tomli_w

from jobsearch_analytics.files import csv_text, write_atomic
from tests.simulator.dictionary import with_dictionary
from tests.simulator.messy.rows import tracker_rows
from tests.simulator.messy.workbook import meaning_table, workbook_bytes
from tests.simulator.spring.build import PROFILE, build_sample
from tests.simulator.spring.planted import planted

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

__all__ = ["write_samples"]


def write_samples(folder: Path) -> list[Path]:
    """Write every sample into a folder and return the files."""
    sample = build_sample()
    spring = folder / "spring_search"
    return [
        *(
            write_atomic(spring / f"{name}.csv", csv_text(_whole(table)))
            for name, table in sample.tables.items()
        ),
        write_atomic(spring / "profile.toml", tomli_w.dumps(PROFILE)),
        write_atomic(folder / "spring_search_truth.toml", tomli_w.dumps(planted(sample))),
        write_atomic(folder / "messy_tracker.xlsx", workbook_bytes()),
        write_atomic(folder / "messy_tracker_truth.csv", csv_text(meaning_table(tracker_rows()))),
        *_readme(folder / "README.md"),
    ]


def _readme(path: Path) -> list[Path]:
    # The page is written by hand; only its dictionary of columns comes from the tables.
    if not path.is_file():
        return []
    return [write_atomic(path, with_dictionary(path.read_text(encoding="utf-8")))]


def _whole(table: pd.DataFrame) -> pd.DataFrame:
    # Pay, minutes and days are whole numbers: 65000 reads better than 65000.0.
    numbers = table.select_dtypes("float64").columns
    return table.astype(dict.fromkeys(numbers, "Int64"))
