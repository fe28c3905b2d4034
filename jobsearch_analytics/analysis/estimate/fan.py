"""When the next interview and the next offer come: curves of waits in, chances by day out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.analysis.estimate.remaining import Curves, draw_curves
from jobsearch_analytics.analysis.estimate.shapes import HORIZON_DAYS, Belief, Prior

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import ArrayLike, NDArray

    from jobsearch_analytics.analysis.estimate.counted_days import Counted

__all__ = ["STEPS", "LogNone", "Step", "draw_steps", "log_none_by_day"]

N_DRAWS = 400


@dataclass(frozen=True)
class Step:
    """One step of the way to an offer.

    Attributes
    ----------
    since : tuple of str
        The stages it can start from; the first one recorded counts.
    until : str
        The stage it leads to.
    prior : Prior
        What is assumed of it before anything is seen, worth twelve applications.
    """

    since: tuple[str, ...]
    until: str
    prior: Prior


#: The way to an offer in steps: a guess set wide, as every prior here (see `estimate.remaining.PRIORS`).
STEPS = {
    "sent": Step(("applied",), "interview", Prior(Belief(0.07, 12, 25), Belief(0.44, 12, 18))),
    "screened": Step(
        ("screen", "assessment"), "interview", Prior(Belief(0.45, 12, 13), Belief(0.78, 12, 11))
    ),
    "interviewed": Step(("interview", "final"), "offer", Prior(Belief(0.22, 12, 18), Belief(0.81, 12, 14))),
}


def draw_steps(
    counts: Mapping[str, Counted], *, n_draws: int = N_DRAWS, random_state: int = 0
) -> dict[str, Curves]:
    """Return draws of the curve of every step from its posterior, shape (draws, days)."""
    return {
        name: draw_curves(counts[name], step.prior, n_draws=n_draws, random_state=random_state + place)
        for place, (name, step) in enumerate(STEPS.items())
    }


@dataclass(frozen=True)
class LogNone:
    """Log of P(not one has come by each day from now), draw by draw, shape (draws, days).

    Attributes
    ----------
    of_open : ndarray of float
        Of all open applications together.
    of_new : ndarray of float
        Of new applications, if one is sent each day from tomorrow on: multiply by how many a day.
    """

    of_open: NDArray
    of_new: NDArray

    def until(self, day: int) -> LogNone:
        """Return the same up to a day: what comes later changes nothing before it."""
        return LogNone(self.of_open[:, : day + 1], self.of_new[:, : day + 1])


def log_none_by_day(
    curves: Mapping[str, Curves], ages: Mapping[str, ArrayLike], n_days: int
) -> dict[str, LogNone]:
    """Return for ``interview`` and ``offer`` how likely not one comes by each day from now.

    Given the curves, applications go their ways independently, so that the logs add up.

    Parameters
    ----------
    curves : mapping of step to Curves
        From `draw_steps`.
    ages : mapping of step to array of int
        For each open application, the days it has waited at that step.
    n_days : int
        How far to look, at most `HORIZON_DAYS`.
    """
    onward = curves["interviewed"].positive[:, : n_days + 1]
    fresh = curves["sent"].positive[:, : n_days + 1]
    no_interview, no_offer = np.zeros_like(fresh), np.zeros_like(fresh)
    followed_by = _follower(onward)
    for step in ("sent", "screened"):
        for reached, count in _by_age(curves[step], ages[step], n_days):
            no_interview += count * _log_none(reached)
            no_offer += count * _log_none(followed_by(reached))
    for reached, count in _by_age(curves["interviewed"], ages["interviewed"], n_days):
        no_offer += count * _log_none(reached)
    return {
        "interview": LogNone(no_interview, _none_of_new(fresh)),
        "offer": LogNone(no_offer, _none_of_new(followed_by(fresh))),
    }


def _by_age(curves: Curves, ages: ArrayLike, n_days: int) -> list[tuple[NDArray, int]]:
    """Return for each age P(reached within so many days from now | waiting still), and how many have it."""
    distinct, counts = np.unique(np.minimum(np.asarray(ages, dtype=int), HORIZON_DAYS), return_counts=True)
    out = []
    for age, count in zip(distinct, counts, strict=True):
        later = np.minimum(age + np.arange(n_days + 1), HORIZON_DAYS)
        gained = curves.positive[:, later] - curves.positive[:, [age]]
        out.append((gained / np.maximum(curves.waiting[:, [age]], 1e-12), int(count)))
    return out


def _follower(second: NDArray) -> Callable[[NDArray], NDArray]:
    """Return what gives P(both steps are over by each day) for a first step, the second step's curves given.

    The density of the first is convolved with the curve of the second, which is transformed once for all.
    """
    from scipy.fft import irfft, next_fast_len, rfft

    n_days = second.shape[1]
    size = next_fast_len(2 * n_days - 1, real=True)
    transformed = rfft(second, size, axis=1)

    def followed_by(first: NDArray) -> NDArray:
        density = np.diff(first, prepend=0.0, axis=1)
        both = irfft(rfft(density, size, axis=1) * transformed, size, axis=1)
        return np.clip(both[:, :n_days], 0, 1)

    return followed_by


def _none_of_new(reached: NDArray) -> NDArray:
    """Return log P(none got there) of applications still to be sent, one each day from tomorrow on."""
    each_day = np.cumsum(_log_none(reached), axis=1)
    return np.concatenate([np.zeros((len(reached), 1)), each_day[:, :-1]], axis=1)


def _log_none(reached: NDArray) -> NDArray:
    return np.log1p(-np.clip(reached, 0, 1 - 1e-12))
