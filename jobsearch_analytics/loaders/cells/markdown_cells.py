"""Tables in Markdown into cells: one grid per table, with the heading that stands above it."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.cells.grid import grid_from_rows

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.cells.grid import Grid

__all__ = ["has_markdown_table", "markdown_grids", "plain_cell"]

#: The line under the headings; plus signs are how org-mode and databases draw it.
_RULE = re.compile(r"^\s*[|+]?\s*:?[-=]{1,}:?\s*([|+]\s*:?[-=]{1,}:?\s*)+[|+]?\s*$")
_CELL = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$|^\s*\*\*([^*]+)\*\*:?\s*$")
_LINK = re.compile(r"!?\[([^\]]*)\]\(([^)\s]*)[^)]*\)")
_WIKI = re.compile(r"\[\[([^\]]+)\]\]")
_SIGNS = re.compile(r"[\[*_~`<]")
_MARKS = re.compile(r"\*\*|__|~~|`|<br\s*/?>|</?[a-z][^>]{0,80}>", re.IGNORECASE)


def has_markdown_table(text: str) -> bool:
    """Return whether a text holds a Markdown table."""
    if "|" not in text or "-" not in text:
        return False
    lines = text.splitlines()
    return any(_RULE.match(line) and "|" in above for above, line in itertools.pairwise(lines))


def markdown_grids(text: str, file: str) -> list[Grid]:
    """Return a grid per table of a Markdown text; rows are numbered by line.

    Links are kept as written, so that the column that holds them can be told from the others.
    """
    lines = text.splitlines()
    grids, section, place = [], "", 0
    while place < len(lines):
        heading = _HEADING.match(lines[place])
        if heading:
            section = heading[2] or heading[3]
        if place + 1 < len(lines) and "|" in lines[place] and _RULE.match(lines[place + 1]):
            end = place + 2
            while end < len(lines) and ("|" in lines[end] or _RULE.match(lines[end])):
                end += 1
            below = [number for number in range(place + 3, end + 1) if not _RULE.match(lines[number - 1])]
            numbers = [place + 1, *below]
            rows = [_cells(lines[number - 1]) for number in numbers]
            grids.append(
                grid_from_rows(rows, file, numbers=numbers, form="markdown", headed=True, section=section)
            )
            place = end
            continue
        place += 1
    return grids


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.strip().replace("\\|", "|") for cell in _CELL.split(inner)]


def plain_cell(text: str) -> str:
    """Return a Markdown cell without its marks: the words of a link, no bold, no line breaks.

    Examples
    --------
    >>> plain_cell("**[Acorn & Sons](https://acorn.example)**")
    'Acorn & Sons'
    """
    if not _SIGNS.search(text):
        return text
    return " ".join(_MARKS.sub(" ", _LINK.sub(r"\1", _WIKI.sub(_shown, text))).split())


def _shown(link: re.Match[str]) -> str:
    return link[1].split("|")[-1]
