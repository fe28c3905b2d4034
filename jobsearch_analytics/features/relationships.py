"""A row per contact: who the person is to you, when you last heard of each other, and what about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.features.talks import build_talks, firm_keys
from jobsearch_analytics.loaders.records.people import relation_named
from jobsearch_analytics.tables import DAY

if TYPE_CHECKING:
    from jobsearch_analytics.search import JobSearch

__all__ = ["PROCESS_RELATIONS", "build_interactions", "build_relationships"]

#: People met in a process: what they hear from you hangs on how that process stands.
PROCESS_RELATIONS = ("interviewer", "hiring_manager", "recruiter")

#: Of two interactions on one day the later in this list is the last.
WAYS = ("met", "out", "both", "in")


def build_relationships(search: JobSearch, *, until: pd.Timestamp | None = None) -> pd.DataFrame:
    """Return every contact with the last interaction in either direction.

    Nobody is made up: a person whom a note merely names is no contact. A contact without a stated relation
    gets the one that the log itself shows: ``referrer`` of an application, ``recruiter`` by the job's name,
    ``interviewer`` where a message went with an application in which a person talked with you.

    Parameters
    ----------
    search : JobSearch
        Its ``contacts`` and ``touches``; a post to many is nobody's interaction.
    until : Timestamp, optional
        What came later is not looked at; ``search.as_of`` by default.

    Returns
    -------
    DataFrame
        ``contact_id, name, company, role, email, url, met_on, cadence_days`` as logged, and

        - ``relation`` str, and ``relation_from`` str: ``stated``, ``shown`` by the log, or empty;
        - ``last_on`` Timestamp; ``last_way`` str, ``met``, ``out``, ``both`` or ``in``; ``last_purpose`` str;
        - ``unanswered`` int, your messages since you last heard of the person;
        - ``application_id, title, stage, outcome`` str, ``ended_on`` Timestamp: the latest talk at the
          person's firm, for people met in processes;
        - ``in_process`` bool, an application with a talk is open at that firm;
        - ``news_id`` str, ``news`` str, ``news_on`` Timestamp: what happened last to an application the
          person referred.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> people = build_relationships(jsa.load_sample())
    >>> bool((people["last_on"] >= people["met_on"]).all())
    True
    """
    day = search.as_of if until is None else until
    people = search.contacts.drop_duplicates("contact_id", keep="last").reset_index(drop=True)
    people = people.drop(columns=["source_file", "source_sheet", "source_row"])
    people["firm"] = firm_keys(people["company"])
    talks = build_talks(search, until=day)
    people["relation_from"] = np.where(people["relation"].notna(), "stated", "")
    shown = _shown_relation(people, search, talks)
    people["relation_from"] = people["relation_from"].mask(people["relation"].isna() & shown.notna(), "shown")
    people["relation"] = people["relation"].fillna(shown)
    people = people.merge(_last(build_interactions(search, until=day)), on="contact_id", how="left")
    people["unanswered"] = people["unanswered"].fillna(0).astype("int64")
    people = people.merge(_processes(talks), on="firm", how="left")
    people = _for_process_people_only(people)
    return people.merge(_news(search, day), on="contact_id", how="left").drop(columns="firm")


def build_interactions(search: JobSearch, *, until: pd.Timestamp) -> pd.DataFrame:
    """Return a row per interaction with a contact: ``contact_id, on, way, purpose``, in order of days.

    A message that was answered gives two rows, one for each direction.
    """
    touches = search.touches[search.touches["direction"] != "broadcast"]
    touches = touches[touches["contact_id"].notna()]
    wrote = touches.assign(way=touches["direction"].fillna("out"))
    heard = touches.assign(on=touches["replied_on"], way="in")
    met = search.contacts.assign(on=search.contacts["met_on"], way="met", purpose=None)
    columns = ["contact_id", "on", "way", "purpose"]
    rows = pd.concat([met[columns], wrote[columns], heard[columns]], ignore_index=True)
    rows = rows[rows["on"].notna() & (rows["on"] <= until)]
    rows = rows.assign(place=rows["way"].map(WAYS.index))
    rows = rows.sort_values(["on", "place"], kind="stable").drop(columns="place").reset_index(drop=True)
    return rows.astype({"way": "str", "purpose": "str"})


def _last(rows: pd.DataFrame) -> pd.DataFrame:
    heard = rows[rows["way"] != "out"].groupby("contact_id")["on"].max()
    wrote = rows[rows["way"] == "out"]
    since = wrote[
        ~(wrote["on"] <= pd.Series(heard.reindex(wrote["contact_id"]).to_numpy(), index=wrote.index))
    ]
    last = rows.groupby("contact_id").last()
    out = last.rename(columns={"on": "last_on", "way": "last_way", "purpose": "last_purpose"})
    # `last` skips empty cells: the purpose must be that of the last row, also where it has none.
    out["last_purpose"] = rows.groupby("contact_id").tail(1).set_index("contact_id")["purpose"]
    return out.assign(unanswered=since.groupby("contact_id").size()).reset_index()


def _shown_relation(people: pd.DataFrame, search: JobSearch, talks: pd.DataFrame) -> pd.Series:
    """Return the relation that the log itself shows, where none is stated."""
    named = people["role"].map({role: relation_named(role) for role in people["role"].dropna().unique()})
    touches = search.touches
    talked = touches.loc[touches["application_id"].isin(talks["application_id"]), "contact_id"]
    by_talk = touches.loc[talked.index, "purpose"].isin(["thank_you", "feedback_request", "meeting"])
    return pd.Series(
        np.select(
            [
                people["contact_id"].isin(search.applications["referrer_id"].dropna()),
                named == "recruiter",
                people["contact_id"].isin(talked[by_talk]),
            ],
            ["referrer", "recruiter", "interviewer"],
            "",
        ),
        index=people.index,
        dtype="str",
    ).replace("", None)


def _processes(talks: pd.DataFrame) -> pd.DataFrame:
    """Return the latest talk of each firm, and whether one of the firm's applications with a talk is open."""
    known = talks[talks["firm"] != ""].sort_values("talked_on", kind="stable", na_position="first")
    latest = known.groupby("firm").tail(1)[
        ["firm", "application_id", "title", "stage", "outcome", "ended_on"]
    ]
    return latest.merge(known.groupby("firm")["is_open"].any().rename("in_process").reset_index(), on="firm")


def _for_process_people_only(people: pd.DataFrame) -> pd.DataFrame:
    theirs = people["relation"].isin(PROCESS_RELATIONS)
    for name in ("application_id", "title", "stage", "outcome", "ended_on"):
        people[name] = people[name].where(theirs)
    return people.assign(in_process=theirs & people["in_process"].eq(True).fillna(value=False))


def _news(search: JobSearch, day: pd.Timestamp) -> pd.DataFrame:
    """Return what happened last to the applications each person referred; sending it is no news."""
    referred = search.sent[["application_id", "referrer_id"]].dropna()
    events = search.events[~search.events["scheduled"] & (search.events["occurred_on"] <= day)]
    events = events[~events["event"].isin(["applied", "saved", "no_response"])]
    rows = events.merge(referred, on="application_id").sort_values("occurred_on", kind="stable")
    last = rows.groupby("referrer_id").tail(1)
    names = {
        "referrer_id": "contact_id",
        "application_id": "news_id",
        "event": "news",
        "occurred_on": "news_on",
    }
    return last[list(names)].rename(columns=names).astype({"news_on": DAY})
