"""The chart of experiments: from when to when each runs, the day it is looked at, and what is known of it."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from jobsearch_analytics.charts.draw import figure_of
from jobsearch_analytics.charts.marks import row_sketch
from jobsearch_analytics.charts.style import GAP, INK, MUTED, SOLID, finish, label_trace, rule
from jobsearch_analytics.planning.experiments import Experiments

if TYPE_CHECKING:
    import pandas as pd

    from jobsearch_analytics.charts.style import Spec

__all__ = ["experiment_rows", "experiments_figure"]

#: The first rows are those alive; the table holds all.
MOST_ROWS = 7

COLOURS = {"running": SOLID, "to review": GAP, "ended": MUTED, "abandoned": MUTED}


@figure_of.register(Experiments)
def experiments_figure(answer: Experiments) -> Spec:
    """Return a line for each experiment from its first day to its review, those alive on top."""
    rows = experiment_rows(answer)
    last_day = rule(f"{answer.as_of:%Y-%m-%d}", line={"color": INK, "width": 1.5, "dash": "dot"})
    shapes = [last_day] if len(rows) else []
    return finish(
        row_sketch(_traces(rows), len(rows), {"type": "date", "nticks": 5}, shapes=shapes),
        answer,
        title=answer.headline,
        subtitle=(
            f"From the first day of each change to its review day (diamond); the dotted line is "
            f"{answer.as_of:%Y-%m-%d}, the log's last day. Nothing is judged before its review, and then "
            "only by applications that were followed long enough."
        ),
        alt=_alt(rows),
    )


def experiment_rows(answer: Experiments) -> pd.DataFrame:
    """Return the experiments of the picture, a place and a label each."""
    table = answer.table.head(MOST_ROWS)
    labels = [
        " · ".join(shorten(text, 26, placeholder=" …") for text in (row["name"], row["result"].split(",")[0]))
        for row in table.to_dict("records")
    ]
    return table.assign(label=labels, place=range(len(table)))


def _traces(rows: pd.DataFrame) -> list[Spec]:
    if rows.empty:
        return []
    first = f"{rows['since'].min():%Y-%m-%d}"
    return [*_lines(rows), _reviews(rows), label_trace(rows, x=[first] * len(rows), cliponaxis=False)]


def _lines(rows: pd.DataFrame) -> list[Spec]:
    return [
        {
            "type": "scatter",
            "x": [f"{day:%Y-%m-%d}" for day in (row["since"], row["review_on"])],
            "y": [row["place"]] * 2,
            "mode": "lines",
            "line": {"width": 5, "color": COLOURS[row["status"]]},
            "hovertemplate": f"{row['status']}<extra></extra>",
            "showlegend": False,
        }
        for row in rows.to_dict("records")
    ]


def _reviews(rows: pd.DataFrame) -> Spec:
    return {
        "type": "scatter",
        "x": rows["review_on"].dt.strftime("%Y-%m-%d").tolist(),
        "y": rows["place"].to_numpy("int8"),
        "mode": "markers",
        "marker": {"symbol": "diamond", "size": 10, "color": INK},
        "hovertemplate": "review on %{x}<extra></extra>",
        "showlegend": False,
    }


def _alt(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "Timeline without rows: no experiment is written down yet in the workspace."
    words = [
        f"{row['name']}, since {row['since']:%Y-%m-%d}, review {row['review_on']:%Y-%m-%d}, {row['result']}"
        for row in rows.to_dict("records")
    ]
    return f"Timeline of experiments. {'; '.join(words)}."
