"""Lines of a free text, a description or a note, that tell a step of an application or the day of sending."""

from __future__ import annotations

import re

from jobsearch_analytics.loaders.language.column_words import meaning_of_heading
from jobsearch_analytics.loaders.language.date_texts import find_date_texts
from jobsearch_analytics.loaders.language.statuses import read_status

__all__ = ["MOST_STEPS", "Step", "day_of_sending", "steps_in_text"]

_LABEL = re.compile(r"^\W*([^\W\d][^:]{0,30}?)\W*:\s+(.+)$")
#: A longer description is an advertisement, whose words tell of the work and not of what happened.
LONGEST_DESCRIPTION, LONGEST_LINE = 400, 120
#: More than a history of one application has; the cell that holds them is read to a bound.
MOST_STEPS = 30

Step = dict[str, str]


def day_of_sending(text: str) -> str:
    """Return the first line of a text that tells the day something was sent; an empty text if none does."""
    return next((line for line in map(str.strip, text.splitlines()) if tells_day_of_sending(line)), "")


def tells_day_of_sending(line: str) -> bool:
    """Return whether a line of a description tells the day it was sent, and nothing else.

    Examples
    --------
    >>> [tells_day_of_sending(line) for line in ("Applied: 12 Sept 2025", "applied 9/12", "rejected 9/30")]
    [True, True, False]
    """
    if not find_date_texts(line) or len(line) > LONGEST_LINE:
        return False
    label = _LABEL.match(line)
    if label and meaning_of_heading(label[1]) == "applied":
        return True
    return set(read_status(line).meanings) == {"applied"}


def steps_in_text(text: str) -> list[Step]:
    r"""Return the lines of a short description that tell a step, and of a longer one those with a day.

    Examples
    --------
    >>> steps_in_text("Applied: 2025-09-12\nvia website\nrejected 9/30")
    [{'stage': 'rejected 9/30', 'date': ''}]
    """
    lines = [line.strip(" -*•") for line in text.splitlines()]
    short = len(text) <= LONGEST_DESCRIPTION
    told = [
        line
        for line in lines
        if line and len(line) <= LONGEST_LINE and (short or find_date_texts(line)) and _is_step(line)
    ]
    return [{"stage": line, "date": _first_day(line)} for line in told[:MOST_STEPS]]


def _is_step(line: str) -> bool:
    return bool(read_status(line).marks) and not tells_day_of_sending(line)


def _first_day(line: str) -> str:
    """Return a day a line begins with, which the status beside it would not take for its own."""
    first = re.match(r"\d{4}-\d{2}-\d{2}", line)
    return first[0] if first else ""
