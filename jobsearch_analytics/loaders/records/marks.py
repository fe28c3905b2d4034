"""Marks: what a cell of a table tells of its row, as one long frame: row, event, days, planned or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.loaders.language.date_texts import find_date_texts
from jobsearch_analytics.loaders.language.days import days_of, last_days_of
from jobsearch_analytics.loaders.language.distinct import coded
from jobsearch_analytics.loaders.language.profiles import is_no, is_yes
from jobsearch_analytics.loaders.language.statuses import Mark, StatusReading, read_status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["CIRCLES", "WEIGHTS", "MarkFrame", "empty_marks", "expand", "stage_column_readings", "with_days"]

#: Where an ending is told twice, the surer place counts: notes least, an outcome column most.
WEIGHTS = {"note": 0, "section": 1, "history": 2, "stage": 2, "status": 3, "response": 4, "outcome": 5}

#: Where circles stand for "passed", as in East Asia, a cross is "failed", and an empty cell is neither.
CIRCLES, CROSSES = frozenset("○◯〇⭕"), frozenset("×✕✖╳")

#: How far a day may lie before the day of sending and still belong to the same year.
SLACK = np.timedelta64(14, "D")

MarkFrame = pd.DataFrame
COLUMNS = [
    "row",
    "event",
    "year",
    "month",
    "day",
    "style",
    "swapped",
    "fuzz",
    "planned",
    "weight",
    "inferred",
    "words",
]
NUMBERS, FLAGS, TEXTS = ("year", "month", "day"), ("swapped", "planned"), ("event", "style", "fuzz", "words")


@dataclass(frozen=True)
class _Flat:
    """The marks of all distinct texts one after the other, and where each text's begin."""

    frame: pd.DataFrame
    starts: np.ndarray
    counts: np.ndarray


def empty_marks() -> MarkFrame:
    """Return no marks."""
    return expand(np.zeros(0, dtype=int), [], [], "note")


def expand(
    codes: np.ndarray, readings: Sequence[StatusReading], texts: Sequence[str], place: str
) -> MarkFrame:
    """Return the marks of every row of a column.

    Parameters
    ----------
    codes : ndarray of int
        Per row, the position of its text in ``readings``; -1 for none.
    readings : sequence of StatusReading
        One per distinct text.
    texts : sequence of str
        The distinct texts, kept as the words the event was read from.
    place : str
        A key of `WEIGHTS`.
    """
    flat = _flat(readings, texts)
    counts = np.append(flat.counts, 0)[codes]
    rows = np.repeat(np.arange(len(codes)), counts)
    first = np.append(flat.starts, 0)[codes] - (np.cumsum(counts) - counts)
    picked = np.repeat(first, counts) + np.arange(len(rows))
    out = flat.frame.take(picked).reset_index(drop=True)
    out.insert(0, "row", rows)
    out["weight"] = WEIGHTS[place]
    out["inferred"] = place in ("note", "section")
    return out[COLUMNS]


def _flat(readings: Sequence[StatusReading], texts: Sequence[str]) -> _Flat:
    rows = [_row(mark, text) for reading, text in zip(readings, texts, strict=True) for mark in reading.marks]
    counts = np.array([len(reading.marks) for reading in readings], dtype=int)
    names = ["event", "year", "month", "day", "style", "swapped", "fuzz", "planned", "words"]
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    frame = pd.DataFrame(dict(zip(names, map(list, columns), strict=True)))
    frame = frame.astype(dict.fromkeys(NUMBERS, "float64") | dict.fromkeys(FLAGS, "bool"))
    frame = frame.assign(**{name: coded(frame[name]) for name in TEXTS})
    return _Flat(frame, np.cumsum(counts) - counts, counts)


def _row(mark: Mark, text: str) -> tuple:
    date = mark.date
    numbers = (
        (np.nan,) * 3
        if date is None
        else tuple(np.nan if part is None else part for part in (date.year, date.month, date.day))
    )
    return (
        mark.event,
        *numbers,
        date.style if date else "",
        bool(date and date.swapped),
        date.fuzz if date else "",
        mark.planned,
        text,
    )


def stage_column_readings(
    texts: Sequence[str], event: str, *, on_paper: bool = False, circled: bool = False
) -> list[StatusReading]:
    """Return what the cells of a column that stands for one stage or outcome tell.

    A yes, a date, or any other words mean that it was reached; a no or an empty cell that it was not; words
    that are a status of their own ("failed") are read as well. Where only papers are read (``on_paper``), who
    fails did not get to it. Where circles stand for "passed" (``circled``), a cross stands for "failed".

    Examples
    --------
    >>> readings = stage_column_readings(["yes", "no", "failed"], "interview")
    >>> [[mark.event for mark in reading.marks] for reading in readings]
    [['interview'], [], ['interview', 'rejected']]
    """
    cells = [str(text).strip() for text in texts]
    readings = [_stage_cell("failed" if circled and cell in CROSSES else cell, event) for cell in cells]
    return [_without_stage(reading) if on_paper else reading for reading in readings]


def _without_stage(reading: StatusReading) -> StatusReading:
    """Return a failure on paper as an ending alone."""
    failed = tuple(mark for mark in reading.marks if mark.event == "rejected")
    return StatusReading(failed, ("rejected",), "yes", "known") if failed else reading


def _stage_cell(text: str, event: str) -> StatusReading:
    if is_no(text) and not is_yes(text):
        return StatusReading()
    date = next(iter(find_date_texts(text)), None) if any(sign.isdigit() for sign in text) else None
    own = read_status(text) if date is None and not is_yes(text) else StatusReading()
    if own.meanings and set(own.meanings) <= {"saved", "skipped", "unclear", "no_response"}:
        silent = tuple(mark for mark in own.marks if mark.event == "no_response")
        return StatusReading(silent, ("no_response",) if silent else (), "yes" if silent else "", "known")
    reached = (Mark("offer"),) if event in ("accepted", "declined") else ()
    planned = any(mark.planned for mark in own.marks) or own.meanings == ("waiting",)
    ends = tuple(
        mark
        for mark in own.marks
        if mark.event in ("rejected", "withdrawn", "accepted", "declined", "closed")
    )
    return StatusReading((*reached, Mark(event, date, planned), *ends), (event,), "yes", "known")


def with_days(
    marks: MarkFrame, sent_on: np.ndarray, orders: Mapping[str, str], reference: pd.Timestamp
) -> MarkFrame:
    """Return the marks with the days their words name: ``occurred`` and ``latest``.

    A day without a year is the first such day after the application was sent (two weeks' slack for typing).

    Parameters
    ----------
    marks : DataFrame
        From `expand`.
    sent_on : ndarray of datetime64[D]
        Per row of the table; NaT if unknown.
    orders : mapping of str to str
        What the columns of the sheet prove: sign between the numbers → order. Dates among the words that can
        only be read one way count first; where nothing tells, the reading that lies between the day of
        sending and today is taken, else month first.
    reference : Timestamp
        Today, or the day the log speaks for.
    """
    nothing = np.full(len(marks), np.datetime64("NaT"), dtype="datetime64[s]")
    out = marks.assign(occurred=nothing, latest=nothing)
    dated = (marks["month"].notna() | marks["year"].notna()).to_numpy()
    if not dated.any():
        return out
    part = marks[dated]
    year, month, day = (part[name].to_numpy(dtype=float) for name in ("year", "month", "day"))
    base = sent_on[part["row"].to_numpy()]
    turned = _day_first(part, year, month, day, base, orders, reference)
    month, day = np.where(turned, day, month), np.where(turned, month, day)
    year = _years(year, month, day, base, reference)
    occurred = days_of(year, month, day)
    occurred[part["fuzz"].isin(["before", "after"]).to_numpy()] = np.datetime64("NaT")
    out.loc[dated, "occurred"] = occurred
    out.loc[dated, "latest"] = last_days_of(occurred, month, day)
    return out


def _years(
    year: np.ndarray, month: np.ndarray, day: np.ndarray, sent_on: np.ndarray, reference: pd.Timestamp
) -> np.ndarray:
    """Return the years, those left out set so that the day follows the application, or lies in the past."""
    lost, known = np.isnan(year), ~np.isnat(sent_on)
    today = reference.to_datetime64().astype("datetime64[D]")
    base = np.where(known, sent_on, today).astype("datetime64[D]")
    year = np.where(lost, base.astype("datetime64[Y]").astype(int) + 1970, year)
    tried = days_of(year, month, day)
    early = lost & known & (tried < base - SLACK)
    return year + early - (lost & ~known & (tried > base))


def _day_first(
    part: MarkFrame,
    year: np.ndarray,
    month: np.ndarray,
    day: np.ndarray,
    base: np.ndarray,
    orders: Mapping[str, str],
    reference: pd.Timestamp,
) -> np.ndarray:
    """Return where the first of two numbers is the day."""
    swapped = part["swapped"].to_numpy(dtype=bool)
    styles = part["style"]
    turned = np.zeros(len(part), dtype=bool)
    for sign in styles[swapped].unique():
        here = swapped & (styles == sign).to_numpy()
        votes = int((styles == f"{sign}m").sum()) - int((styles == f"{sign}d").sum())
        order = "month first" if votes > 0 else "day first" if votes < 0 else orders.get(sign, "")
        if order or sign == ".":
            turned[here] = order != "month first"
            continue
        today = reference.to_datetime64().astype("datetime64[D]")
        as_is = days_of(_years(year, month, day, base, reference), month, day)
        other = days_of(_years(year, day, month, base, reference), day, month)
        turned[here] = (_between(other, base, today) & ~_between(as_is, base, today))[here]
    return turned


def _between(days: np.ndarray, first: np.ndarray, last: np.datetime64) -> np.ndarray:
    return (days <= last) & (np.isnat(first) | (days >= first))
