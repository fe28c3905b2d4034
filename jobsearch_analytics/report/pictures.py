"""Pictures for the page: static SVG, drawn from the same rows as the notebook's charts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.analysis.answer import percent
from jobsearch_analytics.charts.feedback_themes import SIDES, theme_rows, themes_alt
from jobsearch_analytics.charts.flows import end_colour, flows_alt
from jobsearch_analytics.charts.funnel import GROUP_STAGES, best_estimate, funnel_alt, funnel_rows
from jobsearch_analytics.charts.style import BAND, ENDS, SOLID
from jobsearch_analytics.report.drawing import Bar, Drawing

if TYPE_CHECKING:
    import pandas as pd

    from jobsearch_analytics.analysis.answer import Answer
    from jobsearch_analytics.analysis.flows import Flows
    from jobsearch_analytics.analysis.funnel import Funnel

__all__ = [
    "Picture",
    "flows_drawing",
    "flows_picture",
    "funnel_drawing",
    "funnel_picture",
    "themes_drawing",
    "themes_picture",
]

#: The height of a bar, and of one that holds numbers, in rows.
BAR, BAR_WITH_NUMBERS = 0.4, 0.46

#: A little room to the right of the longest mark.
ROOM = 1.02

#: A part of a bar narrower than this has no room for its number; what stands on which colour.
ROOM_FOR_NUMBER = 0.07
ON_COLOUR, ON_LIGHT = "#fffffe", "#111820"


@dataclass(frozen=True)
class Picture:
    """An SVG element ready to stand in the page.

    Attributes
    ----------
    svg : str
        With title, description and role; ids begin with the picture's key.
    legend : tuple of (str, str)
        CSS class of the mark and its meaning.
    """

    svg: str
    legend: tuple[tuple[str, str], ...]


def funnel_picture(answer: Funnel, key: str, title: str, stages: tuple[str, ...] = GROUP_STAGES) -> Picture:
    """Return the funnel: bars so far, their intervals, and the open ones' bounds as a lighter band."""
    legend = (
        ("swatch solid", "reached so far"),
        ("swatch band", "at most, if every open one gets there"),
        ("swatch diamond", f"{best_estimate(answer)[1]}, with its {percent(answer.level)} interval"),
    )
    return Picture(funnel_drawing(answer, stages).svg(key, title, funnel_alt(answer, stages)), legend)


def funnel_drawing(answer: Funnel, stages: tuple[str, ...] = GROUP_STAGES) -> Drawing:
    """Return the funnel's bars, intervals and estimates, numbers as in the answer's table."""
    rows = funnel_rows(answer, stages)
    bars, (kind, _) = rows[rows["reached"].notna()], best_estimate(answer)
    top = ROOM * float(np.nanmax([bars["at_most"], bars[f"{kind}high"]]))
    drawing = Drawing(_labels(rows), top or 1.0)
    drawing.add_bars(bars["place"], bars["at_most"], BAR, BAND)
    drawing.add_bars(bars["place"], bars["share"], BAR, SOLID)
    drawing.add_lines(bars["place"], bars[f"{kind}low"], bars[f"{kind}high"])
    drawing.add_diamonds(bars["place"], bars[f"{kind}rate"])
    return drawing


def flows_picture(answer: Flows, key: str, title: str) -> Picture:
    """Return what became of those at each stage: one bar per stage, split by where they went."""
    shown = list(dict.fromkeys(answer.table["target"]))
    legend = [("swatch moved", "went further")] if set(shown) & set(answer.steps) else []
    legend += [(f"swatch {end.replace(' ', '-')}", end) for end in ENDS if end in shown]
    return Picture(flows_drawing(answer).svg(key, title, flows_alt(answer)), tuple(legend))


def flows_drawing(answer: Flows) -> Drawing:
    """Return the stage bars; each part is as long as its share of the stage."""
    table = answer.table
    places = {source: float(at) for at, source in enumerate(answer.steps) if source in set(table["source"])}
    totals = table.groupby("source", sort=False)["count"].sum()
    drawing = Drawing(
        [(places[source], f"{source.capitalize()} · {totals[source]:,}") for source in totals.index]
    )
    starts = table.groupby("source")["share"].cumsum() - table["share"]
    for row, start in zip(table.to_dict("records"), starts, strict=True):
        place, share = places[row["source"]], row["share"]
        paint = end_colour(row["target"], answer)
        drawing.bars.append(Bar(place, start, share, BAR_WITH_NUMBERS, paint, edge=True))
        if share >= ROOM_FOR_NUMBER:
            colour = ON_COLOUR if row["target"] in answer.steps else ON_LIGHT
            drawing.numbers.append((place, start + share / 2, f"{row['count']:,}", colour))
    return drawing


def themes_picture(answer: Answer, key: str, title: str) -> Picture:
    """Return the themes: bars of the share of employers, strengths and gaps in two blocks."""
    legend = (
        ("swatch solid", "strength"),
        ("swatch gap", "gap"),
        ("swatch line", f"{percent(answer.level)} interval"),
    )
    rows = theme_rows(answer)
    return Picture(themes_drawing(rows).svg(key, title, themes_alt(rows)), legend)


def themes_drawing(rows: pd.DataFrame) -> Drawing:
    """Return the bars and intervals of rows from `theme_rows`, numbers as in the answer's table."""
    bars = rows[rows["theme"].notna()]
    drawing = Drawing(_labels(rows), ROOM * float(bars["high"].max()) or 1.0)
    for sign, (_, paint) in SIDES.items():
        side = bars[bars["sign"] == sign]
        drawing.add_bars(side["place"], side["share"], BAR, paint)
    drawing.add_lines(bars["place"], bars["low"], bars["high"])
    return drawing


def _labels(rows: pd.DataFrame) -> list[tuple[float, str]]:
    return list(zip(rows["place"].astype(float), rows["label"], strict=True))
