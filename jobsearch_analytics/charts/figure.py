"""A figure whose words stand beside it: they wrap, take the theme, and are there where nothing is drawn."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go
import plotly.io as pio

from jobsearch_analytics.charts.style import CLOSING, TITLE_GAP, TITLE_SIZE, template, text_pixels
from jobsearch_analytics.shown import HTML_STYLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobsearch_analytics.charts.style import Spec

__all__ = ["Chart", "plain", "wordless"]


class Chart(go.Figure):
    """A plotly figure whose finding, alt text and closing sentence travel with it as HTML and as text.

    A notebook shows the words above and below the figure as text of the page: it wraps where the page is
    narrow and takes the colours of the theme. What knows nothing of plotly, such as ``nbconvert --to html``
    or the preview of a code host, shows the alt text in place of the figure. In a file of its own, and
    wherever else plotly writes it, the figure holds all of its words itself.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> figure = jsa.draw(jsa.funnel(jsa.load_sample()))
    >>> print(figure.in_words().splitlines()[0])
    18 of 205 (8.8%, 95% interval 5.6–13%) applications have reached an interview so far; ...
    """

    def in_words(self) -> str:
        """Return the finding, the denominator, the picture in words and what to do, a line each."""
        return "\n".join([*self._head(), self.layout.meta["alt"], self._close()])

    def parts(self) -> Iterator[dict[str, str]]:
        """Yield the words above the figure, the picture in words, and the words below, by media type."""
        first, lead = self._head()
        yield _said(f"<p><strong>{_text(first)}</strong></p><p>{_text(lead)}</p>", f"{first}\n{lead}")
        for line in (self.layout.meta["alt"], self._close()):
            yield _said(f"<p>{_text(line)}</p>", line)

    def _head(self) -> tuple[str, str]:
        title = self.layout.title
        return _plain(title.text.removeprefix("<b>").removesuffix("</b>")), _plain(title.subtitle.text)

    def _close(self) -> str:
        (close,) = [note.text for note in self.layout.annotations if note.name == CLOSING]
        return _plain(close)

    def _ipython_display_(self) -> None:
        figure = go.Figure(wordless(self.to_plotly_json()))
        drawn = figure._repr_mimebundle_() if pio.renderers.render_on_display else {}
        if not drawn:
            super()._ipython_display_()
            return
        from IPython.display import display

        above, picture, below = self.parts()
        for part in (above, picture | drawn, below):
            display(part, raw=True)


def plain(part: Any) -> Any:
    """Return a part of a figure as it travels, which can be compared: arrays packed as plotly reads them.

    Examples
    --------
    >>> plain({"x": np.array([1, 2], dtype="int8"), "y": (3, 4)})
    {'x': {'dtype': 'i1', 'bdata': 'AQI='}, 'y': [3, 4]}
    """
    if isinstance(part, dict):
        return {name: plain(value) for name, value in part.items()}
    if isinstance(part, (list, tuple)):
        return [plain(value) for value in part]
    if isinstance(part, go.layout.Template):
        return _plain_template()
    if isinstance(part, np.ndarray):
        return _packed(part)
    return part.item() if isinstance(part, np.generic) else part


@cache
def _plain_template() -> Spec:
    return template().to_plotly_json()


def _packed(values: np.ndarray) -> Spec | list:
    if values.dtype == "int64" and values.size:
        # A browser has no such numbers: the smallest kind that holds them all does, as with plotly.
        sizes = [np.iinfo(kind) for kind in ("int8", "int16", "int32")]
        holding = [size.dtype for size in sizes if size.min <= values.min() and values.max() <= size.max]
        values = values.astype(holding[0]) if holding else values
    if values.dtype.kind not in "fiu" or values.dtype in ("int64", "uint64"):
        return values.tolist()
    shape = {"shape": ", ".join(map(str, values.shape))} if values.ndim > 1 else {}
    return {"dtype": values.dtype.str[1:], "bdata": b64encode(values.tobytes()).decode()} | shape


def wordless(figure: Spec) -> Spec:
    """Return a figure as plain data without title and closing sentence, and without the room for them."""
    layout = dict(figure["layout"])
    words, margin = layout.pop("title"), layout["margin"]
    notes = layout.pop("annotations", ())
    (close,) = [note["text"] for note in notes if note.get("name") == CLOSING]
    head = TITLE_GAP + text_pixels(words["text"], TITLE_SIZE) + text_pixels(words["subtitle"]["text"])
    foot = text_pixels(close)
    if others := [note for note in notes if note.get("name") != CLOSING]:
        layout["annotations"] = others
    layout["margin"] = margin | {"t": margin["t"] - head, "b": margin["b"] - foot}
    layout["height"] -= head + foot
    return figure | {"layout": layout}


def _said(html: str, text: str) -> dict[str, str]:
    return {"text/html": f'<div style="{HTML_STYLE}">{html}</div>', "text/plain": text}


def _plain(text: str) -> str:
    return text.replace("<br>", " ").replace("&lt;", "<")


def _text(line: str) -> str:
    return escape(line, quote=False)
