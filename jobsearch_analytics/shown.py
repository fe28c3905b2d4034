"""How sentences and tables look in a notebook: inline, so that they look so in an exported page too.

Colours are JupyterLab's own variables with fallbacks: they sit right in light and dark. Where a viewer drops
every style, plain paragraphs, a plain table and a plain list are left.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["HTML_STYLE", "html_table"]

HTML_STYLE = (
    "color:var(--jp-ui-font-color1,inherit);font-family:var(--jp-ui-font-family,system-ui,sans-serif);"
    "line-height:1.4;max-width:60rem;overflow-x:auto"
)
TABLE_STYLE = "border-collapse:collapse;font-variant-numeric:tabular-nums;margin:0.5em 0"
ROW_STYLE = "border-bottom:1px solid var(--jp-border-color2,#d0d4d8)"
#: A notebook would set numbers to the right, and texts with them.
CELL_STYLE = "text-align:left;vertical-align:top"
#: A text as long as a day is not broken: half a date is none.
LONGEST_WORD = 12


def html_table(rows: pd.DataFrame) -> str:
    """Return a table of texts as HTML.

    Parameters
    ----------
    rows : DataFrame
        As people read it; missing values stay empty.

    Examples
    --------
    >>> import pandas as pd
    >>> html_table(pd.DataFrame({"stage": ["<b>"]})).count("&lt;b&gt;")
    1
    """
    head = "".join(f'<th scope="col" style="{CELL_STYLE}">{_text(name)}</th>' for name in rows)
    lines = [
        f'<tr style="{ROW_STYLE}">'
        + "".join(f'<td style="{_cell_style(v)}">{_text(v)}</td>' for v in line)
        + "</tr>"
        for line in rows.astype("object").where(rows.notna(), "").itertuples(index=False, name=None)
    ]
    body = f'<thead><tr style="{ROW_STYLE}">{head}</tr></thead><tbody>{"".join(lines)}</tbody>'
    return f'<table cellpadding="4" style="{TABLE_STYLE}">{body}</table>'


def _cell_style(value: object) -> str:
    return f"{CELL_STYLE};white-space:nowrap" if len(str(value)) <= LONGEST_WORD else CELL_STYLE


def _text(value: object) -> str:
    return escape(str(value))
