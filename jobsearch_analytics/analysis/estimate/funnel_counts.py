"""Counts and rates of a funnel: journeys in, one row per group and stage out."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jobsearch_analytics.analysis.estimate.intervals import (
    clopper_pearson,
    more_needed,
    verdicts,
    wilson,
)
from jobsearch_analytics.stages import FUNNEL_STAGES, STAGES

__all__ = ["COLUMNS", "add_rates", "add_verdicts", "count_stages"]

COLUMNS = [
    *("group", "stage", "entered", "reached", "open", "rate", "low", "high"),
    *("applications", "share", "share_low", "share_high", "at_least", "at_most"),
    *("bound_low", "bound_high", "settled", "settled_rate", "settled_low", "settled_high"),
    *("within_rate", "within_low", "within_high", "pooled_rate", "pooled_low", "pooled_high"),
    *("verdict", "more_needed"),
]

#: Prefix of the interval's columns, what was counted, and out of how many.
PAIRS = (
    ("", "reached", "entered"),
    ("share_", "reached", "applications"),
    ("settled_", "settled_reached", "settled"),
)

#: Everybody who sent an application has applied: no interval is left to give.
SURE = ("low", "high", "share_low", "share_high", "bound_low", "bound_high", "settled_low", "settled_high")


def count_stages(journeys: pd.DataFrame, stages: list[str], closing_days: int) -> pd.DataFrame:
    """Return the counts per group and stage: one boolean matrix each, summed by group.

    Parameters
    ----------
    journeys : DataFrame
        From `features.journeys.build_journeys`, with a column ``group``.
    stages : list of str
        The stages of the funnel, in order, the first reached by all.
    closing_days : int
        Open applications silent for longer than this many days count as settled. Only applications sent
        longer ago than that can be settled at all: among younger ones the quick answers would stand for
        all, and answers that come are quicker than silence that lasts.

    Returns
    -------
    DataFrame
        ``group, stage, entered, reached, open, open_in_all, settled, settled_reached, applications``: ints,
        largest group first.
    """
    ranks = np.array([STAGES.index(stage) for stage in stages])
    reached = journeys["rank"].to_numpy()[:, None] >= ranks
    waiting = journeys["is_open"].to_numpy()[:, None] & ~reached
    before = np.column_stack([np.ones(len(journeys), dtype=bool), reached[:, :-1]])
    silent = (journeys["silent_days"] > closing_days).to_numpy()[:, None]
    mature = (journeys["age_days"] > closing_days).to_numpy()[:, None]
    parts = {
        "entered": before,
        "reached": reached,
        "open": waiting & before,
        "open_in_all": waiting,
        "settled": mature & (~waiting | silent),
        "settled_reached": mature & reached,
    }
    codes, names = pd.factorize(journeys["group"], sort=True)
    sizes = np.bincount(codes, minlength=len(names))
    # Groups by size, never by rate: the top of a list of raw rates is mostly luck.
    order = np.argsort(-sizes, kind="stable")
    counted = {name: _by_group(values, codes, len(names))[order].ravel() for name, values in parts.items()}
    return pd.DataFrame(
        {
            "group": pd.array(np.repeat(np.asarray(names, dtype=object)[order], len(stages)), dtype="str"),
            "stage": pd.array(np.tile(np.array(stages, dtype=object), len(names)), dtype="str"),
            **counted,
            "applications": np.repeat(sizes[order], len(stages)),
        }
    )


def _by_group(values: np.ndarray, codes: np.ndarray, n_groups: int) -> np.ndarray:
    sums = np.zeros((n_groups, values.shape[1]), dtype="int64")
    np.add.at(sums, codes, values)
    return sums


def add_rates(counts: pd.DataFrame, level: float) -> pd.DataFrame:
    """Return the counts with rates, Wilson intervals and bounds."""
    count = {name: counts[name].to_numpy() for name in counts.columns[2:]}
    reached, n = count["reached"], count["applications"]
    most = reached + count["open_in_all"]
    made = {
        "rate": _share(reached, count["entered"]),
        "share": reached / n,
        "at_least": reached / n,
        "at_most": most / n,
        "settled_rate": _share(count["settled_reached"], count["settled"]),
    }
    for prefix, hits, trials in PAIRS:
        made[f"{prefix}low"], made[f"{prefix}high"] = wilson(count[hits], count[trials], level)
    made["bound_low"], _ = clopper_pearson(reached, n, level)
    _, made["bound_high"] = clopper_pearson(most, n, level)
    return counts.assign(**made)


def _share(hits: np.ndarray, trials: np.ndarray) -> np.ndarray:
    return np.divide(hits, trials, out=np.full(len(hits), np.nan), where=trials > 0)


def add_verdicts(table: pd.DataFrame, level: float, *, untouched: bool) -> pd.DataFrame:
    """Return the columns `COLUMNS`: what can be said of each row, and how many more it takes.

    A row is ``known`` if its bounds, or the interval of its rate within the horizon, are narrow enough;
    ``leaning`` if only its settled rate is. In a log that was never updated nothing is.

    Parameters
    ----------
    table : DataFrame
        From `add_rates`, with the rates within the horizon.
    level : float
        Coverage, in (0, 1).
    untouched : bool
        Whether the log was probably never updated after sending.
    """
    of = {name: table[name].to_numpy() for name in table}
    bounds, within = of["bound_high"] - of["bound_low"], of["within_high"] - of["within_low"]
    words = verdicts(np.fmin(bounds, within), of["settled_high"] - of["settled_low"])
    rate, trials = (
        np.where(np.isnan(of[ours]), of[other], of[ours])
        for ours, other in (("within_rate", "settled_rate"), ("within_worth", "settled"))
    )
    sure = (table["stage"] == FUNNEL_STAGES[0]).to_numpy()
    made = {name: np.where(sure, 1.0, of[name]) for name in SURE}
    made["verdict"] = np.where(sure, "known", np.where(untouched, "not yet", words))
    made["more_needed"] = np.where(sure, 0, more_needed(rate, trials, level))
    return table.assign(**made)[COLUMNS]
