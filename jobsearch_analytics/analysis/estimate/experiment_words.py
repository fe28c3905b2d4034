"""What is said of experiments: each result in words, the headline, the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobsearch_analytics.analysis.answer import percent
from jobsearch_analytics.analysis.estimate.comparison_words import MOST_WORTH, points

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["experiments_advice", "experiments_headline", "result_words"]


def result_words(row: dict[str, Any]) -> str:
    """Return the result of one experiment: too early, leaning, or known, with its numbers.

    Examples
    --------
    >>> row = {"status": "running", "verdict": "not yet", "more_needed": 40.0, "review_on": None}
    >>> result_words(row | {"applications": 0})
    'too early: about 40 more'
    """
    more = _more_words(row["more_needed"])
    if row["status"] == "abandoned":
        return "abandoned"
    if not row.get("found", True):
        return f"nothing in your log has {row['where']} so far"
    if row["status"] == "running":
        return f"too early: {more}"
    if row["verdict"] == "not yet":
        return f"too early to tell: {more}"
    way = "better" if row["difference"] > 0 else "worse"
    rates = (
        f"{row['reached']} of {row['applications']} ({percent(row['rate'])}) against "
        f"{row['others_reached']} of {row['others']} ({percent(row['others_rate'])}), like with like "
        f"{points(row['difference'])}"
    )
    lead = f"{row['group']}: {way}" if row["group"] != "after" else way
    return f"{lead}, {rates}" if row["verdict"] == "known" else f"leaning {lead}, {rates}; {more}"


def _more_words(more: float) -> str:
    if more != more:
        return "too little to compare with was sent or answered so far"
    if more > MOST_WORTH:
        return "a doubling would take more applications than one search holds"
    if more == 0:
        return "enough is sent, the answers are still to come"
    return f"about {more:.0f} more"


def experiments_headline(table: pd.DataFrame) -> str:
    """Return one sentence: how many experiments there are, and what is known of them."""
    if table.empty:
        return "No experiment is written down yet."
    counts = table["status"].value_counts()
    parts = [
        f"{counts[name]} {name}" for name in ("running", "to review", "ended", "abandoned") if name in counts
    ]
    known = table[(table["verdict"] == "known") & (table["status"] != "abandoned")]
    tail = "; none has told anything for sure yet" if known.empty else ""
    for row in known.head(1).to_dict("records"):
        tail = f"; {row['name']}: {row['result']}"
    n = len(table)
    return f"{n} {'experiment' if n == 1 else 'experiments'} ({', '.join(parts)}){tail}."


def experiments_advice(table: pd.DataFrame) -> str:
    """Return the next step: keep, go back, or wait for the review."""
    if table.empty:
        return (
            "Begin with one change you can name: why, what, since when, and the day you will look at it "
            "(jsa.save_experiment)."
        )
    alive = table[table["status"].isin(["running", "to review"])]
    known = alive[alive["verdict"] == "known"]
    for row in known.head(1).to_dict("records"):
        kept = row["difference"] > 0
        return f"{'Keep it' if kept else 'Go back to how it was'}: {row['change']} ({row['result']})."
    review = alive[alive["status"] == "to review"]
    if len(review):
        row = review.iloc[0]
        return f"Look again in four weeks, not before: {row['name']} ({row['result']})."
    if len(alive):
        row = alive.sort_values("review_on", kind="stable").iloc[0]
        day = f"{row['review_on']:%Y-%m-%d}"
        return f"Keep everything else as it is until {day}: {row['name']} ({row['result']})."
    return "No experiment is running: begin the next one, with one change at a time."
