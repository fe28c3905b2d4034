"""Curves with their bands in panels above each other, on the same scales."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from jobsearch_analytics.analysis.answer import percent, span
from jobsearch_analytics.charts.style import BAND, MUTED, SOLID, TEXT_SIZE, Sketch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from jobsearch_analytics.charts.style import Spec

__all__ = ["Curve", "Panel", "panel_sketch", "pick_ticks", "thin"]

#: Heights in pixels: of a panel, of the label above it and of the numbers below it.
PANEL_PIXELS, LABEL_PIXELS, BELOW_PIXELS = 84, 26, 18

#: Distances between ticks, in days or weeks; the first that gives at most so many ticks is taken.
STEPS = (1, 2, 5, 7, 10, 14, 30, 60, 90, 180)
MOST_TICKS = 6


class Curve(NamedTuple):
    """A curve with its band.

    Attributes
    ----------
    x : ndarray of int, shape (points,)
        Days or weeks, ascending.
    y, low, high : ndarray of float, shape (points,)
        The curve and the ends of its band, in [0, 1].
    """

    x: NDArray
    y: NDArray
    low: NDArray
    high: NDArray

    def only(self, which: NDArray) -> Curve:
        """Return some of the points."""
        return Curve(*(values[which] for values in self))

    def in_words(self, word: str) -> str:
        """Return the points at the ticks of the scale: share, band, and where."""
        few = self.only(np.isin(self.x, pick_ticks(self.x)))
        points = zip(*(values.tolist() for values in few), strict=True)
        return ", ".join(f"{percent(y)} ({span(low, high)}) {word} {x}" for x, y, low, high in points)


@dataclass(frozen=True)
class Panel:
    """One curve of several that stand above each other on the same scales.

    Attributes
    ----------
    label : str
        What stands above it.
    curve : Curve
        What is drawn.
    below : list of str
        Small numbers under the curve, one at each tick of its scale, or none.
    """

    label: str
    curve: Curve
    below: Sequence[str] = ()

    @property
    def pixels(self) -> int:
        """Return how high the panel is, with its label and its numbers."""
        return LABEL_PIXELS + PANEL_PIXELS + (BELOW_PIXELS if self.below else 0)


def pick_ticks(values: ArrayLike) -> list[int]:
    """Return at most six round values among those there are.

    Examples
    --------
    >>> pick_ticks(range(136))
    [0, 30, 60, 90, 120]
    """
    there = np.unique(np.asarray(values, dtype=int))
    ticks = (there[there % step == 0] for step in STEPS)
    few = next((found for found in ticks if len(found) <= MOST_TICKS), there[:: len(there) // MOST_TICKS + 1])
    return few.tolist()


def thin(curve: Curve, top: float) -> Curve:
    """Return the points at which a curve or its band moves by a pixel: no eye sees the others.

    Parameters
    ----------
    curve : Curve
        All of its points.
    top : float
        The upper end of the scale.
    """
    pixels = (np.array([curve.y, curve.low, curve.high]) * (PANEL_PIXELS / top)).round()
    keep = np.ones(len(curve.x), dtype=bool)
    keep[1:-1] = (pixels[:, 1:-1] != pixels[:, :-2]).any(axis=0)
    return curve.only(keep)


def panel_sketch(
    panels: Sequence[Panel], *, hover: str, scale: str, step: bool = False, top: float | None = None
) -> Sketch:
    """Return the sketch of panels above each other, the first on top.

    Parameters
    ----------
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
        return Sketch([], {"xaxis": {"visible": False}, "yaxis": {"visible": False}}, 0)
    top = 1.05 * max(panel.curve.high.max() for panel in panels) if top is None else top
    height = sum(panel.pixels for panel in panels)
    end, traces, axes, labels, axis = height, [], {}, [], ""
    for number, panel in enumerate(panels, 1):
        axis, start = f"y{number if number > 1 else ''}", end - panel.pixels
        traces += _traces(panel, axis, top, hover, "hv" if step else "linear")
        axes[axis.replace("y", "yaxis")] = _axis(panel, (start / height, (end - LABEL_PIXELS) / height), top)
        labels.append(_label(panel, (end - LABEL_PIXELS) / height))
        end = start
    every = np.concatenate([panel.curve.x for panel in panels])
    axes["xaxis"] = {"anchor": axis, "tickvals": pick_ticks(every), "title": {"text": scale}}
    return Sketch(traces, axes | {"annotations": labels, "showlegend": False}, height)


def _axis(panel: Panel, domain: tuple[float, float], top: float) -> Spec:
    room = top * BELOW_PIXELS / PANEL_PIXELS if panel.below else 0.0
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


def _label(panel: Panel, y: float) -> Spec:
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


def _traces(panel: Panel, axis: str, top: float, hover: str, shape: str) -> list[Spec]:
    x, *ends = thin(panel.curve, top)
    y, low, high = (values.astype("float32") for values in ends)
    common = {"type": "scatter", "x": x.astype("int16"), "yaxis": axis, "mode": "lines"}
    unseen = {"line": {"width": 0, "shape": shape}, "hoverinfo": "skip"}
    line = {"width": 2, "shape": shape, "color": SOLID}
    traces = [
        {"y": low, **unseen, **common},
        {"y": high, **unseen, "fill": "tonexty", "fillcolor": BAND, **common},
        {"y": y, "line": line, "hovertemplate": hover + "<extra></extra>", **common},
    ]
    return [*traces, _numbers(panel, axis, top)] if panel.below else traces


def _numbers(panel: Panel, axis: str, top: float) -> Spec:
    return {
        "type": "scatter",
        "x": np.array(pick_ticks(panel.curve.x), dtype="int16"),
        "y": [-top * BELOW_PIXELS / PANEL_PIXELS / 2] * len(panel.below),
        "text": list(panel.below),
        "yaxis": axis,
        "mode": "text",
        "textfont": {"size": TEXT_SIZE - 1, "color": MUTED},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
