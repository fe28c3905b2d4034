"""The chart of change: how often each theme was named in each period, with intervals."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.analysis.answer import percent, span
from jobsearch_analytics.analysis.theme_trend import ThemeTrend
from jobsearch_analytics.charts.draw import figure_of
from jobsearch_analytics.charts.marks import FOOT, interval_trace, row_sketch
from jobsearch_analytics.charts.style import MUTED, SOLID, TWO_BY_TWO, finish, label_trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobsearch_analytics.charts.style import Spec

__all__ = ["theme_trend_figure", "trend_chart_rows"]

#: Themes shown: those that most employers named of those that were compared.
MOST_THEMES = 5

#: The first period and the last, in their marks; how far below the first the last stands, in rows.
MARKS = {
    "first": {"color": MUTED, "symbol": "circle-open"},
    "last": {"color": SOLID, "symbol": "diamond"},
}
SHIFT = 0.2


@figure_of.register(ThemeTrend)
def theme_trend_figure(answer: ThemeTrend) -> Spec:
    """Return the first and the last period of each theme, above each other, with their intervals."""
    rows = trend_chart_rows(answer)
    traces = [*_marks(rows, answer), label_trace(rows.drop_duplicates("place"))] if len(rows) else []
    words = "share of the employers that said anything then"
    scale = {"tickformat": ".0%", "rangemode": "tozero", "title": {"text": words}}
    return finish(
        row_sketch(traces, rows["place"].nunique(), scale, legend=TWO_BY_TWO),
        answer,
        title=answer.headline,
        subtitle=(
            f"Each theme in the first and the last of {answer.periods} periods with about as many notes, as "
            f"of {answer.as_of:%Y-%m-%d}. Lines: {percent(answer.level)} intervals."
        ),
        alt=_alt(rows, answer),
        foot=FOOT,
    )


def _marks(rows: pd.DataFrame, answer: ThemeTrend) -> Iterator[Spec]:
    for name, part in _ends(rows, answer).items():
        shift, look = SHIFT if name == "last" else 0.0, {"name": _period_words(part), **MARKS[name]}
        hover = "%{x:.1%} of employers"
        yield interval_trace(part, ("share", "low", "high"), hover=hover, shift=shift, **look)


def trend_chart_rows(answer: ThemeTrend) -> pd.DataFrame:
    """Return the rows of the picture: the themes compared, most widely said first, a row for each end."""
    table = answer.table[answer.table["change"].notna() & answer.table["period"].isin([1, answer.periods])]
    keys = table[["theme", "sign"]].drop_duplicates(ignore_index=True).head(MOST_THEMES)
    rows = table.merge(keys.assign(place=keys.index), on=["theme", "sign"])
    labels = [
        f"{shorten(theme, 32, placeholder=' …')}, {sign} · {verdict}"
        for theme, sign, verdict in zip(rows["theme"], rows["sign"], rows["verdict"], strict=True)
    ]
    return rows.assign(label=pd.Series(labels, rows.index, dtype="str"))


def _ends(rows: pd.DataFrame, answer: ThemeTrend) -> dict[str, pd.DataFrame]:
    return {"first": rows[rows["period"] == 1], "last": rows[rows["period"] == answer.periods]}


def _period_words(part: pd.DataFrame) -> str:
    return f"{part['start'].iloc[0]:%b %Y}–{part['end'].iloc[0]:%b %Y}"


def _alt(rows: pd.DataFrame, answer: ThemeTrend) -> str:
    if rows.empty:
        return "Chart of change without rows: no theme was named often enough, with its day, to compare."
    first, last = _ends(rows, answer).values()
    both = first.merge(last, on=["theme", "sign"], suffixes=("", "_then"))
    words = [
        f"{row['theme']} as a {row['sign']}: {percent(row['share'])} ({span(row['low'], row['high'])}) in "
        f"the first period, {percent(row['share_then'])} ({span(row['low_then'], row['high_then'])}) in the "
        "last"
        for row in both.to_dict("records")
    ]
    return f"Chart of the share of employers that named each theme. {'; '.join(words)}."
