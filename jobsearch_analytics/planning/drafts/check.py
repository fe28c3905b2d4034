"""What to mend in a message before it is sent: said kindly, with the words it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from jobsearch_analytics.analysis.answer import Answer
from jobsearch_analytics.clock import today as day_of
from jobsearch_analytics.planning.drafts.slots import OPEN_SLOT
from jobsearch_analytics.planning.drafts.templates import language_file, languages

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["KINDS", "DraftCheck", "check_draft"]

#: What is looked for in the words of a message, in this order, and what to do about it.
KINDS = {
    "argues": "Leave it out: the decision stands, and thanks keep the door open.",
    "begs": "Say it lighter: one plain wish, and an easy way to say no.",
    "demands": "Turn it into a wish: 'if you have a minute', 'if your rules leave room for it'.",
    "blames": "Leave it out, however true it is: ask about what you can do.",
    "pay": "Keep pay for a talk about an offer.",
    "threatens": "Leave it out here: get advice first, and keep this message friendly.",
}

NAMES = {"pay": "speaks of pay"}

_LINK = re.compile(r"https?://\S+")
_WORD = re.compile(r"\w[\w'’-]*")
_QUESTION = re.compile(r"[^.!?\n]*\?+")
COLUMNS = ["what", "where", "suggestion"]


@dataclass(frozen=True, kw_only=True, repr=False)
class DraftCheck(Answer):
    """What to mend in a message.

    Attributes
    ----------
    table : DataFrame
        One row per thing to mend, in the order of the text: ``what`` str; ``where`` str, the words it is
        about; ``suggestion`` str, what to do.
    n_words : int
        How long the message is.
    """

    n_words: int

    def footer(self) -> str:
        """Return how long the message is."""
        return f"{self.n_words:,} words. Nothing was sent: that is yours to do."

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain Python values; it speaks for no day."""
        content = super().to_dict()
        return {name: content[name] for name in content if name not in ("as_of", "level")}


def check_draft(text: str, *, language: str | None = None) -> DraftCheck:
    """Return what to mend in a message before it is sent.

    It warns where a message argues, begs, demands, blames, speaks of pay or of legal steps, asks more than
    one question, is long, or still holds an open slot. Words are looked for, not meanings: read it once more.

    Parameters
    ----------
    text : str
        The message.
    language : str, optional
        Two-letter code, to use the word lists of one language alone. By default, and in a language
        without lists, all are used: a short message does not tell its language surely.

    Returns
    -------
    DraftCheck

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> jsa.check_draft("Thank you for your time. You must tell me why.").table["where"].tolist()
    ['You must']
    """
    codes = [language] if language in languages() else languages()
    n_words = len(_WORD.findall(_LINK.sub("link", text)))
    found = sorted([*_slots(text), *_questions(text), *_words(text, codes)], key=lambda hit: (hit[0], hit[1]))
    rows = [hit[1:] for hit in found] + _length(n_words, codes)
    return DraftCheck(
        table=pd.DataFrame(rows, columns=COLUMNS, dtype="str"),
        headline=_headline(len(rows), n_words),
        advice=_advice(len(rows), n_words),
        as_of=day_of(None),
        n_words=n_words,
    )


def _advice(n: int, n_words: int) -> str:
    if not n_words:
        return "Write it first, or take one to start from: `draft` has some."
    start = "Change these, read" if n else "Read"
    return f"{start} it aloud once, and send it yourself."


def _headline(n: int, n_words: int) -> str:
    if not n_words:
        return "There is nothing to check: the message holds no words."
    words = f"{n_words:,} word{'' if n_words == 1 else 's'}"
    if not n:
        return f"Nothing to mend in these {words}."
    return f"{n:,} thing{'' if n == 1 else 's'} to mend in these {words}."


def _slots(text: str) -> Iterator[tuple[int, str, str, str]]:
    for hit in OPEN_SLOT.finditer(text):
        yield hit.start(), "open slot", hit.group(), "Fill it in your own words, or take the sentence out."


def _questions(text: str) -> Iterator[tuple[int, str, str, str]]:
    # A question mark inside a link, or in the hint of an open slot, asks nothing.
    plain = OPEN_SLOT.sub(_blank, _LINK.sub(_blank, text))
    for hit in list(_QUESTION.finditer(plain))[1:]:
        quoted = text[hit.start() : hit.end()].strip()
        yield hit.start(), "more than one question", quoted, "Keep the one that is easiest to answer."


def _words(text: str, codes: list[str]) -> Iterator[tuple[int, str, str, str]]:
    # Equally long, so that the words quoted are those of the message.
    plain = OPEN_SLOT.sub(_blank, _LINK.sub(_blank, text)).replace("’", "'")
    for code in codes:
        for kind, pattern in _patterns(code).items():
            for hit in pattern.finditer(plain):
                yield hit.start(), NAMES.get(kind, kind), text[hit.start() : hit.end()], KINDS[kind]


def _length(n_words: int, codes: list[str]) -> list[tuple[str, str, str]]:
    most = min(language_file(code)["check"]["max_words"] for code in codes)
    if n_words <= most:
        return []
    return [("too long", f"{n_words:,} words", f"Cut it to {most} words or fewer: a short note gets read.")]


def _blank(hit: re.Match[str]) -> str:
    return " " * len(hit.group())


@cache
def _patterns(code: str) -> dict[str, re.Pattern[str]]:
    lists = language_file(code)["check"]
    return {
        kind: re.compile("|".join(f"(?:{word})" for word in lists[kind]), re.IGNORECASE) for kind in KINDS
    }
