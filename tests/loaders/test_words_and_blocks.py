"""Words of a status in several languages, blocks of lines, sheets of sums, days that are still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

import jobsearch_analytics as jsa
from jobsearch_analytics.loaders.language.column_words import heading_claims
from jobsearch_analytics.loaders.language.statuses import read_status
from jobsearch_analytics.loaders.records.marks import stage_column_readings

if TYPE_CHECKING:
    from pathlib import Path

SAID = (
    ("Absage nach 2. Runde", ["rejected", "interview"]),
    ("reprovado no teste", ["rejected", "assessment"]),
    ("nie przeszedłem testu", ["rejected", "assessment"]),
    ("recebi proposta", ["offer"]),
    ("j'ai décliné leur offre", ["offer", "declined"]),
    ("plus intéressé", ["withdrawn"]),
    ("quero aplicar", ["saved"]),
    ("Rej after phone", ["rejected", "screen"]),
    ("L1 cleared, L2 rejected", ["interview", "interview", "rejected"]),
    ("ils ont pris quelqu'un d'autre", ["rejected"]),
    ("trotz Nachhaken nichts", ["no_response"]),
    ("서합 → 면탈", ["screen", "interview", "rejected"]),
)


@pytest.mark.parametrize(("text", "events"), SAID)
def test_a_phrase_tells_its_stages_and_its_ending(text: str, events: list[str]) -> None:
    assert [mark.event for mark in read_status(text).marks] == events


def test_a_heading_that_is_a_stage_from_end_to_end_is_no_person() -> None:
    assert heading_claims("Recruiter screen")[0] == ("stage:screen", 1.0)
    assert heading_claims("Recruiter")[0][0] == "contact_name"


def test_who_fails_on_paper_was_not_talked_to() -> None:
    on_paper, spoken = (
        [mark.event for mark in stage_column_readings(["NG"], "screen", on_paper=paper)[0].marks]
        for paper in (True, False)
    )
    assert on_paper == ["rejected"]
    assert spoken == ["screen", "rejected"]


def test_the_line_that_opens_a_block_is_the_employer(tmp_path: Path) -> None:
    path = tmp_path / "jobs.txt"
    path.write_text(
        "Quillmoor\nRole: Glazier\nApplied: 2025-03-04\nStatus: Rejected\n\n"
        "Rowanby\nRole: Fitter\nApplied: 2025-03-06\nStatus: Interview\n"
    )
    rows = jsa.load(path).applications
    assert rows["company"].tolist() == ["Quillmoor", "Rowanby"]
    assert rows["source_row"].tolist() == [1, 6]


def test_a_sheet_of_sums_beside_a_log_holds_no_applications(tmp_path: Path) -> None:
    book = Workbook()
    log, sums = book.worksheets[0], book.create_sheet("Summary")
    for row in (["Company", "Role", "Applied", "Status"], ["Quillmoor", "Glazier", "2025-03-04", "rejected"]):
        log.append(row)
    for row in (["Who", "Sent", "Rejected"], ["Ana", "=COUNTA(Sheet!A2:A9)", 1], ["Ben", 0, 2]):
        sums.append(row)
    book.save(tmp_path / "log.xlsx")
    search = jsa.load(tmp_path / "log.xlsx")
    assert search.applications["company"].tolist() == ["Quillmoor"]
    assert search.problems["reason"].tolist() == [
        "sheet 'Summary' holds totals of the log beside it; 3 rows not read"
    ]


def test_what_is_only_to_come_is_not_reached_yet(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        "Company,Role,Applied,Phone screen,Interview\n"
        "Quillmoor,Glazier,2025-03-04,2025-03-10,2025-03-20\n"
        "Rowanby,Fitter,2025-03-05,,\n"
    )
    early, late = (
        jsa.load(path, as_of=day).applications["stage"].tolist() for day in ("2025-03-12", "2025-03-30")
    )
    assert early == ["screen", "applied"]
    assert late == ["interview", "applied"]


def test_lessons_tell_the_status_where_no_column_does(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        "Company,Role,Applied,How it went\nQuillmoor,Glazier,2025-03-04,rejected\n"
        "Rowanby,Fitter,2025-03-05,never called back\nSallow,Roofer,2025-03-06,interview done\n"
    )
    rows = jsa.load(path).applications
    assert list(zip(rows["stage"], rows["outcome"], strict=True)) == [
        ("applied", "rejected"),
        ("applied", "no_response"),
        ("interview", "open"),
    ]
