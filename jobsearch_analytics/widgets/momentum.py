"""Exploring what was done week by week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobsearch_analytics.analysis.momentum import Momentum, momentum
from jobsearch_analytics.widgets.controls import Control, level_control
from jobsearch_analytics.widgets.narrowing import ask_code, narrow, narrowing_controls
from jobsearch_analytics.widgets.questions import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobsearch_analytics.search import JobSearch

__all__ = ["MOMENTUM"]


def _controls(search: JobSearch) -> list[Control]:
    return [*narrowing_controls(search), level_control()]


def _ask(search: JobSearch, state: Mapping[str, Any]) -> Momentum:
    return momentum(narrow(search, state), level=state["level"])


def _code(state: Mapping[str, Any]) -> str:
    return ask_code("jsa.momentum", state, {"level": state.get("level")})


MOMENTUM = Question(_controls, _ask, _code)
