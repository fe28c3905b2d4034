"""Exploring how far applications get: by channel, role family, period, horizon and closing day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobsearch_analytics.analysis.funnel import Funnel, funnel
from jobsearch_analytics.widgets.controls import Control, Number, level_control
from jobsearch_analytics.widgets.narrowing import ask_code, by_control, narrow, narrowing_controls
from jobsearch_analytics.widgets.questions import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobsearch_analytics.search import JobSearch

__all__ = ["FUNNEL"]

ARGUMENTS = ("by", "within_days", "closing_days", "level")


def _controls(search: JobSearch) -> list[Control]:
    horizon = funnel(search).within_days
    return [
        *narrowing_controls(search),
        by_control(search),
        Number("within_days", "Horizon", horizon or 60, 14, 180, "days"),
        Number("closing_days", "Silence means no after", 45, 7, 120, "days"),
        level_control(),
    ]


def _ask(search: JobSearch, state: Mapping[str, Any]) -> Funnel:
    return funnel(narrow(search, state), **{name: state[name] for name in ARGUMENTS})


def _code(state: Mapping[str, Any]) -> str:
    return ask_code("jsa.funnel", state, {name: state.get(name) for name in ARGUMENTS})


FUNNEL = Question(_controls, _ask, _code)
