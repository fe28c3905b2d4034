"""The chart of momentum: a calendar of the weeks, darker where more was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.analysis.momentum import ACTIVITIES, Momentum
from jobsearch_analytics.charts.draw import figure_of
from jobsearch_analytics.charts.style import INK, Sketch, finish

if TYPE_CHECKING:
    from jobsearch_analytics.charts.style import Spec

__all__ = ["SHADES", "calendar_rows", "momentum_figure"]

#: As many weeks as a phone can show; the table holds all.
MOST_WEEKS = 26

#: The shades from a number of entries on, darker for more. No red: a quiet week is rest, or was not logged.
SHADES = {0: "#f0f2f4", 1: "#b8dcf0", 3: "#6fb2dc", 6: "#2f7fb8", 11: "#0b4a75"}
#: The palest as it is drawn: see-through, so that in the dark a quiet week does not shine brightest.
QUIET = "#6b7f941a"

#: What the shades mean; the palest is nothing, and needs no entry.
NAMES = ("1–2", "3–5", "6–10", "11+")
TOP = 15

ROW_PIXELS = 48


@figure_of.register(Momentum)
def momentum_figure(answer: Momentum) -> Spec:
    """Return a calendar of weeks: a row for each activity, a cell for each week."""
    rows = calendar_rows(answer)
    swatches = [_swatch(name, colour) for name, colour in zip(NAMES, list(SHADES.values())[1:], strict=True)]
    traces = [_cells(rows), *swatches, _names(rows)] if len(rows) else []
    xaxis = {"visible": len(rows) > 0, "showgrid": False, "dtick": "M1", "tickformat": "%b"}
    layout = {
        "xaxis": xaxis | ({"range": _edges(rows)} if len(rows) else {}),
        "legend": {"entrywidth": 32},
        "yaxis": {"visible": False, "range": [len(ACTIVITIES) - 0.5, -0.85]},
    }
    return finish(
        Sketch(traces, layout, ROW_PIXELS * len(ACTIVITIES) if len(rows) else 0),
        answer,
        title=answer.headline,
        subtitle=_subtitle(rows),
        alt=_alt(rows),
    )


def calendar_rows(answer: Momentum) -> pd.DataFrame:
    """Return the latest weeks, one row each."""
    return answer.table.tail(MOST_WEEKS)


def _subtitle(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "One cell for each week, once a day is written down."
    return (
        f"Entries of each week, {rows['week_of'].iloc[0]:%Y-%m-%d} to {rows['week_of'].iloc[-1]:%Y-%m-%d} "
        "(Mondays). A week without colour is rest, or was not logged."
    )


def _cells(rows: pd.DataFrame) -> Spec:
    starts, shades = [start / TOP for start in SHADES], list(SHADES.values())[1:]
    scale = [
        [at, colour]
        for start, end, colour in zip(starts, [*starts[1:], 1.0], [QUIET, *shades], strict=True)
        for at in (start, end)
    ]
    return {
        "type": "heatmap",
        "x": rows["week_of"].dt.strftime("%Y-%m-%d").tolist(),
        "y": list(range(len(ACTIVITIES))),
        "z": rows[list(ACTIVITIES)].T.to_numpy("int16"),
        "zmin": 0,
        "zmax": TOP,
        "colorscale": scale,
        "showscale": False,
        "xgap": 2,
        "ygap": 22,
        "hovertemplate": "week of %{x}: %{z}<extra></extra>",
    }


def _edges(rows: pd.DataFrame) -> list[str]:
    """Return where the first cell begins and the last one ends: a cell stands around its Monday."""
    half = pd.Timedelta(days=3, hours=12)
    edges = (rows["week_of"].iloc[0] - half, rows["week_of"].iloc[-1] + half)
    return [f"{edge:%Y-%m-%d %H:%M}" for edge in edges]


def _swatch(name: str, colour: str) -> Spec:
    """Return an entry of the legend: a shade and its numbers."""
    mark = {"symbol": "square", "size": 11, "color": colour, "line": {"color": INK, "width": 0.5}}
    return {"type": "scatter", "x": [None], "y": [None], "mode": "markers", "name": name, "marker": mark}


def _names(rows: pd.DataFrame) -> Spec:
    return {
        "type": "scatter",
        "x": _edges(rows)[:1] * len(ACTIVITIES),
        "y": [number - 0.42 for number in range(len(ACTIVITIES))],
        "text": [name.replace("_", "-").capitalize() for name in ACTIVITIES],
        "mode": "text",
        "textposition": "middle right",
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _alt(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "Calendar of weeks without cells: nothing in this log is dated to the day."
    words = [
        f"{name.replace('_', '-')} {', '.join(str(count) for count in rows[name])}" for name in ACTIVITIES
    ]
    first = f"{rows['week_of'].iloc[0]:%Y-%m-%d}"
    return f"Calendar of the weeks from {first} on. Entries by week: {'; '.join(words)}."
