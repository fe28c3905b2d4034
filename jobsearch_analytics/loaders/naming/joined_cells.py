"""Employer and role written into one cell: "Acorn – Data Analyst", "Data Analyst at Acorn"."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.language.column_words import heading_claims
from jobsearch_analytics.loaders.language.distinct import distinct_texts, mapped
from jobsearch_analytics.loaders.language.joined_texts import AT_WORDS, LONGEST, company_and_title, divided
from jobsearch_analytics.loaders.language.profiles import has_word
from jobsearch_analytics.loaders.language.words import tokens

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.naming.headings import Table

__all__ = ["without_joined"]

LOOKED_AT = 250

#: How many of the cells must be divided, and hold a role on one side and not on the other.
MOST, CLEAR = 0.7, 0.4


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
    pairs = [pair for text in texts if (pair := divided(text))]
    if len(texts) < 3 or len(pairs) < MOST * len(texts):
        at = [text for text in texts if len(text) <= LONGEST and AT_WORDS.search(text)]
        roles = sum(has_word(tokens(AT_WORDS.split(text)[0]), "role") for text in at)
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
