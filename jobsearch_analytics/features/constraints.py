"""What must or must not be, in the user's own words, held against place, remote share and pay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Constraint", "read_constraints"]

_NUMBER = re.compile(r"(\d[\d.,'\s]*\d|\d)\s*(k\b)?", re.IGNORECASE)
_MONEY = re.compile(
    r"€|\$|£|\b(?:eur|usd|gbp|chf|pln|sek|salary|pay|gehalt|salaire|salario|sueldo|salário|stipendio)\b",
    re.IGNORECASE,
)
_CURRENCIES = {"€": "EUR", "$": "USD", "£": "GBP"}
_CODE = re.compile(r"\b(EUR|USD|GBP|CHF|PLN|SEK)\b", re.IGNORECASE)
_NOT = re.compile(
    r"^\s*(?:no|not|without|never|kein(?:e|en)?|ohne|pas de|sans|sin|sem|senza)\s+(.+)$", re.IGNORECASE
)
_REMOTE = re.compile(r"\b(?:remote|home ?office|télétravail|teletrabajo|remoto)\b", re.IGNORECASE)
_ONLY = re.compile(r"\b(?:only|fully|100 ?%|nur|uniquement|solo)\b", re.IGNORECASE)
_HYBRID = re.compile(r"\bhybrid\b", re.IGNORECASE)
_PLACES = re.compile(r"^\s*(?:places?|locations?|orte?|lieux?)\s*:", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")

#: Words beside "remote" that name no place.
NO_PLACES = frozenset(["remote", "within", "the", "from", "home", "office", "work", "fully", "possible"])

#: A number below this is no pay a year, unless a k stands behind it.
LEAST_PAY = 1000


@dataclass(frozen=True)
class Constraint:
    """One constraint of the profile, and what it can be checked against.

    Attributes
    ----------
    text : str
        The user's words.
    kind : str
        ``pay``, ``place``, ``remote``, ``without`` (something a posting must not speak of), or ``yours``:
        only you can check it.
    floor : float
        For ``pay``: the least, a year.
    currency : str
        For ``pay``: its ISO code, empty if not said.
    what : str
        For ``without``: the thing.
    """

    text: str
    kind: str
    floor: float = 0.0
    currency: str = ""
    what: str = ""

    def broken(self, rows: pd.DataFrame) -> NDArray:
        """Return for each row 1.0 where it is broken, 0.0 where it is met, nan where nobody can tell.

        Parameters
        ----------
        rows : DataFrame
            Columns ``location, remote, salary_min, salary_max, currency`` of the applications.
        """
        if self.kind == "pay":
            return self._pay(rows)
        if self.kind == "place":
            return self._place(rows)
        if self.kind == "remote":
            wrong = {"on_site"} if _HYBRID.search(self.text) else {"on_site", "hybrid"}
            known = rows["remote"].notna().to_numpy()
            return np.where(known, rows["remote"].isin(wrong).to_numpy(), np.nan)
        return np.full(len(rows), np.nan)

    def _pay(self, rows: pd.DataFrame) -> NDArray:
        top = rows["salary_max"].fillna(rows["salary_min"]).to_numpy(dtype=float)
        other = rows["currency"].notna() & (rows["currency"] != self.currency) & bool(self.currency)
        return np.where(np.isnan(top) | other.to_numpy(), np.nan, top < self.floor)

    def _place(self, rows: pd.DataFrame) -> NDArray:
        allowed = _words(self.text)
        places = rows["location"].fillna("").to_numpy(dtype=object)
        codes, distinct = pd.factorize(places)
        far = np.array([not (_words(place) & allowed) for place in distinct], dtype=bool)[codes]
        remote = (rows["remote"] == "remote").fillna(value=False).to_numpy() & bool(_REMOTE.search(self.text))
        return np.where(places == "", np.nan, far & ~remote)


def read_constraints(texts: Sequence[str], locations: pd.Series) -> list[Constraint]:
    """Return the constraints of a profile, each with what it can be checked against.

    Parameters
    ----------
    texts : sequence of str
        In the user's words: ``at least 65,000 EUR``, ``Berlin or remote``, ``remote only``, ``no travel``.
        ``places: Oslo, Bergen`` says outright that it is a list of places.
    locations : Series of str
        The places of the log: a constraint that names one of them is a list of places.

    Examples
    --------
    >>> texts = ["Berlin or remote", "at least 65k EUR", "no weekly travel", "kind people"]
    >>> [one.kind for one in read_constraints(texts, pd.Series(["Berlin", "Lyon"]))]
    ['place', 'pay', 'without', 'yours']
    """
    known = set().union(*(_words(place) for place in locations.dropna().unique()))
    return [_read(text, known - NO_PLACES - {"hybrid"}) for text in texts]


def _read(text: str, known: set[str]) -> Constraint:
    pay = _floor(text)
    refused = _NOT.match(text)
    if pay:
        code = _CODE.search(text)
        sign = next((code for sign, code in _CURRENCIES.items() if sign in text), "")
        return Constraint(text, "pay", floor=pay, currency=code.group(1).upper() if code else sign)
    if refused and not _REMOTE.search(text):
        return Constraint(text, "without", what=refused.group(1))
    if _PLACES.match(text) or _words(text) & known:
        return Constraint(text, "place")
    if _REMOTE.search(text) and (_ONLY.search(text) or _HYBRID.search(text)):
        return Constraint(text, "remote")
    if _REMOTE.search(text):
        # "Oslo or remote" names places, whether or not one of them stands in the log.
        return Constraint(text, "place" if _words(text) - NO_PLACES else "remote")
    return Constraint(text, "yours")


def _floor(text: str) -> float:
    """Return the pay a constraint asks for, 0 if it speaks of none."""
    if not _MONEY.search(text):
        return 0.0
    numbers = [
        float(re.sub(r"[.,'\s]", "", number)) * (1000 if thousands else 1)
        for number, thousands in _NUMBER.findall(text)
    ]
    return next((number for number in numbers if number >= LEAST_PAY), 0.0)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}
