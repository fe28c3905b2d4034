"""Sankey text: how many applications went from where to where. Totals, never applications."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.cells.grid import grid_from_rows

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.cells.grid import Grid

__all__ = ["sankey_grid"]

SEARCHED_CHARACTERS = 20_000

_NUMBER = r"(\d[\d.,]*)"
_ARROW = re.compile(
    rf"^\s*([^\t\[\]|]{{1,80}}?)\s*\[\s*(?:{_NUMBER}|[*?])\s*\]\s*([^\t\[\]|(][^\t\[\]|]{{0,79}}?)\s*(?:#[0-9a-fA-F]{{3,8}}\S*)?\s*$"
)
_ARRAY = re.compile(rf"""^\s*\[\s*(['"])(.*?)\1\s*,\s*(['"])(.*?)\3\s*,\s*{_NUMBER}\s*\]\s*,?\s*;?\s*$""")
_OTHER = re.compile(
    r"^\s*(?:$|//|'|:|#|%|;|/\*|\*|size\b|margins\b|node\b|flow\b|layout\b|label)", re.IGNORECASE
)


def sankey_grid(text: str, file: str) -> Grid | None:
    """Return the flows of a Sankey text as a grid of source, target, count; None if it is not one.

    Read are the lines of SankeyMATIC (``Applied [12] Rejected``) and of a chart's data in JavaScript
    (``['Applied', 'Rejected', 12],``). A ``*`` or ``?`` as a count stays empty.
    """
    if "[" not in text or not any(_flow(line) for line in text[:SEARCHED_CHARACTERS].splitlines()):
        return None
    lines = text.splitlines()
    rows, numbers, other = [], [], 0
    for number, line in enumerate(lines, start=1):
        flow = _flow(line)
        if flow:
            rows.append(flow)
            numbers.append(number)
        elif not _OTHER.match(line):
            other += 1
    if not rows or other > 0.3 * len(rows) + 3:
        return None
    return grid_from_rows(
        [["source", "target", "count"], *rows], file, numbers=[0, *numbers], form="text", headed=True
    )


def _flow(line: str) -> list[str] | None:
    match = _ARRAY.match(line)
    if match:
        return [match[2], match[4], match[5]]
    match = _ARROW.match(line)
    return [match[1], match[3], match[2] or ""] if match else None
