"""Logs kept as lines of text: bullets under headings, lines with dashes, and what is no log."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

import jobsearch_analytics as jsa
from jobsearch_analytics.errors import JobSearchError, SourceError
from jobsearch_analytics.loaders.cells.line_lists import list_grid

if TYPE_CHECKING:
    from pathlib import Path

WHAT = ["company", "title", "stage", "outcome", "source_row"]


def loaded(tmp_path: Path, text: str, name: str = "log.md") -> jsa.JobSearch:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return jsa.load(tmp_path / name)


def rows_of(search: jsa.JobSearch) -> list[list[object]]:
    return search.applications[WHAT].fillna("").to_numpy().tolist()


def test_the_heading_tells_the_status_and_the_line_tells_more(tmp_path: Path) -> None:
    search = loaded(
        tmp_path,
        "# Board\n\n## Applied\n- [ ] Quillmoor — Glazier — 2026-03-02\n\n"
        "## Rejected\n- [x] ~~Rowanby — Fitter — 2026-03-04~~ ghosted\n"
        "- [x] Sallow – Roofer (applied 5 March 2026) – after interview on 9 March\n",
    )
    assert rows_of(search) == [
        ["Quillmoor", "Glazier", "applied", "open", 4],
        ["Rowanby", "Fitter", "applied", "no_response", 7],
        ["Sallow", "Roofer", "interview", "rejected", 8],
    ]
    days = search.applications["applied_on"].dt.strftime("%Y-%m-%d").tolist()
    assert days == ["2026-03-02", "2026-03-04", "2026-03-05"]


def test_what_is_to_be_done_is_no_application_and_not_lost(tmp_path: Path) -> None:
    search = loaded(
        tmp_path,
        "## Backlog\n- Quillmoor — Glazier (ask Ana for intro)\n- update portfolio\n"
        "## Applied\n- Rowanby — Fitter — 2026-03-02\n- Sallow — Roofer — 2026-03-03\n",
    )
    assert search.applications["company"].tolist() == ["Quillmoor", "Rowanby", "Sallow"]
    assert search.applications["title"].tolist() == ["Glazier", "Fitter", "Roofer"]
    assert search.problems[["source_row", "value"]].to_numpy().tolist() == [[3, "update portfolio"]]


def test_months_above_the_lines_tell_month_and_year(tmp_path: Path) -> None:
    search = loaded(
        tmp_path,
        "## March 2026\n- Quillmoor: Glazier (applied 5/3)\n- Rowanby — Fitter — interview booked\n"
        "## April 2026\n1. Thornbury / Plumber / no reply\n- 12/4: Sallow / Roofer / rejected\n",
    )
    days = search.applications["applied_on"].dt.strftime("%Y-%m-%d").tolist()
    assert days == ["2026-03-05", "2026-03-01", "2026-04-01", "2026-04-12"]
    assert search.applications["applied_precision"].tolist() == ["day", "month", "month", "day"]
    assert search.applications["title"].tolist() == ["Glazier", "Fitter", "Plumber", "Roofer"]


def test_firms_alone_under_a_status_are_applications(tmp_path: Path) -> None:
    search = loaded(
        tmp_path,
        "Rejected:\n- Quillmoor\n- ~~Rowanby Bank~~\n\nInterviewing:\n- Sallow\n- ask Ana\n",
        "a.txt",
    )
    assert rows_of(search) == [
        ["Quillmoor", "", "applied", "rejected", 2],
        ["Rowanby Bank", "", "applied", "rejected", 3],
        ["Sallow", "", "interview", "open", 6],
    ]


@pytest.mark.parametrize(
    "line",
    [
        "{0} - {1} - 3 March 2026 - {2}",
        "{0} -> {1} -> 2026-03-03 -> {2}",
        "2026-03-03 {0}, {1} - {2}",
        "2026-03-03: {1} at {0}, {2}",
        "{0} | {1} | applied 3 March 2026 | {2}",
        "- {0}, role: {1}, applied: 3 March 2026, status: {2}",
        "* **{0}** — {1} (applied 2026-03-03) — {2}",
        "{1} @ {0} (remote) - 2026-03-03 - {2}",
        "[{0}](https://jobs.example/1) – {1} – 2026-03-03 – {2}",
    ],
)
def test_one_line_reader_for_every_way_of_dividing(tmp_path: Path, line: str) -> None:
    told = (("Quillmoor", "Window Engineer", "rejected"), ("Rowanby", "Data Analyst", "ghosted"))
    search = loaded(tmp_path, "\n".join(line.format(*words) for words in told), "log.txt")
    assert rows_of(search) == [
        ["Quillmoor", "Window Engineer", "applied", "rejected", 1],
        ["Rowanby", "Data Analyst", "applied", "no_response", 2],
    ]
    assert (search.applications["applied_on"] == "2026-03-03").all()


def test_lines_set_in_below_a_record_tell_of_it(tmp_path: Path) -> None:
    search = loaded(
        tmp_path,
        "Quillmoor - Glazier - applied 3 March 2026\n  - phone screen 9 March\n  - rejected 12 March\n"
        "Rowanby - Fitter - applied 5 March 2026\n  call Ana on Monday\n",
        "log.txt",
    )
    assert rows_of(search) == [
        ["Quillmoor", "Glazier", "screen", "rejected", 1],
        ["Rowanby", "Fitter", "applied", "open", 4],
    ]


def test_signs_in_front_are_statuses(tmp_path: Path) -> None:
    search = loaded(
        tmp_path, "❌ Quillmoor - Glazier - 2026-03-01\n⏳ Rowanby - Fitter - 2026-03-02\n", "a.txt"
    )
    assert rows_of(search) == [
        ["Quillmoor", "Glazier", "applied", "rejected", 1],
        ["Rowanby", "Fitter", "applied", "open", 2],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# Shopping\n- Milk - 2 l - Tuesday\n- Bread - 1 loaf - Friday\n- Cheese, old\n",
        "# Changelog\n## 1.2.0 - 2025-01-02\n- Added: a reader\n- Fixed: closed files stay closed\n",
        "I looked for work - since March.\nOn Monday I had a talk: nice.\nThey rejected me - by mail.\n",
        "Notes on 2025-03-02: we met, talked, and were rejected.\nThen - nothing.\nWe went home.\n",
    ],
)
def test_prose_and_other_lists_are_refused(text: str) -> None:
    assert list_grid(text, "a.txt") is None


def test_prose_loads_as_nothing_with_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="nothing like an employer, a role or a status"):
        loaded(tmp_path, "I looked for work.\nThey said no - by mail.\nIt was a long year.\n", "a.txt")


@pytest.mark.parametrize(
    "text",
    [
        "# " + " " * 200_000 + "x\n",
        "**a**" + " " * 200_000 + "x\n",
        "- " + "(" * 100_000 + "\n" + "- " + " ~~" * 50_000 + "\n",
        "- Quillmoor - Glazier - rejected\n" * 3 + "- " + " - " * 100_000 + "x\n",
        "2026-03-02 " + "Applied to " * 50_000 + "\n",
        "---\ncompany: " + " " * 200_000 + "x\nstatus: rejected\n---\n",
        "- a: b\n  c: d\n" * 4 + "  e:" + " " * 200_000 + "f\n",
    ],
    ids=["heading", "bold", "brackets", "dashes", "diary", "note", "yaml"],
)
def test_lines_that_would_do_harm_stay_within_bounds(tmp_path: Path, text: str) -> None:
    start = time.perf_counter()
    try:
        loaded(tmp_path, text, "a.txt")
    except JobSearchError as error:
        assert "a.txt" in str(error)
    assert time.perf_counter() - start < 10
