"""Where the page's counts come from: requests for feedback, people due, what is tried, what was suggested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.features.relationships import build_relationships
from jobsearch_analytics.features.talks import build_talks
from jobsearch_analytics.planning.experiments import experiments
from jobsearch_analytics.planning.feedback_requests.ledger import build_ledger
from jobsearch_analytics.planning.feedback_requests.queue import build_candidates, build_queue
from jobsearch_analytics.planning.keep_in_touch.due import LISTED, build_due
from jobsearch_analytics.report.days import points
from jobsearch_analytics.report.facts import Experiment, Facts, Suggested
from jobsearch_analytics.report.suggestions import kept_suggestions
from jobsearch_analytics.tables import RELATIONS

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from jobsearch_analytics.report.history import Report
    from jobsearch_analytics.search import JobSearch

__all__ = ["find_facts", "suggestions_since"]

#: How far ahead the page looks for people to write to.
WITHIN_DAYS = 14

#: No page repeats more suggestions than this.
MOST_SUGGESTIONS = 12


def find_facts(
    search: JobSearch, day: pd.Timestamp, level: float, told: pd.DataFrame
) -> tuple[Facts, list[str]]:
    """Return the counts, and beside them what is being tried in the user's words.

    Parameters
    ----------
    search : JobSearch
        As loaded.
    day : Timestamp
        The day the page is made on.
    level : float
        Coverage of the intervals.
    told : DataFrame
        What `suggestions_since` returned.
    """
    suggestions = tuple(
        Suggested(status, decided) for status, decided in zip(told["status"], told["decided_on"], strict=True)
    )
    tried, words = _experiments(search, level)
    return Facts(_asked(search, day), _due(search, day), tried, suggestions), words


def suggestions_since(folder: Path | None, last: Report | None) -> pd.DataFrame:
    """Return the suggestions the next page speaks of: those open, and those that came or were decided since.

    Parameters
    ----------
    folder : Path or None
        The workspace.
    last : Report or None
        The report before; None for all.
    """
    rows = kept_suggestions(folder)
    if last is not None and len(rows):
        days = rows[["received_on", "decided_on"]].max(axis=1)
        rows = rows[(rows["status"] == "open") | (days >= last.made_on)]
    return rows.tail(MOST_SUGGESTIONS).reset_index(drop=True)


def _asked(search: JobSearch, day: pd.Timestamp) -> dict[str, int]:
    """Return what `feedback_requests` counts, without its rates, its thanks and its sentences."""
    talks = build_talks(search, until=max(day, search.as_of))
    ledger = build_ledger(search, talks)
    queue = build_queue(search, build_candidates(search, talks, ledger), ledger, day)
    results = ledger["result"].value_counts()
    return {
        "asked": len(ledger),
        "answered": int(results.get("answered", 0)),
        "declined": int(results.get("declined", 0)),
        "waiting": int(results.get("waiting", 0)),
        "worth asking now": int((queue["when"] != "past").sum()),
    }


def _due(search: JobSearch, day: pd.Timestamp) -> dict[str, int]:
    """Return how many people `keep_in_touch` lists, by relation: a word of the fixed list, or none."""
    people = build_due(build_relationships(search, until=day), day, WITHIN_DAYS, search.workspace)
    due = people[people["state"].isin(LISTED)]
    relation = due["relation"].where(due["relation"].isin(RELATIONS), "other").value_counts()
    return {name: int(relation[name]) for name in (*RELATIONS, "other") if name in relation}


def _experiments(search: JobSearch, level: float) -> tuple[tuple[Experiment, ...], list[str]]:
    """Return what is tried, as days, fixed words and numbers; and beside it in the user's words."""
    rows = experiments(search, level=level).table.to_dict("records")
    facts = tuple(
        Experiment(row["since"], f"{row['status']}: {row['verdict']}", _numbers_of(row)) for row in rows
    )
    return facts, [": ".join(row[name] for name in ("name", "change") if row[name]) for row in rows]


def _numbers_of(row: dict) -> str:
    """Return an experiment's counts and its difference; before its day nothing is judged."""
    young = f"; {row['waiting']:,.0f} more too young" if row["waiting"] else ""
    counts = f"{row['reached']:,.0f} of {row['applications']:,.0f} since"
    if row["low"] != row["low"]:
        return f"{counts}{young}"
    others = f"{row['others_reached']:,.0f} of {row['others']:,.0f} else"
    return f"{counts}, {others} ({points(row['low'])} to {points(row['high'])} points){young}"
