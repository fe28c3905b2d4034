"""The chart of the flows: a Sankey picture of the whole search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.analysis.flows import Flows
from jobsearch_analytics.charts.draw import figure_of
from jobsearch_analytics.charts.style import ENDS, MOVED, MUTED, Sketch, finish

if TYPE_CHECKING:
    from jobsearch_analytics.charts.style import Spec

__all__ = ["end_colour", "flows_alt", "flows_figure"]

NODE_PIXELS, BAR_PIXELS = 48, 14
#: Two rows above the picture for the names of the steps: beside its bar a name would reach the next one.
HEAD_PIXELS, ROW_PIXELS = 38, 16
#: How see-through a ribbon is, as the two last digits of a hex colour.
RIBBON_ALPHA = "66"


@figure_of.register(Flows)
def flows_figure(answer: Flows) -> Spec:
    """Return a Sankey picture: each ribbon is as wide as the number of applications it stands for."""
    nodes = list(dict.fromkeys([*answer.steps, *answer.table["source"], *answer.table["target"]]))
    depths = _depths(answer) if len(answer.table) else {}
    traces = [_ribbons(answer, nodes, depths)] if len(answer.table) else []
    head = HEAD_PIXELS if depths else 0
    pixels = head + max(NODE_PIXELS * len(nodes), 60)
    layout = {"xaxis": {"visible": False}, "yaxis": {"visible": False}}
    if depths:
        top = 1 - head / pixels
        traces[0]["domain"] = {"y": [0, top]}
        layout |= _columns(depths, top)
    return finish(
        Sketch(traces, layout, pixels),
        answer,
        title=answer.headline,
        subtitle=f"Every application once per step, as of {answer.as_of:%Y-%m-%d}.",
        alt=flows_alt(answer),
    )


def _ribbons(answer: Flows, nodes: list[str], above: dict[str, float]) -> Spec:
    table, place = answer.table, {name: number for number, name in enumerate(nodes)}
    return {
        "type": "sankey",
        "arrangement": "snap",
        "textfont": {"size": 11},
        "node": {
            # Beside their bars stand the names of the ends, and of what has no column to itself.
            "label": ["" if name in above else _shown(name) for name in nodes],
            "customdata": [_shown(name) for name in nodes],
            "color": [end_colour(name, answer) for name in nodes],
            "pad": 16,
            "thickness": BAR_PIXELS,
            "line": {"width": 0},
            "hovertemplate": "%{customdata}: %{value}<extra></extra>",
        },
        "link": {
            "source": [place[name] for name in table["source"]],
            "target": [place[name] for name in table["target"]],
            "value": table["count"].to_list(),
            "color": [end_colour(name, answer) + RIBBON_ALPHA for name in table["target"]],
            "hovertemplate": "%{source.customdata} → %{target.customdata}: %{value}<extra></extra>",
        },
    }


def _shown(name: str) -> str:
    return name.replace("<", "&lt;").capitalize()


def _depths(answer: Flows) -> dict[str, float]:
    """Return how far to the right each step stands, 0 to 1, where each has a column to itself; else nothing.

    It stands as far as the longest way there is long.
    """
    depth, rows = dict.fromkeys([*answer.steps, *answer.table["target"]], 0), answer.table
    for step in answer.steps:
        for target in rows.loc[rows["source"] == step, "target"]:
            depth[target] = max(depth[target], depth[step] + 1)
    columns = {step: depth[step] for step in answer.steps if step in set(rows["source"])}
    alone = len(set(columns.values())) == len(columns)
    return {step: column / max(depth.values()) for step, column in columns.items()} if alone else {}


def _columns(depths: dict[str, float], top: float) -> Spec:
    """Return the names of the steps above their bars, in two rows by turns, and a thin line down to each."""
    names, lines = [], []
    for number, (step, x) in enumerate(depths.items()):
        # A bar begins at its share of the width less one bar.
        middle, lower = BAR_PIXELS * (0.5 - x), number % 2 == 0
        common = {"xref": "paper", "yref": "paper"}
        names.append(
            {
                **common,
                "text": _shown(step),
                "showarrow": False,
                "font": {"size": 11},
                "x": x,
                "xanchor": "center" if number else "left",
                "xshift": middle if number else 0,
                "y": 1,
                "yanchor": "top",
                "yshift": -ROW_PIXELS if lower else 0,
            }
        )
        line = {"color": MUTED, "width": 0.5, "dash": "dot"}
        sized = {"xsizemode": "pixel", "xanchor": x, "x0": middle, "x1": middle}
        lines.append({**common, **sized, "type": "line", "y0": 0, "y1": top, "line": line})
    # The first bar reaches up to its name.
    return {"annotations": names, "shapes": lines[1:]}


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
