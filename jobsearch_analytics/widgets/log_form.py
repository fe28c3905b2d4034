"""`log_form`: note what happened in a form, kept in the workspace like `log` does."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import ipywidgets as widgets

from jobsearch_analytics.clock import today as clock_day
from jobsearch_analytics.errors import JobSearchError
from jobsearch_analytics.logbook.kinds import KINDS
from jobsearch_analytics.logbook.known import known
from jobsearch_analytics.logbook.log import log, undo_log

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from jobsearch_analytics.search import JobSearch

__all__ = ["LogForm", "log_form"]

#: What each kind of entry is called in the form.
TITLES = {
    "application": "I sent an application",
    "lead": "I found a posting",
    "event": "Something happened to an application",
    "touch": "I wrote to or met someone",
    "contact": "I got to know someone",
    "feedback": "Somebody gave me feedback",
    "ask": "I asked for feedback",
    "answer": "Somebody answered me",
}

#: Fields for more than a few words.
LONG = ("text", "note", "answer")

WIDE = widgets.Layout(width="min(32em, 95%)")
STYLE = {"description_width": "11em"}


class LogForm(widgets.VBox):
    """A form for one entry at a time: what happened, its fields, when; log it, or take the last one back.

    Attributes
    ----------
    kind : Dropdown
        What happened.
    fields : dict of str to Widget
        The fields of that kind.
    on : DatePicker
        The day.
    keep, back : Button
        Log it; take the last entry back.
    status : HTML
        What was done, or what to mend; read aloud by screen readers.
    """

    def __init__(self, search: JobSearch, *, today: str | date | None = None) -> None:
        self._search, self._today = search, today
        self.kind = widgets.Dropdown(
            options=[(title, kind) for kind, title in TITLES.items()],
            description="What happened",
            style=STYLE,
            layout=WIDE,
        )
        self.on = widgets.DatePicker(
            value=clock_day(today).date(), description="On", style=STYLE, layout=WIDE
        )
        self.keep = widgets.Button(description="Log it", button_style="primary", tooltip="Write the entry")
        self.back = widgets.Button(description="Take back the last", tooltip="Undo the last entry")
        self.status = widgets.HTML()
        self.fields: dict[str, widgets.Widget] = {}
        self._rows = widgets.VBox()
        super().__init__([self.kind, self._rows, self.on, widgets.HBox([self.keep, self.back]), self.status])
        self.kind.observe(lambda _: self._show_fields(), names="value")
        self.keep.on_click(lambda _: self._try(self._log))
        self.back.on_click(lambda _: self._try(self._undo))
        self._show_fields()

    @property
    def values(self) -> dict[str, str]:
        """What the fields hold, without the empty ones."""
        return {name: text for name, field in self.fields.items() if (text := getattr(field, "value", ""))}

    def _show_fields(self) -> None:
        kind = KINDS[self.kind.value]
        self.fields = {name: self._field(name) for name in (*kind.needs, *kind.takes)}
        self._rows.children = tuple(self.fields.values())
        self.on.layout.display = "none" if kind.name == "lead" else ""

    def _field(self, name: str) -> widgets.Widget:
        kind = KINDS[self.kind.value]
        needed = " *" if name in kind.needs else ""
        shared = {
            "description": name.replace("_", " ").capitalize() + needed,
            "style": STYLE,
            "layout": WIDE,
        }
        choices = kind.choices(name)
        if choices:
            shown = [("", ""), *((choice.replace("_", " "), choice) for choice in choices)]
            return widgets.Dropdown(options=shown, value="", **shared)
        if name in ("application", "contact", "referrer"):
            return widgets.Combobox(options=self._names(name), placeholder="Type a few letters", **shared)
        return (widgets.Textarea if name in LONG else widgets.Text)(**shared)

    def _names(self, name: str) -> list[str]:
        if name == "application":
            rows = known(self._search, "applications")
            names = (
                rows["company"].fillna("").str.cat(rows["title"].fillna(""), sep=", ").str.removesuffix(", ")
            )
        else:
            names = known(self._search, "contacts")["name"].dropna()
        return sorted(name for name in names.unique() if name)

    def _try(self, act: Callable[[], str]) -> None:
        try:
            said, role = act(), "status"
        except JobSearchError as error:
            said, role = str(error), "alert"
        lines = escape(said).replace("\n", "<br>")
        self.status.value = f'<div role="{role}">{lines}</div>'

    def _log(self) -> str:
        on = None if self.kind.value == "lead" else self.on.value
        entry = log(self._search, self.kind.value, on=on, today=self._today, **self.values)
        self._show_fields()
        return repr(entry)

    def _undo(self) -> str:
        entry = undo_log(self._search, today=self._today)
        self._show_fields()
        return repr(entry)


def log_form(search: JobSearch, *, today: str | date | None = None) -> LogForm:
    """Return a form that logs an application, an event, a touch, feedback, an ask or its answer.

    It writes into the workspace as `log` does, never into your own tracker.

    Parameters
    ----------
    search : JobSearch
        Its employers and contacts are offered as you type.
    today : str or date, optional
        The present day; None reads the clock.

    Returns
    -------
    LogForm
        A widget; also usable from code: set the fields, then ``form.keep.click()``.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> form = jsa.log_form(jsa.load_sample(), today="2026-07-01")
    >>> form.kind.value = "feedback"
    >>> list(form.fields)
    ['text', 'application', 'company', 'stage', 'said_by']
    """
    return LogForm(search, today=today)
