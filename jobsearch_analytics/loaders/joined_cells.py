"""Employer and role written into one cell: "Acorn – Data Analyst", "Data Analyst at Acorn"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.column_words import heading_claims
from jobsearch_analytics.loaders.distinct import distinct_texts, mapped
from jobsearch_analytics.loaders.profiles import has_word
from jobsearch_analytics.loaders.words import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jobsearch_analytics.loaders.headings import Table

__all__ = ["company_and_title", "title_comes_first", "without_joined"]

LOOKED_AT = 250
LONGEST = 120

#: How many of the cells must be divided, and hold a role on one side and not on the other.
MOST, CLEAR = 0.7, 0.4

_SIGN = re.compile(r"\s+[-–—|/·•]+\s+|\s+::\s+")
#: Words that stand between a role and its employer, in that order.
_AT = re.compile(r"\s+(?:@|at|bei|chez|presso|bij|na|w)\s+(?=\S)", re.IGNORECASE)
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
    pairs = [pair for text in texts if (pair := _pair(text))]
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
    inside = _IN_BRACKETS.match(text)
    if inside:
        return inside[1], inside[2]
    at = _AT.split(text, maxsplit=1)
    if len(at) == 2 and not _SIGN.search(text):
        return at[1].strip(), at[0].strip()
    divisions = list(_SIGN.finditer(text))
    if not divisions:
        return text.strip(), ""
    where = divisions[-1] if title_first else divisions[0]
    before, after = text[: where.start()].strip(), text[where.end() :].strip()
    return (after, before) if title_first else (before, after)


def _pair(text: str) -> tuple[str, str] | None:
    where = _SIGN.search(text)
    if where is None or len(text) > LONGEST:
        return None
    return text[: where.start()], text[where.end() :]


def without_joined(table: Table) -> Table:
    """Return a table whose one column of employer and role together is two; others as they are.

    Only where no other column is headed as the employer or the role, and only where most cells are divided
    and roles stand on one side alone.
    """
    for place, column in enumerate(table.grid.columns):
        texts = [text for text in distinct_texts(column[column != ""])[:LOOKED_AT] if text]
        order = _order(texts)
        if order is None or _named_elsewhere(table.headings, place):
            continue
        parts = [mapped(column, partial(_side, side=side, title_first=order)) for side in (0, 1)]
        columns = [*table.grid.columns[:place], *parts, *table.grid.columns[place + 1 :]]
        headings = [*table.headings[:place], "Company", "Job Title", *table.headings[place + 1 :]]
        return replace(table, grid=replace(table.grid, columns=columns), headings=headings)
    return table


def _side(text: str, *, side: int, title_first: bool) -> str:
    return company_and_title(text, title_first=title_first)[side]


def _order(texts: list[str]) -> bool | None:
    """Return whether the role comes first in a column that joins both, or None if it does not join them."""
    pairs = [pair for text in texts if (pair := _pair(text))]
    if len(texts) < 3 or len(pairs) < MOST * len(texts):
        at = [text for text in texts if len(text) <= LONGEST and _AT.search(text)]
        roles = sum(has_word(tokens(_AT.split(text)[0]), "role") for text in at)
        return True if len(texts) >= 3 and len(at) >= MOST * len(texts) and roles >= CLEAR * len(at) else None
    shares = [sum(has_word(tokens(pair[side]), "role") for pair in pairs) / len(pairs) for side in (0, 1)]
    if max(shares) < CLEAR or min(shares) > max(shares) / 2:
        return None
    return shares[0] > shares[1]


def _named_elsewhere(headings: list[str], place: int) -> bool:
    sure = {
        claims[0][0]
        for other, heading in enumerate(headings)
        if other != place and (claims := heading_claims(heading)) and claims[0][1] >= 0.9
    }
    return bool(sure & {"company", "title"})
