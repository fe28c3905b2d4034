"""Pay that must not leave, in each way of writing it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.report.spelling import MONEY, PAY, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jobsearch_analytics.search import JobSearch

__all__ = ["pay_names"]

#: Pay below this is by the hour or the day, and is told from other numbers by what stands beside it.
YEARLY = 1000
HOURLY_WORDS = (
    *("eur", "euro", "euros", "usd", "dollars", "gbp", "pounds", "chf"),
    *("an hour", "per hour", "a day", "h", "hr", "die stunde", "pro stunde"),
)

#: What stands for three zeros.
THOUSAND = ("k", "t", "tsd", "tausend", "thousand", "grand", "mille", "teur", "keur")

#: Numbers in words: below twenty, and the tens.
ENGLISH = (
    *("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
GERMAN = (
    *("", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
    *("dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"),
)
ENGLISH_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
GERMAN_TENS = ("", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")

#: A whole number in this range is rather a year.
YEARS = (1990, 2050)


def pay_names(search: JobSearch) -> list[Name]:
    """Return the pay of the log, and the amounts in the user's constraints."""
    sent = search.applications
    amounts = {float(amount) for amount in pd.concat([sent["salary_min"], sent["salary_max"]]).dropna()}
    own = search.profile.get("constraints", ())
    told = " ".join([own] if isinstance(own, str) else [str(text) for text in own])
    for digits in re.findall(r"\d{1,3}(?:[.,' ]\d{3})+|\d{4,7}", told):
        amounts.add(float(re.sub(r"\D", "", digits)))
    return [name for amount in sorted(amounts) for name in _spellings(amount)]


def _spellings(amount: float) -> Iterator[Name]:
    """Yield an amount in groups of three digits, which match with any separator, and as thousands."""
    if amount < YEARLY:
        text = f"{amount:g}"
        yield Name(PAY, text, text, MONEY)
        yield from (Name(PAY, f"{text} {word}", text) for word in HOURLY_WORDS)
        return
    whole = round(amount)
    if YEARS[0] <= whole <= YEARS[1]:
        return
    grouped = f"{whole:,}".replace(",", " ")
    thousands = [f"{whole / 1000:g}", *([f"{whole / 1000:.1f}"] if whole % 1000 == 0 else [])]
    yield Name(PAY, grouped, grouped)
    if whole % 1000 == 0:
        thousands += in_words(whole // 1000)
    yield from (Name(PAY, f"{text} {word}", grouped) for text in thousands for word in THOUSAND)


def in_words(number: int) -> list[str]:
    """Return a whole number below 1,000 in English and in German words; nothing for a larger one.

    Examples
    --------
    >>> in_words(58), in_words(120)
    (['fifty eight', 'achtundfünfzig'], ['one hundred and twenty', 'one hundred twenty', 'einhundertzwanzig'])
    """
    if not 0 < number < 1000:
        return []
    hundreds, rest = divmod(number, 100)
    english, german = _below_hundred(rest)
    if not hundreds:
        return [english, german]
    english_hundred, german_hundred = f"{ENGLISH[hundreds]} hundred", f"{_joined(hundreds)}hundert"
    joined = dict.fromkeys(
        f"{english_hundred}{word}{english}".strip() for word in ((" and ", " ") if rest else ("",))
    )
    return [*joined, f"{german_hundred}{german}"]


def _below_hundred(number: int) -> tuple[str, str]:
    if number < len(ENGLISH):
        return ENGLISH[number], GERMAN[number]
    tens, ones = divmod(number, 10)
    german = f"{_joined(ones)}und{GERMAN_TENS[tens]}" if ones else GERMAN_TENS[tens]
    return f"{ENGLISH_TENS[tens]} {ENGLISH[ones]}".strip(), german


def _joined(number: int) -> str:
    """Return a German number below ten as it stands before other words."""
    return "ein" if number == 1 else GERMAN[number]
