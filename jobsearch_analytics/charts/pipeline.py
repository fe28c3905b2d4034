"""The chart of the pipeline: what to do next, and the chance that remains of each."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from jobsearch_analytics.analysis.answer import percent, span
from jobsearch_analytics.charts.draw import figure_of
from jobsearch_analytics.charts.marks import interval_trace, row_sketch
from jobsearch_analytics.charts.style import finish, label_trace
from jobsearch_analytics.planning.pipeline import Pipeline

if TYPE_CHECKING:
    import pandas as pd

    from jobsearch_analytics.charts.style import Spec

__all__ = ["ACTION_WORDS", "pipeline_figure", "pipeline_rows"]

#: No more than one can do in a day.
MOST_ROWS = 7

#: What to do, in a word or two.
ACTION_WORDS = {
    "answer": "answer it",
    "prepare": "prepare",
    "log": "log how it went",
    "thank": "say thanks",
    "ask": "ask how it stands",
    "follow_up": "write once more",
    "close": "stop waiting",
    "wait": "wait",
}


@figure_of.register(Pipeline)
def pipeline_figure(answer: Pipeline) -> Spec:
    """Return the next few things to do, the most pressing on top, with the chance that remains of each."""
    rows, hover = pipeline_rows(answer), "%{x:.1%} chance to get further"
    trace = interval_trace(rows, ("chance", "low", "high"), hover=hover, showlegend=False)
    traces = [trace, label_trace(rows)] if len(rows) else []
    return finish(
        row_sketch(traces, len(rows), {"tickformat": ".0%", "rangemode": "tozero"}),
        answer,
        title=answer.headline,
        subtitle=_subtitle(answer, rows),
        alt=_alt(rows),
    )


def pipeline_rows(answer: Pipeline) -> pd.DataFrame:
    """Return what is for today, or what comes next if nothing is, a place and a label each."""
    later = answer.table[answer.table["next_action"] != "close"].head(MOST_ROWS)
    rows = answer.to_do if len(answer.to_do) else later
    labels = [
        " · ".join(
            [
                shorten(_name(row), 22, placeholder=" …"),
                row["stage"],
                ACTION_WORDS[row["next_action"]] + ("" if row["to_do"] else f", {row['due_on']:%a %-d %b}"),
            ]
        )
        for row in rows.to_dict("records")
    ]
    return rows.assign(label=labels, place=range(len(rows)))


def _name(row: dict) -> str:
    return row["company"] if isinstance(row["company"], str) else "no name"


def _subtitle(answer: Pipeline, rows: pd.DataFrame) -> str:
    when = "For today" if rows["to_do"].any() else "Nothing for today; next"
    return (
        f"{when}, {answer.today:%A %Y-%m-%d}, most pressing first. Diamond and line: the chance that the "
        f"next stage is still reached after the silence so far, with its {percent(answer.level)} interval."
    )


def _alt(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "List of what to do next, without rows: no open application asks for anything."
    words = [
        f"{row['label']}, "
        + (
            f"chance to get further {percent(row['chance'])} ({span(row['low'], row['high'])})"
            if row["chance"] == row["chance"]
            else "no chance to count"
        )
        for row in rows.to_dict("records")
    ]
    return f"List of what to do next. {'; '.join(words)}."
