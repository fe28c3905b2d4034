"""The words of a status: the book of phrases, what each means, and the small words beside them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.language.words import PhraseBook, key
from jobsearch_analytics.stages import stage_words

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ANSWERED", "EVENTS_OF", "HELPERS", "SENT_BY", "helpers", "is_planned", "status_book"]

#: Meanings of the word list that are no stage and no outcome themselves.
HELPERS = ("exact", "planned", "negation", "signs", "own", "articles", "after")

#: What a meaning tells: the events it stands for.
EVENTS_OF = {
    "saved": ("saved",),
    "skipped": ("saved", "withdrawn"),
    "applied": ("applied",),
    "waiting": (),
    "outreach": ("applied",),
    "screen": ("screen",),
    "assessment": ("assessment",),
    "interview": ("interview",),
    "final": ("final",),
    "offer": ("offer",),
    "accepted": ("offer", "accepted"),
    "declined": ("offer", "declined"),
    "rejected": ("rejected",),
    "turned_away": ("turned_away",),
    "turned_down": ("turned_down",),
    "closed": ("closed",),
    "withdrawn": ("withdrawn",),
    "dropped": ("rejected",),
    "no_response": ("no_response",),
    "unclear": (),
}

#: Whether something with this meaning was sent: yes, no, or empty where it does not say.
SENT_BY = {
    "saved": "no",
    "skipped": "no",
    "closed": "",
    "unclear": "",
    "withdrawn": "",
    "dropped": "",
    "outreach": "yes",
}

#: What only somebody who sent something can tell.
ANSWERED = frozenset(
    ["screen", "assessment", "interview", "final", "offer", "accepted", "declined", "rejected", "turned_away"]
)


@cache
def status_book() -> PhraseBook:
    """Return the phrases of ``stage_words.toml``."""
    words = stage_words()
    meanings = {name: listed for name, listed in words.items() if name not in HELPERS}
    return PhraseBook(meanings, whole_only=words["exact"])


@cache
def helpers() -> dict[str, set[str]]:
    """Return the small words that turn a phrase: by what they do, as they are compared."""
    words = stage_words()
    return {name: {key(word) for word in words[name]} for name in HELPERS[1:] if name != "signs"}


def is_planned(words: Iterable[str]) -> bool:
    """Return whether the words say that something is still to come."""
    return not helpers()["planned"].isdisjoint(words)
