"""What happened to the cards of a Trello board: moves, comments, and lines of a description."""

from __future__ import annotations

import re
from typing import Any

from jobsearch_analytics.loaders.language.column_words import meaning_of_heading
from jobsearch_analytics.loaders.language.date_texts import find_date_texts
from jobsearch_analytics.loaders.language.statuses import read_status

__all__ = ["card_histories", "steps_in_text", "tells_day_of_sending"]

_LABEL = re.compile(r"^\W*([^\W\d][^:]{0,30}?)\W*:\s+(.+)$")
#: A longer description is an advertisement, whose words tell of the work and not of what happened.
LONGEST_DESCRIPTION, LONGEST_LINE, LONGEST_COMMENT = 400, 120, 200
#: More than a history of one application has; the cell that holds them is read to a bound.
MOST_STEPS = 30

Step = dict[str, str]


def card_histories(board: dict) -> dict[Any, list[Step]]:
    """Return the moves and telling comments of each card, by its id, the oldest first."""
    found: dict[Any, list[Step]] = {}
    actions = board.get("actions")
    known = [action for action in actions if isinstance(action, dict)] if isinstance(actions, list) else []
    for action in sorted(known, key=lambda action: str(action.get("date") or "")):
        data = action.get("data")
        card = data.get("card") if isinstance(data, dict) else None
        number = card.get("id") if isinstance(card, dict) else None
        words = _words(str(action.get("type")), data) if isinstance(number, str) else ""
        if words and len(found.setdefault(number, [])) < MOST_STEPS:
            found[number].append({"stage": words, "date": str(action.get("date") or "")[:10]})
    return found


def _words(kind: str, data: dict) -> str:
    """Return the list a card was moved to or made in, or a comment that tells a step; else an empty text."""
    if kind in ("updateCard", "createCard"):
        after = data.get("listAfter" if kind == "updateCard" else "list")
        return str(after.get("name") or "") if isinstance(after, dict) else ""
    text = str(data.get("text") or "") if kind == "commentCard" else ""
    return text if len(text) <= LONGEST_COMMENT and read_status(text).marks else ""


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
