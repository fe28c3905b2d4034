"""Places for points on a plane, so that what is alike lies together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["lay_out"]

#: A group of fewer points chooses no direction.
LEAST_IN_GROUP = 3

#: This share of the points lies within the plane's edge, with some room beyond them.
INSIDE, ROOM = 0.97, 1.1


def lay_out(vectors: ArrayLike, groups: ArrayLike) -> NDArray:
    """Return a place on a plane for every vector: the two directions in which the groups lie furthest apart.

    Between-group analysis (Dolédec and Chessel, 1987): principal components of the groups' means, each as
    heavy as its group, onto which every vector is projected. With fewer than three groups, principal
    components of the vectors themselves. No chance is involved, and a direction's sign is fixed by its
    largest entry, so that equal vectors always give equal places. Groups of fewer than three points choose no
    direction, and the few points far outside stand at the edge: else one of them would press all others
    into a heap.

    Parameters
    ----------
    vectors : array-like of float, shape (n, d)
        One row per point.
    groups : array-like of int, shape (n,)
        The group of each; negative for none.

    Returns
    -------
    ndarray of float, shape (n, 2)
        Around the median, each direction in [-1, 1].

    Examples
    --------
    >>> lay_out([[0, 0, 0], [2, 0, 0], [0, 1, 0]], [-1, -1, -1]).round(1).tolist()
    [[0.0, -0.9], [1.0, 0.0], [-0.1, 0.6]]
    """
    rows, group = np.asarray(vectors, dtype=float), np.asarray(groups, dtype=int)
    if not len(rows):
        return np.zeros((0, 2))
    rows = rows - rows.mean(axis=0)
    names, sizes = np.unique(group[group >= 0], return_counts=True)
    names, sizes = names[sizes >= LEAST_IN_GROUP], sizes[sizes >= LEAST_IN_GROUP]
    base = rows
    if len(names) > 2:
        base = np.array([rows[group == name].mean(axis=0) for name in names]) * np.sqrt(sizes)[:, None]
    _, _, axes = np.linalg.svd(base, full_matrices=False)
    axes = np.vstack([axes[:2], np.zeros((max(2 - len(axes), 0), rows.shape[1]))])
    largest = np.abs(axes).argmax(axis=1)
    axes *= np.where(axes[[0, 1], largest] < 0, -1.0, 1.0)[:, None]
    places = rows @ axes.T
    places -= np.median(places, axis=0)
    reach = np.maximum(np.quantile(np.abs(places), INSIDE, axis=0), 1e-12)
    return np.clip(places / (reach * ROOM), -1.0, 1.0)
