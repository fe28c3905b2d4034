"""Any grid of text loads with all its rows accounted for, or is refused with a letter."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import jobsearch_analytics as jsa

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            "",
            "Applied",
            "Rejected",
            "to apply",
            "3/4/2026",
            "2026-02-30",
            "13/14/2025",
            "Interview 5/6",
            "N/A",
            "-",
            "yes",
            "no",
            "Acorn",
            "=1+1",
            "https://jobs.example/1",
            "45,000",
            "Jan",
            "#",
            "Total",
            "❌",
            "Vorstellungsgespräch",
            "一面挂",
            "45717",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
)
HEADINGS = [
    "Company",
    "Role",
    "Date Applied",
    "Status",
    "Notes",
    "Interview",
    "Link",
    "x",
    "",
    "2026-01-01",
    "Count",
    "History",
]


def write(folder: Path, rows: list[list[str]]) -> tuple[Path, list[int]]:
    """Write rows as CSV; return the file and the numbers of rows that hold something."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    path = folder / "grid.csv"
    path.write_text(buffer.getvalue(), encoding="utf-8", newline="")
    filled = [
        number
        for number, row in enumerate(rows, start=1)
        if any(cell.replace("\x00", "").strip() for cell in row)
    ]
    return path, filled


def rows_spoken_for(search: jsa.JobSearch) -> set[int]:
    """Return the row numbers that stand in any table or in the problems."""
    tables = ("applications", "events", "feedback", "contacts", "touches", "flows", "counts", "problems")
    return {int(row) for name in tables for row in getattr(search, name)["source_row"].dropna()}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=8))
@example(rows=[["", "", "", "0"]])
@example(rows=[["Company", "Role", "Date Applied", "Status"]])
def test_every_row_under_known_headings_is_spoken_for(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    path, filled = write(tmp_path_factory.mktemp("g"), [["Company", "Role", "Date Applied", "Status"], *rows])
    search = jsa.load(path, as_of="2026-06-30")
    whole = search.problems["source_row"].isna().any()
    assert set(filled[1:]) <= rows_spoken_for(search) or whole
    assert search.applications["application_id"].is_unique


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    headings=st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=6),
    rows=st.lists(st.lists(CELLS, max_size=7), max_size=8),
)
def test_any_grid_loads_or_is_refused(
    tmp_path_factory: pytest.TempPathFactory, headings: list[str], rows: list[list[str]]
) -> None:
    path, _ = write(tmp_path_factory.mktemp("g"), [headings, *rows])
    try:
        search = jsa.load(path, as_of="2026-06-30")
    except jsa.JobSearchError as error:
        assert "Traceback" not in str(error)
        return
    again = jsa.load(search.save(path.parent / "out"), as_of="2026-06-30")
    assert again.applications.equals(search.applications)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8")))
)
def test_any_bytes_load_or_are_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("g") / "any.csv"
    path.write_bytes(content)
    try:
        jsa.load(path, as_of="2026-06-30")
    except jsa.JobSearchError as error:
        assert str(path) in str(error)
