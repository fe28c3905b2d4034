"""What the values of a column look like: shares of dates, links, numbers, yes/no, known words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.language.date_texts import looks_like_date
from jobsearch_analytics.loaders.language.distinct import distinct_texts
from jobsearch_analytics.loaders.language.statuses import read_status
from jobsearch_analytics.loaders.language.words import key, read_words, tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

__all__ = ["Profile", "has_word", "is_empty", "is_no", "is_yes", "profile"]

LOOKED_AT = 250
LONGEST_EMPTY, LONGEST_STATUS = 60, 80
#: A text with more is no name of a role.
MAX_CHARACTERS = 400

_NO_AND_WHY = re.compile(r"^(?:no|nein|non|não|nee|nie)\s*[-–,;:(]\s*\w")

_URL = re.compile(
    r"^\s*(?:\[[^\]]*\]\()?(?:https?://|www\.)|^\S+\.(?:com|org|net|io|de|fr|es|jobs)/\S*$", re.IGNORECASE
)
_NUMBER = re.compile(r"^[\s$€£¥₩]*[-+]?\d[\d.,\s]*\s*(?:k|%|/\d+)?[\s$€£¥₩]*$", re.IGNORECASE)
_PHONE = re.compile(r"^\+?[\d\s()./-]{7,}$")
_FIRM = re.compile(
    r"\b(inc|llc|ltd|gmbh|ag|se|corp|corporation|company|co|group|technologies|labs|sa|s\.a\.|srl|spa|bv|plc|kg|"
    r"university|bank|solutions|systems|software|partners|studio|capital|health|energy)\b\.?|株式会社|有限公司|주식회사",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Profile:
    """Shares (0 to 1) of a column's distinct non-empty values that look like something, and its filling."""

    n: int
    filled: float
    distinct: float
    date: float
    url: float
    number: float
    phone: float
    yes_no: float
    boolean: float
    status: float
    role: float
    firm: float
    job_type: float
    place: float
    serial: float
    length: float


@cache
def _listed(name: str) -> frozenset[str]:
    words = read_words("empty_words")
    return frozenset(text.casefold() for text in words[name]) | frozenset(
        key(text) for text in words[name] if key(text)
    )


@cache
def _value_words(name: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(tokens(word)) for word in read_words("value_words")[name])


def is_empty(text: str) -> bool:
    """Return whether a cell stands for nothing: empty, "n/a", "-" and the like.

    Examples
    --------
    >>> [is_empty(text) for text in ["", "N/A", "—", "Acorn"]]
    [True, True, True, False]
    """
    plain = text.strip().casefold().rstrip(".")
    if len(plain) > LONGEST_EMPTY:
        return False
    return not plain or plain in _listed("empty") or plain.strip("()") in _listed("empty")


def is_yes(text: str) -> bool:
    """Return whether a cell says yes."""
    plain = text.strip().casefold()
    return plain in _listed("yes") or (key(plain) in _listed("yes"))


def is_no(text: str) -> bool:
    """Return whether a cell says no, or not yet."""
    plain = text.strip().casefold()
    return (
        plain in _listed("no")
        or (key(plain) in _listed("no"))
        or is_empty(text)
        or bool(_NO_AND_WHY.match(plain))
    )


def profile(values: pd.Categorical) -> Profile:
    """Return what the values of a column look like; at most 250 distinct ones are looked at."""
    kept = values[values != ""]
    distinct = distinct_texts(kept)
    looked = [text for text in distinct[:LOOKED_AT] if not is_empty(text)]
    n = max(len(looked), 1)

    def share(test: Callable[[str], object]) -> float:
        return sum(bool(test(value)) for value in looked) / n

    def share_with(name: str, longest: int) -> float:
        return sum(has_word(words[value], name) for value in looked if len(value) < longest) / n

    words = {value: tokens(value) for value in looked}
    return Profile(
        n=len(kept),
        filled=len(kept) / max(len(values), 1),
        distinct=len(distinct) / max(len(kept), 1),
        date=share(looks_like_date),
        url=share(_URL.search),
        number=share(_NUMBER.match),
        phone=share(_is_phone),
        yes_no=share(lambda value: is_yes(value) or is_no(value)),
        boolean=share(lambda value: value.casefold() in ("true", "false")),
        status=share(_is_status),
        role=share_with("role", MAX_CHARACTERS),
        firm=share(_FIRM.search),
        job_type=share_with("job_type", 40),
        place=share_with("place", 60),
        serial=share(lambda value: value.isdigit() and len(value) == 5 and "30000" < value < "60000"),
        length=sum(map(len, looked)) / n,
    )


def _is_status(text: str) -> bool:
    return (
        len(text) < LONGEST_STATUS
        and not looks_like_date(text)
        and read_status(text).how in ("known", "phrase")
    )


def _is_phone(text: str) -> bool:
    return bool(_PHONE.match(text)) and sum(map(str.isdigit, text)) >= 7 and not looks_like_date(text)


def has_word(words: list[str], name: str) -> bool:
    """Return whether the words of a text hold one listed in ``value_words.toml``, such as a role's."""
    listed = _value_words(name)
    return any(
        tuple(words[start : start + size]) in listed
        for size in (1, 2, 3, 4)
        for start in range(len(words) - size + 1)
    )
