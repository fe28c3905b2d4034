"""Everything in a search that names somebody or something, in each spelling it may leave under."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.report.known_pay import pay_names
from jobsearch_analytics.report.known_places import link_names, mail_names, street_names
from jobsearch_analytics.report.letters import fold, squash
from jobsearch_analytics.report.name_words import is_ordinary, known_as, words
from jobsearch_analytics.report.spelling import (
    AND,
    CAPITAL,
    CONTEXT,
    FIRM,
    INITIALS,
    PERSON,
    PLAIN,
    TAKEN,
    WORD,
    Name,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobsearch_analytics.search import JobSearch

__all__ = ["known_names", "known_texts"]

#: How umlauts and their like are written without them, and the other way round.
WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae"})
DRAWN_IN = re.compile(r"(?<=[^aeiou])([aou])e(?=[^aeiou])", re.IGNORECASE)


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
    found = {name.squashed for name in names if name.how == PLAIN}
    places = mail_names(people["email"]) + link_names(people["url"], sent[["url", "company"]])
    # The host of a firm that is called like it would only tell the same leak twice.
    names += [name for name in places if name.squashed not in found]
    names += street_names(sent["location"]) + pay_names(search)
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


def _distinct(*columns: pd.Series) -> Iterator[str]:
    return (str(value) for value in pd.concat(columns).dropna().unique() if str(value).strip())


def _words_of_ids(ids: pd.Series, search: JobSearch) -> pd.Series:
    """Return who referred, where that is a name of its own and not the id of a contact."""
    own = ids[~ids.isin(search.contacts["contact_id"])].dropna()
    return own[own.str.contains(r"[^\W\d_]{2}")].str.replace("-", " ")


def _spellings(kind: str, whole: str) -> list[Name]:
    """Return the ways a firm or a person is called: in full, by one part alone, by initials."""
    parts = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", whole)
    core = [part for part in parts if fold(part).casefold() not in words("legal_forms")] or parts
    if not core:
        return []
    names = [Name(kind, text, whole, _how(core)) for text in _written(" ".join(core))]
    names += _with_and(kind, whole)
    if len(core) > 1:
        for part in core if kind == PERSON else core[:1]:
            names += _part_alone(kind, part, whole)
        names += _later_parts(core, whole) if kind == FIRM else []
    if kind == PERSON:
        names += _first_names(core, whole) + _nicknames(core[0], whole)
    names += [Name(kind, text, whole, INITIALS) for text in known_as("abbreviated", " ".join(core))]
    return names + _initials(kind, core, whole)


def _initials(kind: str, core: list[str], whole: str) -> list[Name]:
    """Return the initials; of a firm that is called by capitals, these with dots or spaces between them."""
    small = words("particles") if core[0][0].isupper() else frozenset()
    letters = [fold(part)[:1] for part in core]
    letters = [x.lower() if y.casefold() in small else x.upper() for x, y in zip(letters, core, strict=True)]
    if len(core) == 1 and core[0].isupper():
        letters = [letter for letter in core[0] if letter.isalpha()]
    if not 2 <= len(letters) <= 4:
        return []
    taken = len(core) > 1 and "".join(letters).upper() in words("abbreviations_in_capitals")
    return [Name(kind, " ".join(letters), whole, TAKEN if taken else INITIALS)]


def _with_and(kind: str, whole: str) -> list[Name]:
    """Return the parts around an "&" as they are written with it and with the word for it."""
    names = []
    for run in re.findall(r"[^\W_]+(?:\s*[&+]\s*[^\W_]+)+", whole):
        parts = re.findall(r"[^\W_]+", run)
        names += [Name(kind, " ".join(parts), whole, AND)]
        first = "".join(part[0] for part in parts)
        if first.casefold() not in words("pairs_with_and"):
            names.append(Name(kind, " ".join(first), whole, AND))
        names += [Name(kind, f" {word} ".join(first), whole, INITIALS) for word in ("and", "und", "et")]
        names += [Name(kind, f" {word} ".join(parts), whole, _how(parts)) for word in ("and", "und", "et")]
    return names


def _first_names(core: list[str], whole: str) -> list[Name]:
    """Return neighbouring parts of a person's name, and the first with the last one's initial."""
    pairs = [pair for pair in pairwise(core) if not all(is_ordinary(part) for part in pair)]
    names = [Name(PERSON, " ".join(pair), whole, _how(list(pair))) for pair in pairs if len(core) > 2]
    if len(core) > 1 and len(core[0]) > 2 and not is_ordinary(core[0]):
        names.append(Name(PERSON, f"{core[0]} {core[-1][0]}", whole))
    return names


def _later_parts(core: list[str], whole: str) -> list[Name]:
    """Return the further parts of a firm's name: often its trade, so names only where they must be meant."""
    later = [part for part in core[1:] if len(part) > 3]
    return [Name(FIRM, text, whole, CAPITAL) for part in later for text in _written(part)]


def _nicknames(first: str, whole: str) -> list[Name]:
    """Return what people of a first name are called for short."""
    short = known_as("nicknames", first)
    return [Name(PERSON, name, whole, CAPITAL if is_ordinary(name) else WORD) for name in short]


def _how(core: list[str]) -> str:
    letters = squash("".join(core))
    short = len(letters) <= 3 and not re.fullmatch(r"[^\W\d]+\d+", letters)
    return WORD if short or (len(core) == 1 and is_ordinary(core[0])) else PLAIN


def _part_alone(kind: str, part: str, whole: str) -> list[Name]:
    """Return one part of a longer name: a person is called by it, a firm only if it is a word of its own."""
    if len(part) < 2 or (len(part) == 2 and kind == FIRM) or part.casefold() in words("particles"):
        return []
    if not is_ordinary(part):
        how = PLAIN if len(squash(part)) > 3 else WORD
    else:
        how = WORD if kind == PERSON else CONTEXT
    return [Name(kind, text, whole, how) for text in _written(part)]


def _written(text: str) -> list[str]:
    """Return a name with its umlauts as they are, written out, and the other way round."""
    out = text.lower().translate(WRITTEN_OUT)
    ways = [text, *([out] if out != text.lower() else [])]
    drawn = DRAWN_IN.sub(r"\1", text)
    return ways + ([drawn] if drawn != text and len(text) > 4 else [])
