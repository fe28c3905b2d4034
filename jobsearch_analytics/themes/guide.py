"""How near each text is to the themes known beforehand, and which texts go to them.

A text is compared with the phrases alone, never with the other texts: adding a note moves none of the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from jobsearch_analytics.themes.embed import Embedder
    from jobsearch_analytics.themes.taxonomy import SeedTheme

    Vectors = NDArray[np.float32]
    Labels = NDArray[np.int64]

__all__ = ["SURE", "Seeds", "scores", "scores_of_some", "seeds_of"]

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


def seeds_of(themes: Sequence[SeedTheme], embedder: Embedder) -> Seeds:
    """Return what stands for these themes, numbered in their order."""
    vectors = embedder.encode([phrase for theme in themes for phrase in theme.heard])
    number = np.array([i for i, theme in enumerate(themes) for _ in theme.heard], np.int64)
    return Seeds(vectors, number, len(themes))


def scores(vectors: Vectors, seeds: Seeds) -> Vectors:
    """Return how near every text is to every theme: half to its nearest phrases, half to the mean of all.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, d)
        Rows of length 1.
    seeds : Seeds

    Returns
    -------
    ndarray of float32, shape (n, count)
        About -1 to 1; -1 for a theme without a phrase.
    """
    return scores_of_some(vectors, seeds, np.ones((1, len(seeds.theme)), bool))[0]


def scores_of_some(vectors: Vectors, seeds: Seeds, kept: NDArray[np.bool_]) -> Vectors:
    """Return the `scores` by several choices of the phrases, shape (choices, n, count).

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, d)
    seeds : Seeds
    kept : ndarray of bool, shape (choices, m)
        Which phrases are used, choice by choice.
    """
    result = np.full((len(kept), len(vectors), seeds.count), -1.0, np.float32)
    for theme in range(seeds.count):
        mine = np.flatnonzero(seeds.theme == theme)
        similar = vectors @ seeds.vectors[mine].T
        for choice, some in enumerate(kept[:, mine]):
            if some.any():
                mean = seeds.vectors[mine[some]].mean(0)
                mean /= max(float(np.linalg.norm(mean)), 1e-9)
                k = min(NEAREST, int(some.sum()))
                nearest = np.partition(similar[:, some], -k, axis=1)[:, -k:].mean(1)
                result[choice, :, theme] = (nearest + vectors @ mean) / 2
    return result
