"""Pay as people write it: an hour, a month, thousands, one number or a span."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.loaders.language.distinct import by_distinct, mapped

if TYPE_CHECKING:
    import pandas as pd

    from jobsearch_analytics.loaders.naming.columns import Columns
    from jobsearch_analytics.loaders.naming.headings import Table

__all__ = ["add_pay", "read_pay"]


_NUMBER = re.compile(r"(\d{1,3}(?:[.,'\s]\d{3})+|\d+(?:[.,]\d+)?)\s*(k|tsd|mil|万|萬|만)?", re.IGNORECASE)
_CURRENCIES = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₩": "KRW",
    "₹": "INR",
    "zł": "PLN",
    "chf": "CHF",
}
_CODE = re.compile(
    r"\b(USD|EUR|GBP|CHF|PLN|CAD|AUD|NZD|INR|JPY|KRW|SEK|NOK|DKK|CZK|BRL|MXN|SGD|HKD|TWD|CNY|ILS|ZAR)\b"
)
_PERIODS = (
    ("hour", 2080.0, r"/\s*h|hour|hr\b|stunde|heure|hora|\bph\b"),
    ("month", 12.0, r"/\s*mo|month|monat|mois|mes\b|mês|mese|maand|mies|月|월"),
)
YEARLY_AT_LEAST = 1000.0


def read_pay(text: str) -> tuple[float, float, str | None]:
    """Return the lower and upper end of a pay a year, and its currency.

    Pay by the hour is taken times 2,080, by the month times 12.

    Examples
    --------
    >>> read_pay("$185K - $200K")
    (185000.0, 200000.0, 'USD')
    >>> read_pay("25 €/h")[0], read_pay("negotiable")[0]
    (52000.0, nan)
    """
    found = [_amount(number, unit) for number, unit in _NUMBER.findall(text)][:2]
    code = _CODE.search(text.upper())
    currency = (
        code[1]
        if code
        else next((name for sign, name in _CURRENCIES.items() if sign in text.casefold()), None)
    )
    if not found:
        return np.nan, np.nan, currency
    if "k" in text.casefold() and len(found) == 2 and found[0] < YEARLY_AT_LEAST <= found[1]:
        found[0] *= 1000
    factor = next((times for _, times, words in _PERIODS if re.search(words, text.casefold())), 1.0)
    found = [amount * factor for amount in found]
    low, high = min(found), max(found)
    return (low, high, currency) if high >= YEARLY_AT_LEAST else (np.nan, np.nan, currency)


def _amount(number: str, unit: str) -> float:
    times = {"k": 1e3, "tsd": 1e3, "mil": 1e3, "万": 1e4, "萬": 1e4, "만": 1e4}.get(unit.casefold(), 1.0)
    whole = re.sub(r"[.,'\s](?=\d{3}(?:\D|$))", "", number).replace(",", ".").replace(" ", "")
    try:
        return float(whole) * times
    except ValueError:
        return 0.0


def add_pay(table: Table, columns: Columns, records: pd.DataFrame) -> None:
    """Add ``salary_min``, ``salary_max`` and ``currency`` to the records, a year each."""
    for name, side in (("salary_min", 0), ("salary_max", 1)):
        place = columns.first(name) if columns.first(name) is not None else columns.first("salary")
        if place is None:
            continue
        pay = by_distinct(table.grid.columns[place], read_pay)
        records[name] = np.array([row[side] for row in pay], dtype=float)
        if "currency" not in records:
            records["currency"] = mapped(table.grid.columns[place], lambda text: read_pay(text)[2] or "")
