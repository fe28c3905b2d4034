"""The requests made so far: to whom, how soon after the no, and what came back."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.features.talks import firm_keys
from jobsearch_analytics.texts import split_points

if TYPE_CHECKING:
    from jobsearch_analytics.search import JobSearch

__all__ = ["GRADES", "LEDGER_COLUMNS", "PATIENCE_DAYS", "TOLD_BY", "build_ledger", "graded"]

#: A request is silent after so many days without an answer; before, it is still waiting.
PATIENCE_DAYS = 14

#: What an answer is worth, the best last.
GRADES = ("boilerplate", "specific", "actionable")

#: So many words in a row that are no stock phrase say something, whatever they say.
TOLD_WORDS = 5

#: Who can say first hand why it was no, in answer to a request.
TOLD_BY = ("recruiter", "interviewer", "hiring_manager")

LEDGER_COLUMNS = [
    *("touch_id", "application_id", "company", "stage", "contact_id", "asked", "relation", "asked_on"),
    *("days_after_no", "result", "answered_on", "days_to_answer", "grade", "answer"),
]


def build_ledger(search: JobSearch, talks: pd.DataFrame, useful: pd.Series | None = None) -> pd.DataFrame:
    """Return a row per request for feedback, in order of days, with the columns of `LEDGER_COLUMNS`.

    A request is answered by the reply in its own row, or by first-hand feedback on that application from the
    same day on; the rejection mail itself is no answer.

    Parameters
    ----------
    search : JobSearch
        Its ``touches`` with purpose ``feedback_request``, and its ``feedback``.
    talks : DataFrame
        What `features.talks.build_talks` returned.
    useful : Series of bool, optional
        Indexed by feedback id: True where a theme of that note has a next step.
    """
    asks = search.touches[search.touches["purpose"] == "feedback_request"]
    asks = asks[~asks["direction"].isin(["in", "broadcast"]) & ~(asks["on"] > search.as_of)]
    asks = asks.sort_values("on", kind="stable").reset_index(drop=True)
    people = search.contacts.drop_duplicates("contact_id").set_index("contact_id")
    asks["asked"] = pd.Series(people["name"].reindex(asks["contact_id"]).to_numpy(), dtype="str")
    asks["relation"] = pd.Series(people["relation"].reindex(asks["contact_id"]).to_numpy(), dtype="str")
    asks["application_id"] = asks["application_id"].fillna(_by_firm(asks, people, talks))
    sent = search.applications.drop_duplicates("application_id").set_index("application_id")
    known = talks.drop_duplicates("application_id").set_index("application_id")
    asks["company"] = pd.Series(sent["company"].reindex(asks["application_id"]).to_numpy(), dtype="str")
    asks["stage"] = pd.Series(known["stage"].reindex(asks["application_id"]).to_numpy(), dtype="str")
    no_on = pd.Series(known["ended_on"].reindex(asks["application_id"]).to_numpy(), dtype="datetime64[us]")
    asks["days_after_no"] = (asks["on"] - no_on).dt.days.astype("float64")
    return _answered(asks, search, useful).rename(columns={"on": "asked_on"})[LEDGER_COLUMNS]


def graded(texts: pd.Series, useful: pd.Series) -> pd.Series:
    """Return what each answer is worth, one of `GRADES`; empty where no words were written down.

    ``boilerplate``: courtesy, stock phrases or a promise to say more. ``specific``: a point about you.
    ``actionable``: a point that says what to do or how much (words in ``words.toml`` beside this file), or
    whose theme has a next step (``useful``).
    """
    points = split_points(texts)
    plain = points["text"].str.lower()
    wish, advice, courtesy = (
        plain.str.contains(_words()[name], regex=True) for name in ("wish", "advice", "courtesy")
    )
    told = points["text"].str.count(r"\w+") >= TOLD_WORDS
    own = ~points["boilerplate"] & ~courtesy & (wish | told | (points["sign"] != "neither"))
    step = own & (wish | (advice & (points["sign"] != "strength")))
    specific = texts.index.isin(points.loc[own, "note"])
    actionable = texts.index.isin(points.loc[step, "note"]) | (specific & useful.to_numpy(dtype=bool))
    grade = np.select([actionable, specific, texts.notna()], [*reversed(GRADES)], "")
    return pd.Series(grade, index=texts.index, dtype="str").replace("", None)


def _by_firm(asks: pd.DataFrame, people: pd.DataFrame, talks: pd.DataFrame) -> pd.Series:
    """Return the application a request without one speaks of: the last no of that person's firm before it."""
    company = pd.Series(people["company"].reindex(asks["contact_id"]).to_numpy(), dtype="str")
    asked = pd.DataFrame({"row": asks.index, "firm": firm_keys(company), "on": asks["on"]})
    noes = talks[(talks["outcome"] == "rejected") & (talks["firm"] != "")]
    noes = noes[["firm", "application_id", "ended_on"]]
    pairs = asked.merge(noes, on="firm")
    pairs = pairs[~(pairs["ended_on"] > pairs["on"])]
    pairs = pairs.sort_values("ended_on", na_position="first", kind="stable")
    found = pairs.groupby("row")["application_id"].last()
    return pd.Series(found.reindex(asks.index).to_numpy(), index=asks.index, dtype="str")


def _answered(asks: pd.DataFrame, search: JobSearch, useful: pd.Series | None) -> pd.DataFrame:
    notes = search.feedback[search.feedback["said_by"].isin(TOLD_BY)]
    pairs = asks[["touch_id", "application_id", "on"]].merge(notes, on="application_id")
    pairs = pairs[pairs["received_on"] >= pairs["on"]].sort_values("received_on", kind="stable")
    # One ask is answered once: feedback belongs to the last request before it.
    pairs = pairs.sort_values("on", kind="stable").drop_duplicates("feedback_id", keep="last")
    told = pairs.groupby("touch_id").agg(
        told_on=("received_on", "min"), told=("text", "\n".join), notes=("feedback_id", list)
    )
    out = asks.merge(told, on="touch_id", how="left")
    out["answered_on"] = out[["replied_on", "told_on"]].min(axis=1).where(~(out["replied_on"] > search.as_of))
    said = out["answer"].fillna("").str.cat(out["told"].fillna(""), sep="\n").str.strip()
    step = out["notes"].map(lambda ids: useful is not None and _any_useful(ids, useful))
    out["grade"] = graded(said.where(said != ""), step).where(out["answered_on"].notna())
    out["result"] = _result(out, search.as_of)
    out["days_to_answer"] = (out["answered_on"] - out["on"]).dt.days.astype("float64")
    return out.assign(grade=out["grade"].mask(out["result"] == "declined"), answer=said.replace("", None))


def _any_useful(ids: object, useful: pd.Series) -> bool:
    return isinstance(ids, list) and bool(useful.reindex(ids).fillna(value=False).any())


def _result(rows: pd.DataFrame, as_of: pd.Timestamp) -> pd.Series:
    refused = rows["answer"].fillna("").str.lower().str.contains(_words()["declined"], regex=True)
    names = ["answered", "declined", "waiting"]
    answered = rows["answered_on"].notna()
    rules = [
        answered & ~(refused & rows["told"].isna()),
        answered,
        (as_of - rows["on"]).dt.days < PATIENCE_DAYS,
    ]
    return pd.Series(np.select(rules, names, "silence"), index=rows.index, dtype="str")


@cache
def _words() -> dict[str, re.Pattern[str]]:
    text = files("jobsearch_analytics.planning.feedback_requests").joinpath("words.toml").read_text("utf-8")
    # Groups that capture nothing, for pandas asks what a group in a pattern is meant for.
    plain = {name: "|".join(words) for name, words in tomllib.loads(text).items()}
    return {name: re.compile(re.sub(r"(?<!\\)\((?!\?)", "(?:", words)) for name, words in plain.items()}
