"""Exploring when the next interview and the next offer may come, with another weekly plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobsearch_analytics.analysis.forecast import Forecast, forecast
from jobsearch_analytics.widgets.controls import Control, Number, level_control
from jobsearch_analytics.widgets.narrowing import ask_code
from jobsearch_analytics.widgets.questions import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobsearch_analytics.search import JobSearch

__all__ = ["FORECAST"]

ARGUMENTS = ("weekly_applications", "weeks", "level")
MOST_WEEKLY = 40


def _controls(search: JobSearch) -> list[Control]:
    planned = search.profile.get("weekly_plan", {}).get("applications")
    pace = forecast(search).weekly_applications if planned is None else planned
    return [
        Number(
            "weekly_applications",
            "Weekly plan",
            min(round(pace), MOST_WEEKLY),
            0,
            MOST_WEEKLY,
            "applications",
        ),
        Number("weeks", "Look ahead", 12, 2, 26, "weeks"),
        level_control(),
    ]


def _ask(search: JobSearch, state: Mapping[str, Any]) -> Forecast:
    return forecast(search, **{name: state[name] for name in ARGUMENTS})


def _code(state: Mapping[str, Any]) -> str:
    return ask_code("jsa.forecast", {}, {name: state.get(name) for name in ARGUMENTS})


FORECAST = Question(_controls, _ask, _code)
