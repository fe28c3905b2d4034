"""How often you asked, how often an answer came, and how much of it could be used: shares with intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.analysis.estimate.beta import BetaPrior, beta_shares
from jobsearch_analytics.analysis.estimate.intervals import more_needed, verdicts
from jobsearch_analytics.planning.feedback_requests.ledger import PATIENCE_DAYS
from jobsearch_analytics.planning.feedback_requests.queue import ASK_UNTIL_DAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ANSWER_PRIOR", "ASK_PRIOR", "TIMINGS", "build_rates"]

#: What is assumed before any request is seen.
ANSWER_PRIOR = BetaPrior(
    1,
    3,
    "before your own requests are counted, one answer in four is assumed: a guess that weighs as much as "
    "four requests, for no sound published figure was found",
)
ASK_PRIOR = BetaPrior(1, 1, "your own habit: nothing is assumed")

#: Days from the no to the request: label, and the last day that counts.
TIMINGS = (("up to 3 days after", 3), ("4 to 10 days after", ASK_UNTIL_DAYS), ("later", np.inf))

RATE_COLUMNS = ["what", "group", "hits", "trials", "share", "low", "high", "verdict", "more_needed"]


def build_rates(noes: pd.DataFrame, ledger: pd.DataFrame, as_of: pd.Timestamp, level: float) -> pd.DataFrame:
    """Return the shares: asked of those worth asking, answered and useful of those asked.

    Only what is settled counts: a no whose ten days are over, a request `PATIENCE_DAYS` old. To count young
    requests that were answered already, and leave out those that were not, would flatter the share.
    """
    # A no without a day can have come as late as yesterday, if nothing before it is older.
    since = noes["no_on"].fillna(noes["last_on"])
    settled = noes[~noes["told"] & ~((as_of - since).dt.days < ASK_UNTIL_DAYS)]
    old = ledger[~((as_of - ledger["asked_on"]).dt.days < PATIENCE_DAYS)]
    answered, useful = old["result"] == "answered", old["grade"].isin(["specific", "actionable"])
    timing = pd.cut(old["days_after_no"], [-np.inf, *(last for _, last in TIMINGS)], labels=False)
    when = timing.map(dict(enumerate(name for name, _ in TIMINGS))).astype("str").fillna("day unknown")
    who = old["relation"].str.replace("_", " ").fillna("person unknown")
    parts = [
        _count("asked", pd.Series("all", index=settled.index), settled["asked"]),
        _count("answered", pd.Series("all", index=old.index), answered),
        _count("answered with something to use", pd.Series("all", index=old.index), useful),
        _count("answered, by who was asked", who, answered, keep_empty=False),
        _count("answered, by when it was asked", when, answered, keep_empty=False),
    ]
    rates = pd.concat(parts, ignore_index=True)
    own = rates["what"] == "asked"
    return _with_shares(rates, [ASK_PRIOR if mine else ANSWER_PRIOR for mine in own], level)


def _count(what: str, groups: pd.Series, hit: pd.Series, *, keep_empty: bool = True) -> pd.DataFrame:
    counts = hit.astype(int).groupby(groups.to_numpy()).agg(["sum", "size"])
    if keep_empty and counts.empty:
        counts = pd.DataFrame({"sum": [0], "size": [0]}, index=["all"])
    counts = counts.sort_values("size", ascending=False, kind="stable")
    rows = counts.rename(columns={"sum": "hits", "size": "trials"}).rename_axis("group").reset_index()
    return rows.assign(what=what).astype({"group": "str", "hits": "int64", "trials": "int64"})


def _with_shares(rates: pd.DataFrame, priors: Sequence[BetaPrior], level: float) -> pd.DataFrame:
    shares = [
        beta_shares([hits], [trials], prior, level)
        for hits, trials, prior in zip(rates["hits"], rates["trials"], priors, strict=True)
    ]
    for place, name in enumerate(("share", "low", "high")):
        rates[name] = [float(found[place][0]) for found in shares]
    width = rates["high"] - rates["low"]
    rates["verdict"] = verdicts(width, width)
    rates["more_needed"] = more_needed(rates["share"], rates["trials"], level)
    rates["more_needed"] = rates["more_needed"].where(rates["verdict"] != "known", 0)
    return rates[RATE_COLUMNS]
