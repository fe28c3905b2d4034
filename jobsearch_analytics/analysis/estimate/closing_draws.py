"""Draws of the chance that remains and of the day on which waiting ends: of late days only where need be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.analysis.estimate.remaining import chance_left, closing_days, drawn
from jobsearch_analytics.analysis.estimate.shapes import HORIZON_DAYS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jobsearch_analytics.analysis.estimate.remaining import Pseudo

__all__ = ["draw_closing_days", "draw_left"]

#: The days after this one, and after the last one watched, are drawn as one. It is the same for all who ask,
#: so that all are told the same of a day.
DAY_BY_DAY = 180


def draw_left(pseudo: Pseudo, days: NDArray) -> NDArray:
    """Return draws of the chance left after each of some days, shape (draws, days asked for)."""
    out = np.empty((len(pseudo.which), len(days)))
    for rows, until in ((days <= DAY_BY_DAY, DAY_BY_DAY), (days > DAY_BY_DAY, HORIZON_DAYS)):
        if rows.any():
            out[:, rows] = chance_left(drawn(pseudo, until=until))[:, days[rows]]
    return out


def draw_closing_days(pseudo: Pseudo, cost: float, *, random_state: int = 0) -> NDArray:
    """Return draws of the closing day, shape (draws,): in law those that `closing_days` finds in all days.

    Most draws close before that, whatever comes later. Only where enough may come on the later days these are
    drawn too, given what comes on all of them together.

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
    curves = drawn(pseudo, until=DAY_BY_DAY, random_state=random_state)
    last = max(pseudo.watched, DAY_BY_DAY)
    days = closing_days(chance_left(curves), cost)
    never, later = curves.waiting[:, -1], curves.positive[:, -1] - curves.positive[:, -2]
    late = np.flatnonzero(later > never / cost)
    if last >= HORIZON_DAYS or not len(late):
        return days
    ended = curves.waiting[late, -2] - never[late]
    rng, tail = np.random.default_rng([random_state, 1]), slice(last + 1, None)
    parts = (
        _split(part[pseudo.which[late], tail], whole, rng)
        for part, whole in ((pseudo.positive, later[late]), (pseudo.other, ended - later[late]))
    )
    well, other = (np.cumsum(part[:, ::-1], axis=1)[:, ::-1] for part in parts)
    after = closing_days(well / (well + other + never[late, None]), cost)
    days[late] = np.where(after > 0, last + after, days[late])
    return days


def _split(counts: NDArray, whole: NDArray, rng: np.random.Generator) -> NDArray:
    """Return a whole split at random over days that have so many imagined waits (a Dirichlet draw)."""
    parts = rng.standard_gamma(counts)
    return parts * (whole / np.maximum(parts.sum(axis=1), np.finfo(float).tiny))[:, None]
