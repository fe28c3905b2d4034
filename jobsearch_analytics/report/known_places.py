"""Where a firm or a person can be found, and must not be: links, mail addresses, streets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jobsearch_analytics.report.letters import squash
from jobsearch_analytics.report.name_words import is_ordinary, words
from jobsearch_analytics.report.spelling import ADDRESS, LINK, MAIL, MAIL_WAY, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

__all__ = ["link_names", "mail_names", "street_names"]

#: A shorter end of a link or beginning of a mail address says too little.
HANDLE_LEAST = 6

#: The number of an advertisement: so many digits, whatever stands between and around them.
NUMBER_OF_JOB = re.compile(r"(?:[A-Za-z]{0,6}[-_]?)?\d[\d-]{4,}")

#: The street and its number, in either order.
STREET = re.compile(r"(?P<first>[^\W\d_].*?)\s+\d{1,3}\s?\w?|\d{1,3}\w?\s+(?P<last>[^\W\d_].*)")
STREET_WORD = re.compile(r"(?i)stra(?:ß|ss)e\b")
STREET_SHORT = (("street", "St"), ("avenue", "Ave"), ("road", "Rd"), ("boulevard", "Blvd"), ("lane", "Ln"))

#: Five digits, or the letters and digits of Britain and Canada: said of a place with a street only.
POSTCODE = re.compile(r"\b(?:\d{5}|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[A-Z] \d[A-Z]\d)\b")


def mail_names(mails: pd.Series) -> list[Name]:
    """Return the mail addresses, what stands before their "@", and the firm's own part behind it."""
    names = []
    for mail in _texts(mails):
        names.append(Name(MAIL, mail, mail, MAIL_WAY))
        names += _handle(MAIL, mail.partition("@")[0], mail)
        names += _own_host(MAIL, mail.partition("@")[2], mail)
    return names


def link_names(people: pd.Series, jobs: pd.DataFrame) -> list[Name]:
    """Return the links, the ends that say who or which job, and the parts of a host that are a firm's own.

    Parameters
    ----------
    people : Series of str
        The pages of people.
    jobs : DataFrame
        ``url`` and ``company``: a host where several firms advertise is no firm's own.
    """
    names = []
    for link in _texts(people):
        names += [*_link(link), *_handle(LINK, link.rstrip("/").rpartition("/")[2], link)]
    rows = jobs.dropna(subset=["url"])
    hosts = rows["url"].map(_host)
    firms = rows["company"].groupby(hosts).nunique()
    for link in _texts(rows["url"]):
        names += _link(link)
        numbers = NUMBER_OF_JOB.findall(f"{urlsplit(link).path} {urlsplit(link).query}")
        bare = (re.sub(r"\D", "", number) for number in numbers)
        names += [Name(LINK, text, link) for text in dict.fromkeys((*numbers, *bare))]
        names += _own_host(LINK, _host(link), link) if firms.get(_host(link), 0) <= 1 else []
    return names


def street_names(places: pd.Series) -> list[Name]:
    """Return the addresses among the places, in full and by street."""
    names = []
    for place in _texts(places):
        if re.search(r"\d", place) and re.search(r"[^\W\d_]{4}", place):
            parts = [part.strip() for part in place.split(",") if re.search(r"\d", part)]
            streets = [hit for part in parts if (hit := STREET.fullmatch(part))]
            alone = [hit["first"] or hit["last"] for hit in streets]
            codes = POSTCODE.findall(place) if streets else []
            for text in dict.fromkeys((place, *parts, *alone, *codes)):
                spelled = {text, STREET_WORD.sub("str", text), STREET_WORD.sub("strasse", text)}
                spelled |= {re.sub(rf"(?i)\b{word}\b", short, text) for word, short in STREET_SHORT}
                names += [Name(ADDRESS, way, place) for way in sorted(spelled) if len(squash(way)) > 3]
    return names


def _texts(column: pd.Series) -> Iterator[str]:
    return (str(value).strip() for value in column.dropna().unique() if str(value).strip())


def _link(link: str) -> list[Name]:
    bare = re.sub(r"^\w+://(?:www\.)?", "", link).rstrip("/")
    return [Name(LINK, text, link) for text in dict.fromkeys((link, bare))]


def _host(link: str) -> str:
    return urlsplit(link if "//" in link else f"//{link}").hostname or ""


def _own_host(kind: str, host: str, whole: str) -> list[Name]:
    """Return what of a host's name is a firm's own: nothing where everybody may have an address."""
    parts = host.casefold().split(".")
    if len(parts) > 2 and len(parts[-1]) == 2 and len(parts[-2]) <= 3:
        parts = [*parts[:-2], parts[-1]]
    if len(parts) < 2 or parts[-2] in words("public_hosts"):
        return []
    names = [Name(kind, ".".join(parts[-2:]), whole)]
    alone = len(squash(parts[-2])) >= HANDLE_LEAST and not all(
        map(is_ordinary, re.split(r"[\W_\d]+", parts[-2]))
    )
    return [*names, Name(kind, parts[-2], whole)] if alone else names


def _handle(kind: str, handle: str, whole: str) -> list[Name]:
    found = re.findall(r"[^\W\d_]+", handle)
    if len(squash(handle)) < HANDLE_LEAST or all(is_ordinary(word) for word in found):
        return []
    return [Name(kind, handle, whole)]
