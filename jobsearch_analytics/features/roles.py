"""Role family and seniority of each application from its title, and its channel from the link if untold."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np
import pandas as pd

from jobsearch_analytics.workspace import read_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jobsearch_analytics.search import JobSearch

__all__ = ["UNKNOWN", "UNSORTED", "build_roles", "families_of"]

#: A title that no word of the list is in.
UNSORTED = "unsorted"
UNKNOWN = "unknown"

SENIORITIES = ("director", "intern", "junior", "lead", "senior")

Words = dict[str, tuple[str, ...]]

_SPACES = re.compile(r"[^\w+]+")


def build_roles(search: JobSearch) -> pd.DataFrame:
    """Return the role family, the seniority and the channel of every record.

    Parameters
    ----------
    search : JobSearch
        As loaded. A ``roles.toml`` in its workspace adds words or families of the user's own, above the list
        in ``role_words.toml``.

    Returns
    -------
    DataFrame
        ``application_id, role_family, seniority, channel``, one row per record. ``role_family`` is
        ``unsorted`` where no word of the title is known, ``seniority`` ``unknown`` where the title does not
        say. ``channel`` is the log's own word, else what the link's domain tells, else ``unknown``.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> build_roles(jsa.load_sample()).columns.tolist()
    ['application_id', 'role_family', 'seniority', 'channel']
    """
    own = read_toml(search.workspace, "roles")
    lists = {name: _joined(own.get(name, {}), words) for name, words in _word_lists().items()}
    sent = search.applications
    titles = sent["title"].fillna("").to_numpy(dtype=object)
    links = sent["url"].fillna("").to_numpy(dtype=object)
    told = sent["channel"].fillna("").to_numpy(dtype=object)
    found = _ask_once(links, lambda link: _channel_of(link, lists["channel_of_domain"]))
    return pd.DataFrame(
        {
            "application_id": sent["application_id"],
            "role_family": _ask_once(titles, lambda title: _first_in(title, lists["family"]) or UNSORTED),
            "seniority": _ask_once(titles, lambda title: _seniority(title, lists["seniority"])),
            "channel": np.where(told != "", told, found),
        }
    ).astype("str")


def families_of(titles: Iterable[str], workspace: Path | None = None) -> list[str]:
    """Return the role family of each title, by the words of the list and of the workspace's ``roles.toml``.

    Examples
    --------
    >>> families_of(["Senior Data Engineer", "Nurse", "Wizard"])
    ['data science and analytics', 'health and care', 'unsorted']
    """
    words = _joined(read_toml(workspace, "roles").get("family", {}), _word_lists()["family"])
    return [_first_in(title, words) or UNSORTED for title in titles]


def _ask_once(values: np.ndarray, ask: Callable[[str], str]) -> np.ndarray:
    codes, distinct = pd.factorize(values)
    return np.array([ask(value) for value in distinct], dtype=object)[codes] if len(distinct) else values


@cache
def _word_lists() -> dict[str, Words]:
    text = Path(__file__).with_name("role_words.toml").read_text(encoding="utf-8")
    return {name: _joined({}, words) for name, words in tomllib.loads(text).items()}


def _joined(own: Mapping[str, list[str]], listed: Mapping[str, list[str] | tuple[str, ...]]) -> Words:
    """Return word lists with the user's own families first."""
    names = [*own, *(name for name in listed if name not in own)]
    return {
        name: (*(_plain(word) for word in own.get(name, ())), *map(_plain, listed.get(name, ())))
        for name in names
    }


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold().replace("c++", "cplusplus")
    return " ".join(_SPACES.sub(" ", plain).replace("_", " ").split())


def _first_in(title: str, lists: Words) -> str:
    """Return the first name with a word in the title; without spaces between words, anywhere in it."""
    line = f" {_plain(title)} "
    for name, words in lists.items():
        if any(
            (f" {word} " in line) if word.isascii() or word[0] < "\u3000" else word in line for word in words
        ):
            return name
    return ""


def _seniority(title: str, lists: Words) -> str:
    return _first_in(title, {name: lists[name] for name in SENIORITIES if name in lists}) or UNKNOWN


def _channel_of(link: str, lists: Words) -> str:
    """Return what a link's domain tells of the way the job was found."""
    host = urlsplit(link if "://" in link else f"//{link}").hostname or "" if link else ""
    parts = set(host.split("."))
    for name, domains in lists.items():
        if any(domain in parts or domain.replace(" ", "-") in parts for domain in domains):
            return name
    return "company site" if host else UNKNOWN
