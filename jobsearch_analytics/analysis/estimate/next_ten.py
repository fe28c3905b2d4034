"""How many of the next applications go where: most to the best expected, a share to what is least known."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from jobsearch_analytics.analysis.answer import chance_percent
from jobsearch_analytics.analysis.estimate.holding import tails

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Gain", "aim", "gain_of"]

#: No cell takes more than this share of a plan, so that one mistake does not take all of it.
MOST_SHARE = 0.5

#: With less than this probability of being the best, a cell gets something only for learning.
MAY_BE_BEST = 0.10


class Gain(NamedTuple):
    """What a plan is expected to bring, against the present mix.

    Attributes
    ----------
    planned, present : float
        Positive replies expected of the plan, and of as many applications sent as now.
    low, high : float
        Interval of their difference.
    sure : float
        P(the plan brings more).
    lost : float
        Replies lost if it is wrong: how many fewer it then brings, on average.
    """

    planned: float
    present: float
    low: float
    high: float
    sure: float
    lost: float

    def __repr__(self) -> str:
        return (
            f"positive replies expected: {self.planned:.1f} of the plan, {self.present:.1f} of the present "
            f"mix (difference {self.low:+.1f} to {self.high:+.1f})\n"
            f"sure to bring more: {chance_percent(self.sure)}; lost if it is wrong: {self.lost:.1f}"
        )


def aim(
    draws: NDArray, eligible: NDArray, trial: NDArray, applications: int, explore: float
) -> tuple[NDArray, NDArray]:
    """Return a plan by what is expected: applications per cell, and how many of these are for learning.

    Most goes to the cells with the highest mean, none taking more than half of the plan as long as others may
    well be the best: if all are equal, that costs nothing. The share kept for learning goes one by one to the
    others, first to those of the trial, then to those whose rate may be highest, by the upper end of the
    interval (after Lai and Robbins, 1985).

    Parameters
    ----------
    draws : ndarray of float, shape (draws, cells)
        Draws of each cell's rate.
    eligible : ndarray of bool, shape (cells,)
        Where applications can go; at least one cell.
    trial : ndarray of bool, shape (cells,)
        What the most telling trial needs more of; may be none.
    applications : int
        How many in all.
    explore : float
        The share kept for learning, in [0, 1].

    Examples
    --------
    >>> draws, every = np.array([[0.3, 0.1, 0.1], [0.4, 0.2, 0.5]]), np.array([True, True, True])
    >>> [part.tolist() for part in aim(draws, every, ~every, 10, 0.2)]
    [[6, 1, 3], [0, 1, 0]]
    """
    mean, high = draws.mean(axis=0), np.quantile(draws, 0.975, axis=0)
    n_learn = round(explore * applications)
    planned, most = np.zeros(draws.shape[1], dtype=np.int64), int(np.ceil(MOST_SHARE * applications))
    left = applications - n_learn
    best = np.bincount(np.where(eligible, draws, -1.0).argmax(axis=1), minlength=len(mean)) / len(draws)
    for cell in _ordered(mean, eligible & (best >= MAY_BE_BEST)):
        planned[cell] = min(left, most)
        left -= planned[cell]
    learning = np.zeros_like(planned)
    learning[_ordered(high + trial, eligible & (planned == 0))[:n_learn]] = 1
    planned += learning
    rest = applications - planned.sum()
    planned[_ordered(mean, eligible)[0]] += rest
    return planned, learning


def gain_of(draws: NDArray, planned: NDArray, mix: NDArray, level: float) -> Gain:
    """Return what a plan is expected to bring, against as many applications in the present mix."""
    n = int(planned.sum())
    plan, present = draws @ planned, draws @ (mix * n)
    more = plan - present
    low, high = tails(more, level, more.mean())
    return Gain(
        planned=float(plan.mean()),
        present=float(present.mean()),
        low=float(low),
        high=float(high),
        sure=float((more > 1e-9).mean()),
        lost=float(-more[more < 0].mean()) if (more < 0).any() else 0.0,
    )


def _ordered(values: NDArray, among: NDArray) -> NDArray:
    """Return the cells among those marked, the highest value first."""
    cells = np.flatnonzero(among)
    return cells[np.argsort(-values[cells], kind="stable")]
