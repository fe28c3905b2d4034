"""Tables of a web page, also under the name of a spreadsheet, and pages that would do harm."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

import jobsearch_analytics as jsa
from jobsearch_analytics.errors import JobSearchError, SourceError
from jobsearch_analytics.loaders.cells.html_cells import html_grids

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """<!DOCTYPE html><html><head><title>x</title><style>td{color:red}</style></head><body>
<h2>My search</h2><table border="1"><thead><tr><th>Company</th><th>Role</th><th>Applied</th><th>Status</th>
</tr>
</thead><tbody><tr><td><a href="https://jobs.example/1">Quillmoor &amp; Sons</a></td><td>Glazier</td>
<td>2026-03-02</td><td><b>Rejected</b></td></tr><!-- <tr><td>Hidden</td></tr> -->
<tr><td rowspan=2>Rowanby<td>Fitter<td>2026-03-04<td>&nbsp;
<tr><td>Roofer<td>2026-03-05<td>Interview</tbody></table></body></html>"""


@pytest.mark.parametrize("name", ["log.html", "log.csv", "log.xls"])
def test_a_table_of_a_page_is_a_log_whatever_the_file_is_called(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(PAGE)
    rows = jsa.load(path).applications
    assert rows[["company", "title", "stage", "outcome", "source_row"]].to_numpy().tolist() == [
        ["Quillmoor & Sons", "Glazier", "applied", "rejected", 2],
        ["Rowanby", "Fitter", "applied", "open", 3],
        ["Rowanby", "Roofer", "interview", "open", 4],
    ]
    assert rows["url"].tolist()[0] == "https://jobs.example/1"


def test_a_table_in_a_table_is_read_for_itself() -> None:
    inner = "<table><tr><th>Company<th>Role<tr><td>Quillmoor<td>Glazier<br>and more</table>"
    grids = html_grids(f"<table><tr><td>menu<td>{inner}<tr><td>end<td>of page</table>", "page.html")
    assert [[grid.row(row) for row in range(grid.n_rows)] for grid in grids] == [
        [["menu", ""], ["end", "of page"]],
        [["Company", "Role"], ["Quillmoor", "Glazier\nand more"]],
    ]
    assert [grid.headed for grid in grids] == [False, True]


def test_a_page_without_rows_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><table></table></html>")
    with pytest.raises(SourceError, match="is a web page whose tables hold no rows"):
        jsa.load(path)


@pytest.mark.parametrize(
    "page",
    [
        "<table>" * 100_000,
        "<table><tr>" + "<td>" * 3_000,
        "<table><tr><td colspan=999999>x<td colspan=999999>y<td colspan=999999>z",
        "<table>" + "<tr><td rowspan=99999>x" * 5_000,
        "<table><tr><td " + "a='x' " * 500_000,
        "<table>" + "<!--" * 300_000,
        "<table>" + "<a \"'" * 300_000,
        "<table><tr><td>" + "&lt;" * 500_000,
        "<table><tr><td><script>" + "<div>" * 300_000,
    ],
    ids=["deep", "wide", "spans", "down", "attributes", "comments", "quotes", "entities", "hidden"],
)
def test_a_page_that_would_do_harm_stays_within_bounds(tmp_path: Path, page: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(page)
    start = time.perf_counter()
    with pytest.raises(JobSearchError):
        jsa.load(path)
    assert time.perf_counter() - start < 10
