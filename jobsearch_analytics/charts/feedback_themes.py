"""The chart of the feedback: which strengths and gaps were named by how many different employers."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.analysis.answer import percent, span
from jobsearch_analytics.analysis.feedback_themes import FeedbackThemes
from jobsearch_analytics.charts.draw import figure_of
from jobsearch_analytics.charts.marks import BAR_WIDTH, HEADING_DROP, error_bars, row_sketch
from jobsearch_analytics.charts.style import GAP, STRENGTH, finish, label_trace

if TYPE_CHECKING:
    from jobsearch_analytics.analysis.answer import Answer
    from jobsearch_analytics.charts.style import Spec

__all__ = ["SIDES", "feedback_themes_figure", "theme_rows", "themes_alt", "themes_subtitle"]

#: The two sides of feedback, in the order they are read: what speaks for you comes first.
SIDES = {"strength": ("Strengths", STRENGTH), "gap": ("Gaps", GAP)}

#: Themes shown on each side, those named by most employers; the table holds all.
MOST_THEMES = 5


@figure_of.register(FeedbackThemes)
def feedback_themes_figure(answer: FeedbackThemes) -> Spec:
    """Return bars of the share of employers that named each theme, with intervals."""
    rows = theme_rows(answer)
    sides = {sign: rows[rows["sign"] == sign] for sign in SIDES}
    bars = [_bars(side, sign) for sign, side in sides.items() if len(side)]
    traces = [*bars, label_trace(rows)] if len(rows) else []
    scale = {"tickformat": ".0%", "rangemode": "tozero"}
    return finish(
        row_sketch(traces, len(rows), scale, showlegend=False),
        answer,
        title=answer.headline,
        subtitle=themes_subtitle(answer),
        alt=themes_alt(rows),
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


def themes_alt(rows: pd.DataFrame) -> str:
    """Return the picture of rows from `theme_rows` in words, number by number."""
    rows = rows[rows["theme"].notna()]
    if rows.empty:
        return "Bar chart without bars: no feedback that names a strength or a gap is in this log yet."
    words = [
        f"{row['sign']} {row['theme']}: {row['employers']:.0f} employers "
        f"({percent(row['share'])}, interval {span(row['low'], row['high'])})"
        for row in rows.to_dict("records")
    ]
    return f"Bar chart of what employers said. {'; '.join(words)}."


def _bars(side: pd.DataFrame, sign: str) -> Spec:
    title, colour = SIDES[sign]
    share, low, high = (side[name].to_numpy() for name in ("share", "low", "high"))
    return {
        "type": "bar",
        "x": share,
        "y": side["place"].to_numpy(),
        "orientation": "h",
        "width": BAR_WIDTH,
        "name": title,
        "marker": {"color": colour},
        "error_x": error_bars(share, low, high),
        "hovertemplate": "%{x:.1%} of employers<extra></extra>",
    }
