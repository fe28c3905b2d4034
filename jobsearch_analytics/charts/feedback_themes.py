"""The chart of the feedback: which strengths and gaps were named by how many different employers."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.analysis.answer import percent, span
from jobsearch_analytics.analysis.feedback_themes import FeedbackThemes
from jobsearch_analytics.charts.draw import draw
from jobsearch_analytics.charts.style import GAP, INK, STRENGTH, finish, label_trace

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from jobsearch_analytics.analysis.answer import Answer

__all__ = ["SIDES", "draw_feedback_themes", "theme_rows", "themes_alt", "themes_subtitle"]

#: The two sides of feedback, in the order they are read: what speaks for you comes first.
SIDES = {"strength": ("Strengths", STRENGTH), "gap": ("Gaps", GAP)}

#: Themes shown on each side, those named by most employers; the table holds all.
MOST_THEMES = 5

ROW_PIXELS, BAR_WIDTH, HEADING_DROP = 46, 0.4, 0.45


@draw.register(FeedbackThemes)
def draw_feedback_themes(answer: FeedbackThemes) -> go.Figure:
    """Return bars of the share of employers that named each theme, with intervals."""
    import plotly.graph_objects as go

    rows = theme_rows(answer)
    figure = go.Figure(
        [_bars(rows[rows["sign"] == sign], sign) for sign in SIDES if sign in set(rows["sign"])]
    )
    if len(rows):
        figure.add_trace(label_trace(rows))
    figure.update_layout(
        xaxis={"tickformat": ".0%", "rangemode": "tozero", "visible": len(rows) > 0},
        yaxis={"visible": False, "range": [len(rows) - 0.6, -0.7]},
        showlegend=False,
    )
    return finish(
        figure,
        answer,
        title=answer.headline,
        subtitle=themes_subtitle(answer),
        alt=themes_alt(answer),
        plot_height=ROW_PIXELS * len(rows),
    )


def theme_rows(answer: Answer) -> pd.DataFrame:
    """Return the rows of the picture, top to bottom: a heading per side, then the answer's own rows."""
    parts = []
    for sign, (title, _) in SIDES.items():
        side = answer.table[answer.table["sign"] == sign].head(MOST_THEMES)
        if len(side):
            words = [f"{n:,} employer{'' if n == 1 else 's'}" for n in side["employers"]]
            labels = [
                f"{shorten(theme, 40, placeholder=' …')} · {word}"
                for theme, word in zip(side["theme"], words, strict=True)
            ]
            parts += [pd.DataFrame({"label": [title.upper()]}), side.assign(label=labels)]
    if not parts:
        return answer.table.head(0).assign(label="", place=0.0)
    rows = pd.concat(parts, ignore_index=True)
    return rows.assign(place=rows.index + rows["theme"].isna() * HEADING_DROP)


def themes_subtitle(answer: Answer) -> str:
    """Return the denominator and how to read the marks."""
    return (
        f"Share of the employers that said anything of use, as of {answer.as_of:%Y-%m-%d}. "
        f"Line: {percent(answer.level)} interval."
    )


def themes_alt(answer: Answer) -> str:
    """Return the picture in words, number by number."""
    rows = theme_rows(answer)
    rows = rows[rows["theme"].notna()]
    if rows.empty:
        return "Bar chart without bars: no feedback that names a strength or a gap is in this log yet."
    words = [
        f"{row['sign']} {row['theme']}: {row['employers']:.0f} employers "
        f"({percent(row['share'])}, interval {span(row['low'], row['high'])})"
        for row in rows.to_dict("records")
    ]
    return f"Bar chart of what employers said. {'; '.join(words)}."


def _bars(side: pd.DataFrame, sign: str) -> go.Bar:
    import plotly.graph_objects as go

    title, colour = SIDES[sign]
    return go.Bar(
        x=side["share"].to_numpy(),
        y=side["place"].to_numpy(),
        orientation="h",
        width=BAR_WIDTH,
        name=title,
        marker={"color": colour},
        error_x={
            "type": "data",
            "array": (side["high"] - side["share"]).to_numpy(),
            "arrayminus": (side["share"] - side["low"]).to_numpy(),
            "color": INK,
            "thickness": 1.5,
            "width": 4,
        },
        hovertemplate="%{x:.1%} of employers<extra></extra>",
    )
