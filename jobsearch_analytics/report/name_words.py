"""Words that tell a name from an ordinary word: the lists of ``name_words.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from jobsearch_analytics.report.letters import fold

__all__ = ["is_ordinary", "known_as", "words"]


def is_ordinary(word: str) -> bool:
    """Return whether a word is an ordinary one too, so that it is a name only where it is written as one."""
    return fold(word).casefold() in words("common")


@cache
def words(name: str) -> frozenset[str]:
    """Return one list of words, in small letters unless its name ends in ``_in_capitals``."""
    found = _lists()[name.removesuffix("_in_capitals")].split()
    return frozenset(word.upper() for word in found) if name.endswith("_in_capitals") else frozenset(found)


def known_as(table: str, name: str) -> list[str]:
    """Return what else somebody or a firm of this name is called: a table of `other_names.toml`.

    Examples
    --------
    >>> known_as("nicknames", "Elizabeth")[:2], known_as("abbreviated", "Volkswagen Group")
    (['Liz', 'Lizzie'], ['V W'])
    """
    plain = fold(name).casefold()
    return [
        other
        for key, others in _other_names()[table].items()
        if plain == key or (table == "abbreviated" and plain.startswith(f"{key} "))
        for other in others
    ]


@cache
def _other_names() -> dict[str, dict[str, list[str]]]:
    path = files("jobsearch_analytics.report").joinpath("other_names.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _lists() -> dict[str, str]:
    path = files("jobsearch_analytics.report").joinpath("name_words.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
