"""A note per application, its facts between two lines of dashes at the top, as in Obsidian."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.cells.grid import grid_from_rows
from jobsearch_analytics.loaders.cells.told_lines import steps_in_text
from jobsearch_analytics.loaders.language.column_words import meaning_of_heading
from jobsearch_analytics.loaders.language.words import split_camel

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.cells.grid import Grid

__all__ = ["note_grid"]

_FENCE = re.compile(r"\s*---[ \t]*\r?\n(.{0,20000}?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
_PAIR = re.compile(r"^([^\W\d][^:#]{0,40}?)\s*:(?:\s+(.*))?$")
_TITLE = re.compile(r"^# +(\S.*)$", re.MULTILINE)
_BLOCK = re.compile(r"^[|>][-+]?$")
LONGEST_NOTE = 4000


def note_grid(text: str, file: str) -> Grid | None:
    """Return a note whose front matter tells of one application as a grid of one row, numbered 1; else None.

    The text below is its notes, and the lines in it that tell a step with a day are its history.
    """
    found = _FENCE.match(text)
    facts = _facts(found[1]) if found else {}
    meanings = {meaning_of_heading(split_camel(label)) for label in facts}
    if not found or not meanings & {"company", "title"} or not meanings & _TELLING:
        return None
    body = text[found.end() :].strip()
    title = _TITLE.search(body)
    if title and "company" not in meanings:
        facts["Company"] = title[1].strip()
    steps = steps_in_text(body)
    facts |= {"Notes": body[:LONGEST_NOTE]} if body and "note" not in meanings else {}
    facts |= {"History": json.dumps(steps, ensure_ascii=False)} if steps else {}
    return grid_from_rows([list(facts), list(facts.values())], file, numbers=[0, 1], form="text", headed=True)


_TELLING = frozenset(["status", "outcome", "applied", "date", "response", "saved_date", "history"])


def _facts(text: str) -> dict[str, str]:
    """Return the values by key; lists are joined, and values over several lines are one."""
    facts: dict[str, str] = {}
    label = ""
    for line in text.splitlines():
        pair = _PAIR.match(line)
        if pair and line[0] not in " \t-":
            label = pair[1].strip("\"' ")
            facts[label] = _value(pair[2] or "")
        elif label and line.strip():
            sign = "; " if line.lstrip().startswith("- ") else " "
            facts[label] = f"{facts[label]}{sign}{_value(line.strip().removeprefix('- '))}".strip("; ")
    return facts


def _value(text: str) -> str:
    """Return a value without its quotes, its list's brackets or the sign of a longer text."""
    text = text.strip()
    if _BLOCK.match(text):
        return ""
    if text[:1] == "[" and text[-1:] == "]" and text[:2] != "[[":
        return "; ".join(part.strip(" \"'") for part in text[1:-1].split(","))
    quoted = text[:1] in "\"'" and text[:1] == text[-1:] and len(text) > 1
    return text[1:-1] if quoted else text
