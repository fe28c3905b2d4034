"""Workbooks into cells: every sheet, dates as ISO text, merged cells filled, nothing calculated."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from jobsearch_analytics.errors import SourceError
from jobsearch_analytics.loaders.cells.colour_legend import with_colours
from jobsearch_analytics.loaders.cells.fills import fills_of
from jobsearch_analytics.loaders.cells.grid import grid_from_rows
from jobsearch_analytics.loaders.cells.workbook_bounds import check_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from python_calamine import CalamineWorkbook

    from jobsearch_analytics.loaders.cells.grid import Grid

__all__ = ["workbook_grids"]

MAX_FORMULA_BYTES = 20_000_000

_LINK_FORMULA = re.compile(r'^=HYPERLINK\(.*?[,;]\s*"([^"]*)"\s*\)$', re.IGNORECASE)
#: How an old workbook with a password begins: first record, perhaps write protection, then the password.
_FILE_PASS = re.compile(rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def workbook_grids(data: bytes, file: str) -> list[Grid]:
    """Return a grid per sheet of a workbook (XLSX, XLSM, XLS, ODS).

    Raises
    ------
    SourceError
        If it has a password, holds more rows than a log, or is broken.
    """
    _check_password(data, file)
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        links, fills = _linked_words(data), fills_of(data)
        return [
            _sheet_grid(book, name, file, links.get(name, {}), fills.get(name, {}))
            for name in book.sheet_names
        ]
    except SourceError:
        raise
    except PasswordError as error:
        raise _locked(file) from error
    except (CalamineError, ValueError, OSError) as error:
        raise _unreadable(file, str(error).splitlines()[0][:120]) from error
    except BaseException as error:
        # What makes the parser's Rust code give up is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise _unreadable(file, "its structure is damaged") from error


def _check_password(data: bytes, file: str) -> None:
    names = ("EncryptedPackage", "EncryptionInfo")
    if data.startswith(_OLE_MARK) and (
        any(name.encode("utf-16-le") in data for name in names) or _FILE_PASS.search(data)
    ):
        raise _locked(file)


def _locked(file: str) -> SourceError:
    return SourceError(
        file,
        "is a workbook with a password",
        "a workbook that opens without one",
        "Open it, save a copy without the password, and load the copy.",
    )


def _unreadable(file: str, why: str) -> SourceError:
    return SourceError(
        file,
        f"cannot be opened as a workbook ({why})",
        "a workbook saved by a spreadsheet program",
        "Open it there and save it again as XLSX or CSV.",
    )


def _sheet_grid(
    book: CalamineWorkbook,
    name: str,
    file: str,
    links: dict[tuple[int, int], str],
    fills: dict[tuple[int, int], str],
) -> Grid:
    sheet = book.get_sheet_by_name(name)
    start = getattr(sheet, "start", None) or (0, 0)
    check_rows(sheet.height, file)
    values = sheet.to_python(skip_empty_area=True)
    cells = [[_as_text(value) for value in row] for row in values]
    _fill_merged(cells, getattr(sheet, "merged_cell_ranges", None), start)
    for (row, column), text in links.items():
        place, side = row - start[0], column - start[1]
        if 0 <= place < len(cells) and 0 <= side < len(cells[place]) and not cells[place][side]:
            cells[place][side] = text
    if fills:
        top, left = start
        cells = with_colours(cells, {(row - top, side - left): rgb for (row, side), rgb in fills.items()})
    numbers = [row + start[0] + 1 for row in range(len(cells))]
    return grid_from_rows(cells, file, numbers=numbers, sheet=name, form="workbook")


def _linked_words(data: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Return the words of ``=HYPERLINK("...", "words")`` formulas that no program has calculated yet.

    Sheet name → (row, column) from 0 → words. Other formulas without a stored value stay empty cells.
    """
    if data[:2] != b"PK" or not _holds_link_formulas(data):
        return {}
    import openpyxl

    found: dict[str, dict[tuple[int, int], str]] = {}
    # A workbook that the other parser can read may be too odd for this one: then the links stay empty.
    with suppress(SyntaxError, LookupError, ValueError, TypeError, AttributeError, OSError):
        for sheet in openpyxl.load_workbook(io.BytesIO(data), read_only=True).worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    words = _LINK_FORMULA.match(cell.value) if isinstance(cell.value, str) else None
                    if words:
                        found.setdefault(sheet.title, {})[cell.row - 1, cell.column - 1] = words[1]
    return found


def _holds_link_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [entry for entry in package.infolist() if entry.filename.startswith("xl/worksheets/")]
        if sum(entry.file_size for entry in sheets) > MAX_FORMULA_BYTES:
            return False
        return any(b"HYPERLINK(" in package.read(entry) for entry in sheets)


def _fill_merged(
    cells: list[list[str]],
    ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]] | None,
    start: tuple[int, int],
) -> None:
    """Repeat the value of cells merged downwards: it speaks for each of their rows."""
    for (top, left), (bottom, right) in ranges or ():
        top, bottom, left = top - start[0], bottom - start[0], left - start[1]
        if left != right - start[1] or not 0 <= top < len(cells) or bottom - top > 5000:
            continue
        for row in range(top + 1, min(bottom + 1, len(cells))):
            if left < len(cells[row]) and not cells[row][left]:
                cells[row][left] = cells[top][left]


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if value.time() == time() else "%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
