"""The applications that a fair comparison may use: old enough, with what was fixed before they were sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.analysis.answer import GROUP_COLUMNS, group_labels
from jobsearch_analytics.analysis.estimate.groups import sent_with
from jobsearch_analytics.errors import UnknownChoiceError
from jobsearch_analytics.features.waits import CAUSES, build_waits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobsearch_analytics.search import JobSearch

__all__ = ["FOLLOWED_UP", "OVER_COLUMNS", "build_cohort", "count_strata"]

#: ``by`` for this compares applications followed up early with those that were not.
FOLLOWED_UP = "followed_up"

#: What like can be compared with like over: all of it was fixed before sending. The stage reached is not.
OVER_COLUMNS = ("month", *GROUP_COLUMNS)

#: What `features.waits.build_waits` says of an answer that has no day.
WITHOUT_DAY = ("no day of the end", "ends before it starts")

#: The purposes of a message that count as following up.
FOLLOW_UPS = ("check_in",)


def build_cohort(
    search: JobSearch,
    *,
    by: str | None,
    since: pd.Timestamp | None,
    over: Sequence[str],
    stage: str,
    within_days: int,
    landmark_days: int,
) -> pd.DataFrame:
    """Return every application that was sent, with its group, its stratum, and whether it can be used.

    Returns
    -------
    DataFrame
        ``application_id`` str; ``sent_on`` Timestamp; ``group`` str; ``stratum`` str; ``hit`` bool, reached
        the stage within so many days; ``mature`` bool, followed for that long; ``at_landmark`` bool, still
        waiting on the landmark (True where there is none).
    """
    sent = sent_with(search, [by, *over])
    waits = build_waits(search, until=stage)
    middle = (waits["days_low"] + waits["days_high"]) / 2
    # An answer without a day counts as quick: half its age would make the answers to old ones look slow.
    middle = middle.where(~waits["doubt"].isin(WITHOUT_DAY), waits["days_low"])
    out = waits[["application_id"]].assign(sent_on=waits["from_on"])
    out["hit"] = (waits["ended_by"] == CAUSES[0]) & (middle <= within_days)
    out["mature"] = (waits["unused"] == "") & (waits["followed_days"] >= within_days)
    out["at_landmark"] = (middle > landmark_days) if by == FOLLOWED_UP else True
    if since is not None:
        out["group"] = np.where(sent["applied_on"] < since, "before", "after")
    elif by == FOLLOWED_UP:
        early = _followed_up(search, landmark_days)
        out["group"] = np.where(sent["application_id"].isin(early), "followed up", "not followed up")
    else:
        out["group"] = group_labels(sent, by, (*GROUP_COLUMNS, FOLLOWED_UP))
    out["stratum"] = _strata(sent, over)
    return out.astype({"group": "str", "stratum": "str"})


def _followed_up(search: JobSearch, landmark_days: int) -> pd.Series:
    """Return the applications you wrote about again within so many days of sending them."""
    wrote = search.touches[
        search.touches["purpose"].isin(FOLLOW_UPS) & search.touches["direction"].isin(["out", "both"])
    ]
    sent_on = search.sent.set_index("application_id")["applied_on"]
    days = (wrote["on"] - sent_on.reindex(wrote["application_id"]).to_numpy()).dt.days
    return wrote.loc[days.between(0, landmark_days), "application_id"]


def _strata(sent: pd.DataFrame, over: Sequence[str]) -> pd.Series:
    labels = pd.Series("", index=sent.index, dtype="str")
    for name in over:
        if name not in OVER_COLUMNS:
            raise UnknownChoiceError("over", name, OVER_COLUMNS, "something fixed before sending")
        values = sent["applied_on"].dt.strftime("%Y-%m") if name == "month" else sent[name]
        labels = labels + " · " + values.astype("str").where(values.notna(), "unknown")
    return labels.str.removeprefix(" · ")


def count_strata(cohort: pd.DataFrame, group: str) -> pd.DataFrame:
    """Return hits and trials of a group and of all others, by stratum: ``k1, n1, k0, n0``."""
    inside = cohort["group"] == group
    parts = {
        "k1": cohort["hit"] & inside,
        "n1": inside,
        "k0": cohort["hit"] & ~inside,
        "n0": ~inside,
    }
    return pd.DataFrame(parts).groupby(cohort["stratum"]).sum().astype("int64")
