"""A history kept in one cell: ``applied | phone screen | rejected``, with or without dates, or as JSON."""

from __future__ import annotations

import ast
import json
import re
from typing import Any

from jobsearch_analytics.loaders.language.date_texts import find_date_texts
from jobsearch_analytics.loaders.language.profiles import is_empty
from jobsearch_analytics.loaders.language.statuses import Mark, StatusReading, read_status

__all__ = ["read_history"]

_STEP = re.compile(r"[;\n→⇒➔>]+|\s[-–—|]\s|\.\s+(?=\d)|,\s+(?=\d{1,4}[/.\-])")
_DATE_KEY = re.compile(r"date|time|_at$|^at$|^on$|when|datum|fecha|日|날짜", re.IGNORECASE)
MAX_CHARACTERS = 4000


def read_history(text: str) -> StatusReading:
    """Return the steps that a cell tells, in order, each with its day where one stands beside it.

    Examples
    --------
    >>> [mark.event for mark in read_history("Applied - Interview - Phone Screen").marks]
    ['applied', 'interview', 'screen']
    >>> marks = read_history("2025-03-01|applied;2025-03-09|phone screen").marks
    >>> [(mark.event, mark.date.day) for mark in marks]
    [('applied', 1), ('screen', 9)]
    """
    text = text[:MAX_CHARACTERS]
    if is_empty(text):
        return StatusReading(how="empty")
    steps = _listed(text) if text.lstrip()[:1] in "[{" else None
    if steps is None:
        steps = [(step, step) for step in _STEP.split(text) if step.strip()]
    marks, sent, meanings = [], "", []
    for words, dated in steps:
        reading = read_status(words.replace("|", " "))
        date = next(iter(find_date_texts(dated)), None)
        marks += [Mark(mark.event, mark.date or date, mark.planned) for mark in reading.marks]
        meanings += reading.meanings
        sent = "yes" if "yes" in (sent, reading.sent) else sent or reading.sent
    return StatusReading(
        tuple(marks), tuple(dict.fromkeys(meanings)), sent, "phrase" if marks else "not understood"
    )


def _listed(text: str) -> list[tuple[str, str]] | None:
    """Return (words, date) of a list of steps as a program wrote it; None if the text is no such list."""
    content: Any
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        try:
            content = ast.literal_eval(text)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            return None
    if isinstance(content, dict):
        content = [{"status": name, "date": value} for name, value in content.items()]
    if not isinstance(content, list):
        return None
    return [_step(item) for item in content]


def _step(item: Any) -> tuple[str, str]:
    if not isinstance(item, dict):
        parts = item if isinstance(item, (list, tuple)) else [item]
        text = " ".join(str(part) for part in parts)
        return text, text
    dates = [str(value) for name, value in item.items() if _DATE_KEY.search(str(name))]
    words = [
        str(value)
        for name, value in item.items()
        if not _DATE_KEY.search(str(name)) and isinstance(value, str)
    ]
    known = [word for word in words if read_status(word).marks]
    return " ".join(known[-1:] or words), " ".join(dates)
