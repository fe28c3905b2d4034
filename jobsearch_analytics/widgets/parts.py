"""The parts of an explorer: its controls, the words above and below the figure, and its still."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import plotly.graph_objects as go
import traitlets

from jobsearch_analytics.shown import HTML_STYLE

if TYPE_CHECKING:
    from jobsearch_analytics.widgets.view import View

__all__ = ["Heading", "Panel", "Reading", "figure_widget", "heading_words", "reading_words", "still_words"]

#: What a reader of an exported page is told.
STANDS_STILL = "An explorer as it stood last: in JupyterLab, run again, its controls move."

FOLDER = Path(__file__).parent
STYLE = FOLDER / "explorer.css"


class Panel(anywidget.AnyWidget):
    """The controls: plain form fields, so that keyboard and screen reader work as everywhere."""

    _esm = FOLDER / "panel.js"
    _css = STYLE
    #: Labels and names of the questions to choose from; empty if there is one only.
    questions = traitlets.List().tag(sync=True)
    controls = traitlets.List().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)


class Heading(anywidget.AnyWidget):
    """The finding above the figure; screen readers say it when it changes."""

    _esm = FOLDER / "heading.js"
    _css = STYLE
    words = traitlets.Dict().tag(sync=True)


class Reading(anywidget.AnyWidget):
    """What stands under the figure: what to do, what to beware of, a table, and the same in code."""

    _esm = FOLDER / "reading.js"
    _css = STYLE
    words = traitlets.Dict().tag(sync=True)


def figure_widget(view: View) -> go.FigureWidget:
    """Return the figure of a view as it is shown."""
    widget = go.FigureWidget(view.figure)
    widget._config = widget._config | {"displayModeBar": False, "responsive": True}
    return widget


def heading_words(view: View) -> dict[str, str]:
    """Return what stands above the figure."""
    alt = view.figure["layout"]["meta"]["alt"]
    return {"headline": view.answer.headline, "lead": view.lead, "alt": alt, "problem": ""}


def reading_words(view: View) -> dict[str, Any]:
    """Return what stands below it."""
    answer = view.answer
    rows, more = answer.short()
    return {
        "headline": answer.headline,
        "advice": answer.advice,
        "notes": list(answer.notes),
        "footer": answer.footer(),
        "columns": list(rows.columns),
        "rows": rows.to_numpy(dtype=object).tolist(),
        "more": more,
        "code": view.code,
    }


def still_words(view: View) -> dict[str, str]:
    """Return what stands for an explorer where no widget runs, by media type: in an exported page, a preview.

    The explorer's style sheet is there only where it runs, and hides this.
    """
    words = heading_words(view)
    lines = [words["lead"], words["alt"], view.answer.advice, STANDS_STILL]
    said = "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines)
    head = f"<p><strong>{escape(words['headline'], quote=False)}</strong></p>"
    html = f'<div class="jsa-still" style="{HTML_STYLE}">{head}{said}</div>'
    return {"text/html": html, "text/plain": "\n".join([words["headline"], *lines])}
