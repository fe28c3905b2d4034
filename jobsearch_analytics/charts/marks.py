"""The marks that several charts share: rows of estimates, each with its interval and its label."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobsearch_analytics.charts.style import INK, Sketch

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from jobsearch_analytics.charts.style import Spec

__all__ = ["BAR_WIDTH", "FOOT", "HEADING_DROP", "ROW_PIXELS", "error_bars", "interval_trace", "row_sketch"]

#: Height of a row with its label, in pixels; of its bar, in rows.
ROW_PIXELS, BAR_WIDTH = 46, 0.4

#: How much nearer a heading stands to what it heads than to what it follows, in rows.
HEADING_DROP = 0.45

#: Room under a plot for the name of its scale.
FOOT = 14


def interval_trace(
    rows: pd.DataFrame, names: tuple[str, str, str], *, hover: str, shift: float = 0.0, **options: Any
) -> Spec:
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
    at, low, high = (rows[name].to_numpy() for name in names)
    colour = options.pop("color", INK)
    mark = {"symbol": options.pop("symbol", "diamond-open"), "size": 9, "color": colour, "line": {"width": 2}}
    return {
        "type": "scatter",
        "x": at,
        "y": (rows["place"].to_numpy() + shift).astype("float32"),
        "mode": "markers",
        "marker": mark,
        "error_x": error_bars(at, low, high, colour),
        "hovertemplate": hover + "<extra></extra>",
        # A mark at the end of the scale is drawn whole.
        "cliponaxis": False,
        **options,
    }


def error_bars(at: NDArray, low: NDArray, high: NDArray, colour: str = INK) -> Spec:
    """Return the line from the lower to the upper end of each estimate's interval."""
    ends = {"array": high - at, "arrayminus": at - low}
    return {"type": "data", **ends, "color": colour, "thickness": 1.5, "width": 4}


def row_sketch(traces: Sequence[Spec], n_rows: int, xaxis: Spec | None = None, **layout: Any) -> Sketch:
    """Return the sketch of a chart made of labelled rows, without any scale where there are none."""
    axes = {
        "xaxis": {"visible": n_rows > 0, **(xaxis or {})},
        "yaxis": {"visible": False, "range": [n_rows - 0.6, -0.7]},
    }
    return Sketch(traces, axes | layout, ROW_PIXELS * n_rows)
