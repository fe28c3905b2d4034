"""The leak test: everything that must not leave, and the search of a finished page for it."""

from __future__ import annotations

import html
import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.report.spelling import Name, fold, squash

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobsearch_analytics.search import JobSearch

__all__ = ["FIRM", "PERSON", "find_leaks", "known_names"]

TAGS = re.compile(r"<[^>]*>")

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
    """Return the page as read and as source, entities decoded twice and folded."""
    source = page.decode("utf-8")
    return _decoded(TAGS.sub(" ", source)), _decoded(source)


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
    """Return an amount in groups of three digits, which match with any separator, and as thousands."""
    if amount < 1000:
        return []
    whole = round(amount)
    return [f"{whole:,}".replace(",", " ")] + ([f"{whole // 1000}k"] if whole % 1000 == 0 else [])


@lru_cache
def _words(name: str) -> frozenset[str]:
    text = files("jobsearch_analytics.report").joinpath("name_words.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[name].split())
