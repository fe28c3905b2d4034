"""The chart of the flows: a Sankey picture of the whole search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.analysis.flows import Flows
from jobsearch_analytics.charts.draw import draw
from jobsearch_analytics.charts.style import ENDS, MOVED, MUTED, Sketch, finish

if TYPE_CHECKING:
    from jobsearch_analytics.charts.figure import Chart
    from jobsearch_analytics.charts.style import Spec

__all__ = ["draw_flows", "end_colour", "flows_alt"]

NODE_PIXELS = 48
#: How see-through a ribbon is, as the two last digits of a hex colour.
RIBBON_ALPHA = "66"


@draw.register(Flows)
def draw_flows(answer: Flows) -> Chart:
    """Return a Sankey picture: each ribbon is as wide as the number of applications it stands for."""
    nodes = list(dict.fromkeys([*answer.steps, *answer.table["source"], *answer.table["target"]]))
    traces = [_ribbons(answer, nodes)] if len(answer.table) else []
    axes = {"xaxis": {"visible": False}, "yaxis": {"visible": False}}
    return finish(
        Sketch(traces, axes, max(NODE_PIXELS * len(nodes), 60)),
        answer,
        title=answer.headline,
        subtitle=f"Every application once per step, as of {answer.as_of:%Y-%m-%d}.",
        alt=flows_alt(answer),
    )


def _ribbons(answer: Flows, nodes: list[str]) -> Spec:
    table, place = answer.table, {name: number for number, name in enumerate(nodes)}
    return {
        "type": "sankey",
        "arrangement": "snap",
        "textfont": {"size": 11},
        "node": {
            "label": [name.replace("<", "&lt;").capitalize() for name in nodes],
            "color": [end_colour(name, answer) for name in nodes],
            "pad": 16,
            "thickness": 14,
            "line": {"width": 0},
            "hovertemplate": "%{label}: %{value}<extra></extra>",
        },
        "link": {
            "source": [place[name] for name in table["source"]],
            "target": [place[name] for name in table["target"]],
            "value": table["count"].to_list(),
            "color": [end_colour(name, answer) + RIBBON_ALPHA for name in table["target"]],
            "hovertemplate": "%{source.label} → %{target.label}: %{value}<extra></extra>",
        },
    }


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
