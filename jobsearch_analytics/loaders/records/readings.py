"""Rows of `search.reading`: what each column and each status word of a table was taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.loaders.cells.said import reading_row

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.language.statuses import StatusReading
    from jobsearch_analytics.loaders.naming.columns import Columns
    from jobsearch_analytics.loaders.naming.headings import Table

__all__ = ["column_readings", "word_readings"]


def column_readings(table: Table, columns: Columns) -> list[dict]:
    """Return a row per column: its meaning, why, and whether that is doubtful."""
    rows = []
    for place, heading in enumerate(table.headings):
        meaning = columns.meanings[place]
        label = heading or f"column {place + 1}"
        doubt = "taken from its values, not from a heading" if meaning and columns.trust[place] < 0.68 else ""
        if not meaning and not columns.profiles[place].n:
            continue
        rows.append(
            reading_row(
                table.grid, label, meaning or "not used", columns.why[place] or "unknown heading", doubt
            )
        )
    return rows


def word_readings(
    table: Table, place: int, codes: np.ndarray, texts: list[str], readings: list[StatusReading]
) -> list[dict]:
    """Return a row per status word, the commonest first: what it became, and how many rows say it."""
    counts = np.bincount(codes, minlength=len(texts))
    rows = []
    for text, reading, count in sorted(zip(texts, readings, counts, strict=True), key=lambda item: -item[2])[
        :60
    ]:
        taken = ", ".join(dict.fromkeys(mark.event for mark in reading.marks)) or (
            "nothing" if text else "no answer yet"
        )
        doubt = {
            "misspelt": "read as a misspelling",
            "alike": "read by its likeness to words that we know",
            "context": "decided by the rest of the log",
            "not understood": "not understood",
        }
        heading = table.headings[place] or f"column {place + 1}"
        rows.append(
            reading_row(
                table.grid,
                f"{heading} = {text[:60]!r}",
                taken,
                f"{reading.how}, {count} rows",
                doubt.get(reading.how, ""),
            )
        )
    return rows
