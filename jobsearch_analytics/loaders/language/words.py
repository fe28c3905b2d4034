"""Words as they are compared: case, accents, punctuation and camelCase forgiven; and a book of phrases."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "PhraseBook",
    "key",
    "read_words",
    "split_camel",
    "tokens",
    "tokens_tuple",
]

#: Scripts written without spaces: each sign is a word of its own.
_SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff々\u0e01-\u0e3a\u0e40-\u0e4e"
#: Vowel signs of Devanagari, which belong to the letter before them.
_MARKS = "\u0900-\u0903\u093a-\u094f\u0955-\u0957\u0962\u0963"
_TOKEN = re.compile(rf"[{_SIGNS}]|(?:[^\W_{_SIGNS}]|[{_MARKS}])+")
_ASCII_TOKEN = re.compile(r"[a-z0-9]+")
_DOUBLED = re.compile(r"(.)\1+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
#: A text with fewer letters is too short to be a misspelling of anything.
SHORTEST = 5
#: How many of the texts asked for last are remembered with what they are nearest to.
REMEMBERED = 10_000
#: The last is the dot that a capital Turkish İ leaves behind.
_SPECIAL_LATIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "\u0307": None})
#: Arabic letters that are written with and without hamza; the stretching sign; vowel points.
_SPECIAL_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "\u0640": None})
_POINTS = re.compile("[\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670]")
_APOSTROPHES = str.maketrans(dict.fromkeys("'’ʼ"))
#: What turns a word into its opposite: "eligible" is no misspelt "ineligible".
_OPPOSITE = re.compile(r"^(?:(?:not|no|non|nie|niet|nicht) |un|in|im|dis|non|nie|onge)")


def tokens_tuple(text: str) -> tuple[str, ...]:
    """Return the words of a text in the form in which they are compared.

    Examples
    --------
    >>> tokens_tuple("Date_Applied"), tokens_tuple("Société ✅"), tokens_tuple("1차 면접")
    (('date', 'applied'), ('societe',), ('1', '차', '면', '접'))
    """
    if text.isascii():
        return tuple(_ASCII_TOKEN.findall(text.replace("'", "").lower()))
    joined = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES)
    return tuple(_TOKEN.findall(_without_accents(joined.casefold()).replace("_", " ")))


def split_camel(text: str) -> str:
    """Return a heading as a program writes it with its words apart.

    Examples
    --------
    >>> split_camel("jobTitle")
    'job Title'
    """
    return _CAMEL.sub(" ", text)


def tokens(text: str) -> list[str]:
    """Return the words of a text as a list."""
    return list(tokens_tuple(text))


def key(text: str) -> str:
    """Return a text as one comparable line.

    Examples
    --------
    >>> key("  Müller & Söhne GmbH ")
    'muller sohne gmbh'
    """
    return " ".join(tokens_tuple(text))


def _without_accents(text: str) -> str:
    """Return Latin letters without their marks; other scripts need theirs."""
    plain = [unicodedata.normalize("NFD", sign)[0] if _is_plain(sign) else sign for sign in text]
    return _POINTS.sub("", "".join(plain).translate(_SPECIAL_LATIN).translate(_SPECIAL_ARABIC))


def _is_plain(sign: str) -> bool:
    """Return whether a sign is of a script that is read without its accents: Latin, Greek, Cyrillic."""
    return sign < "\u0250" or "\u0370" <= sign < "\u0530" or "\u1e00" <= sign < "\u2000"


@cache
def read_words(name: str) -> dict[str, Any]:
    """Return a word list that stands beside the loaders, such as ``column_words``."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))


class PhraseBook:
    """Phrases with their meanings, found in running text; the longest phrase wins.

    Parameters
    ----------
    meanings : mapping of str to iterable of str
        Meaning → its phrases. A phrase that stands under two meanings keeps the first.
    whole_only : iterable of str
        Phrases that count only when the whole text says nothing else.

    Examples
    --------
    >>> book = PhraseBook({"no": ["not selected"], "yes": ["selected"]})
    >>> book.find(tokens("you were not selected"))
    [(2, 4, 'no')]
    """

    def __init__(self, meanings: Mapping[str, Iterable[str]], whole_only: Iterable[str] = ()) -> None:
        self.meaning_of: dict[tuple[str, ...], str] = {}
        for meaning, phrases in meanings.items():
            for phrase in phrases:
                self.meaning_of.setdefault(tokens_tuple(phrase), meaning)
        self.whole_only = {tokens_tuple(phrase) for phrase in whole_only}
        self._nearest = lru_cache(maxsize=REMEMBERED)(self._nearest_to)
        #: How long the phrases that begin with a word can be.
        self.longest: dict[str, int] = {}
        for words in filter(None, self.meaning_of):
            self.longest[words[0]] = max(len(words), self.longest.get(words[0], 0))
        self.lines = {" ".join(words): meaning for words, meaning in self.meaning_of.items()}

    def whole(self, words: tuple[str, ...]) -> str | None:
        """Return the meaning of a text that is one phrase and nothing else."""
        return self.meaning_of.get(words)

    def find(self, words: list[str]) -> list[tuple[int, int, str]]:
        """Return (start, end, meaning) of every phrase in a list of words, left to right."""
        found, start = [], 0
        while start < len(words):
            for length in range(min(self.longest.get(words[start], 0), len(words) - start), 0, -1):
                phrase = tuple(words[start : start + length])
                if phrase in self.meaning_of and (
                    phrase not in self.whole_only
                    or all(word.isdigit() for word in (*words[:start], *words[start + length :]))
                ):
                    found.append((start, start + length, self.meaning_of[phrase]))
                    start += length - 1
                    break
            start += 1
        return found

    def nearest(self, text: str, at_least: float = 84.0) -> str | None:
        """Return the meaning of the phrase that a misspelt text is nearest to, or None.

        Doubled letters are forgiven first; then the share of equal letters must reach ``at_least`` percent.
        """
        line = key(text)
        return self._nearest(_squeezed(line), at_least) if len(line) >= SHORTEST else None

    def _nearest_to(self, squeezed: str, at_least: float) -> str | None:
        from rapidfuzz import fuzz, process

        known = list(self._squeezed_lines)
        hit = process.extractOne(squeezed, known, scorer=fuzz.ratio, score_cutoff=at_least)
        return self._squeezed_lines[hit[0]] if hit and not _are_opposites(hit[0], squeezed) else None

    @cached_property
    def _squeezed_lines(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for line, meaning in self.lines.items():
            if len(line) >= SHORTEST:
                found.setdefault(_squeezed(line), meaning)
        return found


def _are_opposites(one: str, other: str) -> bool:
    """Return whether two lines differ only by what turns one into its opposite."""
    short, long = sorted((one, other), key=len)
    return short != long and short == _OPPOSITE.sub("", long, count=1)


def _squeezed(line: str) -> str:
    return _DOUBLED.sub(r"\1", line)
