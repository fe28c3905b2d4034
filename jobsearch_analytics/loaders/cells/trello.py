"""A Trello board as exported to JSON: one card per job, the list is its status."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from jobsearch_analytics.loaders.cells.grid import grid_from_rows
from jobsearch_analytics.loaders.cells.told_lines import Step, day_of_sending, steps_in_text
from jobsearch_analytics.loaders.cells.trello_history import card_histories
from jobsearch_analytics.loaders.language.joined_texts import company_and_title, title_comes_first

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.cells.grid import Grid

__all__ = ["is_board", "trello_grid"]

FACTS = ["Company", "Job Title", "Status", "Date Applied", "Work Mode", "URL", "Location"]
HEADINGS = [*FACTS, "Interview Date", "Rejected Date", "Notes", "History"]

_LINE = re.compile(
    r"^\W*(Link|URL|Location|Interview Date|Rejected Date)\W*:\W*(.+)$", re.IGNORECASE | re.MULTILINE
)


def is_board(content: Any) -> bool:
    """Return whether JSON content is a Trello board."""
    return isinstance(content, dict) and all(isinstance(content.get(key), list) for key in ("cards", "lists"))


def trello_grid(board: dict, file: str) -> Grid:
    """Return a board as a grid; rows are numbered by the card's place in the export."""
    lists = {
        entry.get("id"): str(entry.get("name", "")) for entry in board["lists"] if isinstance(entry, dict)
    }
    cards = [card for card in board["cards"] if isinstance(card, dict)]
    past = card_histories(board)
    title_first = bool(title_comes_first(str(card.get("name") or "") for card in cards))
    rows = [_row(card, lists, past.get(card.get("id"), []), title_first=title_first) for card in cards]
    numbers = list(range(len(rows) + 1))
    return grid_from_rows([HEADINGS, *rows], file, numbers=numbers, form="json", headed=True)


def _row(card: dict, lists: dict[Any, str], past: list[Step], *, title_first: bool) -> list[str]:
    name, text = str(card.get("name") or ""), str(card.get("desc") or "")
    company, title = company_and_title(name, title_first=title_first)
    facts = {label.casefold(): value.strip() for label, value in _LINE.findall(text)}
    due = str(card.get("due") or "")[:10] if card.get("dueComplete") else ""
    labels = "; ".join(
        str(label.get("name") or "") for label in card.get("labels") or [] if isinstance(label, dict)
    )
    link = facts.get("link") or facts.get("url") or ""
    dates = [facts.get("interview date", ""), facts.get("rejected date", "")]
    status = lists.get(card.get("idList"), "")
    return [
        company,
        title,
        status,
        due or day_of_sending(text),
        labels,
        link,
        facts.get("location", ""),
        *dates,
        _LINE.sub("", text).strip(),
        _history([*past, *steps_in_text(text)]),
    ]


def _history(steps: list[Step]) -> str:
    return json.dumps(steps, ensure_ascii=False) if steps else ""
