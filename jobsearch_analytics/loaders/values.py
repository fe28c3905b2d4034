"""The other columns of a tracker: names, links, pay, notes, feedback, people."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.loaders.markdown_cells import plain_cell
from jobsearch_analytics.loaders.profiles import is_empty, is_no, is_yes
from jobsearch_analytics.loaders.words import by_distinct, key, read_words, tokens

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.columns import Columns
    from jobsearch_analytics.loaders.headings import Table
    from jobsearch_analytics.loaders.part import Part

__all__ = ["clean_text", "link_in", "placeholder_to_nothing", "read_pay", "read_side_columns"]

_LINK = re.compile(r"https?://[^\s)\]>\"']+|www\.[^\s)\]>\"']+", re.IGNORECASE)
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

#: Columns whose text goes into the table as it stands.
AS_IT_STANDS = ("location", "channel", "materials", "currency")

MIN_FEEDBACK_CHARACTERS = 12


def clean_text(text: str) -> str:
    r"""Return a cell as words: no Markdown marks, single spaces, empty where it stands for nothing.

    Examples
    --------
    >>> clean_text("  Acorn \u00a0 & Sons "), clean_text("N/A")
    ('Acorn & Sons', '')
    """
    words = " ".join(plain_cell(text).split())
    return "" if is_empty(words) else words


def link_in(text: str) -> str:
    """Return the first link in a cell, or an empty text."""
    found = _LINK.search(text)
    return found[0].rstrip(".,;") if found else ""


@cache
def _placeholders() -> frozenset[str]:
    return frozenset(key(word) for word in read_words("empty_words")["placeholder"])


def placeholder_to_nothing(values: np.ndarray) -> np.ndarray:
    """Return names with the words that stand where a name should be ("Unknown", "TBD") left out."""

    def name(text: str) -> str:
        words = clean_text(text)
        return "" if key(words) in _placeholders() and len(words) < 24 else words

    return by_distinct(values, name)


def read_side_columns(table: Table, columns: Columns, records: pd.DataFrame, part: Part) -> None:
    """Add place, channel, pay, notes to the records, and feedback and people as tables of their own."""
    grid = table.grid
    for name in AS_IT_STANDS:
        place = columns.first(name)
        if place is not None:
            records[name] = _one_spelling(by_distinct(grid.columns[place], clean_text))
    if "channel" in records:
        records["channel"] = _channel(
            records["channel"].to_numpy(dtype=object), table.headings[columns.first("channel") or 0]
        )
    place = columns.first("remote") if columns.first("remote") is not None else columns.first("location")
    if place is not None:
        records["remote"] = by_distinct(grid.columns[place], _remote)
    _add_pay(table, columns, records)
    records["note"] = _notes(table, columns)
    effort = columns.first("effort")
    if effort is not None:
        records["effort_minutes"] = pd.to_numeric(pd.Series(grid.columns[effort]), errors="coerce").to_numpy()
    record_type = columns.first("record_type")
    records["type_text"] = grid.columns[record_type] if record_type is not None else ""
    part.tables["feedback"] = _feedback(table, columns)
    part.tables["contacts"] = _people(table, columns, records)


def _one_spelling(values: np.ndarray) -> np.ndarray:
    """Return values with spellings that differ only in case or punctuation replaced by the commonest one."""
    counts = pd.Series(values).value_counts()
    first: dict[str, str] = {}
    for text in counts.index:
        first.setdefault(key(text), text)
    return by_distinct(values, lambda text: first.get(key(text), text) if text else "")


def _channel(values: np.ndarray, heading: str) -> np.ndarray:
    """Return the channel; a yes under "Referral?" is the channel referral."""

    def named(text: str) -> str:
        if is_yes(text):
            return "referral" if "refer" in heading.casefold() else ""
        return "" if is_no(text) else text

    return by_distinct(values, named)


@cache
def _remote_words() -> dict[str, str]:
    words = {}
    for word in read_words("value_words")["remote"]:
        mode = "hybrid" if key(word).startswith(("hybr", "hibr")) else "on_site"
        words[key(word)] = mode
    far = (
        "remote",
        "wfh",
        "remoto",
        "homeoffice",
        "home office",
        "télétravail",
        "distanciel",
        "zdalnie",
        "zdalna",
        "遠端",
        "远程",
        "リモート",
        "在宅",
        "재택",
        "fully remote",
        "distributed",
    )
    return words | {key(word): "remote" for word in far}


def _remote(text: str) -> str | None:
    words = tokens(text)
    listed = _remote_words()
    found = {
        listed[part]
        for size in (1, 2)
        for part in (" ".join(words[place : place + size]) for place in range(len(words) - size + 1))
        if part in listed
    }
    return next((mode for mode in ("hybrid", "remote", "on_site") if mode in found), None)


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


def _add_pay(table: Table, columns: Columns, records: pd.DataFrame) -> None:
    for name, side in (("salary_min", 0), ("salary_max", 1)):
        place = columns.first(name) if columns.first(name) is not None else columns.first("salary")
        if place is None:
            continue
        pay = by_distinct(table.grid.columns[place], read_pay)
        records[name] = np.array([row[side] for row in pay], dtype=float)
        if "currency" not in records:
            records["currency"] = np.array([row[2] for row in pay], dtype=object)


def _notes(table: Table, columns: Columns) -> np.ndarray:
    """Return the notes of each row, those of several columns one after the other."""
    texts = [by_distinct(table.grid.columns[place], clean_text) for place in columns.all("note")]
    if not texts:
        return np.full(table.grid.n_rows, "", dtype=object)
    joined = texts[0]
    for more in texts[1:]:
        both = (joined != "") & (more != "")
        joined = np.where(both, joined + "\n" + more, np.where(joined != "", joined, more))
    return joined


def _feedback(table: Table, columns: Columns) -> pd.DataFrame:
    frames = []
    for name, said_by in (("feedback", None), ("self_feedback", "self")):
        for place in columns.all(name):
            texts = by_distinct(table.grid.columns[place], clean_text)
            heading = table.headings[place]
            long = np.array(
                [len(text) >= MIN_FEEDBACK_CHARACTERS and key(text) != key(heading) for text in texts],
                dtype=bool,
            )
            rows = np.flatnonzero(long)
            frames.append(
                pd.DataFrame(
                    {
                        "row": rows,
                        "text": texts[rows],
                        "said_by": _speaker(heading) or said_by,
                        "source_row": table.grid.rows[rows],
                    }
                )
            )
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()


def _speaker(heading: str) -> str | None:
    words = key(heading)
    for sign, speaker in (
        ("hiring manager", "hiring_manager"),
        ("recruiter", "recruiter"),
        ("interviewer", "interviewer"),
        ("coach", "coach"),
        ("self", "self"),
    ):
        if sign in words:
            return speaker
    return None


def _people(table: Table, columns: Columns, records: pd.DataFrame) -> pd.DataFrame:
    """Return the people named beside the applications, one row per person and employer."""
    place = columns.first("contact_name")
    if place is None:
        return pd.DataFrame()
    names = by_distinct(table.grid.columns[place], clean_text)
    named = np.array(
        [
            bool(name)
            and "@" not in name
            and not is_yes(name)
            and len(name) < 60
            and not any(map(str.isdigit, name))
            for name in names
        ],
        dtype=bool,
    )
    rows = np.flatnonzero(named)
    frame = pd.DataFrame(
        {
            "row": rows,
            "name": names[rows],
            "company": records["company"].to_numpy()[rows],
            "relation": _relation(table.headings[place]),
            "source_row": table.grid.rows[rows],
        }
    )
    mail = columns.first("contact_email")
    if mail is not None:
        frame["email"] = by_distinct(table.grid.columns[mail], clean_text)[rows]
    return frame.drop_duplicates(["name", "company"])


def _relation(heading: str) -> str | None:
    words = key(heading)
    for sign, relation in (
        ("hiring", "hiring_manager"),
        ("recruit", "recruiter"),
        ("recrut", "recruiter"),
        ("interview", "interviewer"),
        ("refer", "referrer"),
    ):
        if sign in words:
            return relation
    return None
