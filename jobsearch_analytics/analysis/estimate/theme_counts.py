"""Counts of themes by distinct employers, and whether they are more than luck."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jobsearch_analytics.analysis.estimate.chance import chance_of_recurrence
from jobsearch_analytics.analysis.estimate.intervals import wilson

__all__ = ["COLUMNS", "LEAST_EMPLOYERS", "count_themes"]

#: A theme that fewer employers named is never called recurring, however unlikely.
LEAST_EMPLOYERS = 3

#: A theme leans towards recurring if chance alone does as well in at most one search in five.
LEANING = 0.20

#: Chance of a false "recurring" anywhere in one search; shared out over the signs looked at.
FALSE_ALARM = 0.05

#: A theme that falls apart when a fifth of the points is left out is not called recurring.
LEAST_STABILITY = 0.5

SIGNS = ("gap", "strength", "neither")

COLUMNS = [
    *("theme", "sign", "points", "employers", "share", "low", "high"),
    *("chance", "verdict", "more_needed", "cohesion", "stability", "quote"),
]


def count_themes(points: pd.DataFrame, n_themes: int, level: float) -> pd.DataFrame:
    """Return one row per theme and sign, the most widely said first.

    Parameters
    ----------
    points : DataFrame
        ``theme`` (missing where a point fits none), ``sign``, ``employer``, ``text``, ``similarity``,
        ``cohesion``, ``stability`` of each point; the last two are its theme's.
    n_themes : int
        How many themes a point could have fallen into.
    level : float
        Coverage of the intervals, in (0, 1).

    Returns
    -------
    DataFrame
        The columns in `COLUMNS`. ``share`` is out of all employers that said anything at all.
    """
    sorted_in = points[points["theme"].notna()]
    if sorted_in.empty:
        return pd.DataFrame(columns=COLUMNS)
    groups = sorted_in.groupby(["theme", "sign"], sort=False)
    table = groups.agg(
        points=("text", "size"),
        employers=("employer", "nunique"),
        cohesion=("cohesion", "mean"),
        stability=("stability", "mean"),
    )
    table["quote"] = sorted_in.loc[groups["similarity"].idxmax()].set_index(["theme", "sign"])["text"]
    table = table.reset_index()
    n_employers = points["employer"].nunique()
    table["share"] = table["employers"] / n_employers
    table["low"], table["high"] = wilson(table["employers"], n_employers, level)
    table = pd.concat([_judged(table, sorted_in, sign, n_themes) for sign in SIGNS])
    order = {sign: place for place, sign in enumerate(SIGNS)}
    table = table.assign(order=table["sign"].map(order))
    ordered = table.sort_values(
        ["employers", "points", "order", "theme"], ascending=[False, False, True, True]
    )
    return ordered[COLUMNS].reset_index(drop=True)


def _judged(table: pd.DataFrame, points: pd.DataFrame, sign: str, n_themes: int) -> pd.DataFrame:
    """Return the rows of one sign with chance, verdict and how many more employers it would take."""
    rows = table[table["sign"] == sign].copy()
    per_employer = points.loc[points["sign"] == sign, "employer"].value_counts()
    possible = np.arange(len(per_employer) + 2)
    chances = chance_of_recurrence(per_employer, n_themes, possible)
    enough = (chances <= FALSE_ALARM / len(SIGNS)) & (possible >= LEAST_EMPLOYERS)
    rows["chance"] = chances[rows["employers"]]
    needed = max(int(enough.argmax()), LEAST_EMPLOYERS) if enough.any() else len(possible)
    stable = ~(rows["stability"] < LEAST_STABILITY)
    recurring = (rows["employers"] >= needed) & stable
    leaning = (rows["employers"] >= LEAST_EMPLOYERS) & (rows["chance"] <= LEANING)
    rows["verdict"] = np.where(recurring, "known", np.where(leaning, "leaning", "not yet"))
    rows["more_needed"] = (needed - rows["employers"]).clip(lower=0)
    return rows
