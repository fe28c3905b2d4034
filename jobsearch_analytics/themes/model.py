"""`ThemeModel`: what a pile of short texts keeps saying, as a scikit-learn estimator."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, ClusterMixin

from jobsearch_analytics.errors import BadArgumentError
from jobsearch_analytics.texts import guess_language
from jobsearch_analytics.themes import cluster, describe, guide
from jobsearch_analytics.themes.embed import open_embedder
from jobsearch_analytics.themes.labels import label_of
from jobsearch_analytics.themes.progress import counting
from jobsearch_analytics.themes.taxonomy import SeedTheme, read_taxonomy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from jobsearch_analytics.themes.embed import Embedder

    Vectors = NDArray[np.float32]
    Labels = NDArray[np.int64]

__all__ = ["ThemeModel"]

#: Below this many distinct texts only known themes are looked for, if there are any.
DISCOVER_FROM = 12
#: A new text joins a discovered theme from this similarity to its centre on.
JOINS = 0.35
#: Resamples of the phrases, for the stability of known themes.
PHRASE_RUNS, PHRASE_SHARE = 20, 0.8

_HAS_WORD = re.compile(r"[^\W\d_]{2}")


class ThemeModel(ClusterMixin, BaseEstimator):
    """Groups short texts by meaning: into themes known beforehand, and into new ones it finds.

    The number of themes is never given. A text that fits nowhere stays unsorted (label -1).
    Equal texts are read once. Everything happens on this computer.

    Parameters
    ----------
    taxonomy : 'default', None, path or dict
        The known themes, see `read_taxonomy`. None: all themes are found from the texts alone.
    resolution : float, default 1.0
        Above 1 gives more and smaller discovered themes.
    min_texts : int, default 2
        A discovered theme with fewer texts is none: its texts are one-offs.
    random_state : int, default 0
        Chooses the resamples.
    embedder : Embedder, optional
        What turns texts into vectors; by default the packaged sentence model, or word counts without it.
    verbose : bool, default False
        Show a progress bar while texts are read.

    Attributes
    ----------
    labels_ : ndarray of int64, shape (n,)
        The row of `themes_` each text belongs to; -1 for a one-off or unsorted text.
    themes_ : DataFrame
        One row per theme that has a text, the largest first: `theme` (stable id), `label`, `size` (texts),
        `employers` (distinct groups; missing if none were given), `cohesion` (mean pairwise cosine of its
        distinct texts, -1 to 1), `stability` (share of resamples that kept its texts together, 0 to 1),
        `quote` (its most typical text), `anchored` (whether it was known beforehand).
    similarity_ : ndarray of float64, shape (n,)
        Each text's cosine to the centre of its theme; NaN where the label is -1.
    note_ : str
        What the reader should know about how texts were read; empty if nothing.

    Notes
    -----
    Semi-supervised, in scikit-learn's way: pass `y` with a theme's id for the texts whose theme you know and
    None (or -1, or NaN) for all others. These texts keep that theme, and pull texts like them along.

    Examples
    --------
    >>> notes = ["Your answers rambled on", "salary wish above our budget", "long-winded when answering"]
    >>> model = ThemeModel().fit(notes)
    >>> model.themes_[["theme", "size"]]
               theme  size
    0  communication     2
    1            pay     1
    >>> model.predict(["you asked for more money than we have"])
    array([1])
    """

    def __init__(
        self,
        taxonomy: str | Path | Mapping[str, Any] | None = "default",
        *,
        resolution: float = 1.0,
        min_texts: int = 2,
        random_state: int = 0,
        embedder: Embedder | None = None,
        verbose: bool = False,
    ) -> None:
        self.taxonomy = taxonomy
        self.resolution = resolution
        self.min_texts = min_texts
        self.random_state = random_state
        self.embedder = embedder
        self.verbose = verbose

    def fit(
        self,
        texts: Sequence[str] | pd.Series,
        y: Sequence[Any] | pd.Series | None = None,
        groups: Sequence[Any] | pd.Series | None = None,
    ) -> Self:
        """Find the themes of the texts.

        Parameters
        ----------
        texts : sequence of str, length n
            Points, one each; any number, also 0. Missing ones count as empty.
        y : sequence, length n, optional
            Known themes: a theme's id, or None, -1 or NaN for "not known".
        groups : sequence, length n, optional
            Who says it, usually the employer: themes count distinct ones.

        Returns
        -------
        ThemeModel
            Itself.
        """
        from threadpoolctl import threadpool_limits

        self._check()
        rows = _as_texts(texts)
        wanted = _as_wanted(y, len(rows))
        with threadpool_limits(limits=1):
            self._read(rows, wanted)
            placed, stability = self._place()
            self._tell(rows, placed, stability, groups)
        return self

    def fit_predict(self, X: Any, y: Any = None, **kwargs: Any) -> Labels:  # noqa: N803  (scikit-learn's name)
        """Return `labels_` after `fit`."""
        return self.fit(X, y, **kwargs).labels_

    def predict(self, texts: Sequence[str] | pd.Series) -> Labels:
        """Return the theme of each text among those found by `fit`, or -1.

        Parameters
        ----------
        texts : sequence of str, length n

        Returns
        -------
        ndarray of int64, shape (n,)
            Rows of `themes_`. A text that was in `fit` gets its label from there.
        """
        from sklearn.utils.validation import check_is_fitted
        from threadpoolctl import threadpool_limits

        check_is_fitted(self, "labels_")
        rows = _as_texts(texts)
        fresh = [text for text in self._readable(rows) if text not in self._label_of]
        with threadpool_limits(limits=1):
            found = dict(zip(fresh, self._nearest(self.embedder_.encode(fresh)).tolist(), strict=True))
        return np.array([self._label_of.get(text, found.get(text, -1)) for text in rows], np.int64)

    def _check(self) -> None:
        if not self.resolution > 0:
            raise BadArgumentError("resolution", self.resolution, "a number above 0", "resolution=1.5")
        if self.min_texts < 1:
            raise BadArgumentError("min_texts", self.min_texts, "a whole number from 1 on", "min_texts=3")

    def _readable(self, rows: list[str]) -> list[str]:
        """Return the distinct texts that hold words of a language the embedder reads."""
        distinct = [text for text in dict.fromkeys(rows) if _HAS_WORD.search(text)]
        reads = self.embedder_.languages
        return [text for text in distinct if not reads or guess_language(text) in reads]

    def _read(self, rows: list[str], wanted: list[str | None]) -> None:
        """Embed the distinct texts and the phrases of the known themes."""
        seeds = {theme.id: theme for theme in read_taxonomy(self.taxonomy)}
        first_new = len(seeds)
        for name in dict.fromkeys(name for name in wanted if name is not None):
            seeds.setdefault(name, SeedTheme(name, name))
        self.seed_themes_ = tuple(seeds.values())
        self.embedder_ = self.embedder or open_embedder()
        self._texts = self._readable(rows)
        phrases = [phrase for theme in self.seed_themes_[:first_new] for phrase in theme.seeds]
        self.embedder_.fit([*self._texts, *phrases])
        with counting("Reading texts", show=self.verbose) as progress:
            self._raw = self.embedder_.encode(self._texts, progress)
        self._seeds = self._seeded(self.embedder_.encode(phrases), rows, wanted, first_new)
        self.note_ = " ".join(filter(None, [self.embedder_.note, self._unread_note(rows)]))

    def _seeded(
        self, phrases: Vectors, rows: list[str], wanted: list[str | None], first_new: int
    ) -> guide.Seeds:
        """Return the phrases of the known themes together with what the user placed by hand."""
        number = {theme.id: i for i, theme in enumerate(self.seed_themes_)}
        told = {text: number[name] for text, name in zip(rows, wanted, strict=True) if name is not None}
        self._told = np.array([told.get(text, -1) for text in self._texts], np.int64)
        theme = [number[seed.id] for seed in self.seed_themes_[:first_new] for _ in seed.seeds]
        lean = np.zeros(len(number), np.float32)
        seeds = guide.Seeds(phrases, np.array(theme, np.int64), len(number), lean)
        placed = self._told >= 0
        return guide.learned(seeds, self._raw[placed], self._told[placed], first_new)

    def _unread_note(self, rows: list[str]) -> str:
        known = set(self._texts)
        unread = sum(text not in known for text in rows if _HAS_WORD.search(text))
        return f"{unread} of {len(rows)} texts are in a language the model cannot read." if unread else ""

    def _place(self) -> tuple[Labels, dict[int, float]]:
        """Return the group of every distinct text (known themes first, then new ones) and their stability."""
        placed = guide.nearest_theme(guide.scores(self._raw, self._seeds))
        placed = np.where(self._told >= 0, self._told, placed)
        stability = self._phrase_stability(placed)
        rest = np.flatnonzero(placed < 0)
        background = self._seeds.vectors
        self._centre = cluster.centre_of(self._raw, background)
        if len(rest) and (len(self._texts) >= DISCOVER_FROM or not len(background)):
            groups = cluster.group(
                cluster.centred(self._raw[rest], self._centre),
                cluster.content_keys([self._texts[i] for i in rest]),
                resolution=self.resolution,
                random_state=self.random_state,
            )
            placed[rest] = groups.labels + len(self.seed_themes_)
            stability |= {i + len(self.seed_themes_): float(s) for i, s in enumerate(groups.stability)}
        return placed, stability

    def _phrase_stability(self, placed: Labels) -> dict[int, float]:
        """Return per known theme how often its texts stay in it when a fifth of all phrases is left out."""
        known = np.flatnonzero(placed >= 0)
        rng = np.random.default_rng(self.random_state)
        stays = np.zeros(len(placed))
        for _ in range(PHRASE_RUNS if len(known) else 0):
            kept = rng.random(len(self._seeds.theme)) < PHRASE_SHARE
            stays[known] += guide.scores(self._raw[known], self._seeds, kept).argmax(1) == placed[known]
        return {int(i): float(stays[placed == i].mean() / PHRASE_RUNS) for i in np.unique(placed[known])}

    def _tell(self, rows: list[str], placed: Labels, stability: dict[int, float], groups: Any) -> None:
        """Fill the attributes, themes numbered by size."""
        vectors = cluster.centred(self._raw, self._centre)
        placed = describe.without_one_offs(vectors, placed, first=len(self.seed_themes_))
        where = dict(zip(self._texts, placed.tolist(), strict=True))
        of_row = np.array([where.get(text, -1) for text in rows], np.int64)
        order = describe.largest_first(of_row, self.min_texts, first=len(self.seed_themes_))
        number = {theme: i for i, theme in enumerate(order)}
        self._label_of = {text: number.get(theme, -1) for text, theme in where.items()}
        self.labels_ = np.array([number.get(theme, -1) for theme in of_row.tolist()], np.int64)
        self._row_of_seed = np.array([number.get(i, -1) for i in range(len(self.seed_themes_))], np.int64)
        label = np.array([self._label_of[text] for text in self._texts], np.int64)
        self._centres = describe.centres(vectors, label, len(order))
        similarity = dict(zip(self._texts, describe.similarity(vectors, label, self._centres), strict=True))
        self.similarity_ = np.array([similarity.get(text, np.nan) for text in rows], np.float64)
        members = describe.Members(self._texts, vectors, label)
        names = [self._name(theme, members, i) for theme, i in number.items()]
        steady = [stability.get(theme, np.nan) for theme in order]
        self.themes_ = describe.frame(members, names, steady, self.labels_, groups)
        del self._raw

    def _name(self, theme: int, members: describe.Members, row: int) -> tuple[str, str, bool]:
        """Return a theme's id, its label, and whether it was known."""
        if theme < len(self.seed_themes_):
            seed = self.seed_themes_[theme]
            return seed.id, seed.name, True
        texts, vectors = members.of(row)
        label = label_of(texts, vectors, self._centre, self.embedder_)
        return describe.slug(label), label, False

    def _nearest(self, raw: Vectors) -> Labels:
        """Return the row of `themes_` nearest to each new vector, or -1."""
        if not len(raw) or not len(self.themes_):
            return np.full(len(raw), -1, np.int64)
        known = guide.nearest_theme(guide.scores(raw, self._seeds))
        similar = cluster.centred(raw, self._centre) @ self._centres.T
        similar[:, self.themes_["anchored"].to_numpy()] = -1.0
        discovered = np.where(similar.max(1) >= JOINS, similar.argmax(1), -1)
        if not len(self._row_of_seed):
            return discovered
        return np.where(known >= 0, self._row_of_seed[known], discovered)


def _as_texts(texts: Sequence[str] | pd.Series) -> list[str]:
    return [text if isinstance(text, str) else "" for text in texts]


def _as_wanted(y: Sequence[Any] | pd.Series | None, n: int) -> list[str | None]:
    if y is None:
        return [None] * n
    wanted = [None if pd.isna(name) or name in (-1, "-1", "") else str(name) for name in y]
    if len(wanted) != n:
        raise BadArgumentError("y", f"{len(wanted)} values", f"one value for each of the {n} texts", "y=None")
    return wanted
