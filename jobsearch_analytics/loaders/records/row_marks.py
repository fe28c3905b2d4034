"""What the columns of a table tell of each of its rows: status, stages, history, notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.loaders.cells.markdown_cells import plain_cell
from jobsearch_analytics.loaders.cells.said import reading_row
from jobsearch_analytics.loaders.language.column_words import on_paper
from jobsearch_analytics.loaders.language.distinct import (
    chosen,
    constant,
    distinct_texts,
    factorized,
    mapped,
    spread,
)
from jobsearch_analytics.loaders.language.likeness import read_alike
from jobsearch_analytics.loaders.language.note_marks import read_note
from jobsearch_analytics.loaders.language.profiles import is_empty, is_no, is_yes
from jobsearch_analytics.loaders.language.progress import watched
from jobsearch_analytics.loaders.language.settling import settle_unclear
from jobsearch_analytics.loaders.language.statuses import StatusReading, read_status
from jobsearch_analytics.loaders.records.doubts import not_understood
from jobsearch_analytics.loaders.records.history import read_history
from jobsearch_analytics.loaders.records.marks import CIRCLES, MarkFrame, expand, stage_column_readings
from jobsearch_analytics.loaders.records.readings import word_readings

if TYPE_CHECKING:
    import pandas as pd

    from jobsearch_analytics.loaders.naming.columns import Columns
    from jobsearch_analytics.loaders.naming.headings import Table
    from jobsearch_analytics.loaders.options import Options
    from jobsearch_analytics.loaders.records.part import Part

__all__ = ["history_marks", "note_marks", "stage_marks", "status_marks", "status_readings"]

STATUS_MEANINGS = ("status", "event", "response", "outcome")
#: Share of the words of a column of answers that tell more than whether an answer came.
TOLD_ANSWERS = 0.3
EMPTY = StatusReading(how="empty")


def status_readings(
    cells: pd.Categorical, dated: np.ndarray, options: Options
) -> tuple[np.ndarray, list[str], list[StatusReading]]:
    """Return codes, distinct texts, and their readings, unclear ones settled by the rest of the log."""
    codes, texts = factorized(cells)
    readings = {
        text: EMPTY if is_empty(text) else read_status(plain_cell(text), options.status_words)
        for text in watched(texts)
    }
    readings |= read_alike(readings)
    totals = np.bincount(codes, minlength=len(texts))
    shares = np.bincount(codes, weights=dated, minlength=len(texts)) / np.maximum(totals, 1)
    settled = settle_unclear(readings, dict(zip(texts, shares.tolist(), strict=True)))
    for text, meaning in settled.items():
        readings[text] = _settled(text, readings[text], meaning)
    return codes, texts, [readings[text] for text in texts]


def _settled(text: str, reading: StatusReading, meaning: str) -> StatusReading:
    """Return a reading whose word of two meanings has the one that the rest of the log gives it."""
    if "turned_away" not in reading.meanings:
        told = read_status(text, {text: meaning})
        return replace(told, how="context")
    marks = tuple(
        replace(mark, event=meaning) if mark.event == "turned_away" else mark for mark in reading.marks
    )
    meanings = tuple(meaning if name == "turned_away" else name for name in reading.meanings)
    return replace(reading, marks=marks, meanings=meanings, how="context")


def status_marks(
    table: Table, columns: Columns, options: Options, records: pd.DataFrame, part: Part, section: str
) -> list[MarkFrame]:
    """Return what statuses and outcomes tell, and add to the records whether they were sent."""
    grid, frames = table.grid, []
    dated = records["applied_on"].notna().to_numpy()
    for name in ("sent", "sent_text", "meaning"):
        records[name] = constant("", grid.n_rows)
    for meaning in STATUS_MEANINGS:
        for place in columns.all(meaning):
            cells = grid.columns[place]
            if meaning == "response":
                cells = _answers(cells)
            codes, texts, readings = status_readings(cells, dated, options)
            frames.append(expand(codes, readings, texts, meaning if meaning != "event" else "status"))
            _take_sent(records, codes, readings, first=meaning in ("status", "event"))
            part.reading += word_readings(table, place, codes, texts, readings)
            part.problems += not_understood(table, place, codes, readings)
    if section and not any(columns.all(meaning) for meaning in ("status", "event")):
        frames += _section_marks(table, options, records, part, section)
    return frames


def _answers(cells: pd.Categorical) -> pd.Categorical:
    """Return the cells of a column of answers without what only says whether one came.

    "No" under "Response?" is no answer yet, unless the column has words for silence or for other answers.
    """
    words = [text for text in distinct_texts(cells) if text and not (is_yes(text) or is_no(text))]
    told = sum(bool(read_status(text).meanings) for text in words)
    if told and told >= TOLD_ANSWERS * len(words):
        return mapped(cells, lambda text: "" if is_yes(text) else text)
    return mapped(cells, lambda text: "" if is_yes(text) or is_no(text) else text)


def _section_marks(
    table: Table, options: Options, records: pd.DataFrame, part: Part, section: str
) -> list[MarkFrame]:
    """Return what the heading above a table tells of all its rows."""
    reading = read_status(section, options.status_words)
    if reading.how not in ("known", "told", "phrase") or not reading.meanings:
        return []
    codes = np.zeros(table.grid.n_rows, dtype=int)
    _take_sent(records, codes, [reading], first=True)
    told = reading_row(
        table.grid, f"the heading {section!r}", ", ".join(reading.meanings), "no status column"
    )
    part.reading.append(told)
    return [expand(codes, [reading], [section], "section")]


def _take_sent(
    records: pd.DataFrame, codes: np.ndarray, readings: list[StatusReading], *, first: bool
) -> None:
    """Take from a status column whether the rows were sent; an outcome column only adds a yes."""
    answers = spread(codes, [reading.sent for reading in readings])
    fresh = (records["sent"] == "").to_numpy() & ((answers == "yes") | first)
    records["sent"] = chosen(fresh, answers, records["sent"].array)
    if not first:
        return
    meanings = spread(codes, [" ".join(reading.meanings) for reading in readings])
    untold = (records["meaning"] == "").to_numpy()
    records["meaning"] = chosen(untold, meanings, records["meaning"].array)
    states = {"empty": "", "not understood": "not understood"}
    filled = spread(codes, [states.get(reading.how, "given") for reading in readings])
    records["sent_text"] = chosen(filled == "", records["sent_text"].array, filled)


def stage_marks(table: Table, columns: Columns) -> list[MarkFrame]:
    """Return what the columns that stand for one stage or ending each tell."""
    frames = []
    columns_of_cells = [distinct_texts(table.grid.columns[place]) for place in columns.stages()]
    circled = any(cell.strip() in CIRCLES for cells in columns_of_cells for cell in cells)
    for place in columns.stages():
        event, heading = columns.meanings[place].removeprefix("stage:"), table.headings[place]
        codes, texts = factorized(table.grid.columns[place])
        readings = stage_column_readings(texts, event, on_paper=on_paper(heading), circled=circled)
        frames.append(expand(codes, readings, [f"{heading}: {text}" for text in texts], "stage"))
    return frames


def history_marks(table: Table, columns: Columns, records: pd.DataFrame) -> list[MarkFrame]:
    """Return the steps that cells of history tell; they say what was sent where no other column does."""
    frames = []
    for place in columns.all("history"):
        codes, texts = factorized(table.grid.columns[place])
        readings = [read_history(text) for text in watched(texts)]
        frames.append(expand(codes, readings, texts, "history"))
        if not any(columns.all(name) for name in ("status", "event", "applied", "date")):
            records["sent"] = spread(
                codes, [reading.sent or ("yes" if reading.marks else "no") for reading in readings]
            )
    return frames


def note_marks(table: Table, columns: Columns) -> list[MarkFrame]:
    """Return what free notes tell outright."""
    frames = []
    for place in [*columns.all("note"), *columns.all("feedback"), *columns.all("next_step")]:
        codes, texts = factorized(table.grid.columns[place])
        frames.append(expand(codes, [read_note(text) for text in watched(texts)], texts, "note"))
    return frames
