"""Waits as tables of shares by day: waits in, one row per group, cause and day out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
import pandas as pd

from jobsearch_analytics.analysis.estimate.closing_draws import draw_closing_days, draw_left
from jobsearch_analytics.analysis.estimate.counted_days import Counted, count_days
from jobsearch_analytics.analysis.estimate.counted_waits import (
    count_waits,
    followed_groups,
    wait_incidences,
)
from jobsearch_analytics.analysis.estimate.holding import tails
from jobsearch_analytics.analysis.estimate.intervals import verdicts
from jobsearch_analytics.analysis.estimate.remaining import (
    PRIORS,
    chance_left,
    closing_days,
    expected,
    mean_curves,
    posterior,
)
from jobsearch_analytics.analysis.estimate.shapes import HORIZON_DAYS
from jobsearch_analytics.features.waits import CAUSES, build_wait_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from jobsearch_analytics.search import JobSearch

__all__ = [
    "CHANCE_COLUMNS",
    "INCIDENCE_COLUMNS",
    "LEANING_LEVEL",
    "HasCounts",
    "at_horizon",
    "chance_table",
    "closing_table",
    "incidence_table",
    "stage_counts",
    "with_prior",
]

INCIDENCE_COLUMNS = (
    *("group", "cause", "day", "at_risk", "ended", "incidence", "low", "high"),
    "verdict",
)
CHANCE_COLUMNS = ("stage", "days", "chance", "low", "high", "at_risk", "prior_chance", "verdict")
CLOSING_COLUMNS = ("stage", "day", "low", "high", "chance", "at_risk", "verdict")

#: A closing day counts as known when its interval is at most this wide.
KNOWN_DAYS = 21

#: The stated priors are worth so many waits: with fewer own ones nothing is known, however narrow.
LEAST_OWN = 10

#: What is narrow enough at this level, though not at the one asked for, is leaning.
LEANING_LEVEL = 0.80


class HasCounts(Protocol):
    """What holds waits counted by the stage they began at, such as the answer of `waiting_times`."""

    @property
    def counts(self) -> Mapping[str, Counted]:
        """Waits by the stage they began at."""
        ...


def stage_counts(search: JobSearch, stages: Iterable[str] = tuple(PRIORS)) -> dict[str, Counted]:
    """Return the waits for the next stage counted, by the stage they began at."""
    tables = build_wait_tables(search, [(stage, None) for stage in stages])
    return {stage: count_waits(tables[stage, None]) for stage in stages}


def incidence_table(waits: pd.DataFrame, group: pd.Series, level: float) -> pd.DataFrame:
    """Return the cumulative incidence of every cause by group and day, up to the horizon of each group.

    Parameters
    ----------
    waits : DataFrame
        From `features.waits.build_waits`.
    group : Series of str
        The group of each wait, beside it.
    level : float
        Coverage, in (0, 1).

    Returns
    -------
    DataFrame
        The columns `INCIDENCE_COLUMNS`; largest group first; no rows for a group whose follow-up supports no
        horizon.
    """
    parts = [
        _incidence_of(name, counts, min(longest, HORIZON_DAYS), level)
        for name, (longest, counts) in followed_groups(waits, group).items()
    ]
    # Groups that nobody followed long enough have no day to speak of.
    parts = sorted((part for part in parts if len(part)), key=lambda part: -part["at_risk"].max())
    if not parts:
        return _incidence_of("", [count_days([], [], [], [], len(CAUSES), 1)], -1, level)
    return pd.concat(parts, ignore_index=True)


def _incidence_of(group: str, counts: Sequence[Counted], horizon: int, level: float) -> pd.DataFrame:
    counts = [counted.until(horizon) for counted in counts]
    ours, narrow = wait_incidences(counts, [level, min(level, LEANING_LEVEL)])
    days = np.arange(horizon + 1)
    flat = {
        "cause": np.repeat(np.array(CAUSES, dtype=object), len(days)),
        "day": np.tile(days, len(CAUSES)),
        "at_risk": np.tile(counts[0].at_risk.round(1), len(CAUSES)),
        "ended": np.cumsum(counts[0].events, axis=1).ravel().round(1),
        "incidence": ours.share.ravel(),
        "low": ours.low.ravel(),
        "high": ours.high.ravel(),
        "verdict": verdicts((ours.high - ours.low).ravel(), (narrow.high - narrow.low).ravel()),
    }
    return pd.DataFrame({"group": group, **flat}).astype({"group": "str", "cause": "str", "verdict": "str"})


def at_horizon(table: pd.DataFrame, groups: Sequence[str], days: int) -> pd.DataFrame:
    """Return the rows of one day for every group and cause: ``not yet`` where the follow-up ends before."""
    every = pd.MultiIndex.from_product([groups, CAUSES, [days]], names=["group", "cause", "day"])
    rows = table.set_index(["group", "cause", "day"]).reindex(every)
    numbers = rows.astype(dict.fromkeys(("at_risk", "ended", "incidence", "low", "high"), "float64"))
    numbers["verdict"] = rows["verdict"].astype("str").where(rows["incidence"].notna(), "not yet")
    return numbers.reset_index()


def chance_table(counts: Mapping[str, Counted], days: Sequence[int], level: float) -> pd.DataFrame:
    """Return the chance that remains, by stage and days of silence.

    The columns are those of `CHANCE_COLUMNS` without ``prior_chance``: see `with_prior`.

    Parameters
    ----------
    counts : mapping of str to Counted
        Own waits by the stage they began at.
    days : sequence of int
        Days of silence.
    level : float
        Coverage of the interval (equal tails of the posterior), in (0, 1).
    """
    parts = []
    for stage, counted in counts.items():
        pseudo, at = posterior(counted, PRIORS[stage]), np.asarray(days, dtype=int)
        draws = draw_left(pseudo, at)
        chance = chance_left(expected(pseudo))[at]
        low, high = tails(draws, level, chance)
        inner_low, inner_high = tails(draws, min(level, LEANING_LEVEL), chance)
        parts.append(
            pd.DataFrame(
                {
                    "stage": stage,
                    "days": at,
                    "chance": chance,
                    "low": low,
                    "high": high,
                    "at_risk": _outlasted(counted, at),
                    "verdict": _on_own(verdicts(high - low, inner_high - inner_low), counted),
                }
            )
        )
    return pd.concat(parts, ignore_index=True).astype({"stage": "str", "verdict": "str"})


def with_prior(chances: pd.DataFrame) -> pd.DataFrame:
    """Return a `chance_table` with what the stated prior alone says: the columns `CHANCE_COLUMNS`."""
    nobody = count_days([], [], [], [], len(CAUSES), 1)
    alone = {stage: chance_left(mean_curves(nobody, PRIORS[stage])) for stage in chances["stage"].unique()}
    said = [alone[stage][day] for stage, day in zip(chances["stage"], chances["days"], strict=True)]
    return chances.assign(prior_chance=said)[list(CHANCE_COLUMNS)]


def closing_table(counts: Mapping[str, Counted], cost: float, level: float) -> pd.DataFrame:
    """Return the closing day of every stage: ``stage, day, low, high, chance, at_risk, verdict``."""
    parts = []
    for stage, counted in counts.items():
        pseudo = posterior(counted, PRIORS[stage])
        left = chance_left(expected(pseudo))
        days = draw_closing_days(pseudo, cost)
        day = int(closing_days(left, cost))
        low, high = tails(days, level, day)
        inner_low, inner_high = tails(days, min(level, LEANING_LEVEL), day)
        words = ("known", high - low), ("leaning", inner_high - inner_low)
        verdict = next((word for word, width in words if width <= KNOWN_DAYS), "not yet")
        at_risk = float(_outlasted(counted, np.array([day]))[0])
        row = (
            stage,
            day,
            round(float(low)),
            round(float(high)),
            float(left[min(day, HORIZON_DAYS)]),
            at_risk,
        )
        parts.append((*row, str(_on_own(np.array(verdict), counted))))
    return pd.DataFrame(parts, columns=list(CLOSING_COLUMNS))


def _on_own(verdict: NDArray, counted: Counted) -> NDArray:
    """Return the verdicts, none of them ``known`` where the stated prior outweighs the own waits."""
    few = counted.at_risk[0] < LEAST_OWN
    return np.where(few & (verdict == "known"), "leaning", verdict)


def _outlasted(counted: Counted, days: NDArray) -> NDArray:
    """Return how many own waits were watched and not over after so many days."""
    left = counted.at_risk - counted.events.sum(axis=0)
    return np.where(days < counted.n_days, left[np.minimum(days, counted.n_days - 1)], 0.0).round(1)
