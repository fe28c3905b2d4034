"""How alike short texts are: by their words, and by their meaning where the sentence model can read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.themes.embed import SentenceModel, open_embedder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["MOST_BY_MEANING", "likeness", "meanings", "speaks_of"]

#: Up to so many distinct texts are compared by meaning (some seconds); more are compared by words alone.
MOST_BY_MEANING = 1_500

#: A sentence speaks of a phrase from this cosine of meanings on, or with this share of its words.
LEAST_MEANING, LEAST_WORDS = 0.40, 2 / 3

#: Words that carry no matter of their own.
SHORT_WORDS = frozenset(
    ["with", "and", "the", "for", "from", "und", "mit", "les", "des", "con", "para", "outside"]
)


def likeness(texts: Sequence[str], others: Sequence[str]) -> NDArray:
    """Return how alike each text is to each of the others, shape (texts, others), in [0, 1].

    The larger of two: the likeness of the words, 1 where a text holds all words of the other, else as their
    letters agree whatever the words' order; and the cosine of their meanings.

    Examples
    --------
    >>> likeness(["Data Engineer (m/f/d)", "Nurse"], ["Data Engineer"]).round(1).tolist()[0]
    [1.0]
    """
    from rapidfuzz import fuzz, process, utils

    if not len(texts) or not len(others):
        return np.zeros((len(texts), len(others)))
    plain = [[utils.default_process(text) for text in group] for group in (texts, others)]
    words = process.cdist(*plain, scorer=fuzz.token_sort_ratio, dtype=np.float64) / 100
    bags, other_bags = ([frozenset(text.split()) for text in group] for group in plain)
    whole = np.array([[bool(other) and other <= bag for other in other_bags] for bag in bags])
    return np.maximum(np.where(whole, 1.0, words), meanings(texts, others))


def meanings(texts: Sequence[str], others: Sequence[str]) -> NDArray:
    """Return the cosines of the texts' meanings, shape (texts, others), in [0, 1].

    All 0 where the sentence model is not installed, or there are more than `MOST_BY_MEANING` texts.
    """
    none = np.zeros((len(texts), len(others)))
    if not len(texts) or not len(others) or len(texts) > MOST_BY_MEANING:
        return none
    model = open_embedder()
    if not isinstance(model, SentenceModel):
        return none
    return np.clip(model.encode(texts) @ model.encode(others).T, 0, 1).astype(np.float64)


def speaks_of(sentences: Sequence[str], phrases: Sequence[str], least: float = LEAST_MEANING) -> NDArray:
    """Return whether each sentence speaks of each phrase, shape (sentences, phrases).

    Either its meaning is near enough, or it holds two thirds of the phrase's words.

    Examples
    --------
    >>> speaks_of(["We look for SQL and data modelling.", "Free fruit."], ["SQL and data modelling"]).tolist()
    [[True], [False]]
    """
    from rapidfuzz import utils

    bags = [set(utils.default_process(text).split()) for text in sentences]
    shares = np.zeros((len(sentences), len(phrases)))
    for column, phrase in enumerate(phrases):
        words = {word for word in utils.default_process(phrase).split() if len(word) > 2} - SHORT_WORDS
        shares[:, column] = [len(words & bag) / max(len(words), 1) for bag in bags]
    return (meanings(sentences, phrases) >= least) | (shares >= LEAST_WORDS - 1e-9)
