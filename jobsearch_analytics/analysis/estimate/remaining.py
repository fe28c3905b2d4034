"""The chance that remains after so many silent days: own waits, drawn towards a stated prior."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.features.remembered import recall

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jobsearch_analytics.analysis.estimate.incidence import Counted

__all__ = [
    "HORIZON_DAYS",
    "PRIORS",
    "Curves",
    "Prior",
    "chance_left",
    "closing_days",
    "draw_curves",
    "mean_curves",
    "prior_density",
]

#: Nothing is expected after a year.
HORIZON_DAYS = 365

N_DRAWS = 1000


@dataclass(frozen=True)
class Prior:
    """What is assumed of waits before any is seen, and how many waits that assumption is worth.

    Attributes
    ----------
    shares : tuple of float
        P(the wait ever ends by this cause), in the order of `features.waits.CAUSES`; the rest is silence.
    median_days : tuple of float
        Median of the lognormal waiting time of each cause.
    sigma : float
        Standard deviation of its logarithm.
    weight : float
        The prior counts as so many waits that were followed to their end.
    """

    shares: tuple[float, ...]
    median_days: tuple[float, ...]
    sigma: float = 1.0
    weight: float = 12.0


#: The stated priors, by the stage one waits at. They are guesses, set wide: published shares of applicants
#: who hear something good run from 3 to 40 percent. Twelve own waits already weigh as much.
PRIORS = {
    "applied": Prior((0.15, 0.30, 0.03, 0.02), (10.0, 16.0, 25.0, 30.0)),
    "screen": Prior((0.55, 0.28, 0.04, 0.04), (9.0, 9.0, 9.0, 9.0)),
    "assessment": Prior((0.60, 0.25, 0.03, 0.04), (9.0, 9.0, 9.0, 9.0)),
    "interview": Prior((0.45, 0.34, 0.04, 0.06), (9.0, 9.0, 9.0, 9.0)),
    "final": Prior((0.50, 0.31, 0.04, 0.05), (9.0, 9.0, 9.0, 9.0)),
}


@dataclass(frozen=True)
class Curves:
    """Cumulative incidence by day 0 … `HORIZON_DAYS`: one curve or many draws of it.

    Attributes
    ----------
    positive : ndarray of float, shape (..., days)
        P(the stage waited for is reached within so many days).
    waiting : ndarray of float, shape (..., days)
        P(nothing has ended the wait by then).
    """

    positive: NDArray
    waiting: NDArray


def prior_density(prior: Prior, n_days: int = HORIZON_DAYS + 1) -> NDArray:
    """Return P(ended by this cause on this very day) under the prior, shape (causes, days)."""
    from scipy.special import ndtr

    ends = np.log(np.maximum(np.arange(n_days), 1e-9))
    within = ndtr((ends - np.log(prior.median_days)[:, None]) / prior.sigma)
    return np.array(prior.shares)[:, None] * np.diff(within, prepend=0.0, axis=1)


def mean_curves(counted: Counted, prior: Prior) -> Curves:
    """Return the expected curves: hazards of own waits and of the prior's imagined ones taken together.

    The prior is a beta process (Hjort, 1990) in days: each day's hazards are Dirichlet, as if
    ``prior.weight`` waits with the prior's curves had been watched to their end.

    Examples
    --------
    >>> from jobsearch_analytics.analysis.estimate.incidence import count_days
    >>> nobody = count_days([], [], [], [], 4, 1)
    >>> curves = mean_curves(nobody, PRIORS["applied"])
    >>> print(f"{curves.positive[-1]:.2f} {curves.waiting[-1]:.2f}")
    0.15 0.50
    """
    ended, stayed = _pseudo_counts(counted, prior)
    hazards = ended / (ended.sum(axis=0) + stayed)
    return _curves(hazards[0], hazards.sum(axis=0))


def draw_curves(counted: Counted, prior: Prior, *, n_draws: int = N_DRAWS, random_state: int = 0) -> Curves:
    """Return draws of the curves from their posterior, shape (draws, days)."""
    name = ("draws", counted.events.tobytes(), counted.at_risk.tobytes(), prior, n_draws, random_state)
    return recall(None, name, lambda: _draw(*_pseudo_counts(counted, prior), n_draws, random_state))


def _draw(ended: NDArray, stayed: NDArray, n_draws: int, random_state: int) -> Curves:
    rng = np.random.default_rng(random_state)
    positive = rng.standard_gamma(ended[0], (n_draws, ended.shape[1]))
    other = rng.standard_gamma(ended[1:].sum(axis=0), positive.shape)
    total = positive + other + rng.standard_gamma(stayed, positive.shape)
    total = np.maximum(total, np.finfo(float).tiny)
    return _curves(positive / total, (positive + other) / total)


def _pseudo_counts(counted: Counted, prior: Prior) -> tuple[NDArray, NDArray]:
    """Return own and imagined waits that ended by cause and day, and those that outlasted the day."""
    n_days = HORIZON_DAYS + 1
    density = prior_density(prior, n_days)
    before = 1 - np.concatenate([[0.0], density.sum(axis=0).cumsum()[:-1]])
    seen = min(counted.n_days, n_days)
    events, at_risk = np.zeros_like(density), np.zeros(n_days)
    events[:, :seen], at_risk[:seen] = counted.events[:, :seen], counted.at_risk[:seen]
    ended = events + prior.weight * density
    stayed = np.maximum(at_risk - events.sum(axis=0), 0) + prior.weight * (before - density.sum(axis=0))
    return ended, stayed


def _curves(hazard: NDArray, all_hazards: NDArray) -> Curves:
    waiting = np.cumprod(1 - all_hazards, axis=-1)
    before = np.concatenate([np.ones((*waiting.shape[:-1], 1)), waiting[..., :-1]], axis=-1)
    return Curves(np.cumsum(hazard * before, axis=-1), waiting)


def chance_left(curves: Curves) -> NDArray:
    """Return P(a positive reply still comes | silent so far) after each day, shape (..., days).

    Examples
    --------
    >>> from jobsearch_analytics.analysis.estimate.incidence import count_days
    >>> left = chance_left(mean_curves(count_days([], [], [], [], 4, 1), PRIORS["applied"]))
    >>> print(f"{left[0]:.2f} {left[21]:.2f} {left[60]:.2f}")
    0.15 0.05 0.01
    """
    to_come = curves.positive[..., -1:] - curves.positive
    return np.clip(to_come / np.maximum(curves.waiting, 1e-12), 0, 1)


def closing_days(left: NDArray, cost: float) -> NDArray:
    """Return the first day from which on the chance left is at most one in ``cost``.

    Parameters
    ----------
    left : ndarray of float, shape (..., days)
        From `chance_left`.
    cost : float
        Closing on that day loses at most one late reply in so many closings.

    Returns
    -------
    ndarray of int, shape (...)
        Days of silence, at most `HORIZON_DAYS`.
    """
    above = left > 1 / cost
    return np.where(above.any(axis=-1), above.shape[-1] - above[..., ::-1].argmax(axis=-1), 0)
