"""JSON into cells: a list of records becomes a grid, its keys the headings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from jobsearch_analytics.errors import SourceError
from jobsearch_analytics.loaders.cells.grid import grid_from_rows
from jobsearch_analytics.loaders.cells.json_firms import records_by_firm
from jobsearch_analytics.loaders.cells.json_history import HISTORY, history_of
from jobsearch_analytics.loaders.cells.json_links import NAMES, records_in, with_links
from jobsearch_analytics.loaders.cells.trello import is_board, trello_grid
from jobsearch_analytics.loaders.language.column_words import meaning_of_heading
from jobsearch_analytics.loaders.language.statuses import read_status

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.cells.grid import Grid

__all__ = ["json_grids", "read_json"]

#: Records with the number of each.
Numbered = list[tuple[int, dict]]

MAX_DEPTH_SHOWN = 3


def read_json(text: str) -> Any:
    """Return what a JSON or JSON-lines text holds; None if it is neither.

    Raises
    ------
    RecursionError
        If it is nested beyond reason.
    """
    try:
        return json.loads(text)
    except ValueError:
        pass
    lines = [line for line in text.splitlines() if line.strip()]
    try:
        records = [json.loads(line) for line in lines]
    except ValueError:
        return None
    return records if records and all(isinstance(record, dict) for record in records) else None


def json_grids(text: str, file: str) -> list[Grid] | None:
    """Return the lists of records in a JSON text as grids; None if the text is not JSON.

    Raises
    ------
    SourceError
        If it is JSON without a list of records, or nested too deeply.
    """
    try:
        content = read_json(text)
    except RecursionError:
        raise SourceError(
            file,
            "is nested too deeply to be a log",
            "a list of records such as [{...}, {...}]",
            "Export the log again as a list, or as CSV.",
        ) from None
    if content is None:
        return None
    if is_board(content):
        return [trello_grid(content, file)]
    lists = _record_lists(content)
    if not lists:
        raise SourceError(
            file,
            "is JSON without a list of records",
            'a list such as [{"company": ..., "status": ...}, ...]',
            "Export the log again as a list, or as CSV.",
        )
    return [_grid(records, file, name) for name, records in lists]


def _record_lists(content: Any, name: str = "", depth: int = 0) -> list[tuple[str, Numbered]]:
    """Return every list of objects with its numbers, outermost first, with the key it stands under."""
    if isinstance(content, list):
        records = records_in(content)
        return [(name, _jobs_of(records))] if records else []
    if not isinstance(content, dict) or depth > MAX_DEPTH_SHOWN:
        return []
    content = with_links(content)
    firms = records_by_firm(content)
    if firms:
        return [(name, firms)]
    values = list(content.values())
    if len(values) > 1 and all(isinstance(value, dict) for value in values):
        keys = set.intersection(*(set(value) for value in values))
        if len(keys) >= 2:
            return [(name, _jobs_of(records_in(content)))]
    return [found for label, value in content.items() for found in _record_lists(value, label, depth + 1)]


def _grid(records: Numbered, file: str, name: str) -> Grid:
    flat = [_flat(record) for _, record in records]
    headings = list(dict.fromkeys(label for record in flat for label in record))
    rows = [headings, *([record.get(label, "") for label in headings] for record in flat)]
    numbers = [0, *(number for number, _ in records)]
    return grid_from_rows(rows, file, numbers=numbers, sheet=name or None, form="json", headed=True)


def _jobs_of(records: list[dict]) -> Numbered:
    return [(number, part) for number, record in enumerate(records, start=1) for part in _jobs_inside(record)]


def _jobs_inside(record: dict) -> list[dict]:
    """Return a firm, or a column of a board, with a list of jobs as one record per job.

    What names a firm and a role itself is a job: the lists inside it tell of its course.
    """
    plain = {meaning_of_heading(str(name)) for name, value in record.items() if isinstance(value, str)}
    if {"company", "title"} <= plain:
        return [record]
    for label, value in record.items():
        jobs = isinstance(value, list) and value and all(isinstance(item, dict) for item in value)
        if jobs and any(meaning_of_heading(str(name)) == "title" for name in value[0]):
            outer = {_outer(str(name), rest): rest for name, rest in record.items() if name != label}
            return [{**outer, **item} for item in value]
    return [record]


def _outer(name: str, value: Any) -> str:
    """Return what a name above a list of jobs is: the column of a board, or the firm."""
    if name not in NAMES:
        return name
    column = isinstance(value, str) and read_status(value).how in ("known", "phrase")
    return "status" if column else f"company {name}"


def _flat(record: dict, prefix: str = "", depth: int = 0) -> dict[str, str]:
    """Return a record as cells by heading; what lists inside it tell of its history is one cell."""
    out: dict[str, str] = {}
    steps: list[dict[str, str]] = []
    for label, value in record.items():
        told = history_of(str(label), records_in(value)) if isinstance(value, list) else []
        steps += told
        if isinstance(value, dict) and depth < MAX_DEPTH_SHOWN:
            out |= _flat(value, f"{prefix}{label} ", depth + 1)
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            out[f"{prefix}{label}"] = "; ".join(value)
        elif not told:
            out[f"{prefix}{label}"] = _text(value)
    return out | ({f"{prefix}{HISTORY}": _text(steps)} if steps else {})


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else str(value)
