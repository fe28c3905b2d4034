"""Recurring or luck: how often some theme would stand out if points fell into themes at their base rates."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

__all__ = ["LEAST_EMPLOYERS", "base_rates", "chance_of_standing_out", "employers_needed", "named_tails"]

#: A theme that fewer employers named is never called recurring, however unlikely.
LEAST_EMPLOYERS = 3

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


def named_tails(rates: ArrayLike, points_per_employer: ArrayLike) -> NDArray:
    """Return P(a theme is named by at least k employers) if chance alone decides, for each theme and k.

    Every point falls into a theme at the theme's base rate, independently of all others, and an employer
    counts once for a theme however often it names it.

    Parameters
    ----------
    rates : array-like of float, shape (n_themes,)
        Base rate of every theme a point could have fallen into, also those nobody named.
    points_per_employer : array-like of int, shape (n_employers,)
        How many points each employer made.

    Returns
    -------
    ndarray of float, shape (n_themes, n_employers + 1)
        1 below `LEAST_EMPLOYERS`: so few never stand out.

    Notes
    -----
    Exact where each employer made equally many points, else rather too large: the number of employers that
    name a theme is a sum of unequal trials, whose upper tail is at most that of equal ones (Hoeffding, 1956).

    Examples
    --------
    >>> named_tails([0.1], [1, 1, 1, 1]).round(4).tolist()
    [[1.0, 1.0, 1.0, 0.0037, 0.0001]]
    """
    from scipy.special import bdtrc

    p, sizes = np.asarray(rates, dtype=float), np.asarray(points_per_employer, dtype=int)
    sizes, count = np.unique(sizes, return_counts=True)
    named = 1.0 - (1.0 - np.minimum(p, 1.0)[:, None]) ** sizes
    each = (named * count).sum(axis=1) / max(count.sum(), 1)
    n = int(count.sum())
    tails = np.ones((len(p), n + 1))
    possible = np.arange(LEAST_EMPLOYERS, n + 1)
    tails[:, LEAST_EMPLOYERS:] = bdtrc(possible[None, :] - 1.0, n, each[:, None])
    return tails


def chance_of_standing_out(tails: Sequence[NDArray], employers: Sequence[ArrayLike]) -> list[NDArray]:
    """Return for each theme how probable it is that chance alone makes *some* theme stand out as much.

    People look at the theme that stands out most, so all themes of all signs are compared: one seen four
    times is no surprise when there were twenty to look at.

    Parameters
    ----------
    tails : sequence of ndarray, shape (n_themes, n_employers + 1) each
        From `named_tails`, one for each sign.
    employers : sequence of array-like of int, shape (n_themes,) each
        By how many employers each theme was named with that sign.

    Returns
    -------
    list of ndarray of float, shape (n_themes,) each
        In [0, 1]; small where chance would hardly do as well.

    Notes
    -----
    The chances of all themes are added (Bonferroni's inequality), each at the value its counts can take,
    which loses little where they are small (Tarone, 1990).

    Examples
    --------
    >>> tails = [named_tails([1 / 20] * 20, [1] * 15)]
    >>> chance_of_standing_out(tails, [[5] + [0] * 19])[0].round(3).tolist()[:2]
    [0.012, 1.0]
    """
    return [
        np.array([_some_theme(tails, float(tail[row, seen])) for row, seen in enumerate(np.asarray(counts))])
        for tail, counts in zip(tails, employers, strict=True)
    ]


def employers_needed(tails: Sequence[NDArray], alpha: float) -> list[NDArray]:
    """Return by how many of these employers each theme must be named to be more than chance.

    Parameters
    ----------
    tails : sequence of ndarray
        As for `chance_of_standing_out`.
    alpha : float
        The chance of a false alarm anywhere, in (0, 1).

    Returns
    -------
    list of ndarray of int, shape (n_themes,) each
        One more than there are employers where all of them would not do.

    Examples
    --------
    >>> employers_needed([named_tails([0.05, 0.2], [1] * 15)], alpha=0.025)[0].tolist()
    [4, 7]
    """
    values = np.unique(np.concatenate([tail[tail <= alpha] for tail in tails] or [np.zeros(0)]))
    # The chance grows with the value: the largest that will do is found by halving.
    at = bisect_right(values, alpha, key=lambda value: _some_theme(tails, float(value)))
    most = values[at - 1] if at else -1.0
    return [
        (tail <= most).argmax(axis=1) + (tail > most).all(axis=1) * max(tail.shape[1], LEAST_EMPLOYERS)
        for tail in tails
    ]


def _some_theme(tails: Sequence[NDArray], value: float) -> float:
    """Return the chance that some theme has a tail of at most this value: the sum of what each can reach."""
    reached = sum(float(np.where(tail <= value, tail, 0.0).max(axis=1).sum()) for tail in tails)
    return min(reached, 1.0)
