"""What a free note says without doubt: a rejection that came, an interview that was held, an offer taken.

Two ways: patterns for what is told in a sentence, and short clauses that are little more than one of the
phrases people write as a status. What plans, hopes or doubts is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.language.date_texts import find_date_texts
from jobsearch_analytics.loaders.language.status_words import helpers, is_planned, status_book
from jobsearch_analytics.loaders.language.statuses import Mark, StatusReading, clauses_of, read_status
from jobsearch_analytics.loaders.language.words import read_words, tokens, tokens_tuple
from jobsearch_analytics.stages import STAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["read_note"]

MAX_CHARACTERS = 1500
#: Endings that a clause may tell.
ENDINGS = frozenset(
    ["accepted", "declined", "rejected", "closed", "withdrawn", "turned_down", "turned_away", "no_response"]
)
#: What else is kept of a clause that tells an ending.
STEPS = frozenset([*ENDINGS, "screen", "assessment", "interview", "final", "offer"])
#: A clause with more words tells a story.
MOST_WORDS = 10
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
    marks = _by_patterns(text[:MAX_CHARACTERS].casefold().translate(_PLAIN))
    if not ENDINGS.intersection(mark.event for mark in marks):
        told = _by_clauses(text[:MAX_CHARACTERS])
        marks += [mark for mark in told if mark.event not in {known.event for known in marks}]
    meanings = tuple(dict.fromkeys(mark.event for mark in marks))
    return StatusReading(tuple(marks), meanings, "", "phrase" if marks else "not understood")


def _by_patterns(line: str) -> list[Mark]:
    groups = [group for group in _groups() if any(sign in line for sign in group.signs)]
    return (
        [mark for sentence in _SENTENCE.split(line) for mark in _in_sentence(sentence, groups)]
        if groups
        else []
    )


def _by_clauses(text: str) -> list[Mark]:
    """Return what the short clauses of a note tell, where one tells an ending or a stage gone through."""
    words = tokens(text)
    ends = any(meaning in ENDINGS for _, _, meaning in status_book().find(words))
    if not ends and helpers()["after"].isdisjoint(words):
        return []
    clauses = [clause for sentence in _SENTENCE.split(text) for clause in clauses_of(sentence)]
    told = [mark for clause in clauses if ends and _tells_ending(clause) for mark in _steps(clause)]
    return told + [mark for clause in clauses for mark in _gone_through(clause)]


def _gone_through(clause: str) -> list[Mark]:
    """Return the stage right behind an "after": "no after the recruiter call" tells that there was one."""
    words = tokens(clause)
    place = next((n for n, word in enumerate(words, start=1) if word in helpers()["after"]), 0)
    if not place or is_planned(words) or not _open_words().isdisjoint(words):
        return []
    rest = words[place:]
    while rest and _is_light(rest[0]):
        rest = rest[1:]
    hit = next((hit for hit in status_book().find(rest) if hit[0] == 0), None)
    meaning = hit[2] if hit else status_book().whole(tuple(rest))
    return [Mark(meaning)] if meaning in STAGES[2:] else []


def _steps(clause: str) -> list[Mark]:
    return [mark for mark in read_status(clause).marks if mark.event in STEPS]


def _tells_ending(clause: str) -> bool:
    """Return whether a clause is short, plain, and mostly a phrase that tells an ending."""
    words = tokens(clause)
    if not 0 < len(words) <= MOST_WORDS or is_planned(words) or not _open_words().isdisjoint(words):
        return False
    hits = [hit for hit in status_book().find(words) if tuple(words[hit[0] : hit[1]]) not in _remarks()]
    covered = sum(end - start for start, end, _ in hits)
    known = {place for start, end, _ in hits for place in range(start, end)}
    rest = [word for place, word in enumerate(words) if place not in known and not _is_light(word)]
    return len(rest) <= covered and any(meaning in ENDINGS for _, _, meaning in hits)


def _is_light(word: str) -> bool:
    return word[0].isdigit() or word in _light_words()


@cache
def _light_words() -> frozenset[str]:
    return frozenset(read_words("note_words")["open"]["light"])


@cache
def _open_words() -> frozenset[str]:
    return frozenset(word for listed in read_words("note_words")["open"]["words"] for word in tokens(listed))


@cache
def _remarks() -> frozenset[tuple[str, ...]]:
    return frozenset(tokens_tuple(phrase) for phrase in read_words("note_words")["open"]["remarks"])


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
