"""Learn whether a whole note makes any point, from what its clauses are found to be; called by `learn`.

A clause that was learned from is read better than any other will be. So every example note is read by a fit
to the notes of the other folds, and a logistic regression on `reading.note_features` is fitted to that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.texts import split_clauses
from jobsearch_analytics.themes import reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Scores = NDArray[np.float64]
    Vectors = NDArray[np.float32]
    FitWithout = Callable[[set[int]], reading.Fits]
    Encode = Callable[[list[str]], Vectors]

__all__ = ["note_weights"]

FOLDS = 5


def note_weights(
    notes: list[str], says: NDArray[np.bool_], fit_without: FitWithout, encode: Encode
) -> Scores:
    """Return the weight of each of `reading.note_features` in the log odds of a point, and the constant.

    Parameters
    ----------
    notes : list of str, length n
    says : ndarray of bool, shape (n,)
        Whether each makes any point.
    fit_without : callable
        From the places of some notes to a fit of clauses that has not seen them.
    encode : callable
        From texts to their vectors.

    Returns
    -------
    ndarray of float64, shape (features + 1,)
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    fold = np.arange(len(notes)) % FOLDS
    parts = [np.flatnonzero(fold == part) for part in range(FOLDS)]
    found = [_features([notes[i] for i in part], fit_without(set(part.tolist())), encode) for part in parts]
    at = np.concatenate(parts)
    scaler = StandardScaler().fit(np.vstack(found))
    fit = LogisticRegression().fit(scaler.transform(np.vstack(found)), says[at])
    weights = fit.coef_[0] / scaler.scale_
    return np.append(weights, fit.intercept_[0] - weights @ scaler.mean_)


def _features(notes: list[str], fits: reading.Fits, encode: Encode) -> Scores:
    clauses = [split_clauses(note) for note in notes]
    texts = [clause for group in clauses for clause in group]
    note = np.repeat(np.arange(len(notes)), [len(group) for group in clauses])
    verdicts = reading.read_clauses(texts, encode(texts), fits)
    words = np.array([len(text.split()) for text in texts], float)
    return reading.note_features(verdicts.says, verdicts.courtesy, words, note)
