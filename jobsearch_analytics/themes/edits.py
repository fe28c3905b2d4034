"""The user's last word on themes: renames, merges and moves, kept as plain TOML."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Move", "ThemeEdits"]


@dataclass(frozen=True)
class Move:
    """One point put into a theme by hand.

    Attributes
    ----------
    feedback_id : str
        The note.
    text : str
        The point, word for word.
    theme : str
        Where it belongs.
    """

    feedback_id: str
    text: str
    theme: str


@dataclass(frozen=True)
class ThemeEdits:
    """Edits of themes, in the order that makes them independent of each other.

    Attributes
    ----------
    rename : dict of str to str
        The engine's name to the user's; two engine names with one user name are a merge.
    moves : tuple of Move
        Points put elsewhere by hand; they win over any name.

    Examples
    --------
    >>> edits = ThemeEdits().renamed({"System design": "Design"}).renamed({"Design": "Design depth"})
    >>> edits.rename["System design"]
    'Design depth'
    """

    rename: dict[str, str] = field(default_factory=dict)
    moves: tuple[Move, ...] = ()

    def renamed(self, names: dict[str, str]) -> ThemeEdits:
        """Return the edits with themes renamed; names are those shown at present."""
        chained = {base: names.get(own, own) for base, own in self.rename.items()}
        fresh = {name: own for name, own in names.items() if name not in self.rename}
        moves = tuple(replace(move, theme=names.get(move.theme, move.theme)) for move in self.moves)
        return ThemeEdits({**chained, **fresh}, moves)

    def moved(self, feedback_id: str, text: str, theme: str) -> ThemeEdits:
        """Return the edits with one point moved; a later move of the same point replaces an earlier one."""
        others = tuple(move for move in self.moves if (move.feedback_id, move.text) != (feedback_id, text))
        return ThemeEdits(self.rename, (*others, Move(feedback_id, text, theme)))

    def apply(self, points: pd.DataFrame) -> pd.Series:
        """Return the theme of each point after the edits.

        Parameters
        ----------
        points : DataFrame
            ``feedback_id``, ``text`` and ``model_theme``, the engine's name.
        """
        themes = points["model_theme"].replace(self.rename)
        for move in self.moves:
            is_point = (points["feedback_id"] == move.feedback_id) & (points["text"] == move.text)
            themes = themes.mask(is_point, move.theme)
        return themes

    def lost(self, points: pd.DataFrame) -> list[Move]:
        """Return the moves whose point is in no note any more."""
        known = set(zip(points["feedback_id"], points["text"], strict=True))
        return [move for move in self.moves if (move.feedback_id, move.text) not in known]

    def to_dict(self) -> dict[str, Any]:
        """Return the edits as they stand in ``themes.toml``."""
        moves = [{"feedback_id": m.feedback_id, "text": m.text, "theme": m.theme} for m in self.moves]
        return {"rename": self.rename, "move": moves}

    @classmethod
    def from_dict(cls, content: dict[str, Any]) -> ThemeEdits:
        """Return the edits that `to_dict` wrote; unknown keys are left alone."""
        keys = ("feedback_id", "text", "theme")
        moves = [Move(*(str(entry.get(key, "")) for key in keys)) for entry in content.get("move", [])]
        rename = {str(name): str(own) for name, own in content.get("rename", {}).items()}
        return cls(rename, tuple(moves))
