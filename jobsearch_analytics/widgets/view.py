"""From a state to what is shown: the answer, its figure, the same in code; pure, with a memory beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from jobsearch_analytics.charts.draw import figure_of
from jobsearch_analytics.charts.figure import plain
from jobsearch_analytics.features.remembered import Memory, remembering
from jobsearch_analytics.widgets.look import plain_lead, without_words
from jobsearch_analytics.widgets.questions import question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobsearch_analytics.analysis.answer import Answer
    from jobsearch_analytics.search import JobSearch
    from jobsearch_analytics.widgets.controls import Control

__all__ = ["View", "Viewer", "view"]


@dataclass(frozen=True)
class View:
    """What an explorer shows.

    Attributes
    ----------
    answer : Answer
        What the state's question was answered.
    figure : dict
        Its chart as plotly's plain ``data`` and ``layout``, without the words beside it.
    lead : str
        What the numbers are shares of, and how to read the marks.
    code : str
        The lines that ask the same in a notebook.
    """

    answer: Answer
    figure: dict[str, Any]
    lead: str
    code: str


def view(search: JobSearch, name: str, state: Mapping[str, Any]) -> View:
    """Return what is shown of a question in a state.

    Parameters
    ----------
    search : JobSearch
        The whole search.
    name : str
        A key of `questions.QUESTIONS`.
    state : mapping
        A value for each of the question's controls.
    """
    asked = question(name)
    answer = asked.ask(search, state)
    figure = plain(figure_of(answer))
    return View(answer, without_words(figure), plain_lead(figure), asked.code(state))


@dataclass
class Viewer:
    """A search of its own with a memory: what was looked at before is there at once.

    Attributes
    ----------
    search : JobSearch
        A copy that nobody else can write to.
    """

    search: JobSearch
    _made: Memory = field(default_factory=Memory)
    _views: Memory = field(default_factory=lambda: Memory(most=64))

    def __post_init__(self) -> None:
        self.search = replace(self.search)

    def controls(self, name: str) -> list[Control]:
        """Return the controls of a question."""
        with remembering(self._made):
            return self._views.get(self.search, name, lambda: question(name).controls(self.search))

    def view(self, name: str, state: Mapping[str, Any]) -> View:
        """Return what is shown of a question in a state."""
        key = f"{name} {json.dumps(dict(state), sort_keys=True)}"
        with remembering(self._made):
            return self._views.get(self.search, key, lambda: view(self.search, name, state))
