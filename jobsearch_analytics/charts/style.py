"""How every chart looks: one slim template, a few colours that all eyes can tell apart, one last touch."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    import plotly.graph_objects as go

    from jobsearch_analytics.analysis.answer import Answer

__all__ = [
    "BAND",
    "CLOSING",
    "ENDS",
    "GAP",
    "GRID",
    "INK",
    "MOVED",
    "MUTED",
    "SOLID",
    "STRENGTH",
    "TWO_BY_TWO",
    "Sketch",
    "Spec",
    "finish",
    "label_trace",
    "rule",
    "template",
    "text_pixels",
]

# From Okabe and Ito (2008), chosen to be told apart with any kind of colour vision; a test simulates three.
INK = "#1f2933"
MUTED = "#52606d"
GRID = "#e4e7eb"
SOLID = "#0072b2"
BAND = "#b9dcf0"
STRENGTH = "#0072b2"
GAP = "#e69f00"
# A shade of its own: numbers stand on it in white, in light and in dark.
MOVED = "#0a6fae"

#: The colour of each end of an application. No alarm red: a rejection is normal.
ENDS = {
    "still open": "#b8dbf0",
    "rejected": "#b0a8a0",
    "no response": "#dedad5",
    "closed": "#cc79a7",
    "withdrawn": "#f0e442",
    "accepted": "#009e73",
    "declined": "#e5a000",
}

#: Characters a line: fits a phone's width at the sizes below.
TITLE_WIDTH, TEXT_WIDTH = 40, 50

#: Characters of all names of a legend that fits into one row.
SHORT_LEGEND = 16

#: A legend whose longer names stand two by two, on a phone as on a wide page.
TWO_BY_TWO = {"entrywidth": 0.49, "entrywidthmode": "fraction"}

#: How far above its bar a label stands, in rows.
LABEL_LIFT = 0.4

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
TITLE_SIZE, TEXT_SIZE = 14, 12
LINE_PIXELS = {TITLE_SIZE: 19, TEXT_SIZE: 16}

#: Above the title.
TITLE_GAP = 18

#: The name of the annotation that ends a figure.
CLOSING = "closing sentence"


#: A trace or a part of the layout, as plotly's plain data.
Spec = dict[str, Any]


@dataclass(frozen=True)
class Sketch:
    """What a chart draws, as plain data, without its words.

    Attributes
    ----------
    traces : sequence of dict
        Plotly's traces, each with its ``type``.
    layout : dict
        The axes and what else is not words.
    pixels : int
        Height of the plot itself; the words are added to it.
    """

    traces: Sequence[Spec]
    layout: Spec
    pixels: int


@cache
def template() -> go.layout.Template:
    """Return the one template, passed to each figure as ``template=``; nothing global is set."""
    import plotly.graph_objects as go

    axis = {"gridcolor": GRID, "zeroline": False, "ticks": "", "automargin": True, "fixedrange": True}
    scale = {"title": {"font": {"size": TEXT_SIZE, "color": MUTED}, "standoff": 4}}
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": TEXT_SIZE, "color": INK},
            "paper_bgcolor": "white",
            "plot_bgcolor": "white",
            "title": {"x": 0, "xref": "container", "xanchor": "left", "yanchor": "top", "pad": {"l": 12}},
            "xaxis": {**axis, **scale},
            "yaxis": {**axis, "showgrid": False},
            "hoverlabel": {"align": "left"},
            "legend": {"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom"},
        }
    )


def finish(
    sketch: Sketch,
    answer: Answer,
    *,
    title: str,
    subtitle: str,
    alt: str,
    foot: int = 0,
) -> Spec:
    """Return a figure with its words: the finding, the denominator, the closing sentence and the alt text.

    Parameters
    ----------
    sketch : Sketch
        What is drawn.
    answer : Answer
        Its advice becomes the closing sentence under the plot.
    title : str
        The finding, one sentence.
    subtitle : str
        What the numbers are shares of, and how to read the marks.
    alt : str
        The picture in words; stands in ``figure.layout.meta["alt"]``.
    foot : int
        Further pixels under the plot, for the name of its scale.
    """
    head, lead = _lines(title, TITLE_WIDTH), _lines(subtitle, TEXT_WIDTH)
    close = _lines(answer.advice, TEXT_WIDTH)
    legend = 24 * _legend_rows(sketch)
    top = TITLE_GAP + 8 + LINE_PIXELS[TITLE_SIZE] * len(head) + LINE_PIXELS[TEXT_SIZE] * len(lead) + legend
    bottom = 46 + foot + LINE_PIXELS[TEXT_SIZE] * len(close)
    height = top + sketch.pixels + bottom
    words = {
        "template": template(),
        "title": {
            "text": f"<b>{'<br>'.join(head)}</b>",
            "font": {"size": TITLE_SIZE},
            "y": 1 - TITLE_GAP / height,
            "subtitle": {"text": "<br>".join(lead), "font": {"size": TEXT_SIZE, "color": MUTED}},
        },
        "margin": {"l": 12, "r": 16, "t": top, "b": bottom},
        "height": height,
        "meta": {"alt": alt},
        "annotations": [*sketch.layout.get("annotations", ()), _closing_note(close, foot)],
    }
    # Plotly is given it whole: it takes many times as long to change a figure piece by piece.
    return {"data": list(sketch.traces), "layout": {**sketch.layout, **words}}


def _closing_note(lines: list[str], foot: int) -> Spec:
    return {
        "text": "<br>".join(lines),
        "name": CLOSING,
        "showarrow": False,
        "align": "left",
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 0,
        "xanchor": "left",
        "yanchor": "top",
        "yshift": -34 - foot,
    }


def text_pixels(text: str, size: int = TEXT_SIZE) -> int:
    """Return how high a text of a figure stands, in pixels; its lines end in ``<br>``."""
    return LINE_PIXELS[size] * (text.count("<br>") + 1)


def label_trace(rows: pd.DataFrame, **options: Any) -> Spec:
    """Return the labels of horizontal bars, each above its bar, so that a phone's width is left to the bars.

    Parameters
    ----------
    rows : DataFrame
        Columns ``label`` (str) and ``place`` (number, 0 at the top).
    **options
        What else the trace holds, or holds instead: labels that do not begin at zero have an ``x``.
    """
    place = rows["place"].to_numpy()
    return {
        "type": "scatter",
        "x": np.zeros(len(rows), dtype="int8"),
        "y": (place - LABEL_LIFT).astype("float32"),
        "text": [label.replace("<", "&lt;") for label in rows["label"]],
        "mode": "text",
        "textposition": "middle right",
        "hoverinfo": "skip",
        "showlegend": False,
        **options,
    }


def rule(at: float | str, **options: Any) -> Spec:
    """Return a line across the plot at one value of its scale, for ``layout.shapes``."""
    line = {"type": "line", "x0": at, "x1": at, "xref": "x", "y0": 0, "y1": 1, "yref": "y domain"}
    return {**line, **options}


def _lines(text: str, width: int) -> list[str]:
    # plotly reads a little HTML in its texts; names from the log must stay plain.
    return [line.replace("<", "&lt;") for line in textwrap.wrap(text, width, break_on_hyphens=False)]


def _legend_rows(sketch: Sketch) -> int:
    if sketch.layout.get("showlegend") is False:
        return 0
    shown = [trace["name"] for trace in sketch.traces if trace.get("showlegend", True) and trace.get("name")]
    # Short names stand in one row on a phone, longer ones two by two.
    return 1 if sum(map(len, shown)) <= SHORT_LEGEND and shown else (len(shown) + 1) // 2
