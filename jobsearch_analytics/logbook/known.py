"""The application, person or ask that an entry speaks of, found by the words a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.errors import BadArgumentError, UnknownChoiceError
from jobsearch_analytics.loaders.language.words import key
from jobsearch_analytics.stages import stage_rank
from jobsearch_analytics.workspace import read_csv

if TYPE_CHECKING:
    from jobsearch_analytics.search import JobSearch

__all__ = ["application_named", "contact_named", "known", "open_ask", "stage_reached"]

#: How many names a letter lists.
SHOWN = 8

#: From this likeness on, in percent, a name may be the one that was meant.
ALIKE = 60

_IDS = {"applications": "application_id", "contacts": "contact_id", "touches": "touch_id"}


def known(search: JobSearch, table: str) -> pd.DataFrame:
    """Return a table of the search with what was logged since it was loaded, as text; later rows win.

    Cells that a later row leaves empty keep what an earlier one said.
    """
    loaded = getattr(search, table)
    texts = loaded.astype("object").where(loaded.notna(), None)
    for name in loaded.select_dtypes("datetime"):
        texts[name] = loaded[name].dt.strftime("%Y-%m-%d")
    rows = pd.concat([texts, read_csv(search.workspace, table)], ignore_index=True)
    return rows.groupby(_IDS[table], sort=False, as_index=False).last().reindex(columns=loaded.columns)


def application_named(search: JobSearch, words: str) -> pd.Series:
    """Return the one application meant by its id, its employer, or "employer, role".

    The first words of an employer's name are enough where no other begins with them.

    Raises
    ------
    UnknownChoiceError
        If no application is meant, or more than one; the nearest are listed.
    """
    rows = known(search, "applications")
    company, title = rows["company"].fillna(""), rows["title"].fillna("")
    names = company.str.cat(title, sep=", ").str.removesuffix(", ")
    wanted = key(words)
    for candidates in (
        rows["application_id"] == words,
        names.map(key) == wanted,
        company.map(key) == wanted,
        _begin_with(company, wanted),
    ):
        if candidates.sum() == 1:
            return rows[candidates].iloc[0]
        if candidates.sum() > 1:
            told_apart = _told_apart(rows[candidates], names[candidates])
            raise UnknownChoiceError(
                "application", words, told_apart, "one application alone: name the role, or its id"
            )
    raise UnknownChoiceError(
        "application", words, _nearest(words, names), "an employer of this search, or 'employer, role'"
    )


def contact_named(search: JobSearch, words: str, param: str = "contact") -> pd.Series:
    """Return the one contact meant by an id or a name; the first name is enough where one person has it.

    Raises
    ------
    UnknownChoiceError
        If no contact is meant, or more than one; the nearest are listed.
    """
    rows = known(search, "contacts")
    names = rows["name"].fillna("")
    wanted = key(words)
    for candidates in (rows["contact_id"] == words, names.map(key) == wanted, _begin_with(names, wanted)):
        if candidates.sum() == 1:
            return rows[candidates].iloc[0]
        if candidates.sum() > 1:
            ids = rows.loc[candidates, "contact_id"].tolist()
            raise UnknownChoiceError(param, words, ids[:SHOWN], "one person alone: use the contact_id")
    raise UnknownChoiceError(
        param, words, _nearest(words, names), "a contact of this search: log the person as a contact first"
    )


def stage_reached(search: JobSearch, application: pd.Series) -> str:
    """Return the furthest stage of an application, events logged since the search was loaded included."""
    events = read_csv(search.workspace, "events").reindex(columns=["application_id", "event", "scheduled"])
    mine = events[
        (events["application_id"] == application["application_id"]) & (events["scheduled"] != "True")
    ]
    stages = pd.concat([pd.Series([application["stage"]], dtype="object"), mine["event"]], ignore_index=True)
    return str(stages.iloc[int(stage_rank(stages).argmax())])


def open_ask(search: JobSearch, application: pd.Series | None, person: pd.Series | None) -> pd.Series:
    """Return the latest message of ours that has no answer yet, an ask for feedback before any other.

    Raises
    ------
    BadArgumentError
        If nothing is waiting for an answer there.
    """
    rows = known(search, "touches")
    rows = rows[rows["direction"].isin(["out", "both"]) & rows["replied_on"].isna()]
    for name, wanted in (("application_id", application), ("contact_id", person)):
        rows = rows if wanted is None else rows[rows[name] == wanted[name]]
    if not len(rows):
        whose = (
            application["company"]
            if application is not None
            else person["name"]
            if person is not None
            else ""
        )
        raise BadArgumentError(
            "kind",
            "answer",
            f"a message to {whose} in the log that waits for one",
            f'an entry of kind "ask" first, or "feedback" with company="{whose}"',
        )
    asks = rows[rows["purpose"] == "feedback_request"]
    return (asks if len(asks) else rows).sort_values("on", kind="stable").iloc[-1]


def _told_apart(rows: pd.DataFrame, names: pd.Series) -> list[str]:
    same = names.duplicated(keep=False)
    return names.where(~same, rows["application_id"]).head(SHOWN).tolist()


def _begin_with(names: pd.Series, wanted: str) -> pd.Series:
    """Return which names begin with these words, as whole words."""
    return (names.map(key) + " ").str.startswith(f"{wanted} ") & (wanted != "")


def _nearest(words: str, names: pd.Series) -> list[str]:
    """Return the names like these words, the nearest first; any names where none is like them."""
    from rapidfuzz import fuzz, process

    distinct = [name for name in names.unique() if name]
    found = process.extract(words, distinct, scorer=fuzz.WRatio, processor=key, limit=SHOWN)
    alike = [name for name, score, _ in found if score >= ALIKE]
    return alike or [name for name, *_ in found]
