"""Vectors made easier to group: strong directions held back, and each text drawn to those most like it.

Both were chosen by measurement (`benchmarks/themes/READING.md`) and grow with the number of texts, without a
step anywhere: a dozen texts say little of which directions they share, or of who is whose neighbour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

__all__ = ["smoothed", "unit"]

#: With so many texts half of the full effect is had.
HALF_AT = 60
#: With many texts: how far singular values are levelled (1: all alike), and how far a text is drawn.
LEVELLED, DRAWN = 0.25, 0.5
#: Neighbours that draw a text.
NEIGHBOURS = 12


def unit(vectors: Vectors) -> Vectors:
    """Return the rows brought to length 1; rows of zeros stay."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 1e-9)


def smoothed(vectors: Vectors) -> Vectors:
    """Return the rows with what many of them share held back, and each drawn to its nearest.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, d)
        Centred rows of length 1.

    Returns
    -------
    ndarray of float32, shape (n, d)
        Rows of length 1.
    """
    n = len(vectors)
    if n < 3:
        return vectors
    effect = n / (n + HALF_AT)
    return _drawn(_levelled(vectors, LEVELLED * effect), DRAWN * effect)


def _levelled(vectors: Vectors, share: float) -> Vectors:
    """Return the rows with all singular values raised to the power 1 - share.

    A few directions that every text has something of would else decide what is like what.
    """
    wide = vectors.shape[0] < vectors.shape[1]
    values, directions = np.linalg.eigh(vectors @ vectors.T if wide else vectors.T @ vectors)
    there = values > 1e-6 * max(float(values[-1]), 1e-12)
    raised = np.power(values, -share / 2, out=np.zeros_like(values), where=there)
    power = (directions * raised) @ directions.T
    return unit((power @ vectors if wide else vectors @ power).astype(np.float32))


def _drawn(vectors: Vectors, share: float) -> Vectors:
    """Return the rows moved by a share of the way to the mean of their neighbours.

    A neighbour weighs what it is nearer than the first text that is none: as a new text pushes another out of
    the neighbourhood, that one has lost its weight already, and nothing jumps.
    """
    similar = vectors @ vectors.T
    np.fill_diagonal(similar, -1.0)
    k = min(NEIGHBOURS, len(vectors) - 2)
    outside = -np.partition(-similar, k, axis=1)[:, k]
    weight = np.maximum(similar - np.maximum(outside, 0.0)[:, None], 0.0)
    weight = np.maximum(weight, weight.T)
    total = weight.sum(1, keepdims=True)
    mean = np.divide(weight, total, out=np.zeros_like(weight), where=total > 0) @ vectors
    return unit((1.0 - share) * vectors + share * mean)
