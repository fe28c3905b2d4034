"""Tables of a web page into cells, also where the page was saved under the name of a spreadsheet.

The page is read sign by sign, never as a tree: however deep it is nested, it costs what its length costs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.cells.grid import check_width, grid_from_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobsearch_analytics.loaders.cells.grid import Grid

__all__ = ["has_html_table", "html_grids"]

SEARCHED_CHARACTERS = 1_000_000
MIN_ROWS = 2
#: A cell that says it spans more speaks nonsense, or wants to fill the memory.
MOST_SPANNED = 200

_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b((?:\"[^\"<]*\"|'[^'<]*'|[^<>\"'])*)>", re.IGNORECASE)
_OTHER = re.compile(r"<[!?/]?[a-z\[-][^<>]*>", re.IGNORECASE)
_SPAN = re.compile(r"\b(col|row)span\s*=\s*[\"']?(\d{1,6})", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s*=\s*[\"']?(https?://[^\s\"'<>]+)", re.IGNORECASE)
_BREAKS = ("br", "p", "div", "li")
_TITLES = ("caption", "h1", "h2", "h3", "h4", "h5", "h6")
_HIDDEN = ("script", "style", "head", "template")


@dataclass
class _Cell:
    """One cell: its words with their line breaks, its link, how many places it takes."""

    head: bool
    across: int = 1
    down: int = 1
    words: list[str] = field(default_factory=list)
    link: str = ""

    def text(self) -> str:
        """Return the words, as a Markdown link where all of them are one."""
        lines = [" ".join(line.split()) for line in unescape("".join(self.words)).split("\n")]
        text = "\n".join(filter(None, lines))
        return f"[{text}]({self.link})" if self.link and text and "\n" not in text else text


@dataclass
class _Table:
    """A table while it is read."""

    section: str
    rows: list[list[_Cell]] = field(default_factory=list)
    cell: _Cell | None = None

    def begin(self, name: str, attributes: str) -> None:
        """Begin a row or a cell; a cell without a row begins one."""
        self.cell = None
        if name == "tr" or not self.rows:
            self.rows.append([])
        if name != "tr":
            spans = {side.lower(): min(int(n), MOST_SPANNED) or 1 for side, n in _SPAN.findall(attributes)}
            self.cell = _Cell(name == "th", spans.get("col", 1), spans.get("row", 1))
            self.rows[-1].append(self.cell)


def has_html_table(text: str) -> bool:
    """Return whether a text is a page, or notes, with a table in HTML."""
    return text.lstrip()[:1] in ("<", "#") and bool(_TABLE.search(text[:SEARCHED_CHARACTERS]))


def html_grids(text: str, file: str) -> list[Grid]:
    """Return a grid per table of a page, its rows numbered from 1 as they stand in the table."""
    grids = []
    for table in _tables(text):
        rows = _laid_out(table.rows, file)
        if len(rows) < MIN_ROWS or not any(map(any, rows)):
            continue
        headed = bool(table.rows[0]) and all(cell.head for cell in table.rows[0])
        grids.append(grid_from_rows(rows, file, form="html", headed=headed, section=table.section))
    return grids


def _tables(text: str) -> list[_Table]:
    """Return the tables of a page; what a table inside a cell says is its own."""
    found: list[_Table] = []
    stack: list[_Table] = []
    title = _Cell(head=False)
    titled = False
    for words, closing, name, attributes in _pieces(text):
        target = stack[-1].cell if stack else title if titled else None
        if target:
            target.words.append(words)
        if name in _TITLES:
            titled = not closing
            title = title if closing else _Cell(head=False)
        elif name == "table" and not closing:
            stack.append(_Table(title.text()))
            found.append(stack[-1])
        elif name == "table" and stack:
            stack.pop()
        elif stack:
            _take(stack[-1], name, attributes, closing=closing)
    return found


def _take(table: _Table, name: str, attributes: str, *, closing: bool) -> None:
    """Take a sign inside a table."""
    if name in ("tr", "td", "th"):
        if closing:
            table.cell = None
        else:
            table.begin(name, attributes)
    elif table.cell and name in _BREAKS:
        table.cell.words.append("\n")
    elif table.cell and name == "a" and not closing:
        link = _HREF.search(attributes)
        table.cell.link = table.cell.link or (unescape(link[1]) if link else "")


def _pieces(text: str) -> Iterator[tuple[str, bool, str, str]]:
    """Return the words before each sign, whether it closes, its name and its attributes."""
    hidden, end = "", 0
    for tag in _TAG.finditer(_without_comments(text)):
        name, closing = tag[2].lower(), bool(tag[1])
        words = "" if hidden else _OTHER.sub("", tag.string[end : tag.start()]).replace("\n", " ")
        end = tag.end()
        if name in _HIDDEN:
            hidden = "" if closing else name
        yield words, closing, name, tag[3]


def _without_comments(text: str) -> str:
    first, *rest = text.split("<!--")
    return first + "".join(part.partition("-->")[2] for part in rest)


def _laid_out(rows: list[list[_Cell]], file: str) -> list[list[str]]:
    """Return the texts by place: a cell that reaches down speaks for each of its rows."""
    below: dict[int, tuple[str, int]] = {}
    out = []
    for cells in rows:
        line: list[str] = []
        waiting = iter(cells)
        while True:
            if len(line) in below:
                text, left = below.pop(len(line))
                below |= {len(line): (text, left - 1)} if left > 1 else {}
                line.append(text)
                continue
            cell = next(waiting, None)
            if cell is None:
                break
            texts = [cell.text(), *[""] * (cell.across - 1)]
            reach = cell.down - 1
            below |= {len(line) + n: (text, reach) for n, text in enumerate(texts) if reach}
            line += texts
            check_width(len(line), file)
        out.append(line)
    return out
