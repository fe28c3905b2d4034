"""From raw notes to points, with the sentence model's help: the table of `texts.split_points`, sharper.

Words alone miss what is said in other words. Here each clause is also compared with phrases whose theme and
sign are known (the seed themes') and with stock sentences. Clauses of a sentence stay apart only where
they speak of different things; those set against each other ("warm, but vague") pull their signs apart.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from jobsearch_analytics.texts import clauses_by_sentence, contrasts, sign_votes, split_points, stock_phrases
from jobsearch_analytics.themes import guide
from jobsearch_analytics.themes.embed import SentenceModel, open_embedder
from jobsearch_analytics.themes.taxonomy import read_taxonomy

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jobsearch_analytics.themes.embed import Embedder

    Vectors = NDArray[np.float32]

__all__ = ["read_points"]

#: Two clauses of a sentence are two points if each is this near to its theme, and less to the other's.
APART, APART_BY = 0.3, 0.05
#: A clause is stock if a stock sentence is at least this near to it, and nearer than every theme's phrases.
STOCK_NEAR = 0.45
#: In a note that holds stock, a clause without a circumstance and no nearer to a theme than this is chaff.
CHAFF_BELOW = 0.35
#: How many phrases vote on a clause's sign, and what a word of praise or criticism weighs against them.
VOTERS, WORD_WEIGHT = 40, 0.8
#: A clause is a circumstance if phrases that are neither praise nor criticism have this share of the votes.
NEITHER_SHARE = 0.4
#: What a clause's sign owes to the one it is set against.
CONTRAST = 0.5


class _Known(NamedTuple):
    """The seed themes' phrases with their signs (1, -1, 0), and stock sentences."""

    seeds: guide.Seeds
    sign: NDArray[np.float64]
    stock: Vectors


@lru_cache(maxsize=1)
def _known() -> _Known:
    themes = read_taxonomy("default")
    signs = [{"strength": 1.0, "gap": -1.0, "neither": 0.0}[s] for theme in themes for s in theme.seed_signs]
    model = SentenceModel()
    phrases = model.encode([phrase for theme in themes for phrase in theme.seeds])
    number = np.array([i for i, theme in enumerate(themes) for _ in theme.seeds], np.int64)
    seeds = guide.Seeds(phrases, number, len(themes), np.zeros(len(themes), np.float32))
    return _Known(seeds, np.array(signs), model.encode(stock_phrases()))


def read_points(texts: pd.Series, *, embedder: Embedder | None = None) -> pd.DataFrame:
    """Return one row per point made in the notes: its text, its sign, whether it is stock, its language.

    Parameters
    ----------
    texts : Series of str
        Notes; missing and empty ones make no point.
    embedder : Embedder, optional
        By default the packaged sentence model. With anything else, words alone decide.

    Returns
    -------
    DataFrame
        Columns `note` (the index of the source note), `point` (0, 1, … within the note), `text`,
        `sign` ('strength', 'gap', 'neither'), `boilerplate` (bool) and `language` (of the whole note:
        a two-letter code, 'unknown' or 'other'), in the order of the notes. A note all of whose rows are
        boilerplate says nothing to act on.

    Examples
    --------
    >>> notes = pd.Series(["You were warm and friendly, but did not know our product. Best of luck!"])
    >>> read_points(notes)[["text", "sign", "boilerplate"]]
                            text      sign  boilerplate
    0  You were warm and friendly  strength        False
    1    did not know our product       gap        False
    2                Best of luck  strength         True
    """
    embedder = embedder or open_embedder()
    if not isinstance(embedder, SentenceModel):
        return split_points(texts)
    points = split_points(texts, split=_pieces(texts, embedder).__getitem__)
    readable = points["language"].isin(embedder.languages).to_numpy()
    if not readable.any():
        return points
    votes = np.array([sign_votes(text) for text in points["text"]], float)
    nearness = _nearness(embedder.encode(points["text"].tolist()))
    points["sign"] = np.where(readable, _signs(nearness, votes, _against(points, texts)), points["sign"])
    # Two notes may share an index label, so they are told apart by where point 0 stands.
    note = np.cumsum(points["point"].to_numpy() == 0).astype(np.int64)
    points["boilerplate"] |= readable & _is_stock(nearness, votes, points["boilerplate"].to_numpy(), note)
    return points.astype({"sign": "str"})


def _pieces(texts: pd.Series, model: SentenceModel) -> dict[str, list[str]]:
    """Return the points of every distinct note, clauses that speak of one thing put together again."""
    parted = {str(note): clauses_by_sentence(str(note)) for note in texts.dropna().unique()}
    clauses = list(dict.fromkeys(c for lines in parted.values() for _, group in lines for c in group))
    near = dict(zip(clauses, guide.scores(model.encode(clauses), _known().seeds), strict=True))
    return {
        note: [p for line, group in lines for p in _rejoined(line, group, near)]
        for note, lines in parted.items()
    }


def _rejoined(sentence: str, clauses: list[str], near: dict[str, Vectors]) -> list[str]:
    pieces, start, at = [], 0, 0
    against = contrasts(sentence, clauses)
    for number, clause in enumerate(clauses):
        begin = max(sentence.find(clause, at), at)
        if number and (against[number] or _are_apart(near[clauses[number - 1]], near[clause])):
            pieces.append(sentence[start:at])
            start = begin
        start = begin if number == 0 else start
        at = begin + len(clause)
    return [*pieces, sentence[start:at]] if clauses else []


def _are_apart(left: Vectors, right: Vectors) -> bool:
    a, b = int(left.argmax()), int(right.argmax())
    sure = min(left[a], right[b]) >= APART
    return bool(a != b and sure and left[a] - left[b] >= APART_BY and right[b] - right[a] >= APART_BY)


def _nearness(vectors: Vectors) -> pd.DataFrame:
    """Return per clause its nearness to stock and to themes, and what the nearest phrases say of its sign."""
    known = _known()
    similar = vectors @ known.seeds.vectors.T
    voters = np.argpartition(-similar, VOTERS, axis=1)[:, :VOTERS]
    weight = np.square(np.clip(np.take_along_axis(similar, voters, axis=1), 0.01, 1.0))
    weight /= weight.sum(1, keepdims=True)
    return pd.DataFrame(
        {
            "stock": (vectors @ known.stock.T).max(1),
            "phrase": similar.max(1),
            "theme": guide.scores(vectors, known.seeds).max(1),
            "praise": (weight * known.sign[voters]).sum(1),
            "neither": (weight * (known.sign[voters] == 0)).sum(1),
        }
    )


def _signs(
    nearness: pd.DataFrame, votes: NDArray[np.float64], against: NDArray[np.bool_]
) -> NDArray[np.str_]:
    """Return the sign of every clause from its words, its nearest phrases and what it is set against."""
    by_words = np.clip(votes[:, 0] - votes[:, 1], -2, 2)
    praise = nearness["praise"].to_numpy() + WORD_WEIGHT * by_words
    later = np.flatnonzero(against)
    pulled = praise.copy()
    pulled[later] -= CONTRAST * np.tanh(praise[later - 1])
    pulled[later - 1] -= CONTRAST * np.tanh(praise[later])
    neither = (nearness["neither"].to_numpy() > NEITHER_SHARE) | ((votes[:, 2] > 0) & (by_words <= 0))
    return np.where(neither, "neither", np.where(pulled > 0, "strength", "gap"))


def _against(points: pd.DataFrame, texts: pd.Series) -> NDArray[np.bool_]:
    """Return for every point whether its note sets it against the point before."""
    starts = np.flatnonzero(points["point"].eq(0).to_numpy())
    groups = np.split(points["text"].to_numpy(), starts[1:])
    notes = iter(str(text) for text in texts.dropna())
    flags: list[bool] = []
    for group in groups:
        note = next(note for note in notes if group[0] in note)
        flags += contrasts(note, list(group))
    return np.array(flags, bool)


def _is_stock(
    nearness: pd.DataFrame, votes: NDArray[np.float64], by_words: NDArray[np.bool_], note: NDArray[np.int64]
) -> NDArray[np.bool_]:
    stock = nearness["stock"].to_numpy()
    found = by_words | ((stock >= STOCK_NEAR) & (stock > nearness["phrase"].to_numpy()))
    in_form_mail = pd.Series(found).groupby(note).transform("any").to_numpy()
    chaff = (votes[:, 2] == 0) & (nearness["theme"].to_numpy() < CHAFF_BELOW)
    return found | (in_form_mail & chaff)
