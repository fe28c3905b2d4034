"""How near each text is to the themes known beforehand, and which texts go to them.

A text is compared with the phrases alone, never with the other texts: adding a note moves none of the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Labels = NDArray[np.int64]

__all__ = ["SURE", "Seeds", "nearest_theme", "scores"]

#: A text goes to its nearest theme from this score on.
SURE = 0.3
#: So many of a theme's phrases are looked at one by one: a single one may be near by accident.
NEAREST = 3


class Seeds(NamedTuple):
    """What stands for the known themes.

    Attributes
    ----------
    vectors : ndarray of float32, shape (m, d)
        Rows of length 1, one per phrase.
    theme : ndarray of int64, shape (m,)
        The number of each one's theme, 0 to `count` - 1.
    count : int
        How many themes there are.
    """

    vectors: Vectors
    theme: Labels
    count: int


def scores(vectors: Vectors, seeds: Seeds, kept: NDArray[np.bool_] | None = None) -> Vectors:
    """Return how near every text is to every theme: half to its two nearest phrases, half to the mean of all.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, d)
        Rows of length 1.
    seeds : Seeds
    kept : ndarray of bool, shape (m,), optional
        Use only these phrases (for resampling).

    Returns
    -------
    ndarray of float32, shape (n, count)
        About -1 to 1; -1 for a theme without a phrase.
    """
    result = np.full((len(vectors), seeds.count), -1.0, np.float32)
    for theme in range(seeds.count):
        mine = seeds.theme == theme if kept is None else (seeds.theme == theme) & kept
        if not mine.any():
            continue
        phrases = seeds.vectors[mine]
        mean = phrases.mean(0)
        mean /= max(float(np.linalg.norm(mean)), 1e-9)
        similar = vectors @ phrases.T
        k = min(NEAREST, similar.shape[1])
        nearest = np.partition(similar, -k, axis=1)[:, -k:].mean(1)
        result[:, theme] = (nearest + vectors @ mean) / 2
    return result


def nearest_theme(score: Vectors) -> Labels:
    """Return each text's nearest theme, or -1 where none is near."""
    if score.shape[1] == 0:
        return np.full(len(score), -1, np.int64)
    return np.where(score.max(1) >= SURE, score.argmax(1), -1).astype(np.int64)
