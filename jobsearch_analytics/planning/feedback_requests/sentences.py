"""What `feedback_requests` says in sentences: the headline, the next step, and what to beware of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.analysis.answer import percent, span
from jobsearch_analytics.planning.feedback_requests.ledger import GRADES, PATIENCE_DAYS
from jobsearch_analytics.planning.feedback_requests.queue import ASK_FROM_DAYS, ASK_UNTIL_DAYS
from jobsearch_analytics.planning.feedback_requests.rates import ANSWER_PRIOR

if TYPE_CHECKING:
    from jobsearch_analytics.search import JobSearch

__all__ = ["advice", "headline", "notes"]

#: Few relationships are told apart by fewer requests than this.
FEW_REQUESTS = 20


def headline(table: pd.DataFrame, rates: pd.DataFrame, level: float) -> str:
    """Return how many are worth asking, and how often such requests were answered so far."""
    row = rates[rates["what"] == "answered"].iloc[0]
    if not row["trials"]:
        return f"{_worth(table)}; no request so far is old enough to tell how often an answer comes."
    # With few requests the plain share is far from what can be expected, and may lie outside its interval.
    so_far = f"so far {row['hits']:,} of {row['trials']:,} requests were answered"
    ends = f"{percent(level)} interval {span(row['low'], row['high'])}"
    return f"{_worth(table)}; {so_far}, and of the next ones about {percent(row['share'])} may be ({ends})."


def _worth(table: pd.DataFrame) -> str:
    """Return how many are worth asking, and where that hangs on a day that nobody wrote down."""
    counts = table["when"].value_counts()
    words = {
        "now": "worth asking for feedback today",
        "soon": "in a day or two",
        "day unknown": "that may be worth it, if the no came lately",
    }
    told = [f"{counts[when]:,} {text}" for when, text in words.items() if when in counts]
    if "now" not in counts:
        sure = " for sure" if "day unknown" in counts else ""
        told = [f"Nobody to ask for feedback today{sure}", *told]
    return ", ".join(told)


def advice(table: pd.DataFrame, thanks: pd.DataFrame) -> str:
    """Return the first to ask, else the first to thank, else what to watch for."""
    if table.empty and len(thanks):
        first = thanks.iloc[0]
        firm = f" of {first['company']}" if isinstance(first["company"], str) else ""
        return (
            f"Nothing to ask today. Thank {first['whom']}{firm} for saying why: `.thanks` names "
            f"{len(thanks):,} whose answer you have, and `draft` writes the line."
        )
    if table.empty:
        return (
            f"Nothing to ask today. After the next talk that ends in a no, ask once, {ASK_FROM_DAYS} to "
            f"{ASK_UNTIL_DAYS} days later: a no after a talk is the best source of feedback there is."
        )
    first = table.iloc[0]
    firm = f" about {first['company']}" if isinstance(first["company"], str) else ""
    by = "" if pd.isna(first["due_on"]) else f" by {first['due_on']:%Y-%m-%d}"
    verb = {
        "soon": f"Wait {ASK_FROM_DAYS} days, then ask",
        "day unknown": f"If the no came in the last {ASK_UNTIL_DAYS} days, ask",
    }.get(first["when"], "Ask")
    return f"{verb} {first['whom']}{firm}{by}: one narrow question, with thanks first."


def notes(search: JobSearch, noes: pd.DataFrame, ledger: pd.DataFrame, past: pd.DataFrame) -> tuple[str, ...]:
    """Return what to know of this very log, the gravest first."""
    waiting, told = int((ledger["result"] == "waiting").sum()), int(noes["told"].sum())
    answered = ledger[ledger["result"] == "answered"]
    days = answered["days_to_answer"].dropna()
    found = (
        (
            search.contacts.empty or search.touches.empty,
            "To see whom to ask and how often answers come, add who you met (contacts) and what you wrote "
            "(touches): `jobsearch log` writes both.",
        ),
        (
            len(past) > 0,
            f"Never asked, more than {ASK_UNTIL_DAYS} days ago: {len(past):,}, in `.past`. Let these rest.",
        ),
        (told > 0, f"The reason was given without asking: {told:,}."),
        (
            waiting > 0,
            f"Asked in the last {PATIENCE_DAYS} days and waiting: {waiting:,}. One ask is enough.",
        ),
        (
            len(answered) > 0,
            f"What the answers gave, told by word lists: {_gave(answered['grade'])}{_after(days)}.",
        ),
        (
            0 < len(ledger) < FEW_REQUESTS,
            f"Too few requests to tell who answers best, or when ({len(ledger):,}): see `.rates`.",
        ),
        ((ledger["result"] != "waiting").any(), f"What can be expected: {ANSWER_PRIOR.source}."),
    )
    return tuple(text for holds, text in found if holds)


def _gave(grades: pd.Series) -> str:
    """Return how many answers were of what use, in words."""
    words = {
        "actionable": "with something to work on",
        "specific": "with a point about you",
        "boilerplate": "of courtesy alone",
    }
    counts = grades.value_counts()
    return ", ".join(f"{counts[name]:,} {words[name]}" for name in reversed(GRADES) if name in counts)


def _after(days: pd.Series) -> str:
    """Return how long the answers took, in words."""
    if days.empty:
        return ""
    if days.max() < 1:
        return "; they came on the same day"
    ends = f"{days.min():.0f} to {days.max():.0f}" if days.min() < days.max() else f"{days.max():.0f}"
    return f"; they came after {ends} day{'' if ends == '1' else 's'}"
