"""The chance that remains after so many silent days: own waits, drawn towards a stated prior."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.analysis.estimate.shape_draws import SHAPE_WORTH, draw_shapes, own_counts
from jobsearch_analytics.analysis.estimate.shapes import HORIZON_DAYS, Belief, Prior, Shapes, span_masses
from jobsearch_analytics.features.remembered import recall

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jobsearch_analytics.analysis.estimate.counted_days import Counted

__all__ = [
    "PRIORS",
    "Curves",
    "Pseudo",
    "chance_left",
    "closing_days",
    "draw_curves",
    "drawn",
    "expected",
    "mean_curves",
    "posterior",
]

N_DRAWS = 500

#: The stated priors, by the stage one waits at: guesses, set wide. Published shares of applicants who hear
#: something good run from 3 to 40 percent. A dozen own waits already weigh as much.
PRIORS = {
    "applied": Prior(Belief(0.17, 11, 10), Belief(0.40, 10, 17)),
    "screen": Prior(Belief(0.58, 10, 9), Belief(0.80, 10, 9)),
    "assessment": Prior(Belief(0.62, 10, 9), Belief(0.80, 10, 9)),
    "interview": Prior(Belief(0.45, 9, 9), Belief(0.80, 10, 9)),
    "final": Prior(Belief(0.50, 8, 9), Belief(0.80, 10, 9)),
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


@dataclass(frozen=True)
class Pseudo:
    """Own waits and imagined ones together, for each lognormal form that was drawn.

    Attributes
    ----------
    positive, other, stayed : ndarray of float, shape (forms, days)
        How many of those at risk ended well on that day, ended otherwise, or outlasted it.
    which : ndarray of int, shape (draws,)
        The form of each draw: few forms, drawn again and again.
    watched : int
        The last day that own waits tell anything of.
    """

    positive: NDArray
    other: NDArray
    stayed: NDArray
    which: NDArray
    watched: int

    def until(self, day: int) -> Pseudo:
        """Return the same with all days after this one, or after the last one watched, taken as one.

        Where no own wait is watched, the imagined ones make a Dirichlet process, of which any days together
        are drawn as one that has all of theirs (Ferguson, 1973).
        """
        last = max(day, self.watched)
        if last >= HORIZON_DAYS:
            return self
        parts = (self.positive, self.other, self.stayed)
        later = [*(part[:, last + 1 :].sum(axis=1) for part in parts[:2]), self.stayed[:, -1]]
        merged = (np.column_stack([part[:, : last + 1], one]) for part, one in zip(parts, later, strict=True))
        return replace(self, **dict(zip(("positive", "other", "stayed"), merged, strict=True)))


def posterior(counted: Counted, prior: Prior, *, n_draws: int = N_DRAWS, random_state: int = 0) -> Pseudo:
    """Return what own waits and the stated prior say together, as a mixture of beta processes.

    Around each draw of the lognormal form (`shape_draws.draw_shapes`) lies a beta process (Hjort, 1990), as
    if `SHAPE_WORTH` waits of that form had been watched to their end; the form itself is uncertain (a
    mixture, after Antoniak, 1974). An end without an exact day tells the form no more than its range, and is
    spread over it as each form makes likely. A short log moves the form; a long one also bends it.
    """
    data = tuple(part.tobytes() for part in (counted.events, counted.at_risk, counted.spans))
    name = ("posterior", *data, prior, n_draws, random_state)
    return recall(None, name, lambda: _posterior(counted, prior, n_draws, random_state))


def _posterior(counted: Counted, prior: Prior, n_draws: int, random_state: int) -> Pseudo:
    shapes, which = draw_shapes(counted, prior, n_draws, np.random.default_rng(random_state))
    seen = min(counted.n_days, HORIZON_DAYS + 1)
    spread = _spread_spans(counted.spans, shapes) if len(counted.spans) else ()
    pseudo = (shapes.positive, shapes.other, shapes.outlast())
    # In place: making room for so many numbers takes longer than the numbers do.
    for form, mine in zip(pseudo, own_counts(counted, seen), strict=True):
        form *= SHAPE_WORTH
        form[:, :seen] += mine
    for form, more in zip(pseudo, spread, strict=False):
        form += more
    return Pseudo(*pseudo, which, seen - 1)


def _spread_spans(spans: NDArray, shapes: Shapes) -> tuple[NDArray, NDArray, NDArray]:
    """Return own waits that ended within ranges, spread over these as each form makes likely."""
    days = np.arange(HORIZON_DAYS + 1)
    each = spans[:, 3] / span_masses(shapes, spans)
    inside = (spans[:, 1:2] <= days) & (days <= spans[:, 2:3])
    well = spans[:, 0] == 0
    positive = each[:, well] @ inside[well] * shapes.positive
    other = each[:, ~well] @ inside[~well] * shapes.other
    ended = positive + other
    return positive, other, ended.sum(axis=1, keepdims=True) - np.cumsum(ended, axis=1)


def expected(pseudo: Pseudo) -> Curves:
    """Return the expected curves, shape (days,)."""
    return recall(pseudo, "expected", lambda: _expected(pseudo))


def _expected(pseudo: Pseudo) -> Curves:
    total = pseudo.positive + pseudo.other + pseudo.stayed
    curves = _curves(pseudo.positive / total, (pseudo.positive + pseudo.other) / total)
    weight = np.bincount(pseudo.which, minlength=len(total)) / len(pseudo.which)
    return Curves(weight @ curves.positive, weight @ curves.waiting)


def drawn(pseudo: Pseudo, *, until: int = HORIZON_DAYS, random_state: int = 0) -> Curves:
    """Return draws of the curves, shape (draws, days).

    Where few days are asked for, those after ``until`` and after the last one watched are one, which stands
    last: that is quicker, and has the same law.
    """
    name = ("drawn", max(until, pseudo.watched), random_state)
    return recall(pseudo, name, lambda: _drawn(pseudo.until(until), random_state))


def _drawn(pseudo: Pseudo, random_state: int) -> Curves:
    rng = np.random.default_rng(random_state)
    positive, other, stayed = (
        rng.standard_gamma(counts[pseudo.which]) for counts in (pseudo.positive, pseudo.other, pseudo.stayed)
    )
    # In place: making room for so many numbers takes longer than the numbers do.
    ended = np.add(positive, other, out=other)
    total = np.add(ended, stayed, out=stayed)
    np.maximum(total, np.finfo(float).tiny, out=total)
    return _curves(np.divide(positive, total, out=positive), np.divide(ended, total, out=ended))


def mean_curves(counted: Counted, prior: Prior) -> Curves:
    """Return the expected curves of own waits and the prior taken together, shape (days,).

    Examples
    --------
    >>> from jobsearch_analytics.analysis.estimate.counted_days import count_days
    >>> nobody = count_days([], [], [], [], 4, 1)
    >>> curves = mean_curves(nobody, PRIORS["applied"])
    >>> print(f"{curves.positive[-1]:.2f} {curves.waiting[-1]:.1f}")
    0.17 0.5
    """
    return expected(posterior(counted, prior))


def draw_curves(counted: Counted, prior: Prior, *, n_draws: int = N_DRAWS, random_state: int = 0) -> Curves:
    """Return draws of the curves from their posterior, shape (draws, days)."""
    return drawn(
        posterior(counted, prior, n_draws=n_draws, random_state=random_state), random_state=random_state + 1
    )


def _curves(hazard: NDArray, all_hazards: NDArray) -> Curves:
    """Return the curves of hazards; these are written over."""
    left = np.subtract(1, all_hazards, out=all_hazards)
    waiting = np.cumprod(left, axis=-1, out=left)
    hazard[..., 1:] *= waiting[..., :-1]
    return Curves(np.cumsum(hazard, axis=-1, out=hazard), waiting)


def chance_left(curves: Curves) -> NDArray:
    """Return P(a positive reply still comes | silent so far) after each day, shape (..., days).

    Examples
    --------
    >>> from jobsearch_analytics.analysis.estimate.counted_days import count_days
    >>> left = chance_left(mean_curves(count_days([], [], [], [], 4, 1), PRIORS["applied"]))
    >>> print(f"{left[0]:.2f} {left[21]:.2f} {left[60]:.2f}")
    0.17 0.05 0.01
    """
    left = curves.positive[..., -1:] - curves.positive
    left /= np.maximum(curves.waiting, 1e-12)
    return np.clip(left, 0, 1, out=left)


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
