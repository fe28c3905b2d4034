"""What a status means that no list has: the listed phrases it is most like, by a sentence model (English).

The words that people find for a rejection have no end: "they passed on me", "the job is gone now". A clause
that holds no listed phrase is compared with all English ones by their vectors, and takes the meaning of its
nearest (k nearest neighbours, Cover & Hart, 1967) where they agree; else it stays not understood. Left out
one at a time, the listed phrases find their own meaning in 19 of 20 of the cases that are answered.

`python -m jobsearch_analytics.loaders.language.likeness` makes the shipped vectors of the phrases anew.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from jobsearch_analytics.loaders.language.date_texts import find_date_texts
from jobsearch_analytics.loaders.language.status_words import EVENTS_OF, is_planned, status_book
from jobsearch_analytics.loaders.language.statuses import StatusReading, clauses_of, reading_of
from jobsearch_analytics.loaders.language.words import tokens
from jobsearch_analytics.stages import stage_words
from jobsearch_analytics.texts.language import guess_language
from jobsearch_analytics.texts.sentence_model import (
    MODEL_SHA256,
    SentenceModel,
    encoded,
    why_no_model,
)
from jobsearch_analytics.texts.shipped import write_shipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = ["read_alike"]

#: Too near to others to be told apart by likeness, or decided by the rest of the log.
_LEFT_OUT = ("outreach", "turned_away", "dropped", "unclear")
MEANINGS = tuple(meaning for meaning in EVENTS_OF if meaning not in _LEFT_OUT)
#: Meanings that differ in what was before, hardly in their words: they vote together.
_VOTES_AS = {"skipped": "withdrawn", "turned_down": "withdrawn"}
ENDINGS = frozenset(
    ["accepted", "declined", "rejected", "closed", "withdrawn", "turned_down", "turned_away", "skipped"]
)

NEIGHBOURS, SHARPNESS = 7, 12.0
#: How alike the nearest phrase must be (cosine), and the share of the neighbours' votes for one meaning.
LEAST_LIKE, LEAST_AGREED = 0.6, 0.8
#: The same where the language cannot be told, or where the status says something already.
LIKER, MORE_AGREED = 0.7, 0.9
#: One word alone is known or misspelt; it has no meaning to compare.
LEAST_WORDS, MOST_WORDS = 2, 16
#: A log with more texts that no list has is no log of short statuses.
MOST_CLAUSES = 1500


class _Phrases(NamedTuple):
    vectors: NDArray[np.float32]
    meanings: NDArray[np.str_]
    votes_as: NDArray[np.str_]


class _Nearest(NamedTuple):
    """What a clause is most like: its meaning, the nearest phrase's likeness, how far the nearest agree."""

    meaning: str
    likeness: float
    agreed: float


def read_alike(readings: Mapping[str, StatusReading]) -> dict[str, StatusReading]:
    """Return readings by likeness for the texts of a status column that no list explains in full.

    Parameters
    ----------
    readings : mapping of str to StatusReading
        Every distinct text with what the lists say of it.

    Returns
    -------
    dict of str to StatusReading
        Only those that gained something; their ``how`` is ``alike``.

    Examples
    --------
    >>> from jobsearch_analytics.loaders.language.statuses import read_status
    >>> told = read_alike({text: read_status(text) for text in ["they stopped hiring", "blue folder"]})
    >>> {text: reading.meanings for text, reading in told.items()}
    {'they stopped hiring': ('closed',)}
    """
    unread = {text: _unread(text, reading) for text, reading in readings.items()}
    clauses = sorted({clause for found in unread.values() for clause in found})
    if not clauses or len(clauses) > MOST_CLAUSES or why_no_model():
        return {}
    nearest = dict(zip(clauses, _nearest(clauses), strict=True))
    found = {text: _alike(readings[text], unread[text], nearest) for text in unread if unread[text]}
    return {text: reading for text, reading in found.items() if reading is not None}


def _unread(text: str, reading: StatusReading) -> list[str]:
    """Return the clauses that hold no listed phrase; first the whole text where nothing of it is known."""
    told = reading.how == "phrase" and (reading.sent == "no" or ENDINGS & set(reading.meanings))
    if told or reading.how not in ("not understood", "phrase"):
        return []
    clauses = [clause.strip() for clause in clauses_of(text) if not status_book().find(tokens(clause))]
    if reading.how == "not understood":
        clauses = list(dict.fromkeys([text.strip(), *clauses]))
    return [clause for clause in clauses if _is_readable(clause)]


def _is_readable(clause: str) -> bool:
    words = tokens(clause)
    return LEAST_WORDS <= len(words) <= MOST_WORDS and guess_language(clause) in ("en", "unknown")


def _alike(
    reading: StatusReading, clauses: list[str], nearest: Mapping[str, _Nearest]
) -> StatusReading | None:
    """Return what a status tells with its unread clauses read by likeness; None if none is clear."""
    strict = reading.how == "phrase"
    clear = [clause for clause in clauses if _is_clear(clause, nearest[clause], strict=strict)]
    if not clear:
        return None
    if not strict and clear[0] == clauses[0]:
        clear = clear[:1]
    found = [
        (
            nearest[clause].meaning,
            next(iter(find_date_texts(clause)), None),
            is_planned(tokens(clause)),
        )
        for clause in clear
    ]
    told = reading_of(found, "alike")
    sent = "yes" if "yes" in (reading.sent, told.sent) else reading.sent or told.sent
    meanings = tuple(dict.fromkeys((*reading.meanings, *told.meanings)))
    return StatusReading((*reading.marks, *told.marks), meanings, sent, "alike")


def _is_clear(clause: str, nearest: _Nearest, *, strict: bool) -> bool:
    strict = strict or guess_language(clause) != "en"
    like, agreed = (LIKER, MORE_AGREED) if strict else (LEAST_LIKE, LEAST_AGREED)
    return nearest.likeness >= like and nearest.agreed >= agreed


def _nearest(clauses: list[str]) -> list[_Nearest]:
    phrases = _phrases()
    likeness = SentenceModel(shipped="statuses").encode(clauses) @ phrases.vectors.T
    places = np.argpartition(-likeness, NEIGHBOURS, axis=1)[:, :NEIGHBOURS]
    return [_vote(row[place], place, phrases) for row, place in zip(likeness, places, strict=True)]


def _vote(likeness: NDArray[np.float32], places: NDArray[np.intp], phrases: _Phrases) -> _Nearest:
    """Return the meaning that the nearest phrases agree on most."""
    weights = np.exp(likeness * SHARPNESS)
    voted = phrases.votes_as[places]
    sums = {name: float(weights[voted == name].sum()) for name in np.unique(voted)}
    best = max(sums, key=lambda name: sums[name])
    nearest = places[np.argmax(np.where(voted == best, likeness, -1))]
    return _Nearest(str(phrases.meanings[nearest]), float(likeness.max()), sums[best] / float(weights.sum()))


@cache
def _phrases() -> _Phrases:
    listed = _listed()
    meanings = np.array(list(listed.values()))
    votes_as = np.array([_VOTES_AS.get(meaning, meaning) for meaning in listed.values()])
    return _Phrases(SentenceModel(shipped="statuses").encode(list(listed)), meanings, votes_as)


def _listed() -> dict[str, str]:
    """Return every English phrase with its meaning; the first list that has it counts."""
    words = stage_words("en")
    listed: dict[str, str] = {}
    for meaning in MEANINGS:
        for phrase in words[meaning]:
            listed.setdefault(phrase, meaning)
    return listed


if __name__ == "__main__":
    texts = list(_listed())
    write_shipped(texts, encoded(texts, threads=1), MODEL_SHA256, "statuses")
