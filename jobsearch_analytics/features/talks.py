"""A row per application in which a person talked with you: how far it got, and how and when it ended."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.features.journeys import build_journeys
from jobsearch_analytics.features.remembered import recall
from jobsearch_analytics.loaders.joining.merging import firm_key
from jobsearch_analytics.stages import CLOSED_OUTCOMES, STAGES, stage_rank
from jobsearch_analytics.tables import DAY

if TYPE_CHECKING:
    from jobsearch_analytics.search import JobSearch

__all__ = ["TALK_STAGES", "build_talks", "firm_keys"]

#: Stages at which one talks with a person; a test or a task is none.
TALK_STAGES = ("screen", "interview", "final", "offer")


def build_talks(search: JobSearch, *, until: pd.Timestamp | None = None) -> pd.DataFrame:
    """Return the applications in which a person talked with you.

    A stage is taken at its word unless the words beside it tell of a machine or of a mere reply
    (``talk_words.toml`` beside this file). A test or a task alone is no talk.

    Parameters
    ----------
    search : JobSearch
        Leads, outreach and other rows are left out.
    until : Timestamp, optional
        What came later is not looked at; ``search.as_of`` by default.

    Returns
    -------
    DataFrame
        One row per application: ``application_id, company, title, outcome`` str; ``firm`` str, the company
        without case, accents and legal form; ``stage`` str, the furthest talk; ``talked_on`` Timestamp, the
        last talk's day; ``ended_on`` Timestamp, the day of the ending where it is known exactly; ``last_on``
        Timestamp, the last day anything else is recorded: the ending cannot be earlier; ``is_open`` bool.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> talks = build_talks(jsa.load_sample())
    >>> set(talks["stage"]) <= set(TALK_STAGES)
    True
    """
    day = search.as_of if until is None else until
    return recall(search, ("talks", day), lambda: _build(search, day)).copy(deep=False)


def _build(search: JobSearch, day: pd.Timestamp) -> pd.DataFrame:
    sent = build_journeys(search)
    sent = sent[~(sent["applied_on"] > day)]
    happened = search.events[~search.events["scheduled"] & ~(search.events["occurred_on"] > day)]
    happened = happened[happened["application_id"].isin(sent["application_id"])]
    talks = _talks(sent, happened)
    rows = sent.merge(talks, on="application_id")
    rows = rows.merge(_ends(sent, happened), on="application_id", how="left")
    rows = rows.assign(firm=firm_keys(rows["company"]), stage=rows["talk"])
    columns = ["application_id", "company", "title", "firm", "stage", "outcome", "is_open"]
    return rows[[*columns, "talked_on", "ended_on", "before_on"]].rename(columns={"before_on": "last_on"})


def firm_keys(companies: pd.Series) -> pd.Series:
    """Return each company without case, accents and legal form; empty where there is none.

    Examples
    --------
    >>> firm_keys(pd.Series(["Saffronfen GmbH", "saffronfen", None])).tolist()
    ['saffronfen', 'saffronfen', '']
    """
    keys = {name: firm_key(name) for name in companies.dropna().unique()}
    return companies.map(keys).astype("str").fillna("")


def _talks(sent: pd.DataFrame, happened: pd.DataFrame) -> pd.DataFrame:
    """Return the furthest talk and the last talk's day of each application that has one."""
    held = happened[happened["event"].isin(TALK_STAGES)]
    # A stage that stands in the applications alone has no words beside it.
    alone = sent[sent["stage"].isin(TALK_STAGES) & ~sent["application_id"].isin(held["application_id"])]
    alone = alone.rename(columns={"stage": "event"})[["application_id", "event"]]
    held = pd.concat([held[_with_a_person(held["note"])], alone], ignore_index=True)
    held["rank"] = stage_rank(held["event"])
    talks = held.groupby("application_id").agg(rank=("rank", "max"), talked_on=("latest_on", "max"))
    talks["talk"] = talks["rank"].map(dict(enumerate(STAGES))).astype("str")
    return talks.astype({"talked_on": DAY}).drop(columns="rank").reset_index()


def _ends(sent: pd.DataFrame, happened: pd.DataFrame) -> pd.DataFrame:
    """Return the exact day of each ending, and the last day of anything before it."""
    outcome = happened["application_id"].map(sent.set_index("application_id")["outcome"])
    ending = (happened["event"] == outcome) & outcome.isin(CLOSED_OUTCOMES)
    exact = happened[ending & (happened["occurred_on"] == happened["latest_on"])]
    ended = exact.groupby("application_id")["occurred_on"].max().rename("ended_on")
    before = happened[~happened["event"].isin(CLOSED_OUTCOMES)]
    before = before.groupby("application_id")["occurred_on"].max().rename("before_on")
    return pd.concat([ended, before], axis=1).astype(DAY).rename_axis("application_id").reset_index()


def _with_a_person(notes: pd.Series) -> pd.Series:
    told = {note: _tells_of_a_person(note) for note in notes.dropna().unique()}
    return notes.map(told).astype("boolean").fillna(value=True).astype(bool)


def _tells_of_a_person(note: str) -> bool:
    words, plain = _patterns(), note.lower()
    if words["never"].search(plain):
        return False
    return not words["reply"].search(plain) or bool(words["talk"].search(plain))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    text = files("jobsearch_analytics.features").joinpath("talk_words.toml").read_text("utf-8")
    return {name: re.compile("|".join(words)) for name, words in tomllib.loads(text).items()}
