"""Lasting stand-ins for the names of firms and people; the key stays in the workspace."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jobsearch_analytics import workspace
from jobsearch_analytics.report.spelling import FIRM, PERSON, matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jobsearch_analytics.report.spelling import Name
    from jobsearch_analytics.search import JobSearch

__all__ = ["ALIAS", "Pseudonyms"]

KEY_FILE = "pseudonyms"

#: What a pseudonym looks like.
ALIAS = re.compile(r"\b(?:Company|Person) [A-Z]+[1-9]\b")


@dataclass
class Pseudonyms:
    """Lasting stand-ins for names: the key stays in the workspace.

    Attributes
    ----------
    key : dict of {kind: {name: pseudonym}}
        As kept in the workspace; new names are added when first asked for.
    changed : bool
        Whether the key holds something that is not kept yet.
    """

    key: dict[str, dict[str, str]] = field(default_factory=dict)
    changed: bool = False

    @classmethod
    def of(cls, search: JobSearch) -> Pseudonyms:
        """Return the key kept for a search; an empty one if there is none yet."""
        return cls(workspace.read_toml(search.workspace, KEY_FILE))

    def stand_in(self, kind: str, name: str) -> str:
        """Return the pseudonym of a firm or a person, the same one every time."""
        given = self.key.setdefault("firms" if kind == FIRM else "people", {})
        if name not in given:
            word = "Company" if kind == FIRM else "Person"
            given[name] = f"{word} {_letter_digit(len(given))}"
            self.changed = True
        return given[name]

    def firms(self, names: Iterable[str]) -> dict[str, str]:
        """Return the pseudonym of each of these firms, in the order in which they are first asked for."""
        return {name: self.stand_in(FIRM, name) for name in names}

    def named(self, text: str) -> str:
        """Return a text with the pseudonyms followed by whom they stand for: for the user's own eyes."""
        known = {alias: name for given in self.key.values() for name, alias in given.items()}
        return ALIAS.sub(lambda hit: f"{hit[0]} ({known[hit[0]]})" if hit[0] in known else hit[0], text)

    def keep(self, search: JobSearch) -> None:
        """Write the key if it grew and there is a workspace to keep it in."""
        if self.changed and search.workspace is not None:
            workspace.update_toml(search.workspace, KEY_FILE, self.key)

    def replace(self, text: str, names: Sequence[Name]) -> str:
        """Return a text with every known name replaced: firms and people by stand-ins, others by kind."""
        parts, end = [], 0
        for start, stop, name in matches(text, names):
            if start >= end:
                named = name.kind in (FIRM, PERSON)
                word = self.stand_in(name.kind, name.whole) if named else f"[{name.kind}]"
                parts += [text[end:start], word]
                end = stop
        return "".join([*parts, text[end:]])


def _letter_digit(number: int) -> str:
    """Return A1 … A9, B1 … Z9, AA1 …: short, and saying nothing of order or size."""
    block, digit = divmod(number, 9)
    letters = ""
    while block >= 0:
        block, letter = divmod(block, 26)
        letters = chr(ord("A") + letter) + letters
        block -= 1
    return f"{letters}{digit + 1}"
