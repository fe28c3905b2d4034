"""The user's last word on themes: names, merges, moves, own themes and stock phrases, kept as plain TOML."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from jobsearch_analytics.errors import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pandas as pd

__all__ = ["UNSORTED", "Move", "SeenTheme", "Stock", "ThemeEdits", "point_digests", "point_key"]

#: The name of no theme: points that fit none are listed, never forced.
UNSORTED = "unsorted"


@dataclass(frozen=True)
class Move:
    """One point put into a theme by hand.

    Attributes
    ----------
    feedback_id, text : str
        The note, and the point word for word.
    theme : str
        The id of the theme it belongs to; ``unsorted`` for none.
    """

    feedback_id: str
    text: str
    theme: str


@dataclass(frozen=True)
class Stock:
    """One point, or with an empty text a whole note, that says nothing about you.

    Attributes
    ----------
    feedback_id, text : str
        The note, and the point word for word.
    """

    feedback_id: str
    text: str = ""


@dataclass(frozen=True)
class SeenTheme:
    """A theme found among the notes, as it was when the edits were saved: by this it is known again.

    Attributes
    ----------
    id, name : str
        What it keeps.
    points : tuple of str
        Digests of its points, from `point_digests`.
    """

    id: str
    name: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class ThemeEdits:
    """What the user changed, by lasting theme ids, each kind independent of the order of the others.

    Attributes
    ----------
    rename : dict of str to str
        A theme's id to its name; two themes under one name are one.
    merge : dict of str to str
        A theme's id to the id of the theme it is counted with.
    own : dict of str to str
        Themes made by the user, id to name.
    moves : tuple of Move
        Points put elsewhere.
    stock : tuple of Stock
        Points and notes marked as stock phrases.
    next_steps : dict of str to str
        A theme's id to the user's own next step.
    seen : tuple of SeenTheme
        Themes found when the edits were last saved.

    Examples
    --------
    >>> edits = ThemeEdits().renamed({"system_design": "Design"}).merged(["pay"], into="system_design")
    >>> edits.rename, edits.merge
    ({'system_design': 'Design'}, {'pay': 'system_design'})
    """

    rename: dict[str, str] = field(default_factory=dict)
    merge: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    moves: tuple[Move, ...] = ()
    stock: tuple[Stock, ...] = ()
    next_steps: dict[str, str] = field(default_factory=dict)
    seen: tuple[SeenTheme, ...] = ()

    def renamed(self, names: dict[str, str]) -> ThemeEdits:
        """Return the edits with themes, by id, under new names."""
        return replace(self, rename={**self.rename, **names})

    def merged(self, themes: Iterable[str], *, into: str) -> ThemeEdits:
        """Return the edits with themes, by id, counted with another; names they had are given up."""
        gone = [theme for theme in themes if theme != into]
        merge = {source: target for source, target in self.merge.items() if source != into}
        return replace(
            self,
            merge={**merge, **dict.fromkeys(gone, into)},
            rename={theme: name for theme, name in self.rename.items() if theme not in gone},
        )

    def moved(self, points: Iterable[tuple[str, str]], theme: str) -> ThemeEdits:
        """Return the edits with points, as (note, text), moved; the later move of a point counts."""
        told = {point_key(*point): Move(*point, theme) for point in points}
        moves = [move for move in self.moves if point_key(move.feedback_id, move.text) not in told]
        stock = [mark for mark in self.stock if point_key(mark.feedback_id, mark.text) not in told]
        return replace(self, moves=(*moves, *told.values()), stock=tuple(stock))

    def split_off(self, points: Iterable[tuple[str, str]], theme: str, name: str) -> ThemeEdits:
        """Return the edits with points moved to a theme of the user's own."""
        return replace(self, own={**self.own, theme: name}).moved(points, theme)

    def marked(self, feedback_id: str, text: str = "") -> ThemeEdits:
        """Return the edits with a point, or without a text the whole note, marked as a stock phrase."""
        mark, key = Stock(feedback_id, text), point_key(feedback_id, text)
        others = [known for known in self.stock if point_key(known.feedback_id, known.text) != key]
        moves = [
            move
            for move in self.moves
            if move.feedback_id != feedback_id or (text and point_key(feedback_id, move.text) != key)
        ]
        return replace(self, stock=(*others, mark), moves=tuple(moves))

    def planned(self, theme: str, next_step: str) -> ThemeEdits:
        """Return the edits with the user's own next step for a theme."""
        return replace(self, next_steps={**self.next_steps, theme: next_step})

    def to_dict(self) -> dict[str, Any]:
        """Return the edits as they stand in ``themes.toml``."""
        return {
            "rename": self.rename,
            "merge": self.merge,
            "own": self.own,
            "next_step": self.next_steps,
            "move": [
                {"feedback_id": move.feedback_id, "text": move.text, "theme": move.theme}
                for move in self.moves
            ],
            "stock": [{"feedback_id": mark.feedback_id, "text": mark.text} for mark in self.stock],
            "seen": [
                {"id": theme.id, "name": theme.name, "points": list(theme.points)} for theme in self.seen
            ],
        }

    @classmethod
    def from_dict(cls, content: dict[str, Any], path: str | Path = "themes.toml") -> ThemeEdits:
        """Return the edits that `to_dict` wrote; keys it does not know are left alone.

        Raises
        ------
        WorkspaceError
            If a known key does not hold what it should; the message names the entry.
        """
        names = {key: _named(content, key, path) for key in ("rename", "merge", "own", "next_step")}
        moves = _entries(content, "move", ("feedback_id", "text", "theme"), path)
        stock = _entries(content, "stock", ("feedback_id",), path)
        seen = _entries(content, "seen", ("id",), path)
        return cls(
            rename=names["rename"],
            merge=names["merge"],
            own=names["own"],
            next_steps=names["next_step"],
            moves=tuple(Move(entry["feedback_id"], entry["text"], entry["theme"]) for entry in moves),
            stock=tuple(Stock(entry["feedback_id"], str(entry.get("text", ""))) for entry in stock),
            seen=tuple(
                SeenTheme(entry["id"], str(entry.get("name", entry["id"])), tuple(entry.get("points", ())))
                for entry in seen
            ),
        )


def point_key(feedback_id: str, text: str) -> str:
    """Return what tells a point from all others: its note, and its words without case and spacing.

    Examples
    --------
    >>> point_key("fb-1", "Too  quiet") == point_key("fb-1", "too quiet ")
    True
    """
    return f"{feedback_id}\n{' '.join(text.casefold().split())}"


def point_digests(points: pd.DataFrame) -> list[str]:
    """Return a short digest of each point, from its ``feedback_id`` and ``text``."""
    keys = map(point_key, points["feedback_id"].astype("str"), points["text"])
    return [hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=5).hexdigest() for key in keys]


def _named(content: dict[str, Any], key: str, path: str | Path) -> dict[str, str]:
    table = content.get(key, {})
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        raise WorkspaceError(
            path,
            f"has no plain lines in [{key}]",
            'Write them as: theme = "text".',
        )
    return dict(table)


def _entries(content: dict[str, Any], key: str, needed: tuple[str, ...], path: str | Path) -> list[dict]:
    entries = content.get(key, [])
    entries = entries if isinstance(entries, list) else [entries]
    for number, entry in enumerate(entries, 1):
        held = entry if isinstance(entry, dict) else {}
        lacking = [name for name in needed if not isinstance(held.get(name), str)]
        if lacking:
            raise WorkspaceError(
                path,
                f"has no {' and no '.join(lacking)} in [[{key}]] number {number}",
                "Mend that entry, or take it out.",
            )
    return entries
