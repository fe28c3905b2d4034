"""The dictionary of every column, as it stands in ``data_samples/README.md`` between two marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.tables import PLACE, PROFILE_KEYS, TABLES

if TYPE_CHECKING:
    from jobsearch_analytics.tables import Column

__all__ = ["BEGIN", "END", "dictionary", "with_dictionary"]

BEGIN = "<!-- columns: written by `python -m tests.simulator` from tables.py -->"
END = "<!-- end of columns -->"

#: The types in words that need no pandas.
TYPES = {
    "str": "text",
    "float64": "number",
    "Int64": "whole number",
    "bool": "truth value",
    "datetime64[us]": "day",
}

HEADING = (
    "| column | meaning | type | unit or form | required | allowed values |\n|---|---|---|---|---|---|\n"
)


def dictionary() -> str:
    """Return the dictionary as Markdown: a section per table, then the place of a row, then the profile."""
    place = {column.name for column in PLACE}
    sections = [
        _section(name, tuple(column for column in columns if column.name not in place))
        for name, columns in TABLES.items()
    ]
    sections.append(_section("every table, once loaded", PLACE))
    keys = "".join(f"| {key} | {meaning} |\n" for key, meaning in PROFILE_KEYS.items())
    sections.append(f"### profile.toml\n\n| key | meaning |\n|---|---|\n{keys}")
    return "\n".join(sections)


def with_dictionary(readme: str) -> str:
    """Return the README with the part between the marks written anew."""
    before, rest = readme.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{dictionary()}\n{END}{after}"


def _section(name: str, columns: tuple[Column, ...]) -> str:
    rows = "".join(_row(column) for column in columns)
    return f"### {name}\n\n{HEADING}{rows}"


def _row(column: Column) -> str:
    required = "yes" if column.required else ""
    cells = (
        column.name,
        column.meaning,
        TYPES[column.dtype],
        column.unit,
        required,
        ", ".join(column.choices),
    )
    return f"| {' | '.join(cells)} |\n"
