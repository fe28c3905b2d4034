"""From marks to what stands in the tables: kind, furthest stage, outcome and events of each record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.loaders.kinds import kinds_of
from jobsearch_analytics.stages import OUTCOMES, STAGES

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.part import Part

__all__ = ["final_outcomes", "furthest_stages", "settle"]

#: Where a row tells two endings with equal right, the later in this order stands.
STRENGTH = {
    name: rank
    for rank, name in enumerate(("no_response", "closed", "rejected", "withdrawn", "declined", "accepted"))
}
#: Endings that a more telling one beside them explains.
VAGUE = {"closed": 0, "no_response": 1}
RANK = {name: rank for rank, name in enumerate(STAGES)}


def settle(part: Part, reference: pd.Timestamp, *, has_status: bool, is_lead_list: bool = False) -> None:
    """Fill kind, stage and outcome of a part's records and turn its marks into events, in place.

    Parameters
    ----------
    part : Part
        With records and marks.
    reference : Timestamp
        A day after it has not happened yet.
    has_status, is_lead_list : bool
        See `kinds_of`.
    """
    part.marks = _whose_no(part.marks)
    records, marks = part.records, part.marks
    _sent_date_from_marks(records, marks)
    records["kind"] = kinds_of(records, marks, has_status=has_status, is_lead_list=is_lead_list)
    _no_days_for_leads(records)
    today = reference.to_datetime64().astype("datetime64[D]")
    marks["scheduled"] = (marks["planned"].astype(bool) & ~(marks["occurred"] <= today)) | (
        marks["occurred"] > today
    )
    marks = _without_unsent(marks, records)
    # What is only to come has not been reached.
    reached = marks[~(marks["occurred"] > today)]
    records["stage"] = furthest_stages(records["kind"].to_numpy(), reached)
    records["outcome"] = final_outcomes(len(records), marks)
    part.problems += _contradictions(part, marks)
    part.marks = _with_sending(records, marks)


def _whose_no(marks: pd.DataFrame) -> pd.DataFrame:
    """Say whose no "declined" was: of an offer it is the seeker's, else the employer's or a withdrawal."""
    away, down = (marks["event"] == name for name in ("turned_away", "turned_down"))
    if not (away | down).any():
        return marks
    offered = marks["row"].isin(marks.loc[marks["event"] == "offer", "row"])
    event = (
        marks["event"]
        .mask(away, "rejected")
        .mask(down, "withdrawn")
        .mask((away | down) & offered, "declined")
    )
    return marks.assign(event=event)


def _sent_date_from_marks(records: pd.DataFrame, marks: pd.DataFrame) -> None:
    """Take the day of sending from a history or status that names it, where no column does."""
    told = marks[(marks["event"] == "applied") & marks["occurred"].notna() & ~marks["planned"].astype(bool)]
    if not len(told):
        return
    first = told.sort_values("occurred").drop_duplicates("row").set_index("row")
    rows = first.index.to_numpy()
    empty = records["applied_on"].isna().to_numpy()[rows] & (records["sent_column"].to_numpy()[rows] != "yes")
    rows, first = rows[empty], first[empty]
    applied, latest, precision = (
        records[name].to_numpy(copy=True) for name in ("applied_on", "latest_on", "applied_precision")
    )
    applied[rows] = first["occurred"].to_numpy().astype("datetime64[us]")
    latest[rows] = first["latest"].to_numpy().astype("datetime64[us]")
    width = (first["latest"] - first["occurred"]).dt.days
    precision[rows] = np.where(width == 0, "day", np.where(width < 31, "month", "year"))
    records["applied_on"], records["latest_on"], records["applied_precision"] = applied, latest, precision


def _no_days_for_leads(records: pd.DataFrame) -> None:
    """Leave out the days of leads: what was never sent has no day of sending, whatever stands in its row."""
    lead = (records["kind"] == "lead").to_numpy()
    for name in ("applied_on", "latest_on"):
        records[name] = records[name].where(~lead, pd.NaT)
    records["applied_precision"] = records["applied_precision"].where(~lead, "")


def _without_unsent(marks: pd.DataFrame, records: pd.DataFrame) -> pd.DataFrame:
    """Leave out stages of what was never sent, and the mark of not being sent of what was."""
    lead = (records["kind"] == "lead").to_numpy()[marks["row"].to_numpy()]
    stage = marks["event"].isin(STAGES[1:]).to_numpy()
    keep = ~(lead & stage) & ~(~lead & (marks["event"] == "saved").to_numpy())
    return marks[keep].reset_index(drop=True)


def furthest_stages(kinds: np.ndarray, marks: pd.DataFrame) -> np.ndarray:
    """Return the furthest stage of each record: what was sent reached ``applied`` at least."""
    ranks = np.where(kinds == "lead", 0, 1)
    stages = marks[marks["event"].isin(STAGES)]
    if len(stages):
        np.maximum.at(ranks, stages["row"].to_numpy(), stages["event"].map(RANK).to_numpy(dtype=int))
    return np.array(STAGES, dtype=object)[ranks]


def final_outcomes(n: int, marks: pd.DataFrame) -> np.ndarray:
    """Return how each record ended: the word of the surest column, the latest day, the stronger ending."""
    out = np.full(n, "open", dtype=object)
    ends = marks[marks["event"].isin(OUTCOMES[1:])]
    if not len(ends):
        return out
    ends = ends.assign(strength=ends["event"].map(STRENGTH))
    # "Closed" and "no response" stand only where nothing else is told; an offer taken stands over everything.
    ends["silent"], ends["taken"] = ends["event"].map(VAGUE).fillna(2), ends["event"] == "accepted"
    last = ends.sort_values(
        ["row", "silent", "taken", "weight", "occurred", "strength"], na_position="first"
    ).drop_duplicates("row", keep="last")
    out[last["row"].to_numpy()] = last["event"].to_numpy()
    return out


def _contradictions(part: Part, marks: pd.DataFrame) -> list[dict]:
    """Return a problem for each row whose columns tell two different endings."""
    ends = marks[marks["event"].isin(OUTCOMES[1:]) & (marks["event"] != "no_response")]
    pairs = ends.drop_duplicates(["row", "event"])
    pairs = pairs[pairs["row"].duplicated(keep=False)]
    rows = pairs["row"].unique()
    kept = part.records["outcome"].to_numpy()
    told = pairs.groupby("row")["event"].agg(" and ".join)
    return [
        {
            "source_file": None,
            "source_sheet": None,
            "source_row": int(part.records["source_row"].iloc[row]),
            "column": "outcome",
            "value": told[row],
            "reason": f"the row tells of {told[row]}; taken as {kept[row]}",
        }
        for row in rows
    ]


def _with_sending(records: pd.DataFrame, marks: pd.DataFrame) -> pd.DataFrame:
    """Return the marks with one ``applied`` for each application, on its day of sending."""
    sent = np.flatnonzero((records["kind"] != "lead").to_numpy())
    rest = marks[marks["event"] != "applied"]
    applied = pd.DataFrame(
        {
            "row": sent,
            "event": "applied",
            "occurred": records["applied_on"].to_numpy()[sent].astype("datetime64[D]"),
            "latest": records["latest_on"].to_numpy()[sent].astype("datetime64[D]"),
            "scheduled": False,
            "inferred": (records["sent"].to_numpy()[sent] != "yes")
            & (records["sent_column"].to_numpy()[sent] != "yes"),
            "words": None,
            "weight": 3,
        }
    )
    return pd.concat([applied, rest], ignore_index=True).sort_values(
        ["row"], kind="stable", ignore_index=True
    )
