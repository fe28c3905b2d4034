"""Second doors: firms that said no late in the process, long enough ago to say hello again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch_analytics.features.relationships import PROCESS_RELATIONS
from jobsearch_analytics.features.talks import firm_keys

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DOOR_COLUMNS", "LATE_STAGES", "build_doors"]

#: How far one must have come to be remembered, and how that is called.
REACHED = {"interview": "the interview", "final": "the final round", "offer": "the offer"}
LATE_STAGES = tuple(REACHED)

#: How it may have ended, and how that is said; who declined an offer knows why.
ENDS = {
    "rejected": "then it was a no",
    "closed": "then the role was closed",
    "withdrawn": "then you stepped back",
}

DOOR_COLUMNS = [
    *("company", "application_id", "title", "stage", "outcome", "ended_on", "months_ago", "contact_id"),
    *("name", "relation", "last_on", "situation", "reason"),
]

#: A month, for "so many months ago".
MONTH_DAYS = 30.4375


def build_doors(
    talks: pd.DataFrame, people: pd.DataFrame, day: pd.Timestamp, after_days: int
) -> pd.DataFrame:
    """Return the firms with the columns of `DOOR_COLUMNS`, who came furthest there first.

    A firm where an application with a talk is open is none, nor one that nobody can date.
    """
    known = talks[talks["firm"] != ""]
    alive = set(known.loc[known["is_open"], "firm"])
    late = known[known["stage"].isin(LATE_STAGES) & known["outcome"].isin(ENDS) & ~known["firm"].isin(alive)]
    days = (day - late["ended_on"]).dt.days
    late = late.assign(months_ago=(days / MONTH_DAYS).round(1), far=-late["stage"].map(LATE_STAGES.index))
    late = late[days >= after_days].sort_values(["far", "ended_on"], kind="stable").drop_duplicates("firm")
    rows = late.drop(columns="last_on").merge(_person(people), on="firm", how="left")
    rows["situation"] = "check_in"
    rows["reason"] = [_reason(row) for row in rows.to_dict("records")]
    return rows[DOOR_COLUMNS].reset_index(drop=True).astype({"reason": "str", "situation": "str"})


def _reason(row: dict) -> str:
    talk, end = REACHED[row["stage"]], ENDS[row["outcome"]]
    text = f"you came as far as {talk}, {end}; see whether they hire again"
    return text if isinstance(row["name"], str) else f"{text}; nobody there is in your contacts yet"


def _person(people: pd.DataFrame) -> pd.DataFrame:
    """Return for each firm the person of a process you last heard of."""
    theirs = people[people["relation"].isin(PROCESS_RELATIONS)]
    theirs = theirs.assign(firm=firm_keys(theirs["company"]), heard=theirs["unanswered"] == 0)
    theirs = theirs[theirs["firm"] != ""].sort_values(
        ["heard", "last_on", "contact_id"], ascending=[False, False, True], kind="stable"
    )
    return theirs.drop_duplicates("firm")[["firm", "contact_id", "name", "relation", "last_on"]]
