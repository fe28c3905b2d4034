"""Whether intervals hold what they promise: simulated searches with known truth, counted.

`benchmarks/coverage` prints the whole table; `test_coverage.py` runs a small part of it.
"""

from __future__ import annotations

import dataclasses
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.analysis.comparison import comparison
from jobsearch_analytics.analysis.estimate.funnel_counts import add_rates, count_stages
from jobsearch_analytics.analysis.estimate.funnel_within import add_pooled, add_within
from jobsearch_analytics.analysis.estimate.incidence import longest_horizon
from jobsearch_analytics.analysis.estimate.wait_tables import (
    at_horizon,
    chance_table,
    count_waits,
    incidence_table,
)
from jobsearch_analytics.features.journeys import build_journeys
from jobsearch_analytics.features.waits import CAUSES, build_waits
from tests.simulator import Truth, draw_truth, simulate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.simulator import Simulated

__all__ = ["LEVEL", "SETTINGS", "false_known", "study", "summary"]

LEVEL = 0.95

#: Applications, and days of follow-up after the last one was sent.
SETTINGS = tuple((n, days) for n in (12, 30, 60, 200, 1000) for days in (0, 42, 84))

#: Silence after which the remaining chance is checked.
SILENT_DAYS = (14, 30)

#: The longest horizon that is checked: week twelve.
MOST_DAYS = 84


def study(n: int, follow_up_days: int, seeds: Iterable[int]) -> pd.DataFrame:
    """Return one row per search, quantity and segment: was the truth in the interval, and how far off.

    Returns
    -------
    DataFrame
        ``seed`` int; ``quantity`` str; ``segment`` str; ``covered`` bool; ``error`` float, estimate minus
        truth.
    """
    rows = [row for seed in seeds for row in _one(n, follow_up_days, seed)]
    return pd.DataFrame(rows, columns=["seed", "quantity", "segment", "covered", "error"])


def _one(n: int, follow_up_days: int, seed: int) -> list[tuple]:
    simulated = simulate(draw_truth(seed), n, follow_up_days=follow_up_days, random_state=seed + 1_000_000)
    search = simulated.search()
    waits = build_waits(search, until="screen")
    table = incidence_table(waits, pd.Series("all", index=waits.index), LEVEL)
    journeys = build_journeys(search)
    rows = [*_bounds(simulated, journeys), *_chances(simulated, waits)]
    if len(table):
        day = min(int(table["day"].max()), MOST_DAYS)
        rows += _incidences(simulated, table, day)
        rows += _pooled(simulated, journeys, waits)
    return [(seed, *row) for row in rows]


def _row(quantity: str, segment: str, estimate: float, low: float, high: float, truth: float) -> tuple:
    # A rate of zero or one can meet an end exactly; rounding must not decide it.
    return quantity, segment, bool(low - 1e-9 <= truth <= high + 1e-9), estimate - truth


def _incidences(simulated: Simulated, table: pd.DataFrame, day: int) -> list[tuple]:
    rows = []
    for row in at_horizon(table, ["all"], day).to_dict("records"):
        truth = float(simulated.truth.incidence(row["cause"], day)) if day else 0.0
        rows.append(
            _row(f"incidence, {row['cause']}", "all", row["incidence"], row["low"], row["high"], truth)
        )
    replied = float((simulated.applications["stage"] != "applied").mean())
    rows.append(
        ("naive replies / sent", "all", False, replied - float(simulated.truth.incidence("positive", day)))
    )
    return rows


def _bounds(simulated: Simulated, journeys: pd.DataFrame) -> list[tuple]:
    journeys = journeys.assign(group="all")
    counts = add_rates(count_stages(journeys, ["applied", "screen", "interview", "offer"], 45), LEVEL)
    truth = simulated.truth
    rows = []
    for row in counts.to_dict("records")[1:]:
        eventual = truth.reach(row["stage"])
        ends = (row["bound_low"], row["bound_high"])
        rows.append(_row(f"bounds, {row['stage']}", "all", np.nan, *ends, eventual))
    screen = counts.to_dict("records")[1]
    by_now = float(truth.incidence("positive", np.maximum(journeys["age_days"].to_numpy(), 1e-9)).mean())
    rows.append(
        _row("share so far", "all", screen["share"], screen["share_low"], screen["share_high"], by_now)
    )
    return rows


def _chances(simulated: Simulated, waits: pd.DataFrame) -> list[tuple]:
    truth = simulated.truth
    table = chance_table({"applied": count_waits(waits)}, SILENT_DAYS, LEVEL)
    rows = []
    for row in table.to_dict("records"):
        ended = {cause: float(truth.incidence(cause, row["days"])) for cause in CAUSES}
        left = (truth.overall_rate() - ended["positive"]) / (1 - sum(ended.values()))
        name = f"chance after {row['days']} days"
        rows.append(_row(name, "all", row["chance"], row["low"], row["high"], left))
    return rows


def _pooled(simulated: Simulated, journeys: pd.DataFrame, waits: pd.DataFrame) -> list[tuple]:
    """Check every channel at the longest horizon that all channels with five applications support."""
    journeys = journeys.assign(group=journeys["channel"])
    horizons = waits["followed_days"].groupby(journeys["group"]).agg(longest_horizon)
    if (horizons >= 1).sum() < 2:
        return []
    day = min(int(horizons[horizons >= 1].min()), MOST_DAYS)
    table = add_rates(count_stages(journeys, ["applied", "screen"], 45), LEVEL)
    table = add_pooled(add_within(table, {"screen": waits}, journeys["group"], day, LEVEL), LEVEL)
    rows = []
    for row in table[table["stage"] == "screen"].to_dict("records"):
        truth = float(simulated.truth.incidence("positive", day, channel=row["group"]))
        ends = (row["pooled_rate"], row["pooled_low"], row["pooled_high"])
        rows.append(_row("pooled, by channel", row["group"], *ends, truth))
    return rows


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
            }
        )
    return pd.DataFrame(parts)


def false_known(n: int, seeds: Iterable[int], looks: int = 6) -> list[bool]:
    """Return for each search with truly equal channels whether any of its looks calls a difference known."""
    return [_fooled(n, seed, looks) for seed in seeds]


def _fooled(n: int, seed: int, looks: int) -> bool:
    truth = _equal_channels(draw_truth(seed))
    last = simulate(truth, n, follow_up_days=60, random_state=seed).as_of
    start = pd.Timestamp("2026-02-02")
    days = [start + (last - start) * (look + 1) / looks for look in range(looks)]
    answers = (
        comparison(
            simulate(truth, n, as_of=day.normalize(), random_state=seed).search(),
            by="channel",
            looks=looks,
            over=[],
        )
        for day in days
    )
    return any((answer.verdict == "known").any() for answer in answers)


def _equal_channels(truth: Truth) -> Truth:
    rate = truth.overall_rate()
    cells = {(channel, family): rate for channel in truth.channels for family in truth.role_families}
    return dataclasses.replace(truth, positive_rate=MappingProxyType(cells))
