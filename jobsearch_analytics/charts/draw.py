"""The one verb of the charts: an answer in, a figure out; and the figure as plain data beneath it."""

from __future__ import annotations

from functools import singledispatch
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from jobsearch_analytics.errors import UnknownChoiceError

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from jobsearch_analytics.charts.style import Spec

__all__ = ["draw", "drawable", "figure_of"]


def draw(answer: object) -> go.Figure:
    """Return the chart of an answer: its title is the finding, its last line says what to do.

    Parameters
    ----------
    answer : Answer
        What `funnel`, `flows`, `feedback_themes` … returned.

    Returns
    -------
    plotly.graph_objects.Figure
        With alt text in ``figure.layout.meta["alt"]``. The numbers are those of ``answer.table``.

    Raises
    ------
    UnknownChoiceError
        If there is no chart of such a thing; the message names what can be drawn.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> figure = jsa.draw(jsa.funnel(jsa.load_sample()))
    >>> figure.layout.meta["alt"].startswith("Bar chart")
    True
    """
    from jobsearch_analytics.charts.figure import Chart

    return Chart(**figure_of(answer))


@singledispatch
def figure_of(answer: object) -> Spec:
    """Return the chart of an answer as ``data`` and ``layout``, not yet checked by plotly.

    Each chart registers with it; `draw` makes the figure, and the explorer, whose widget checks what it is
    given, takes it as it is.
    """
    # One noun, the same file name in every layer: the chart of analysis/funnel.py stands in charts/funnel.py,
    # and registers itself when first needed.
    for noun in type(answer).__module__.split("."):
        if noun in _modules():
            import_module(f"jobsearch_analytics.charts.{noun}")
    chart = figure_of.dispatch(type(answer))
    if chart is figure_of.dispatch(object):
        raise UnknownChoiceError("answer", type(answer).__name__, drawable(), "something that can be drawn")
    return chart(answer)


def drawable() -> list[str]:
    """Return the names of the answers that have a chart.

    Examples
    --------
    >>> "Funnel" in drawable()
    True
    """
    for noun in _modules():
        import_module(f"jobsearch_analytics.charts.{noun}")
    return sorted(kind.__name__ for kind in figure_of.registry if kind is not object)


def _modules() -> list[str]:
    package = import_module("jobsearch_analytics.charts")
    return [module.name for module in iter_modules(package.__path__)]
