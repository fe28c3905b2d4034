"""The chart of the flows: a Sankey picture of the whole search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.analysis.flows import Flows
from jobsearch_analytics.charts.draw import draw
from jobsearch_analytics.charts.style import ENDS, MOVED, MUTED, finish

if TYPE_CHECKING:
    import plotly.graph_objects as go

__all__ = ["draw_flows", "end_colour", "flows_alt"]

NODE_PIXELS = 34
#: How see-through a ribbon is, as the two last digits of a hex colour.
RIBBON_ALPHA = "66"


@draw.register(Flows)
def draw_flows(answer: Flows) -> go.Figure:
    """Return a Sankey picture: each ribbon is as wide as the number of applications it stands for."""
    import plotly.graph_objects as go

    table = answer.table
    nodes = list(dict.fromkeys([*answer.steps, *table["source"], *table["target"]]))
    place = {name: number for number, name in enumerate(nodes)}
    figure = go.Figure()
    if len(table):
        figure.add_trace(
            go.Sankey(
                arrangement="snap",
                node={
                    "label": [name.replace("<", "&lt;").capitalize() for name in nodes],
                    "color": [end_colour(name, answer) for name in nodes],
                    "pad": 16,
                    "thickness": 14,
                    "line": {"width": 0},
                    "hovertemplate": "%{label}: %{value}<extra></extra>",
                },
                link={
                    "source": table["source"].map(place).to_list(),
                    "target": table["target"].map(place).to_list(),
                    "value": table["count"].to_list(),
                    "color": [end_colour(name, answer) + RIBBON_ALPHA for name in table["target"]],
                    "hovertemplate": "%{source.label} → %{target.label}: %{value}<extra></extra>",
                },
            )
        )
    axis = {"visible": False}
    figure.update_layout(xaxis=axis, yaxis=axis)
    return finish(
        figure,
        answer,
        title=answer.headline,
        subtitle=f"Every application once per step, as of {answer.as_of:%Y-%m-%d}.",
        alt=flows_alt(answer),
        plot_height=max(NODE_PIXELS * len(nodes), 60),
    )


def end_colour(name: str, answer: Flows) -> str:
    """Return the colour of a stage or an end."""
    return MOVED if name in answer.steps else ENDS.get(name, MUTED)


def flows_alt(answer: Flows) -> str:
    """Return the picture in words, step by step."""
    if answer.table.empty:
        return "Flow chart without flows: no application is in this log yet."
    words = [
        f"{source} to {target} {count:,}"
        for source, target, count in zip(
            answer.table["source"], answer.table["target"], answer.table["count"], strict=True
        )
    ]
    return f"Flow chart from stage to stage and to each end. {'; '.join(words)}."
