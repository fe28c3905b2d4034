"""What happened to the cards of a Trello board: their moves and comments."""

from __future__ import annotations

from typing import Any

from jobsearch_analytics.loaders.cells.told_lines import MOST_STEPS, Step
from jobsearch_analytics.loaders.language.statuses import read_status

__all__ = ["card_histories"]

LONGEST_COMMENT = 200


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
