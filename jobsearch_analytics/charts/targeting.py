"""The chart of where to aim: how many of the next applications go where, beside the rates expected there."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from jobsearch_analytics.analysis.answer import percent, span
from jobsearch_analytics.charts.draw import figure_of
from jobsearch_analytics.charts.marks import FOOT, interval_trace, row_sketch
from jobsearch_analytics.charts.style import BAND, INK, SOLID, finish, label_trace
from jobsearch_analytics.planning.targeting import Targeting

if TYPE_CHECKING:
    import pandas as pd

    from jobsearch_analytics.charts.style import Spec

__all__ = ["targeting_figure", "targeting_rows"]

#: More rows than this are no plan that one can look at; the table holds all.
MOST_ROWS = 6

#: Where the two scales stand, as shares of the width.
PLAN, RATES = (0.0, 0.36), (0.44, 1.0)


@figure_of.register(Targeting)
def targeting_figure(answer: Targeting) -> Spec:
    """Return the plan as bars beside each cell's expected rate and interval, the largest part on top."""
    rows = targeting_rows(answer)
    return finish(
        row_sketch(
            _traces(rows),
            len(rows),
            {"domain": PLAN, "dtick": 2, "title": {"text": "of the next ones"}},
            barmode="stack",
            showlegend=bool(rows["learning"].any()),
            legend={"traceorder": "normal"},
            xaxis2={
                "domain": RATES,
                "anchor": "y",
                "visible": len(rows) > 0,
                "tickformat": ".0%",
                "rangemode": "tozero",
                "nticks": 5,
                "title": {"text": "replies expected"},
            },
        ),
        answer,
        title=answer.headline,
        subtitle=_subtitle(answer),
        alt=_alt(rows),
        foot=FOOT,
    )


def targeting_rows(answer: Targeting) -> pd.DataFrame:
    """Return the rows of the picture: the largest part of the plan first, a place and a label each."""
    table = answer.table.sort_values("planned", ascending=False, kind="stable").head(MOST_ROWS)
    labels = [
        f"{shorten(str(row['group']).replace('_', ' '), 40, placeholder=' …')} · "
        f"{row['replies']} of {row['applications']}"
        for row in table.to_dict("records")
    ]
    return table.assign(label=labels, place=range(len(table)))


def _traces(rows: pd.DataFrame) -> list[Spec]:
    if rows.empty:
        return []
    ends, hover = ("rate", "low", "high"), "%{x:.1%} expected to be answered"
    mark = interval_trace(rows, ends, hover=hover, xaxis="x2", showlegend=False)
    # A label is longer than the bars' half of the width.
    return [*_bars(rows), mark, label_trace(rows, cliponaxis=False)]


def _bars(rows: pd.DataFrame) -> list[Spec]:
    place = rows["place"].to_numpy("int8")
    parts = (
        ("by what is expected", rows["planned"] - rows["learning"], SOLID),
        ("to learn", rows["learning"], BAND),
    )
    return [
        {
            "type": "bar",
            "x": values.to_numpy("int8"),
            "y": place,
            "orientation": "h",
            "width": 0.34,
            "name": name,
            "marker": {"color": colour, "line": {"color": INK, "width": 0.5}},
            "hovertemplate": "%{x} " + name + "<extra></extra>",
        }
        for name, values, colour in parts
        if values.any()
    ]


def _subtitle(answer: Targeting) -> str:
    n, sent = int(answer.table["planned"].sum()), int(answer.table["applications"].sum())
    more = len(answer.table) - MOST_ROWS
    rest = f" {more} smaller rows are in the table." if more > 0 else ""
    return (
        f"Bars: of the next {n} applications, how many go where. Diamond and line: the share of applications "
        f"there that is expected to get a positive reply, of {sent:,} sent, drawn towards the others', with "
        f"its {percent(answer.level)} interval.{rest}"
    )


def _alt(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "Bar chart without rows: no application has been sent yet, so there is nothing to plan by."
    words = [
        f"{row['label']} answered: {row['planned']} planned, expected {percent(row['rate'])} "
        f"({span(row['low'], row['high'])})"
        for row in rows.to_dict("records")
    ]
    return f"Bar chart of the next applications. {'; '.join(words)}."
