"""The other columns of a tracker: names, links, pay, notes, feedback, people."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.loaders.cells.texts_of_cells import clean_text
from jobsearch_analytics.loaders.language.distinct import (
    by_distinct,
    coded,
    constant,
    factorized,
    mapped,
    spread,
)
from jobsearch_analytics.loaders.language.profiles import is_no, is_yes
from jobsearch_analytics.loaders.language.words import key, read_words, tokens
from jobsearch_analytics.loaders.records.beside import feedback_beside, people_beside
from jobsearch_analytics.loaders.records.pay import add_pay

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.naming.columns import Columns
    from jobsearch_analytics.loaders.naming.headings import Table
    from jobsearch_analytics.loaders.records.part import Part

__all__ = ["read_side_columns"]


#: Columns whose text goes into the table as it stands.
AS_IT_STANDS = ("location", "channel", "materials", "currency")


def read_side_columns(table: Table, columns: Columns, records: pd.DataFrame, part: Part) -> None:
    """Add place, channel, pay, notes to the records, and feedback and people as tables of their own."""
    grid = table.grid
    for name in AS_IT_STANDS:
        place = columns.first(name)
        if place is not None:
            records[name] = _one_spelling(mapped(grid.columns[place], clean_text))
    if "channel" in records:
        records["channel"] = _channel(records["channel"].array, table.headings[columns.first("channel") or 0])
    place = columns.first("remote") if columns.first("remote") is not None else columns.first("location")
    if place is not None:
        records["remote"] = mapped(grid.columns[place], _remote)
    add_pay(table, columns, records)
    records["note"] = _notes(table, columns)
    posting = columns.first("description")
    if posting is not None:
        records["posting"] = mapped(grid.columns[posting], clean_text)
    effort = columns.first("effort")
    if effort is not None:
        records["effort_minutes"] = by_distinct(grid.columns[effort], _minutes).astype(float)
    record_type = columns.first("record_type")
    records["type_text"] = grid.columns[record_type] if record_type is not None else constant("", grid.n_rows)
    part.tables["feedback"] = feedback_beside(table, columns)
    part.tables["contacts"] = people_beside(table, columns, records)


def _minutes(text: str) -> float:
    return float(pd.to_numeric(text, errors="coerce"))


def _one_spelling(values: pd.Categorical) -> pd.Categorical:
    """Return values with spellings that differ only in case or punctuation replaced by the commonest one."""
    codes, texts = factorized(values)
    counts = np.bincount(codes, minlength=len(texts))
    first: dict[str, str] = {}
    for place in np.argsort(-counts, kind="stable"):
        first.setdefault(key(texts[place]), texts[place])
    return spread(codes, [first[key(text)] if text else "" for text in texts])


def _channel(values: pd.Categorical, heading: str) -> pd.Categorical:
    """Return the channel; a yes under "Referral?" is the channel referral."""

    def named(text: str) -> str:
        if is_yes(text):
            return "referral" if "refer" in heading.casefold() else ""
        return "" if is_no(text) else text

    return mapped(values, named)


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


def _remote(text: str) -> str:
    words = tokens(text)
    listed = _remote_words()
    found = {
        listed[part]
        for size in (1, 2)
        for part in (" ".join(words[place : place + size]) for place in range(len(words) - size + 1))
        if part in listed
    }
    return next((mode for mode in ("hybrid", "remote", "on_site") if mode in found), "")


def _notes(table: Table, columns: Columns) -> pd.Categorical:
    """Return the notes of each row, those of several columns one after the other."""
    texts = [mapped(table.grid.columns[place], clean_text) for place in columns.all("note")]
    if len(texts) < 2:
        return texts[0] if texts else constant("", table.grid.n_rows)
    rows = zip(*(np.asarray(column, dtype=object) for column in texts), strict=True)
    return coded(["\n".join(filter(None, row)) for row in rows])
