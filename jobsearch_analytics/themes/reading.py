"""What a clause is: a point, the words that lead up to one, or courtesy; praise, criticism or a circumstance.

Learned from example notes written for this package, see `learn.py`: a plain linear fit to what a clause means
(its vector from the sentence model), which words and pairs of words it uses, and what the word lists of
`texts` say of it. The fits travel with the package as figures, so nothing is learned at run time.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from jobsearch_analytics.texts import is_boilerplate, sign_votes
from jobsearch_analytics.texts.shipped import shipped_place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Scores = NDArray[np.float64]
    Places = NDArray[np.int64]

__all__ = [
    "KINDS", "SIGNS", "Fits", "Verdicts", "cues", "fits_from", "makes_point", "note_features",
    "read_clauses", "word_counts", "words_of",
]  # fmt: skip

#: What a clause can be, and which way a point can go, in the order of the fits.
KINDS = ("point", "framing", "courtesy")
SIGNS = ("strength", "gap", "neither")
#: In doubt, by these log odds, a note makes a point: one struck out by hand is less harm than one never seen.
DOUBT = 0.3

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


class Verdicts(NamedTuple):
    """What is found of each clause.

    Attributes
    ----------
    says : ndarray of float64, shape (n,)
        Log odds that it makes a point: above 0 it rather does.
    courtesy : ndarray of float64, shape (n,)
        Probability, 0 to 1, that it is courtesy.
    praise : ndarray of float64, shape (n,)
        Log odds of praise against criticism, if it makes one.
    neither : ndarray of float64, shape (n,)
        Probability, 0 to 1, that such a point is a circumstance.
    """

    says: Scores
    courtesy: Scores
    praise: Scores
    neither: Scores


class Fits(NamedTuple):
    """Weights, one row per entry of `KINDS` and then of `SIGNS`; the place and the rarity of each word."""

    place: dict[str, int]
    rarity: Scores
    of_words: Scores
    of_vector: Scores
    of_cues: Scores
    constant: Scores


def fits_from(raw: Mapping[str, NDArray[Any]]) -> Fits:
    """Return the fits from the figures as `learn` writes them."""
    words = bytes(raw["words"]).decode("utf-8").split("\n")
    figures = [raw[name].astype(np.float64) for name in Fits._fields[1:]]
    return Fits({word: i for i, word in enumerate(words)}, *figures)


@cache
def _shipped() -> tuple[Fits, Scores]:
    """Return the fits to clauses, and the weights of `note_features` with their constant last."""
    with shipped_place("reading").open("rb") as file, np.load(file, allow_pickle=False) as raw:
        return fits_from(raw), raw["of_note"]


def words_of(text: str) -> list[str]:
    """Return the words of a text and each two that stand side by side, in lower case.

    Examples
    --------
    >>> words_of("Never late")
    ['never', 'late', 'never late']
    """
    words = _TOKEN.findall(text.lower().replace("’", "'"))
    return [*words, *(f"{a} {b}" for a, b in pairwise(words))]


def word_counts(text: str, place: dict[str, int], rarity: Scores) -> tuple[list[int], Scores]:
    """Return the places of a text's known words, and their weights by TF-IDF, the text's length being 1."""
    counts = Counter(place[word] for word in words_of(text) if word in place)
    at = list(counts)
    weights = (1 + np.log(np.array([*counts.values()], float))) * rarity[at]
    return at, weights / max(float(np.linalg.norm(weights)), 1e-9)


def cues(texts: Sequence[str]) -> Scores:
    """Return what the word lists say of each text: which way, how loudly, a circumstance, a stock phrase."""
    votes = np.array([sign_votes(text) for text in texts], float).reshape(-1, 3)
    praise, blame, circumstance = votes.T
    stock = is_boilerplate(pd.Series(texts, dtype="str")).to_numpy(float)
    return np.column_stack(
        [np.clip(praise - blame, -2, 2), np.clip(praise + blame, 0, 3), circumstance, stock]
    )


def read_clauses(texts: Sequence[str], vectors: Vectors, fits: Fits | None = None) -> Verdicts:
    """Return what each clause is.

    Parameters
    ----------
    texts : sequence of str, length n
    vectors : ndarray of float32, shape (n, d)
        From the sentence model; a row of zeros for a text it cannot read.
    fits : Fits, optional
        By default those that travel with the package.

    Returns
    -------
    Verdicts

    Examples
    --------
    >>> from jobsearch_analytics.texts.sentence_model import SentenceModel
    >>> lines = ["We wish you all the best", "You lost the thread twice", "The whole panel liked your demo"]
    >>> found = read_clauses(lines, SentenceModel().encode(lines))
    >>> (found.says > 0).tolist(), (found.praise > 0).tolist()[1:]
    ([False, True, True], [False, True])
    """
    fits = fits or _shipped()[0]
    scores = vectors @ fits.of_vector.T + cues(texts) @ fits.of_cues.T + fits.constant
    for row, text in enumerate(texts):
        at, weights = word_counts(text, fits.place, fits.rarity)
        scores[row] += fits.of_words[:, at] @ weights
    kind, sign = _log_shares(scores[:, : len(KINDS)]), _log_shares(scores[:, len(KINDS) :])
    return Verdicts(
        says=kind[:, 0] - np.logaddexp(kind[:, 1], kind[:, 2]),
        courtesy=np.exp(kind[:, 2]),
        praise=sign[:, 0] - sign[:, 1],
        neither=np.exp(sign[:, 2]),
    )


def makes_point(says: Scores, courtesy: Scores, words: NDArray[Any], note: Places) -> NDArray[np.bool_]:
    """Return whether each note makes a point rather than none, judged by all of its clauses together.

    Parameters
    ----------
    says, courtesy : ndarray of float64, shape (n,)
        Of each clause, from `read_clauses`.
    words : ndarray of number, shape (n,)
        The number of words in each clause.
    note : ndarray of int64, shape (n,)
        Which note each clause stands in, from 0 on, none left out.

    Returns
    -------
    ndarray of bool, shape (notes,)
    """
    _, weights = _shipped()
    return note_features(says, courtesy, words, note) @ weights[:-1] + weights[-1] > -DOUBT


def note_features(says: Scores, courtesy: Scores, words: NDArray[Any], note: Places) -> Scores:
    """Return what the clauses of each note come to, shape (notes, 6).

    How much the clause that says most does so, and the one after it; how many clauses and words there are;
    how likely courtesy is, on average and at most. A long mail of courtesy has some clause that could be a
    point; a short jotting with the same one most likely makes it.
    """
    clauses = np.bincount(note)
    order = np.lexsort((-says, note))
    first = np.cumsum(clauses) - clauses
    best = says[order][first]
    second = np.where(clauses > 1, says[order][np.minimum(first + 1, len(says) - 1)], best - 1.0)
    most = np.zeros(len(clauses))
    np.maximum.at(most, note, courtesy)
    mean = np.bincount(note, courtesy) / clauses
    return np.column_stack([best, second, np.log(clauses), np.log1p(np.bincount(note, words)), mean, most])


def _log_shares(scores: Scores) -> Scores:
    """Return the logarithm of each class's share (softmax)."""
    return scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
