"""Stock phrases of rejection mails, recognised so that they can be folded and counted apart."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

import pandas as pd

__all__ = ["CLAUSES_REMEMBERED", "is_boilerplate", "is_boilerplate_text"]

#: A stock clause may hold this many words of its own and still say nothing to act on.
OWN_WORDS_ALLOWED = 1
#: A clause is asked about more than once: as part of a note, as a point, as an answer.
CLAUSES_REMEMBERED = 20_000

#: What follows one of these is a reason, and a reason is worth keeping.
_REASON = re.compile(r"\b(because|due to|since|as (you|i)|weil|parce que|porque)\b")
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _patterns() -> tuple[list[re.Pattern[str]], re.Pattern[str], frozenset[str]]:
    raw = tomllib.loads(files("jobsearch_analytics.texts").joinpath("boilerplate.toml").read_text("utf-8"))
    always = [pattern for patterns in raw["always"].values() for pattern in patterns]
    generic = [pattern for patterns in raw["generic"].values() for pattern in patterns]
    return (
        # One by one: where nothing is found, that is twice as quick as all of them in one.
        [re.compile(pattern) for pattern in always],
        re.compile("|".join(f"(?:{pattern})" for pattern in generic)),
        frozenset(raw["filler"]["words"]),
    )


@lru_cache(maxsize=CLAUSES_REMEMBERED)
def is_boilerplate_text(clause: str) -> bool:
    """Return whether one clause is a stock phrase with nothing to act on.

    Parameters
    ----------
    clause : str
        One clause or short sentence in English, German, French or Spanish.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_boilerplate_text("We have decided to move forward with other candidates")
    True
    >>> is_boilerplate_text("Another candidate had already run a night shift")
    False
    >>> is_boilerplate_text("Wir wünschen Ihnen alles Gute für Ihren weiteren Weg")
    True
    """
    always, generic, filler = _patterns()
    plain = clause.lower().replace("’", "'").strip()
    if any(pattern.search(plain) for pattern in always):
        return True
    rest, hits = generic.subn(" ", plain)
    if not hits:
        return False
    own = [word for word in _WORD.findall(rest) if word not in filler]
    return len(own) <= (0 if _REASON.search(plain) else OWN_WORDS_ALLOWED)


def is_boilerplate(texts: pd.Series) -> pd.Series:
    """Return for every clause whether it is stock (each distinct clause is looked at once)."""
    distinct = pd.Index(texts.dropna().unique())
    flags = pd.Series([is_boilerplate_text(str(text)) for text in distinct], index=distinct, dtype=bool)
    return texts.map(flags).astype("boolean").fillna(value=False).astype(bool)
