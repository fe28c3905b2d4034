"""Workbooks written from text, so that what stands in them can be read and compared in the repository."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["write_workbook"]

#: Workbooks carry the time they were made; a fixed one keeps them the same in every run.
MADE = dt.datetime(2026, 1, 1)


def write_workbook(grid: Path, folder: Path) -> Path:
    """Write the workbook that a ``.grid`` file describes into a folder, and return its path."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.created = book.properties.modified = MADE
    for block in grid.read_text(encoding="utf-8").split("# sheet:")[1:]:
        name, *lines = block.rstrip("\n").split("\n")
        _fill(book.create_sheet(name.strip()), lines)
    path = folder / f"{grid.stem}.xlsx"
    book.save(path)
    return path


def _fill(sheet: Worksheet, lines: list[str]) -> None:
    row = 0
    for line in lines:
        if line.startswith("! "):
            _command(sheet, *line[2:].split(), row=row)
            continue
        row += 1
        for column, text in enumerate(line.split("|"), start=1):
            if text.strip():
                sheet.cell(row, column).value = _value(text.strip())


def _command(sheet: Worksheet, verb: str, argument: str, *, row: int) -> None:
    """Merge a range, or format rows below the last one, as dragging a border down does."""
    if verb == "merge":
        sheet.merge_cells(argument)
        return
    for padded in range(row + 1, row + 1 + int(argument)):
        sheet.cell(padded, 1).number_format = "yyyy-mm-dd"


def _value(text: str) -> dt.datetime | float | str:
    if text.startswith("d:"):
        return dt.datetime.fromisoformat(text[2:])
    return float(text[2:]) if text.startswith("n:") else text
