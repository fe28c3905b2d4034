"""The chart of who says what: the themes of the largest groups, by distinct employers, with intervals."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.analysis.answer import percent, span
from jobsearch_analytics.analysis.theme_groups import ThemeGroups
from jobsearch_analytics.charts.draw import figure_of
from jobsearch_analytics.charts.feedback_themes import SIDES
from jobsearch_analytics.charts.marks import FOOT, HEADING_DROP, interval_trace, row_sketch
from jobsearch_analytics.charts.style import finish, label_trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobsearch_analytics.charts.style import Spec

__all__ = ["group_chart_rows", "theme_groups_figure"]

#: Only the largest groups and their most named themes are drawn; the table holds all.
MOST_GROUPS, MOST_THEMES = 3, 3

SYMBOLS = {"strength": "circle", "gap": "diamond"}


@figure_of.register(ThemeGroups)
def theme_groups_figure(answer: ThemeGroups) -> Spec:
    """Return each group's themes with intervals, groups from the largest on."""
    rows = group_chart_rows(answer)
    traces = [*_marks(rows), label_trace(rows)] if len(rows) else []
    scale = {"tickformat": ".0%", "rangemode": "tozero", "title": {"text": "share of the group's employers"}}
    return finish(
        row_sketch(traces, len(rows), scale),
        answer,
        title=answer.headline,
        subtitle=(
            f"By {answer.by.replace('_', ' ')}: the largest groups and what most of them named, as of "
            f"{answer.as_of:%Y-%m-%d}. Lines: {percent(answer.level)} intervals."
        ),
        alt=_alt(rows),
        foot=FOOT,
    )


def _marks(rows: pd.DataFrame) -> Iterator[Spec]:
    for sign, (title, colour) in SIDES.items():
        side = rows[rows["sign"] == sign]
        if len(side):
            look: Spec = {"color": colour, "symbol": SYMBOLS[sign], "name": title}
            yield interval_trace(side, ("share", "low", "high"), hover="%{x:.1%} of the group", **look)


def group_chart_rows(answer: ThemeGroups) -> pd.DataFrame:
    """Return the rows of the picture, top to bottom: a heading per group, then the answer's own rows."""
    table = answer.table[answer.table["sign"].isin(list(SIDES)) & (answer.table["employers"] > 0)]
    parts = []
    for group in table["group"].unique()[:MOST_GROUPS]:
        rows = table[table["group"] == group].head(MOST_THEMES)
        heading = f"{group.replace('_', ' ')[:24].upper()} · {rows['of'].iloc[0]:,} employers"
        labels = [
            f"{shorten(theme, 32, placeholder=' …')} · {employers:,}"
            for theme, employers in zip(rows["theme"], rows["employers"], strict=True)
        ]
        parts += [pd.DataFrame({"label": [heading]}), rows.assign(label=labels)]
    if not parts:
        return table.head(0).assign(label="", place=0.0)
    rows = pd.concat(parts, ignore_index=True)
    return rows.assign(place=rows.index + rows["theme"].isna() * HEADING_DROP)


def _alt(rows: pd.DataFrame) -> str:
    named = rows[rows["theme"].notna()]
    if named.empty:
        return "Chart of themes by group without rows: no strength or gap was named yet."
    words = [
        f"{row['group']}, {row['theme']} as a {row['sign']}: {row['employers']:.0f} of {row['of']:.0f} "
        f"({percent(row['share'])}, interval {span(row['low'], row['high'])})"
        for row in named.to_dict("records")
    ]
    return f"Chart of the share of each group's employers that named a theme. {'; '.join(words)}."
