"""The requests worth making: a no after a talk, not long ago, not asked yet, one ask only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.features.relationships import PROCESS_RELATIONS
from jobsearch_analytics.features.talks import firm_keys
from jobsearch_analytics.planning.feedback_requests.ledger import TOLD_BY, graded
from jobsearch_analytics.stages import STAGES
from jobsearch_analytics.tables import DAY

if TYPE_CHECKING:
    from jobsearch_analytics.search import JobSearch

__all__ = [
    *("ASK_FROM_DAYS", "ASK_UNTIL_DAYS", "QUEUE_COLUMNS", "STAGE_WORDS", "THANK_COLUMNS"),
    *("build_candidates", "build_queue", "build_thanks"),
]

#: Not on the day itself, when a no is fresh on both sides; not so late that the talk is forgotten.
ASK_FROM_DAYS, ASK_UNTIL_DAYS = 2, 10

#: Where the day of the no is unknown, it cannot be older than this for the request to be worth a thought.
UNDATED_DAYS = 30

#: The same firm is not asked twice within so many days, also where the second no is another role's.
SAME_FIRM_DAYS = 30

#: Who knows most about the decision, first.
BEST = ("hiring_manager", "interviewer", "recruiter", "referrer")

STAGE_WORDS = {
    "screen": "the first call",
    "interview": "the interview",
    "final": "the final round",
    "offer": "the offer",
}

QUEUE_COLUMNS = [
    *("application_id", "company", "title", "stage", "contact_id", "name", "relation", "whom", "no_on"),
    *("days_since_no", "ask_from", "due_on", "when", "why_now", "situation"),
]

THANK_COLUMNS = [
    *("application_id", "company", "title", "stage", "contact_id", "name", "relation", "whom", "told_on"),
    *("why_now", "situation"),
]

#: Thanks for an answer are still welcome so many days later.
THANK_DAYS = 14


def build_candidates(search: JobSearch, talks: pd.DataFrame, ledger: pd.DataFrame) -> pd.DataFrame:
    """Return every no after a talk with ``asked`` and ``told`` bool: a request was made, or came too late.

    Who was told the reason unasked, in more than stock phrases, need not ask.
    """
    noes = talks[talks["outcome"] == "rejected"].rename(columns={"ended_on": "no_on"})
    asked = noes["application_id"].isin(ledger["application_id"])
    return noes.assign(
        asked=asked, told=noes["application_id"].isin(_told(search)["application_id"]) & ~asked
    )


def build_queue(
    search: JobSearch, noes: pd.DataFrame, ledger: pd.DataFrame, day: pd.Timestamp
) -> pd.DataFrame:
    """Return the requests not made yet, the most pressing first, with the columns of `QUEUE_COLUMNS`.

    ``when`` is ``now``, ``soon`` (the no is too fresh), ``day unknown`` (it may be right) or ``past``.
    """
    rows = noes[~noes["asked"] & ~noes["told"] & ~_asked_there(noes, search, ledger, day)]
    rows = rows[~(rows["no_on"] > day)]
    rows = rows.merge(_best_person(search), on="firm", how="left")
    days = (day - rows["no_on"]).dt.days.astype("float64")
    at_most = (day - rows["last_on"]).dt.days.astype("float64")
    dated = days.notna()
    rows = rows.assign(
        days_since_no=days,
        ask_from=(rows["no_on"] + pd.Timedelta(days=ASK_FROM_DAYS)).astype(DAY),
        due_on=(rows["no_on"] + pd.Timedelta(days=ASK_UNTIL_DAYS)).astype(DAY),
        when=np.select(
            [
                dated & (days < ASK_FROM_DAYS),
                dated & (days <= ASK_UNTIL_DAYS),
                ~dated & (at_most <= UNDATED_DAYS),
            ],
            ["soon", "now", "day unknown"],
            "past",
        ),
        at_most=at_most,
        situation="feedback_request",
    )
    rows["whom"] = rows["name"].fillna(
        "whoever wrote to you or invited you to " + rows["stage"].map(STAGE_WORDS)
    )
    rows["why_now"] = pd.Series([_why(row) for row in rows.to_dict("records")], index=rows.index, dtype="str")
    return _ordered(rows)[QUEUE_COLUMNS]


def build_thanks(
    search: JobSearch, noes: pd.DataFrame, ledger: pd.DataFrame, day: pd.Timestamp
) -> pd.DataFrame:
    """Return who said lately why it was no and was not written to since: the columns of `THANK_COLUMNS`."""
    answered = ledger.loc[ledger["result"].isin(["answered", "declined"]), ["application_id", "answered_on"]]
    unasked = _told(search)
    unasked = unasked[unasked["application_id"].isin(noes.loc[noes["told"], "application_id"])]
    told = pd.concat([answered.set_axis(unasked.columns, axis=1), unasked], ignore_index=True)
    told = told[(day - told["told_on"]).dt.days.between(0, THANK_DAYS)]
    told = told.groupby("application_id")["told_on"].max().astype(DAY).reset_index()
    rows = told.merge(noes, on="application_id").merge(_best_person(search), on="firm", how="left")
    wrote = search.touches[search.touches["direction"].isin(["out", "both"]) & (search.touches["on"] <= day)]
    last = pd.Series(
        wrote.groupby("application_id")["on"].max().reindex(rows["application_id"]).to_numpy(), dtype=DAY
    )
    thanked = last.to_numpy() >= rows["told_on"].to_numpy()
    rows = rows[~thanked].assign(
        situation="thank_you", why_now="said why it was no: a line of thanks keeps the door open"
    )
    rows["whom"] = rows["name"].fillna("whoever told you")
    return rows.sort_values(["told_on", "application_id"], ascending=[False, True])[
        THANK_COLUMNS
    ].reset_index(drop=True)


def _why(row: dict) -> str:
    talk, at_most = STAGE_WORDS[row["stage"]], row["at_most"]
    if row["when"] == "day unknown":
        return f"a no after {talk}, at most {_days(at_most)} ago: ask if it came within {ASK_UNTIL_DAYS}"
    if row["when"] == "past":
        ago = "" if row["days_since_no"] != row["days_since_no"] else f", {_days(row['days_since_no'])} ago"
        return f"a no after {talk}{ago}: the talk may be forgotten by now"
    if row["when"] == "soon":
        return f"a no after {talk}, {_days(row['days_since_no'])} ago: let a night or two pass first"
    left = ASK_UNTIL_DAYS - row["days_since_no"]
    tail = "today is the last good day" if left == 0 else f"still remembered for about {_days(left)}"
    return f"a no after {talk}, {_days(row['days_since_no'])} ago: {tail}"


def _days(number: float) -> str:
    return f"{number:.0f} day{'' if number == 1 else 's'}"


def _ordered(rows: pd.DataFrame) -> pd.DataFrame:
    """Order by when, then the furthest talk, for who met you longest can say most."""
    place = rows["when"].map(["now", "soon", "day unknown", "past"].index)
    out = rows.assign(place=place, far=-rows["stage"].map(STAGES.index))
    return out.sort_values(["place", "far", "due_on", "application_id"], kind="stable").reset_index(drop=True)


def _told(search: JobSearch) -> pd.DataFrame:
    """Return ``application_id, told_on`` where the reason was given first hand, beyond stock phrases."""
    notes = search.feedback[search.feedback["said_by"].isin(TOLD_BY)].reset_index(drop=True)
    noes = search.events[(search.events["event"] == "rejected") & ~search.events["scheduled"]]
    no_on = noes.groupby("application_id")["occurred_on"].max()
    no_day = pd.Series(no_on.reindex(notes["application_id"]).to_numpy(), dtype=DAY)
    notes = notes[notes["received_on"] >= no_day].reset_index(drop=True)
    grade = graded(notes["text"], pd.Series(data=False, index=notes.index))
    told = notes.loc[grade.isin(["specific", "actionable"]), ["application_id", "received_on"]]
    return told.rename(columns={"received_on": "told_on"})


def _asked_there(noes: pd.DataFrame, search: JobSearch, ledger: pd.DataFrame, day: pd.Timestamp) -> pd.Series:
    """Return whether the firm was asked so recently that a second ask would be one too many."""
    recent = ledger[(day - ledger["asked_on"]).dt.days <= SAME_FIRM_DAYS]
    people = search.contacts.drop_duplicates("contact_id").set_index("contact_id")["company"]
    theirs = pd.Series(people.reindex(recent["contact_id"]).to_numpy(), index=recent.index, dtype="str")
    firms = set(firm_keys(recent["company"].fillna(theirs))) - {""}
    return noes["firm"].isin(firms)


def _best_person(search: JobSearch) -> pd.DataFrame:
    """Return for each firm the person known there who knows most about the decision."""
    people = search.contacts.assign(firm=firm_keys(search.contacts["company"]))
    people = people[(people["firm"] != "") & people["relation"].isin([*BEST, *PROCESS_RELATIONS])]
    people = people.assign(place=people["relation"].map(BEST.index))
    people = people.sort_values(
        ["place", "met_on", "contact_id"], ascending=[True, False, True], kind="stable"
    )
    return people.drop_duplicates("firm")[["firm", "contact_id", "name", "relation"]]
