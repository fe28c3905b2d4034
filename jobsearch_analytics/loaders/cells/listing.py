"""Records written as blocks of ``Label: value`` lines, one block per application."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.cells.folded_lines import folded, opened_by_name
from jobsearch_analytics.loaders.cells.grid import grid_from_rows
from jobsearch_analytics.loaders.language.column_words import meaning_of_heading

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.cells.grid import Grid

__all__ = ["listing_grid"]

_PAIR = re.compile(
    r"^\s*(?:[-*+•]\s+)?(?:\*\*|__)?([^\W\d][^:：|,;\t]{0,30}?)(?:\*\*|__)?\s*[:：]\s*(?:\*\*|__)?\s*(.*?)\s*$"
)
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
MIN_PAIRS = 4
SEARCHED_CHARACTERS = 20_000
#: The label given to a line that opens a block without one.
_NAMED = "Company"


def listing_grid(text: str, file: str) -> Grid | None:
    """Return blocks of labelled lines as a grid with one row per block; None if the text is not such a list.

    A block ends where a label comes again, or at a heading. It is numbered by its first line. A line without
    a label that opens a block after an empty line names the employer, where no label does.
    """
    sample = text[:SEARCHED_CHARACTERS].splitlines()
    if sum(_PAIR.match(line) is not None for line in sample) < MIN_PAIRS:
        return None
    blocks: list[tuple[int, dict[str, str]]] = []
    current: dict[str, str] = {}
    n_pairs = n_lines = 0
    title, opening = "", 0
    lines = folded(text.splitlines())
    first = _first_lines(lines) | opened_by_name(lines)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        heading, pair = _HEADING.match(line), _PAIR.match(line)
        n_lines += heading is None
        if heading:
            title, current, opening = heading[1], {}, number
        elif number in first:
            title, current, opening = line.strip(" :"), {}, number
        elif pair and not pair[2].startswith("//"):
            label = pair[1].strip()
            n_pairs += meaning_of_heading(label) is not None
            if not current or label in current:
                current = {_NAMED if opening in first else "Heading": title} if title else {}
                blocks.append((opening if opening in first else number, current))
            current[label] = pair[2]
    if n_pairs < MIN_PAIRS or n_pairs < 0.6 * n_lines or not _is_log(blocks):
        return None
    headings = list(dict.fromkeys(label for _, block in blocks for label in block))
    rows = [headings, *([block.get(label, "") for label in headings] for _, block in blocks)]
    return grid_from_rows(
        rows, file, numbers=[0, *(number for number, _ in blocks)], form="text", headed=True
    )


def _first_lines(lines: list[str]) -> set[int]:
    """Return the numbers of the lines that open a block: after an empty line, before a labelled one."""
    pairs = [_PAIR.match(line) for line in lines]
    if any(pair and meaning_of_heading(pair[1].strip()) == "company" for pair in pairs):
        return set()
    return {
        place + 1
        for place in range(len(lines) - 1)
        if lines[place].strip()
        and not pairs[place]
        and pairs[place + 1]
        and not _HEADING.match(lines[place])
        and (place == 0 or not lines[place - 1].strip())
    }


def _is_log(blocks: list[tuple[int, dict[str, str]]]) -> bool:
    meanings = {meaning_of_heading(label) for _, block in blocks for label in block}
    return bool(meanings & {"company", "title"}) and bool(meanings & {"status", "applied", "date", "outcome"})
