"""Employer and role in one text: "Acorn – Data Analyst", "Data Analyst at Acorn"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.language.profiles import has_word
from jobsearch_analytics.loaders.language.words import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["AT_WORDS", "LONGEST", "company_and_title", "divided", "title_comes_first"]

#: A longer text is a sentence, not a firm and a role.
LONGEST = 120
#: A text beyond this is not looked into.
MAX_CHARACTERS = 400

_SIGN = re.compile(r"\s+[-–—|/·•]+\s+|\s+::\s+")
#: Words that stand between a role and its employer, in that order.
AT_WORDS = re.compile(r"\s+(?:@|at|bei|chez|presso|bij|na|w)\s+(?=\S)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"^\s*[(\[]([^)\]]+)[)\]]\s*(.+)$")


def title_comes_first(texts: Iterable[str]) -> bool | None:
    """Return whether the role stands before the employer, as most cells of a column do; None if none tells.

    Examples
    --------
    >>> title_comes_first(["Dock Supervisor - Ryde Freight", "Night Manager - Belmont"])
    True
    >>> title_comes_first(["Ryde Freight - Dock Supervisor", "Belmont - Night Manager"])
    False
    """
    pairs = [pair for text in texts if (pair := divided(text))]
    first, second = (sum(has_word(tokens(pair[side]), "role") for pair in pairs) for side in (0, 1))
    return None if first == second else first > second


def company_and_title(text: str, *, title_first: bool) -> tuple[str, str]:
    """Return the employer and the role in a cell; all of it is the employer where nothing divides it.

    Parameters
    ----------
    text : str
        The cell.
    title_first : bool
        The order of the column, for a dash or a bar; "at" tells the order itself.

    Examples
    --------
    >>> company_and_title("Acorn – Analyst – Berlin", title_first=False)
    ('Acorn', 'Analyst – Berlin')
    >>> company_and_title("Analyst at Acorn", title_first=False)
    ('Acorn', 'Analyst')
    """
    if len(text) > MAX_CHARACTERS:
        return text.strip(), ""
    inside = _IN_BRACKETS.match(text)
    if inside:
        return inside[1], inside[2]
    at = AT_WORDS.split(text, maxsplit=1)
    if len(at) == 2 and not _SIGN.search(text):
        return at[1].strip(), at[0].strip()
    divisions = list(_SIGN.finditer(text))
    if not divisions:
        return text.strip(), ""
    where = divisions[-1] if title_first else divisions[0]
    before, after = text[: where.start()].strip(), text[where.end() :].strip()
    return (after, before) if title_first else (before, after)


def divided(text: str) -> tuple[str, str] | None:
    """Return what stands before and after the first sign that divides a text, or None if none does."""
    where = _SIGN.search(text) if len(text) <= LONGEST else None
    if where is None:
        return None
    return text[: where.start()], text[where.end() :]
