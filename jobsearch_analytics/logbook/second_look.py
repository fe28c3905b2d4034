"""What is worth a second look in an entry: it is written down all the same, and can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.logbook.known import known

if TYPE_CHECKING:
    import pandas as pd

    from jobsearch_analytics.logbook.rows import Rows
    from jobsearch_analytics.search import JobSearch

__all__ = ["second_look"]


def second_look(search: JobSearch, kind: str, rows: Rows, said: str, entries: pd.DataFrame) -> str:
    """Return what may be a slip in an entry that is sound; empty if nothing is.

    Parameters
    ----------
    search : JobSearch
        What was logged before stands in its workspace.
    kind : str
        A key of `kinds.KINDS`.
    rows : dict of str to list
        As `rows_of` returns them.
    said : str
        The entry in words.
    entries : DataFrame
        The list of entries so far.
    """
    same = entries[(entries["said"] == said) & (entries["kind"] == kind) & entries["undone_on"].isna()]
    if kind == "ask":
        return _asked_before(search, rows["touches"][0])
    if len(same):
        return (
            f"The same was logged on {same['written_on'].iloc[-1]} already: take this one back if it is that."
        )
    return _before_sending(search, rows["events"][0]) if kind == "event" else ""


def _asked_before(search: JobSearch, row: dict[str, str]) -> str:
    """Return whether that application was asked about already."""
    touches = known(search, "touches")
    asks = touches[
        (touches["purpose"] == "feedback_request") & (touches["application_id"] == row["application_id"])
    ]
    if asks.empty:
        return ""
    return (
        f"You asked there on {asks['on'].max()} already; one ask is enough, so let the next step be theirs."
    )


def _before_sending(search: JobSearch, row: dict[str, str]) -> str:
    """Return whether something is said to have happened before the application was sent."""
    sent = known(search, "applications").set_index("application_id")["applied_on"].get(row["application_id"])
    if not isinstance(sent, str) or row["occurred_on"] >= sent or row["event"] == "applied":
        return ""
    return f"That is before the application was sent, on {sent}: take it back if the day is mistyped."
