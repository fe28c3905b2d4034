"""Cells as words: no marks, no placeholders; and the link in a cell."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from jobsearch_analytics.loaders.cells.markdown_cells import plain_cell
from jobsearch_analytics.loaders.language.distinct import mapped
from jobsearch_analytics.loaders.language.profiles import is_empty
from jobsearch_analytics.loaders.language.words import key, read_words

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

__all__ = ["clean_text", "link_in", "placeholder_to_nothing"]

#: A name as long as this stands for nothing else.
LONGEST_PLACEHOLDER = 24

_LINK = re.compile(r"https?://[^\s)\]>\"']+|www\.[^\s)\]>\"']+", re.IGNORECASE)


def clean_text(text: str) -> str:
    r"""Return a cell as words: no Markdown marks, single spaces, empty where it stands for nothing.

    Examples
    --------
    >>> clean_text("  Acorn \u00a0 & Sons "), clean_text("N/A")
    ('Acorn & Sons', '')
    """
    words = " ".join(plain_cell(text).split())
    return "" if is_empty(words) else words


def link_in(text: str) -> str:
    """Return the first link in a cell, or an empty text."""
    found = _LINK.search(text)
    return found[0].rstrip(".,;") if found else ""


@cache
def _placeholders() -> frozenset[str]:
    return frozenset(key(word) for word in read_words("empty_words")["placeholder"])


def placeholder_to_nothing(values: np.ndarray | pd.Categorical) -> pd.Categorical:
    """Return names with the words that stand where a name should be ("Unknown", "TBD") left out."""

    def name(text: str) -> str:
        words = clean_text(text)
        return "" if len(words) < LONGEST_PLACEHOLDER and key(words) in _placeholders() else words

    return mapped(values, name)
