"""A log kept as lines, one application each: bullets under headings, lines with dashes or a day in front."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.cells.grid import grid_from_rows
from jobsearch_analytics.loaders.cells.line_parts import LABELS, Parts, is_role, line_parts
from jobsearch_analytics.loaders.cells.lines import (
    SEARCHED_CHARACTERS,
    Line,
    in_period,
    read_lines,
    status_of,
    tells,
)
from jobsearch_analytics.loaders.language.profiles import has_word
from jobsearch_analytics.loaders.language.words import key, tokens
from jobsearch_analytics.stages import OUTCOMES

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.cells.grid import Grid

__all__ = ["ASIDE", "list_grid"]

HEADINGS = ("Company", "Role", "Date", "Status", "Location", "Link", "Notes")
#: The column of lines that are no record: its heading says nothing that the naming takes for a meaning.
ASIDE = "…"
MIN_LINES = 2
MOST_WORDS = 9
#: How much of the lines must be records, and of those tell a status or name a role.
RECORDS, TOLD, ROLES = 0.5, 0.5, 0.25
#: Where as many lines have bullets, the others are only said between them.
ITEMS = 0.5
_TASK = re.compile(
    r"^(?:update|fix|write|rewrite|ask|e?mail|call|follow|prepare|prep|review|finish|send|look|check|learn|read|"
    r"clean|add|remove|apply|research|practi[cs]e|buy|book|contact|remember)\b(?!\S)", re.IGNORECASE
)  # fmt: skip


@dataclass
class Record:
    """One line that is a record, as cells by heading."""

    line: Line
    parts: Parts
    cells: dict[str, str]


def list_grid(text: str, file: str) -> Grid | None:
    """Return lines that each tell of one application as a grid; None if the text is no such list.

    The heading above tells the status or the month; what the line itself says counts beside it. Lines about
    a firm named before, with a day of their own, are further events of it.
    """
    # The head decides first, so that a large table costs nothing here.
    if not _is_list(*_records(read_lines(text[:SEARCHED_CHARACTERS]))):
        return None
    lines = read_lines(text)
    records, others = _records(lines)
    if not _is_list(records, others):
        return None
    _name_sides(records)
    events = _are_events(records)
    rows = [(record.line.number, record.cells) for record in records]
    rows += [(line.number, {ASIDE: line.text}) for line in others]
    labels = [name for record in records for name in record.parts.labelled if name not in LABELS.values()]
    headings = [*HEADINGS, *dict.fromkeys(labels), ASIDE]
    headings = [name for name in headings if any(cells.get(name) for _, cells in rows)]
    shown = ["Event" if events and name == "Status" else name for name in headings]
    rows.sort(key=lambda row: row[0])
    cells = [[row.get(name, "") for name in headings] for _, row in rows]
    return grid_from_rows(
        [shown, *cells], file, numbers=[0, *(number for number, _ in rows)], form="text", headed=True
    )


def _records(lines: list[Line]) -> tuple[list[Record], list[Line]]:
    """Return the lines that are records, and the others; lines set in below a record are part of it."""
    records: list[Record] = []
    others = []
    outer = [line.item for line in lines if line.indent <= lines[0].indent]
    items = sum(outer) >= ITEMS * len(outer)
    for line in lines:
        above = records[-1] if records else None
        if above and line.indent > above.line.indent and line.headings == above.line.headings:
            _add_below(above, line)
            continue
        parts = line_parts(line.text, under_status=bool(line.status))
        if (line.item or not items) and _is_record(line, parts):
            records.append(Record(line, parts, _cells(line, parts)))
        else:
            others.append(line)
    return records, others


def _is_record(line: Line, parts: Parts) -> bool:
    named = len(parts.names) + ("Company" in parts.labelled) + ("Role" in parts.labelled)
    if not named or any(len(name.split()) > MOST_WORDS for name in parts.names):
        return False
    if named > 1 or parts.told or parts.days or line.dated or parts.labelled:
        return not (_TASK.match(line.text) and named == 1 and not parts.told)
    return bool(line.status or line.day) and _is_proper(parts.names[0])


def _is_proper(name: str) -> bool:
    """Return whether a text alone in its line is a firm's name rather than something to do."""
    words = [word for word in name.split() if len(word) > 3]
    return not _TASK.match(name) and all(not word[0].islower() for word in words or [name])


def _is_list(records: list[Record], others: list[Line]) -> bool:
    """Return whether most lines are records, and the records speak of a job search."""
    among = [line for line in others if line.item or line.dated or not records or not records[0].line.item]
    n = len(records)
    if n < MIN_LINES or n < RECORDS * (n + len(among)):
        return False
    told = sum(_tells_outright(record) for record in records)
    roles = sum(any(is_role(name) for name in record.parts.names) for record in records)
    known = sum(bool(r.cells["Status"] or r.cells["Date"] or r.line.status) for r in records)
    return known >= TOLD * n and (told >= TOLD * n or roles >= ROLES * n)


def _tells_outright(record: Record) -> bool:
    """Return whether heading or line tell a status and nothing else, or a day with the word for sending."""
    told = (record.line.status, *record.parts.told)
    sent = any("applied" in status_of(day).meanings for day in record.parts.days)
    return sent or any(status_of(text).how == "known" for text in told if text)


def _cells(line: Line, parts: Parts) -> dict[str, str]:
    """Return the cells of a record; firm and role stand in the order written."""
    names = [*parts.names, "", ""]
    days = [in_period(day, line.headings) for day in parts.days] or [line.day]
    rest = list(parts.rest)
    place = next((part for part in rest if has_word(tokens(part), "place") and not tells(part)), "")
    if place:
        rest.remove(place)
    told = list(parts.told)
    if not line.status and not told and rest:
        told.append(rest.pop())
    if line.dated and parts.days:
        days, told = [line.day], [*told, *parts.days]
    cells = {"Company": names[0], "Role": names[1], "Date": days[0], "Location": place, "Link": line.link}
    cells |= {"Status": _status(line.status, ", ".join(told)), "Notes": ", ".join(rest)}
    return cells | parts.labelled


def _status(heading: str, own: str) -> str:
    """Return what heading and line tell; the line knows better where both tell an ending."""
    if not heading or not own:
        return heading or own
    endings = [{mark.event for mark in status_of(text).marks} & set(OUTCOMES[1:]) for text in (heading, own)]
    return own if all(endings) else f"{heading}; {own}"


def _add_below(record: Record, line: Line) -> None:
    """Add a line set in below a record to what it tells."""
    text = f"{line.day} {line.text}" if line.dated else line.text
    name = "Status" if tells(line.text) else "Notes"
    record.cells[name] = "; ".join(part for part in (record.cells[name], text) if part)
    record.cells["Link"] = record.cells["Link"] or line.link


def _name_sides(records: list[Record]) -> None:
    """Change firm and role of the lines where most roles stand first; "at" tells the order itself."""
    pairs = [record for record in records if len(record.parts.names) == 2 and not record.parts.at]
    first, second = (sum(is_role(record.parts.names[side]) for record in pairs) for side in (0, 1))
    for record in pairs if first > second else ():
        record.cells["Company"], record.cells["Role"] = record.cells["Role"], record.cells["Company"]


def _are_events(records: list[Record]) -> bool:
    """Return whether some lines are later events of a firm named before; such lines take over its role."""
    seen: dict[str, Record] = {}
    events = False
    for record in records:
        name, before = key(record.cells["Company"]), seen.get(key(record.cells["Company"]))
        later = before and record.line.day and before.line.day and not record.line.status
        if before and later and record.cells["Role"] in ("", before.cells["Role"]) and not _begins(record):
            record.cells["Role"], events = before.cells["Role"], True
        else:
            seen[name] = record
    return events


def _begins(record: Record) -> bool:
    reading = status_of(record.cells["Status"])
    return "applied" in reading.meanings or not reading.marks
