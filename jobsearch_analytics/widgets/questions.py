"""What can be explored: every question with its controls, its answer, and the same in code."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from jobsearch_analytics.errors import UnknownChoiceError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jobsearch_analytics.analysis.answer import Answer
    from jobsearch_analytics.search import JobSearch
    from jobsearch_analytics.widgets.controls import Control

__all__ = ["QUESTIONS", "Question", "question"]

#: Each question, the module that explores it, and its label, in the order they are offered.
QUESTIONS = {
    "funnel": ("funnel", "How far?"),
    "flows": ("flows", "All of it"),
    "waiting_times": ("waiting_times", "How do waits end?"),
    "silence": ("waiting_times", "What does silence leave?"),
    "closing_day": ("waiting_times", "When to stop waiting?"),
    "comparison": ("comparison", "What works better?"),
    "forecast": ("forecast", "When may it come?"),
    "feedback_themes": ("feedback_themes", "What do they say?"),
    "momentum": ("momentum", "What was done?"),
    "pipeline": ("pipeline", "What is next?"),
}


@dataclass(frozen=True)
class Question:
    """A question that can be explored.

    Attributes
    ----------
    controls : callable
        The search → its controls.
    ask : callable
        The search and a state → the answer. Pure: the same state gives the same answer.
    code : callable
        A state → the lines that ask the same in a notebook.
    """

    controls: Callable[[JobSearch], list[Control]]
    ask: Callable[[JobSearch, Mapping[str, Any]], Answer]
    code: Callable[[Mapping[str, Any]], str]


def question(name: str) -> Question:
    """Return a question by its name.

    Raises
    ------
    UnknownChoiceError
        If there is no such question.

    Examples
    --------
    >>> question("funnel").code({"channel": "referral", "level": 0.9})
    "jsa.funnel(search.where(channel='referral'), level=0.9)"
    """
    if name not in QUESTIONS:
        raise UnknownChoiceError("question", name, list(QUESTIONS), "a question that can be explored")
    module = import_module(f"jobsearch_analytics.widgets.{QUESTIONS[name][0]}")
    return getattr(module, name.upper())
