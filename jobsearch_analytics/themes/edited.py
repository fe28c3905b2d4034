"""Points with the user's edits applied, and every edit that no longer fits them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from jobsearch_analytics.themes.edits import UNSORTED, point_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jobsearch_analytics.themes.edits import Move, Stock, ThemeEdits

__all__ = ["PROBLEM_COLUMNS", "Edited", "anchors", "apply_edits"]

PROBLEM_COLUMNS = ("edit", "item", "reason", "done")

_GONE = "is no longer found among the notes"


class Edited(NamedTuple):
    """What the edits make of the points.

    Attributes
    ----------
    theme_id, theme : Series of str
        The theme of each point by its lasting id, and by the name shown; missing where it fits none.
    stock : Series of bool
        Whether the user marked it as a stock phrase.
    names : dict of str to str
        The name shown of every theme that a point could have fallen into, by the engine's id.
    problems : DataFrame
        One row per edit that could not be applied as it stands: ``edit``, ``item``, ``reason``, ``done``.
    """

    theme_id: pd.Series
    theme: pd.Series
    stock: pd.Series
    names: dict[str, str]
    problems: pd.DataFrame


def apply_edits(edits: ThemeEdits, points: pd.DataFrame, labels: Mapping[str, str]) -> Edited:
    """Return the points' themes after the edits.

    Stock marks win over moves, moves over merges, merges over names; of two moves of one point the later
    wins, and the merge that would close a circle is left out. All such cases stand in ``problems``.

    Parameters
    ----------
    edits : ThemeEdits
        What the user changed. A theme may be called by its id or by its name.
    points : DataFrame
        ``feedback_id``, ``text`` and ``model_theme``, the engine's id, missing where a point fits no theme.
    labels : mapping of str to str
        Every theme the engine knows, id to name.

    Returns
    -------
    Edited
        Series with the index of `points`.

    Examples
    --------
    >>> from jobsearch_analytics.themes.edits import ThemeEdits
    >>> points = pd.DataFrame({"feedback_id": ["f1"], "text": ["asked for too much"], "model_theme": ["pay"]})
    >>> apply_edits(ThemeEdits().renamed({"pay": "Money"}), points, {"pay": "Pay"}).theme.tolist()
    ['Money']
    """
    book = _Book(edits, labels)
    keys = _keys(points)
    placed = _placed(edits, keys, points, book)
    stock = _stock(edits, keys, points, book, placed)
    told = keys.map(placed)
    themes = points["model_theme"].astype("str").where(told.isna(), told.astype("str"))
    names = {theme: book.name(book.root(theme)) for theme in [*labels, *edits.own]}
    roots = {theme: book.root(theme) for theme in themes.dropna().unique()}
    themes = themes.map(roots).astype("str")
    shown = themes.map({theme: book.name(theme) for theme in roots.values()}).astype("str")
    # A theme merged into "unsorted", or named so, is none.
    sorted_in = shown != UNSORTED
    problems = pd.DataFrame(book.problems, columns=list(PROBLEM_COLUMNS), dtype="str")
    return Edited(themes.where(sorted_in), shown.where(sorted_in), stock, names, problems)


def anchors(edits: ThemeEdits, points: pd.DataFrame, themes: set[str]) -> list[str | None]:
    """Return for each point the theme the user put it in, if that is one of these; else None.

    Parameters
    ----------
    edits : ThemeEdits
        What the user changed.
    points : DataFrame
        ``feedback_id`` and ``text``.
    themes : set of str
        Ids of the themes known before anything is fitted.
    """
    told = {point_key(move.feedback_id, move.text): move.theme for move in edits.moves}
    return [told[key] if told.get(key) in themes else None for key in _keys(points)]


class _Book:
    """Ids, names and merges as the edits have them, and what was wrong with them."""

    def __init__(self, edits: ThemeEdits, labels: Mapping[str, str]) -> None:
        self.problems: list[tuple[str, str, str, str]] = []
        self._labels = {**{theme.id: theme.name for theme in edits.seen}, **labels, **edits.own}
        self._present = {*labels, *edits.own}
        self._names = {name: theme for theme, name in reversed(self._labels.items())}
        renames = {self.theme_id(key): name for key, name in edits.rename.items()}
        self._names |= {name: theme for theme, name in renames.items() if name not in self._names}
        self._merge = self._kept_merges(edits)
        self._rename = {theme: name for theme, name in renames.items() if self._may_name(theme, name)}

    def tell(self, edit: str, item: str, reason: str, done: str) -> None:
        self.problems.append((edit, item, reason, done))

    def theme_id(self, key: str) -> str:
        """Return the id of a theme called by its id or its name."""
        return key if key in self._labels else self._names.get(key, key)

    def name(self, theme: str) -> str:
        return self._rename.get(theme, self._labels.get(theme, theme))

    def root(self, theme: str) -> str:
        while theme in self._merge:
            theme = self._merge[theme]
        return theme

    def is_present(self, theme: str) -> bool:
        return theme in self._present or theme == UNSORTED

    def _kept_merges(self, edits: ThemeEdits) -> dict[str, str]:
        kept: dict[str, str] = {}
        for given, target in edits.merge.items():
            source, end = self.theme_id(given), self.theme_id(target)
            if source in kept:
                self.tell("merge", given, "is merged twice", "the first merge was kept")
                continue
            while end in kept:
                end = kept[end]
            if end == source:
                self.tell("merge", given, "is merged into itself in a circle", "this merge was left out")
                continue
            kept[source] = self.theme_id(target)
            for theme, word in ((source, given), (self.theme_id(target), target)):
                if not self.is_present(theme):
                    self.tell("merge", word, _GONE, "kept for when it comes back")
        return kept

    def _may_name(self, theme: str, name: str) -> bool:
        if theme in self._merge:
            self.tell("rename", theme, f"is named {name!r} and merged as well", "the merge was kept")
            return False
        if not self.is_present(theme):
            self.tell("rename", theme, _GONE, "kept for when it comes back")
        return True


def _keys(points: pd.DataFrame) -> pd.Series:
    keys = [*map(point_key, points["feedback_id"].astype("str"), points["text"])]
    return pd.Series(keys, index=points.index, dtype="str")


def _placed(edits: ThemeEdits, keys: pd.Series, points: pd.DataFrame, book: _Book) -> dict[str, str]:
    """Return the theme of every point that was moved, by the point's key."""
    placed: dict[str, str] = {}
    for move, key in zip(edits.moves, _found(edits.moves, keys, points), strict=True):
        theme = UNSORTED if move.theme == UNSORTED else book.theme_id(move.theme)
        if key is None:
            book.tell("move", _shown(move), "belongs to no note of this log", "kept for when it comes back")
        elif placed.get(key, theme) != theme:
            book.tell("move", _shown(move), "is moved to two themes", "the later move was taken")
        if key is not None:
            placed[key] = theme
        if theme != UNSORTED and not book.is_present(theme):
            book.tell("move", move.theme, _GONE, "the point stands under this name all the same")
    return placed


def _stock(
    edits: ThemeEdits, keys: pd.Series, points: pd.DataFrame, book: _Book, placed: dict[str, str]
) -> pd.Series:
    ids = points["feedback_id"].astype("str")
    whole = {mark.feedback_id for mark in edits.stock if not mark.text}
    parts = [mark for mark in edits.stock if mark.text]
    found = _found(parts, keys, points)
    known = set(ids)
    lost = [mark for mark, key in zip(parts, found, strict=True) if key is None]
    lost += [mark for mark in edits.stock if not mark.text and mark.feedback_id not in known]
    for mark in lost:
        book.tell("stock", _shown(mark), "belongs to no note of this log", "kept for when it comes back")
    stock = ids.isin(whole) | keys.isin([key for key in found if key is not None])
    for key in dict.fromkeys(keys[stock & keys.isin(list(placed))]):
        book.tell(
            "stock", key.partition("\n")[2], "is moved and marked as a stock phrase", "the mark was kept"
        )
    return stock


def _found(edits: Sequence[Move | Stock], keys: pd.Series, points: pd.DataFrame) -> list[str | None]:
    """Return the key of each edit's point; where its note is split otherwise now, of the one around it."""
    known = set(keys)
    wanted = [point_key(edit.feedback_id, edit.text) for edit in edits]
    if all(key in known for key in wanted):
        return list(wanted)
    by_note = keys.groupby(points["feedback_id"].astype("str")).agg(list).to_dict()
    return [
        key if key in known else _around(key, by_note.get(edit.feedback_id, []))
        for key, edit in zip(wanted, edits, strict=True)
    ]


def _around(key: str, candidates: list[str]) -> str | None:
    words = key.partition("\n")[2]
    if not words:
        return None
    inside = [other for other in candidates if words in other or other.partition("\n")[2] in words]
    return max(inside, key=len) if inside else None


def _shown(edit: Move | Stock) -> str:
    return f"{edit.feedback_id}: {edit.text}" if edit.text else edit.feedback_id
