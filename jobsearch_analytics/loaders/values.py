"""The other columns of a tracker: names, links, pay, notes, feedback, people."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.loaders.beside import feedback_beside, people_beside
from jobsearch_analytics.loaders.pay import add_pay
from jobsearch_analytics.loaders.profiles import is_no, is_yes
from jobsearch_analytics.loaders.texts_of_cells import clean_text
from jobsearch_analytics.loaders.words import by_distinct, key, read_words, tokens

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.columns import Columns
    from jobsearch_analytics.loaders.headings import Table
    from jobsearch_analytics.loaders.part import Part

__all__ = ["read_side_columns"]


#: Columns whose text goes into the table as it stands.
AS_IT_STANDS = ("location", "channel", "materials", "currency")


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
    add_pay(table, columns, records)
    records["note"] = _notes(table, columns)
    posting = columns.first("description")
    if posting is not None:
        records["posting"] = by_distinct(grid.columns[posting], clean_text)
    effort = columns.first("effort")
    if effort is not None:
        records["effort_minutes"] = pd.to_numeric(pd.Series(grid.columns[effort]), errors="coerce").to_numpy()
    record_type = columns.first("record_type")
    records["type_text"] = grid.columns[record_type] if record_type is not None else ""
    part.tables["feedback"] = feedback_beside(table, columns)
    part.tables["contacts"] = people_beside(table, columns, records)


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
