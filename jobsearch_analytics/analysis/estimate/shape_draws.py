"""Draws of how waits end after own ones were seen: where the posterior is highest, and around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from jobsearch_analytics.analysis.estimate.shapes import (
    HORIZON_DAYS,
    N_UNKNOWN,
    Form,
    Prior,
    Shapes,
    form_at,
    shapes_at,
    span_masses,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jobsearch_analytics.analysis.estimate.counted_days import Counted

__all__ = ["SHAPE_WORTH", "draw_shapes", "own_counts"]

#: The lognormal form itself is worth so many own waits: a longer log bends the curves to what it shows.
SHAPE_WORTH = 1200.0

#: Draws around where the own waits weigh most, weighed …
N_WEIGHED = 512
#: … good when they are worth this share of their number …
GOOD_WORTH = 0.4
#: … and while they are not, the next ones are fitted to weights softened until they are worth this much.
SOFT_WORTH = 1 / 6
SOFTER = 0.7
MOST_ROUNDS = 8

#: Newton's method looks so far around, goes no further in one step, and stops when its steps are small.
AROUND, MOST_STEP, SMALL_STEP = 0.02, 1.5, 0.05
MOST_STEPS = 25


def draw_shapes(
    counted: Counted, prior: Prior, n_draws: int, rng: np.random.Generator
) -> tuple[Shapes, NDArray]:
    """Return draws of the curves after own waits were seen: those that differ, and which of them each is.

    Draws around the highest point of the posterior are weighed, and moved to where they weigh most if need
    be (adaptive importance sampling; Cappé, Guillin, Marin and Robert, 2004). Since the lognormal
    form is only worth `SHAPE_WORTH` waits, more own ones than that do not make it surer.
    """
    seen = min(counted.n_days, HORIZON_DAYS + 1)
    told = _Told(
        own_counts(counted, seen) * _worth_by_day(counted.at_risk[:seen], prior),
        counted.spans,
        SHAPE_WORTH / (SHAPE_WORTH + counted.at_risk[0]),
    )
    place = _mode(prior, told)
    for _ in range(MOST_ROUNDS):
        z, form, log = _weighed(place, prior, told, rng)
        if _worth(np.exp(log)) >= GOOD_WORTH * N_WEIGHED:
            break
        place = _refit(z, log)
    weight = np.exp(log)
    # The same few places are drawn again and again; their curves are worked out once.
    chosen, which = np.unique(rng.choice(N_WEIGHED, n_draws, p=weight / weight.sum()), return_inverse=True)
    return form.only(chosen).shapes(), which


class _Told(NamedTuple):
    """Own waits as they speak of the form: day by day, and as ranges that hold an end, with their worth."""

    by_day: NDArray
    spans: NDArray
    span_worth: float


def own_counts(counted: Counted, n_days: int) -> NDArray:
    """Return how many own waits ended well, otherwise, or outlasted each day, of those with exact days."""
    events, at_risk = counted.sure or (counted.events, counted.at_risk)
    events, at_risk = events[:, :n_days], at_risk[:n_days]
    return np.array([events[0], events[1:].sum(axis=0), np.maximum(at_risk - events.sum(axis=0), 0.0)])


def _mode(prior: Prior, told: _Told) -> tuple[NDArray, NDArray]:
    """Return where the posterior is highest, and its spread there, by Newton's method on differences."""
    z, steps = np.zeros(N_UNKNOWN), AROUND * np.eye(N_UNKNOWN)
    pairs = (steps[:, None, :] + steps[None, :, :]).reshape(-1, N_UNKNOWN)
    around = np.concatenate([np.zeros((1, N_UNKNOWN)), steps, -steps, pairs])
    for _ in range(MOST_STEPS):
        height = _log_posterior(z + around, form_at(prior, z + around), told)
        middle, up, down = height[0], height[1 : N_UNKNOWN + 1], height[N_UNKNOWN + 1 : 2 * N_UNKNOWN + 1]
        both = height[2 * N_UNKNOWN + 1 :].reshape(N_UNKNOWN, N_UNKNOWN)
        bend = -(both - up[:, None] - up[None, :] + middle) / AROUND**2
        values, axes = np.linalg.eigh(bend)
        # Where the slope bends upwards the prior's own bend, 1, is a safe guess.
        covariance = (axes / np.maximum(values, 1.0)) @ axes.T
        step = covariance @ (up - down) / (2 * AROUND)
        step *= min(1.0, MOST_STEP / max(float(np.linalg.norm(step)), 1e-12))
        z = z + step
        if np.abs(step).max() < SMALL_STEP:
            break
    return z, _root(covariance)


def _log_posterior(z: NDArray, form: Form, told: _Told) -> NDArray:
    """Return the logarithm of the posterior at places of the prior, whose form is given."""
    shapes = form.shapes(told.by_day.shape[1])
    log = _log_likelihood(shapes, told.by_day) - (z**2).sum(axis=1) / 2
    if len(told.spans):
        log += told.span_worth * np.log(span_masses(shapes, told.spans)) @ told.spans[:, 3]
    return log


def _weighed(
    place: tuple[NDArray, NDArray], prior: Prior, told: _Told, rng: np.random.Generator
) -> tuple[NDArray, Form, NDArray]:
    """Return draws around a middle with a spread, and the logarithms of their weights, the highest 0."""
    middle, spread = place
    unit = rng.standard_normal((N_WEIGHED, N_UNKNOWN))
    z = middle + unit @ spread.T
    form = form_at(prior, z)
    log = _log_posterior(z, form, told) + (unit**2).sum(axis=1) / 2
    return z, form, log - log.max()


def _worth_by_day(at_risk: NDArray, prior: Prior) -> NDArray:
    """Return the share of each day's own waits that speaks for the lognormal form."""
    outlast = shapes_at(prior, np.zeros((1, N_UNKNOWN)), len(at_risk)).outlast()[0]
    before = np.concatenate([[1.0], outlast[:-1]])
    return SHAPE_WORTH / (SHAPE_WORTH + at_risk / before)


def _log_likelihood(shapes: Shapes, told: NDArray) -> NDArray:
    """Return the log-likelihood of waits that ended well, otherwise, or not, day by day, given at risk."""
    well, otherwise, stayed = told
    log_outlast = np.log(shapes.outlast())
    # At risk on a day are those who outlasted the day before.
    times = stayed - np.append(told.sum(axis=0)[1:], 0.0)
    return (
        np.log(shapes.positive[:, well > 0]) @ well[well > 0]
        + np.log(shapes.other[:, otherwise > 0]) @ otherwise[otherwise > 0]
        + log_outlast @ times
    )


def _worth(weight: NDArray) -> float:
    """Return how many equally weighted draws these are worth (Kish, 1965)."""
    return float(weight.sum() ** 2 / (weight**2).sum())


def _refit(z: NDArray, log: NDArray) -> tuple[NDArray, NDArray]:
    """Return middle and spread of the draws under weights that are soft enough to be trusted."""
    power = 1.0
    while _worth(np.exp(power * log)) < SOFT_WORTH * len(z):
        power *= SOFTER
    soft = np.exp(power * log)
    soft /= soft.sum()
    middle = soft @ z
    around = z - middle
    covariance = around.T @ (around * soft[:, None])
    return middle, _root(covariance)


def _root(covariance: NDArray) -> NDArray:
    """Return the root of a covariance, taken a little wider: thin tails would miss what they weigh."""
    return np.linalg.cholesky(1.1 * covariance + 1e-4 * np.eye(N_UNKNOWN))
