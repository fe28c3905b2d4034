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
THOUSAND = ("k", "t", "tsd", "tausend", "thousand", "grand", "mille")

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
    yield from (Name(PAY, f"{text} {word}", grouped) for text in thousands for word in THOUSAND)
