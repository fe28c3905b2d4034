"""`ThemeModel`: what a pile of short texts keeps saying."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import numpy as np
import pandas as pd

from jobsearch_analytics.errors import BadArgumentError
from jobsearch_analytics.themes import describe, fitting
from jobsearch_analytics.themes.embed import open_embedder
from jobsearch_analytics.themes.estimator import Clusterer
from jobsearch_analytics.themes.taxonomy import SeedTheme, read_taxonomy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from jobsearch_analytics.themes.embed import Embedder

    Vectors = NDArray[np.float32]
    Labels = NDArray[np.int64]

__all__ = ["ThemeModel"]


class Told(NamedTuple):
    """What `themes_` is made from, once it is asked for: to name a theme takes longer than to find it."""

    members: describe.Members
    order: list[int]
    steady: list[float]
    centre: Vectors
    groups: Any


class ThemeModel(Clusterer):
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
    seed_themes_ : tuple of SeedTheme
        The known themes, those named in `y` last.

    Notes
    -----
    Semi-supervised, in scikit-learn's way: pass `y` with a theme's id for the texts whose theme you know and
    None (or -1, or NaN) for all others. These texts keep that theme, texts like them follow, and where you
    put what looks like one theme into another, others of that look follow too.

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
        seeds = {theme.id: theme for theme in read_taxonomy(self.taxonomy)}
        n_known = len(seeds)
        for name in dict.fromkeys(name for name in wanted if name is not None):
            seeds.setdefault(name, SeedTheme(name, name))
        self.seed_themes_ = tuple(seeds.values())
        self.embedder_ = self.embedder or open_embedder()
        with threadpool_limits(limits=1):
            known = fitting.read(
                rows, wanted, self.seed_themes_, n_known, self.embedder_, verbose=self.verbose
            )
            sorting = fitting.sort(known, resolution=self.resolution, random_state=self.random_state)
            self._tell(rows, known, sorting, groups)
        said = (
            self.embedder_.note,
            fitting.unread_note(rows, known.texts),
            fitting.foreign_note(sorting.sure),
        )
        self.note_ = " ".join(filter(None, said))
        return self

    def fit_predict(
        self,
        texts: Sequence[str] | pd.Series,
        y: Sequence[Any] | pd.Series | None = None,
        groups: Sequence[Any] | pd.Series | None = None,
    ) -> Labels:
        """Return `labels_` after `fit`."""
        return self.fit(texts, y, groups).labels_

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
        from threadpoolctl import threadpool_limits

        self.check_is_fitted()
        rows = _as_texts(texts)
        fresh = [text for text in fitting.readable(rows, self.embedder_) if text not in self._label_of]
        with threadpool_limits(limits=1):
            found = fitting.nearest(self.embedder_.encode(fresh), self._found)
        fresh_label = dict(zip(fresh, found.tolist(), strict=True))
        return np.array([self._label_of.get(text, fresh_label.get(text, -1)) for text in rows], np.int64)

    def _check(self) -> None:
        if not self.resolution > 0:
            raise BadArgumentError("resolution", self.resolution, "a number above 0", "resolution=1.5")
        if self.min_texts < 1:
            raise BadArgumentError("min_texts", self.min_texts, "a whole number from 1 on", "min_texts=3")

    def _tell(self, rows: list[str], known: fitting.Known, sorting: fitting.Sorting, groups: Any) -> None:
        """Fill the attributes, themes numbered by size."""
        n_seeds = len(self.seed_themes_)
        where = dict(zip(known.texts, sorting.placed.tolist(), strict=True))
        of_row = np.array([where.get(text, -1) for text in rows], np.int64)
        order = describe.largest_first(of_row, self.min_texts, first=n_seeds)
        number = {theme: i for i, theme in enumerate(order)}
        self._label_of = {text: number.get(theme, -1) for text, theme in where.items()}
        self.labels_ = np.array([number.get(theme, -1) for theme in of_row.tolist()], np.int64)
        label = np.array([self._label_of[text] for text in known.texts], np.int64)
        centres = describe.centres(sorting.vectors, label, len(order))
        similarity = dict(zip(known.texts, describe.similarity(sorting.vectors, label, centres), strict=True))
        self.similarity_ = np.array([similarity.get(text, np.nan) for text in rows], np.float64)
        members = describe.Members(known.texts, sorting.vectors, label)
        steady = [sorting.stability.get(theme, np.nan) for theme in order]
        self._told = Told(members, order, steady, sorting.centre, groups)
        self.__dict__.pop("themes_", None)
        row_of_seed = np.array([number.get(i, -1) for i in range(n_seeds)], np.int64)
        self._found = fitting.Found(
            known.seeds, known.lessons, sorting.sure, sorting.centre, centres, row_of_seed,
            np.array(order, np.int64) < n_seeds,
        )  # fmt: skip

    @cached_property
    def themes_(self) -> pd.DataFrame:
        """Return one row per theme that has a text, the largest first."""
        self.check_is_fitted()
        members, order, steady, centre, groups = self._told
        names = [
            describe.name(theme, members, row, self.seed_themes_, centre, self.embedder_)
            for row, theme in enumerate(order)
        ]
        return describe.frame(members, names, steady, self.labels_, groups)


def _as_texts(texts: Sequence[str] | pd.Series) -> list[str]:
    return [text if isinstance(text, str) else "" for text in texts]


def _as_wanted(y: Sequence[Any] | pd.Series | None, n: int) -> list[str | None]:
    if y is None:
        return [None] * n
    wanted = [None if pd.isna(name) or name in (-1, "-1", "") else str(name) for name in y]
    if len(wanted) != n:
        raise BadArgumentError("y", f"{len(wanted)} values", f"one value for each of the {n} texts", "y=None")
    return wanted
