"""How near each text is to the themes known beforehand, and which texts go to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Labels = NDArray[np.int64]

__all__ = ["Seeds", "nearest_theme", "scores"]

#: A text goes to its nearest theme from this score on, and if the next one is this much further away.
SURE, MARGIN = 0.25, 0.03


class Seeds(NamedTuple):
    """The vectors that stand for the known themes.

    Attributes
    ----------
    vectors : ndarray of float32, shape (m, d)
        Centred rows of length 1, one per phrase (or text the user has placed).
    theme : ndarray of int64, shape (m,)
        The number of each one's theme, 0 to `count` - 1.
    count : int
        How many themes there are.
    """

    vectors: Vectors
    theme: Labels
    count: int


def scores(vectors: Vectors, seeds: Seeds, kept: NDArray[np.bool_] | None = None) -> Vectors:
    """Return how near every text is to every theme: half to its nearest phrase, half to the mean of all.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, d)
        Centred rows of length 1.
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
        result[:, theme] = ((vectors @ phrases.T).max(1) + vectors @ mean) / 2
    return result


def nearest_theme(score: Vectors) -> Labels:
    """Return each text's nearest theme, or -1 where none is near or two are equally near."""
    n, count = score.shape
    if count == 0:
        return np.full(n, -1, np.int64)
    best = score.argmax(1)
    top = score[np.arange(n), best]
    others = score.copy()
    others[np.arange(n), best] = -np.inf
    second = others.max(1) if count > 1 else np.full(n, -np.inf)
    return np.where((top >= SURE) & (top - second >= MARGIN), best, -1).astype(np.int64)
