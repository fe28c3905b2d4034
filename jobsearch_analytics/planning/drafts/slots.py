"""What fills the slots of a message: facts of the log, the question that fits, and hints for the rest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = ["OPEN_SLOT", "fill_open", "fill_template", "known_slots", "open_slots", "row_hints", "top_gap"]

_SLOT = re.compile(r"\{([a-z_]+)\}")

#: A slot that is still open in a finished draft: ``[memory: one thing you remember]``.
OPEN_SLOT = re.compile(r"\[([a-z_]+): [^\]\n]*\]")

#: What job titles carry by law or custom, and no one says: ``(m/f/d)``.
_GENDER_MARK = re.compile(r"\s*\(\s*(?:[mwfdxg]|all genders?)(?:\s*[/|,]\s*[mwfdxg])*\s*\)", re.IGNORECASE)

#: A theme is asked about if at least so many employers named it.
LEAST_EMPLOYERS = 2


def known_slots(
    row: Mapping[str, Any], content: dict[str, Any], situation: str, theme: str
) -> dict[str, str]:
    """Return what the log knows of a message's slots.

    Parameters
    ----------
    row : mapping
        A row of an answer's table: ``name, company, title, stage`` are read, and ``told_on``, or ``last_way``
        and ``last_purpose``: whether it is thanks for an answer.
    content : dict
        The language's file.
    situation : str
        Only a request for feedback brings its own question.
    theme : str
        A gap that keeps coming up; empty for none.
    """
    facts = {name: str(row[name]).strip() for name in ("name", "company", "title") if _said(row.get(name))}
    if "title" in facts:
        facts["title"] = _GENDER_MARK.sub("", facts["title"])
    if "name" in facts:
        facts["first_name"] = _first_name(facts["name"])
    stage = row.get("stage") if _said(row.get("stage")) else ""
    if stage in content.get("stages", {}):
        facts["talk"] = content["stages"][stage]
    if situation == "thank_you":
        answered = (row.get("last_way"), row.get("last_purpose")) == ("in", "feedback_request")
        told = _said(row.get("told_on")) or answered
        kind = "told" if told else "talk" if "talk" in facts and "title" in facts else ""
        facts |= _part(content, "occasions", kind, facts, "occasion")
    if situation == "feedback_request":
        kind = "theme" if theme else stage or "interview"
        facts |= _part(content, "questions", kind, {**facts, "theme": _inside(theme)}, "question")
    return facts


def row_hints(row: Mapping[str, Any]) -> dict[str, str]:
    """Return better hints than the general ones: how to find the person, and the reason to write."""
    hints = {"whom": ("name", "first_name"), "reason": ("reason", "news")}
    return {slot: str(row[name]) for name, slots in hints.items() if _said(row.get(name)) for slot in slots}


def fill_template(text: str, slots: Mapping[str, str], hints: Mapping[str, str]) -> str:
    """Return a template with its known slots filled, and the others visible as ``[slot: hint]``.

    Examples
    --------
    >>> fill_template("Hi {name}, {memory}.", {"name": "Ada"}, {"memory": "one thing you remember"})
    'Hi Ada, [memory: one thing you remember].'
    """

    def value(found: re.Match[str]) -> str:
        slot = found.group(1)
        hint = re.sub(r"[\[\]\n]+", " ", hints.get(slot, slot.replace("_", " ")))
        return slots.get(slot) or f"[{slot}: {hint}]"

    return _SLOT.sub(value, text)


def fill_open(text: str, slots: Mapping[str, str]) -> str:
    """Return a draft with some of its open slots filled.

    Examples
    --------
    >>> fill_open("Hi [name: whom], [memory: what].", {"name": "Ada"})
    'Hi Ada, [memory: what].'
    """
    return OPEN_SLOT.sub(lambda found: slots.get(found.group(1)) or found.group(0), text)


def open_slots(*texts: str) -> tuple[str, ...]:
    """Return the names of the slots still open, in order, each once."""
    return tuple(dict.fromkeys(found for text in texts for found in OPEN_SLOT.findall(text)))


def top_gap(table: pd.DataFrame) -> str:
    """Return the gap that most employers named, if at least `LEAST_EMPLOYERS` did; else nothing."""
    gaps = table[(table["sign"] == "gap") & (table["employers"] >= LEAST_EMPLOYERS)]
    return (
        ""
        if gaps.empty
        else str(gaps.sort_values("employers", ascending=False, kind="stable")["theme"].iloc[0])
    )


def _part(
    content: dict[str, Any], table: str, kind: str, facts: Mapping[str, str], slot: str
) -> dict[str, str]:
    """Return one slot made of a sentence of the file, if the file has it and the log knows all it needs."""
    sentence = content.get(table, {}).get(kind, "")
    needed = _SLOT.findall(sentence)
    if not sentence or not all(facts.get(name) for name in needed):
        return {}
    return {slot: fill_template(sentence, facts, {})}


def _first_name(name: str) -> str:
    """Return the first name, or the whole name where it starts with a title or stands the other way round."""
    first = name.split()[0]
    return (
        name
        if first.endswith((".", ",")) or first in ("Dr", "Prof", "Mr", "Ms", "Mrs", "Herr", "Frau")
        else first
    )


def _inside(theme: str) -> str:
    """Return a theme's name as it stands inside a sentence: small first letter, but for abbreviations."""
    return theme if theme[1:2].isupper() else theme[:1].lower() + theme[1:]


def _said(value: object) -> bool:
    return value is not None and value == value and str(value).strip() not in ("", "NaT")
