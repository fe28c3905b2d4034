"""What waits look like before and after own ones are seen: two lognormal curves, and how sure they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


__all__ = [
    "HORIZON_DAYS",
    "N_UNKNOWN",
    "Belief",
    "Form",
    "Prior",
    "Shapes",
    "form_at",
    "shapes_at",
    "span_masses",
]

#: Nothing is expected after a year.
HORIZON_DAYS = 365

#: What is assumed of a wait: two shares, two medians, two spreads.
N_UNKNOWN = 6

#: Densities never fall below this, so that one odd day cannot rule a curve out.
LEAST_DENSITY = 1e-12


@dataclass(frozen=True)
class Belief:
    """What is assumed of one way to end, before anything is seen.

    Attributes
    ----------
    share : float
        Expected share in (0, 1) of all waits (positive), or of those that do not end well (other).
    weight : float
        How sure: the share is Beta(share x weight, (1 - share) x weight).
    median_days : float
        Median of the lognormal wait; its logarithm is uncertain by ``median_spread``.
    sigma : float
        Standard deviation of the wait's logarithm; its own logarithm is uncertain by ``sigma_spread``.
    """

    share: float
    weight: float
    median_days: float
    sigma: float = 0.75
    median_spread: float = 0.3
    sigma_spread: float = 0.2


@dataclass(frozen=True)
class Prior:
    """What is assumed of the waits at a stage: how they end well, and how they end otherwise."""

    positive: Belief
    other: Belief


@dataclass(frozen=True)
class Shapes:
    """Draws of how waits end, by day 0 … `HORIZON_DAYS`.

    Attributes
    ----------
    positive, other : ndarray of float, shape (draws, days)
        P(the wait ends well, or otherwise, on this very day).
    """

    positive: NDArray
    other: NDArray

    def outlast(self) -> NDArray:
        """Return P(nothing has ended the wait by the end of each day), shape (draws, days)."""
        ended = self.positive + self.other
        np.cumsum(ended, axis=1, out=ended)
        return np.maximum(np.subtract(1, ended, out=ended), 1e-9, out=ended)


class Form(NamedTuple):
    """Two lognormal curves at each of several places of the prior: how waits end well, and otherwise.

    Attributes
    ----------
    share, middle, sigma : ndarray of float, shape (2, places, 1)
        Share of all waits that end so; mean and standard deviation of the logarithm of their days.
    """

    share: NDArray
    middle: NDArray
    sigma: NDArray

    def only(self, which: NDArray) -> Form:
        """Return the curves at some of the places."""
        return Form(*(values[:, which] for values in self))

    def shapes(self, n_days: int = HORIZON_DAYS + 1) -> Shapes:
        """Return the curves day by day, for so many days from 0 on."""
        from scipy.special import ndtr

        days, out = np.log(np.maximum(np.arange(n_days), 1e-9)), []
        for share, middle, sigma in zip(*self, strict=True):
            # In place: making room for so many numbers takes longer than the numbers do.
            within = days - middle
            within /= sigma
            ndtr(within, out=within)
            within *= share
            density = within.copy()
            density[:, 1:] -= within[:, :-1]
            out.append(np.maximum(density, LEAST_DENSITY, out=density))
        return Shapes(*out)


def form_at(prior: Prior, z: NDArray) -> Form:
    """Return the curves at given places of the prior, as `shapes_at` tells them day by day."""
    from scipy.special import betaincinv, ndtr

    rest, parts = np.ones((len(z), 1)), []
    for place, belief in enumerate((prior.positive, prior.other)):
        a, b = belief.share * belief.weight, (1 - belief.share) * belief.weight
        # Steps around one place have the same few scores.
        scores, which = np.unique(z[:, place], return_inverse=True)
        share = rest * betaincinv(a, b, ndtr(scores))[which, None]
        middle = np.log(belief.median_days) + belief.median_spread * z[:, [2 + place]]
        sigma = belief.sigma * np.exp(belief.sigma_spread * z[:, [4 + place]])
        parts.append((share, middle, sigma))
        rest = rest - share
    return Form(*(np.array(values) for values in zip(*parts, strict=True)))


def shapes_at(prior: Prior, z: NDArray, n_days: int = HORIZON_DAYS + 1) -> Shapes:
    """Return the curves at given places of the prior.

    Parameters
    ----------
    prior : Prior
        What is assumed.
    z : ndarray of float, shape (draws, 6)
        Standard normal scores: both shares, both medians, both sigmas; 0 is the middle of the prior.
    n_days : int
        Days from 0 on.

    Examples
    --------
    >>> prior = Prior(Belief(0.2, 10, 12), Belief(0.5, 10, 20))
    >>> shapes = shapes_at(prior, np.zeros((1, 6)))
    >>> print(f"{shapes.positive.sum():.2f} {shapes.other.sum():.2f}")
    0.18 0.41
    """
    return form_at(prior, z).shapes(n_days)


def span_masses(shapes: Shapes, spans: NDArray) -> NDArray:
    """Return P(the wait ends by this cause within this range), shape (draws, spans)."""
    n_days = shapes.positive.shape[1]
    curves = [np.cumsum(part, axis=1) for part in (shapes.positive, shapes.other)]
    well, first, last = spans[:, 0] == 0, spans[:, 1], np.minimum(spans[:, 2], n_days - 1)
    within = [
        curve[:, last] - np.where(first > 0, curve[:, np.maximum(np.minimum(first, n_days) - 1, 0)], 0.0)
        for curve in curves
    ]
    return np.maximum(np.where(well, *within), LEAST_DENSITY)
