"""What a heading means: the words of headings in several languages, and the names of stages."""

from __future__ import annotations

import re
from functools import cache

from jobsearch_analytics.loaders.language.words import (
    PhraseBook,
    key,
    read_words,
    split_camel,
    tokens,
    tokens_tuple,
)
from jobsearch_analytics.stages import OUTCOMES, STAGES, stage_words

__all__ = ["heading_claims", "meaning_of_heading", "on_paper"]

#: Not meanings of a column of jobs.
_NOT_MEANINGS = ("aside", "person_name", "from_stage", "papers")
_BRACKETS = re.compile(r"[(\[{（].*?[)\]}）]")

#: Headings that say outright that they are something else, though a status may use the same words.
_NEVER_A_STAGE = tuple(
    (name, 1.0)
    for name in ("response", "response_date", "follow_up", "status", "outcome", "event", "archived")
)

#: A word of a status list as a heading: the stage or ending that its cells tell of.
_STAGE_OF_MEANING = {name: name for name in (*STAGES[1:], *OUTCOMES[1:])} | {"turned_away": "rejected"}


@cache
def _book() -> PhraseBook:
    words = {name: listed for name, listed in read_words("column_words").items() if name not in _NOT_MEANINGS}
    return PhraseBook(words)


@cache
def _stage_book() -> PhraseBook:
    words = stage_words()
    return PhraseBook({meaning: words[meaning] for meaning in _STAGE_OF_MEANING})


@cache
def _aside() -> frozenset[str]:
    return frozenset(key(word) for word in read_words("column_words")["aside"])


def meaning_of_heading(heading: str) -> str | None:
    """Return what a heading surely means, or None.

    Examples
    --------
    >>> [meaning_of_heading(text) for text in ["Firma", "date_applied", "Job Title", "Acorn & Sons"]]
    ['company', 'applied', 'title', None]
    """
    claims = heading_claims(heading)
    return claims[0][0] if claims and claims[0][1] >= 0.9 else None


@cache
def on_paper(heading: str) -> bool:
    """Return whether a stage's heading means the reading of the papers, before anybody is talked to.

    Examples
    --------
    >>> on_paper("Document screening"), on_paper("Recruiter screen")
    (True, False)
    """
    words = key(heading)
    return any(key(phrase) in words for phrase in read_words("column_words")["papers"])


@cache
def heading_claims(heading: str) -> tuple[tuple[str, float], ...]:
    """Return what a heading may mean, likeliest first: (meaning, certainty from 0 to 1).

    A stage's own column is named ``stage:interview`` and so on.

    Examples
    --------
    >>> heading_claims("Phone Screen Date")[0]
    ('stage:screen', 0.9)
    """
    if len(heading) > 80 or not heading.strip():
        return ()
    if heading.strip() == "#":
        return (("id", 1.0),)
    heading = split_camel(heading)
    claims: dict[str, float] = {}
    variants = ((heading, 1.0), (_BRACKETS.sub(" ", heading), 0.95), (heading.split("/")[0], 0.92))
    for text, trust in variants:
        columns = _column_claims(text)
        stages = [] if any(claim in _NEVER_A_STAGE for claim in columns) else _stage_claims(text)
        if any(certainty == 1.0 for _, certainty in stages):
            # "Recruiter screen" is a stage from end to end, though "recruiter" alone is a person.
            columns = [claim for claim in columns if claim[1] == 1.0]
        for meaning, certainty in (*columns, *stages):
            claims[meaning] = max(claims.get(meaning, 0.0), certainty * trust)
    return tuple(sorted(claims.items(), key=lambda claim: -claim[1]))


def _column_claims(text: str) -> list[tuple[str, float]]:
    words, book = tokens(text), _book()
    whole = book.whole(tokens_tuple(text))
    if whole and words:
        return [(whole, 1.0)]
    if not words or len(words) > 8:
        return []
    found = book.find(words)
    if found:
        # The last of the longest phrases carries the sense in most headings: "Company Response".
        start, end, meaning = max(found, key=lambda hit: (hit[1] - hit[0], hit[0]))
        return [(meaning, 0.55 + 0.35 * (end - start) / len(words))]
    near = book.nearest(text, at_least=88.0)
    return [(near, 0.7)] if near else []


def _stage_claims(text: str) -> list[tuple[str, float]]:
    words, book = tokens(text), _stage_book()
    if not words or len(words) > 5:
        return []
    whole = book.whole(tuple(words))
    if whole:
        return [(f"stage:{_STAGE_OF_MEANING[whole]}", 1.0)]
    found = book.find(words)
    if not found:
        return []
    start, end, meaning = max(found, key=lambda hit: (hit[1] - hit[0], hit[0]))
    rest = {word for place, word in enumerate(words) if not start <= place < end}
    if rest & _aside():
        return []
    dated = bool({"date", "datum", "fecha", "data", "on", "am", "日", "日期", "期", "일"} & rest)
    return [(f"stage:{_STAGE_OF_MEANING[meaning]}", 0.9 if dated else 0.75)]
