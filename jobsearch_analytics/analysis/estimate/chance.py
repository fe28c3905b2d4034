"""Recurring or luck: how often some theme would stand out if points fell into themes at their base rates."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["base_rates", "chance_of_standing_out", "employers_needed"]

#: A list of fewer known themes is read as part of one with so many: nobody's feedback fits three themes.
LEAST_THEMES = 16


def base_rates(phrases: ArrayLike) -> NDArray:
    """Return how often a point falls into each known theme if it says nothing of this person in particular.

    A theme is as frequent as it has phrases in the taxonomy, which lists the ways people say it, and none is
    rarer than an even share: rates are rather too high than too low, so that chance gets its due.

    Parameters
    ----------
    phrases : array-like of int, shape (n_themes,)
        How many phrases the taxonomy lists for each theme.

    Returns
    -------
    ndarray of float, shape (n_themes,)
        In (0, 1]; their sum is at least 1 from 16 themes on.

    Examples
    --------
    >>> base_rates([12] * 19 + [24]).round(3).tolist()[-2:]
    [0.05, 0.095]
    """
    count = np.asarray(phrases, dtype=float)
    if not len(count):
        return count
    mean = max(count.mean(), 1.0)
    even = 1.0 / max(len(count), LEAST_THEMES)
    return np.maximum(even * count / mean, even)


def chance_of_standing_out(rates: ArrayLike, points_per_employer: ArrayLike, employers: ArrayLike) -> NDArray:
    """Return for each theme how probable it is that chance alone makes *some* theme stand out as much.

    The null: every point falls into a theme at the theme's base rate, independently of all others, and an
    employer counts once for a theme however often it names it. People look at the theme that stands out
    most, so all themes are compared: one seen four times is no surprise when there were twenty to look at.

    Parameters
    ----------
    rates : array-like of float, shape (n_themes,)
        Base rate of every theme a point could have fallen into, also those nobody named.
    points_per_employer : array-like of int, shape (n_employers,)
        How many points each employer made.
    employers : array-like of int, shape (n_themes,)
        By how many employers each theme was named.

    Returns
    -------
    ndarray of float, shape (n_themes,)
        In [0, 1]; small where chance would hardly do as well.

    Notes
    -----
    Exact where each employer made equally many points, else rather too large: the number of employers that
    name a theme is a sum of unequal trials, whose upper tail is at most that of equal ones (Hoeffding, 1956).
    Over the themes the chances that each stands out as much are added (Bonferroni's inequality), each at
    the value its counts can take, which loses little where they are small (Tarone, 1990).

    Examples
    --------
    >>> chance_of_standing_out([1 / 20] * 20, [1] * 15, [5] + [0] * 19).round(3).tolist()[:2]
    [0.012, 1.0]
    """
    tails = _tails(rates, points_per_employer)
    seen = np.asarray(employers, dtype=int)
    return np.array([_some_theme(tails, tails[row, count]) for row, count in enumerate(seen)])


def employers_needed(rates: ArrayLike, points_per_employer: ArrayLike, alpha: float) -> NDArray:
    """Return by how many of these employers each theme must be named to be more than chance.

    Parameters
    ----------
    rates, points_per_employer
        As for `chance_of_standing_out`.
    alpha : float
        The chance of a false alarm, in (0, 1).

    Returns
    -------
    ndarray of int, shape (n_themes,)
        One more than there are employers where all of them would not do.

    Examples
    --------
    >>> employers_needed([0.05, 0.2], [1] * 15, alpha=0.025).tolist()
    [4, 7]
    """
    tails = _tails(rates, points_per_employer)
    values = np.unique(tails[tails <= alpha])
    # The chance grows with the value: the largest that will do is found by halving.
    at = bisect_right(values, alpha, key=lambda value: _some_theme(tails, float(value)))
    most = values[at - 1] if at else -1.0
    return np.where(tails <= most, 1, 0).argmax(axis=1) + (tails > most).all(axis=1) * tails.shape[1]


def _tails(rates: ArrayLike, points_per_employer: ArrayLike) -> NDArray:
    """Return P(named by at least k employers) under the null, shape (n_themes, n_employers + 1)."""
    from scipy.special import bdtrc

    p, sizes = np.asarray(rates, dtype=float), np.asarray(points_per_employer, dtype=int)
    sizes, count = np.unique(sizes, return_counts=True)
    named = 1.0 - (1.0 - np.minimum(p, 1.0)[:, None]) ** sizes
    each = (named * count).sum(axis=1) / max(count.sum(), 1)
    n = int(count.sum())
    tails = bdtrc(np.arange(-1, n)[None, :], n, each[:, None]) if n else np.ones((len(p), 1))
    # P(at least 0) is 1; the special function gives nan there.
    tails[:, 0] = 1.0
    return tails


def _some_theme(tails: NDArray, value: float) -> float:
    """Return the chance that some theme has a tail of at most this value: the sum of what each can reach."""
    reached = np.where(tails <= value, tails, 0.0).max(axis=1)
    return float(min(reached.sum(), 1.0))
