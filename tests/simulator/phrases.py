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
def phrases(theme: str, sign: str, kind: str = "en") -> tuple[str, ...]:
    """Return the ways a point is put; one made-up sentence for a theme that has no wording here.

    Parameters
    ----------
    theme, sign : str
        The point.
    kind : str
        ``en`` fits any time, ``after_no`` only once the no is out, ``de`` and ``fr`` are the same in another
        language.

    Examples
    --------
    >>> phrases("juggling", "gap")
    ('Something about juggling (gap).',)
    """
    known = _bank().get(theme, {}).get(sign, {}).get(kind, [])
    if not known and kind == "en":
        return (f"Something about {theme} ({sign}).",)
    return tuple(known)
