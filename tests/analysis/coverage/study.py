"""Whether intervals hold what they promise: simulated searches with known truth, counted.

`benchmarks/coverage` writes the whole table; `test_coverage.py` runs a small part of it.
"""

from __future__ import annotations

import dataclasses
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.analysis.estimate.contrast import exact_p, holm
from jobsearch_analytics.analysis.estimate.incidence import incidence, longest_horizon
from tests.analysis.coverage.draws import draw_search
from tests.analysis.coverage.quantities import COMPARED_DAYS, LEVEL, MOST_DAYS, PARTS
from tests.simulator.truth import FAMILIES, draw_truth

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from tests.analysis.coverage.draws import Drawn
    from tests.simulator.truth import Truth

__all__ = ["SETTINGS", "corrected_p", "false_known", "study", "summary", "young_searches"]

#: Applications, and days of follow-up after the last one was sent.
SETTINGS = tuple((n, days) for n in (12, 30, 60, 200, 1000) for days in (0, 42, 84))

SUMMARY = ["quantity", "searches", "coverage", "mc_error", "bias", "worst_segment", "none_seen"]


def study(n: int, follow_up_days: int, seeds: Iterable[int], parts: Iterable[str] = PARTS) -> pd.DataFrame:
    """Return one row per search, quantity and segment: was the truth in the interval, and how far off.

    Returns
    -------
    DataFrame
        ``seed`` int; ``quantity`` str; ``segment`` str; ``covered`` bool; ``error`` float, estimate minus
        truth; ``none`` bool, nothing of the kind was seen, so that the interval starts at 0.
    """
    rows = []
    for seed in seeds:
        search = draw_search(draw_truth(seed), n, follow_up_days, seed + 1_000_000)
        rows += [(seed, *row) for part in parts for row in PARTS[part](search)]
    return pd.DataFrame(rows, columns=["seed", "quantity", "segment", "covered", "error", "none"])


def summary(rows: pd.DataFrame) -> pd.DataFrame:
    """Return coverage with its Monte-Carlo error, mean error, and the worst segment, by quantity."""
    parts = []
    for quantity, part in rows.groupby("quantity", sort=False):
        by_search = part.groupby("seed")["covered"].mean()
        by_segment = part.groupby("segment")["covered"].mean()
        parts.append(
            {
                "quantity": quantity,
                "searches": len(by_search),
                "coverage": part["covered"].mean(),
                "mc_error": by_search.std(ddof=0) / np.sqrt(len(by_search)),
                "bias": part["error"].mean(),
                "worst_segment": by_segment.min() if len(by_segment) > 1 else np.nan,
                "none_seen": part["none"].mean(),
            }
        )
    return pd.DataFrame(parts, columns=SUMMARY)


def young_searches(weeks: int, seeds: Iterable[int]) -> pd.DataFrame:
    """Return the errors of curve and naive rate on a search cut off after so many weeks.

    Returns
    -------
    DataFrame
        One row per search: ``day`` int, the longest horizon its follow-up supports; ``curve``, ``naive``
        float, the cumulative incidence and replies over sendings, each minus the truth on that day;
        ``never`` float, replies over sendings minus the truth for ever.
    """
    rows = []
    for seed in seeds:
        truth = draw_truth(seed)
        search = draw_search(truth, 10 * weeks, 0, seed + 2_000_000, weeks=weeks)
        day = min(longest_horizon(search.followed), MOST_DAYS)
        real = float(truth.incidence("positive", day))
        share = incidence(search.counted(until=day), LEVEL).share[0, day]
        naive = float((search.cause == 0).mean())
        rows.append((day, share - real, naive - real, naive - truth.overall_rate()))
    return pd.DataFrame(rows, columns=["day", "curve", "naive", "never"])


def false_known(n: int, seeds: Iterable[int], looks: int = 6) -> list[bool]:
    """Return for each search with truly equal channels whether any of its looks calls a difference known."""
    return [_fooled(n, seed, looks) for seed in seeds]


def _fooled(n: int, seed: int, looks: int) -> bool:
    truth = _equal_channels(draw_truth(seed))
    for look in range(1, looks + 1):
        search = draw_search(truth, n, 60, seed + 3_000_000, look=look / looks)
        if (corrected_p(search, looks) < 1 - LEVEL).any():
            return True
    return False


def corrected_p(search: Drawn, looks: int) -> NDArray:
    """Return the corrected p-value of every channel against all others, as `comparison` has them.

    Like with like over role family and month, among applications followed for long enough; of two channels
    only one, since the other mirrors it.
    """
    used = search.followed >= COMPARED_DAYS
    channels, channel = np.unique(search.channel[used], return_inverse=True)
    if len(channels) < 2:
        return np.zeros(0)
    month = search.sent[used].astype("datetime64[M]").astype("int64")
    strata, stratum = np.unique(month * len(FAMILIES) + search.family[used], return_inverse=True)
    shape = (len(channels), len(strata))
    cell = channel * shape[1] + stratum
    n = np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape)
    hit = ((search.cause == 0) & (search.days <= COMPARED_DAYS))[used]
    k = np.bincount(cell[hit], minlength=shape[0] * shape[1]).reshape(shape)
    rows = range(1 if len(channels) == 2 else len(channels))
    p = [exact_p(k[row], n[row], k.sum(axis=0) - k[row], n.sum(axis=0) - n[row]) for row in rows]
    return holm(p, looks)


def _equal_channels(truth: Truth) -> Truth:
    rate = truth.overall_rate()
    cells = {(channel, family): rate for channel in truth.channels for family in truth.role_families}
    return dataclasses.replace(truth, positive_rate=MappingProxyType(cells))
