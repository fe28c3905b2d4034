"""A row per application: how far it got, when it reached each stage, how it ended, how long it is silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
        - ``<stage>_on`` : Timestamp, the first day the stage is recorded, one column per funnel stage;
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
    journeys = journeys.assign(**_first_days(happened, journeys["application_id"]))
    journeys["applied_on"] = sent["applied_on"].fillna(journeys["applied_on"])
    past = happened[happened["latest_on"] <= search.as_of].groupby("application_id")["latest_on"].max()
    sent_by_now = journeys["applied_on"].where(journeys["applied_on"] <= search.as_of)
    last = pd.Series(past.reindex(journeys["application_id"]).to_numpy(), index=journeys.index, dtype=DAY)
    journeys["last_on"] = pd.concat([last, sent_by_now], axis=1).max(axis=1)
    journeys["silent_days"] = (search.as_of - journeys["last_on"]).dt.days.astype("float64")
    journeys["age_days"] = (search.as_of - journeys["applied_on"]).dt.days.astype("float64")
    return journeys


def _first_days(happened: pd.DataFrame, ids: pd.Series) -> dict[str, pd.Series]:
    """Return for each funnel stage the first day it is recorded, as columns beside the applications."""
    firsts = happened.groupby(["application_id", "event"])["occurred_on"].min().unstack()
    wide = firsts.reindex(index=ids, columns=list(FUNNEL_STAGES)).astype(DAY)
    return {f"{stage}_on": pd.Series(wide[stage].to_numpy(), index=ids.index) for stage in FUNNEL_STAGES}
