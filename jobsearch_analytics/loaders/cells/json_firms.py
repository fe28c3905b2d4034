"""JSON that keeps applications under the firm's name: ``{"Acorn": {"role": ...}}``, a list, or a word."""

from __future__ import annotations

import re
from typing import Any

from jobsearch_analytics.loaders.cells.json_links import records_in
from jobsearch_analytics.loaders.language.column_words import meaning_of_heading
from jobsearch_analytics.loaders.language.statuses import read_status
from jobsearch_analytics.loaders.language.words import split_camel

__all__ = ["meaning_of_key", "records_by_firm"]

#: A key without blanks and with a digit is a number that a program gave, no firm.
_NUMBER = re.compile(r"^[\W_]|^\S*\d\S*$")
MIN_FIRMS = 2
LOOKED_AT = 200
TOLD = 0.6


def meaning_of_key(label: str) -> str | None:
    """Return the meaning of a key as of a heading."""
    return meaning_of_heading(split_camel(label))


def records_by_firm(content: dict[str, Any]) -> list[tuple[int, dict]]:
    """Return the applications kept under firms' names, each numbered by its firm; empty if none are.

    Examples
    --------
    >>> records_by_firm({"Acorn": {"role": "Fitter", "applied": "May 5"}, "Beech": {"role": "Smith"}})[1]
    (2, {'company': 'Beech', 'role': 'Smith'})
    >>> records_by_firm({"Acorn": "Rejected", "Beech": "Interview"})[0]
    (1, {'company': 'Acorn', 'status': 'Rejected'})
    """
    if len(content) < MIN_FIRMS or not _are_firms(list(content)):
        return []
    values = list(content.values())
    if all(isinstance(value, str) for value in values):
        told = sum(read_status(value).how in ("known", "phrase") for value in values)
        pairs = enumerate(content.items(), start=1)
        words = [(number, {"company": firm, "status": value}) for number, (firm, value) in pairs]
        return words if told >= TOLD * len(values) else []
    lists = [[value] if isinstance(value, dict) else records_in(value) for value in values]
    if not all(lists) or not _speak_of_jobs([record for records in lists for record in records]):
        return []
    found: list[tuple[int, dict]] = []
    for number, (firm, records) in enumerate(zip(content, lists, strict=True), start=1):
        if any(_meanings([record]) & {"title"} for record in records) or len(records) == 1:
            found += [(number, {"company": firm, **record}) for record in records]
        else:
            found.append((number, {"company": firm, "history": records}))
    return found


def _are_firms(labels: list[str]) -> bool:
    """Return whether most keys can be names of firms: no heading, no status, no number of a program."""
    odd = sum(
        meaning_of_key(label) is not None or bool(_NUMBER.search(label)) or read_status(label).how == "known"
        for label in labels[:LOOKED_AT]
    )
    return odd <= (1 - TOLD) * len(labels[:LOOKED_AT])


def _meanings(records: list[dict]) -> set[str | None]:
    return {meaning_of_key(label) for record in records for label in record}


def _speak_of_jobs(records: list[dict]) -> bool:
    """Return whether records tell of applications and name no firm themselves."""
    known = _meanings(records)
    told = known & {"status", "outcome", "applied", "date", "event", "history", "response"}
    return "company" not in known and bool(told or "title" in known) and len(known - {None}) >= 2
