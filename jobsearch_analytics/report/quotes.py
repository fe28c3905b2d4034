"""Quotes that may be shared: each one approved on its own, kept in the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics import clock, workspace
from jobsearch_analytics.errors import UnknownChoiceError
from jobsearch_analytics.files import csv_text
from jobsearch_analytics.report.letters import clean, squash

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from jobsearch_analytics.analysis.answer import Answer
    from jobsearch_analytics.search import JobSearch

__all__ = ["approve_quote", "approved_quotes", "quotable", "quote_for", "without_mark"]

QUOTES_FILE = "quotes"
COLUMNS = ["quote", "approved_on"]


def approve_quote(
    search: JobSearch, quote: str, *, approved: bool = True, today: str | date | None = None
) -> Path:
    """Approve one quote for sharing, or take the approval back.

    A quote leaves only if it was approved and ``share=["quotes"]`` is ticked; names inside it are replaced.

    Parameters
    ----------
    search : JobSearch
        Whose feedback holds the quote.
    quote : str
        The words to share: a whole note, or the part of it that may leave.
    approved : bool
        False takes the approval back.
    today : str or date, optional
        The day it is; None reads the clock.

    Returns
    -------
    Path
        ``quotes.csv`` in the workspace.

    Raises
    ------
    UnknownChoiceError
        If these words stand in no note; the nearest ones are shown.
    WorkspaceError
        If the search has no workspace, or it cannot be written.

    Examples
    --------
    >>> import jobsearch_analytics as jsa, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     search = jsa.load_sample(workspace=folder)
    ...     approve_quote(search, "she said ninety seconds would do", today="2026-07-01").name
    'quotes.csv'
    """
    folder, day = workspace.require(search), clock.today(today)
    words = " ".join(clean(quote).split())
    kept = approved_quotes(search)
    if approved and not _stands_in(words, search.feedback["text"]):
        notes = search.feedback["text"].dropna().tolist()
        raise UnknownChoiceError("quote", quote, notes[:3], "a part of any note of this feedback")
    if not approved and words not in kept:
        raise UnknownChoiceError("quote", quote, kept, "a quote that was approved")
    with workspace.locked(folder):
        rows = workspace.read_csv(folder, QUOTES_FILE).reindex(columns=COLUMNS)
        rows = rows[rows["quote"].astype("str").map(without_mark) != words]
        if approved:
            new = pd.DataFrame({"quote": [words], "approved_on": [f"{day:%Y-%m-%d}"]})
            rows = pd.concat([rows, new], ignore_index=True)
        workspace.commit(folder, {f"{QUOTES_FILE}.csv": csv_text(rows)})
    return folder / f"{QUOTES_FILE}.csv"


def approved_quotes(search: JobSearch) -> list[str]:
    """Return the quotes approved so far, in the order of their approval."""
    rows = workspace.read_csv(search.workspace, QUOTES_FILE)
    return [without_mark(quote) for quote in rows["quote"].dropna()] if "quote" in rows else []


def quotable(search: JobSearch, themes: Answer) -> pd.DataFrame:
    """Return what could be approved: the points behind strengths and gaps, the most typical first.

    Parameters
    ----------
    search : JobSearch
        Whose workspace keeps the approvals.
    themes : Answer
        What `feedback_themes` returned.

    Returns
    -------
    DataFrame
        ``theme``, ``sign``, ``quote`` str and ``approved`` bool, themes in the answer's order.
    """
    points = _points(themes)
    order = {theme: place for place, theme in enumerate(dict.fromkeys(themes.table["theme"]))}
    points = points[points["sign"].isin(["strength", "gap"]) & points["theme"].isin(list(order))]
    points = points.assign(place=points["theme"].map(order))
    points = points.sort_values(["place", "sign", "similarity"], ascending=[True, True, False], kind="stable")
    kept = approved_quotes(search)
    return pd.DataFrame(
        {
            "theme": points["theme"],
            "sign": points["sign"],
            "quote": points["text"],
            "approved": [bool(_among(text, kept)) for text in points["text"]],
        }
    ).reset_index(drop=True)


def quote_for(themes: Answer, theme: str, sign: str, kept: list[str]) -> str:
    """Return the approved quote of a theme, the most typical one of several; empty if there is none."""
    points = _points(themes)
    rows = points[(points["theme"] == theme) & (points["sign"] == sign)]
    rows = rows.sort_values("similarity", ascending=False, kind="stable")
    return next((found for found in (_among(text, kept) for text in rows["text"]) if found), "")


def _points(themes: Answer) -> pd.DataFrame:
    """Return the points behind the themes; an answer without them has its quotes."""
    points = getattr(themes, "points", None)
    if points is not None:
        return points
    quotes = themes.table[themes.table["quote"].fillna("") != ""]
    return quotes.rename(columns={"quote": "text"})[["theme", "sign", "text"]].assign(similarity=1.0)


def _among(text: str, kept: list[str]) -> str:
    """Return the approved words that are this point, a part of it, or hold it."""
    short = squash(text)
    for quote in kept:
        other = squash(quote)
        if other and (other in short or short in other):
            return quote if len(other) <= len(short) else text
    return ""


def _stands_in(words: str, notes: pd.Series) -> bool:
    short = squash(words)
    return bool(short) and any(short in squash(note) for note in notes.dropna())


def without_mark(cell: str) -> str:
    """Undo the mark that keeps a spreadsheet program from running a cell."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell
