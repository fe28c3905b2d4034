"""Draws of the day on which waiting ends: day by day while own waits are watched, and seldom after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.analysis.estimate.remaining import chance_left, closing_days, drawn
from jobsearch_analytics.analysis.estimate.shapes import HORIZON_DAYS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jobsearch_analytics.analysis.estimate.remaining import Pseudo

__all__ = ["draw_closing_days"]


def draw_closing_days(pseudo: Pseudo, cost: float, *, random_state: int = 0) -> NDArray:
    """Return draws of the closing day, shape (draws,): in law those that `closing_days` finds in all days.

    Most draws close before the last day watched, whatever comes after it. Only where enough may come later
    the days after it are drawn too, given what comes on all of them together.

    Parameters
    ----------
    pseudo : Pseudo
        From `remaining.posterior`.
    cost : float
        As in `remaining.closing_days`.
    random_state : int
        Of the draws.

    Examples
    --------
    >>> from jobsearch_analytics.analysis.estimate.counted_days import count_days
    >>> from jobsearch_analytics.analysis.estimate.remaining import PRIORS, posterior
    >>> nobody = posterior(count_days([], [], [], [], 4, 1), PRIORS["applied"])
    >>> bool(draw_closing_days(nobody, 10).mean() < draw_closing_days(nobody, 30).mean())
    True
    """
    curves = drawn(pseudo, until=0, random_state=random_state)
    days = closing_days(chance_left(curves), cost)
    never, later = curves.waiting[:, -1], curves.positive[:, -1] - curves.positive[:, -2]
    late = np.flatnonzero(later > never / cost)
    if pseudo.watched >= HORIZON_DAYS or not len(late):
        return days
    ended = curves.waiting[late, -2] - never[late]
    rng, tail = np.random.default_rng([random_state, 1]), slice(pseudo.watched + 1, None)
    parts = (
        _split(part[pseudo.which[late], tail], whole, rng)
        for part, whole in ((pseudo.positive, later[late]), (pseudo.other, ended - later[late]))
    )
    well, other = (np.cumsum(part[:, ::-1], axis=1)[:, ::-1] for part in parts)
    after = closing_days(well / (well + other + never[late, None]), cost)
    days[late] = np.where(after > 0, pseudo.watched + after, days[late])
    return days


def _split(counts: NDArray, whole: NDArray, rng: np.random.Generator) -> NDArray:
    """Return a whole split at random over days that have so many imagined waits (a Dirichlet draw)."""
    parts = rng.standard_gamma(counts)
    return parts * (whole / np.maximum(parts.sum(axis=1), np.finfo(float).tiny))[:, None]
