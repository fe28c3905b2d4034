"""Counts of themes by distinct employers, and whether they are more than luck."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jobsearch_analytics.analysis.estimate.chance import (
    LEAST_EMPLOYERS,
    chance_of_standing_out,
    employers_needed,
    named_tails,
)
from jobsearch_analytics.analysis.estimate.intervals import wilson
from jobsearch_analytics.analysis.estimate.theme_parts import trend_words

__all__ = ["COLUMNS", "count_themes"]

#: A theme leans towards recurring if chance alone does as well in at most one search in five.
LEANING = 0.20

#: Chance of a false "recurring" anywhere in one search.
FALSE_ALARM = 0.05

#: A theme that falls apart when a fifth of the points is left out is not called recurring.
LEAST_STABILITY = 0.5

#: A point of fewer words is quoted only where a theme has none that is longer.
QUOTE_WORDS = 5

SIGNS = ("gap", "strength", "neither")

COLUMNS = [
    *("theme", "sign", "points", "employers", "share", "low", "high", "trend", "cohesion", "stability"),
    *("chance", "beats_chance", "standing", "verdict", "more_needed", "quote", "theme_id"),
]

_KINDS = {
    **dict.fromkeys(("theme", "sign", "trend", "standing", "verdict", "quote", "theme_id"), "str"),
    **dict.fromkeys(("points", "employers", "more_needed"), "int64"),
    **dict.fromkeys(("share", "low", "high", "cohesion", "stability", "chance"), "float64"),
    "beats_chance": "bool",
}


def count_themes(points: pd.DataFrame, rates: pd.Series, level: float) -> pd.DataFrame:
    """Return one row per theme and sign, the most widely said first.

    Parameters
    ----------
    points : DataFrame
        ``theme`` (missing where a point fits none), ``theme_id``, ``sign``, ``employer``, ``text``,
        ``similarity``, ``received_on``, ``cohesion``, ``stability`` of each point; the last two are its
        theme's.
    rates : Series of float
        Base rate of every theme a point could have fallen into, by name.
    level : float
        Coverage of the intervals, in (0, 1).

    Returns
    -------
    DataFrame
        The columns in `COLUMNS`. ``share`` is out of all employers that said anything at all.
    """
    sorted_in = points[points["theme"].notna()]
    if sorted_in.empty:
        return pd.DataFrame({name: pd.Series(dtype=_KINDS[name]) for name in COLUMNS})
    table = _counted(sorted_in)
    n_employers = points["employer"].nunique()
    table["share"] = table["employers"] / n_employers
    table["low"], table["high"] = wilson(table["employers"], n_employers, level)
    table["trend"] = trend_words(points, table, level)
    table = _judged(table, sorted_in, rates)
    order = {sign: place for place, sign in enumerate(SIGNS)}
    table = table.assign(order=table["sign"].map(order))
    ordered = table.sort_values(
        ["employers", "points", "order", "theme"], ascending=[False, False, True, True]
    )
    return ordered[COLUMNS].reset_index(drop=True).astype(_KINDS)


def _counted(sorted_in: pd.DataFrame) -> pd.DataFrame:
    # A quote has to be understood by itself: the most typical one of those long enough for that.
    terse = sorted_in["text"].str.count(r"\S+") < QUOTE_WORDS
    ordered = sorted_in.assign(terse=terse, far=-sorted_in["similarity"]).sort_values(
        ["terse", "far"], kind="stable", na_position="last"
    )
    groups = ordered.groupby(["theme", "sign"], sort=False)
    table = groups.agg(
        points=("text", "size"),
        employers=("employer", "nunique"),
        cohesion=("cohesion", "mean"),
        stability=("stability", "mean"),
        quote=("text", "first"),
        theme_id=("theme_id", "first"),
    )
    return table.reset_index()


def _judged(table: pd.DataFrame, points: pd.DataFrame, rates: pd.Series) -> pd.DataFrame:
    """Return the rows with chance, standing, verdict and how many more employers it takes."""
    # A theme that is in no list, as one a user put together, is taken as frequent as the average one.
    rates = rates.reindex(rates.index.union(pd.Index(table["theme"].unique()))).fillna(rates.mean())
    per_sign = [points.loc[points["sign"] == sign, "employer"].value_counts().to_numpy() for sign in SIGNS]
    tails = [named_tails(rates, sizes) for sizes in per_sign]
    wide = table.pivot(index="sign", columns="theme", values="employers").fillna(0).astype("int64")
    seen = wide.reindex(index=list(SIGNS), columns=rates.index, fill_value=0).to_numpy()
    place = rates.index.get_indexer(pd.Index(table["theme"]))
    sign = table["sign"].map({name: row for row, name in enumerate(SIGNS)}).to_numpy()
    chance = np.array(chance_of_standing_out(tails, list(seen)))[sign, place]
    needed = np.array(employers_needed(tails, FALSE_ALARM))[sign, place]
    beats, few = chance <= FALSE_ALARM, (table["employers"] < LEAST_EMPLOYERS).to_numpy()
    recurring = beats & ~(table["stability"] < LEAST_STABILITY).to_numpy()
    leaning = chance <= LEANING
    return table.assign(
        chance=chance,
        beats_chance=beats,
        standing=np.where(recurring, "recurring", np.where(few, "seen once or twice", "may be luck")),
        verdict=np.where(recurring, "known", np.where(leaning, "leaning", "not yet")),
        more_needed=np.maximum(needed - table["employers"].to_numpy(), 0),
    )
