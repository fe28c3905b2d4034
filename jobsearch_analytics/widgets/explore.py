"""The explorer: controls, a figure that follows them, and what it says in words; it only wires them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import ipywidgets
from IPython.display import display, update_display

from jobsearch_analytics.errors import JobSearchError, UnknownChoiceError
from jobsearch_analytics.widgets.controls import check_state, first_state
from jobsearch_analytics.widgets.look import move
from jobsearch_analytics.widgets.parts import (
    Heading,
    Panel,
    Reading,
    figure_widget,
    heading_words,
    reading_words,
    still_words,
)
from jobsearch_analytics.widgets.questions import QUESTIONS, question
from jobsearch_analytics.widgets.view import Viewer

if TYPE_CHECKING:
    from collections.abc import Mapping

    import plotly.graph_objects as go

    from jobsearch_analytics.analysis.answer import Answer
    from jobsearch_analytics.search import JobSearch

__all__ = ["Explorer", "explore"]

#: So long a control must rest before the figure follows; the last change wins.
REST_SECONDS = 0.005


class Explorer(ipywidgets.VBox):
    """Controls around an answer and its figure; made by `explore`.

    Attributes
    ----------
    state : dict
        What the controls hold, by name, with the ``question``.
    answer : Answer
        What is shown, as the question's function returns it.
    code : str
        The lines that ask the same in a notebook.
    """

    def __init__(self, search: JobSearch, name: str, *, choose: bool, given: Mapping[str, Any]) -> None:
        self._viewer = Viewer(search)
        self._kept = dict(given)
        self._rest: asyncio.TimerHandle | None = None
        self._from_code, self._displayed = True, False
        questions = [[label, name] for name, (_, label) in QUESTIONS.items()] if choose else []
        self._panel, self._heading, self._reading = Panel(questions=questions), Heading(), Reading()
        super().__init__()
        self.add_class("jsa-explorer")
        self._ask(name)
        self._from_code = False
        self._panel.observe(self._touched, "state")

    @property
    def state(self) -> dict[str, Any]:
        """What the controls hold."""
        return dict(self._panel.state)

    @property
    def answer(self) -> Answer:
        """What is shown."""
        return self._view.answer

    @property
    def code(self) -> str:
        """The lines that ask the same in a notebook."""
        return self._view.code

    @property
    def figure(self) -> go.FigureWidget:
        """The figure as it is shown."""
        return self.children[2]

    def set(self, **changes: Any) -> Explorer:
        """Move controls from code; the figure has followed when this returns.

        Parameters
        ----------
        **changes
            Name of a control = what it shall hold; ``question`` asks another one.

        Returns
        -------
        Explorer
            Itself.

        Raises
        ------
        UnknownChoiceError
            If there is no such control, or it does not offer the value.
        BadArgumentError
            If a number or a day is none.
        """
        name = changes.pop("question", self._name)
        if name != self._name and not self._panel.questions:
            raise UnknownChoiceError("question", name, [self._name], "the question of this explorer")
        question(name)
        self._kept |= check_state(self._viewer.controls(name), changes)
        self._ask(name)
        return self

    def _ipython_display_(self) -> None:
        """Show the explorer, and beside it what stands for it where no widget runs."""
        self._displayed = True
        display(self._repr_mimebundle_(), raw=True)
        display(still_words(self._view), raw=True, display_id=self.model_id)

    def __repr__(self) -> str:
        return f"Explorer of {self._name}: {self.answer.headline}"

    def _ask(self, name: str) -> None:
        """Show a question with what was set so far, where it has such controls."""
        self._name, controls = name, self._viewer.controls(name)
        state = first_state(controls)
        for control in controls:
            if control.name in self._kept:
                try:
                    state[control.name] = control.check(self._kept[control.name])
                except JobSearchError:
                    # Set at another question, and not on offer here: this one keeps its own.
                    continue
        self._from_code = True
        with self._panel.hold_sync():
            self._panel.controls = [control.to_dict() for control in controls]
            self._panel.state = {"question": name, **state}
        self._from_code = False
        self._show(state)

    def _touched(self, _: Any) -> None:
        """Follow a control once it rests; without a running kernel, at once."""
        if self._from_code:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._follow()
            return
        if self._rest is not None:
            self._rest.cancel()
        self._rest = loop.call_later(REST_SECONDS, self._follow)

    def _follow(self) -> None:
        """Take over what the controls hold, or say why that cannot be."""
        self._rest = None
        held = self.state
        name = held.pop("question")
        try:
            if name == self._name:
                checked = check_state(self._viewer.controls(name), held)
                self._kept |= {key: value for key, value in checked.items() if value != self._shown.get(key)}
                self._show(checked)
            else:
                question(name)
                self._ask(name)
        except JobSearchError as error:
            self._heading.words = self._heading.words | {"problem": str(error)}

    def _show(self, state: Mapping[str, Any]) -> None:
        view = self._viewer.view(self._name, state)
        before = getattr(self, "_view", None)
        self._shown, self._view = dict(state), view
        if before is None or not move(self.figure, before.figure, view.figure):
            self.children = [self._panel, self._heading, figure_widget(view), self._reading]
        self._heading.words, self._reading.words = heading_words(view), reading_words(view)
        if self._displayed:
            # What an exported page will show, moved along.
            update_display(still_words(view), raw=True, display_id=self.model_id)


def explore(search: JobSearch, question: str | None = None, **state: Any) -> Explorer:
    """Return controls around an answer: move one, and the figure follows.

    Parameters
    ----------
    search : JobSearch
        As loaded. What you do to it afterwards does not reach the explorer.
    question : str, optional
        What to explore: ``funnel``, ``flows``, ``waiting_times``, ``silence``, ``closing_day``,
        ``comparison``, ``forecast``, ``feedback_themes``, ``momentum`` or ``pipeline``. By default all of
        them, to choose from.
    **state
        What the controls hold first: ``channel="referral"``, ``level=0.9``, ``today="2026-06-30"`` …

    Returns
    -------
    Explorer
        An ipywidgets box; ``.state`` says what its controls hold, `Explorer.set` moves them,
        ``.answer`` is what is shown and ``.code`` how to ask the same.

    Raises
    ------
    UnknownChoiceError
        If there is no such question or control, or it does not offer the value.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> box = jsa.explore(jsa.load_sample(), "funnel", channel="referral")
    >>> box.set(level=0.9).code
    "jsa.funnel(search.where(channel='referral'), within_days=60, closing_days=45, level=0.9)"
    """
    name = next(iter(QUESTIONS)) if question is None else question
    return Explorer(search, name, choose=question is None, given=state)
