"""Every interval that is judged: of one simulated search, was the truth in it?

Each part yields (quantity, segment, covered, error, none seen), and goes through the very functions that the
public answers call; `test_coverage.py` shows that they are the same intervals.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.analysis.estimate.contrast import difference
from jobsearch_analytics.analysis.estimate.funnel_within import LEAST_DAYS, USUAL_DAYS
from jobsearch_analytics.analysis.estimate.incidence import incidence, longest_horizon
from jobsearch_analytics.analysis.estimate.intervals import clopper_pearson, jeffreys, wilson
from jobsearch_analytics.analysis.estimate.pooling import pooled
from jobsearch_analytics.analysis.estimate.remaining import (
    PRIORS,
    chance_left,
    closing_days,
    drawn,
    posterior,
)
from jobsearch_analytics.analysis.estimate.shapes import HORIZON_DAYS
from jobsearch_analytics.features.waits import CAUSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from jobsearch_analytics.analysis.estimate.remaining import Pseudo
    from tests.analysis.coverage.draws import Drawn
    from tests.simulator.truth import Truth

__all__ = ["COMPARED_DAYS", "LEVEL", "MOST_DAYS", "PARTS", "Row", "true_chances"]

LEVEL = 0.95

#: Silence after which the remaining chance is checked, and the price of closing.
SILENT_DAYS = (14, 30, 60)
COST = 30
#: So many draws are made at a time.
AT_ONCE = 50

#: The longest horizon that is checked: week twelve.
MOST_DAYS = 84

#: What a comparison counts, and a run of silences.
COMPARED_DAYS, REPLY_DAYS, CLOSING_DAYS = 45, 30, 45

Row = tuple[str, str, bool, float, bool]


def _row(
    quantity: str,
    truth: float,
    ends: tuple[float, float],
    *,
    estimate: float = np.nan,
    segment: str = "all",
    none: bool = False,
) -> Row:
    # A rate of zero or one can meet an end exactly; rounding must not decide it.
    covered = bool(ends[0] - 1e-9 <= truth <= ends[1] + 1e-9)
    return quantity, segment, covered, estimate - truth, none


def _bounds(search: Drawn) -> Iterator[Row]:
    n = len(search.rank)
    for rank, stage in ((1, "screen"), (3, "interview"), (5, "offer")):
        reached = search.rank >= rank
        low, _ = clopper_pearson([reached.sum()], [n], LEVEL)
        _, high = clopper_pearson([(reached | search.is_open).sum()], [n], LEVEL)
        yield _row(f"bounds, {stage}", search.truth.reach(stage), (low[0], high[0]))


def _shares(search: Drawn) -> Iterator[Row]:
    """Check plain shares: replies so far, of those old enough, and within a month."""
    truth, replied = search.truth, search.cause == 0
    by_now = truth.incidence("positive", np.maximum(search.followed, 1e-9))
    settled, old = search.followed > CLOSING_DAYS, search.followed >= REPLY_DAYS
    quick = replied & (search.days <= REPLY_DAYS)
    cases = (
        ("share so far", wilson, replied, np.ones(len(replied), dtype=bool), by_now),
        ("settled rate", wilson, replied, settled, by_now),
        ("replies in 30 days", jeffreys, quick, old, np.full(len(old), truth.incidence("positive", 30))),
    )
    for name, method, hits, trials, rate in cases:
        if trials.any():
            k, m = int(hits[trials].sum()), int(trials.sum())
            low, high = method([k], [m], LEVEL)
            yield _row(name, float(rate[trials].mean()), (low[0], high[0]), estimate=k / m, none=k == 0)


def _chances(search: Drawn) -> Iterator[Row]:
    pseudo = posterior(search.counted(), PRIORS["applied"])
    left = true_chances(search.truth)
    truths = np.append(left[list(SILENT_DAYS)], float(closing_days(left, COST)))
    names = [*(f"chance after {day} days" for day in SILENT_DAYS), f"closing day, 1 in {COST}"]
    for name, truth, inside in zip(names, truths, _inside(pseudo, truths), strict=True):
        yield _row(name, truth, (truth, truth) if inside else (np.inf, np.inf))


def _inside(pseudo: Pseudo, truths: NDArray) -> NDArray:
    """Return whether each truth lies between the tails of as many draws as `chance_after` takes.

    Drawn a part at a time: once more draws than a tail holds lie on either side, the rest changes nothing.
    """
    n = len(pseudo.which)
    tail = int(np.ceil((1 - LEVEL) / 2 * (n - 1))) + 1
    values = np.zeros((0, len(truths)))
    for start in range(0, n, AT_ONCE):
        part = replace(pseudo, which=pseudo.which[start : start + AT_ONCE])
        left = chance_left(drawn(part, random_state=start))
        new = np.column_stack([left[:, SILENT_DAYS], closing_days(left, COST)])
        values = np.concatenate([values, new])
        if ((values <= truths).sum(axis=0) >= tail).all() and ((values >= truths).sum(axis=0) >= tail).all():
            return np.ones(len(truths), dtype=bool)
    low, high = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    # Closing days are told as whole days.
    low[-1], high[-1] = low[-1].round(), high[-1].round()
    return (low <= truths) & (truths <= high)


def true_chances(truth: Truth) -> NDArray:
    """Return P(a positive reply still comes | silent so far) after each day."""
    days = np.arange(HORIZON_DAYS + 1)
    ended = {cause: truth.incidence(cause, days) for cause in CAUSES}
    return (truth.overall_rate() - ended["positive"]) / (1 - np.sum(list(ended.values()), axis=0))


def _differences(search: Drawn) -> Iterator[Row]:
    """Check every channel against all others, as `comparison` does without strata."""
    truth, mature = search.truth, search.followed >= COMPARED_DAYS
    hit = (search.cause == 0) & (search.days <= COMPARED_DAYS)
    rates = np.array([truth.incidence("positive", COMPARED_DAYS, channel=name) for name in truth.channels])
    for place, name in enumerate(truth.channels):
        mine, others = mature & (search.channel == place), mature & (search.channel != place)
        if not (mine.any() and others.any()):
            continue
        counts = ([int(values.sum())] for values in (hit & mine, mine, hit & others, others))
        middle, low, high = difference(*counts, LEVEL)
        real = float(rates[place] - rates[search.channel[others]].mean())
        none = not hit[mature].any()
        yield _row("difference, by channel", real, (low, high), estimate=middle, segment=name, none=none)


def _incidences(search: Drawn) -> Iterator[Row]:
    day = min(longest_horizon(search.followed), MOST_DAYS)
    if day <= 0:
        return
    ours = incidence(search.counted(until=day), LEVEL)
    for place, cause in enumerate(CAUSES):
        ends = (ours.low[place, day], ours.high[place, day])
        share = float(ours.share[place, day])
        real = float(search.truth.incidence(cause, day))
        yield _row(f"incidence, {cause}", real, ends, estimate=share, none=share == 0)


def _pooled(search: Drawn) -> Iterator[Row]:
    """Check every channel as `funnel` pools them: the rate within a horizon, or else the settled one."""
    parts = {place: np.flatnonzero(search.channel == place) for place in np.unique(search.channel)}
    longest = min(longest_horizon(search.followed), USUAL_DAYS)
    dated = [
        place
        for place, rows in parts.items()
        if longest >= LEAST_DAYS and longest_horizon(search.followed[rows]) >= longest
    ]
    evidence = [
        _within(search, rows if place in dated else rows[:0], longest) if dated else _settled(search, rows)
        for place, rows in parts.items()
    ]
    hits, trials = np.array(evidence).T
    if len(parts) < 2 or not trials.any():
        return
    rate, low, high = pooled(hits, trials, LEVEL)
    for row, (place, rows) in enumerate(parts.items()):
        name = search.truth.channels[place]
        old = search.followed[rows][search.followed[rows] > CLOSING_DAYS]
        days = np.array([longest]) if dated else old
        if len(days):
            real = float(search.truth.incidence("positive", days, channel=name).mean())
            yield _row("pooled, by channel", real, (low[row], high[row]), estimate=rate[row], segment=name)


def _within(search: Drawn, rows: NDArray, day: int) -> tuple[float, float]:
    """Return hits and trials that the rate within so many days is worth; none without rows."""
    if not len(rows):
        return 0.0, 0.0
    ours = incidence(search.counted(rows, until=day), LEVEL)
    return float(ours.worth[0, day] * ours.share[0, day]), float(ours.worth[0, day])


def _settled(search: Drawn, rows: NDArray) -> tuple[float, float]:
    """Return replies and applications among those old enough, if long silence means no."""
    old = search.followed[rows] > CLOSING_DAYS
    return float((search.cause[rows] == 0)[old].sum()), float(old.sum())


#: The slowest last.
PARTS = {
    "bounds": _bounds,
    "shares": _shares,
    "incidences": _incidences,
    "differences": _differences,
    "pooled": _pooled,
    "chances": _chances,
}
