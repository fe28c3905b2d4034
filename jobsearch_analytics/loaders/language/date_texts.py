"""One date as a person writes it: the numbers in it, how exact they are, and what is doubtful."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.language.words import key, read_words

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["DateText", "find_date_texts", "looks_like_date", "read_date_text"]

MAX_CHARACTERS = 400
EXCEL_DAYS = (30_000, 60_000)  # 1982 to 2064


@dataclass(frozen=True)
class DateText:
    """The numbers of one written date.

    Attributes
    ----------
    year, month, day : int or None
        What is known.
    swapped : bool
        True if ``month`` and ``day`` could change places: which is which, the column tells.
    style : str
        ``iso``, ``named``, or the sign between the numbers, with ``d`` or ``m`` behind it where only day
        first or only month first gives a date: ``/d``.
    fuzz : str
        What makes it uncertain: ``about``, ``before``, ``after``, ``two dates``, ``typo``, ``impossible``.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    swapped: bool = False
    style: str = ""
    fuzz: str = ""


@lru_cache(maxsize=100_000)
def looks_like_date(text: str) -> bool:
    """Return whether a cell holds a date and little else.

    Examples
    --------
    >>> [looks_like_date(text) for text in ["8/3/2025", "2. März", "Senior Engineer", "45", "May"]]
    [True, True, False, False, False]
    """
    if len(text) > 60 or not any(sign.isdigit() for sign in text):
        return False
    if _ISO.fullmatch(text):
        return True
    found, rest = _scan(text)
    if not found or found[0].style == "number" or (found[0].year is None and found[0].style[0] in "/-."):
        return False
    return len(re.sub(r"[\W\d_]+", "", rest)) <= 12


def find_date_texts(text: str) -> list[DateText]:
    """Return the dates inside a longer text, in order."""
    return [date for date in _scan(text[:MAX_CHARACTERS])[0] if date.style != "number"]


@lru_cache(maxsize=100_000)
def read_date_text(text: str) -> DateText | None:
    """Return the date that a cell of a date column holds, or None.

    Examples
    --------
    >>> read_date_text("15/01/2025")
    DateText(year=2025, month=1, day=15, swapped=False, style='/d', fuzz='')
    >>> read_date_text("2026-06 (approx.)")
    DateText(year=2026, month=6, day=None, swapped=False, style='iso', fuzz='about')
    >>> read_date_text("yesterday") is None
    True
    """
    if not text or len(text) > MAX_CHARACTERS:
        return None
    plain = _ISO.fullmatch(text)
    if plain:
        return _made(int(plain[1]), int(plain[2]), int(plain[3]), "iso")
    found, rest = _scan(text)
    if not found:
        return None
    first = found[0]
    if len({(date.year, date.month, date.day) for date in found}) > 1 and not first.fuzz:
        return replace(first, fuzz="two dates")
    fuzz = first.fuzz or _fuzz(rest, text)
    return replace(first, fuzz=fuzz)


def _fuzz(rest: str, text: str) -> str:
    words = set(key(rest).split())
    if "~" in text or "?" in rest or words & _fuzzy_words("about"):
        return "about"
    return next((name for name in ("before", "after") if words & _fuzzy_words(name)), "")


@cache
def _fuzzy_words(name: str) -> frozenset[str]:
    return frozenset(map(key, read_words("date_words")[name]))


def _scan(text: str) -> tuple[list[DateText], str]:
    """Return the dates of a text, in order, and what is left of the text without them."""
    line = unicodedata.normalize("NFKC", text).casefold().strip()
    line = _CLOCK.sub(" ", line)
    found: list[tuple[int, DateText]] = []
    has_month = _month().search(line) is not None
    if not has_month and not _DIGIT.search(line):
        return [], line
    for pattern, make, needs_month in _patterns():
        if needs_month and not has_month:
            continue
        for match in pattern.finditer(line):
            date = make(match)
            if date is not None:
                found.append((match.start(), date))
                line = line[: match.start()] + "\x00" * len(match.group()) + line[match.end() :]
    found.sort(key=lambda item: item[0])
    return [date for _, date in found], line.replace("\x00", " ")


_CLOCK = re.compile(
    r"(?:(?<=\d)t|(?<=\s))\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:z\b|utc\b|gmt\b|[+-]\d{2}:?\d{2})?"
)


_DIGIT = re.compile(r"\d")
_ISO = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(\d{2})")


@cache
def _month() -> re.Pattern[str]:
    """Return what finds the name of a month, in any of the languages."""
    months = sorted(_month_numbers(), key=len, reverse=True)
    return re.compile(rf"(?<![^\W\d_])({'|'.join(map(re.escape, months))})(?![^\W\d_])\.?")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], DateText | None], bool], ...]:
    month = _month().pattern
    near, year = r"[\s\-/.,]{0,3}(?:(?:de|del|of|di|do|năm)\s+)?", r"(\d{4}|'\d{2}|\d{2})"
    gap = r"[\s\-/.]{0,2}"
    table = [
        (r"(?<!\d)(\d{4})[-/.]\s?(\d{1,2})[-/.]\s?(\d{1,2})(?!\d)", _year_first),
        (r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월](?:\s*(\d{1,2})\s*[日일])?", _year_first),
        (r"(?<!\d)()(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]", _year_first),
        (r"(?<!\d)(20\d{2})(\d{2})(\d{2})(?!\d)", _year_first),
        (r"(?<!\d)(\d{1,2})\s?([/.\-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)", _numbers),
        (rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|[.ºª])?{near}{month}(?:{near}{year}(?![\d:]))?", _day_month),
        (rf"(?<!\d)(\d{{4}}){near}{month}(?:[\s\-/.]{{0,2}}(\d{{1,2}})(?!\d))?", _year_month_name),
        (rf"{month}{gap}(\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])[\s,\-/.]{{0,3}}(\d{{4}}|'\d{{2}})?", _month_day),
        (rf"{month}{near}(\d{{4}}|'\d{{2}})(?!\d)", _month_year),
        (r"(?<!\d)(\d{4})[-/.](\d{1,2})(?!\d)()", _year_first),
        (r"(?<!\d)(\d{1,2})[/.\-](\d{4})(?!\d)", _month_then_year),
        (r"(?<!\d)(\d{1,2})/(\d{1,2})(20\d{2})(?!\d)", _typo),
        (r"(?<![\d.,])(\d{1,2})([/\-])(\d{1,2})(?![\d/]|[.,]\d)()", _numbers),
        (r"(?<![\d.,])(\d{1,2})(\.)(\d{1,2})\.(?!\d)()", _numbers),
        (r"(?<!\d)((?:19|20)\d{2})(?!\d)()()", _year_first),
        (rf"^\W*{month}\W*$", _month_alone),
        (r"^(\d{5})(?:\.\d+)?$", _excel),
        (r"^(1\d{9})(?:\d{3})?$", _epoch),
    ]  # fmt: skip
    return tuple((re.compile(pattern), make, month in pattern) for pattern, make in table)


@cache
def _month_numbers() -> dict[str, int]:
    rows = enumerate(read_words("date_words")["months"], start=1)
    return {name: number for number, names in rows for name in names}


def _whole_year(text: str | None) -> int | None:
    digits = (text or "").strip("'")
    return (int(digits) if len(digits) == 4 else 2000 + int(digits)) if digits else None


def _made(
    year: int | None, month: int | None, day: int | None, style: str, fuzz: str = ""
) -> DateText | None:
    if year is not None and 2540 <= year <= 2600:  # the Buddhist years of Thailand
        year -= 543
    if year is not None and not 1970 <= year <= 2100:
        return None
    if month is None or not 1 <= month <= 12:
        return None if month is not None else DateText(year=year, style=style, fuzz=fuzz)
    if day is not None and not 1 <= day <= _month_length(year, month):
        return DateText(year, month, None, style=style, fuzz="impossible") if 1 <= day <= 31 else None
    return DateText(year, month, day, style=style, fuzz=fuzz)


def _month_length(year: int | None, month: int) -> int:
    import calendar

    return calendar.monthrange(year or 2024, month)[1]


def _year_first(match: re.Match[str]) -> DateText | None:
    year, month, day = (int(part) if part else None for part in match.groups())
    if month is not None and month > 12 and day is not None and day <= 12:
        month, day = day, month
    return _made(year, month, day, "iso")


def _numbers(match: re.Match[str]) -> DateText | None:
    first, sign, second, year = int(match[1]), match[2], int(match[3]), _whole_year(match[4])
    if first > 12 and second > 12:  # 24-03-15 is year first
        return None
    if first > 12:
        return _made(year, second, first, sign + "d")
    if second > 12:
        return _made(year, first, second, sign + "m")
    date = _made(year, first, second, sign)
    return date and replace(date, swapped=first != second, fuzz="")


def _typo(match: re.Match[str]) -> DateText | None:
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    month, day = (second, first) if first > 12 else (first, second)
    return _made(year, month, day, "/", fuzz="typo")


def _day_month(match: re.Match[str]) -> DateText | None:
    return _made(_whole_year(match[3]), _month_numbers()[match[2]], int(match[1]), "named")


def _month_day(match: re.Match[str]) -> DateText | None:
    number = int(match[2])
    if (
        not match[3] and "-" in match.group() and 19 <= number <= 40
    ):  # "Jan-24" is how a spreadsheet writes a month
        return _made(2000 + number, _month_numbers()[match[1]], None, "named")
    return _made(_whole_year(match[3]), _month_numbers()[match[1]], number, "named")


def _month_year(match: re.Match[str]) -> DateText | None:
    return _made(_whole_year(match[2]), _month_numbers()[match[1]], None, "named")


def _year_month_name(match: re.Match[str]) -> DateText | None:
    return _made(int(match[1]), _month_numbers()[match[2]], int(match[3]) if match[3] else None, "named")


def _month_then_year(match: re.Match[str]) -> DateText | None:
    return _made(int(match[2]), int(match[1]), None, "iso")


def _month_alone(match: re.Match[str]) -> DateText | None:
    return _made(None, _month_numbers()[match[1]], None, "named")


def _excel(match: re.Match[str]) -> DateText | None:
    from datetime import date, timedelta

    number = int(match[1])
    if not EXCEL_DAYS[0] <= number <= EXCEL_DAYS[1]:
        return None
    day = date(1899, 12, 30) + timedelta(days=number)
    return DateText(day.year, day.month, day.day, style="number")


def _epoch(match: re.Match[str]) -> DateText | None:
    from datetime import UTC, datetime

    day = datetime.fromtimestamp(int(match[1]), tz=UTC)
    return DateText(day.year, day.month, day.day, style="number")
