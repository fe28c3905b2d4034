"""What is told of the groups once they are found: their order, centres, cohesion, names, and the table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from jobsearch_analytics.themes.cluster import unit
from jobsearch_analytics.themes.labels import label_of, medoid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jobsearch_analytics.themes.embed import Embedder
    from jobsearch_analytics.themes.taxonomy import SeedTheme

    Vectors = NDArray[np.float32]
    Labels = NDArray[np.int64]

__all__ = ["Members", "centres", "frame", "largest_first", "name", "similarity", "slug", "without_one_offs"]

#: A text is a one-off if its mean similarity to the others of its discovered theme is not above this.
ONE_OFF = 0.0

_COLUMNS = {
    "theme": "str", "label": "str", "size": "int64", "employers": "Int64",
    "cohesion": "float64", "stability": "float64", "quote": "str", "anchored": "bool",
}  # fmt: skip


class Members(NamedTuple):
    """The distinct texts, their centred vectors, and the row of `themes_` each is in (-1: none)."""

    texts: list[str]
    vectors: Vectors
    label: Labels

    def of(self, row: int) -> tuple[list[str], Vectors]:
        """Return the texts and vectors of one theme."""
        inside = np.flatnonzero(self.label == row)
        return [self.texts[i] for i in inside], self.vectors[inside]


def without_one_offs(vectors: Vectors, placed: Labels, *, first: int) -> Labels:
    """Return the groups with -1 for texts that have little in common with the rest of theirs.

    Groups below `first` are known themes and stay as they are.
    """
    count = int(placed.max(initial=-1)) + 1
    sums = np.zeros((count, vectors.shape[1]), np.float32)
    inside = np.flatnonzero(placed >= 0)
    np.add.at(sums, placed[inside], vectors[inside])
    sizes = np.bincount(placed[inside], minlength=count)
    others = np.maximum(sizes[placed] - 1, 1) if count else np.ones(len(placed))
    shared = (vectors * sums[placed]).sum(1) - np.square(vectors).sum(1) if count else np.zeros(len(placed))
    lone = (placed >= first) & (sizes[placed] > 1) & (shared / others <= ONE_OFF) if count else placed < -1
    return np.where(lone, -1, placed)


def largest_first(of_row: Labels, min_texts: int, *, first: int) -> list[int]:
    """Return the groups worth a theme, the largest first: known ones with a text, others with `min_texts`."""
    groups, sizes = np.unique(of_row[of_row >= 0], return_counts=True)
    kept = (groups < first) | (sizes >= min_texts)
    return sorted(groups[kept].tolist(), key=lambda group: (-int(sizes[groups == group][0]), group))


def centres(vectors: Vectors, label: Labels, count: int) -> Vectors:
    """Return each theme's centre, a row of length 1."""
    sums = np.zeros((count, vectors.shape[1]), np.float32)
    inside = label >= 0
    np.add.at(sums, label[inside], vectors[inside])
    return unit(sums)


def similarity(vectors: Vectors, label: Labels, centre: Vectors) -> NDArray[np.float64]:
    """Return each text's cosine to the centre of its theme, NaN where it has none."""
    result = np.full(len(label), np.nan)
    inside = label >= 0
    result[inside] = (vectors[inside] * centre[label[inside]]).sum(1)
    return result


def slug(label: str) -> str:
    """Return a label as an id.

    Examples
    --------
    >>> slug("Not familiar with it")
    'not-familiar-with-it'
    """
    return re.sub(r"[\W_]+", "-", label.lower()).strip("-") or "theme"


def name(
    theme: int, members: Members, row: int, seeds: tuple[SeedTheme, ...], centre: Vectors, embedder: Embedder
) -> tuple[str, str, bool]:
    """Return a theme's id, its label, and whether it was known."""
    if theme < len(seeds):
        return seeds[theme].id, seeds[theme].name, True
    texts, vectors = members.of(row)
    label = label_of(texts, vectors, centre, embedder)
    return slug(label), label, False


def frame(
    members: Members, names: list[tuple[str, str, bool]], stability: list[float], labels: Labels, groups: Any
) -> pd.DataFrame:
    """Return the table of themes, one row per name."""
    employers = pd.Series(groups).reset_index(drop=True) if groups is not None else None
    lines = []
    for row, (theme, label, known) in enumerate(names):
        texts, vectors = members.of(row)
        said = labels == row
        lines.append(
            {
                "theme": theme,
                "label": label,
                "size": int(said.sum()),
                "employers": employers[said].nunique() if employers is not None else pd.NA,
                "cohesion": _cohesion(vectors),
                "stability": stability[row],
                "quote": texts[medoid(vectors)],
                "anchored": known,
            }
        )
    table = pd.DataFrame(lines, columns=list(_COLUMNS)).astype(_COLUMNS)
    twins = table.groupby("theme").cumcount()
    table["theme"] = table["theme"].where(twins == 0, table["theme"] + "-" + (twins + 1).astype("str"))
    return table


def _cohesion(vectors: Vectors) -> float:
    n = len(vectors)
    return float((np.square(vectors.sum(0)).sum() - n) / (n * (n - 1))) if n > 1 else np.nan
