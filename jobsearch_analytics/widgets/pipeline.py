"""Exploring what is alive and what to do next, on any day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobsearch_analytics.analysis.waiting_times import WaitingTimes, waiting_times
from jobsearch_analytics.clock import today
from jobsearch_analytics.features.remembered import recall
from jobsearch_analytics.planning.pipeline import Pipeline, pipeline
from jobsearch_analytics.widgets.controls import Control, Day, level_control
from jobsearch_analytics.widgets.narrowing import ask_code, narrow, narrowing_controls
from jobsearch_analytics.widgets.questions import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobsearch_analytics.search import JobSearch

__all__ = ["PIPELINE"]


def _controls(search: JobSearch) -> list[Control]:
    return [Day("today", "Today is", f"{today():%Y-%m-%d}"), *narrowing_controls(search), level_control()]


def _waits(search: JobSearch) -> WaitingTimes:
    return recall(search, "all waits", lambda: waiting_times(search))


def _ask(search: JobSearch, state: Mapping[str, Any]) -> Pipeline:
    # The chances are read from the whole search: a few open ones say too little about themselves.
    return pipeline(narrow(search, state), today=state["today"], waits=_waits(search), level=state["level"])


def _code(state: Mapping[str, Any]) -> str:
    given = {"today": state.get("today"), "level": state.get("level")}
    return ask_code("jsa.pipeline", state, given).removesuffix(")") + ", waits=jsa.waiting_times(search))"


PIPELINE = Question(_controls, _ask, _code)
