"""A table with one row per application into records and marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.loaders.column_words import on_paper
from jobsearch_analytics.loaders.dates import DOUBTS, Dates, column_orders, read_dates
from jobsearch_analytics.loaders.doubts import cut_to_year, not_understood
from jobsearch_analytics.loaders.history import read_history
from jobsearch_analytics.loaders.locale import usual_order
from jobsearch_analytics.loaders.markdown_cells import plain_cell
from jobsearch_analytics.loaders.marks import empty_marks, expand, stage_column_readings, with_days
from jobsearch_analytics.loaders.note_marks import read_note
from jobsearch_analytics.loaders.part import Part, problem, reading_row
from jobsearch_analytics.loaders.profiles import is_empty, is_no, is_yes
from jobsearch_analytics.loaders.readings import column_readings, word_readings
from jobsearch_analytics.loaders.statuses import StatusReading, read_status, settle_unclear
from jobsearch_analytics.loaders.texts_of_cells import clean_text, link_in, placeholder_to_nothing
from jobsearch_analytics.loaders.values import read_side_columns
from jobsearch_analytics.loaders.words import by_distinct

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.columns import Columns
    from jobsearch_analytics.loaders.headings import Table
    from jobsearch_analytics.loaders.options import Options

__all__ = ["orders_of", "read_rows", "status_readings"]

STATUS_MEANINGS = ("status", "event", "response", "outcome")
EMPTY = StatusReading(how="empty")


def read_rows(table: Table, columns: Columns, options: Options, section: str = "") -> Part:
    """Return the records of a table with one row each.

    Parameters
    ----------
    table, columns
        The table and what its columns are.
    options : Options
        What the user told.
    section : str
        The heading above the table or the sheet's name: a status where the table has no column for it.
    """
    grid = table.grid
    part = Part(n_rows=grid.n_rows)
    orders = orders_of(table, columns, options)
    records = pd.DataFrame(index=np.arange(grid.n_rows))
    for name in ("company", "title"):
        place = columns.first(name)
        if name == "title" and place is None:
            place = columns.first("subject")
        records[name] = placeholder_to_nothing(grid.columns[place]) if place is not None else ""
    _split_at_sign(records)
    records["url"] = _links(table, columns)
    sent, dates = _sent_dates(table, columns, options, orders, part)
    _add_date(records, dates, grid.n_rows)
    marks = _status_marks(table, columns, options, records, part, section)
    records["sent_column"] = sent
    marks += _stage_marks(table, columns) + _history_marks(table, columns, records)
    told = pd.concat([frame for frame in marks if len(frame)] or [empty_marks()], ignore_index=True)
    told = pd.concat(
        [frame for frame in (told, _note_marks(table, columns)) if len(frame)] or [empty_marks()],
        ignore_index=True,
    )
    sent_on = records["applied_on"].to_numpy().astype("datetime64[D]")
    part.marks = with_days(told, sent_on, orders, options.reference)
    _add_column_dates(part.marks, table, columns, options, orders)
    read_side_columns(table, columns, records, part)
    records["source_row"] = grid.rows
    relevant = columns.first("relevant")
    records["relevant"] = (
        True if relevant is None else ~by_distinct(grid.columns[relevant], is_no).astype(bool)
    )
    part.records = records
    part.reading += [*column_readings(table, columns)]
    return part


def _split_at_sign(records: pd.DataFrame) -> None:
    """Split "Analyst @ Acorn" into role and firm where no column names the firm and most are so written."""
    if (records["company"] != "").any():
        return
    parts = by_distinct(records["title"].to_numpy(dtype=object), lambda text: text.partition(" @ "))
    if len(parts) and np.mean([bool(firm) for _, _, firm in parts]) >= 0.7:
        records["title"] = np.array([role.strip() for role, _, _ in parts], dtype=object)
        records["company"] = np.array([firm.strip() for _, _, firm in parts], dtype=object)


def orders_of(table: Table, columns: Columns, options: Options) -> dict[str, str]:
    """Return the orders of day and month that the sheet's columns prove: sign between the numbers → order."""
    if options.dates:
        return dict.fromkeys("/.-", options.dates)
    found: dict[str, str] = {}
    for place, shape in enumerate(columns.profiles):
        if shape.date >= 0.5:
            found = column_orders(table.grid.columns[place]) | found
    return found


def _links(table: Table, columns: Columns) -> np.ndarray:
    """Return the link of each row: from the link's column, or from any cell where that one holds none."""
    grid, places = table.grid, columns.all("url")
    links = np.full(grid.n_rows, "", dtype=object)
    for place in [*places, *(place for place in range(grid.n_columns) if columns.profiles[place].url > 0.3)]:
        missing = links == ""
        if missing.any():
            links[missing] = by_distinct(grid.columns[place][missing], link_in)
    return links


def _sent_dates(
    table: Table, columns: Columns, options: Options, orders: dict[str, str], part: Part
) -> tuple[np.ndarray, Dates | None]:
    """Return whether each row names a day of sending, and the days: of the surest column there is."""
    grid, name = table.grid, "applied"
    place = columns.first("applied")
    if place is None:
        name, place = "date", columns.first("date")
    ticked = _ticked(table, columns)
    if place is None:
        return ticked, None
    cells = by_distinct(grid.columns[place], lambda text: "" if is_empty(text) else clean_text(text))
    hint = usual_order(table, columns)
    dates = read_dates(cells, order=options.dates, orders=orders, hint=hint, reference=options.reference)
    heading = table.headings[place]
    for row in np.flatnonzero(dates.doubt != ""):
        part.problems.append(
            problem(grid, int(grid.rows[row]), DOUBTS[dates.doubt[row]], heading, str(cells[row]))
        )
    part.problems += cut_to_year(grid, cells, dates, heading)
    if dates.order:
        part.reading.append(reading_row(grid, heading, f"dates, {dates.order}", dates.why))
    given = (cells != "") & ~by_distinct(cells, lambda text: is_empty(text) or is_no(text)).astype(bool)
    if name == "applied":
        return np.where(given, "yes", "no").astype(object), dates
    return ticked, dates


def _ticked(table: Table, columns: Columns) -> np.ndarray:
    """Return yes and no of a column such as "Applied?"; empty texts where there is none."""
    place = columns.first("stage:applied")
    if place is None:
        return np.full(table.grid.n_rows, "", dtype=object)
    return by_distinct(
        table.grid.columns[place], lambda text: "no" if is_no(text) and not is_yes(text) else "yes"
    )


def _add_date(records: pd.DataFrame, dates: Dates | None, n_rows: int) -> None:
    if dates is None:
        records["applied_on"] = np.full(n_rows, np.datetime64("NaT"), dtype="datetime64[D]").astype(
            "datetime64[us]"
        )
        records["latest_on"] = records["applied_on"]
        records["applied_precision"] = ""
        return
    records["applied_on"] = dates.occurred.astype("datetime64[us]")
    records["latest_on"] = dates.latest.astype("datetime64[us]")
    records["applied_precision"] = dates.precision


def status_readings(
    cells: np.ndarray, dated: np.ndarray, options: Options
) -> tuple[np.ndarray, list[str], list[StatusReading], dict[str, str]]:
    """Return codes, distinct texts, their readings, and what was settled by the rest of the log."""
    codes, distinct = pd.factorize(np.asarray(cells, dtype=object))
    texts = [str(text) for text in distinct]
    readings = {
        text: EMPTY if is_empty(text) else read_status(plain_cell(text), options.status_words)
        for text in texts
    }
    shares = pd.Series(dated).groupby(codes).mean()
    settled = settle_unclear(
        readings, {text: float(shares.get(code, 0.0)) for code, text in enumerate(texts)}
    )
    for text, meaning in settled.items():
        told = read_status(text, {text: meaning})
        readings[text] = StatusReading(told.marks, told.meanings, told.sent, "context")
    return codes, texts, [readings[text] for text in texts], settled


def _status_marks(
    table: Table, columns: Columns, options: Options, records: pd.DataFrame, part: Part, section: str
) -> list[pd.DataFrame]:
    grid, frames = table.grid, []
    dated = records["applied_on"].notna().to_numpy()
    records["sent"], records["sent_text"], records["meaning"] = "", "", ""
    for meaning in STATUS_MEANINGS:
        for place in columns.all(meaning):
            cells = grid.columns[place]
            if meaning == "response":  # "No" under "Response?" is no answer yet, not the employer's no
                cells = by_distinct(cells, lambda text: "" if is_yes(text) or is_no(text) else text)
            codes, texts, readings, _ = status_readings(cells, dated, options)
            frames.append(expand(codes, readings, texts, meaning if meaning != "event" else "status"))
            _take_sent(records, codes, readings, first=meaning in ("status", "event"))
            part.reading += word_readings(table, place, codes, texts, readings)
            part.problems += not_understood(table, place, codes, readings)
    if not any(columns.all(meaning) for meaning in ("status", "event")) and section:
        reading = read_status(section, options.status_words)
        if reading.how in ("known", "told", "phrase") and reading.meanings:
            codes = np.zeros(grid.n_rows, dtype=int)
            frames.append(expand(codes, [reading], [section], "section"))
            _take_sent(records, codes, [reading], first=True)
            part.reading.append(
                reading_row(grid, f"the heading {section!r}", ", ".join(reading.meanings), "no status column")
            )
    return frames


def _take_sent(
    records: pd.DataFrame, codes: np.ndarray, readings: list[StatusReading], *, first: bool
) -> None:
    """Take from a status column whether the rows were sent; an outcome column only adds a yes."""
    answers = np.array([*(reading.sent for reading in readings), ""], dtype=object)[codes]
    meanings = np.array([*(" ".join(reading.meanings) for reading in readings), ""], dtype=object)[codes]
    understood = np.array([*(reading.how not in ("not understood",) for reading in readings), True])[codes]
    filled = np.array([*(reading.how != "empty" for reading in readings), False])[codes]
    fresh = (records["sent"] == "") & ((answers == "yes") | first)
    records["sent"] = np.where(fresh, answers, records["sent"])
    if first:
        records["meaning"] = np.where(records["meaning"] == "", meanings, records["meaning"])
        records["sent_text"] = np.where(
            filled & ~understood, "not understood", np.where(filled, "given", records["sent_text"])
        )


def _stage_marks(table: Table, columns: Columns) -> list[pd.DataFrame]:
    frames = []
    for place in columns.stages():
        event = columns.meanings[place].removeprefix("stage:")
        codes, distinct = pd.factorize(table.grid.columns[place])
        texts = [str(text) for text in distinct]
        frames.append(
            expand(
                codes,
                stage_column_readings(texts, event, on_paper=on_paper(table.headings[place])),
                [f"{table.headings[place]}: {text}" for text in texts],
                "stage",
            )
        )
    return frames


def _history_marks(table: Table, columns: Columns, records: pd.DataFrame) -> list[pd.DataFrame]:
    frames = []
    for place in columns.all("history"):
        codes, distinct = pd.factorize(table.grid.columns[place])
        texts = [str(text) for text in distinct]
        readings = [read_history(text) for text in texts]
        frames.append(expand(codes, readings, texts, "history"))
        if not any(columns.all(name) for name in ("status", "event", "applied", "date")):
            told = np.array([*("yes" if reading.marks else "no" for reading in readings), "no"], dtype=object)
            records["sent"] = told[codes]
    return frames


def _note_marks(table: Table, columns: Columns) -> pd.DataFrame:
    frames = []
    for place in [*columns.all("note"), *columns.all("feedback"), *columns.all("next_step")]:
        codes, distinct = pd.factorize(table.grid.columns[place])
        texts = [str(text) for text in distinct]
        frames.append(expand(codes, [read_note(text) for text in texts], texts, "note"))
    kept = [frame for frame in frames if len(frame)]
    return pd.concat(kept, ignore_index=True) if kept else empty_marks()


def _add_column_dates(
    marks: pd.DataFrame, table: Table, columns: Columns, options: Options, orders: dict[str, str]
) -> None:
    """Give endings and stages told without a day the day of the status, or of the answer."""
    for name, weights in (("response_date", (3, 4, 5)), ("status_date", (3,))):
        place = columns.first(name)
        if place is None or not len(marks):
            continue
        days = read_dates(
            table.grid.columns[place],
            order=options.dates,
            orders=orders,
            hint=usual_order(table, columns),
            reference=options.reference,
        )
        later = ~marks["event"].isin(["saved", "applied"])
        open_marks = (marks["occurred"].isna() & marks["weight"].isin(weights) & later).to_numpy()
        rows = marks.loc[open_marks, "row"].to_numpy()
        marks.loc[open_marks, "occurred"] = days.occurred[rows]
        marks.loc[open_marks, "latest"] = days.latest[rows]
