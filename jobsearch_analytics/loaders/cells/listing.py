"""Records written as blocks of ``Label: value`` lines, one block per application."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.cells.grid import grid_from_rows
from jobsearch_analytics.loaders.language.column_words import meaning_of_heading
from jobsearch_analytics.loaders.language.date_texts import find_date_texts
from jobsearch_analytics.loaders.language.profiles import has_word
from jobsearch_analytics.loaders.language.statuses import read_status
from jobsearch_analytics.loaders.language.words import tokens

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.cells.grid import Grid

__all__ = ["bullet_grid", "dashed_grid", "dated_grid", "listing_grid"]

_PAIR = re.compile(
    r"^\s*(?:[-*+•]\s+)?(?:\*\*|__)?([^\W\d][^:：|,;\t]{0,30}?)(?:\*\*|__)?\s*[:：]\s*(?:\*\*|__)?\s*(.*?)\s*$"
)
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
MIN_PAIRS = 4
SEARCHED_CHARACTERS = 20_000
_BULLET = re.compile(r"^\s*(?:[-*+•]|\d{1,4}[.)])\s+(?:\[[ xX✓-]?\]\s+)?")
#: A line that begins with a day, and not as the first cell of a table.
_DATED = re.compile(
    r"^\[?(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}(?:[-/.](?:\d{4}|\d{2}))?\.?|"
    r"\d{1,2}\.? [^\W\d]{3,9}\.?(?: \d{4})?|[^\W\d]{3,9}\.? \d{1,2}(?:,? \d{4})?)\]?"
    r"(?:\s*:\s+|\s+[-–—]\s+|\s+)(?=[^\W\d])(.+)$"
)
_AT = re.compile(r"^(.+?)\s+(?:@|at|bei|chez)\s+(.+)$")
_ITEM = re.compile(r"^\s*(?:[-*+•]|\d{1,4}[.)])\s+(?:\[[ xX]\]\s+)?(.+?)\s*$")
_DASH = re.compile(r"\s+[-–—|]\s+")
MIN_PARTS = 3
MIN_LINES = 2
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
    lines = text.splitlines()
    first = _first_lines(lines)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        heading, pair = _HEADING.match(line), _PAIR.match(line)
        n_lines += heading is None
        if heading:
            title, current, opening = heading[1], {}, number
        elif number in first:
            title, current, opening = line.strip(), {}, number
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
    kept = [(number, cells) for number, cells in split if len(cells) > 1]
    return grid_from_rows(
        [cells for _, cells in kept], file, numbers=[number for number, _ in kept], form="text"
    )


def dated_grid(text: str, file: str) -> Grid | None:
    """Return lines such as ``2026-01-05 Acorn, Developer - applied`` as a grid; None if they are not.

    Most lines must begin with a day, and most must tell a status at their end.
    """
    # The head decides first, so that a large table costs nothing here.
    if len(_dated(text[:SEARCHED_CHARACTERS])[0]) < MIN_LINES:
        return None
    dated, n_lines = _dated(text)
    if len(dated) < 0.7 * n_lines or not any(find_date_texts(found[1]) for _, found in dated):
        return None
    rows = [[found[1], *_who_what_then(found[2])] for _, found in dated]
    if sum(bool(row[3]) for row in rows) < 0.6 * len(rows):
        return None
    roles = [sum(has_word(tokens(row[side]), "role") for row in rows) for side in (1, 2)]
    names = ["Company", "Role"] if roles[1] >= roles[0] else ["Role", "Company"]
    numbers = [0, *(number for number, _ in dated)]
    return grid_from_rows(
        [["Date", *names, "Status"], *rows], file, numbers=numbers, form="text", headed=True
    )


def _dated(text: str) -> tuple[list[tuple[int, re.Match[str]]], int]:
    """Return the numbered lines that begin with a day, and how many lines there are besides headings."""
    lines = [
        (number, _BULLET.sub("", line).strip())
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not _HEADING.match(line)
    ]
    return [(number, found) for number, line in lines if (found := _DATED.match(line))], len(lines)


def _who_what_then(text: str) -> list[str]:
    """Return employer, role and what happened, in the order written, from a line without its day."""
    parts = re.split(r"\s+[-–—|]\s+|\s*[,;:]\s+|\s+(?=\()", text)
    told = next((n for n, part in enumerate(parts) if n and _tells(part)), len(parts))
    names, then = parts[: min(told, 2)], parts[min(told, 2) :]
    at = _AT.match(names[0])
    if at and len(names) == 1:
        names = [at[2], at[1]]
    return [*names, *[""] * (2 - len(names)), ", ".join(then)]


def _tells(text: str) -> bool:
    return read_status(text).how in ("known", "phrase")


def bullet_grid(text: str, file: str) -> Grid | None:
    """Return a list under headings such as ``## Rejected`` as a grid; None if the text is not such a list.

    The heading is the status, each bullet a firm, a role after a dash, and a day in brackets.
    """
    rows, numbers, section = [], [], ""
    for number, line in enumerate(text.splitlines(), start=1):
        heading, bullet = _HEADING.match(line), _ITEM.match(line)
        if heading:
            section = heading[1]
        elif bullet and section and read_status(section).how in ("known", "phrase"):
            rows.append([*_item(bullet[1]), section])
            numbers.append(number)
    if len(rows) < MIN_LINES:
        return None
    headings = ["Company", "Role", "Date", "Status"]
    return grid_from_rows([headings, *rows], file, numbers=[0, *numbers], form="text", headed=True)


def _item(text: str) -> list[str]:
    """Return firm, role and day of one bullet."""
    inside = re.findall(r"[(\[]([^)\]]*)[)\]]", text)
    day = next((part for part in inside if find_date_texts(part)), "")
    plain = re.sub(r"\s*[(\[]" + re.escape(day) + r"[)\]]", "", text) if day else text
    parts = _DASH.split(plain, maxsplit=1)
    if len(parts) == 1:
        parts = re.split(r"\s*[:,]\s+", plain, maxsplit=1)
    return [parts[0], parts[1] if len(parts) > 1 else "", day]


def _is_log(blocks: list[tuple[int, dict[str, str]]]) -> bool:
    meanings = {meaning_of_heading(label) for _, block in blocks for label in block}
    return bool(meanings & {"company", "title"}) and bool(meanings & {"status", "applied", "date", "outcome"})
