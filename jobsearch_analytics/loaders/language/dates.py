"""Columns of dates: day or month first decided by the whole column, missing years by the neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.loaders.language.date_texts import read_date_text
from jobsearch_analytics.loaders.language.days import days_of, last_days_of
from jobsearch_analytics.loaders.language.distinct import distinct_texts, factorized, spread
from jobsearch_analytics.loaders.language.progress import watched

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jobsearch_analytics.loaders.language.date_patterns import DateText

__all__ = [
    "DOUBTS",
    "Dates",
    "column_orders",
    "read_dates",
]

#: Where nothing else tells, dots stand between day and month.
DOTTED = {".": "day first"}

DOUBTS = {
    "about": "the log says about; kept to the month",
    "before": "only the latest possible day is known; no day kept",
    "after": "only the earliest possible day is known; no day kept",
    "two dates": "two dates in one cell; the first is kept",
    "typo": "read as the one date these digits can mean",
    "impossible": "there is no such day; kept to the month",
    "order": "day or month first cannot be told from this column; kept to the year. "
    'Say which: jsa.load(..., dates="day first") or dates="month first"',
    "year": "no year, and no dated row beside it; no day kept",
    "unread": "not understood as a date; no day kept",
}


@dataclass(frozen=True)
class Dates:
    """A column of dates as read.

    Attributes
    ----------
    occurred : ndarray of datetime64[D]
        The day, or the first day of the month or year; NaT if unknown.
    latest : ndarray of datetime64[D]
        The last day it can be.
    precision : Categorical of str
        ``day``, ``month``, ``year`` or empty.
    doubt : Categorical of str
        A key of `DOUBTS`, or empty.
    order : str
        ``day first``, ``month first`` or empty where the column needed neither.
    why : str
        How the order was found.
    """

    occurred: np.ndarray
    latest: np.ndarray
    precision: pd.Categorical
    doubt: pd.Categorical
    order: str = ""
    why: str = ""


def column_orders(values: np.ndarray | pd.Categorical) -> dict[str, str]:
    """Return the orders that the unambiguous dates of a column prove: sign between the numbers → order.

    Examples
    --------
    >>> column_orders(np.array(["3/4/2025", "3/25/2025", "24.3.2025"], dtype=object))
    {'/': 'month first', '.': 'day first'}
    """
    texts = [read_date_text(text) for text in distinct_texts(values) if text]
    return {sign: order for sign, (order, _) in _proven([date for date in texts if date is not None]).items()}


def read_dates(
    values: np.ndarray | pd.Categorical,
    *,
    order: str = "",
    orders: Mapping[str, str] | None = None,
    hint: str = "",
    reference: pd.Timestamp,
) -> Dates:
    """Return a column of written dates as days.

    Parameters
    ----------
    values : Categorical or ndarray of str, shape (n,)
        Cells in row order; empty where nothing stands.
    order : str
        ``day first`` or ``month first`` if the user says so.
    orders : mapping of str to str, optional
        What other columns of the sheet prove: sign between the numbers → order.
    hint : str
        The order to take when nothing in the sheet tells it (the language, the country).
    reference : Timestamp
        Days after it count against a reading.

    Returns
    -------
    Dates
        Arrays of length n.
    """
    codes, distinct = factorized(values)
    texts = _year_first(distinct, reference)
    found = [read_date_text(text) for text in watched(texts)]
    known = [date for date in found if date is not None]
    signs = {date.style: "" for date in known if date.swapped}
    taken, why = _orders(signs, known, order, orders or {})
    if not all(taken.values()):
        guess, reason = _likelier(found, codes, reference, taken)
        guess, reason = (guess, reason) if guess else (hint, "usual where the rest of the log comes from")
        why = reason if guess else why
        taken = {sign: known_order or guess for sign, known_order in taken.items()}
    parts = _parts(found, taken)
    order = " and ".join(dict.fromkeys(filter(None, taken.values())))
    if not (np.isnan(parts["year"]) & ~np.isnan(parts["month"])).any():
        return _finish(parts, codes, distinct, order, why)
    # A year that is left out is the neighbours': each row has its own.
    rows = {name: part[codes] for name, part in parts.items()}
    rows["year"] = _fill_years(rows["year"], rows["month"], rows["day"])
    return _finish(rows, np.arange(len(codes)), np.array(distinct, dtype=object)[codes], order, why)


def _year_first(texts: list[str], reference: pd.Timestamp) -> list[str]:
    """Return dates such as 25.09.16 with the year written out, where the column shows that it comes first.

    The first numbers are one or two recent years, the last ones vary more than years of one search do.
    """
    parts = [match.groups() for match in map(_SHORT.fullmatch, texts) if match]
    if len(parts) < 3 or len(parts) < 0.6 * sum(map(bool, texts)):
        return texts
    first, last = {int(part[0]) for part in parts}, {int(part[2]) for part in parts}
    recent = all(0 <= reference.year - 2000 - year <= 8 for year in first)
    if not recent or len(first) > 2 or len(last) <= len(first) + 1:
        return texts
    return [_SHORT.sub(r"20\1-\2-\3", text) for text in texts]


_SHORT = re.compile(r"(\d{2})[./-](\d{1,2})[./-](\d{1,2})\.?")


def _orders(
    signs: dict[str, str], known: list[DateText], order: str, orders: Mapping[str, str]
) -> tuple[dict[str, str], str]:
    """Return the order per sign as far as it is told or proven, and how."""
    if order:
        return dict.fromkeys(signs, order), "you said so"
    proven = _proven(known)
    reasons = [proven[sign][1] for sign in signs if sign in proven]
    reasons += ["other columns of the sheet" for sign in signs if sign not in proven and sign in orders]
    taken = {
        sign: proven[sign][0] if sign in proven else orders.get(sign, DOTTED.get(sign, "")) for sign in signs
    }
    return taken, "; ".join(dict.fromkeys(reasons)) or "dots between the numbers"


def _proven(found: list[DateText]) -> dict[str, tuple[str, str]]:
    """Return the order that dates with a number above 12 prove, and how: sign → (order, why)."""
    proven = {}
    for sign in ("/", ".", "-"):
        written = [date for date in found if date.style[:1] == sign]
        days = sum(date.style == f"{sign}d" and not date.fuzz for date in written)
        months = sum(date.style == f"{sign}m" and not date.fuzz for date in written)
        if days != months:
            order, n = ("day first", days) if days > months else ("month first", months)
            proven[sign] = (order, f"{n} of {len(written)} dates can only be {order}")
    return proven


def _likelier(
    found: list[DateText | None], codes: np.ndarray, reference: pd.Timestamp, taken: Mapping[str, str]
) -> tuple[str, str]:
    """Return the order under which the rows run on smoothly, none in the future, if one clearly does."""
    costs = {}
    for order in ("day first", "month first"):
        parts = _parts(found, {sign: known or order for sign, known in taken.items()})
        days = days_of(parts["year"], parts["month"], parts["day"])[codes]
        days = days[~np.isnat(days)].astype("int64")
        if len(days) < 3:
            return "", ""
        ahead = int((days > reference.to_datetime64().astype("datetime64[D]").astype("int64")).sum())
        costs[order] = float(np.abs(np.diff(days)).sum()) + 400.0 * ahead
    best, other = sorted(costs, key=lambda order: costs[order])
    if costs[other] > 1.5 * costs[best] + 5:
        return best, "the rows run on in order that way"
    return "", ""


def _parts(found: list[DateText | None], orders: Mapping[str, str]) -> dict[str, np.ndarray]:
    """Return year, month, day (NaN where unknown) and doubt per distinct text."""
    rows = [_numbers(date, orders.get(date.style, "") if date else "") for date in found]
    numbers = np.array([row[:3] for row in rows], dtype=float).reshape(-1, 3)
    doubt = np.array([row[3] for row in rows], dtype=object)
    return {"year": numbers[:, 0], "month": numbers[:, 1], "day": numbers[:, 2], "doubt": doubt}


def _numbers(date: DateText | None, order: str) -> tuple[float, float, float, str]:
    if date is None:
        return np.nan, np.nan, np.nan, "unread"
    year, month, day = (np.nan if part is None else float(part) for part in (date.year, date.month, date.day))
    if date.fuzz in ("before", "after"):
        return np.nan, np.nan, np.nan, date.fuzz
    if date.fuzz == "about":
        day = np.nan
    if date.swapped and order == "day first":
        month, day = day, month
    if date.swapped and not order:
        return year, np.nan, np.nan, "order"
    return year, month, day, date.fuzz


def _fill_years(year: np.ndarray, month: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Return the years, those left out taken from the nearest dated row: the year that lies closest."""
    open_rows = np.isnan(year) & ~np.isnan(month)
    if not open_rows.any():
        return year
    known = pd.Series(days_of(year, month, day))
    near = known.ffill().fillna(known.bfill())[open_rows]
    if near.isna().all():
        return year
    base = near.dt.year.to_numpy(float)
    tries = [days_of(base + step, month[open_rows], day[open_rows]) for step in (-1, 0, 1)]
    far = [np.abs((days - near.to_numpy("datetime64[D]")).astype("int64")) for days in tries]
    filled = year.copy()
    filled[open_rows] = base + np.argmin(np.vstack(far), axis=0) - 1
    return filled


def _finish(
    parts: dict[str, np.ndarray], codes: np.ndarray, texts: Sequence[str] | np.ndarray, order: str, why: str
) -> Dates:
    """Return the days of rows that hold the texts that their codes name."""
    year, month, day, doubt = parts["year"], parts["month"], parts["day"], parts["doubt"]
    occurred = days_of(year, month, day)
    unknown = [np.isnat(occurred), np.isnan(month), np.isnan(day)]
    precision = np.select(unknown, ["", "year", "month"], "day")
    latest = last_days_of(occurred, month, day)
    filled = np.array([bool(text) for text in texts], dtype=bool)
    doubt = np.where(np.isnat(occurred) & (doubt == ""), "year", doubt)
    doubt = np.where(filled, doubt, "")
    return Dates(
        occurred[codes],
        latest[codes],
        spread(codes, precision),
        spread(codes, doubt),
        order,
        why if order else "",
    )
