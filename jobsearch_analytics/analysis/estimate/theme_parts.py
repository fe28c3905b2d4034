"""Shares of employers that name a theme in parts of the feedback, and whether the parts differ."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import pandas as pd

from jobsearch_analytics.analysis.estimate.contrast import differences
from jobsearch_analytics.analysis.estimate.intervals import wilson

__all__ = ["HasPoints", "contrasted", "employer_shares", "periods_of", "trend_words"]

#: With fewer employers in a part than this nothing is said of it.
LEAST_IN_PART = 5

#: Themes named by fewer employers in all are not compared: they could not differ knowably.
LEAST_NAMED = 3


class HasPoints(Protocol):
    """What the further questions ask of feedback themes."""

    @property
    def points(self) -> pd.DataFrame:
        """The points with their themes."""
        ...

    @property
    def as_of(self) -> pd.Timestamp:
        """The day they speak for."""
        ...

    @property
    def level(self) -> float:
        """Coverage of their intervals."""
        ...


def employer_shares(points: pd.DataFrame, part: pd.Series, level: float) -> pd.DataFrame:
    """Return how many employers named each theme in each part, out of those that said anything there.

    Parameters
    ----------
    points : DataFrame
        ``theme`` (missing where a point fits none), ``sign`` and ``employer``.
    part : Series
        The part each point belongs to; points without one, or that no employer made, are left out.
    level : float
        Coverage of the Wilson intervals, in (0, 1).

    Returns
    -------
    DataFrame
        One row per theme, sign and part, parts in their order: ``theme, sign, part, employers, of, share,
        low, high``; ``share`` is nan for a part in which nobody said anything.
    """
    said = points.assign(part=part)[(part.notna() & points["employer"].notna()).to_numpy()]
    named = said[said["theme"].notna()]
    of = said.groupby("part", observed=True)["employer"].nunique()
    hits = named.groupby(["theme", "sign", "part"], observed=True)["employer"].nunique()
    order = part.cat.categories if isinstance(part.dtype, pd.CategoricalDtype) else of.index
    parts = [name for name in order if name in of.index]
    wide = hits.unstack("part", fill_value=0).reindex(columns=parts, fill_value=0)
    rows = wide.rename_axis(columns="part").reset_index().melt(["theme", "sign"], value_name="employers")
    rows = rows.sort_values(["theme", "sign"], kind="stable", ignore_index=True)
    rows["of"] = rows["part"].map(of).astype("int64")
    rows["share"] = rows["employers"] / rows["of"]
    rows["low"], rows["high"] = wilson(rows["employers"], rows["of"], level)
    return rows.astype({"part": "str"})


def contrasted(rows: pd.DataFrame, level: float, looks: int) -> pd.DataFrame:
    """Return the rows with how far each share lies from another, and whether that can be known.

    Parameters
    ----------
    rows : DataFrame
        ``employers``, ``of``, and ``other_employers``, ``other_of`` to compare with.
    level : float
        Coverage, in (0, 1).
    looks : int
        How many such comparisons are looked at.

    Returns
    -------
    DataFrame
        With ``change``, ``change_low``, ``change_high`` (Newcombe, 1998) and ``verdict``: ``known`` if the
        interval at the level corrected for the looks (Bonferroni) does not hold 0, ``leaning`` if the plain
        one does not, else ``not yet``; also where either side has fewer than five employers.
    """
    sides = rows[["employers", "of", "other_employers", "other_of"]].to_numpy().T
    plain = differences(*sides, level)
    wide = differences(*sides, 1 - (1 - level) / max(looks, 1))
    enough = (rows[["of", "other_of"]].min(axis=1) >= LEAST_IN_PART).to_numpy()
    apart, clearly = ((ends[:, 1] > 0) | (ends[:, 2] < 0) for ends in (plain, wide))
    verdict = np.where(clearly & enough, "known", np.where(apart & enough, "leaning", "not yet"))
    names = ["change", "change_low", "change_high"]
    return rows.assign(**dict(zip(names, plain.T, strict=True)), verdict=verdict).astype({"verdict": "str"})


def periods_of(points: pd.DataFrame, periods: int) -> pd.Series:
    """Return the period of each dated point: as many notes in each as their days allow.

    Parameters
    ----------
    points : DataFrame
        ``feedback_id`` and ``received_on``.
    periods : int
        How many, from 2 on.

    Returns
    -------
    Series of category
        ``1``, ``2``, …, in the order of time; missing where the day is unknown. A day is never cut in two.
    """
    days = points.drop_duplicates("feedback_id")["received_on"].dropna().sort_values()
    names = [str(number) for number in range(1, periods + 1)]
    if days.empty:
        return pd.Series(pd.Categorical([None] * len(points), names), index=points.index)
    at = np.arange(1, periods) * len(days) // periods
    starts = days.to_numpy()[at]
    number = np.searchsorted(starts, points["received_on"].to_numpy(), side="right").astype(float)
    codes = np.where(points["received_on"].notna(), number, -1).astype(int)
    return pd.Series(pd.Categorical.from_codes(codes, pd.Index(names)), index=points.index)


def trend_words(points: pd.DataFrame, table: pd.DataFrame, level: float) -> list[str]:
    """Return for each theme and sign of a table whether it is named more or less often than earlier.

    The later half of the notes against the earlier one. ``not yet`` where that cannot be known.
    """
    halves = trend_rows(points, level)
    known = halves[halves["verdict"] == "known"].set_index(["theme", "sign"])["change"]
    words = {key: "more often" if change > 0 else "less often" for key, change in known.items()}
    return [words.get(key, "not yet") for key in zip(table["theme"], table["sign"], strict=True)]


def trend_rows(points: pd.DataFrame, level: float, periods: int = 2) -> pd.DataFrame:
    """Return the last period against the first for each theme and sign named often enough to compare."""
    rows = employer_shares(points, periods_of(points, periods), level)
    named = points[points["theme"].notna()].groupby(["theme", "sign"])["employer"].nunique()
    often = pd.MultiIndex.from_frame(rows[["theme", "sign"]]).isin(named.index[named >= LEAST_NAMED])
    first, last = (rows[often & (rows["part"] == str(number))] for number in (1, periods))
    # Every theme and sign has a row, in the same order, in each part in which anybody said anything.
    if not (len(first) and len(last)):
        first = last = rows[:0]
    both = last[["theme", "sign", "employers", "of"]].reset_index(drop=True)
    both = both.assign(other_employers=first["employers"].to_numpy(), other_of=first["of"].to_numpy())
    return contrasted(both, level, len(both))
