"""One date as a person writes it: the numbers in it, how exact they are, and what is doubtful."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import cache, lru_cache

from jobsearch_analytics.loaders.language.date_patterns import DateText, date_made, date_patterns, month_names
from jobsearch_analytics.loaders.language.words import key, read_words

__all__ = ["find_date_texts", "looks_like_date", "read_date_text"]

MAX_CHARACTERS = 400


@lru_cache(maxsize=100_000)
def looks_like_date(text: str) -> bool:
    """Return whether a cell holds a date and little else.

    Examples
    --------
    >>> [looks_like_date(text) for text in ["8/3/2025", "2. März", "Senior Engineer", "45", "May"]]
    [True, True, False, False, False]
    """
    if len(text) > 60 or not any(sign.isdigit() for sign in text):
        return False
    if _ISO.fullmatch(text):
        return True
    found, rest = _scan(text)
    if not found or found[0].style == "number" or (found[0].year is None and found[0].style[0] in "/-."):
        return False
    return len(re.sub(r"[\W\d_]+", "", rest)) <= 12


def find_date_texts(text: str) -> list[DateText]:
    """Return the dates inside a longer text, in order."""
    return [date for date in _scan(text[:MAX_CHARACTERS])[0] if date.style != "number"]


@lru_cache(maxsize=100_000)
def read_date_text(text: str) -> DateText | None:
    """Return the date that a cell of a date column holds, or None.

    Examples
    --------
    >>> read_date_text("15/01/2025")
    DateText(year=2025, month=1, day=15, swapped=False, style='/d', fuzz='')
    >>> read_date_text("2026-06 (approx.)")
    DateText(year=2026, month=6, day=None, swapped=False, style='iso', fuzz='about')
    >>> read_date_text("yesterday") is None
    True
    """
    if not text or len(text) > MAX_CHARACTERS:
        return None
    plain = _ISO.fullmatch(text)
    if plain:
        return date_made(int(plain[1]), int(plain[2]), int(plain[3]), "iso")
    found, rest = _scan(text)
    if not found:
        return None
    first = found[0]
    if len({(date.year, date.month, date.day) for date in found}) > 1 and not first.fuzz:
        return replace(first, fuzz="two dates")
    fuzz = first.fuzz or _fuzz(rest, text)
    return replace(first, fuzz=fuzz)


def _fuzz(rest: str, text: str) -> str:
    words = set(key(rest).split())
    if "~" in text or "?" in rest or words & _fuzzy_words("about"):
        return "about"
    return next((name for name in ("before", "after") if words & _fuzzy_words(name)), "")


@cache
def _fuzzy_words(name: str) -> frozenset[str]:
    return frozenset(map(key, read_words("date_words")[name]))


def _scan(text: str) -> tuple[list[DateText], str]:
    """Return the dates of a text, in order, and what is left of the text without them."""
    line = unicodedata.normalize("NFKC", text).casefold().strip()
    line = _CLOCK.sub(" ", line)
    found: list[tuple[int, DateText]] = []
    has_month = month_names().search(line) is not None
    if not has_month and not _DIGIT.search(line):
        return [], line
    for pattern, make, needs_month in date_patterns():
        if needs_month and not has_month:
            continue
        for match in pattern.finditer(line):
            date = make(match)
            if date is not None:
                found.append((match.start(), date))
                line = line[: match.start()] + "\x00" * len(match.group()) + line[match.end() :]
    found.sort(key=lambda item: item[0])
    return [date for _, date in found], line.replace("\x00", " ")


_CLOCK = re.compile(
    r"(?:(?<=\d)t|(?<=\s))\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:z\b|utc\b|gmt\b|[+-]\d{2}:?\d{2})?"
)
_DIGIT = re.compile(r"\d")
_ISO = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(\d{2})")
