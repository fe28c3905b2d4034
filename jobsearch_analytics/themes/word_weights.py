"""What the words of the example sentences weigh, fitted once and kept with the package.

The fit is scikit-learn's, and the same for the same examples; to import that takes a second, to read the
weights a hundredth of one. Kept weights name what they were fitted to: after a change of the examples they
are fitted anew at every start, until `shipped_phrases` renews them.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from jobsearch_analytics.texts.shipped import content_keys

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.resources.abc import Traversable

    from numpy.typing import NDArray

__all__ = ["WordWeights", "fit_words", "word_weights", "write_words"]

WORD = r"[^\W_]+(?:'[^\W_]+)?"
#: How freely the words of the examples are weighed (the inverse of the penalty).
FREEDOM = 5.0


class WordWeights(NamedTuple):
    """A linear fit to counted words and pairs of words, by rarity: sorted keys, and what belongs to each.

    Examples
    --------
    >>> fit = fit_words(["so warm", "warm and kind", "so cold", "cold and rude"], [1.0, 1.0, -1.0, -1.0])
    >>> (fit.score(["warm", "cold", "new words"]) > 0).tolist()
    [True, False, False]
    """

    keys: NDArray[np.uint64]
    rarity: NDArray[np.float64]
    weight: NDArray[np.float64]
    constant: float

    def score(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return one number per text: above 0 where its words go with the examples above 0."""
        return np.array([self._score(text) for text in texts], np.float64)

    def _score(self, text: str) -> float:
        counts = Counter(_terms(text))
        keys = content_keys(list(counts))
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        known = self.keys[at] == keys
        often = 1 + np.log(np.fromiter(counts.values(), np.float64, len(counts))[known])
        row = often * self.rarity[at[known]]
        length = np.linalg.norm(row) or 1.0
        return float(row @ self.weight[at[known]] / length + self.constant)


def _terms(text: str) -> list[str]:
    """Return the words of a text and its pairs of neighbouring words."""
    words = re.findall(WORD, _straight(text).lower())
    return words + [" ".join(pair) for pair in pairwise(words)]


def _straight(text: str) -> str:
    return text.replace("’", "'")


def fit_words(texts: Sequence[str], signs: Sequence[float]) -> WordWeights:
    """Return the weights by which the words of the texts tell their signs, 1 and -1."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    counter = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=WORD)
    counts = counter.fit_transform([_straight(text) for text in texts])
    fit = LogisticRegression(C=FREEDOM, class_weight="balanced", solver="liblinear").fit(counts, signs)
    keys = content_keys(list(counter.get_feature_names_out()))
    order = np.argsort(keys)
    return WordWeights(keys[order], counter.idf_[order], fit.coef_[0][order], float(fit.intercept_[0]))


def word_weights(texts: Sequence[str], signs: Sequence[float]) -> WordWeights:
    """Return what `fit_words` returns: as it was kept, where it was fitted to the very same."""
    return _kept(_made_of(texts, signs)) or fit_words(texts, signs)


def write_words(texts: Sequence[str], signs: Sequence[float]) -> None:
    """Keep the weights with the package."""
    fit = fit_words(texts, signs)
    np.savez_compressed(str(_place()), made_of=np.array(_made_of(texts, signs)), **fit._asdict())


def _made_of(texts: Sequence[str], signs: Sequence[float]) -> str:
    told = "\n".join(
        [WORD, str(FREEDOM), *(f"{sign:g} {text}" for text, sign in zip(texts, signs, strict=True))]
    )
    return hashlib.sha256(told.encode()).hexdigest()


def _place() -> Traversable:
    return files("jobsearch_analytics.texts").joinpath("model_data", "wording.npz")


@cache
def _kept(made_of: str) -> WordWeights | None:
    if not (path := _place()).is_file():
        return None
    with path.open("rb") as file, np.load(file, allow_pickle=False) as raw:
        if str(raw["made_of"]) != made_of:
            return None
        return WordWeights(raw["keys"], raw["rarity"], raw["weight"], float(raw["constant"]))
