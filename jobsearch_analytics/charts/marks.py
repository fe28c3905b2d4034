"""The marks that several charts share: an estimate with its interval, a curve with its band in a panel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from jobsearch_analytics.charts.style import BAND, INK, MUTED, SOLID, TEXT_SIZE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

__all__ = [
    "FOOT",
    "ROW_PIXELS",
    "Panel",
    "draw_panels",
    "interval_trace",
    "lay_out_rows",
    "pick_ticks",
    "thin",
]

#: Heights in pixels: of a row with its label, of a panel, of the label above it and the numbers below it.
ROW_PIXELS, PANEL_PIXELS, LABEL_PIXELS, BELOW_PIXELS = 46, 84, 26, 18

#: Room under a plot for the name of its scale.
FOOT = 14

#: Distances between ticks, in days or weeks; the first that gives at most so many ticks is taken.
STEPS = (1, 2, 5, 7, 10, 14, 30, 60, 90, 180)
MOST_TICKS = 6


@dataclass(frozen=True)
class Panel:
    """One curve of several that stand above each other on the same scales.

    Attributes
    ----------
    label : str
        What stands above it.
    rows : DataFrame
        ``x``, ``y``, ``low``, ``high``, ordered by ``x``.
    below : DataFrame or None
        ``x`` and ``text``: small numbers under the curve.
    """

    label: str
    rows: pd.DataFrame
    below: pd.DataFrame | None = None

    @property
    def pixels(self) -> int:
        """Return how high the panel is, with its label and its numbers."""
        return LABEL_PIXELS + PANEL_PIXELS + (BELOW_PIXELS if self.below is not None else 0)


def interval_trace(
    rows: pd.DataFrame, names: tuple[str, str, str], *, hover: str, shift: float = 0.0, **options: object
) -> go.Scatter:
    """Return a mark with a line for each row: the estimate and its interval.

    Parameters
    ----------
    rows : DataFrame
        With ``place`` and the columns named.
    names : tuple of str
        The columns of the estimate, and of the lower and upper end of its interval.
    hover : str
        What is shown when a mark is pointed at.
    shift : float
        How far below its place the mark stands, in rows.
    **options
        Passed on to the trace; ``color`` and ``symbol`` are the mark's.
    """
    import plotly.graph_objects as go

    at, low, high = (rows[name] for name in names)
    colour = options.pop("color", INK)
    mark = {"symbol": options.pop("symbol", "diamond-open"), "size": 9, "color": colour, "line": {"width": 2}}
    return go.Scatter(
        x=at.to_numpy(),
        y=(rows["place"] + shift).to_numpy("float32"),
        mode="markers",
        marker=mark,
        error_x={
            "type": "data",
            "array": (high - at).to_numpy(),
            "arrayminus": (at - low).to_numpy(),
            "color": colour,
            "thickness": 1.5,
            "width": 4,
        },
        hovertemplate=hover + "<extra></extra>",
        **options,
    )


def lay_out_rows(figure: go.Figure, n_rows: int, **xaxis: object) -> int:
    """Set the axes of a chart made of labelled rows, and return its height in pixels."""
    figure.update_layout(
        xaxis={"visible": n_rows > 0, **xaxis}, yaxis={"visible": False, "range": [n_rows - 0.6, -0.7]}
    )
    return ROW_PIXELS * n_rows


def pick_ticks(values: pd.Series) -> list[int]:
    """Return at most six round values among those there are.

    Examples
    --------
    >>> pick_ticks(pd.Series(range(136)))
    [0, 30, 60, 90, 120]
    """
    there = sorted({int(value) for value in values})
    ticks = ([value for value in there if value % step == 0] for step in STEPS)
    return next(
        (found for found in ticks if len(found) <= MOST_TICKS), there[:: len(there) // MOST_TICKS + 1]
    )


def thin(rows: pd.DataFrame, top: float) -> pd.DataFrame:
    """Return the rows at which a curve or its band moves by a pixel: no eye sees the others.

    Parameters
    ----------
    rows : DataFrame
        ``x``, ``y``, ``low``, ``high``.
    top : float
        The upper end of the scale.
    """
    pixels = (rows[["y", "low", "high"]].to_numpy() * (PANEL_PIXELS / top)).round()
    keep = np.ones(len(rows), dtype=bool)
    keep[1:-1] = (pixels[1:-1] != pixels[:-2]).any(axis=1)
    return rows[keep]


def draw_panels(
    figure: go.Figure,
    panels: Sequence[Panel],
    *,
    hover: str,
    scale: str,
    step: bool = False,
    top: float | None = None,
) -> int:
    """Add the panels to a figure, the first on top, and return their height in pixels.

    Parameters
    ----------
    figure : Figure
        Without traces and layout; changed.
    panels : sequence of Panel
        May be empty: the figure then has no axes.
    hover : str
        What is shown when a curve is pointed at.
    scale : str
        What the common scale counts.
    step : bool
        Whether the curves are steps.
    top : float, optional
        The upper end of the scale; by default just above the highest interval.
    """
    if not panels:
        figure.update_layout(xaxis={"visible": False}, yaxis={"visible": False})
        return 0
    top = 1.05 * max(panel.rows["high"].max() for panel in panels) if top is None else top
    height = sum(panel.pixels for panel in panels)
    end, traces, axes, labels = height, [], {}, []
    for number, panel in enumerate(panels, 1):
        axis, start = f"y{number if number > 1 else ''}", end - panel.pixels
        traces += _traces(panel, axis, top, hover, "hv" if step else "linear")
        axes[axis.replace("y", "yaxis")] = _axis(panel, (start / height, (end - LABEL_PIXELS) / height), top)
        labels.append(_label(panel, (end - LABEL_PIXELS) / height))
        end = start
    every = pd.concat([panel.rows["x"] for panel in panels])
    axes["xaxis"] = {"anchor": axis, "tickvals": pick_ticks(every), "title": {"text": scale}}
    figure.add_traces(traces)
    # Set whole: plotly takes many times as long to change a layout piece by piece.
    figure.layout = axes | {"annotations": labels, "showlegend": False}
    return height


def _axis(panel: Panel, domain: tuple[float, float], top: float) -> dict[str, Any]:
    room = top * BELOW_PIXELS / PANEL_PIXELS if panel.below is not None else 0.0
    return {
        "showgrid": True,
        "domain": domain,
        "range": [-room, top],
        "tickformat": ".0%",
        "nticks": 4,
        "side": "right",
        # Above its line: the lowest would stand on the last number of the scale below.
        "ticklabelposition": "outside top",
    }


def _label(panel: Panel, y: float) -> dict[str, Any]:
    return {
        "text": panel.label.replace("<", "&lt;"),
        "showarrow": False,
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": y,
        "xanchor": "left",
        "yanchor": "bottom",
    }


def _traces(panel: Panel, axis: str, top: float, hover: str, shape: str) -> list[go.Scatter]:
    import plotly.graph_objects as go

    rows = thin(panel.rows, top)
    y, low, high = rows[["y", "low", "high"]].to_numpy("float32").T.copy()
    common = {"x": rows["x"].to_numpy("int16"), "yaxis": axis, "mode": "lines"}
    unseen = {"width": 0, "shape": shape}
    traces = [
        go.Scatter(y=low, line=unseen, hoverinfo="skip", **common),
        go.Scatter(
            y=high,
            line=unseen,
            fill="tonexty",
            fillcolor=BAND,
            hoverinfo="skip",
            **common,
        ),
        go.Scatter(
            y=y,
            line={"width": 2, "shape": shape, "color": SOLID},
            hovertemplate=hover + "<extra></extra>",
            **common,
        ),
    ]
    return traces if panel.below is None else [*traces, _numbers(panel.below, axis, top)]


def _numbers(below: pd.DataFrame, axis: str, top: float) -> go.Scatter:
    import plotly.graph_objects as go

    return go.Scatter(
        x=below["x"].to_numpy("int16"),
        y=[-top * BELOW_PIXELS / PANEL_PIXELS / 2] * len(below),
        text=below["text"].tolist(),
        yaxis=axis,
        mode="text",
        textfont={"size": TEXT_SIZE - 1, "color": MUTED},
        cliponaxis=False,
        hoverinfo="skip",
    )
