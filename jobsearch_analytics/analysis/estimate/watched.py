"""How much of its wait each application has been watched for, so that what is open is no failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.analysis.estimate.counted_waits import count_waits
from jobsearch_analytics.analysis.estimate.remaining import HORIZON_DAYS, PRIORS, mean_curves
from jobsearch_analytics.features.waits import CAUSES, build_waits

if TYPE_CHECKING:
    from jobsearch_analytics.search import JobSearch

__all__ = ["build_watched"]

#: What `features.waits.build_waits` says of an application that is still to be sent.
NOT_SENT_YET = "starts later"


def build_watched(search: JobSearch) -> pd.DataFrame:
    """Return for each application whether a positive reply came, and how much of the wait was watched.

    A positive reply is a screen or anything later. When replies come is taken from all applications of the
    log together, drawn towards the stated prior of `estimate.remaining`.

    Returns
    -------
    DataFrame
        In the order of ``search.sent``: ``application_id`` str; ``sent_on`` Timestamp; ``hit`` bool; ``seen``
        float in [0, 1], P(the reply would have come by now | it ever comes), 1 where the day of sending is
        not known; ``dated`` bool; ``used`` bool, False for what is only to be sent.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> watched = build_watched(jsa.load_sample())
    >>> bool(watched["seen"].between(0, 1).all())
    True
    """
    waits = build_waits(search, until="screen")
    positive = mean_curves(count_waits(waits), PRIORS["applied"]).positive
    share = np.clip(positive / positive[-1], 0.0, 1.0)
    dated = waits["from_on"].notna()
    seen = share[waits["followed_days"].clip(upper=HORIZON_DAYS).to_numpy()]
    return pd.DataFrame(
        {
            "application_id": waits["application_id"],
            "sent_on": waits["from_on"],
            "hit": waits["ended_by"] == CAUSES[0],
            "seen": np.where(dated, seen, 1.0),
            "dated": dated,
            "used": waits["unused"] != NOT_SENT_YET,
        }
    )
