"""Everything in a search that names somebody or something, in each spelling it may leave under."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.report.letters import fold, squash
from jobsearch_analytics.report.spelling import CONTEXT, INITIALS, MAIL_WAY, PLAIN, WORD, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobsearch_analytics.search import JobSearch

__all__ = ["ADDRESS", "FIRM", "LINK", "MAIL", "PAY", "PERSON", "is_ordinary", "known_names", "known_texts"]

#: Kinds of names, in the words of the error.
FIRM, PERSON, MAIL, LINK, PAY, ADDRESS = (
    *("a firm", "a person", "a mail address", "a link"),
    *("pay", "an address"),
)

#: How umlauts and their like are written without them, and the other way round.
WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae"})
DRAWN_IN = re.compile(r"(?<=[^aeiou])([aou])e(?=[^aeiou])", re.IGNORECASE)

#: A shorter end of a link or beginning of a mail address says too little.
HANDLE_LEAST = 6

#: Pay below this is by the hour or the day, and is told from other numbers by the words after it.
YEARLY = 1000
HOURLY_WORDS = (
    "eur",
    "euro",
    "euros",
    "usd",
    "dollars",
    "gbp",
    "pounds",
    "chf",
    "an hour",
    "per hour",
    "a day",
)

#: A whole number in this range is rather a year.
YEARS = (1990, 2050)


def known_names(search: JobSearch) -> list[Name]:
    """Return everything in a search that names somebody or something that must not leave.

    Parameters
    ----------
    search : JobSearch
        As loaded, with all its columns.

    Returns
    -------
    list of Name
        Firms and people in each spelling, mail addresses, links, pay and street addresses.
    """
    sent, notes, people = search.applications, search.feedback, search.contacts
    names: list[Name] = []
    for firm in _distinct(sent["company"], notes["company"], people["company"]):
        names += _spellings(FIRM, firm)
    for person in _distinct(people["name"], _words_of_ids(sent["referrer_id"], search)):
        names += _spellings(PERSON, person)
    for mail in _distinct(people["email"]):
        names += [Name(MAIL, mail, mail, MAIL_WAY), *_handle(MAIL, mail.partition("@")[0], mail)]
    for link in _distinct(people["url"], sent["url"]):
        names.append(Name(LINK, link, link))
    for link in _distinct(people["url"]):
        names += _handle(LINK, link.rstrip("/").rpartition("/")[2], link)
    names += [Name(ADDRESS, place, place) for place in _distinct(sent["location"]) if _is_street(place)]
    names += _pay(search)
    return [name for name in dict.fromkeys(names) if name.squashed]


def known_texts(search: JobSearch, *, profile: bool) -> list[str]:
    """Return the free texts of a search that must not leave word for word: notes, answers, feedback.

    Parameters
    ----------
    search : JobSearch
        As loaded.
    profile : bool
        The withheld parts of the profile too.
    """
    said = search.touches
    free = (
        search.applications["note"],
        search.events["note"],
        search.feedback["text"],
        said["note"],
        said["answer"],
    )
    texts = list(_distinct(*free))
    own = search.profile
    parts = [own.get("constraints", ())] + ([own.get("strengths", ())] if profile else [])
    for part in parts:
        texts += [part] if isinstance(part, str) else [str(text) for text in part]
    return texts


def is_ordinary(word: str) -> bool:
    """Return whether a word is an ordinary one too, so that it is a name only where it is written as one."""
    return fold(word).casefold() in _words("common")


def _distinct(*columns: pd.Series) -> Iterator[str]:
    return (str(value) for value in pd.concat(columns).dropna().unique() if str(value).strip())


def _words_of_ids(ids: pd.Series, search: JobSearch) -> pd.Series:
    """Return who referred, where that is a name of its own and not the id of a contact."""
    own = ids[~ids.isin(search.contacts["contact_id"])].dropna()
    return own[own.str.contains(r"[^\W\d_]{2}")].str.replace("-", " ")


def _handle(kind: str, handle: str, whole: str) -> list[Name]:
    words = re.findall(r"[^\W\d_]+", handle)
    if len(squash(handle)) < HANDLE_LEAST or all(is_ordinary(word) for word in words):
        return []
    return [Name(kind, handle, whole)]


def _is_street(place: str) -> bool:
    return bool(re.search(r"\d", place) and re.search(r"[^\W\d_]{4}", place))


def _spellings(kind: str, whole: str) -> list[Name]:
    """Return the ways a firm or a person is called: in full, by one part alone, by initials."""
    parts = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", whole)
    core = [part for part in parts if fold(part).casefold() not in _words("legal_forms")] or parts
    if not core:
        return []
    names = [Name(kind, text, whole, _how(core)) for text in _written(" ".join(core))]
    if len(core) > 1:
        for part in core if kind == PERSON else core[:1]:
            names += _part_alone(kind, part, whole)
        letters = [fold(part)[:1].upper() for part in core]
        if 2 <= len(letters) <= 4 and "".join(letters) not in _words("abbreviations_in_capitals"):
            names.append(Name(kind, " ".join(letters), whole, INITIALS))
    return names


def _how(core: list[str]) -> str:
    short = len(squash("".join(core))) <= 3
    return WORD if short or (len(core) == 1 and is_ordinary(core[0])) else PLAIN


def _part_alone(kind: str, part: str, whole: str) -> list[Name]:
    """Return one part of a longer name: a person is called by it, a firm only if it is a word of its own."""
    if len(part) < 2 or (len(part) == 2 and kind == FIRM) or part.casefold() in _words("particles"):
        return []
    if not is_ordinary(part):
        how = PLAIN if len(squash(part)) > 3 else WORD
    else:
        how = WORD if kind == PERSON else CONTEXT
    return [Name(kind, text, whole, how) for text in _written(part)]


def _written(text: str) -> list[str]:
    """Return a name with its umlauts as they are, written out, and the other way round."""
    out = text.casefold().translate(WRITTEN_OUT)
    ways = [text, *([out] if out != text.casefold() else [])]
    drawn = DRAWN_IN.sub(r"\1", text)
    return ways + ([drawn] if drawn != text and len(text) > 4 else [])


def _pay(search: JobSearch) -> list[Name]:
    sent = search.applications
    amounts = {float(amount) for amount in pd.concat([sent["salary_min"], sent["salary_max"]]).dropna()}
    own = search.profile.get("constraints", ())
    told = " ".join([own] if isinstance(own, str) else [str(text) for text in own])
    for digits in re.findall(r"\d{1,3}(?:[.,' ]\d{3})+|\d{4,7}", told):
        amounts.add(float(re.sub(r"\D", "", digits)))
    return [Name(PAY, text, text, PLAIN) for amount in sorted(amounts) for text in _pay_spellings(amount)]


def _pay_spellings(amount: float) -> list[str]:
    """Return an amount in groups of three digits, which match with any separator, and as thousands."""
    if amount < YEARLY:
        return [f"{amount:g} {word}" for word in HOURLY_WORDS]
    if YEARS[0] <= amount <= YEARS[1]:
        return []
    grouped = f"{round(amount):,}".replace(",", " ")
    return [grouped, f"{amount / 1000:g}k", f"{amount / 1000:g} thousand"]


@lru_cache
def _words(name: str) -> frozenset[str]:
    text = files("jobsearch_analytics.report").joinpath("name_words.toml").read_text(encoding="utf-8")
    words = tomllib.loads(text)[name.removesuffix("_in_capitals")].split()
    return frozenset(word.upper() for word in words) if name.endswith("_in_capitals") else frozenset(words)
