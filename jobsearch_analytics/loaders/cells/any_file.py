"""Any file into grids of raw cells: what it is, its content tells, never its name."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from jobsearch_analytics.errors import SourceError, SourceMissingError
from jobsearch_analytics.loaders.cells.packages import check_package
from jobsearch_analytics.loaders.cells.text_cells import decode
from jobsearch_analytics.loaders.cells.text_kinds import text_grids
from jobsearch_analytics.loaders.cells.workbook_cells import workbook_grids

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.cells.grid import Grid

__all__ = ["KNOWN_ENDINGS", "read_grids"]

#: Files a folder of exports is searched for.
KNOWN_ENDINGS = (
    ".csv",
    ".tsv",
    ".txt",
    ".xlsx",
    ".xlsm",
    ".xls",
    ".ods",
    ".json",
    ".jsonl",
    ".md",
    ".zip",
    ".tab",
)

MAX_FILE_BYTES = 300_000_000

_OLE_MARK = b"\xd0\xcf\x11\xe0"
_BINARY = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"SQLite format 3": "a database",
}


def read_grids(path: Path, name: str | None = None) -> list[Grid]:
    """Return the grids of a file.

    Parameters
    ----------
    path : Path
        The file.
    name : str, optional
        How it is named in ``source_file``; its own name if left out.

    Raises
    ------
    SourceMissingError
        If there is no such file.
    SourceError
        If it is empty, or nothing that can hold a log.
    """
    if not path.is_file():
        raise SourceMissingError(path)
    if path.stat().st_size > MAX_FILE_BYTES:
        raise SourceError(
            path,
            f"is {path.stat().st_size / 1e6:,.0f} MB",
            f"a log of at most {MAX_FILE_BYTES / 1e6:,.0f} MB",
            "Save the part that holds your applications as a file of its own.",
        )
    return _grids(path.read_bytes(), name or path.name, str(path))


def _grids(data: bytes, name: str, shown: str) -> list[Grid]:
    if not data.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise SourceError(
            shown,
            "is empty",
            "a table with headings and rows",
            "Save the table again and check that it is there.",
        )
    for mark, what in _BINARY.items():
        if data.startswith(mark):
            raise SourceError(
                shown,
                f"is {what}, whatever its name says",
                "a table saved as CSV, XLSX, JSON or Markdown",
                "Export the log from the program that holds it.",
            )
    if data.startswith(_OLE_MARK):
        return workbook_grids(data, name if shown == name else shown)
    if data[:2] == b"PK":
        return _package_grids(data, name, shown)
    return [_renamed(grid, name) for grid in text_grids(decode(data, shown), shown)]


def _package_grids(data: bytes, name: str, shown: str) -> list[Grid]:
    check_package(data, shown)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        if "[Content_Types].xml" in names or "content.xml" in names:
            return [_renamed(grid, name) for grid in workbook_grids(data, shown)]
        grids = []
        for entry in names:
            inner = PurePosixPath(entry)
            if inner.suffix.casefold() not in KNOWN_ENDINGS or inner.name.startswith((".", "__")):
                continue
            if inner.suffix.casefold() == ".zip" or "__MACOSX" in inner.parts:
                continue
            content = package.read(entry)
            if content.strip():
                grids += _grids(content, f"{name}/{entry}", f"{shown}/{entry}")
    if not grids:
        raise SourceError(
            shown,
            "is a package without a table in it",
            "CSV, XLSX, JSON or Markdown files inside",
            "Unpack it and name the file that holds your log.",
        )
    return grids


def _renamed(grid: Grid, name: str) -> Grid:
    from dataclasses import replace

    return replace(grid, file=name)
