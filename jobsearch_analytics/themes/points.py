"""From raw notes to points, with the sentence model's help: the table of `texts.split_points`, sharper.

Every clause is judged by its words and by its meaning: does it say anything, is it praise or criticism.
Courtesy and words that only lead up to a point ("he told me", "one reservation though") are set apart, so
they are neither points of their own nor part of one. Clauses of a sentence stay apart only where they speak
of different things; those set against each other ("warm, but vague") pull their signs apart.
"""

from __future__ import annotations

from functools import cache, lru_cache
from threading import RLock, Thread
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.texts import (
    clause_spans,
    clauses_by_sentence,
    contrasts,
    languages,
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
#: Where a note makes a point, a clause with log odds below this of being one is set apart all the same.
CHAFF = -1.0
#: A point is a circumstance from this probability on.
NEITHER = 0.65
#: What a clause's sign owes to the one beside it in its sentence, and the opposite of one it is set against.
BESIDE, AGAINST = 0.5, 1.5
#: What a heading ("Pros", "To improve") adds: what stands below it is a point, and has its sign.
TOLD_SAYS, TOLD_SIGN = 2.0, 8.0

#: Notes are read by one thread: whoever wants the same ones waits, and then finds them read.
_reading = RLock()


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
    embedder = embedder or open_embedder()
    distinct = _distinct(texts)
    if not isinstance(embedder, SentenceModel) or not distinct:
        return split_points(texts)
    with _reading:
        pieces = _read(distinct, embedder)
    if pieces.empty:
        return split_points(texts)
    notes = texts.dropna().astype("str")
    rows = pd.DataFrame({"note": notes.index, "source": notes.to_numpy()}).reset_index(names="row")
    points = rows.merge(pieces, on="source").sort_values(["row", "point"], kind="stable")
    kept = ["note", "point", "text", "sign", "boilerplate", "language"]
    return points[kept].reset_index(drop=True).astype({"text": "str", "sign": "str"})


def read_ahead(texts: pd.Series) -> None:
    """Begin to read notes in a thread beside whatever comes next; `read_points` then finds them done."""
    if isinstance(open_embedder(), SentenceModel):
        # Before the thread starts: beside other work, cutting notes up would hold up the model twice as long.
        _clauses(_distinct(texts))
        Thread(target=read_points, args=(texts,)).start()


def _distinct(texts: pd.Series) -> tuple[str, ...]:
    return tuple(texts.dropna().astype("str").drop_duplicates())


@lru_cache(maxsize=1)
def _read(notes: tuple[str, ...], model: SentenceModel) -> pd.DataFrame:
    """Return the points of the distinct notes, a row each: its `source` is the note."""
    from threadpoolctl import threadpool_limits

    clauses = _clauses(notes)
    if clauses.empty:
        return clauses
    # Small tables: several threads wait for one another longer than they count.
    with threadpool_limits(limits=1):
        pieces = _pieces(_judged(clauses, model), model)
        return pieces.assign(sign=_signs(pieces, model))


@lru_cache(maxsize=1)
def _clauses(notes: tuple[str, ...]) -> pd.DataFrame:
    """Return a row per clause of the distinct notes: its note, its sentence, whether it is set against."""
    lines = [
        (note, number, sentence, told, clause, against)
        for note in notes
        for number, (sentence, told, group) in enumerate(clauses_by_sentence(note))
        for clause, against in zip(group, contrasts(sentence, group), strict=True)
    ]
    frame = pd.DataFrame(lines, columns=["source", "sentence", "whole", "told", "text", "against"])
    tongues = languages(pd.Series(notes, dtype="str"))
    frame["language"] = frame["source"].map(dict(zip(notes, tongues, strict=True)))
    return frame


def _judged(clauses: pd.DataFrame, model: SentenceModel) -> pd.DataFrame:
    """Return the clauses with `empty`: all of a note without a point, and what leads up to others."""
    texts = clauses["text"].tolist()
    found = reading.read_clauses(texts, model.encode(texts))
    says = found.says + TOLD_SAYS * (clauses["told"] != 0).to_numpy()
    note = pd.factorize(clauses["source"])[0].astype(np.int64)
    words = np.array([len(text.split()) for text in texts])
    makes_point = reading.makes_point(says, found.courtesy, words, note)[note]
    best = says == pd.Series(says).groupby(note).transform("max").to_numpy()
    return clauses.assign(empty=~makes_point | ((says < CHAFF) & ~best))


def _pieces(clauses: pd.DataFrame, model: SentenceModel) -> pd.DataFrame:
    """Return the points: clauses that speak of one thing are put together again as they stood."""
    vectors = model.encode(clauses["text"].tolist())
    apart = _apart(guide.scores(vectors, _seeds()))
    lines = []
    for (source, sentence), group in clauses.groupby(["source", "sentence"], sort=False):
        whole, before, start = str(group["whole"].iloc[0]), 0, 0
        spans = clause_spans(whole, group["text"])
        for i, (row, empty, against, (begin, end)) in enumerate(
            zip(group.index, group["empty"], group["against"], spans, strict=True)
        ):
            led = ":" in whole[before:begin]
            before = end
            joins = i and not against and lines[-1][3] == empty and (led or not apart[row])
            if joins:
                lines[-1] = (*lines[-1][:1], whole[start:end], *lines[-1][2:])
            else:
                start = begin
                told, language = clauses["told"][row], clauses["language"][row]
                lines.append((source, whole[begin:end], bool(against), bool(empty), told, language, sentence))
    frame = pd.DataFrame(
        lines, columns=["source", "text", "against", "boilerplate", "told", "language", "sentence"]
    )
    frame["point"] = frame.groupby("source").cumcount().astype("int64")
    return frame


@cache
def _seeds() -> guide.Seeds:
    return guide.seeds_of(read_taxonomy("default"), SentenceModel())


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
    """Return the sign of every point: its own, and a part of the opposite of what it is set against."""
    texts, told = pieces["text"].tolist(), pieces["told"].to_numpy()
    found = reading.read_clauses(texts, model.encode(texts))
    praise = found.praise + TOLD_SIGN * told
    praise = praise + _from_neighbours(praise, pieces)
    neither = (found.neither > NEITHER) & (told == 0)
    return np.where(neither, "neither", np.where(praise > 0, "strength", "gap"))


def _from_neighbours(praise: Scores, pieces: pd.DataFrame) -> Scores:
    """Return what the clauses beside each say of its sign: the same, or the opposite after a 'but'."""
    against, point = pieces["against"].to_numpy(), pieces["point"].to_numpy()
    same_note, same_sentence = (
        point[1:] > 0,
        pieces["sentence"].to_numpy()[1:] == pieces["sentence"].to_numpy()[:-1],
    )
    link = np.where(against[1:], -AGAINST * same_note, BESIDE * (same_note & same_sentence))
    pull = np.zeros_like(praise)
    pull[1:] += link * np.tanh(praise[:-1])
    pull[:-1] += link * np.tanh(praise[1:])
    return pull
