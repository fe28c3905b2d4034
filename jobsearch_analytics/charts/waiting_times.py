"""The charts of waiting: how waits end by day, the chance that silence leaves, and when to stop waiting."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.analysis.answer import percent, span
from jobsearch_analytics.analysis.waiting_times import UNTIL, Chances, ClosingDays, WaitingTimes
from jobsearch_analytics.charts.draw import figure_of
from jobsearch_analytics.charts.marks import FOOT, interval_trace, row_sketch
from jobsearch_analytics.charts.panels import Curve, Panel, panel_sketch, pick_ticks
from jobsearch_analytics.charts.style import finish, label_trace

if TYPE_CHECKING:
    import pandas as pd

    from jobsearch_analytics.charts.style import Sketch, Spec

__all__ = ["chances_figure", "closing_days_figure", "wait_panels", "waiting_times_figure"]

#: The endings of a wait, as they are labelled; what is waited for has its own words.
CAUSES = {"rejected": "Rejection", "closed": "Role closed", "withdrawn": "Withdrawn by you"}
POSITIVE = {"reply": "Positive reply", "decision": "Offer"}

#: With groups only what is waited for is drawn, and only the largest groups.
MOST_GROUPS = 6


@figure_of.register(WaitingTimes)
def waiting_times_figure(answer: WaitingTimes) -> Spec:
    """Return the cumulative incidence as steps with bands: a panel for each cause, or for each group."""
    panels, hover = wait_panels(answer), "%{y:.1%} within %{x} days"
    what = f"that got {UNTIL[answer.until][1]}" if answer.by else "that ended so"
    return finish(
        panel_sketch(panels, hover=hover, scale="days since sending", step=True),
        answer,
        title=answer.headline,
        subtitle=(
            f"Share of the applications sent {what} within so many days, as of {answer.as_of:%Y-%m-%d}; "
            f"open ones count as open. Band: {percent(answer.level)} interval. Small numbers: how many were "
            "still waiting."
        ),
        alt=_panels_alt("share that ended so, by days since sending", panels, "days"),
        foot=FOOT,
    )


def wait_panels(answer: WaitingTimes) -> list[Panel]:
    """Return the panels, top to bottom: causes that occurred, or groups from the largest on."""
    names = {"positive": POSITIVE[answer.until]} | ({} if answer.by else CAUSES)
    group, cause, ended = (answer.table[name].to_numpy(dtype=object) for name in ("group", "cause", "ended"))
    causes = [name for name in names if name == "positive" or ended[cause == name].max(initial=0) > 0]
    panels = []
    for name, ending in product(list(dict.fromkeys(group))[:MOST_GROUPS], causes):
        title = str(name) if answer.by else names[ending]
        part = answer.table[(group == name) & (cause == ending)]
        panels.append(_panel(title, part, ("day", "incidence", "at_risk"), "by"))
    if answer.by is None:
        # Every cause waits with the same applications: their number is said once, under the last.
        panels[:-1] = [replace(panel, below=()) for panel in panels[:-1]]
    return panels


@figure_of.register(Chances)
def chances_figure(answer: Chances) -> Spec:
    """Return the silence curve of each stage, or its one point with the interval where one day was asked."""
    one_day = answer.table["days"].max() == answer.table["days"].min()
    sketch, alt = (_sketch_points if one_day else _sketch_curves)(answer.table)
    marks = ("Line", "Own waits") if one_day else ("Band", "Small numbers")
    return finish(
        sketch,
        answer,
        title=answer.headline,
        subtitle=(
            "Chance that the next stage is still reached after so much silence, as of "
            f"{answer.as_of:%Y-%m-%d}. {marks[0]}: {percent(answer.level)} interval, drawn towards a "
            f"stated prior. {marks[1]}: how many of yours lasted longer."
        ),
        alt=alt,
        foot=FOOT,
    )


def _sketch_curves(table: pd.DataFrame) -> tuple[Sketch, str]:
    parts = [table[table["stage"] == stage].sort_values("days") for stage in table["stage"].unique()]
    panels = [_panel(part["stage"].iloc[0], part, ("days", "chance", "at_risk"), "on") for part in parts]
    sketch = panel_sketch(panels, hover="%{y:.1%} after %{x} silent days", scale="silent days")
    return sketch, _panels_alt("chance that remains, by days of silence", panels, "silent days")


def _sketch_points(table: pd.DataFrame) -> tuple[Sketch, str]:
    names = ["stage", "chance", "low", "high", "at_risk"]
    labels = [
        f"{stage.capitalize()} · {percent(chance)} ({span(low, high)}), own waits: {n:,.0f}"
        for stage, chance, low, high, n in table[names].itertuples(index=False)
    ]
    words = f"chance that remains after {table['days'].max()} silent days"
    ends, scale = ("chance", "low", "high"), {"tickformat": ".0%", "title": {"text": words}}
    return _sketch_rows(
        table, labels, ends, "%{x:.1%}", scale
    ), f"Chart of the chance that remains, by stage. {'; '.join(labels)}."


@figure_of.register(ClosingDays)
def closing_days_figure(answer: ClosingDays) -> Spec:
    """Return the day after which to stop waiting, with its interval, for each stage."""
    table = answer.table
    labels = [
        f"{stage.capitalize()} · day {day} ({low}–{high}), {verdict}"
        for stage, day, low, high, verdict in table[["stage", "day", "low", "high", "verdict"]].itertuples(
            index=False
        )
    ]
    ends, scale = ("day", "low", "high"), {"title": {"text": "silent days"}}
    return finish(
        _sketch_rows(table, labels, ends, "day %{x}", scale),
        answer,
        title=answer.headline,
        subtitle=(
            f"Silent days after which at most 1 in {answer.cost:g} still hears something good, by stage, as "
            f"of {answer.as_of:%Y-%m-%d}. Line: {percent(answer.level)} interval."
        ),
        alt=f"Chart of the day after which to stop waiting, by stage. {'; '.join(labels)}.",
        foot=FOOT,
    )


def _sketch_rows(
    table: pd.DataFrame, labels: list[str], names: tuple[str, str, str], hover: str, scale: Spec
) -> Sketch:
    rows = table.assign(label=labels, place=range(len(table)))
    traces = [interval_trace(rows, names, hover=hover, showlegend=False), label_trace(rows)]
    return row_sketch(traces, len(rows), {"rangemode": "tozero", **scale})


def _panel(title: str, part: pd.DataFrame, names: tuple[str, str, str], word: str) -> Panel:
    """Return a panel whose label holds its last point, and whose numbers below are those at risk."""
    at, y, at_risk = names
    curve = Curve(*(part[name].to_numpy() for name in (at, y, "low", "high")))
    last = f"{percent(curve.y[-1])} {word} day {curve.x[-1]} ({span(curve.low[-1], curve.high[-1])})"
    few = np.isin(curve.x, pick_ticks(curve.x))
    numbers = [f"{count:,.0f}" for count in part[at_risk].to_numpy()[few]]
    return Panel(f"{title[:24].replace('_', ' ').capitalize()} · {last}", curve, numbers)


def _panels_alt(what: str, panels: list[Panel], unit: str) -> str:
    """Return the curves in words, at the ticks of the scale."""
    if not panels:
        return f"Curves of the {what}, without curves: no wait in this log can be followed yet."
    words = [f"{panel.label.split(' · ')[0]}: {panel.curve.in_words('at')} {unit}" for panel in panels]
    return f"Curves of the {what}. {'; '.join(words)}."
