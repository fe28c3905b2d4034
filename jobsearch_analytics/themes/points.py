"""From raw notes to points, with the sentence model's help: the table of `texts.split_points`, sharper.

Every clause is judged by its words and by its meaning: does it say anything, is it praise or criticism.
Courtesy and words that only lead up to a point ("he told me", "one reservation though") are set apart, so
they are neither points of their own nor part of one. Clauses of a sentence stay apart only where they speak
of different things; those set against each other ("warm, but vague") pull their signs apart.
"""

from __future__ import annotations

from functools import cache, lru_cache
from threading import Thread
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.texts import (
    clauses_by_sentence,
    contrasts,
    is_boilerplate,
    languages,
    sign_votes,
    split_points,
)
from jobsearch_analytics.texts.sentence_model import SentenceModel
from jobsearch_analytics.themes import guide, reading
from jobsearch_analytics.themes.embed import open_embedder
from jobsearch_analytics.themes.taxonomy import read_taxonomy

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jobsearch_analytics.themes.embed import Embedder

    Flags = NDArray[np.bool_]
    Scores = NDArray[np.float64]

__all__ = ["read_ahead", "read_points"]

#: Two clauses of a sentence are two points if each is this near to its theme, and less to the other's.
APART, APART_BY = 0.3, 0.05
#: What a stock phrase takes off a clause's score, and what a word of criticism adds to it.
STOCK_WORDS, BLAME_WORDS = 2.0, 0.3
#: The model is English: of other languages only what is clearly courtesy is taken for it.
FOREIGN = 1.0
#: A clause of a note that makes a point elsewhere is dropped below this score only.
CHAFF = -0.4
#: A clause of at most so many words is framing if it is this much nearer to framing than to any point.
FRAMING_WORDS, FRAMING_BY = 10, 0.0
#: What a word of praise or criticism weighs against the meaning of a clause, and what its wording weighs.
WORD_WEIGHT, WORDING_WEIGHT = 0.8, 0.55
#: A clause is a circumstance if its nearest examples are, by this share.
NEITHER_SHARE = 0.4
#: A clause that is all of its sentence but these is read once.
CLOSING = ".!?… "
#: What a clause's sign owes to the one it is set against.
CONTRAST = 0.5


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
        `sign` ('strength', 'gap', 'neither'), `boilerplate` (bool: courtesy, logistics, or words that only
        lead up to a point) and `language` (of the whole note: a two-letter code, 'unknown' or 'other'), in
        the order of the notes. A note all of whose rows are boilerplate says nothing to act on.

    Examples
    --------
    >>> notes = pd.Series(["You were warm and friendly, but did not know our product. Best of luck!"])
    >>> read_points(notes)[["text", "sign", "boilerplate"]]
                            text      sign  boilerplate
    0  You were warm and friendly  strength        False
    1    did not know our product       gap        False
    2                Best of luck  strength         True
    """
    from threadpoolctl import threadpool_limits

    embedder = embedder or open_embedder()
    notes = texts.dropna().astype("str")
    if not isinstance(embedder, SentenceModel) or notes.empty:
        return split_points(texts)
    clauses = _clauses(tuple(notes.drop_duplicates()))
    if clauses.empty:
        return split_points(texts)
    # Small tables: several threads wait for one another longer than they count.
    with threadpool_limits(limits=1):
        pieces = _pieces(_judged(clauses, embedder), embedder)
        pieces["sign"] = _signs(pieces, embedder)
    rows = pd.DataFrame({"note": notes.index, "source": notes.to_numpy()}).reset_index(names="row")
    points = rows.merge(pieces, on="source").sort_values(["row", "point"], kind="stable")
    kept = ["note", "point", "text", "sign", "boilerplate", "language"]
    return points[kept].reset_index(drop=True).astype({"text": "str", "sign": "str"})


def read_ahead(texts: pd.Series) -> None:
    """Begin to read notes in a thread beside whatever comes next; `read_points` then finds them half done."""
    notes = tuple(texts.dropna().astype("str").drop_duplicates())
    embedder = open_embedder()
    if notes and isinstance(embedder, SentenceModel):
        Thread(target=lambda: embedder.encode(_to_encode(_clauses(notes)))).start()


def _to_encode(clauses: pd.DataFrame) -> list[str]:
    """Return what the model reads of the clauses: each by itself, and each sentence they are a part of."""
    closed = clauses["whole"].str.rstrip(CLOSING)
    whole = clauses["whole"].where(closed != clauses["text"].str.rstrip(CLOSING), clauses["text"])
    return [*clauses["text"], *whole]


@lru_cache(maxsize=1)
def _clauses(notes: tuple[str, ...]) -> pd.DataFrame:
    """Return a row per clause of the distinct notes: its note, its sentence, whether it is set against."""
    lines = [
        (note, number, sentence, clause, against)
        for note in notes
        for number, (sentence, group) in enumerate(clauses_by_sentence(note))
        for clause, against in zip(group, contrasts(sentence, group), strict=True)
    ]
    frame = pd.DataFrame(lines, columns=["source", "sentence", "whole", "text", "against"])
    frame["language"] = frame["source"].map(
        dict(zip(notes, languages(pd.Series(notes, dtype="str")), strict=True)).get
    )
    return frame


def _judged(clauses: pd.DataFrame, model: SentenceModel) -> pd.DataFrame:
    """Return the clauses with `says`, above 0 for a point, and `empty`, what is to be set apart."""
    vectors = model.encode(_to_encode(clauses))
    alone, among = reading.tells(vectors[: len(clauses)]), reading.tells(vectors[len(clauses) :])
    stock = is_boilerplate(clauses["text"]).to_numpy()
    votes = np.array([sign_votes(text)[:2] for text in clauses["text"]])
    blamed = (votes[:, 1] > votes[:, 0]) & ~stock
    foreign = ~clauses["language"].isin(model.languages).to_numpy()
    own = alone + BLAME_WORDS * blamed - STOCK_WORDS * stock
    stock_line = pd.Series(own - alone).groupby([clauses["source"], clauses["sentence"]]).transform("mean")
    says = (own + among + stock_line.to_numpy()) / 2 + FOREIGN * foreign
    frame = clauses.assign(says=says, own=own)
    return frame.assign(empty=_empty(frame, reading.framing(vectors[: len(clauses)]) > FRAMING_BY))


def _empty(clauses: pd.DataFrame, framing: Flags) -> Flags:
    """Return which clauses are no point: all of a note that makes none, and what frames those of others."""
    says = clauses["says"].to_numpy()
    short = clauses["text"].str.count(r"\S+").to_numpy() <= FRAMING_WORDS
    frames = framing & short
    makes_point = pd.Series(says > 0).groupby(clauses["source"].to_numpy()).transform("any").to_numpy()
    solid = pd.Series((says > 0) & ~frames).groupby(clauses["source"].to_numpy()).transform("any").to_numpy()
    return ~makes_point | (solid & frames) | (says < CHAFF)


def _pieces(clauses: pd.DataFrame, model: SentenceModel) -> pd.DataFrame:
    """Return the points: clauses that speak of one thing are put together again as they stood."""
    vectors = model.encode(clauses["text"].tolist())
    apart = _apart(guide.scores(vectors, _seeds()))
    lines = []
    for (source, _), group in clauses.groupby(["source", "sentence"], sort=False):
        whole, at, start = str(group["whole"].iloc[0]), 0, 0
        for i, (row, empty, against) in enumerate(
            zip(group.index, group["empty"], group["against"], strict=True)
        ):
            begin = max(whole.find(clauses["text"][row], at), at)
            at = begin + len(clauses["text"][row])
            joins = i and not against and lines[-1][3] == empty and not apart[row]
            if joins:
                lines[-1] = (*lines[-1][:1], whole[start:at], *lines[-1][2:])
            else:
                start = begin
                lines.append((source, whole[begin:at], bool(against), bool(empty), clauses["language"][row]))
    frame = pd.DataFrame(lines, columns=["source", "text", "against", "boilerplate", "language"])
    frame["point"] = frame.groupby("source").cumcount().astype("int64")
    return frame


@cache
def _seeds() -> guide.Seeds:
    themes = read_taxonomy("default")
    vectors = SentenceModel().encode([phrase for theme in themes for phrase in theme.seeds])
    number = np.array([i for i, theme in enumerate(themes) for _ in theme.seeds], np.int64)
    return guide.Seeds(vectors, number, len(themes))


def _apart(near: NDArray[np.float32]) -> Flags:
    """Return for each clause whether it speaks of something else than the clause before it."""
    if len(near) < 2:
        return np.zeros(len(near), bool)
    theme, here = near.argmax(1), np.arange(1, len(near))
    sure = near.max(1) >= APART
    leaves = near[here - 1, theme[:-1]] - near[here, theme[:-1]] >= APART_BY
    enters = near[here, theme[1:]] - near[here - 1, theme[1:]] >= APART_BY
    return np.concatenate([[False], (theme[1:] != theme[:-1]) & sure[1:] & sure[:-1] & leaves & enters])


def _signs(pieces: pd.DataFrame, model: SentenceModel) -> NDArray[np.str_]:
    """Return the sign of every point from its words, its meaning and what it is set against."""
    vectors = model.encode(pieces["text"].tolist())
    votes = np.array([sign_votes(text) for text in pieces["text"]], float)
    by_words = votes[:, 0] - votes[:, 1]
    # The model is English: what it makes of another language says nothing of praise.
    meant = np.where(pieces["language"].isin(model.languages), reading.praise(vectors), 0.0)
    worded = WORDING_WEIGHT * reading.wording(pieces["text"].tolist())
    praise = meant + worded + WORD_WEIGHT * np.clip(by_words, -2, 2)
    later = np.flatnonzero(pieces["against"].to_numpy() & (pieces["point"].to_numpy() > 0))
    pulled = praise.copy()
    pulled[later] -= CONTRAST * np.tanh(praise[later - 1])
    pulled[later - 1] -= CONTRAST * np.tanh(praise[later])
    neither = (reading.circumstance(vectors) > NEITHER_SHARE) | ((votes[:, 2] > 0) & (by_words <= 0))
    return np.where(neither, "neither", np.where(pulled > 0, "strength", "gap"))
