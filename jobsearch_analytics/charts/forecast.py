"""The chart of the forecast: a fan for the next interview and one for the next offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.analysis.answer import percent, span
from jobsearch_analytics.analysis.estimate.forecast_words import chance_words
from jobsearch_analytics.analysis.forecast import Forecast
from jobsearch_analytics.charts.draw import figure_of
from jobsearch_analytics.charts.marks import FOOT
from jobsearch_analytics.charts.panels import Panel, panel_sketch, pick_ticks
from jobsearch_analytics.charts.style import finish

if TYPE_CHECKING:
    from jobsearch_analytics.charts.style import Spec

__all__ = ["fan_panels", "forecast_figure"]


@figure_of.register(Forecast)
def forecast_figure(answer: Forecast) -> Spec:
    """Return the chance by week as a curve in its fan, a panel for each goal."""
    panels, scale = fan_panels(answer), f"weeks from {answer.as_of:%Y-%m-%d}"
    return finish(
        panel_sketch(panels, hover="%{y:.0%} by week %{x}", scale=scale, top=1.0),
        answer,
        title=answer.headline,
        subtitle=(
            f"Chance that at least one new one has come by then, at {answer.weekly_applications:g} "
            "applications a week and with what is open now. "
            f"Band: where the chance lies, {percent(answer.level)} of what your rates may be."
        ),
        alt=_alt(panels),
        foot=FOOT,
    )


def fan_panels(answer: Forecast) -> list[Panel]:
    """Return a panel for each goal."""
    panels = []
    for goal, part in answer.table.groupby("goal", sort=False):
        last = part.iloc[-1]
        label = f"{str(goal).capitalize()} · {chance_words(last.to_dict())} by week {last['week']}"
        rows = part.rename(columns={"week": "x", "chance": "y"})
        panels.append(Panel(label, rows[["x", "y", "low", "high"]]))
    return panels


def _alt(panels: list[Panel]) -> str:
    words = []
    for panel in panels:
        few = panel.rows[panel.rows["x"].isin(pick_ticks(panel.rows["x"]))]
        points = [
            f"{percent(y)} ({span(low, high)}) by week {x}" for x, y, low, high in few.itertuples(index=False)
        ]
        words.append(f"{panel.label.split(' · ')[0]}: {', '.join(points)}")
    return f"Fan of the chance by week. {'; '.join(words)}."
