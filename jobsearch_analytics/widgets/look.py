"""How a figure stands in an explorer: on the notebook's own ground, and moved rather than made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from plotly.basedatatypes import Undefined

if TYPE_CHECKING:
    from collections.abc import Mapping

    import plotly.graph_objects as go

__all__ = ["changed", "move", "on_any_ground"]

CLEAR = "rgba(0,0,0,0)"

Spec = dict[str, Any]


def on_any_ground(figure: Spec) -> Spec:
    """Return a figure without a ground of its own; the style sheet turns its ink with the theme."""
    layout = figure["layout"] | {"paper_bgcolor": CLEAR, "plot_bgcolor": CLEAR, "autosize": True}
    return figure | {"layout": layout}


def move(widget: go.FigureWidget, before: Spec, after: Spec) -> bool:
    """Change what differs between two figures, in one message, so that nothing flickers.

    Parameters
    ----------
    widget : FigureWidget
        What shows the first figure; changed.
    before, after : dict
        Plain ``data`` and ``layout`` of both figures.

    Returns
    -------
    bool
        False if their traces are of other kinds: then nothing is changed, and a new widget is needed.
    """
    old, new = before["data"], after["data"]
    if [trace["type"] for trace in old] != [trace["type"] for trace in new]:
        return False
    moved = [changed(one, two) for one, two in zip(old, new, strict=True)]
    names = dict.fromkeys(name for trace in moved for name in trace)
    restyle = {name: [trace.get(name, Undefined) for trace in moved] for name in names}
    relayout = changed(before["layout"], after["layout"])
    if restyle or relayout:
        widget.plotly_update(restyle_data=restyle, relayout_data=relayout)
    return True


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> Spec:
    """Return what is new or other in the second mapping; None for what it lacks."""
    names = dict.fromkeys([*before, *after])
    return {name: after.get(name) for name in names if not _same(before.get(name), after.get(name))}


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[name], other[name]) for name in one)
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        both = isinstance(one, np.ndarray) and isinstance(other, np.ndarray)
        return (
            both and one.dtype == other.dtype and np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
        )
    return type(one) is type(other) and one == other
