"""A figure that says itself in words where it cannot be drawn: in an exported page, in a preview."""

from __future__ import annotations

from html import escape

import plotly.graph_objects as go
import plotly.io as pio

from jobsearch_analytics.charts.style import CLOSING
from jobsearch_analytics.shown import HTML_STYLE

__all__ = ["Chart"]


class Chart(go.Figure):
    """A plotly figure whose finding, alt text and closing sentence travel with it as HTML and as text.

    JupyterLab draws it. What knows nothing of plotly, such as ``nbconvert --to html`` or the preview of a
    code host, would otherwise show an empty cell.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> figure = jsa.draw(jsa.funnel(jsa.load_sample()))
    >>> print(figure.in_words()["text/plain"].splitlines()[0])
    18 of 205 (8.8%, 95% interval 5.6–13%) applications have reached an interview so far; ...
    """

    def in_words(self) -> dict[str, str]:
        """Return the finding, the denominator, the picture in words and what to do, by media type."""
        layout = self.layout
        (close,) = [note.text for note in layout.annotations if note.name == CLOSING]
        head = layout.title.text.removeprefix("<b>").removesuffix("</b>")
        written = (head, layout.title.subtitle.text, close)
        first, lead, last = (text.replace("<br>", " ").replace("&lt;", "<") for text in written)
        lines = [first, lead, layout.meta["alt"], last]
        said = "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines[1:])
        html = f'<div style="{HTML_STYLE}"><p><strong>{escape(first, quote=False)}</strong></p>{said}</div>'
        return {"text/html": html, "text/plain": "\n".join(lines)}

    def _ipython_display_(self) -> None:
        # plotly's own way, but for the words beside the figure.
        bundle = self._repr_mimebundle_() if pio.renderers.render_on_display else {}
        if not bundle:
            super()._ipython_display_()
            return
        from IPython.display import display

        display(self.in_words() | bundle, raw=True)
