"""`ThemeModel`: what a pile of short texts keeps saying, as a scikit-learn estimator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.utils.validation import check_is_fitted

from jobsearch_analytics.themes.model import Themes

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from jobsearch_analytics.themes.model import Labels

__all__ = ["ThemeModel"]


class ThemeModel(ClusterMixin, BaseEstimator, Themes):
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

    def fit_predict(self, X: Any, y: Any = None, **kwargs: Any) -> Labels:  # noqa: N803  (scikit-learn's name)
        """Return `labels_` after `fit`."""
        return self.fit(X, y, **kwargs).labels_

    def predict(self, texts: Sequence[str] | pd.Series) -> Labels:
        """Return the row of `themes_` each text belongs to, or -1; what was in `fit` keeps its label."""
        check_is_fitted(self, "labels_")
        return super().predict(texts)
