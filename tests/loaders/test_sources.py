"""Several sources as one search, dates by the column, and speed that does not depend on luck."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import jobsearch_analytics as jsa

if TYPE_CHECKING:
    from pathlib import Path

TRACKER = "Company,Role,Date,Status\nAcorn Inc.,Chef,2025-11-23,Rejected\nBirch,Cook,2025-12-04,Interview\n"
APPLIED = (
    "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,"
    "Question And Answers\n"
    '"11/23/25, 11:39 PM",,,Acorn,Chef,https://www.linkedin.com/jobs/view/1,cv.pdf,\n'
    '"12/5/25, 1:02 AM",,,Birch GmbH,Cook,https://www.linkedin.com/jobs/view/2,cv.pdf,\n'
)
CONNECTIONS = (
    'Notes:\n"When exporting your connection data, some addresses are missing."\n\n'
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Ada,Alder,https://www.linkedin.com/in/ada,,Acorn,Technical Recruiter,15 Mar 2024\n"
)


@pytest.fixture
def sources(tmp_path: Path) -> list[Path]:
    tracker, export = tmp_path / "tracker.csv", tmp_path / "LinkedIn.zip"
    tracker.write_text(TRACKER)
    with zipfile.ZipFile(export, "w") as package:
        package.writestr("Jobs/Job Applications.csv", APPLIED)
        package.writestr("Connections.csv", CONNECTIONS)
    return [tracker, export]


def test_one_application_in_two_sources_is_one_record(sources: list[Path]) -> None:
    search = jsa.load(sources)
    assert search.applications["company"].tolist() == ["Acorn Inc.", "Birch"]
    assert search.applications["url"].notna().all()
    assert search.applications["stage"].tolist() == ["applied", "interview"]
    assert search.contacts[["name", "relation"]].to_numpy().tolist() == [["Ada Alder", "recruiter"]]
    assert search.problems["reason"].tolist() == [
        "the same application as row 2 of tracker.csv; joined with it",
        "the same application as row 3 of tracker.csv; joined with it",
    ]


def test_loading_the_same_twice_changes_nothing(sources: list[Path]) -> None:
    once, twice = jsa.load(sources), jsa.load([*sources, *sources])
    for table in ("applications", "events", "contacts", "problems"):
        pd.testing.assert_frame_equal(getattr(once, table), getattr(twice, table))


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (["3/4/2026", "3/25/2026", "4/2/2026"], "2026-03-04"),
        (["3/4/2026", "25/4/2026", "2/5/2026"], "2026-04-03"),
        (["3.4.2026", "5.4.2026", "6.4.2026"], "2026-04-03"),
        (["25.09.01", "25.09.02", "25.09.04", "25.09.15"], "2025-09-01"),
        (["45717", "45719", "45720"], "2025-03-01"),
        (["5-Jan", "2026-01-09", "12-Jan"], "2026-01-05"),
    ],
    ids=["month first", "day first", "dots", "year first", "serial numbers", "no year"],
)
def test_the_column_tells_how_its_dates_are_written(tmp_path: Path, dates: list[str], first: str) -> None:
    path = tmp_path / "tracker.csv"
    rows = {
        "Company": [f"Firm {number}" for number in range(len(dates))],
        "Date Applied": dates,
        "Status": "Applied",
    }
    pd.DataFrame(rows).to_csv(path, index=False)
    assert str(jsa.load(path, as_of="2026-06-30").applications["applied_on"].iloc[0].date()) == first


def test_an_ambiguous_date_is_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "tracker.csv"
    path.write_text("Company,Date Applied,Status\nAcorn,3/4/2026,Applied\n")
    search = jsa.load(path, as_of="2026-06-30")
    row = search.applications.iloc[0]
    assert (str(row["applied_on"].date()), row["applied_precision"]) == ("2026-01-01", "year")
    assert search.problems["reason"].tolist() == [
        "day or month first cannot be told from this column; kept to the year. "
        'Say which: jsa.load(..., dates="day first") or dates="month first"'
    ]
    told = jsa.load(path, as_of="2026-06-30", dates="day first").applications["applied_on"]
    assert str(told.iloc[0].date()) == "2026-04-03"


def test_a_saved_folder_is_the_same_search(sources: list[Path], tmp_path: Path) -> None:
    search = jsa.load(sources)
    again = jsa.load(search.save(tmp_path / "out"))
    assert again.as_of == search.as_of
    for table in ("applications", "events", "contacts", "problems"):
        pd.testing.assert_frame_equal(getattr(again, table), getattr(search, table))
