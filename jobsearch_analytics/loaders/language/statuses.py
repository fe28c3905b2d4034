"""What a status says: stages reached, endings, whether it was sent at all, the dates in its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.language.clause_stages import is_denied, stage_after, stage_inside
from jobsearch_analytics.loaders.language.date_texts import find_date_texts
from jobsearch_analytics.loaders.language.own_decisions import (
    invitations_declined,
    made_own,
    not_let_in,
    offers_refused,
    without_another,
)
from jobsearch_analytics.loaders.language.status_words import (
    ANSWERED,
    EVENTS_OF,
    SENT_BY,
    helpers,
    is_planned,
    status_book,
)
from jobsearch_analytics.loaders.language.words import key, tokens
from jobsearch_analytics.stages import STAGES, stage_signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jobsearch_analytics.loaders.language.date_patterns import DateText

__all__ = ["Mark", "StatusReading", "clauses_of", "read_status", "reading_of"]

_CLAUSE = re.compile(
    r"[;\n|→⇒➔•>+()\[\]]|\s[-–—]+\s|,(?!\d)|(?<!\d)\.\s|\bthen\b|\band\b|\bund\b|\by\b|\bet\b"
)
_DIGIT = re.compile(r"\d")
SHORT_FORMS = (
    (re.compile(r"\bw/o\b\s*", re.IGNORECASE), "without "),
    (re.compile(r"\bw/\s*(?=[^\W\d])", re.IGNORECASE), "with "),
    (re.compile(r"(?<=\d(?:st|nd|rd|th)) rds?\b", re.IGNORECASE), " round"),
    (re.compile(r"\bint(?:vw?|rvw|erv)s?\b", re.IGNORECASE), "interview"),
)
#: Where one of these stands, the picture beside it only repeats it.
_SAID = ("reject", "rejc", "no response", "ghost", "absage")
#: No more of a cell is read: what stands behind is a story.
MOST_CHARACTERS = 640
#: A clause of its own with no more words than this may be a misspelt status.
MOST_MISSPELT_WORDS = 2


@dataclass(frozen=True)
class Mark:
    """One thing a status tells: a stage or an outcome, the date beside it, whether it is still to come."""

    event: str
    date: DateText | None = None
    planned: bool = False


@dataclass(frozen=True)
class StatusReading:
    """What one status text tells.

    Attributes
    ----------
    marks : tuple of Mark
        In the order of the words.
    meanings : tuple of str
        Meanings of the word list that were found.
    sent : str
        ``yes``, ``no`` or empty.
    how : str
        ``known``, ``phrase``, ``misspelt``, ``alike``, ``told``, ``context`` or ``not understood``.
    """

    marks: tuple[Mark, ...] = ()
    meanings: tuple[str, ...] = ()
    sent: str = ""
    how: str = "not understood"


def read_status(text: str, told: Mapping[str, str] | None = None) -> StatusReading:
    """Return what a status text tells.

    Parameters
    ----------
    text : str
        One cell.
    told : mapping of str to str, optional
        The user's own meanings: text → a stage, an outcome, or a meaning of ``stage_words.toml``.

    Examples
    --------
    >>> reading = read_status("Rejected after 2nd interview")
    >>> [mark.event for mark in reading.marks], reading.sent
    (['rejected', 'interview'], 'yes')
    >>> read_status("reeejected").how, read_status("Bewerbung zurückgezogen").meanings
    ('misspelt', ('withdrawn',))
    """
    text = _written_out(_signs_as_words(text))
    own = {key(label): meaning for label, meaning in (told or {}).items()}
    if key(text) in own:
        return reading_of([(own[key(text)], None, False)], "told")
    words = tokens(text)
    whole = status_book().whole(tuple(words))
    if whole:
        planned = is_planned(words)
        hits = (*stage_inside(words, (0, len(words), whole)), (0, 0, whole))
        return reading_of([(meaning, None, planned) for _, _, meaning in hits], "known")
    if len(words) <= MOST_MISSPELT_WORDS and not status_book().find(words):
        near = status_book().nearest(re.sub(r"[\d/.:,()-]+", " ", text))
        if near and not set(words) & helpers()["negation"]:
            return reading_of([(near, None, False)], "misspelt")
    clauses = clauses_of(text)
    found = offers_refused([_in_clause(clause) for clause in clauses])
    if found:
        own = any(key(clause) in helpers()["own"] for clause in clauses)
        return reading_of(without_another(made_own(found) if own else found), "phrase")
    denied = any(word in helpers()["negation"] for word in tokens(text))
    words_only = re.sub(r"[\d/.:,()-]+", " ", text).strip()
    near = status_book().nearest(words_only) if len(text) < 40 and not denied else None
    return reading_of([(near, None, False)], "misspelt") if near else StatusReading()


def clauses_of(text: str) -> list[str]:
    """Return the parts of a status between its commas, dashes, arrows and the like."""
    return _CLAUSE.split(text[:MOST_CHARACTERS])


@cache
def _signs() -> dict[str, str]:
    return {sign: word for word, listed in stage_signs().items() for sign in listed}


def _signs_as_words(text: str) -> str:
    """Return a text with the pictures that stand for a word written out, where no word says it already."""
    if text.isascii():
        return text
    for sign, word in _signs().items():
        if sign in text:
            text = text.replace(sign, "" if any(mark in text.casefold() for mark in _SAID) else f" {word} ; ")
    return text


def _written_out(text: str) -> str:
    """Return a text with the shortest forms of its words written out: "1st rd w/ HR"."""
    for short, word in SHORT_FORMS:
        text = short.sub(word, text)
    return text


def _in_clause(clause: str) -> list[tuple[str, DateText | None, bool]]:
    """Return (meaning, date, planned) of each phrase in one clause that is not denied."""
    words = tokens(clause)
    if not words:
        return []
    hits = status_book().find(words)
    small = helpers()
    kept = [hit for hit in hits if not is_denied(words, hit[0], small["negation"])]
    kept = invitations_declined(words, kept, small["articles"])
    kept = not_let_in(words, kept, small["articles"])
    kept += stage_after(words, kept)
    kept = [inner for hit in kept for inner in (*stage_inside(words, hit), hit)]
    if not hits and len(words) <= MOST_MISSPELT_WORDS:
        near = status_book().nearest(re.sub(r"[\d/.:-]+", " ", clause), at_least=88.0)
        kept = [(0, 0, near)] if near else []
    if not kept:
        return []
    dates = find_date_texts(clause) if _DIGIT.search(clause) else []
    planned = is_planned(words)
    last = len(kept) - 1
    return [
        (
            meaning,
            dates[min(place, len(dates) - 1)] if dates and (place == last or len(dates) > 1) else None,
            planned,
        )
        for place, (_, _, meaning) in enumerate(kept)
    ]


def reading_of(found: Iterable[tuple[str, DateText | None, bool]], how: str) -> StatusReading:
    """Return the reading made of (meaning, date, planned), one for each thing told."""
    found = list(found)
    marks = tuple(
        Mark(event, date, planned and event in STAGES[2:])
        for meaning, date, planned in found
        for event in EVENTS_OF.get(meaning, (meaning,))
    )
    meanings = tuple(dict.fromkeys(meaning for meaning, _, _ in found))
    return StatusReading(marks, meanings, _sent(meanings), how)


def _sent(meanings: tuple[str, ...]) -> str:
    told = [SENT_BY.get(meaning, "yes") for meaning in meanings]
    if ANSWERED & set(meanings):
        return "yes"
    return next((answer for answer in told if answer), "")
