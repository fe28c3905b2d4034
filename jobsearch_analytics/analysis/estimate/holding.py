"""Intervals that hold the estimate they stand beside: whatever they are made of, they are told together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["holding", "tails"]


def holding(estimate: ArrayLike, low: ArrayLike, high: ArrayLike) -> tuple[NDArray, NDArray]:
    """Return intervals widened, where need be, so that each holds its own estimate.

    The mean of a skewed distribution can lie outside its equal tails, at a low level or where next to nothing
    is left to hope for; and nobody believes an interval that its own estimate is not in.

    Parameters
    ----------
    estimate, low, high : array-like of float, shape (n,)
        Estimates, nan where there is none, and the ends of their intervals.

    Returns
    -------
    low, high : ndarray of float, shape (n,)
        Never narrower than before.

    Examples
    --------
    >>> low, high = holding([0.1, 0.5], [0.2, 0.4], [0.3, 0.6])
    >>> low.tolist(), high.tolist()
    ([0.1, 0.4], [0.3, 0.6])
    """
    return np.fmin(estimate, low), np.fmax(estimate, high)


def tails(draws: NDArray, level: float, estimate: ArrayLike) -> tuple[NDArray, NDArray]:
    """Return the interval that leaves out equal tails of draws, and holds the estimate it stands beside.

    Parameters
    ----------
    draws : ndarray of float, shape (draws, ...)
        Draws of what is estimated.
    level : float
        Share of the draws inside, in (0, 1).
    estimate : array-like of float, shape (...)
        What is told of it, as a rule its mean.

    Returns
    -------
    low, high : ndarray of float, shape (...)
        In the units of the draws.
    """
    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return holding(estimate, low, high)
