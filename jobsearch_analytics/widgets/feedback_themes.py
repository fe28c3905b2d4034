"""Exploring what the feedback keeps saying, under your own names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jobsearch_analytics.analysis.feedback_themes import UNSORTED, FeedbackThemes, feedback_themes
from jobsearch_analytics.features.remembered import recall
from jobsearch_analytics.widgets.controls import Control, Names
from jobsearch_analytics.widgets.questions import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobsearch_analytics.search import JobSearch

__all__ = ["FEEDBACK_THEMES"]


def _themes(search: JobSearch) -> FeedbackThemes:
    return recall(search, "themes", lambda: feedback_themes(search))


def _controls(search: JobSearch) -> list[Control]:
    names = [name for name in dict.fromkeys(_themes(search).table["theme"]) if name != UNSORTED]
    return [Names("names", "Rename themes; the same name twice makes one of them", {}, tuple(names))]


def _ask(search: JobSearch, state: Mapping[str, Any]) -> FeedbackThemes:
    names = dict(state["names"])
    return _themes(search).rename(names) if names else _themes(search)


def _code(state: Mapping[str, Any]) -> str:
    return "jsa.feedback_themes(search)" + (f".rename({dict(state['names'])!r})" if state["names"] else "")


FEEDBACK_THEMES = Question(_controls, _ask, _code)
