"""A diary of a search: sentences under days, "Applied to Acorn (Analyst)", later "Rejection from Acorn"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.cells.grid import grid_from_rows
from jobsearch_analytics.loaders.cells.line_lists import ASIDE
from jobsearch_analytics.loaders.cells.line_parts import is_role, label_of
from jobsearch_analytics.loaders.cells.lines import (
    LONGEST_LINE,
    SEARCHED_CHARACTERS,
    Line,
    read_lines,
    status_of,
    tells,
)
from jobsearch_analytics.loaders.language.words import key, tokens

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.cells.grid import Grid

__all__ = ["diary_grid"]

_TO = "to|at|@|from|bei|beim|von|an|chez|auprès de|à|en|a|em|na|presso|bij|do|w"
_WITH = "with|mit|avec|con|com|met|z|for|für|pour|para|per|voor|dla"
_NAMED_AFTER = re.compile(rf"^(.*?)(?:\s*[:：]|\s+(?:{_TO}|{_WITH}))\s+(?=\S)(.*)$", re.IGNORECASE)
_PERSONAL = re.compile(rf"\s(?:{_WITH})\s+$", re.IGNORECASE)
_ROLE_AT = re.compile(
    rf"\b(?:for|as|als|comme|como|come|jako)\s+(?:an?\s+|the\s+)?(.+?)(?:\s+(?:role|position|job))?\s+(?:{_TO}|{_WITH})\s+",
    re.IGNORECASE,
)
_ROLE_AFTER = re.compile(
    r"^\s*,?\s*(?:for|as|als|comme|como|come|jako)\s+(?:an?\s+|the\s+)?([^.,;()]+)", re.IGNORECASE
)
_BRACKET = re.compile(r"^\s*\(([^()]+)\)")
_JOINING = frozenset(
    ["&", "and", "of", "the", "de", "la", "du", "des", "und", "y", "e", "für", "van", "der", "den", "von"]
)
MIN_APPLIED, EVENTS = 2, 0.5
LONGEST_BEFORE, MOST_WORDS, SHORTEST_WORD, MOST_ALIKE = 60, 6, 4, 20


@dataclass(frozen=True)
class Entry:
    """What a line says of a firm."""

    firm: str
    role: str
    event: str


def diary_grid(text: str, file: str) -> Grid | None:
    """Return a diary as a log of events, a row per line; None if the text is no diary.

    Lines that name a firm and say it was applied to introduce it; later lines that name it are its events.
    """
    if not _is_diary(_entries(_dated(text[:SEARCHED_CHARACTERS]))):
        return None
    lines = _dated(text)
    entries = _entries(lines)
    if not _is_diary(entries):
        return None
    rows = [["Date", "Company", "Role", "Event", "Notes", ASIDE]]
    for line, entry in zip(lines, entries, strict=True):
        rows.append(
            [line.day, entry.firm, entry.role, entry.event, line.text, ""]
            if entry
            else ["", "", "", "", "", line.text]
        )
    numbers = [0, *(line.number for line in lines)]
    return grid_from_rows(rows, file, numbers=numbers, form="text", headed=True)


def _dated(text: str) -> list[Line]:
    return [line for line in read_lines(text) if line.day and len(line.text) <= LONGEST_LINE]


def _is_diary(entries: list[Entry | None]) -> bool:
    known = [entry for entry in entries if entry]
    applied = sum("applied" in status_of(entry.event).meanings for entry in known)
    return applied >= MIN_APPLIED and len(known) >= EVENTS * len(entries)


def _entries(lines: list[Line]) -> list[Entry | None]:
    """Return what each line says of a firm; None for lines that speak of none."""
    begun = [_introduced(line.text) for line in lines]
    firms = _by_first_word(list(dict.fromkeys(entry.firm for entry in begun if entry)))
    roles: dict[str, str] = {entry.firm: entry.role for entry in reversed(begun) if entry and entry.role}
    found: list[Entry | None] = []
    for line, entry in zip(lines, begun, strict=True):
        if entry is None:
            firm, words = _mentioned(line.text, firms)
            entry = Entry(firm, "", words) if firm else None
        if entry and entry.role:
            roles[entry.firm] = entry.role
        found.append(
            Entry(entry.firm, entry.role or roles.get(entry.firm, ""), entry.event) if entry else None
        )
    return found


def _introduced(text: str) -> Entry | None:
    """Return the firm that a line introduces: a status, then "to", "at", "bei" or a colon, then its name."""
    aimed = _ROLE_AT.search(text)
    named = _NAMED_AFTER.match(text)
    if not named or len(named[1]) > LONGEST_BEFORE:
        return None
    before, after = (text[: aimed.start()], text[aimed.end() :]) if aimed else (named[1], named[2])
    reading = status_of(before)
    applied = "applied" in reading.meanings
    if reading.how not in ("known", "phrase") or not reading.marks:
        return None
    if not applied and _PERSONAL.search(text[: len(text) - len(after)]):
        return None
    firm = _name(after, lower=applied)
    if not firm:
        return None
    rest = after[len(firm) :]
    role = (aimed[1] if aimed else _role(rest)) if applied else ""
    said = rest.partition(role)[2] if role and role in rest else rest
    return Entry(firm, role, f"{before} {said.strip(' ).,')}".strip())


def _name(text: str, *, lower: bool) -> str:
    """Return the capitalised words a text begins with; all up to a stop where somebody writes small."""
    words = text.split()
    taken = 0
    while taken < min(len(words), MOST_WORDS):
        word = words[taken]
        follows = taken + 1 < len(words) and words[taken + 1][:1].isupper()
        if not (word[:1].isupper() or word[:1].isdigit() or (taken and word.lower() in _JOINING and follows)):
            break
        taken += 1
        if word[-1] in ",;:!?" or (word[-1] == "." and not (len(word) <= 3 and follows)):
            break
    if not taken and lower:
        return re.split(r"[,.;:(–—!]| (?:as|for|als) ", text, maxsplit=1)[0].strip()[:LONGEST_BEFORE]
    return " ".join(words[:taken]).rstrip(",;:!?.")


def _role(rest: str) -> str:
    """Return the role that stands behind a firm: in brackets, after "as", with a label or a comma."""
    inside, after = _BRACKET.match(rest), _ROLE_AFTER.match(rest)
    if inside and not tells(inside[1]):
        return inside[1].strip()
    if after:
        return after[1].strip()
    piece = rest.strip(" ,;–—-").split(". ")[0]
    label = label_of(piece)
    if label:
        return label[2] if label[0] == "title" else ""
    first = re.split(r"[,;(]", piece, maxsplit=1)[0].strip()
    return first if is_role(first) else ""


def _by_first_word(firms: list[str]) -> dict[str, list[str]]:
    """Return the firms by their first word, the longest name first."""
    found: dict[str, list[str]] = {}
    for firm in sorted(firms, key=len, reverse=True):
        found.setdefault(next(iter(tokens(firm)), ""), []).append(firm)
    return found


def _mentioned(text: str, firms: dict[str, list[str]]) -> tuple[str, str]:
    """Return the firm that a line names, if need be by its first word, and the line without the name."""
    words = tokens(text)
    padded = f" {' '.join(words)} "
    near = [firm for word in words for firm in firms.get(word, [])[:MOST_ALIKE]]
    for firm in near:
        if f" {key(firm)} " in padded:
            return firm, re.sub(re.escape(firm), "", text, flags=re.IGNORECASE).strip(" :–—-,")
    alone = [firms[word][0] for word in words if len(word) >= SHORTEST_WORD and len(firms.get(word, [])) == 1]
    return (alone[0] if alone and tells(text) else ""), text
