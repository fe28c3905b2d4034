"""The ways a date is written, and the numbers in each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.language.words import read_words

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["DateText", "date_made", "date_patterns", "month_names"]

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


@cache
def month_names() -> re.Pattern[str]:
    """Return what finds the name of a month, in any of the languages."""
    months = sorted(_month_numbers(), key=len, reverse=True)
    return re.compile(rf"(?<![^\W\d_])({'|'.join(map(re.escape, months))})(?![^\W\d_])\.?")


@cache
def date_patterns() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], DateText | None], bool], ...]:
    """Return what finds dates, in order: the pattern, what makes a date of it, whether it needs a month."""
    month = month_names().pattern
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


def date_made(
    year: int | None, month: int | None, day: int | None, style: str, fuzz: str = ""
) -> DateText | None:
    """Return the date of these numbers, as far as there is one; None where there is none."""
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
    return date_made(year, month, day, "iso")


def _numbers(match: re.Match[str]) -> DateText | None:
    first, sign, second, year = int(match[1]), match[2], int(match[3]), _whole_year(match[4])
    if first > 12 and second > 12:  # 24-03-15 is year first
        return None
    if first > 12:
        return date_made(year, second, first, sign + "d")
    if second > 12:
        return date_made(year, first, second, sign + "m")
    date = date_made(year, first, second, sign)
    return date and replace(date, swapped=first != second, fuzz="")


def _typo(match: re.Match[str]) -> DateText | None:
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    month, day = (second, first) if first > 12 else (first, second)
    return date_made(year, month, day, "/", fuzz="typo")


def _day_month(match: re.Match[str]) -> DateText | None:
    return date_made(_whole_year(match[3]), _month_numbers()[match[2]], int(match[1]), "named")


def _month_day(match: re.Match[str]) -> DateText | None:
    number = int(match[2])
    if (
        not match[3] and "-" in match.group() and 19 <= number <= 40
    ):  # "Jan-24" is how a spreadsheet writes a month
        return date_made(2000 + number, _month_numbers()[match[1]], None, "named")
    return date_made(_whole_year(match[3]), _month_numbers()[match[1]], number, "named")


def _month_year(match: re.Match[str]) -> DateText | None:
    return date_made(_whole_year(match[2]), _month_numbers()[match[1]], None, "named")


def _year_month_name(match: re.Match[str]) -> DateText | None:
    return date_made(int(match[1]), _month_numbers()[match[2]], int(match[3]) if match[3] else None, "named")


def _month_then_year(match: re.Match[str]) -> DateText | None:
    return date_made(int(match[2]), int(match[1]), None, "iso")


def _month_alone(match: re.Match[str]) -> DateText | None:
    return date_made(None, _month_numbers()[match[1]], None, "named")


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
