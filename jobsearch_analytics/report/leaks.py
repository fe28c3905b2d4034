"""The leak test: the search of a finished page for everything that must not leave."""

from __future__ import annotations

import base64
import html
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from jobsearch_analytics.report.letters import fold, squash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jobsearch_analytics.report.spelling import Name

__all__ = ["find_leaks"]

TAGS = re.compile(r"<[^>]*>")
SECTION = re.compile(r"(?=<section )|(?=</main>)")
HEADING = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)

#: Escapes of scripts and style sheets: a letter by its number.
ESCAPES = re.compile(r"\\(?:u\{?|x|0*)([0-9a-fA-F]{2,6})\}?\s?")

#: A part of a host's name that holds other letters than ASCII has.
HOST_IN_ASCII = re.compile(r"xn--[a-z0-9-]+")

#: Words with digits among their letters, and the letters these stand for.
MIXED = re.compile(r"\b(?=\w*[A-Za-z])(?=\w*[0-9])\w{3,}")
LETTER_FOR_DIGIT = str.maketrans("013457", "oieast")

#: A word that may be packed: letters and digits as base64 or hexadecimal numbers use them.
PACKED = re.compile(r"[A-Za-z0-9+/_-]{10,}={0,2}")

#: So many words in a row, taken from a withheld text, are a copy of it; a text of fewer words counts as a
#: whole from so many letters on.
RUN_OF_WORDS, WHOLE_LETTERS = 8, 25

TEXT = "withheld text"


def find_leaks(
    page: bytes, twin: bytes, names: Iterable[Name], texts: Sequence[str] = (), *, called: str = ""
) -> list[tuple[str, str]]:
    """Return everything withheld that a finished page holds more often than its twin without any names.

    Parameters
    ----------
    page : bytes
        The finished page, or any other text that leaves with it.
    twin : bytes
        The same page made from the same search with every text of the user's taken out: what stands in it
        is the page's own wording, so that a firm called Target is not found in "target".
    names : iterable of Name
        What must not leave.
    texts : sequence of str
        Free texts that must not leave word for word, not even a part of them.
    called : str
        The name of the file.

    Returns
    -------
    list of (kind, where)
    """
    mine, theirs = _parts(page), _parts(twin)
    names, held = list(names), _Texts.of(texts)
    leaks = []
    for title, source in mine.items():
        if source == theirs.get(title):
            # Not a word of the user's stands in this part.
            continue
        leaks += _leaks_in(title, source, theirs.get(title, ""), names, held)
    name_of_file = re.sub(r"[\W_]+", " ", called)
    return leaks + _leaks_in("in the name of the file", name_of_file, "", names, held)


@dataclass(frozen=True)
class _Texts:
    """Withheld texts: every run of words in the long ones, the letters of the short ones."""

    runs: frozenset[str]
    wholes: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> _Texts:
        words = [_words(text) for text in texts]
        short = ("".join(few) for few in words if len(few) < RUN_OF_WORDS)
        return cls(
            frozenset(run for many in words for run in _runs(many)),
            frozenset(whole for whole in short if len(whole) >= WHOLE_LETTERS),
        )

    def copied(self, words: list[str], base: list[str]) -> list[str]:
        """Return what of them stands among the words and not in the base."""
        letters, known = "".join(words), "".join(base)
        found = sorted((self.runs & set(_runs(words))) - set(_runs(base)))
        return found[:1] + [whole for whole in sorted(self.wholes) if whole in letters and whole not in known]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text).casefold())


def _runs(words: list[str]) -> Iterator[str]:
    return (" ".join(words[at : at + RUN_OF_WORDS]) for at in range(len(words) - RUN_OF_WORDS + 1))


def _leaks_in(
    title: str, source: str, base: str, names: Sequence[Name], held: _Texts
) -> list[tuple[str, str]]:
    leaks = []
    for mine, theirs in zip(_readings(source), _readings(base), strict=True):
        short = squash(mine)
        for name in names:
            if name.squashed in short:
                spans = name.spans(mine)
                if len(spans) > len(name.spans(theirs)):
                    leaks.append((name.kind, f"{title}: …{_around(mine, *spans[-1])}…"))
        leaks += [(TEXT, f"{title}: …{run}…") for run in held.copied(_words(mine), _words(theirs))]
    return list({kind: (kind, where) for kind, where in reversed(leaks)}.values())


def _parts(page: bytes) -> dict[str, str]:
    """Return the page's sections by their headings; a text without sections is one part."""
    parts = {}
    for source in SECTION.split(page.decode("utf-8")):
        heading = HEADING.search(source)
        title = " ".join(html.unescape(TAGS.sub(" ", heading[1])).split()) if heading else ""
        title = f"in “{title}”" if title else ("at the top" if not parts else "at the end")
        parts[title] = parts.get(title, "") + source
    return parts


def _readings(source: str) -> tuple[str, ...]:
    """Return a part as it is read, without the tags somebody typed into a text, and as it is written.

    Then as it is read with letters for digits, and what was packed away in it. Entities and escapes are
    undone, letters folded.
    """
    read = _decoded(TAGS.sub(" ", source))
    lettered = MIXED.sub(lambda word: word[0].translate(LETTER_FOR_DIGIT), read)
    return read, TAGS.sub("", read), _decoded(source), lettered, _unpacked(read)


def _unpacked(text: str) -> str:
    """Return what the words of a text say that were packed as base64 or as hexadecimal numbers."""
    found = []
    for word in PACKED.findall(text):
        for unpack in (_from_base64, bytes.fromhex):
            with suppress(ValueError):
                plain = unpack(word).decode("utf-8")
                found += [plain] if plain.isprintable() else []
    return fold(" ".join(found))


def _from_base64(word: str) -> bytes:
    bare = word.rstrip("=")
    return base64.b64decode(
        f"{bare}{'=' * (-len(bare) % 4)}", altchars=b"-_" if "-" in bare or "_" in bare else None
    )


def _decoded(text: str) -> str:
    for _ in range(4):
        plain = html.unescape(text)
        if plain == text:
            break
        text = plain
    for _ in range(3):
        if "%" in text:
            text = unquote(text, errors="ignore")
    if "\\" in text:
        text = ESCAPES.sub(_letter, text)
    if "xn--" in text:
        text = HOST_IN_ASCII.sub(_as_read, text)
    return fold(text)


def _as_read(host: re.Match[str]) -> str:
    """Return a part of a host's name with the letters that a browser shows for it."""
    try:
        return host[0].encode("ascii").decode("idna")
    except UnicodeError:
        return host[0]


def _letter(escape: re.Match[str]) -> str:
    number = int(escape[1], 16)
    return chr(number) if 31 < number < 0x110000 and not 0xD800 <= number < 0xE000 else escape[0]


def _around(text: str, start: int, stop: int) -> str:
    return " ".join(text[max(start - 30, 0) : stop + 30].split())
