"""Exploring whether one way works better than the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobsearch_analytics.analysis.comparison import Comparison, comparison
from jobsearch_analytics.stages import FUNNEL_STAGES
from jobsearch_analytics.widgets.controls import Choice, Control, Number, level_control
from jobsearch_analytics.widgets.narrowing import ask_code, by_control, narrow, narrowing_controls
from jobsearch_analytics.widgets.questions import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobsearch_analytics.search import JobSearch

__all__ = ["COMPARISON"]

ARGUMENTS = ("by", "stage", "within_days", "level")
STAGE = Choice("stage", "Got to", "screen", tuple((name.capitalize(), name) for name in FUNNEL_STAGES[1:]))


def _controls(search: JobSearch) -> list[Control]:
    return [
        by_control(search, first="channel"),
        STAGE,
        Number("within_days", "Horizon", 45, 14, 180, "days"),
        *narrowing_controls(search),
        level_control(),
    ]


def _ask(search: JobSearch, state: Mapping[str, Any]) -> Comparison:
    return comparison(narrow(search, state), **{name: state[name] for name in ARGUMENTS})


def _code(state: Mapping[str, Any]) -> str:
    return ask_code("jsa.comparison", state, {name: state.get(name) for name in ARGUMENTS})


COMPARISON = Question(_controls, _ask, _code)
