"""What employers praised, held against the strengths a profile names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pandas as pd

from jobsearch_analytics.features.likeness import meanings, speaks_of

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["HasThemes", "strength_evidence"]


class HasThemes(Protocol):
    """What holds themes of feedback, such as the answer of `feedback_themes`."""

    @property
    def table(self) -> pd.DataFrame:
        """Return one row per theme and sign: ``theme, sign, employers, verdict, next_step``."""
        ...

    @property
    def points(self) -> pd.DataFrame:
        """Return one row per point made: ``text, sign, employer``."""
        ...


def strength_evidence(strengths: Sequence[str], themes: HasThemes | None) -> pd.DataFrame:
    """Return for each strength how many employers praised it, and the nearest praise.

    Returns
    -------
    DataFrame
        ``strength`` str; ``employers`` int, different ones; ``quote`` str, empty where nobody did.
    """
    out = pd.DataFrame({"strength": pd.Series(list(strengths), dtype="str"), "employers": 0, "quote": ""})
    praise = None if themes is None else themes.points[themes.points["sign"] == "strength"]
    if praise is None or praise.empty or not len(strengths):
        return out.astype({"quote": "str"})
    texts = praise["text"].tolist()
    spoken, near = speaks_of(texts, strengths), meanings(texts, strengths)
    out["employers"] = [praise["employer"][spoken[:, place]].nunique() for place in range(len(strengths))]
    out["quote"] = [
        texts[int((near[:, place] + spoken[:, place]).argmax())] if spoken[:, place].any() else ""
        for place in range(len(strengths))
    ]
    return out.astype({"quote": "str"})
