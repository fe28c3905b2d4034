"""In which order those who keep this log usually write day and month: from its language and places."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.language.distinct import distinct_texts
from jobsearch_analytics.loaders.language.words import read_words, tokens

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.naming.columns import Columns
    from jobsearch_analytics.loaders.naming.headings import Table

__all__ = ["usual_order"]

LOOKED_AT = 200


def usual_order(table: Table, columns: Columns) -> str:
    """Return ``day first`` or ``month first`` where the log's places, money or language tell."""
    votes = {"day first": 0, "month first": 0}
    for name in ("location", "salary", "title", "company", "url"):
        place = columns.first(name)
        if place is None:
            continue
        for text in distinct_texts(table.grid.columns[place])[:LOOKED_AT]:
            words = set(tokens(text))
            votes["month first"] += bool(words & _listed("month_first")) or "$" in text
            votes["day first"] += (
                bool(words & _listed("day_first")) or "€" in text or "£" in text or ".co.uk" in text
            )
    if votes["day first"] != votes["month first"]:
        return max(votes, key=lambda order: votes[order])
    return "day first" if _is_other_language(table.headings) else ""


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(" ".join(tokens(word)) for word in read_words("value_words")[name])


def _is_other_language(headings: list[str]) -> bool:
    """Return whether two headings stand in the list of a language other than English."""
    return sum(not heading.isascii() or _first_language(heading) for heading in headings) >= 2


@cache
def _first_language(heading: str) -> bool:
    plain = " ".join(tokens(heading))
    for words in read_words("column_words").values():
        listed = [" ".join(tokens(word)) for word in words]
        if plain in listed:
            # English words come first in every list; the German ones follow.
            border = next(
                (n for n, word in enumerate(words) if not word.isascii() or word in _FOREIGN), len(listed)
            )
            return listed.index(plain) >= border
    return False


_FOREIGN = frozenset(
    [
        "firma",
        "stelle",
        "datum",
        "tag",
        "stand",
        "ort",
        "quelle",
        "lien",
        "fecha",
        "data",
        "estado",
        "notiz",
        "empresa",
        "azienda",
        "bedrijf",
        "beworben",
    ]
)
