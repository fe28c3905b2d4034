"""The chart of the funnel: what was reached so far, how sure that is, and what the open ones may add."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.analysis.answer import percent, span, spoken
from jobsearch_analytics.analysis.funnel import Funnel
from jobsearch_analytics.charts.draw import figure_of
from jobsearch_analytics.charts.marks import BAR_WIDTH, HEADING_DROP, error_bars, row_sketch
from jobsearch_analytics.charts.style import BAND, INK, SOLID, finish, label_trace
from jobsearch_analytics.stages import FUNNEL_STAGES

if TYPE_CHECKING:
    import pandas as pd

    from jobsearch_analytics.charts.style import Spec

__all__ = ["GROUP_STAGES", "best_estimate", "funnel_alt", "funnel_figure", "funnel_rows", "funnel_subtitle"]

#: With groups, only these stages are drawn, and only the largest groups.
GROUP_STAGES = ("screen", "interview", "offer")
MOST_GROUPS = 6


@figure_of.register(Funnel)
def funnel_figure(answer: Funnel) -> Spec:
    """Return bars of the share that reached each stage, with intervals and the open ones' bounds."""
    rows = funnel_rows(answer)
    bars = rows[rows["reached"].notna()]
    traces = [*_marks(answer, bars), label_trace(rows)] if len(bars) else []
    scale = {"tickformat": ".0%", "rangemode": "tozero"}
    return finish(
        row_sketch(traces, len(rows), scale, barmode="overlay"),
        answer,
        title=answer.headline,
        subtitle=funnel_subtitle(answer),
        alt=funnel_alt(answer),
    )


def funnel_rows(answer: Funnel, stages: tuple[str, ...] = GROUP_STAGES) -> pd.DataFrame:
    """Return the rows of the picture, top to bottom: the answer's own rows, a place and a label each.

    The first stage is left out: everything that was sent reached it. With groups, only the stages named are
    shown, and each of several begins with a row that holds only its name.
    """
    table = _drawn(answer).reset_index(drop=True)
    if answer.by is None:
        rows = table.assign(label=_labels(table["stage"].str.capitalize(), table))
        return rows.assign(place=range(len(rows)))
    labels, order = _labels(table["group"], table), []
    for stage in stages:
        here = np.flatnonzero(table["stage"] == stage).tolist()
        if here and len(stages) > 1:
            order.append(len(labels))
            labels.append(stage.upper())
        order += here
    # A place beyond the table makes a row without numbers.
    rows = table.reindex(order).reset_index(drop=True).assign(label=[labels[at] for at in order])
    # A heading stands nearer to what it heads than to what it follows.
    return rows.assign(place=rows.index + rows["stage"].isna() * HEADING_DROP)


def _drawn(answer: Funnel) -> pd.DataFrame:
    """Return the rows of the table that can be drawn: later stages, of the largest groups."""
    table = answer.table[answer.table["stage"] != FUNNEL_STAGES[0]]
    largest = table["group"].unique()[:MOST_GROUPS]
    return table if answer.by is None else table[table["group"].isin(largest)]


def funnel_subtitle(answer: Funnel, stages: tuple[str, ...] = GROUP_STAGES) -> str:
    """Return the denominator and how to read the marks."""
    where = "each stage" if len(stages) > 1 else f"{stages[0]}"
    return (
        "Share of all applications sent"
        + (f", by {answer.by.replace('_', ' ')}" if answer.by else "")
        + f", that got to {where} or further, as of {answer.as_of:%Y-%m-%d}. "
        f"Diamond and line: {best_estimate(answer)[1]}, with its {percent(answer.level)} interval."
    )


def best_estimate(answer: Funnel) -> tuple[str, str]:
    """Return which estimate of the table the log supports best: its columns' prefix, and what it means.

    The share so far is no estimate: the open ones are counted in it as if they had failed.
    """
    rows, days = answer.table[answer.table["stage"] != FUNNEL_STAGES[0]], answer.within_days
    if days is not None and rows["within_rate"].notna().any():
        if answer.by is None:
            return "within_", f"within {days} days of sending"
        if rows["pooled_rate"].notna().any():
            return "pooled_", f"within {days} days, drawn towards the other groups"
    return "settled_", f"if over {answer.closing_days} silent days mean no"


def funnel_alt(answer: Funnel, stages: tuple[str, ...] = GROUP_STAGES) -> str:
    """Return the picture in words, number by number; with groups, of the interviews alone."""
    rows = _drawn(answer)
    if answer.by is not None:
        rows = rows[(rows["stage"] == "interview") & ("interview" in stages)]
    if rows.empty:
        return "Bar chart without bars: no application is in this log yet."
    kind, meaning = best_estimate(answer)
    words = [
        f"{_who(row, answer)} {row['reached']:.0f} of {row['applications']:.0f}, "
        f"{_span_or_nothing(row[kind + 'low'], row[kind + 'high'])}, at most {percent(row['at_most'])}"
        for row in rows.to_dict("records")
    ]
    return f"Bar chart: reached so far, interval {meaning}, at most with the open ones. {'; '.join(words)}."


def _who(row: dict, answer: Funnel) -> str:
    return row["stage"].capitalize() if answer.by is None else f"{spoken(row['group'])}, {row['stage']}"


def _span_or_nothing(low: float, high: float) -> str:
    return span(low, high) if low == low else "no estimate"


def _labels(names: pd.Series, table: pd.DataFrame) -> list[str]:
    return [
        f"{name} · {reached:,} of {n:,}"
        for name, reached, n in zip(
            names.str.replace("_", " ").str.slice(0, 28), table["reached"], table["applications"], strict=True
        )
    ]


def _marks(answer: Funnel, bars: pd.DataFrame) -> list[Spec]:
    kind, meaning = best_estimate(answer)
    estimate, low, high = (bars[kind + name].to_numpy() for name in ("rate", "low", "high"))
    common = {"y": bars["place"].to_numpy("int16"), "hovertemplate": "%{x:.1%}"}
    bar = {"type": "bar", "orientation": "h", "width": BAR_WIDTH, **common}
    most, so_far = bars["at_most"].to_numpy(), bars["share"].to_numpy()
    return [
        {"x": most, "name": "at most, if all open get there", "marker": {"color": BAND}, **bar},
        {"x": so_far, "name": "reached so far", "marker": {"color": SOLID}, **bar},
        {
            "type": "scatter",
            "x": estimate,
            "mode": "markers",
            "name": meaning,
            "marker": {"symbol": "diamond-open", "size": 9, "color": INK, "line": {"width": 2}},
            "error_x": error_bars(estimate, low, high),
            # A mark at the end of the scale is drawn whole.
            "cliponaxis": False,
            **common,
        },
    ]
