"""What is learned from the texts a user placed by hand.

Three things. Where the user puts what the phrases alone would put elsewhere: if half of what looks like one
theme is moved to another, new texts of that look follow. What that does not explain yet: a text placed by
hand draws those like it towards its theme, and away from those it was thought to belong to (one step of a
logistic regression on the likeness of texts, begun at the first rule). And what is almost the same as a text
placed by hand goes where that one went.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from jobsearch_analytics.themes.guide import SURE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Labels = NDArray[np.int64]

__all__ = ["Lessons", "lessons", "place"]

#: How sharply a score tells themes apart: a difference of this much is odds of e to 1.
SHARPNESS = 0.04
LEAST_ODDS = 1e-6
#: So many corrections must speak against a theme's own name before they outweigh it.
TRUST = 4.0
#: What one text placed by hand adds to the log odds of a text quite like it; below this likeness, nothing.
PULL, UNLIKE = 0.75, 0.2
#: A text at least this much like one placed by hand goes with it, if it is near no known theme, or anyway.
LIKE, TWIN = 0.45, 0.65
#: A name given by hand to so many texts of a known theme, and to most of those placed, replaces its own.
RENAMED_BY = 3
#: A name given once says little of what it stands for.
HOME_FROM = 2


class Lessons(NamedTuple):
    """What corrections say.

    Attributes
    ----------
    vectors : ndarray of float32, shape (k, d)
        Texts placed by hand.
    theme : ndarray of int64, shape (k,)
        Where each was placed: a known theme, or a number after those for a name of the user's own.
    shares : ndarray of float64, shape (known, known)
        Row by row, where texts that look like a known theme really belong.
    shown : ndarray of int64, shape (known,)
        The theme each known one is shown as: itself, or the user's own name for it.
    pulls : ndarray of float64, shape (k, known)
        How much more, or less, each text placed by hand speaks for a known theme than its look did.
    """

    vectors: Vectors
    theme: Labels
    shares: NDArray[np.float64]
    shown: Labels
    pulls: NDArray[np.float64]


def lessons(vectors: Vectors, theme: Labels, score: Vectors) -> Lessons:
    """Return what is to be learned from texts placed by hand.

    Parameters
    ----------
    vectors : ndarray of float32, shape (k, d)
    theme : ndarray of int64, shape (k,)
    score : ndarray of float32, shape (k, known)
        How near each is to every known theme.
    """
    known = score.shape[1]
    shares, shown = np.eye(known), np.arange(known)
    if not known or not len(theme):
        return Lessons(vectors, theme, shares, shown, np.zeros((len(theme), known)))
    looks = _odds(score)
    home = _homes(theme, looks, score.max(1) >= SURE, known)
    told = home[theme] >= 0
    np.add.at(shares.T, home[theme][told], looks[told] / TRUST)
    shares /= shares.sum(1, keepdims=True)
    for name in range(known, len(home)):
        own = int((theme == name).sum())
        rivals = int((home[theme] == home[name]).sum())
        if home[name] >= 0 and own >= RENAMED_BY and 2 * own > rivals:
            shown[home[name]] = name
    pulls = np.zeros((len(theme), known))
    pulls[told, home[theme][told]] = 1.0
    pulls[told] -= (looks @ shares)[told]
    return Lessons(vectors, theme, shares, shown, pulls)


def _odds(score: Vectors) -> NDArray[np.float64]:
    """Return the probabilities of the themes that the scores speak for."""
    raised = np.exp((score - score.max(1, keepdims=True)) / SHARPNESS)
    return raised / raised.sum(1, keepdims=True)


def _homes(theme: Labels, looks: NDArray[np.float64], near: NDArray[np.bool_], known: int) -> Labels:
    """Return the known theme that each theme's texts look like: a known one's is itself; -1 for none."""
    home = np.full(max(known, int(theme.max(initial=-1)) + 1), -1, np.int64)
    home[:known] = np.arange(known)
    for name in range(known, len(home)):
        mine = (theme == name) & near
        if mine.sum() >= HOME_FROM and 2 * mine.sum() > (theme == name).sum():
            home[name] = looks[mine].sum(0).argmax()
    return home


def place(vectors: Vectors, score: Vectors, lesson: Lessons, sure: float) -> Labels:
    """Return the theme of every text, -1 where none is near.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, d)
    score : ndarray of float32, shape (n, known)
    lesson : Lessons
    sure : float
        The score from which a text is near a known theme, see `guide.threshold`.

    Returns
    -------
    ndarray of int64, shape (n,)
        A known theme, or one of the user's own.
    """
    found = np.full(len(vectors), -1, np.int64)
    near = np.zeros(len(vectors), bool)
    similar = vectors @ lesson.vectors.T
    if score.shape[1] and len(score):
        near = score.max(1) >= sure
        log_odds = np.log(np.maximum(_odds(score[near]) @ lesson.shares, LEAST_ODDS))
        likeness = np.maximum(similar[near] - UNLIKE, 0.0) / (1.0 - UNLIKE)
        found[near] = lesson.shown[(log_odds + PULL * likeness @ lesson.pulls).argmax(1)]
    if not len(lesson.theme) or not len(vectors):
        return found
    closest, like = similar.argmax(1), similar.max(1)
    follows = (like >= TWIN) | (~near & (like >= LIKE))
    return np.where(follows, lesson.theme[closest], found)
