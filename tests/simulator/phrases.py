"""The wording of feedback by theme, sign and language, kept in ``phrases.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

__all__ = ["phrases"]


@cache
def _bank() -> dict[str, dict[str, dict[str, list[str]]]]:
    return tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))


@cache
def phrases(theme: str, sign: str, language: str = "en") -> tuple[str, ...]:
    """Return the ways a point is put; one made-up sentence for a theme that has no wording here.

    Examples
    --------
    >>> phrases("juggling", "gap")
    ('Something about juggling (gap).',)
    """
    known = _bank().get(theme, {}).get(sign, {}).get(language, [])
    if not known and language == "en":
        return (f"Something about {theme} ({sign}).",)
    return tuple(known)
