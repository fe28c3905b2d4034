"""The chart of the forecast: a fan for the next interview and one for the next offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.analysis.answer import percent
from jobsearch_analytics.analysis.estimate.forecast_words import chance_words
from jobsearch_analytics.analysis.forecast import Forecast
from jobsearch_analytics.charts.draw import figure_of
from jobsearch_analytics.charts.marks import FOOT
from jobsearch_analytics.charts.panels import Curve, Panel, panel_sketch
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
        curve = Curve(*(part[name].to_numpy() for name in ("week", "chance", "low", "high")))
        panels.append(Panel(label, curve))
    return panels


def _alt(panels: list[Panel]) -> str:
    words = [f"{panel.label.split(' · ')[0]}: {panel.curve.in_words('by week')}" for panel in panels]
    return f"Fan of the chance by week. {'; '.join(words)}."
