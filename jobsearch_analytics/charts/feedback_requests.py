"""The chart of requests for feedback: how often you ask, and how often an answer comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.analysis.answer import percent, span
from jobsearch_analytics.charts.draw import figure_of
from jobsearch_analytics.charts.marks import interval_trace, row_sketch
from jobsearch_analytics.charts.style import finish, label_trace
from jobsearch_analytics.planning.feedback_requests import FeedbackRequests

if TYPE_CHECKING:
    import pandas as pd

    from jobsearch_analytics.charts.style import Spec

__all__ = ["feedback_requests_figure", "rate_rows"]

#: What is drawn: the shares of all, then those by who was asked.
BY_PERSON = "answered, by who was asked"

WORDS = {
    "asked": "You asked",
    "answered": "An answer came",
    "answered with something to use": "An answer with something to use",
}


@figure_of.register(FeedbackRequests)
def feedback_requests_figure(answer: FeedbackRequests) -> Spec:
    """Return the shares asked and answered with their intervals, and the answers by who was asked."""
    rows = rate_rows(answer)
    trace = interval_trace(rows, ("share", "low", "high"), hover="about %{x:.0%}", showlegend=False)
    traces = [trace, label_trace(rows)] if len(rows) else []
    return finish(
        row_sketch(traces, len(rows), {"tickformat": ".0%", "range": [0, 1]}),
        answer,
        title=answer.headline,
        subtitle=_subtitle(answer),
        alt=_alt(rows),
    )


def rate_rows(answer: FeedbackRequests) -> pd.DataFrame:
    """Return the shares that are drawn, a place and a label each."""
    rates = answer.rates
    rows = rates[rates["what"].isin([*WORDS, BY_PERSON]) & (rates["trials"] > 0)].reset_index(drop=True)
    labels = [
        f"{WORDS.get(row['what'], 'Answered by: ' + row['group'])} · {row['hits']:,} of {row['trials']:,}"
        for row in rows.to_dict("records")
    ]
    return rows.assign(label=labels, place=range(len(rows)))


def _subtitle(answer: FeedbackRequests) -> str:
    return (
        "Of what is settled: noes after a talk, and requests at least two weeks old. Diamond and line: the "
        f"share with its {percent(answer.level)} interval, under a wide prior: few requests say little."
    )


def _alt(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "Chart of shares without rows: no request is old enough to be counted."
    words = [
        f"{row['label']}, about {percent(row['share'])} ({span(row['low'], row['high'])})"
        for row in rows.to_dict("records")
    ]
    return f"Chart of shares with intervals. {'; '.join(words)}."
