"""Bytes of a text file into cells: encoding, delimiter, records over several lines."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from itertools import islice

import numpy as np
import pandas as pd

from jobsearch_analytics.errors import SourceError
from jobsearch_analytics.loaders.cells.grid import Grid, check_longest, check_width, grid_from_rows
from jobsearch_analytics.loaders.language.distinct import mapped

__all__ = ["decode", "delimited_grid", "find_delimiter"]

MAX_CELLS = 50_000_000
DELIMITERS = (",", ";", "\t", "|")
SAMPLE_CHARACTERS = 200_000
SAMPLE_RECORDS = 200

_ODD = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, file: str) -> str:
    """Return the text of a file, whatever its encoding.

    Raises
    ------
    SourceError
        If the bytes are no text.
    """
    text = _decoded(data)
    sample = text[:SAMPLE_CHARACTERS]
    odd = len(_ODD.findall(sample))
    if odd > max(3, len(sample) // 200):
        raise SourceError(
            file,
            "is not a text file: it holds binary data under a text file's name",
            "a table saved as text, or a workbook under its own ending",
            "Open it in the program that made it and save it as CSV or XLSX.",
        )
    return text.replace("\x00", "") if "\x00" in text else text


def _decoded(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and not _is_wide(data):
        return text
    if _is_wide(data):
        even = data[:2000:2].count(0)
        return data.decode("utf-16-be" if even > data[1:2000:2].count(0) else "utf-16-le", errors="replace")
    return _guessed(data)


def _is_wide(data: bytes) -> bool:
    """Return whether every other byte is empty, as in UTF-16 without its mark."""
    head = data[:2000]
    nuls = head[::2].count(0), head[1::2].count(0)
    return max(nuls) > 0.3 * len(head) and min(nuls) < 0.02 * len(head) + 1


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes

    # Western spreadsheet programs write Windows-1252; others are only taken where they fit better.
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        western = ""
    high = sum(sign > "\x7f" for sign in western[:SAMPLE_CHARACTERS])
    letters = sum(
        sign in "äöüßÄÖÜéèêëàâçîïôûùñóíáúãõì’‘“”–—€£°º·¿¡ÉÀÇ§œŒ…•" for sign in western[:SAMPLE_CHARACTERS]
    )
    if western and letters >= 0.8 * high:
        return western
    best = from_bytes(data[:SAMPLE_CHARACTERS]).best()
    return data.decode(best.encoding if best else "cp1252", errors="replace")


def find_delimiter(text: str) -> str:
    r"""Return the sign between the cells: the one that splits most lines into the same number of cells.

    Examples
    --------
    >>> find_delimiter("Firma;Stelle;Gehalt\\nAxt, Beil & Co;Schmied;45,5\\n")
    ';'
    """
    sample = text[:SAMPLE_CHARACTERS]
    scores = {}
    for sign in DELIMITERS:
        widths = Counter(len(row) for row in _records(sample, sign, SAMPLE_RECORDS) if row)
        total = sum(widths.values())
        width, often = max(
            widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]), default=(1, 0)
        )
        scores[sign] = (often / total) * min(width, 6) ** 0.5 if total and width > 1 else 0.0
    best = max(scores, key=lambda sign: scores[sign])
    return best if scores[best] else ","


def delimited_grid(text: str, file: str, delimiter: str | None = None) -> Grid:
    """Return the cells of a delimited text; one record is one row even with line breaks inside a cell.

    Raises
    ------
    SourceError
        If it has more columns or cells than a log can have, or one cell is longer than a cell can be.
    """
    sign = delimiter or find_delimiter(text)
    end = text.find("\n")
    first = _records(text[:end] if end > 0 else text, sign, 1)
    check_width(len(first[0]) if first else 0, file)
    _check_cells(text.count(sign), file)
    even = _even_grid(text, sign, file)
    return even if even is not None else grid_from_rows(_records(text, sign), file, form="csv")


def _check_cells(n_cells: int, file: str) -> None:
    """Refuse a text with more cells than a log of a lifetime."""
    if n_cells > MAX_CELLS:
        raise SourceError(
            file,
            f"holds {n_cells:,} cells",
            f"at most {MAX_CELLS:,} cells",
            "Delete the empty rows and columns around the table and save it again.",
        )


def _even_grid(text: str, sign: str, file: str) -> Grid | None:
    """Return the cells by the fast parser, which refuses rows longer than the first; None if it does."""
    try:
        frame = pd.read_csv(
            io.BytesIO(text.encode("utf-8", "replace")),
            header=None,
            sep=sign,
            dtype=object,
            keep_default_na=False,
            skip_blank_lines=False,
            skipinitialspace=f'{sign} "' in text,
            engine="c",
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError, OverflowError):
        return None
    columns = [mapped(frame[name], str.strip) for name in frame]
    check_longest(columns, file)
    return Grid(file, None, columns, np.arange(1, len(frame) + 1))


def _records(text: str, sign: str, most: int | None = None) -> list[list[str]]:
    # The module's limit guards against a quotation mark that is never closed; ours gives the better message.
    old = csv.field_size_limit(2**31 - 1)
    # A space before a quotation mark must be skipped for the quotes to count; others tell of a sentence.
    quoted = f'{sign} "' in text
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=sign, skipinitialspace=quoted)
        return list(islice(rows, most))
    finally:
        csv.field_size_limit(old)
