"""A table of people: contacts with their firm, role, relation and way to reach them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.loaders.cells.said import problem, reading_row
from jobsearch_analytics.loaders.cells.texts_of_cells import clean_text, link_in
from jobsearch_analytics.loaders.language.distinct import coded, mapped
from jobsearch_analytics.loaders.language.words import key, split_camel
from jobsearch_analytics.loaders.naming.layouts import heading_words
from jobsearch_analytics.loaders.records.part import Part
from jobsearch_analytics.tables import RELATIONS

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.naming.columns import Columns
    from jobsearch_analytics.loaders.naming.headings import Table

__all__ = ["read_people", "relation_named"]

_RELATION_SIGNS = (
    ("hiring", "hiring_manager"),
    ("recruit", "recruiter"),
    ("talent", "recruiter"),
    ("interview", "interviewer"),
    ("refer", "referrer"),
    ("mentor", "mentor"),
    ("coach", "coach"),
    ("group", "group"),
    ("friend", "peer"),
    ("colleague", "peer"),
    ("peer", "peer"),
)


def relation_named(text: str) -> str | None:
    """Return the relation that a word for it means, or None.

    Examples
    --------
    >>> relation_named("Tech Recruiter"), relation_named("neighbour") is None
    ('recruiter', True)
    """
    plain = key(text)
    if plain.replace(" ", "_") in RELATIONS:
        return plain.replace(" ", "_")
    return next((relation for sign, relation in _RELATION_SIGNS if sign in plain), None)


def read_people(table: Table, columns: Columns) -> Part:
    """Return the contacts of a table of people; rows without a name are set aside."""
    grid = table.grid
    headings = [key(split_camel(heading)) for heading in table.headings]
    names = _names(table, headings)
    frame = pd.DataFrame({"row": -1, "name": names, "source_row": grid.rows})
    for target, found in _places(headings, columns).items():
        frame[target] = mapped(grid.columns[found], link_in if target == "url" else clean_text)
    if "relation_text" in frame:
        frame["relation"] = mapped(frame["relation_text"], relation_named)
    part = Part(n_rows=grid.n_rows)
    named = frame["name"] != ""
    part.tables["contacts"] = frame[named]
    part.problems += [
        problem(grid, int(row), "names no person; set aside") for row in frame.loc[~named, "source_row"]
    ]
    part.reading.append(reading_row(grid, "all", "contacts", "a table of people"))
    return part


def _names(table: Table, headings: list[str]) -> pd.Categorical:
    columns = table.grid.columns
    if "first name" in headings and "last name" in headings:
        first, last = (
            mapped(columns[headings.index(name)], clean_text) for name in ("first name", "last name")
        )
        return coded([f"{one} {two}".strip() for one, two in zip(first, last, strict=True)])
    place = next(place for place, heading in enumerate(headings) if heading in heading_words("person_name"))
    return mapped(columns[place], clean_text)


def _places(headings: list[str], columns: Columns) -> dict[str, int]:
    found = {
        "company": columns.first("company"),
        "email": columns.first("contact_email"),
        "url": columns.first("url"),
    }
    for target, signs in (
        ("role", ("position", "role", "title", "job title")),
        ("relation_text", ("relation", "relationship", "type", "category", "who")),
    ):
        found[target] = next((place for place, heading in enumerate(headings) if heading in signs), None)
    linked = next(
        (place for place, heading in enumerate(headings) if "linkedin" in heading or heading == "profile"),
        None,
    )
    found["url"] = found["url"] if found["url"] is not None else linked
    return {target: place for target, place in found.items() if place is not None}
