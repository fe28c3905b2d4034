"""What a free note says without doubt: a rejection that came, an interview that was held, an offer taken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.language.date_texts import find_date_texts
from jobsearch_analytics.loaders.language.statuses import Mark, StatusReading
from jobsearch_analytics.loaders.language.words import read_words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["read_note"]

MAX_CHARACTERS = 1500
_SENTENCE = re.compile(r"(?<=[.!?;\n])\s+|\n|;")
_PLAIN = str.maketrans("äöüéèêàáâíóúñçãõôëïû", "aoueeeaaaiouncaooeiu")


@dataclass(frozen=True)
class _Group:
    """Patterns that tell one event, and the signs of which one stands in every text they match."""

    event: str
    signs: tuple[str, ...]
    pattern: re.Pattern[str]


@cache
def _groups() -> tuple[_Group, ...]:
    listed = read_words("note_words")["patterns"]
    return tuple(
        _Group(group["event"], tuple(group["signs"]), re.compile("|".join(group["any"]))) for group in listed
    )


@cache
def _denied() -> re.Pattern[str]:
    return re.compile("|".join(read_words("note_words")["denied"]["before"]))


def read_note(text: str) -> StatusReading:
    """Return the events that a note tells outright, with the day named in the same sentence.

    Examples
    --------
    >>> [mark.event for mark in read_note("Had a phone screen with Ana. Rejected on 2025-04-02.").marks]
    ['screen', 'rejected']
    >>> read_note("Prepare for the interview; position may be closed").marks
    ()
    """
    line = text[:MAX_CHARACTERS].casefold().translate(_PLAIN)
    groups = [group for group in _groups() if any(sign in line for sign in group.signs)]
    if not groups:
        return StatusReading()
    marks = [mark for sentence in _SENTENCE.split(line) for mark in _in_sentence(sentence, groups)]
    meanings = tuple(dict.fromkeys(mark.event for mark in marks))
    return StatusReading(tuple(marks), meanings, "", "phrase" if marks else "not understood")


def _in_sentence(sentence: str, groups: Sequence[_Group]) -> list[Mark]:
    starts: dict[str, int] = {}
    for group in groups:
        match = group.pattern.search(sentence)
        if match:
            starts[group.event] = min(match.start(), starts.get(group.event, match.start()))
    found = [(start, event) for event, start in starts.items() if not _denied().search(sentence[:start])]
    if not found:
        return []
    dates = find_date_texts(sentence)
    date = dates[0] if len(dates) == 1 else None
    return [Mark(event, date) for _, event in sorted(found)]
