"""Packages (ZIP files, and the workbooks that are such) checked before anything in them is unpacked."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib

from jobsearch_analytics.errors import SourceError
from jobsearch_analytics.loaders.cells.workbook_bounds import check_open_document, check_sheet

__all__ = ["MAX_UNPACKED_BYTES", "check_package"]

MAX_UNPACKED_BYTES = 300_000_000
MAX_PACKING = 200
#: Below this a package is small, however well it is packed.
SMALL_BYTES = 20_000_000
ENCRYPTED = 0x1
#: All that `zipfile` raises on packages that are damaged or packed in a way it does not know.
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, RuntimeError, ValueError, OSError),
)


def check_package(data: bytes, file: str) -> None:
    """Refuse a package that cannot be read, or would fill the memory.

    Raises
    ------
    SourceError
        If it has a password, is broken, unpacks to far more than a log can hold, or holds a sheet that spans
        far more places than it has cells.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_password(package, file)
            _check_size(package, len(data), file)
            for entry in package.infolist():
                _check_content(package.read(entry), file)
    except SourceError:
        raise
    except BROKEN as error:
        raise SourceError(
            file, "is a broken package", "a whole XLSX or ZIP file", "Save or download it again."
        ) from error


def _check_password(package: zipfile.ZipFile, file: str) -> None:
    if any(entry.flag_bits & ENCRYPTED for entry in package.infolist()):
        raise SourceError(
            file,
            "is a package with a password",
            "a package that opens without one",
            "Unpack it with its password, and load the folder or the file that holds your log.",
        )


def _check_size(package: zipfile.ZipFile, n_packed: int, file: str) -> None:
    total = sum(entry.file_size for entry in package.infolist())
    if total > MAX_UNPACKED_BYTES or (total > SMALL_BYTES and total > MAX_PACKING * n_packed):
        raise SourceError(
            file,
            f"would unpack to {total / 1e6:,.0f} MB",
            f"a log of at most {MAX_UNPACKED_BYTES / 1e6:,.0f} MB, packed no more than {MAX_PACKING} to one",
            "Delete the empty rows below the table (or take the log out of the package) and save it again.",
        )


def _check_content(content: bytes, file: str) -> None:
    """Check a part of a package for what it is, whatever it is called."""
    if b"<sheetData" in content:
        check_sheet(content, file)
    elif b"<table:table" in content:
        check_open_document(content, file)
