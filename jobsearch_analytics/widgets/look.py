"""How a figure stands in an explorer: on the notebook's own ground, and moved rather than made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plotly.basedatatypes import Undefined

from jobsearch_analytics.charts.figure import wordless

if TYPE_CHECKING:
    from collections.abc import Mapping

    import plotly.graph_objects as go

    from jobsearch_analytics.charts.style import Spec

__all__ = ["changed", "move", "plain_lead", "without_words"]

CLEAR = "rgba(0,0,0,0)"


def plain_lead(figure: Spec) -> str:
    """Return what stands under the title of a figure, as plain text."""
    text = figure["layout"]["title"]["subtitle"]["text"]
    return text.replace("<br>", " ").replace("&lt;", "<")


def without_words(figure: Spec) -> Spec:
    """Return a figure without title, closing sentence and ground: the explorer says them beside it.

    There they are text that wraps, grows with the page and takes the colours of the theme; the style sheet
    turns the ink that is left.
    """
    bare = wordless(figure)
    ground = {"paper_bgcolor": CLEAR, "plot_bgcolor": CLEAR, "autosize": True}
    return bare | {"layout": bare["layout"] | ground}


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
    return {name: after.get(name) for name in names if before.get(name) != after.get(name)}
