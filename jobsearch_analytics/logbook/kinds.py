"""What can be logged, and what each kind of entry takes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from jobsearch_analytics.errors import BadArgumentError, UnknownChoiceError
from jobsearch_analytics.tables import TABLES, Column

__all__ = ["KINDS", "Kind", "checked"]


@dataclass(frozen=True)
class Kind:
    """A kind of entry.

    Attributes
    ----------
    name : str
        As the user types it.
    table : str
        Where its row goes.
    day : str
        The column that the day of the entry fills; empty if it has none.
    needs : tuple of str
        What must be given.
    takes : tuple of str
        What may be given beside it.
    """

    name: str
    table: str
    day: str
    needs: tuple[str, ...]
    takes: tuple[str, ...]

    def choices(self, name: str) -> tuple[str, ...]:
        """Return the values allowed for a field; empty where any will do."""
        column = self.column(name)
        return column.choices if column is not None else ()

    def column(self, name: str) -> Column | None:
        """Return the column of the table that a field fills, or None for names that are looked up."""
        # Who said an answer goes with its words, which are kept as feedback too.
        table = "feedback" if name == "said_by" else self.table
        return next((column for column in TABLES[table] if column.name == name), None)


_POSTING = ("title", "channel", "location", "remote", "salary_min", "salary_max", "currency", "url", "note")

#: Every kind of entry by name. ``application`` and ``contact`` are looked up by name among those known.
KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "application",
            "applications",
            "applied_on",
            ("company",),
            (*_POSTING, "materials", "referrer", "effort_minutes"),
        ),
        Kind("lead", "applications", "", ("company",), _POSTING),
        Kind("event", "events", "occurred_on", ("application", "event"), ("note",)),
        Kind("touch", "touches", "on", ("purpose",), ("contact", "application", "direction", "note")),
        Kind(
            "contact",
            "contacts",
            "met_on",
            ("name",),
            ("company", "role", "relation", "email", "url", "cadence_days"),
        ),
        Kind(
            "feedback", "feedback", "received_on", ("text",), ("application", "company", "stage", "said_by")
        ),
        Kind("ask", "touches", "on", ("application",), ("contact", "note")),
        Kind("answer", "touches", "replied_on", (), ("application", "contact", "answer", "said_by")),
    )
}

#: An example of each field, for the letter that asks for it.
_EXAMPLES = {
    "company": 'company="Acorn"',
    "application": 'application="Acorn, Analyst"',
    "event": 'event="interview"',
    "purpose": 'purpose="check_in"',
    "name": 'name="Fenna Gruber"',
    "text": 'text="Your examples were strong"',
}


def checked(kind: str, values: dict[str, object]) -> dict[str, str]:
    """Return the values of an entry as text, once every one of them is known to be sound.

    Raises
    ------
    UnknownChoiceError
        If the kind, a field or a value with fixed choices is not one of those known.
    BadArgumentError
        If something needed is missing, or a number is none.

    Examples
    --------
    >>> checked("application", {"company": " Acorn ", "effort_minutes": 40})
    {'company': 'Acorn', 'effort_minutes': '40'}
    """
    if kind not in KINDS:
        raise UnknownChoiceError("kind", kind, list(KINDS), "a kind of entry")
    entry = KINDS[kind]
    known = (*entry.needs, *entry.takes)
    texts = {name: _plain(str(value)) for name, value in values.items() if value is not None}
    for name in texts:
        if name not in known:
            raise UnknownChoiceError("field", name, known, f"part of an entry of kind {kind!r}")
    texts = {name: text for name, text in texts.items() if text}
    for name in entry.needs:
        if name not in texts:
            raise BadArgumentError(name, None, f"what an entry of kind {kind!r} needs", _EXAMPLES[name])
    for name, text in texts.items():
        _check_value(entry, name, text)
    return texts


def _plain(text: str) -> str:
    """Return a text that any CSV reader takes: no control signs, no broken code points."""
    whole = text.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in whole if sign in "\n\t" or unicodedata.category(sign) != "Cc").strip()


def _check_value(entry: Kind, name: str, text: str) -> None:
    choices = entry.choices(name)
    if choices and text not in choices:
        raise UnknownChoiceError(name, text, choices, f"a known {name}")
    column = entry.column(name)
    if column is not None and column.dtype == "float64" and not _is_amount(text):
        raise BadArgumentError(name, text, f"a number ({column.unit})", f"{name}=40")


def _is_amount(text: str) -> bool:
    try:
        return 0 <= float(text) < float("inf")
    except ValueError:
        return False
