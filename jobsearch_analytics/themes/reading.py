"""What a clause is by its meaning: courtesy or a point, praise or criticism, learned from example sentences.

Words alone miss what is said in other words. A clause is compared with sentences whose kind is known: the
seed themes' phrases and those of `examples.toml`, all written for this package. Two plain methods are added
up: the nearest examples of either kind, and a linear fit to all of them (ridge regression, Hoerl & Kennard,
1970), which takes milliseconds and needs no tuning at run time.

The sentence model knows what a clause is about better than which way it points. So the examples teach a
third thing, `wording`: which small words and pairs of words ("nobody", "would have", "no need") go with
praise and which with criticism, whatever the subject. It reads every language that has examples.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from jobsearch_analytics.texts.sentence_model import SentenceModel
from jobsearch_analytics.themes.taxonomy import read_taxonomy
from jobsearch_analytics.themes.word_weights import word_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Scores = NDArray[np.float64]

__all__ = [
    "circumstance",
    "framing",
    "known_phrases",
    "nearest",
    "praise",
    "signed_examples",
    "tells",
    "wording",
]

#: So many of the nearest examples of a kind are looked at.
NEAREST = 2
#: How much a small change of the examples may sway the linear fits, and what these weigh.
RIDGE_TELLS, FIT_TELLS = 3.0, 0.4
RIDGE_SIGN, FIT_SIGN = 10.0, 1.0
#: How many examples vote on praise and criticism, and what their vote weighs.
VOTERS, VOTE_SIGN = 40, 1.0
#: What a difference of 0.1 in nearness is worth: half a point of the score.
NEARNESS = 5.0
#: Which examples say nothing of the person.
EMPTY = ("stock", "logistics")
_SIGNS = {"strength": 1.0, "gap": -1.0, "neither": 0.0}


class _Known(NamedTuple):
    """The examples' vectors, kind by kind, and the linear fits."""

    empty: Vectors
    framing: Vectors
    telling: Vectors
    sign: Scores
    fit_tells: Scores
    fit_sign: Scores


@cache
def _examples() -> dict[str, list[str]]:
    """Return the example sentences by kind, those of the seed themes among them."""
    raw = tomllib.loads(files("jobsearch_analytics.themes").joinpath("examples.toml").read_text("utf-8"))
    found = {kind: [text for lines in raw[kind].values() for text in lines] for kind in raw}
    for theme in read_taxonomy("default"):
        for text, sign in zip(theme.seeds, theme.seed_signs, strict=True):
            found[sign].append(text)
    return {kind: list(dict.fromkeys(lines)) for kind, lines in found.items()}


def known_phrases() -> list[str]:
    """Return every phrase and sentence that travels with the package."""
    return list(dict.fromkeys(text for lines in _examples().values() for text in lines))


@cache
def _known() -> _Known:
    examples, model = _examples(), SentenceModel()
    empty = model.encode([text for kind in EMPTY for text in examples[kind]])
    telling = model.encode([text for kind in _SIGNS for text in examples[kind]])
    sign = np.repeat(list(_SIGNS.values()), [len(examples[kind]) for kind in _SIGNS])
    signed = sign != 0
    says = np.repeat([1.0, -1.0], [len(telling), len(empty)])
    return _Known(
        empty,
        model.encode(examples["framing"]),
        telling,
        sign,
        _ridge(np.concatenate([telling, empty]), says, RIDGE_TELLS),
        _ridge(telling[signed], sign[signed], RIDGE_SIGN),
    )


def _ridge(vectors: Vectors, wanted: Scores, strength: float) -> Scores:
    """Return the weights, the constant last, of a linear fit that counts both sides alike."""
    one_more = np.column_stack([vectors, np.ones(len(vectors))]).astype(np.float64)
    each = np.where(wanted > 0, 0.5 / (wanted > 0).mean(), 0.5 / (wanted < 0).mean())
    penalty = strength * np.eye(one_more.shape[1])
    penalty[-1, -1] = 1e-6
    weighted = one_more * each[:, None]
    return np.linalg.solve(weighted.T @ one_more + penalty, weighted.T @ wanted)


def _linear(vectors: Vectors, fit: Scores) -> Scores:
    return vectors @ fit[:-1] + fit[-1]


def nearest(vectors: Vectors, examples: Vectors, k: int = NEAREST) -> Scores:
    """Return the mean cosine to the k nearest examples."""
    if not len(vectors):
        return np.zeros(0)
    similar = vectors @ examples.T
    return np.partition(similar, -k, axis=1)[:, -k:].mean(1).astype(np.float64)


def tells(vectors: Vectors) -> Scores:
    """Return how much each clause says of a person or a matter: above 0 a point, below 0 courtesy.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, d)
        From the sentence model.

    Returns
    -------
    ndarray of float64, shape (n,)
        About -4 to 4.
    """
    known = _known()
    near = NEARNESS * (nearest(vectors, known.telling) - nearest(vectors, known.empty))
    return near + FIT_TELLS * _linear(vectors, known.fit_tells)


def framing(vectors: Vectors) -> Scores:
    """Return how much nearer each clause is to 'he told me' and 'one more thing' than to any point."""
    known = _known()
    return nearest(vectors, known.framing) - nearest(vectors, known.telling)


def praise(vectors: Vectors) -> Scores:
    """Return the sign of each clause by its meaning: above 0 praise, below 0 criticism; about -2 to 2."""
    known = _known()
    votes, _ = _votes(vectors)
    return FIT_SIGN * _linear(vectors, known.fit_sign) + VOTE_SIGN * votes


def circumstance(vectors: Vectors) -> Scores:
    """Return the share, 0 to 1, of each clause's nearest examples that are neither praise nor criticism."""
    return _votes(vectors)[1]


def signed_examples() -> tuple[list[str], list[float]]:
    """Return the examples of praise and criticism, and 1 or -1 for each."""
    kinds = {kind: lines for kind, lines in _examples().items() if _SIGNS.get(kind)}
    return (
        [text for lines in kinds.values() for text in lines],
        [_SIGNS[kind] for kind, lines in kinds.items() for _ in lines],
    )


def wording(texts: Sequence[str]) -> Scores:
    """Return the sign of each clause by its words and pairs of words: above 0 praise; about -3 to 3."""
    return word_weights(*signed_examples()).score(texts)


def _votes(vectors: Vectors) -> tuple[Scores, Scores]:
    known = _known()
    similar = vectors @ known.telling.T
    voters = np.argpartition(-similar, VOTERS, axis=1)[:, :VOTERS]
    weight = np.square(np.clip(np.take_along_axis(similar, voters, axis=1), 0.01, 1.0))
    weight /= weight.sum(1, keepdims=True)
    signs = known.sign[voters]
    return (weight * signs).sum(1), (weight * (signs == 0)).sum(1)
