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

__all__ = ["Seeds", "learned", "nearest_theme", "scores"]

#: A text goes to its nearest theme from this score on.
SURE = 0.25
#: A new theme takes a known one's phrases over if it was given to at least this many of that theme's
#: texts, and to more than half of those placed by hand: the user renamed it.
RENAMED_BY = 3
#: How far a theme's score moves, per log ratio, where the user placed more or fewer texts in it than it had.
LEAN = 0.01


class Seeds(NamedTuple):
    """What stands for the known themes.

    Attributes
    ----------
    vectors : ndarray of float32, shape (m, d)
        Rows of length 1, one per phrase or text placed by hand.
    theme : ndarray of int64, shape (m,)
        The number of each one's theme, 0 to `count` - 1.
    count : int
        How many themes there are.
    lean : ndarray of float32, shape (count,)
        Added to each theme's score.
    """

    vectors: Vectors
    theme: Labels
    count: int
    lean: Vectors


def scores(vectors: Vectors, seeds: Seeds, kept: NDArray[np.bool_] | None = None) -> Vectors:
    """Return how near every text is to every theme: half to its nearest phrase, half to the mean of all.

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
        result[:, theme] = ((vectors @ phrases.T).max(1) + vectors @ mean) / 2 + seeds.lean[theme]
    return result


def nearest_theme(score: Vectors) -> Labels:
    """Return each text's nearest theme, or -1 where none is near."""
    if score.shape[1] == 0:
        return np.full(len(score), -1, np.int64)
    return np.where(score.max(1) >= SURE, score.argmax(1), -1).astype(np.int64)


def learned(seeds: Seeds, vectors: Vectors, theme: Labels, first_new: int) -> Seeds:
    """Return the seeds with what the user placed by hand.

    Parameters
    ----------
    seeds : Seeds
        The phrases of the known themes; `count` includes the user's new ones.
    vectors : ndarray of float32, shape (k, d)
        Texts placed by hand.
    theme : ndarray of int64, shape (k,)
        Where each was placed.
    first_new : int
        Themes from this number on are the user's own names, without phrases.

    Returns
    -------
    Seeds
        With these texts as further phrases, renamed themes merged, and scores leaning towards themes the
        user filled.
    """
    if not len(theme):
        return seeds
    before = scores(vectors, seeds).argmax(1)
    owner = seeds.theme.copy()
    for known in range(first_new):
        given = np.bincount(theme[before == known], minlength=seeds.count)
        new = int(given.argmax())
        if new >= first_new and given[new] >= RENAMED_BY and 2 * given[new] > given.sum():
            owner[seeds.theme == known] = new
    had = np.bincount(before, minlength=seeds.count) + 1.0
    has = np.bincount(theme, minlength=seeds.count) + 1.0
    lean = np.where(np.arange(seeds.count) < first_new, LEAN * np.log(has / had), 0.0)
    return Seeds(
        np.concatenate([seeds.vectors, vectors]),
        np.concatenate([owner, theme]),
        seeds.count,
        (seeds.lean + lean).astype(np.float32),
    )
