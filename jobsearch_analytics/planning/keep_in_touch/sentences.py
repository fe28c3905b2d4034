"""What `keep_in_touch` says in sentences: the headline, the next step, and what to beware of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.analysis.answer import share_words
from jobsearch_analytics.features.talks import firm_keys
from jobsearch_analytics.planning.keep_in_touch.doors import ENDS, LATE_STAGES
from jobsearch_analytics.planning.keep_in_touch.due import MOST_TO_DO

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["advice", "headline", "notes"]


def headline(table: pd.DataFrame, everyone: pd.DataFrame, within_days: int) -> str:
    """Return how many there are to write to, of how many."""
    if everyone.empty:
        return "No contacts are written down yet."
    now, soon = int(table["to_do"].sum()), int((table["state"] == "soon").sum())
    many = "1 contact" if len(everyone) == 1 else f"{len(everyone):,} contacts"
    return f"Of {many}, {now:,} to write to now and {soon:,} more in the next {within_days} days."


def advice(table: pd.DataFrame, doors: pd.DataFrame) -> str:
    """Return the first thing to do, or what comes next."""
    due = table[table["to_do"]]
    if len(due):
        first = due.iloc[0]
        name = first["name"] if isinstance(first["name"], str) else "the first on the list"
        return f"First {name}: {first['reason']}."
    if len(doors):
        return f"Nobody is due. A second door: {doors.iloc[0]['company']}, {doors.iloc[0]['reason']}."
    if len(table):
        first = table.iloc[0]
        return f"Nobody is due today; next is {first['name']} on {first['due_on']:%Y-%m-%d}."
    return "Nobody is due. After the next talk, write down who was there: name, firm, relation."


def notes(
    everyone: pd.DataFrame,
    table: pd.DataFrame,
    doors: pd.DataFrame,
    yields: pd.DataFrame,
    talks: pd.DataFrame,
    level: float,
) -> tuple[str, ...]:
    """Return what to know of this very log, the gravest first."""
    states = everyone["state"].value_counts()
    unmet = len(set(talks["firm"]) - set(firm_keys(everyone["company"])) - {""})
    late = talks["stage"].isin(LATE_STAGES) & talks["outcome"].isin(ENDS)
    undated = int((late & talks["ended_on"].isna()).sum())
    unspoken = int((everyone["last_on"].isna() & (everyone["state"] == "fresh start")).sum())
    replies = yields[(yields["of"] == "all") & (yields["what"] == "replies")].iloc[0]
    more = int(table["state"].isin(["due", "fresh start"]).sum() - table["to_do"].sum())
    words = share_words(replies["hits"], replies["messages"], replies["low"], replies["high"], level)
    notes = (
        (
            everyone.empty,
            "To be reminded, add who you met: name, firm, relation, and what you wrote when "
            "(`jobsearch log` writes both).",
        ),
        (more > 0, f"{more:,} more could be written to; {MOST_TO_DO} good messages are plenty for now."),
        (
            "fresh start" in states,
            "A fresh start is a hello after a long pause: write as if you met anew, the pause needs no word.",
        ),
        (
            unspoken > 0,
            f"No day is written down on which you met or wrote: {unspoken:,}. With it, the right moment can "
            "be told (`jobsearch log touch` with --on).",
        ),
        (
            "in process" in states,
            "At firms where an application of yours is open, so that `pipeline` says when to write: "
            f"{states.get('in process', 0):,}.",
        ),
        ("resting" in states, f"Resting after two unanswered messages: {states.get('resting', 0):,}."),
        (
            "no relation" in states,
            f"Say who they are to you (relation) to be reminded: {states.get('no relation', 0):,}.",
        ),
        (
            len(doors) > 0,
            f"Second doors, where you came far some time ago: {len(doors):,}, in `.second_doors`.",
        ),
        (
            unmet > 0 and len(everyone) > 0,
            f"Firms where you talked with somebody who is not in your contacts: {unmet:,}.",
        ),
        (
            undated > 0,
            f"Ended late, on a day nobody wrote down: {undated:,}. With the day they can be second doors.",
        ),
        (replies["messages"] > 0, f"Replied to: {words} messages at least two weeks old; see `.yields`."),
    )
    return tuple(text for holds, text in notes if holds)
