"""`ThemeModel`: what a pile of short texts keeps saying, as a scikit-learn estimator."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, ClusterMixin

from jobsearch_analytics.errors import BadArgumentError
from jobsearch_analytics.themes import cluster, guide
from jobsearch_analytics.themes.embed import open_embedder
from jobsearch_analytics.themes.labels import label_of, medoid
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
#: A text is a one-off if its mean similarity to the others of its discovered theme is not above this.
ONE_OFF = 0.05
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
    >>> notes = ["Your answers rambled on", "salary expectation above our budget", "too long-winded when answering"]
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
        fresh = [text for text in dict.fromkeys(rows) if text not in self._known and _HAS_WORD.search(text)]
        with threadpool_limits(limits=1):
            vectors = cluster.centred(self.embedder_.encode(fresh), self._centre)
            found = dict(zip(fresh, self._nearest(vectors).tolist(), strict=True))
        known = {text: int(row) for text, row in self._known.items()}
        return np.array([known.get(text, found.get(text, -1)) for text in rows], np.int64)

    def _check(self) -> None:
        if not self.resolution > 0:
            raise BadArgumentError("resolution", self.resolution, "a number above 0", "resolution=1.5")
        if self.min_texts < 1:
            raise BadArgumentError("min_texts", self.min_texts, "a whole number from 1 on", "min_texts=3")

    def _read(self, rows: list[str], wanted: list[str | None]) -> None:
        """Embed the distinct texts and the phrases of the known themes."""
        seeds = {theme.id: theme for theme in read_taxonomy(self.taxonomy)}
        for name in dict.fromkeys(name for name in wanted if name is not None):
            seeds.setdefault(name, SeedTheme(name, name))
        self.seed_themes_ = tuple(seeds.values())
        number = {name: i for i, name in enumerate(seeds)}
        self._texts = [text for text in dict.fromkeys(rows) if _HAS_WORD.search(text)]
        phrases = [(phrase, number[t.id]) for t in self.seed_themes_ for phrase in t.seeds]
        self.embedder_ = self.embedder or open_embedder()
        self.embedder_.fit([*self._texts, *(phrase for phrase, _ in phrases)])
        self.note_ = self.embedder_.note
        with counting("Reading texts", show=self.verbose) as progress:
            raw = self.embedder_.encode(self._texts, progress)
        raw_seeds = self.embedder_.encode([phrase for phrase, _ in phrases])
        self._centre = cluster.centre_of(raw, raw_seeds) if len(raw) else np.zeros(raw.shape[1], np.float32)
        self._vectors = cluster.centred(raw, self._centre)
        told = {text: number[name] for text, name in zip(rows, wanted, strict=True) if name is not None}
        self._told = np.array([told.get(text, -1) for text in self._texts], np.int64)
        anchors = np.flatnonzero(self._told >= 0)
        self._seeds = guide.Seeds(
            np.concatenate([cluster.centred(raw_seeds, self._centre), self._vectors[anchors]]),
            np.concatenate([np.array([i for _, i in phrases], np.int64), self._told[anchors]]),
            len(self.seed_themes_),
        )

    def _place(self) -> tuple[Labels, dict[int, float]]:
        """Return a theme per distinct text (known ones first, then discovered, or -1) and each one's stability."""
        score = guide.scores(self._vectors, self._seeds)
        placed = guide.nearest_theme(score)
        placed = np.where(self._told >= 0, self._told, placed)
        stability = self._phrase_stability(placed)
        rest = np.flatnonzero(placed < 0)
        if len(rest) and (len(self._texts) >= DISCOVER_FROM or not self.seed_themes_):
            keys = cluster.content_keys([self._texts[i] for i in rest])
            groups = cluster.group(
                self._vectors[rest], keys, resolution=self.resolution, random_state=self.random_state
            )
            found = _without_one_offs(self._vectors[rest], groups.labels)
            placed[rest] = np.where(found >= 0, found + len(self.seed_themes_), -1)
            stability |= {i + len(self.seed_themes_): float(s) for i, s in enumerate(groups.stability)}
        return placed, stability

    def _phrase_stability(self, placed: Labels) -> dict[int, float]:
        """Return per known theme how often its texts stay in it when a fifth of all phrases is left out."""
        rng = np.random.default_rng(self.random_state)
        stays = np.zeros(len(placed))
        for _ in range(PHRASE_RUNS if len(placed) and self._seeds.count else 0):
            kept = rng.random(len(self._seeds.theme)) < PHRASE_SHARE
            stays += guide.scores(self._vectors, self._seeds, kept).argmax(1) == placed
        return {
            int(i): float(stays[placed == i].mean() / PHRASE_RUNS) for i in np.unique(placed[placed >= 0])
        }

    def _tell(self, rows: list[str], placed: Labels, stability: dict[int, float], groups: Any) -> None:
        """Number the themes by size and fill the attributes."""
        where = dict(zip(self._texts, placed.tolist(), strict=True))
        of_row = pd.Series([where.get(text, -1) for text in rows], dtype="int64")
        sizes = of_row[of_row >= 0].value_counts()
        is_known = sizes.index < len(self.seed_themes_)
        sizes = sizes[is_known | (sizes.to_numpy() >= self.min_texts)]
        order = sorted(sizes.index, key=lambda theme: (-sizes[theme], theme))
        number = {theme: i for i, theme in enumerate(order)}
        self._known = {text: number.get(theme, -1) for text, theme in where.items()}
        self.labels_ = of_row.map(number).fillna(-1).to_numpy().astype(np.int64)
        self._centres = np.zeros((len(order), self._vectors.shape[1]), np.float32)
        employers = pd.Series(groups).reset_index(drop=True) if groups is not None else None
        lines = [self._line(theme, placed, of_row, employers, stability, i) for i, theme in enumerate(order)]
        self.themes_ = _frame(lines)
        self._known_theme = {theme: i for theme, i in number.items() if theme < len(self.seed_themes_)}
        near = (
            (self._vectors * self._centres[[max(self._known[t], 0) for t in self._texts]]).sum(1)
            if order
            else []
        )
        similarity = {t: s for t, s in zip(self._texts, near, strict=bool(order)) if self._known[t] >= 0}
        self.similarity_ = np.array([similarity.get(text, np.nan) for text in rows], np.float64)

    def _line(
        self,
        theme: int,
        placed: Labels,
        of_row: pd.Series,
        employers: pd.Series | None,
        stability: dict[int, float],
        i: int,
    ) -> dict[str, Any]:
        members = np.flatnonzero(placed == theme)
        vectors = self._vectors[members]
        self._centres[i] = cluster.unit(vectors.mean(0, keepdims=True))[0]
        texts = [self._texts[j] for j in members]
        quote = texts[medoid(vectors)]
        known = theme < len(self.seed_themes_)
        label = (
            self.seed_themes_[theme].name if known else label_of(texts, vectors, self._centre, self.embedder_)
        )
        said = of_row == theme
        return {
            "theme": self.seed_themes_[theme].id if known else _slug(label),
            "label": label,
            "size": int(said.sum()),
            "employers": employers[said].nunique() if employers is not None else pd.NA,
            "cohesion": _cohesion(vectors),
            "stability": stability.get(theme, np.nan),
            "quote": quote,
            "anchored": known,
        }

    def _nearest(self, vectors: Vectors) -> Labels:
        """Return the row of `themes_` nearest to each new vector, or -1."""
        if not len(vectors) or not len(self._centres):
            return np.full(len(vectors), -1, np.int64)
        known = guide.nearest_theme(guide.scores(vectors, self._seeds))
        of_known = np.array([self._known_theme.get(theme, -1) for theme in known.tolist()], np.int64)
        similar = vectors @ self._centres.T
        similar[:, self.themes_["anchored"].to_numpy()] = -1.0
        discovered = np.where(similar.max(1) >= JOINS, similar.argmax(1), -1)
        return np.where(known >= 0, of_known, discovered)


def _as_texts(texts: Sequence[str] | pd.Series) -> list[str]:
    return (
        pd.Series(list(texts), dtype=object).map(lambda text: text if isinstance(text, str) else "").tolist()
    )


def _as_wanted(y: Sequence[Any] | pd.Series | None, n: int) -> list[str | None]:
    if y is None:
        return [None] * n
    wanted = [
        None if name is None or name != name or name in (-1, "-1", "") else str(name) for name in list(y)
    ]
    if len(wanted) != n:
        raise BadArgumentError("y", f"{len(wanted)} values", f"one value for each of the {n} texts", "y=None")
    return wanted


def _without_one_offs(vectors: Vectors, labels: Labels) -> Labels:
    """Return the labels with -1 for texts that have little in common with the rest of their group."""
    result = labels.copy()
    for theme in range(int(labels.max(initial=-1)) + 1):
        members = np.flatnonzero(labels == theme)
        total = vectors[members].sum(0)
        others = (vectors[members] @ total - 1.0) / max(len(members) - 1, 1)
        result[members[others <= ONE_OFF]] = -1
    return result


def _cohesion(vectors: Vectors) -> float:
    n = len(vectors)
    return float((np.square(vectors.sum(0)).sum() - n) / (n * (n - 1))) if n > 1 else np.nan


def _slug(label: str) -> str:
    return re.sub(r"[\W_]+", "-", label.lower()).strip("-") or "theme"


def _frame(lines: list[dict[str, Any]]) -> pd.DataFrame:
    columns = {
        "theme": "str", "label": "str", "size": "int64", "employers": "Int64",
        "cohesion": "float64", "stability": "float64", "quote": "str", "anchored": "bool",
    }  # fmt: skip
    frame = pd.DataFrame(lines, columns=list(columns)).astype(columns)
    twins = frame.groupby("theme").cumcount()
    frame["theme"] = frame["theme"].where(twins == 0, frame["theme"] + "-" + (twins + 1).astype("str"))
    return frame
