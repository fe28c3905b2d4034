"""The map of the feedback: a mark for every point, its quote on hover, themes by shape and colour."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from jobsearch_analytics.analysis.theme_map import ThemeMap
from jobsearch_analytics.charts.draw import figure_of
from jobsearch_analytics.charts.style import MUTED, TWO_BY_TWO, Sketch, finish

if TYPE_CHECKING:
    import pandas as pd

    from jobsearch_analytics.charts.style import Spec

__all__ = ["MARKS", "REST", "map_themes", "theme_map_figure"]

#: Colour and shape of each theme, the largest first: either alone tells them apart (Okabe and Ito, 2008).
MARKS = (
    ("#0072b2", "circle"),
    ("#e69f00", "diamond"),
    ("#009e73", "square"),
    ("#cc79a7", "triangle-up"),
    ("#56b4e9", "star"),
    ("#d55e00", "triangle-down"),
)
#: Smaller themes together, and points that fit none.
REST, NONE = "smaller themes", "no theme"
OTHER_MARKS = {REST: (MUTED, "circle-open"), NONE: (MUTED, "x-thin-open")}

PLOT_PIXELS, HOVER_WIDTH, NAME_WIDTH = 360, 44, 18


@figure_of.register(ThemeMap)
def theme_map_figure(answer: ThemeMap) -> Spec:
    """Return a mark for each point of the feedback; ``answer.table`` holds the same for reading."""
    rows = answer.table.assign(shown=map_themes(answer))
    marks = {**dict(zip(_largest(answer), MARKS, strict=False)), **OTHER_MARKS}
    parts = {name: rows[rows["shown"] == name] for name in marks}
    traces = [_trace(part, name, *marks[name]) for name, part in parts.items() if len(part)]
    axis = {"visible": False, "range": [-1.08, 1.08]}
    layout = {"xaxis": axis, "yaxis": axis, "showlegend": len(rows) > 0, "legend": TWO_BY_TWO}
    return finish(
        Sketch(traces, layout, PLOT_PIXELS if len(rows) else 0),
        answer,
        title=answer.headline,
        subtitle=(
            f"Each mark is one point that somebody made, as of {answer.as_of:%Y-%m-%d}. Only nearness means "
            "anything: what is alike lies together. Point at a mark for its words; all stand in .table."
        ),
        alt=_alt(rows),
    )


def map_themes(answer: ThemeMap) -> pd.Series:
    """Return the name each point is drawn under: its theme, the smaller ones together, or none."""
    theme = answer.table["theme"]
    return theme.where(theme.isna() | theme.isin(_largest(answer)), REST).fillna(NONE).astype("str")


def _largest(answer: ThemeMap) -> list[str]:
    return [str(name) for name in answer.table["theme"].value_counts().index[: len(MARKS)]]


def _trace(rows: pd.DataFrame, name: str, colour: str, symbol: str) -> Spec:
    return {
        "type": "scatter",
        "x": rows["x"].to_numpy("float32").round(3),
        "y": rows["y"].to_numpy("float32").round(3),
        "mode": "markers",
        "name": textwrap.shorten(name, NAME_WIDTH, placeholder=" …").replace("<", "&lt;"),
        "marker": {"color": colour, "symbol": symbol, "size": 10, "line": {"width": 1, "color": colour}},
        "text": [_quote(row) for row in rows.to_dict("records")],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _quote(row: dict) -> str:
    """Return what is shown where a mark is pointed at; names from the log must stay plain."""
    said_by = row["company"] if isinstance(row["company"], str) else "employer not named"
    theme = row["theme"] if isinstance(row["theme"], str) else NONE
    lines = textwrap.wrap(f"“{row['text']}”", HOVER_WIDTH)[:6]
    return "<br>".join(line.replace("<", "&lt;") for line in [f"{theme} · {row['sign']}", *lines, said_by])


def _alt(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "Map without marks: no feedback that says anything of its own is in this log yet."
    sizes = rows["shown"].value_counts()
    words = [f"{name} {count:,}" for name, count in sizes.items()]
    return f"Map of {len(rows):,} points, those alike near each other. Points by theme: {'; '.join(words)}."
