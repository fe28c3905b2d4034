"""Workbooks that would fill the memory: known by their XML, before a parser makes room for every place.

The parser keeps a place for every cell between the first and the last one. One stray cell in the last row and
column, or a row of OpenDocument that says it is repeated a million times, asks for more memory than there is,
though the file is small.
"""

from __future__ import annotations

import re

from jobsearch_analytics.errors import SourceError

__all__ = ["check_open_document", "check_rows", "check_sheet"]

MAX_ROWS = 1_000_000
#: Places between the first and last cell that are never too many, and how many per cell may be.
FEW_PLACES, PLACES_PER_CELL = 4_000_000, 20

_ROW_OF = rb"""\sr\s*=\s*["'][A-Za-z]{1,3}"""
_FAR_COLUMN = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{2,3})\d""")
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})(\d+)""")
_REPEATED_ROW = re.compile(
    rb"<table:table-row\b[^>]*number-rows-repeated=\"(\d+)\"[^>]*(?<!/)>(.*?)</table:table-row>", re.DOTALL
)
_REPEATED_CELL = re.compile(rb"<table:table-cell\b[^>]*number-columns-repeated=\"(\d+)\"[^>]*office:value")


def check_sheet(xml: bytes, file: str) -> None:
    """Refuse a sheet of XLSX whose cells span far more places than a log has.

    Raises
    ------
    SourceError
        If it has more rows than a log, or its cells lie so far apart that nearly all places are empty.
    """
    check_rows(xml.count(b"<row"), file)
    n_cells = xml.count(b"<c ")
    last_row = _at_most(xml)
    last_column = max(map(_number, set(_FAR_COLUMN.findall(xml))), default=26)
    if last_row < MAX_ROWS and not _is_strewn(last_row * last_column, n_cells):
        return
    places = _PLACE.findall(xml)
    last_row, last_column = max(int(row) for _, row in places), max(_number(name) for name, _ in places)
    check_rows(last_row, file)
    check_places(last_row * last_column, n_cells, file)


def check_rows(n_rows: int, file: str) -> None:
    """Refuse more rows than a spreadsheet program can hold.

    Raises
    ------
    SourceError
        If there are.
    """
    if n_rows > MAX_ROWS:
        raise SourceError(
            file,
            f"holds {n_rows:,} rows in one sheet",
            f"at most {MAX_ROWS:,} rows",
            "Delete the empty rows below the table and save it again.",
        )


def check_places(n_places: int, n_cells: int, file: str) -> None:
    """Refuse cells that lie so far apart that nearly all places between them are empty.

    Raises
    ------
    SourceError
        If they do.
    """
    if _is_strewn(n_places, n_cells):
        raise SourceError(
            file,
            f"has {n_cells:,} cells strewn over {n_places:,} places",
            f"cells that lie together; at most {FEW_PLACES:,} places, or {PLACES_PER_CELL} a cell",
            "Delete what stands far below or beside the table and save it again.",
        )


def _at_most(xml: bytes) -> int:
    """Return a row that no cell lies below: 9, 99, 999 and so on, by the digits of the longest number."""
    n_digits = 7
    while n_digits > 1 and not re.search(_ROW_OF + b"\\d{%d}" % n_digits, xml):
        n_digits -= 1
    return 10**n_digits - 1


def _is_strewn(n_places: int, n_cells: int) -> bool:
    return n_places > max(FEW_PLACES, PLACES_PER_CELL * n_cells)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def check_open_document(xml: bytes, file: str) -> None:
    """Refuse a sheet of OpenDocument that repeats a filled cell or row beyond what a log has.

    Raises
    ------
    SourceError
        If it does.
    """
    n_cells = xml.count(b"office:value")
    repeated = sum(map(int, _REPEATED_CELL.findall(xml)))
    for times, row in _REPEATED_ROW.findall(xml):
        in_row = row.count(b"office:value") + sum(map(int, _REPEATED_CELL.findall(row)))
        repeated += int(times) * in_row
    check_places(repeated, n_cells, file)
