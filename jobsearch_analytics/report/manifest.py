"""The list of what leaves with a page and what stays: shown before it is written, and printed on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.planning.experiments.saved import read_experiments
from jobsearch_analytics.report.privacy import TICKS
from jobsearch_analytics.report.quotes import approved_quotes
from jobsearch_analytics.report.suggestions import kept_suggestions

if TYPE_CHECKING:
    from jobsearch_analytics.report.privacy import Sharing
    from jobsearch_analytics.search import JobSearch

__all__ = ["manifest"]

COLUMNS = ["item", "leaves", "how", "amount", "tick"]


def manifest(search: JobSearch, share: Sharing) -> pd.DataFrame:
    """Return what would leave and what stays, a row per kind of thing, with how much of it the log holds."""
    sent, people = search.applications, search.contacts
    open_rows = [
        ("goal and value proposition", "in your own words", _filled(search, "goal", "value_proposition")),
        ("counts, rates and their intervals", "of all applications", len(search.sent)),
        ("ways roles were found", "kinds such as referral or job board", sent["channel"].nunique()),
        ("months of the period", "first and last", int(sent["applied_on"].notna().any())),
        (
            "stages of the open applications",
            "under stand-ins, with the next date as weekday and week",
            _n_open(search),
        ),
        ("what was done and planned", "counts by week", int(search.touches["on"].notna().sum())),
        (
            "what came of suggestions",
            "the coach's words and yours, names inside replaced",
            _suggested(search),
        ),
        ("themes of the feedback", "common ones, with the number of employers", len(search.feedback)),
    ]
    ticked = {
        "quotes": ("quotes", len(approved_quotes(search))),
        "titles": ("titles and places of what is open", _n_open(search)),
        "themes": ("own names of themes", len(search.feedback)),
        "channels": ("the log's own words for channels", sent["channel"].nunique()),
        "profile": ("strengths and target roles", _filled(search, "strengths", "target_roles")),
        "dates": ("exact days", int(sent["applied_on"].notna().any())),
        "experiments": ("experiments in own words", len(read_experiments(search))),
        "own_line": ("an own line", _filled(search, "own_line")),
    }
    closed = [
        ("names of firms", sent["company"].nunique()),
        ("names of people", people["name"].nunique()),
        ("all other job titles and places", sent["title"].nunique() + sent["location"].nunique()),
        ("pay", int(sent[["salary_min", "salary_max"]].notna().any(axis=1).sum())),
        (
            "links and mail addresses",
            int(sent["url"].notna().sum() + people[["email", "url"]].notna().sum().sum()),
        ),
        (
            "notes and messages",
            int(sent["note"].notna().sum() + search.touches[["note", "answer"]].notna().sum().sum()),
        ),
        ("feedback word for word", search.feedback["text"].nunique()),
        ("constraints", _filled(search, "constraints")),
    ]
    own = share.audience == "self"
    rows = [(item, True, how, amount, "") for item, how, amount in open_rows]
    rows += [(item, share.allows(tick), TICKS[tick], amount, tick) for tick, (item, amount) in ticked.items()]
    rows += [(item, own, "only on your own page", amount, "") for item, amount in closed]
    return pd.DataFrame(rows, columns=COLUMNS)


def _n_open(search: JobSearch) -> int:
    return int(search.sent["outcome"].isin(["open", "no_response"]).sum())


def _filled(search: JobSearch, *names: str) -> int:
    return sum(bool(search.profile.get(name)) for name in names)


def _suggested(search: JobSearch) -> int:
    return len(kept_suggestions(search.workspace))
