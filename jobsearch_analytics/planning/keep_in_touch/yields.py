"""What the messages gave: replies, introductions and processes, as shares with intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.analysis.estimate.intervals import more_needed, verdicts, wilson
from jobsearch_analytics.features.talks import TALK_STAGES
from jobsearch_analytics.stages import STAGES, stage_rank

if TYPE_CHECKING:
    from jobsearch_analytics.search import JobSearch

__all__ = ["PATIENCE_DAYS", "YIELD_COLUMNS", "build_broadcasts", "build_yields"]

#: A message is counted once it had so many days to be answered.
PATIENCE_DAYS = 14

#: An application through the person, sent within so many days after the message, is its introduction.
INTRODUCED_DAYS = 30

#: An introduction is an application through that person, a process one that led to a talk or a task.
GAVE = ("replies", "introductions", "processes")

YIELD_COLUMNS = ["of", "group", "what", "hits", "messages", "share", "low", "high", "verdict", "more_needed"]


def build_yields(search: JobSearch, people: pd.DataFrame, level: float) -> pd.DataFrame:
    """Return the shares of messages that gave a reply, an introduction and a process: `YIELD_COLUMNS`.

    All messages, then by purpose and by relation. Only messages at least `PATIENCE_DAYS` old count: to count
    the young ones that were answered already would flatter the share. A meeting is no message.
    """
    sent = search.touches[
        (search.touches["direction"].fillna("out") == "out") & search.touches["contact_id"].notna()
    ]
    sent = sent[(search.as_of - sent["on"]).dt.days >= PATIENCE_DAYS]
    relation = people.drop_duplicates("contact_id").set_index("contact_id")["relation"]
    sent = sent.assign(
        purpose=sent["purpose"].fillna("not said").str.replace("_", " "),
        relation=sent["contact_id"]
        .map(relation.to_dict())
        .astype("str")
        .str.replace("_", " ")
        .fillna("not said"),
        replies=sent["replied_on"].notna() & ~(sent["replied_on"] > search.as_of),
    )
    sent = sent.merge(_introduced(search, sent), on="touch_id", how="left")
    for name in GAVE[1:]:
        sent[name] = sent[name].eq(True).fillna(value=False).astype(bool)
    parts = [
        _count(sent.assign(all="all"), of, group)
        for of, group in (("all", "all"), ("purpose", "purpose"), ("relation", "relation"))
    ]
    return _with_intervals(pd.concat(parts, ignore_index=True), level)


def build_broadcasts(search: JobSearch, day: pd.Timestamp) -> pd.DataFrame:
    """Return posts and shares, which are touches to many: ``on, purpose, note, heard``.

    ``heard`` counts messages to you in the two weeks after it. It claims no cause.
    """
    posts = search.touches[(search.touches["direction"] == "broadcast") & (search.touches["on"] <= day)]
    came = search.touches.loc[search.touches["direction"].isin(["in", "both"]), "on"].dropna()
    heard = [int(came.between(on, on + pd.Timedelta(days=PATIENCE_DAYS)).sum()) for on in posts["on"]]
    return (
        posts[["on", "purpose", "note"]]
        .assign(heard=pd.Series(heard, index=posts.index, dtype="int64"))
        .reset_index(drop=True)
    )


def _introduced(search: JobSearch, sent: pd.DataFrame) -> pd.DataFrame:
    """Return the messages that an application through that person followed, and whether it came to a talk."""
    through = search.sent[["application_id", "applied_on", "referrer_id", "stage"]]
    through = through.rename(columns={"application_id": "found_id"}).dropna(subset=["referrer_id"])
    wrote = sent[["touch_id", "contact_id", "application_id", "on"]]
    pairs = wrote.merge(through, left_on="contact_id", right_on="referrer_id")
    days = (pairs["applied_on"] - pairs["on"]).dt.days
    same = pairs["application_id"] == pairs["found_id"]
    pairs = pairs.assign(same=same)[
        same | (pairs["application_id"].isna() & days.between(0, INTRODUCED_DAYS))
    ]
    started = stage_rank(pairs["stage"]) >= STAGES.index(TALK_STAGES[0])
    found = pairs.assign(introductions=True, processes=started)
    # One application has one introduction: the message about it, else the last before it.
    found = found.sort_values(["same", "on"], kind="stable").drop_duplicates("found_id", keep="last")
    return found.groupby("touch_id")[list(GAVE[1:])].any().reset_index()


def _count(sent: pd.DataFrame, of: str, group: str) -> pd.DataFrame:
    counts = sent.groupby(group)[list(GAVE)].sum().assign(messages=sent.groupby(group).size())
    if of == "all" and counts.empty:
        counts = pd.DataFrame([dict.fromkeys([*GAVE, "messages"], 0)], index=["all"])
    counts = counts.sort_values("messages", ascending=False, kind="stable").rename_axis("group").reset_index()
    rows = counts.melt(["group", "messages"], list(GAVE), var_name="what", value_name="hits")
    order = rows["group"].map({name: place for place, name in enumerate(counts["group"])})
    rows = rows.assign(order=order).sort_values("order", kind="stable").drop(columns="order")
    return rows.assign(of=of).astype({"group": "str", "what": "str", "hits": "int64", "messages": "int64"})


def _with_intervals(rows: pd.DataFrame, level: float) -> pd.DataFrame:
    low, high = wilson(rows["hits"], rows["messages"], level)
    share = rows["hits"] / rows["messages"].where(rows["messages"] > 0)
    return rows.assign(
        share=share,
        low=low,
        high=high,
        verdict=verdicts(high - low, high - low),
        more_needed=more_needed(share, rows["messages"], level),
    )[YIELD_COLUMNS].reset_index(drop=True)
