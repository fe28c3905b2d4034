"""The number of rows set aside says what a person understands by it: rows that are in no table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import jobsearch_analytics as jsa

if TYPE_CHECKING:
    from pathlib import Path

TRACKER = (
    "Company,Role,Date,Status\nAcorn Inc.,Chef,2025-11-23,Rejected\nBirch,Cook,2025-12-04,Interview\n"
    "Cedar,Baker,2025-12-05,Applied\n"
)
OTHER = "Firm,Position,Applied on,Status\nAcorn,Chef,2025-11-24,Withdrawn\nBirch,Cook,2025-12-04,Applied\n"


@pytest.fixture
def joined(tmp_path: Path) -> jsa.JobSearch:
    (tmp_path / "tracker.csv").write_text(TRACKER)
    (tmp_path / "other.csv").write_text(OTHER)
    return jsa.load([tmp_path / "tracker.csv", tmp_path / "other.csv"], as_of="2026-01-31")


def test_a_joined_row_is_not_set_aside(joined: jsa.JobSearch, tmp_path: Path) -> None:
    assert len(joined.applications) == 3
    assert joined.rows_set_aside == 0
    assert repr(joined) == "JobSearch: 3 applications · as of 2026-01-31"
    again = jsa.load(joined.save(tmp_path / "out"), as_of="2026-01-31")
    assert again.rows_set_aside == 0


def test_a_joined_row_names_the_record_it_went_to_and_what_it_tells_differently(
    joined: jsa.JobSearch,
) -> None:
    ids = joined.applications["application_id"]
    shown = joined.problems[["source_file", "source_row", "column", "value", "reason"]]
    acorn = "row 2 of tracker.csv"
    assert shown.to_numpy().tolist() == [
        ["other.csv", 2, "application_id", ids[0], f"the same application as {acorn}; joined with it"],
        [
            *("other.csv", 2, "outcome", "withdrawn"),
            f"{acorn}, the same application, tells of rejected, which is kept",
        ],
        [
            *("other.csv", 3, "application_id", ids[1]),
            "the same application as row 3 of tracker.csv; joined with it",
        ],
    ]
    assert joined.applications["outcome"].tolist() == ["rejected", "open", "open"]


def test_strict_loading_takes_joined_rows(tmp_path: Path) -> None:
    (tmp_path / "tracker.csv").write_text(TRACKER)
    (tmp_path / "other.csv").write_text(OTHER)
    search = jsa.load([tmp_path / "tracker.csv", tmp_path / "other.csv"], strict=True)
    assert len(search.applications) == 3


def test_headings_said_again_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "tracker.csv"
    path.write_text(
        "Company,Role,Date,Status\nAcorn,Chef,2025-11-23,Rejected\n"
        "Company,Role,Date,Status\nBirch,Cook,2025-12-04,Applied\n"
    )
    search = jsa.load(path)
    assert len(search.problems) == 1
    assert search.rows_set_aside == 0


def test_a_row_with_two_problems_is_one_row_and_a_kept_row_none(tmp_path: Path) -> None:
    path = tmp_path / "tracker.csv"
    path.write_text(
        "Company,Role,Date,Status\nAcorn,Chef,31/31/2025,banana\nTotal,1,,\nBirch,Cook,2025-12-04,Applied\n"
    )
    search = jsa.load(path)
    assert search.problems["source_row"].tolist() == [2, 2, 3]
    assert search.rows_set_aside == 1
    assert "1 row set aside" in repr(search)


def test_what_the_user_logged_for_a_row_that_is_gone_is_set_aside(tmp_path: Path) -> None:
    path, room = tmp_path / "tracker.csv", tmp_path / "jobsearch"
    path.write_text(TRACKER)
    room.mkdir()
    (room / "touches.csv").write_text("touch_id,application_id,on\nt1,app_gone,2025-12-09\n")
    search = jsa.load(path)
    assert search.problems["column"].tolist() == ["application_id"]
    assert search.rows_set_aside == 1
