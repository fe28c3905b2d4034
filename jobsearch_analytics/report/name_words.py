"""Words that tell a name from an ordinary word: the lists of ``name_words.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from jobsearch_analytics.report.letters import fold

__all__ = ["is_ordinary", "words"]


def is_ordinary(word: str) -> bool:
    """Return whether a word is an ordinary one too, so that it is a name only where it is written as one."""
    return fold(word).casefold() in words("common")


@cache
def words(name: str) -> frozenset[str]:
    """Return one list of words, in small letters unless its name ends in ``_in_capitals``."""
    found = _lists()[name.removesuffix("_in_capitals")].split()
    return frozenset(word.upper() for word in found) if name.endswith("_in_capitals") else frozenset(found)


@cache
def _lists() -> dict[str, str]:
    path = files("jobsearch_analytics.report").joinpath("name_words.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
