"""A row per application: how far it got, when it reached each stage, how it ended, how long it is silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.features.remembered import recall
from jobsearch_analytics.stages import CLOSED_OUTCOMES, FUNNEL_STAGES, STAGES, stage_rank
from jobsearch_analytics.tables import DAY

if TYPE_CHECKING:
    from jobsearch_analytics.search import JobSearch

__all__ = ["build_journeys"]


def build_journeys(search: JobSearch) -> pd.DataFrame:
    """Return the journey of every application that was sent.

    Parameters
    ----------
    search : JobSearch
        Leads, outreach and other rows are left out.

    Returns
    -------
    DataFrame
        The columns of the applications table and

        - ``rank`` : int, place of the furthest stage in `stages.STAGES`;
        - ``is_open`` : bool, the log gives no ending (``no_response`` counts as open: late replies come);
        - ``<stage>_on`` : Timestamp, the first day the stage is recorded, one column per funnel stage; NaT
          where it has no day;
        - ``<stage>_precision`` : str, how exactly that day is known: ``day``, ``month``, ``year``, or
          ``range`` for any other stretch that begins on it; nan where it has no day;
        - ``<stage>_inferred`` : bool, the log does not say outright that the stage was reached: it is told by
          a note or a heading, or by a later stage alone; False for a stage that was not reached;
        - ``last_on`` : Timestamp, the last day anything is recorded up to ``search.as_of``;
        - ``silent_days`` : float, days from ``last_on`` to ``search.as_of``; nan where nothing is dated;
        - ``age_days`` : float, days from sending to ``search.as_of``; nan where that day is unknown.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> journeys = build_journeys(jsa.load_sample())
    >>> bool((journeys["silent_days"].dropna() >= 0).all())
    True
    """
    # Shallow copies: whoever adds a column adds it to a frame of its own.
    return recall(search, "journeys", lambda: _build(search)).copy(deep=False)


def _build(search: JobSearch) -> pd.DataFrame:
    sent = search.sent
    happened = search.events[~search.events["scheduled"]]
    happened = happened[happened["application_id"].isin(sent["application_id"])]
    journeys = sent.assign(
        rank=stage_rank(sent["stage"]).clip(lower=STAGES.index("applied")),
        is_open=~sent["outcome"].isin(CLOSED_OUTCOMES),
    )
    journeys = journeys.assign(**_stages(happened, journeys))
    past = happened[happened["latest_on"] <= search.as_of].groupby("application_id")["latest_on"].max()
    sent_by_now = journeys["applied_on"].where(journeys["applied_on"] <= search.as_of)
    last = pd.Series(past.reindex(journeys["application_id"]).to_numpy(), index=journeys.index, dtype=DAY)
    journeys["last_on"] = pd.concat([last, sent_by_now], axis=1).max(axis=1)
    journeys["silent_days"] = (search.as_of - journeys["last_on"]).dt.days.astype("float64")
    journeys["age_days"] = (search.as_of - journeys["applied_on"]).dt.days.astype("float64")
    return journeys


def _stages(happened: pd.DataFrame, journeys: pd.DataFrame) -> dict[str, pd.Series]:
    """Return for each funnel stage its first day, how exactly it is known, and if it was said."""
    firsts = _first_of_each(happened)
    place = pd.Index(journeys["application_id"]).get_indexer(pd.Index(firsts["application_id"]))
    precision = _precision(firsts["occurred_on"], firsts["latest_on"])
    out = {}
    for stage in FUNNEL_STAGES:
        rows = (firsts["event"] == stage).to_numpy()
        on = _beside(journeys, place[rows], firsts["occurred_on"].to_numpy()[rows], np.datetime64("NaT"))
        known = _beside(journeys, place[rows], precision[rows], np.nan)
        outright = _beside(journeys, place[rows], ~firsts["inferred"].to_numpy(dtype=bool)[rows], fill=False)
        if stage == FUNNEL_STAGES[0]:
            written = journeys["applied_on"].notna()
            on = journeys["applied_on"].fillna(on)
            known = journeys["applied_precision"].where(written, known)
            outright = outright.astype(bool) | written
        reached = journeys["rank"] >= STAGES.index(stage)
        out[f"{stage}_on"] = on.astype(DAY)
        out[f"{stage}_precision"] = known.astype("str")
        out[f"{stage}_inferred"] = reached & ~outright.astype(bool)
    return out


def _first_of_each(happened: pd.DataFrame) -> pd.DataFrame:
    """Return the first event of each stage of each application; of several on a day, the surest."""
    stages = happened[happened["event"].isin(FUNNEL_STAGES)]
    order = ["occurred_on", "latest_on", "inferred"]
    return stages.sort_values(order, kind="stable").drop_duplicates(["application_id", "event"])


def _precision(first: pd.Series, latest: pd.Series) -> np.ndarray:
    """Return how exactly days are known, from the first and the last day they can be."""
    latest = latest.fillna(first)
    month = (first.dt.day == 1) & (latest == first + pd.offsets.MonthEnd(0))
    year = (first.dt.day_of_year == 1) & (latest == first + pd.offsets.YearEnd(0))
    words = np.select([first == latest, month, year], ["day", "month", "year"], "range").astype(object)
    return np.where(first.isna(), np.nan, words)


def _beside(journeys: pd.DataFrame, place: np.ndarray, values: np.ndarray, fill: object) -> pd.Series:
    """Return values at their applications' places, and the fill elsewhere."""
    out = np.full(len(journeys), fill, dtype=values.dtype)
    out[place] = values
    return pd.Series(out, index=journeys.index)
