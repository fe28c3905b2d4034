"""Writes the messy tracker as a workbook, and what it means as a table."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

from tests.simulator.messy.rows import HEADINGS, Row, tracker_rows

__all__ = ["LOG_SHEET", "meaning_table", "workbook_bytes"]

LOG_SHEET = "Log 2026"

#: The title, an empty row, then the headings: the first entry stands in row 4.
FIRST_ROW = 4

WRITTEN = datetime(2026, 6, 28, 20, 0, 0)


def meaning_table(rows: list[Row]) -> pd.DataFrame:
    """Return what each row of the log sheet means, blank rows left out."""
    told = [
        {"source_sheet": LOG_SHEET, "source_row": number, **row.meaning}
        for number, row in enumerate(rows, start=FIRST_ROW)
        if row.meaning
    ]
    return pd.DataFrame(told)


def workbook_bytes() -> bytes:
    """Return the workbook as a file, the same bytes each time."""
    book = Workbook()
    rows = tracker_rows()
    _overview(book, rows)
    _log(book, rows)
    book.properties.creator = "job hunt"
    book.properties.created = WRITTEN
    file = io.BytesIO()
    book.save(file)
    return _undated(file.getvalue())


def _overview(book: Workbook, rows: list[Row]) -> None:
    sheet = book.active
    sheet.title = "Overview"
    sent = sum(1 for row in rows if row.meaning and row.meaning["kind"] == "application")
    for line in (
        ("Job hunt 2026", None),
        (None, None),
        ("applications so far", sent),
        ("rows in log", f"=COUNTA('{LOG_SHEET}'!A:A)-2"),
        ("goal per week", 3),
        ("started", datetime(2026, 2, 16)),
        (None, None),
        ("TODO: update portfolio, ask Ulla about her team", None),
    ):
        sheet.append(line)
    sheet["A1"].font = Font(bold=True, size=16)


def _log(book: Workbook, rows: list[Row]) -> None:
    sheet = book.create_sheet(LOG_SHEET)
    sheet["A1"] = "Applications (green = still hoping)"
    sheet["A1"].font = Font(bold=True, size=14)
    for column, heading in enumerate(HEADINGS, start=1):
        sheet.cell(FIRST_ROW - 1, column, heading).font = Font(bold=True)
    for number, row in enumerate(rows, start=FIRST_ROW):
        for column, value in enumerate(row.cells, start=1):
            cell = sheet.cell(number, column, value)
            if isinstance(value, datetime):
                cell.number_format = "dd/mm/yyyy"
        if (
            row.meaning
            and row.meaning["outcome"] == "open"
            and row.meaning["stage"] not in ("saved", "applied")
        ):
            sheet.cell(number, 1).fill = PatternFill("solid", start_color="FFC6EFCE")
    sheet.column_dimensions["A"].width = 28


def _undated(data: bytes) -> bytes:
    # The library stamps the moment of writing into the archive and its properties.
    stamp = f"{WRITTEN:%Y-%m-%dT%H:%M:%SZ}".encode()
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            fixed = zipfile.ZipInfo(entry.filename, date_time=WRITTEN.timetuple()[:6])
            fixed.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(fixed, content)
    return out.getvalue()
