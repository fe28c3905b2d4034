"""What employers praised, held against the strengths a profile names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pandas as pd

from jobsearch_analytics.features.likeness import meanings, speaks_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["HasThemes", "strength_evidence"]

_ABBREVIATION = re.compile(r"\b[A-Z][A-Z0-9]+\b[+#]*")


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
    spoken = speaks_of(texts, strengths) | _shares_abbreviation(texts, strengths)
    near = meanings(texts, strengths)
    out["employers"] = [praise["employer"][spoken[:, place]].nunique() for place in range(len(strengths))]
    out["quote"] = [
        texts[int((near[:, place] + spoken[:, place]).argmax())] if spoken[:, place].any() else ""
        for place in range(len(strengths))
    ]
    return out.astype({"quote": "str"})


def _shares_abbreviation(texts: Sequence[str], strengths: Sequence[str]) -> NDArray[np.bool_]:
    """Return whether each text shares an abbreviation with each strength: 'SQL was flawless' praises SQL."""
    held = [set(_ABBREVIATION.findall(text)) for text in texts]
    wanted = [set(_ABBREVIATION.findall(strength)) for strength in strengths]
    return np.array([[bool(mine & theirs) for theirs in wanted] for mine in held]).reshape(len(texts), -1)
