"""Stages that a clause names on the way to something else, and phrases that are denied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.language.status_words import helpers, status_book
from jobsearch_analytics.stages import STAGES

if TYPE_CHECKING:
    #: Where a phrase begins and ends among the words of a clause, and what it means.
    Place = tuple[int, int, str]

__all__ = ["is_denied", "stage_after", "stage_inside"]


def stage_after(words: list[str], hits: list[Place]) -> list[Place]:
    """Return the stage that stands alone behind "after": short names count there, as "after the screen"."""
    small = helpers()
    for place, word in enumerate(words[:-1], start=1):
        rest = tuple(w for w in words[place:] if w not in small["articles"] and not w[0].isdigit())
        if word in small["after"] and not any(end > place for _, end, _ in hits):
            meaning = status_book().whole(rest)
            return [(place, len(words), meaning)] if meaning in STAGES[2:6] else []
    return []


def stage_inside(words: list[str], hit: Place) -> list[Place]:
    """Return the stage that a phrase such as "failed interview" names on the way."""
    start, end, meaning = hit
    if meaning not in ("rejected", "no_response", "turned_down") or end - start < 2:
        return []
    inner = words[start:end]
    negations = helpers()["negation"]
    for length in range(len(inner) - 1, 0, -1):
        for place in range(len(inner) - length + 1):
            stage = status_book().meaning_of.get(tuple(inner[place : place + length]))
            named = stage in ("assessment", "interview", "final") or inner[place : place + length] == [
                "offer"
            ]
            if stage and named and not is_denied(inner, place, negations):
                return [(start, start, stage)]
    return []


def is_denied(words: list[str], start: int, negations: set[str]) -> bool:
    """Return whether a "not" stands right before a phrase."""
    before = words[max(0, start - 3) : start]
    return any(" ".join(before[place:]) in negations for place in range(len(before))) or (
        len(before) >= 2 and " ".join(before[-2:-1]) in {"no", "not", "never", "without"}
    )
