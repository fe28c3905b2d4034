"""When each contact is next to be written to, and why: last interaction + cadence, within a band."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from jobsearch_analytics.planning.keep_in_touch.cadences import cadences, reasons
from jobsearch_analytics.tables import DAY

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["LISTED", "MOST_TO_DO", "STATES", "TABLE_COLUMNS", "build_due"]

#: Nobody writes more good messages than this in two weeks.
MOST_TO_DO = 5

#: After so many messages without an answer it is time to let it rest until a fresh start.
REST_AFTER = 2

#: ``due``: today or before. ``fresh start``: so long ago that one begins anew. ``in process``: an application
#: with a talk is open there, and `pipeline` says when to write. ``no relation``: nobody says who it is.
STATES = ("due", "soon", "fresh start", "later", "resting", "in process", "no relation")

#: Whom to write to by the end of the span.
LISTED = ("due", "soon", "fresh start")

TABLE_COLUMNS = [
    *("contact_id", "name", "company", "relation", "last_on", "last_way", "last_purpose", "silent_days"),
    *("cadence_days", "due_on", "due_in_days", "state", "situation", "reason", "to_do", "unanswered"),
    *("application_id", "title", "stage"),
]


def build_due(
    people: pd.DataFrame, day: pd.Timestamp, within_days: int, workspace: Path | None
) -> pd.DataFrame:
    """Return a row per contact with the columns of `TABLE_COLUMNS`, those to write to first.

    Parameters
    ----------
    people : DataFrame
        What `features.relationships.build_relationships` returned.
    day : Timestamp
        The day it is.
    within_days : int
        What is due until then is ``soon``.
    workspace : Path or None
        Where the user's own cadences stand.
    """
    band = cadences(workspace).reindex(people["relation"]).set_axis(people.index)
    # A contact's own cadence comes first, but nobody is written to more often than the least of the relation.
    cadence = people["cadence_days"].fillna(band["cadence_days"]).clip(lower=band["min_days"])
    longest = band["max_days"].clip(lower=cadence)
    rests = people["unanswered"] >= REST_AFTER
    wait = cadence.where(~rests, longest)
    last = people["last_on"].fillna(people["met_on"])
    silent = (day - last).dt.days.astype("float64")
    due_on = (last + pd.to_timedelta(wait, unit="D")).astype(DAY)
    due_in = (due_on - day).dt.days.astype("float64")
    state = np.select(
        [
            people["relation"].isna(),
            people["in_process"].astype(bool),
            (silent > longest) | last.isna(),
            due_in <= 0,
            due_in <= within_days,
            rests,
        ],
        ["no relation", "in process", "fresh start", "due", "soon", "resting"],
        "later",
    )
    out = people.assign(
        last_on=last, silent_days=silent, cadence_days=cadence, due_on=due_on, due_in_days=due_in, state=state
    )
    return _ordered(_with_reasons(out))[TABLE_COLUMNS]


def _with_reasons(rows: pd.DataFrame) -> pd.DataFrame:
    known = reasons()
    chosen = [_reason(row, known) for row in rows.to_dict("records")]
    situation, reason = ([pair[place] for pair in chosen] for place in (0, 1))
    rows = rows.assign(situation=situation, reason=reason)
    # After a long pause one begins anew, whatever the last message was for.
    anew = (rows["state"] == "fresh start") & ~rows["situation"].isin(["update", "networking_group", ""])
    return rows.assign(situation=rows["situation"].mask(anew, "fresh_start")).astype(
        {"situation": "str", "reason": "str"}
    )


def _reason(row: dict[Any, Any], known: dict[str, Any]) -> tuple[str, str]:
    """Return the situation and the reason of one contact: a fact of the log, else the relation's own line."""
    if _untold(row) and row["news"] in known["news"]:
        return "update", f"{known['news'][row['news']]} on {row['news_on']:%Y-%m-%d}; say so and thank them"
    if row["last_way"] == "in" and row["last_purpose"] == "feedback_request":
        return "thank_you", "thank them for their answer, and say what you made of it"
    for line in known.get(row["relation"], []):
        if "after" not in line or row["last_purpose"] in line["after"]:
            return line["situation"], line["reason"]
    return "", ""


def _untold(row: dict[Any, Any]) -> bool:
    """Return whether something happened to an application they helped with since you last spoke."""
    return not pd.isna(row["news_on"]) and not row["news_on"] <= row["last_on"]


def _ordered(rows: pd.DataFrame) -> pd.DataFrame:
    """Order by state, what can be told for a fact first, then by how far into its band a contact is."""
    place = rows["state"].map(STATES.index)
    told = ~(rows["news_on"] > rows["last_on"])
    ratio = -rows["silent_days"] / rows["cadence_days"]
    # A fresh start is likeliest to be welcome where the pause is shortest.
    ratio = ratio.where(rows["state"] != "fresh start", -ratio).fillna(np.inf)
    out = rows.assign(place=place, news_last=told, ratio=ratio)
    out = out.sort_values(["place", "news_last", "ratio", "contact_id"], kind="stable").reset_index(drop=True)
    now = out["state"].isin(["due", "fresh start"])
    return out.assign(to_do=now & (now.cumsum() <= MOST_TO_DO))
