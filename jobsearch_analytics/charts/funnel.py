"""The chart of the funnel: what was reached so far, how sure that is, and what the open ones may add."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.analysis.answer import percent, span
from jobsearch_analytics.analysis.funnel import Funnel
from jobsearch_analytics.charts.draw import draw
from jobsearch_analytics.charts.style import BAND, INK, SOLID, finish, label_trace
from jobsearch_analytics.stages import FUNNEL_STAGES

if TYPE_CHECKING:
    import plotly.graph_objects as go

__all__ = ["GROUP_STAGES", "draw_funnel", "funnel_alt", "funnel_rows", "funnel_subtitle"]

#: With groups, only these stages are drawn, and only the largest groups.
GROUP_STAGES = ("screen", "interview", "offer")
MOST_GROUPS = 8

ROW_PIXELS, BAR_WIDTH, HEADING_DROP = 46, 0.4, 0.45


@draw.register(Funnel)
def draw_funnel(answer: Funnel) -> go.Figure:
    """Return bars of the share that reached each stage, with intervals and the open ones' bounds."""
    import plotly.graph_objects as go

    rows = funnel_rows(answer)
    bars = rows[rows["reached"].notna()]
    figure = go.Figure(_traces(answer, rows, bars) if len(bars) else [])
    figure.update_layout(
        barmode="overlay",
        xaxis={"tickformat": ".0%", "rangemode": "tozero", "visible": len(bars) > 0},
        yaxis={"visible": False, "range": [len(rows) - 0.6, -0.7]},
    )
    return finish(
        figure,
        answer,
        title=answer.headline,
        subtitle=funnel_subtitle(answer),
        alt=funnel_alt(answer),
        plot_height=ROW_PIXELS * len(rows),
    )


def funnel_rows(answer: Funnel, stages: tuple[str, ...] = GROUP_STAGES) -> pd.DataFrame:
    """Return the rows of the picture, top to bottom: the answer's own rows, a place and a label each.

    The first stage is left out: everything that was sent reached it. With groups, only the stages named are
    shown, and each of several begins with a row that holds only its name.
    """
    table = answer.table[answer.table["stage"] != FUNNEL_STAGES[0]]
    if answer.by is None:
        rows = table.assign(label=_labels(table["stage"].str.capitalize(), table))
        return rows.assign(place=range(len(rows))).reset_index(drop=True)
    table = table[table["group"].isin(table["group"].unique()[:MOST_GROUPS])]
    parts = []
    for stage in stages:
        part = table[table["stage"] == stage]
        if len(part):
            parts += [pd.DataFrame({"label": [stage.upper()]})] if len(stages) > 1 else []
            parts.append(part.assign(label=_labels(part["group"], part)))
    rows = pd.concat(parts, ignore_index=True) if parts else table.assign(label="")
    # A heading stands nearer to what it heads than to what it follows.
    return rows.assign(place=rows.index + rows["stage"].isna() * HEADING_DROP)


def funnel_subtitle(answer: Funnel, stages: tuple[str, ...] = GROUP_STAGES) -> str:
    """Return the denominator and how to read the marks."""
    where = "each stage" if len(stages) > 1 else f"{stages[0]}"
    return (
        "Share of all applications sent"
        + (f", by {answer.by.replace('_', ' ')}" if answer.by else "")
        + f", that got to {where} or further, as of {answer.as_of:%Y-%m-%d}. "
        f"Line: {percent(answer.level)} interval."
    )


def funnel_alt(answer: Funnel, stages: tuple[str, ...] = GROUP_STAGES) -> str:
    """Return the picture in words, number by number."""
    rows = funnel_rows(answer, stages)
    rows = rows[rows["reached"].notna()]
    if rows.empty:
        return "Bar chart without bars: no application is in this log yet."
    words = [
        f"{_who(row, answer)}: {row['reached']:.0f} of {row['applications']:.0f}, "
        f"{span(row['share_low'], row['share_high'])}, at most {percent(row['at_most'])}"
        for row in rows.to_dict("records")
    ]
    return (
        "Bar chart of the share of applications that reached each stage, with its interval, and at most "
        f"with the open ones. {'; '.join(words)}."
    )


def _who(row: dict, answer: Funnel) -> str:
    return row["stage"].capitalize() if answer.by is None else f"{row['group']}, {row['stage']}"


def _labels(names: pd.Series, table: pd.DataFrame) -> list[str]:
    return [
        f"{name} · {reached:,} of {n:,}"
        for name, reached, n in zip(
            names.str.replace("_", " ").str.slice(0, 28), table["reached"], table["applications"], strict=True
        )
    ]


def _traces(answer: Funnel, rows: pd.DataFrame, bars: pd.DataFrame) -> list[go.Bar | go.Scatter]:
    import plotly.graph_objects as go

    share, place = bars["share"], bars["place"]
    common = {"y": place.to_numpy("int16"), "orientation": "h", "width": BAR_WIDTH}
    return [
        go.Bar(
            x=bars["at_most"].to_numpy(),
            name="at most, if all open ones get there",
            marker={"color": BAND},
            hovertemplate="at most %{x:.1%}<extra></extra>",
            **common,
        ),
        go.Bar(
            x=share.to_numpy(),
            name="reached so far",
            marker={"color": SOLID},
            error_x={
                "type": "data",
                "array": (bars["share_high"] - share).to_numpy(),
                "arrayminus": (share - bars["share_low"]).to_numpy(),
                "color": INK,
                "thickness": 1.5,
                "width": 4,
            },
            hovertemplate=f"so far %{{x:.1%}}, line: {percent(answer.level)} interval<extra></extra>",
            **common,
        ),
        go.Scatter(
            x=bars["settled_rate"].to_numpy(),
            y=common["y"],
            mode="markers",
            name=f"if over {answer.closing_days} silent days mean no",
            marker={"symbol": "diamond-open", "size": 9, "color": INK, "line": {"width": 2}},
            hovertemplate="%{x:.1%}<extra></extra>",
        ),
        label_trace(rows),
    ]
