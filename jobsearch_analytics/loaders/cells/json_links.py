"""JSON whose records point at one another: a board whose cards name their column by id, firms by id."""

from __future__ import annotations

from typing import Any

from jobsearch_analytics.loaders.language.column_words import meaning_of_heading
from jobsearch_analytics.loaders.language.statuses import read_status
from jobsearch_analytics.loaders.language.words import key, split_camel

__all__ = ["records_in", "with_links"]

NAMES = ("title", "name", "label")
BOARDS = frozenset(
    ["columns", "lists", "lanes", "stages", "statuses", "buckets", "phases", "pipeline", "boards"]
)
#: How many of the values of a field must be ids of another list for the field to point at it.
POINTING = 0.8


def with_links(content: dict[str, Any]) -> dict[str, Any]:
    """Return a state without its lists of names: the records that point at one say the name instead.

    Examples
    --------
    >>> with_links({"lanes": [{"id": 1, "title": "Applied"}], "jobs": [{"role": "Fitter", "laneId": 1}]})
    {'jobs': [{'role': 'Fitter', 'status': 'Applied'}]}
    """
    lists = {name: records for name, value in content.items() if (records := records_in(value))}
    for source, named in lists.items():
        names = _names(named)
        word = _word(source, list(names.values()))
        pointing = [other for other in lists if other != source and word and names]
        done = {other: said for other in pointing if (said := _said(lists[other], named, names, word))}
        if done:
            rest = {name: value for name, value in content.items() if name != source}
            return with_links({**rest, **done})
    return content


def records_in(value: Any) -> list[dict]:
    """Return the records of a list, or of an object that keeps them by their ids."""
    if isinstance(value, dict):
        inner = list(value.values())
        named = inner and all(isinstance(item, dict) for item in inner)
        return [{"id": label, **item} for label, item in value.items()] if named else []
    return (
        value if isinstance(value, list) and value and all(isinstance(item, dict) for item in value) else []
    )


def _names(records: list[dict]) -> dict[Any, str]:
    """Return the name of each id of a list of names; empty if it is none."""
    found = {}
    for record in records:
        name = next((record[word] for word in NAMES if isinstance(record.get(word), str)), None)
        number = record.get("id", record.get("_id", record.get("key")))
        if name is None or not isinstance(number, (str, int)):
            return {}
        found[number] = name
    return found


def _word(source: str, names: list[str]) -> str:
    """Return what the names of a list are: statuses, firms, or nothing that a record is told by."""
    if meaning_of_heading(source) == "company":
        return "company"
    told = sum(read_status(name).how in ("known", "phrase", "misspelt") for name in names)
    return "status" if key(split_camel(source)) in BOARDS or told > len(names) / 2 else ""


def _said(records: list[dict], named: list[dict], names: dict[Any, str], word: str) -> list[dict]:
    """Return records with the name they point at, or that points at them; empty if none does."""
    for field in dict.fromkeys(label for record in records for label in record if label != "id"):
        values = [record[field] for record in records if isinstance(record.get(field), (str, int))]
        if values and sum(value in names for value in values) >= POINTING * len(records):
            return [
                {**{k: v for k, v in record.items() if k != field}, word: names.get(record.get(field), "")}
                for record in records
            ]
    held = {
        item: names[number]
        for number, record in zip(names, named, strict=True)
        for value in record.values()
        if isinstance(value, list)
        for item in value
        if isinstance(item, (str, int))
    }
    inside = sum(record.get("id") in held for record in records if isinstance(record.get("id"), (str, int)))
    if inside < POINTING * len(records):
        return []
    return [{**record, word: held.get(record.get("id"), "")} for record in records]
