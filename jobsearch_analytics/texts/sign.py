"""Whether a point is praise, criticism or a circumstance, from the words it uses."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import pandas as pd

from jobsearch_analytics.texts.boilerplate import CLAUSES_REMEMBERED
from jobsearch_analytics.texts.language import guess_language

__all__ = ["sign_of", "sign_votes", "signs"]

#: What a turn of phrase weighs, in words.
TURN = 1.5
#: How many words after a negation or a wish it still reaches a praising word.
REACH = 6

_TOKEN = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")


class _Words(NamedTuple):
    strength: re.Pattern[str]
    gap: re.Pattern[str]
    negation: re.Pattern[str]
    wish: re.Pattern[str]
    circumstance: re.Pattern[str]


@cache
def _file() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("jobsearch_analytics.texts").joinpath("sign.toml").read_text("utf-8"))


@cache
def _words(language: str) -> _Words:
    """Return the patterns of one language; English for those without a list of their own."""
    patterns = [_file()[name].get(language) or _file()[name]["en"] for name in _Words._fields]
    return _Words(*map(_whole, patterns))


@cache
def _turn(kind: str) -> re.Pattern[str]:
    """Return the turns of phrase of all languages: a short remark seldom shows which one it is in."""
    return _whole("|".join(_file()[kind].values()))


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'-])(?:{pattern.replace(chr(10), '')})(?![\w'-])")


def _reaches(cues: list[re.Match[str]], plain: str, at: int) -> bool:
    """Return whether one of the cues stands at most REACH words before the position."""
    return any(cue.end() <= at and len(_TOKEN.findall(plain[cue.end() : at])) < REACH for cue in cues)


def _without_turns(plain: str) -> tuple[str, float, float]:
    """Return the text without its turns of phrase, and their votes for praise and for criticism."""
    rest, praising = _turn("praising").subn(" · ", plain)
    rest, blaming = _turn("blaming").subn(" · ", rest)
    return rest, TURN * bool(praising), TURN * bool(blaming)


@lru_cache(maxsize=CLAUSES_REMEMBERED)
def sign_votes(text: str) -> tuple[float, float, bool]:
    """Return the votes for praise, the votes for criticism, and whether a circumstance is named."""
    words = _words(guess_language(text))
    plain, praise, blame = _without_turns(text.lower().replace("’", "'"))
    turned = bool(praise or blame)
    negations = list(words.negation.finditer(plain))
    wishes = list(words.wish.finditer(plain))
    for hit in words.strength.finditer(plain):
        if _reaches(negations, plain, hit.start()) or _reaches(wishes, plain, hit.start()):
            blame += 1.5
        else:
            praise += 1.0
    for hit in words.gap.finditer(plain):
        if _reaches(negations, plain, hit.start()):
            praise += 0.5
        else:
            blame += 1.0
    if not praise and not blame and negations:
        blame = 0.5
    return praise, blame, not turned and bool(words.circumstance.search(plain))


def sign_of(text: str) -> str:
    """Return what one point says of the person: 'strength', 'gap' or 'neither'.

    Parameters
    ----------
    text : str
        One point, as `split_clauses` cuts them, in English, German, French or Spanish.

    Returns
    -------
    str
        'neither' is a circumstance (a frozen role, pay, a permit) or a point without any telling word.

    Examples
    --------
    >>> sign_of("Really liked how calm you were"), sign_of("Answers could be clearer")
    ('strength', 'gap')
    >>> sign_of("not a strong fit for the domain"), sign_of("the role was put on hold")
    ('gap', 'neither')
    """
    praise, blame, circumstance = sign_votes(text)
    if praise > blame:
        return "strength"
    if circumstance:
        return "neither"
    return "gap" if blame > 0 else "neither"


def signs(texts: pd.Series) -> pd.Series:
    """Return the sign of every point (each distinct point is looked at once)."""
    distinct = pd.Index(texts.dropna().unique())
    found = pd.Series([sign_of(str(text)) for text in distinct], index=distinct, dtype="str")
    return texts.map(found).astype("str").fillna("neither")
