"""Workbooks whose colours tell the status, with a legend somewhere in the sheet; and legends in words."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

import jobsearch_analytics as jsa

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

RED, GREEN, GREY, YELLOW = "FFC7CE", "C6EFCE", "BFBFBF", "FFEB9C"
HEADINGS = ["Company", "Role", "Applied"]
LOG = (("Quillmoor", RED), ("Rowanby", GREY), ("Sallow", ""), ("Thornbury", GREEN))
WHAT = ["company", "stage", "outcome"]
TOLD = [
    ["Quillmoor", "applied", "rejected"],
    ["Rowanby", "applied", "no_response"],
    ["Sallow", "applied", "open"],
    ["Thornbury", "interview", "open"],
]
WORDS = (("rejected", RED), ("ghosted", GREY), ("interview", GREEN))


def fill(sheet: Worksheet, row: int, column: int, colour: str, text: str | None = None) -> None:
    cell = sheet.cell(row, column)
    cell.value = text if text is not None else cell.value
    if colour:
        cell.fill = PatternFill("solid", fgColor=colour)


def log(*, whole: bool = True, above: int = 0) -> Workbook:
    book = Workbook()
    sheet = book.worksheets[0]
    for _ in range(above):
        sheet.append([])
    for column, heading in enumerate(HEADINGS, start=1):
        sheet.cell(above + 1, column, heading)
    for row, (company, colour) in enumerate(LOG, start=above + 2):
        for column, text in enumerate((company, "Glazier", f"2026-03-0{row - above}"), start=1):
            fill(sheet, row, column, colour if whole or column == 1 else "", text)
    return book


def read(tmp_path: Path, book: Workbook) -> list[list[object]]:
    book.save(tmp_path / "log.xlsx")
    return jsa.load(tmp_path / "log.xlsx").applications[WHAT].to_numpy().tolist()


def test_swatches_beside_the_table(tmp_path: Path) -> None:
    book = log()
    for row, (words, colour) in enumerate(WORDS, start=2):
        fill(book.worksheets[0], row, 6, colour, "")
        book.worksheets[0].cell(row, 7, words)
    assert read(tmp_path, book) == TOLD


def test_coloured_words_in_a_row_above(tmp_path: Path) -> None:
    book = log(above=2, whole=False)
    for column, (words, colour) in enumerate(WORDS, start=1):
        fill(book.worksheets[0], 1, column, colour, words)
    assert read(tmp_path, book) == TOLD


def test_coloured_words_below(tmp_path: Path) -> None:
    book = log()
    for row, (words, colour) in enumerate(WORDS, start=8):
        fill(book.worksheets[0], row, 1, colour, f"this = {words}")
    assert read(tmp_path, book) == TOLD
    rows = jsa.load(tmp_path / "log.xlsx").problems["source_row"].tolist()
    assert rows == [8, 9, 10]


@pytest.mark.parametrize("sign", ["/", ",", ";"])
def test_a_legend_that_names_the_colours(tmp_path: Path, sign: str) -> None:
    book = log(above=2)
    book.worksheets[0].cell(1, 1, f"Red = rejected {sign} grey = no reply {sign} Green: interview")
    assert read(tmp_path, book) == TOLD


def test_without_a_legend_nothing_is_guessed(tmp_path: Path) -> None:
    rows = read(tmp_path, log())
    assert rows == [[company, "applied", "open"] for company, _ in LOG]


def test_a_coloured_column_of_statuses_is_no_legend(tmp_path: Path) -> None:
    book = log(whole=False)
    sheet = book.worksheets[0]
    sheet.cell(1, 4, "Status")
    for row, (text, colour) in enumerate((("Applied", YELLOW), ("Rejected", RED), ("Offer", GREEN)), start=2):
        fill(sheet, row, 4, colour, text)
    assert read(tmp_path, book) == [
        ["Quillmoor", "applied", "open"],
        ["Rowanby", "applied", "rejected"],
        ["Sallow", "offer", "open"],
        ["Thornbury", "applied", "open"],
    ]


def test_many_coloured_cells_cost_little(tmp_path: Path) -> None:
    book = log()
    sheet = book.worksheets[0]
    for row in range(6, 3_000):
        for column in range(1, 4):
            fill(sheet, row, column, (RED, GREEN, GREY)[row % 3], f"Firm {row}")
    book.save(tmp_path / "log.xlsx")
    start = time.perf_counter()
    jsa.load(tmp_path / "log.xlsx")
    assert time.perf_counter() - start < 10


def test_a_legend_of_codes_beside_the_table_or_divided_by_strokes(tmp_path: Path) -> None:
    rows = "Quillmoor,Glazier,2026-03-02,R{}\nRowanby,Fitter,2026-03-03,A{}\nSallow,Roofer,2026-03-04,A{}\n"
    beside = "Company,Role,Applied,Status,,\n" + rows.format(",,R = rejected", ",,A = applied", ",,")
    above = "R = rejected / A = applied,,,\nCompany,Role,Applied,Status\n" + rows.format("", "", "")
    for text in (beside, above):
        (tmp_path / "log.csv").write_text(text)
        outcomes = jsa.load(tmp_path / "log.csv").applications["outcome"].tolist()
        assert outcomes == ["rejected", "open", "open"]
