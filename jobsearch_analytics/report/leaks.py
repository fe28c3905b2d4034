"""Finding names in a text, however they are written: the heart of the leak test and of the pseudonyms."""

from __future__ import annotations

import html
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobsearch_analytics.search import JobSearch

__all__ = ["Name", "find_leaks", "known_names", "matches"]

#: Marks that a reader does not see: zero-width characters, bidirectional controls, soft hyphens.
INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
TAGS = re.compile(r"<[^>]*>")

#: What may stand between the parts of a name: spaces, hyphens, dots, line breaks, or nothing.
SEPARATED = r"[\W_]*"

#: Letters of other scripts that look like Latin ones.
LOOK_ALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХавеѕіјкмнорстухΑΒΕΖΗΙΚΜΝΟΡΤΥΧαεικνορτυχıłøđßæœ",
    "ABESIJKMHOPCTYXabesijkmhopctyxABEZHIKMNOPTYXaeiknoptyxilodsao",
)

#: A free text withheld is recognised by its beginning: texts shorter than this say too little.
TEXT_LEAST, TEXT_MOST = 25, 120

#: Kinds of names, in the words of the error.
FIRM, PERSON, MAIL, LINK, PAY, TEXT = (
    "a firm",
    "a person",
    "a mail address",
    "a link",
    "pay",
    "withheld text",
)


@dataclass(frozen=True)
class Name:
    """Something that must not leave.

    Attributes
    ----------
    kind : str
        What it is, in the words of the error.
    text : str
        The spelling to look for.
    whole : str
        The name it is a part of: what a pseudonym stands for.
    exact : bool
        Match only as typed or in capitals: for words that are also ordinary ones.
    """

    kind: str
    text: str
    whole: str
    exact: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The spelling with any separators between its parts, as a whole word."""
        parts = re.findall(r"[^\W_]+", fold(self.text))
        if self.exact:
            spellings = dict.fromkeys(SEPARATED.join(way) for way in (parts, map(str.upper, parts)))
            return re.compile(rf"(?<![^\W_])(?:{'|'.join(spellings)})(?![^\W_])")
        return re.compile(rf"(?<![^\W_]){SEPARATED.join(parts)}(?![^\W_])", re.IGNORECASE)

    @cached_property
    def squashed(self) -> str:
        """The letters and digits alone, for a quick first look."""
        return squash(self.text)


def fold(text: str) -> str:
    """Return a text with accents, look-alike letters and invisible marks taken away; case is kept.

    Examples
    --------
    >>> fold("Brіghtwäter")
    'Brightwater'
    """
    shapes = {char: _fold_char(char) for char in set(text)}
    return "".join(map(shapes.__getitem__, text))


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    if INVISIBLE.match(char):
        return ""
    base = unicodedata.normalize("NFKD", char.translate(LOOK_ALIKES))
    return "".join(mark for mark in base if not unicodedata.combining(mark)).translate(LOOK_ALIKES)


def squash(text: str) -> str:
    """Return only the letters and digits of a text, folded and in lower case."""
    return re.sub(r"[\W_]+", "", fold(text)).casefold()


def matches(text: str, names: Iterable[Name]) -> list[tuple[int, int, Name]]:
    """Return where names stand in a text: first and last place in the text as given, longest first."""
    shapes = [_fold_char(char) for char in text]
    places = [at for at, shape in enumerate(shapes) for _ in shape]
    folded, short = "".join(shapes), squash(text)
    found = [
        (places[hit.start()], places[hit.end() - 1] + 1, name)
        for name in names
        if name.squashed in short
        for hit in name.pattern.finditer(folded)
    ]
    return sorted(found, key=lambda hit: (hit[0], -(hit[1] - hit[0])))


def find_leaks(page: bytes, twin: bytes, names: Iterable[Name]) -> list[tuple[str, str]]:
    """Return every name that a finished page holds more often than its twin without any names.

    Parameters
    ----------
    page : bytes
        The finished page.
    twin : bytes
        The same page made from the same search with every text of the user's taken out: what stands in it
        is the page's own wording, so that a firm called Target is not found in "target".
    names : iterable of Name
        What must not leave.

    Returns
    -------
    list of (kind, words around it)
    """
    mine, theirs = _readings(page), _readings(twin)
    short = [squash(text) for text in mine]
    leaks = []
    for name in names:
        for text, base, letters in zip(mine, theirs, short, strict=True):
            if name.squashed in letters:
                hits = list(name.pattern.finditer(text))
                if len(hits) > len(name.pattern.findall(base)):
                    leaks.append((name.kind, _around(text, hits[-1])))
                    break
    return leaks


def _readings(page: bytes) -> tuple[str, str]:
    """Return the page as source and as read, entities decoded twice and folded."""
    source = page.decode("utf-8")
    return _decoded(source), _decoded(TAGS.sub(" ", source))


def _decoded(text: str) -> str:
    return fold(html.unescape(html.unescape(text)))


def _around(text: str, hit: re.Match[str]) -> str:
    return " ".join(text[max(hit.start() - 30, 0) : hit.end() + 30].split())


def known_names(search: JobSearch, *, texts: bool = True) -> list[Name]:
    """Return everything in a search that names somebody or something that must not leave.

    Parameters
    ----------
    search : JobSearch
        As loaded, with all its columns.
    texts : bool
        Look for notes and feedback word for word too.
    """
    sent, notes, people = search.applications, search.feedback, search.contacts
    firms = pd.concat([sent["company"], notes["company"], people["company"]]).dropna().unique()
    names = [name for firm in firms for name in _spellings(FIRM, firm)]
    names += [name for person in people["name"].dropna().unique() for name in _spellings(PERSON, person)]
    for kind, column in ((MAIL, people["email"]), (LINK, pd.concat([people["url"], sent["url"]]))):
        names += [Name(kind, value, value) for value in column.dropna().unique() if squash(value)]
    pay = pd.concat([sent["salary_min"], sent["salary_max"]]).dropna().unique()
    names += [Name(PAY, spelled, spelled) for amount in pay for spelled in _pay_spellings(float(amount))]
    if texts:
        said = search.touches
        free = [sent["note"], search.events["note"], notes["text"], said["note"], said["answer"]]
        long = [_beginning(text) for text in pd.concat(free).dropna().unique() if len(text) >= TEXT_LEAST]
        names += [Name(TEXT, text, text) for text in long if squash(text)]
    return list(dict.fromkeys(names))


def _beginning(text: str) -> str:
    return text if len(text) <= TEXT_MOST else text[:TEXT_MOST].rpartition(" ")[0]


def _spellings(kind: str, whole: str) -> list[Name]:
    """Return the ways a firm or a person is called: without its legal form, and by its own word alone."""
    parts = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", whole)
    core = [part for part in parts if fold(part).casefold() not in _words("legal_forms")] or parts
    if not core:
        return []
    spelled = [" ".join(core)]
    alone = core if kind == PERSON else core[:1]
    spelled += [part for part in alone if len(core) > 1 and len(part) > 2 and not _is_common(part)]
    return [Name(kind, text, whole, _needs_case(text)) for text in dict.fromkeys(spelled)]


def _needs_case(text: str) -> bool:
    return len(squash(text)) <= 3 or (len(text.split()) == 1 and _is_common(text))


def _is_common(word: str) -> bool:
    return fold(word).casefold() in _words("common")


def _pay_spellings(amount: float) -> list[str]:
    if amount < 1000:
        return []
    whole = round(amount)
    return [str(whole)] + ([f"{whole // 1000}k"] if whole % 1000 == 0 else [])


@lru_cache
def _words(name: str) -> frozenset[str]:
    text = files("jobsearch_analytics.report").joinpath("name_words.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[name].split())
