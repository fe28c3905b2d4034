"""Exploring the whole search as one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobsearch_analytics.analysis.flows import Flows, flows
from jobsearch_analytics.widgets.narrowing import ask_code, narrow, narrowing_controls
from jobsearch_analytics.widgets.questions import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobsearch_analytics.search import JobSearch

__all__ = ["FLOWS"]


def _ask(search: JobSearch, state: Mapping[str, Any]) -> Flows:
    return flows(narrow(search, state))


def _code(state: Mapping[str, Any]) -> str:
    return ask_code("jsa.flows", state, {})


FLOWS = Question(narrowing_controls, _ask, _code)
