"""Records written as blocks of ``Label: value`` lines, one block per application."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.column_words import meaning_of_heading
from jobsearch_analytics.loaders.grid import grid_from_rows

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.grid import Grid

__all__ = ["dashed_grid", "listing_grid"]

_PAIR = re.compile(
    r"^\s*(?:[-*+•]\s+)?(?:\*\*|__)?([^\W\d][^:：|,;\t]{0,30}?)(?:\*\*|__)?\s*[:：]\s*(?:\*\*|__)?\s*(.*?)\s*$"
)
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
MIN_PAIRS = 4
SEARCHED_CHARACTERS = 20_000
_BULLET = re.compile(r"^\s*(?:[-*+•]|\d{1,4}[.)])\s+")
_DASH = re.compile(r"\s+[-–—|]\s+")
MIN_PARTS = 3
MIN_LINES = 2


def listing_grid(text: str, file: str) -> Grid | None:
    """Return blocks of labelled lines as a grid with one row per block; None if the text is not such a list.

    A block ends where a label comes again, or at a heading. It is numbered by its first line.
    """
    sample = text[:SEARCHED_CHARACTERS].splitlines()
    if sum(_PAIR.match(line) is not None for line in sample) < MIN_PAIRS:
        return None
    blocks: list[tuple[int, dict[str, str]]] = []
    current: dict[str, str] = {}
    n_pairs = n_lines = 0
    title = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        heading, pair = _HEADING.match(line), _PAIR.match(line)
        n_lines += heading is None
        if heading:
            title, current = heading[1], {}
        elif pair and not pair[2].startswith("//"):
            label = pair[1].strip()
            n_pairs += meaning_of_heading(label) is not None
            if not current or label in current:
                current = {"Heading": title} if title else {}
                blocks.append((number, current))
            current[label] = pair[2]
    if n_pairs < MIN_PAIRS or n_pairs < 0.6 * n_lines or not _is_log(blocks):
        return None
    headings = list(dict.fromkeys(label for _, block in blocks for label in block))
    rows = [headings, *([block.get(label, "") for label in headings] for _, block in blocks)]
    return grid_from_rows(
        rows, file, numbers=[0, *(number for number, _ in blocks)], form="text", headed=True
    )


def dashed_grid(text: str, file: str) -> Grid | None:
    """Return lines such as ``Acorn - Developer - applied 5 Jan - rejected`` as a grid; None if they are not.

    Most lines must be split by spaced dashes or bars into three parts or more.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    split = [
        (number, _DASH.split(_BULLET.sub("", line))) for number, line in lines if not _HEADING.match(line)
    ]
    parts = [(number, cells) for number, cells in split if len(cells) >= MIN_PARTS]
    if len(parts) < MIN_LINES or len(parts) < 0.7 * len(split):
        return None
    return grid_from_rows(
        [cells for _, cells in split], file, numbers=[number for number, _ in split], form="text"
    )


def _is_log(blocks: list[tuple[int, dict[str, str]]]) -> bool:
    meanings = {meaning_of_heading(label) for _, block in blocks for label in block}
    return bool(meanings & {"company", "title"}) and bool(meanings & {"status", "applied", "date", "outcome"})
