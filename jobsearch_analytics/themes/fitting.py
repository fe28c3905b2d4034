"""The steps of `ThemeModel.fit`: read the texts, place them among known themes, group the rest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from jobsearch_analytics.texts import guess_language
from jobsearch_analytics.texts.shipped import content_keys
from jobsearch_analytics.themes import cluster, corrections, describe, guide
from jobsearch_analytics.themes.progress import counting

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jobsearch_analytics.themes.embed import Embedder
    from jobsearch_analytics.themes.taxonomy import SeedTheme

    Vectors = NDArray[np.float32]
    Labels = NDArray[np.int64]

__all__ = ["Found", "Known", "Sorting", "foreign_note", "nearest", "read", "readable", "sort", "unread_note"]

#: Below this many distinct texts only known themes are looked for, if there are any.
DISCOVER_FROM = 12
#: A new text joins a discovered theme from this similarity to its centre on.
JOINS = 0.35
#: Resamples of the phrases, for the stability of known themes.
PHRASE_RUNS, PHRASE_SHARE = 20, 0.8

_HAS_WORD = re.compile(r"[^\W\d_]{2}")


class Known(NamedTuple):
    """The distinct texts that could be read, and what is known of them before any grouping.

    Attributes
    ----------
    texts : list of str
    vectors : ndarray of float32, shape (n, d)
        As the embedder gives them.
    told : ndarray of int64, shape (n,)
        The theme the user placed each in, -1 for none.
    seeds : Seeds
    lessons : Lessons
    n_themes : int
        How many themes are known by now, those of the user's own included.
    """

    texts: list[str]
    vectors: Vectors
    told: Labels
    seeds: guide.Seeds
    lessons: corrections.Lessons
    n_themes: int


class Sorting(NamedTuple):
    """Where each distinct text went.

    Attributes
    ----------
    placed : ndarray of int64, shape (n,)
        Its theme: known ones first, then discovered ones; -1 for a one-off.
    stability : dict of int to float
        By theme, the share of resamples that kept its texts together.
    centre : ndarray of float32, shape (d,)
        What was subtracted to centre the vectors.
    vectors : ndarray of float32, shape (n, d)
        The centred ones.
    sure : float
        The score from which a text went to a known theme.
    """

    placed: Labels
    stability: dict[int, float]
    centre: Vectors
    vectors: Vectors
    sure: float


class Found(NamedTuple):
    """What `predict` needs: the known themes, the discovered ones' centres, and the rows of `themes_`."""

    seeds: guide.Seeds
    lessons: corrections.Lessons
    sure: float
    centre: Vectors
    centres: Vectors
    row_of_seed: Labels
    anchored: NDArray[np.bool_]


def readable(rows: list[str], embedder: Embedder) -> list[str]:
    """Return the distinct texts that hold words of a language the embedder reads."""
    distinct = [text for text in dict.fromkeys(rows) if _HAS_WORD.search(text)]
    reads = embedder.languages
    return [text for text in distinct if not reads or guess_language(text) in reads]


def foreign_note(sure: float) -> str:
    """Return a sentence saying that the texts are about something else than the known themes; or nothing."""
    if sure < guide.UNSUITED:
        return ""
    return (
        "Most texts are about something else than the known themes, so only what is very near to one was "
        "put there. For themes of your own: taxonomy='my_themes.toml'; to find all anew: taxonomy=None."
    )


def unread_note(rows: list[str], texts: list[str]) -> str:
    """Return a sentence on how many rows hold words the embedder does not read; empty for none."""
    known = set(texts)
    unread = sum(text not in known for text in rows if _HAS_WORD.search(text))
    return f"{unread} of {len(rows)} texts are in a language the model cannot read." if unread else ""


def read(
    rows: list[str], wanted: list[str | None], themes: tuple[SeedTheme, ...], n_seeded: int,
    embedder: Embedder, *, verbose: bool,
) -> Known:  # fmt: skip
    """Return the distinct texts and the phrases of the known themes as vectors, and what the user told.

    The first `n_seeded` themes have phrases; the others are names of the user's own.
    """
    texts = readable(rows, embedder)
    phrases = [phrase for theme in themes[:n_seeded] for phrase in theme.heard]
    embedder.fit([*texts, *phrases])
    with counting("Reading texts", show=verbose) as progress:
        vectors = embedder.encode(texts, progress)
    seeds = guide.seeds_of(themes[:n_seeded], embedder)
    number = {theme.id: i for i, theme in enumerate(themes)}
    by_hand = {text: number[name] for text, name in zip(rows, wanted, strict=True) if name is not None}
    told = np.array([by_hand.get(text, -1) for text in texts], np.int64)
    placed = np.flatnonzero(told >= 0)
    lesson = corrections.lessons(vectors[placed], told[placed], guide.scores(vectors[placed], seeds))
    return Known(texts, vectors, told, seeds, lesson, len(themes))


def sort(known: Known, *, resolution: float, random_state: int) -> Sorting:
    """Return where every text goes: by hand, to a known theme, to a discovered one, or nowhere."""
    score = guide.scores(known.vectors, known.seeds)
    sure = guide.threshold(score, known.seeds)
    placed = corrections.place(known.vectors, score, known.lessons, sure)
    placed = np.where(known.told >= 0, known.told, placed)
    stability = _phrase_stability(known, placed, sure, random_state)
    rest = np.flatnonzero(placed < 0)
    centre = cluster.centre_of(known.vectors, known.seeds.vectors)
    vectors = cluster.centred(known.vectors, centre)
    if len(rest) and (len(known.texts) >= DISCOVER_FROM or not len(known.seeds.vectors)):
        keys = content_keys([known.texts[i] for i in rest])
        groups = cluster.group(vectors[rest], keys, resolution=resolution, random_state=random_state)
        placed[rest] = groups.labels + known.n_themes
        stability |= {i + known.n_themes: float(s) for i, s in enumerate(groups.stability)}
    placed = describe.without_one_offs(vectors, placed, first=known.n_themes)
    return Sorting(placed, stability, centre, vectors, sure)


def _phrase_stability(known: Known, placed: Labels, sure: float, random_state: int) -> dict[int, float]:
    """Return per known theme how often its texts stay in it when a fifth of all phrases is left out."""
    there = np.flatnonzero(placed >= 0)
    rng = np.random.default_rng(random_state)
    kept = rng.random((PHRASE_RUNS, len(known.seeds.theme))) < PHRASE_SHARE
    stays = np.zeros(len(placed))
    for start in range(0, len(there), guide.BLOCK):
        some = there[start : start + guide.BLOCK]
        for score in guide.scores_of_some(known.vectors[some], known.seeds, kept):
            again = corrections.place(known.vectors[some], score, known.lessons, sure)
            stays[some] += (again == placed[some]) | (known.told[some] >= 0)
    return {int(i): float(stays[placed == i].mean() / PHRASE_RUNS) for i in np.unique(placed[there])}


def nearest(raw: Vectors, found: Found) -> Labels:
    """Return the row of `themes_` nearest to each new vector, or -1."""
    if not len(raw) or not len(found.centres):
        return np.full(len(raw), -1, np.int64)
    theme = corrections.place(raw, guide.scores(raw, found.seeds), found.lessons, found.sure)
    similar = cluster.centred(raw, found.centre) @ found.centres.T
    similar[:, found.anchored] = -1.0
    discovered = np.where(similar.max(1) >= JOINS, similar.argmax(1), -1)
    if not len(found.row_of_seed):
        return discovered
    return np.where(theme >= 0, found.row_of_seed[theme], discovered)
