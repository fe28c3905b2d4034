"""How near each text is to the themes known beforehand, and how near it must be to go to one.

A text is compared with the phrases alone, not with the other texts: adding a note moves none of the rest.
Only where the texts as a whole turn out to be about something else must each of them be nearer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from jobsearch_analytics.themes.smoothing import unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from jobsearch_analytics.themes.embed import Embedder
    from jobsearch_analytics.themes.taxonomy import SeedTheme

    Vectors = NDArray[np.float32]
    Labels = NDArray[np.int64]

__all__ = ["BLOCK", "SURE", "UNSUITED", "Seeds", "scores", "scores_of_some", "seeds_of", "threshold"]

#: A text goes to its nearest theme from this score on.
SURE = 0.3
#: Where the texts are about something else, from this one on; and where it is said that they are.
FOREIGN_SURE, UNSUITED = 0.5, 0.4
#: A score speaks for the themes' subject from the first share of what the phrases themselves score on, and
#: fully from the second. So read, feedback of strangers speaks for it with .6 to .7 in the mean (eight texts
#: with .4 and more), the wishes of a bank's customers and of an assistant's users with .2 (at most .4).
SPEAKS, SPEAKS_FULLY = 0.75, 1.0
OWN_SUBJECT, OTHER_SUBJECT = 0.45, 0.33
#: The subject is doubted as if so many texts had spoken for it beforehand, and so much.
TRUSTED_AS, TRUST = 3, 0.65
#: With fewer phrases a theme, texts on the subject that are put in other words look like another subject.
TELLING = 100
#: So many phrases of a theme, evenly spaced, show what its phrases score.
SHOWN = 40
#: So many of a theme's phrases are looked at one by one: a single one may be near by accident.
NEAREST = 3
#: Among so many nearest phrases there are always as many as that left when a fifth of all is left out, or all
#: are looked through.
LOOKED_AT = 24
#: So many texts at a time: their likeness to all phrases of a theme is in memory at once.
BLOCK = 4_096


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


def threshold(score: Vectors, seeds: Seeds) -> float:
    """Return the score from which a text goes to its nearest theme: higher where the texts fit them less.

    Parameters
    ----------
    score : ndarray of float32, shape (n, count)
        From `scores`, all texts.
    seeds : Seeds
    """
    if len(seeds.theme) < TELLING * max(seeds.count, 1):
        return SURE
    speaks = (score.max(1) / _home(seeds) - SPEAKS) / (SPEAKS_FULLY - SPEAKS)
    fit = (np.clip(speaks, 0.0, 1.0).sum() + TRUSTED_AS * TRUST) / (len(score) + TRUSTED_AS)
    foreign = np.clip((OWN_SUBJECT - fit) / (OWN_SUBJECT - OTHER_SUBJECT), 0.0, 1.0)
    return SURE + float(foreign) * (FOREIGN_SURE - SURE)


def _home(seeds: Seeds) -> float:
    """Return the mean score of phrases with their own theme, each left out of it meanwhile."""
    found = []
    for theme in range(seeds.count):
        mine = seeds.vectors[seeds.theme == theme]
        if len(mine) > NEAREST:
            rows = np.arange(0, len(mine), max(len(mine) // SHOWN, 1))
            similar = mine[rows] @ mine.T
            similar[np.arange(len(rows)), rows] = -1.0
            others = unit(mine.sum(0) - mine[rows])
            found.append((_near(similar) + (mine[rows] * others).sum(1)) / 2)
    return float(np.concatenate(found).mean())


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
    every = np.ones((1, len(seeds.theme)), bool)
    starts = range(0, max(len(vectors), 1), BLOCK)
    return np.concatenate(
        [scores_of_some(vectors[start : start + BLOCK], seeds, every)[0] for start in starts]
    )


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
        phrases, used = seeds.vectors[seeds.theme == theme], kept[:, seeds.theme == theme]
        if (some := used.any(1)).any():
            means = unit(used[some].astype(np.float32) @ phrases)
            result[some, :, theme] = (_nearest(vectors @ phrases.T, used[some]) + means @ vectors.T) / 2
    return result


def _nearest(similar: Vectors, used: NDArray[np.bool_]) -> Vectors:
    """Return the mean of the `NEAREST` highest likenesses among the used phrases, shape (choices, n)."""
    looked_at = min(LOOKED_AT, similar.shape[1])
    best = np.argpartition(-similar, looked_at - 1, axis=1)[:, :looked_at]
    best = np.take_along_axis(best, np.argsort(-np.take_along_axis(similar, best, 1), axis=1), 1)
    there = used[:, best]
    nth = there.cumsum(2)
    if (nth[:, :, -1] < np.minimum(used.sum(1), NEAREST)[:, None]).any():
        return np.stack([_near(similar[:, choice]) for choice in used])
    weight = there & (nth <= NEAREST)
    return (weight * np.take_along_axis(similar, best, 1)).sum(2) / weight.sum(2)


def _near(similar: Vectors) -> Vectors:
    k = min(NEAREST, similar.shape[1])
    return np.partition(similar, -k, axis=1)[:, -k:].mean(1)
