"""From marks to what stands in the tables: kind, furthest stage, outcome and events of each record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.loaders.language.days import DAY_NUMBERS, day_numbers
from jobsearch_analytics.loaders.language.distinct import (
    chosen,
    coded,
    constant,
    holds,
    ranked,
    spread,
    stacked,
)
from jobsearch_analytics.loaders.records.kinds import kinds_of
from jobsearch_analytics.loaders.records.marks import WEIGHTS
from jobsearch_analytics.stages import STAGES

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.records.part import Part

__all__ = ["final_outcomes", "furthest_stages", "settle"]

#: Where a row tells two endings with equal right, the later in this order stands.
ENDINGS = ("open", "no_response", "closed", "rejected", "withdrawn", "declined", "accepted")
STRENGTH = {name: rank for rank, name in enumerate(ENDINGS)}
#: What an event says of itself.
TOLD = ("row", "event", "occurred", "latest", "scheduled", "inferred", "words")
#: Endings that a more telling one beside them explains.
CLARITY = {"closed": 0, "no_response": 1, "rejected": 2, "withdrawn": 2, "declined": 2, "accepted": 3}
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
    ahead = (marks["occurred"] > reference).to_numpy()
    happened = (marks["occurred"] <= reference).to_numpy()
    scheduled = (marks["planned"].to_numpy(dtype=bool) & ~happened) | ahead
    marks = _without_unsent(marks.assign(scheduled=scheduled)[_kept_columns(marks)], records)
    # What is only to come has not been reached.
    reached = marks[~(marks["occurred"] > reference)] if ahead.any() else marks
    records["stage"] = spread(_furthest(records["kind"], reached), STAGES)
    records["outcome"] = spread(_endings(len(records), marks), ENDINGS)
    part.problems += _contradictions(part, marks)
    part.marks = _with_sending(records, marks)


def _kept_columns(marks: pd.DataFrame) -> list[str]:
    """Return the columns of marks that are needed once their days and kinds are known."""
    return [*TOLD, "weight", *(name for name in ("source_row",) if name in marks)]


def _whose_no(marks: pd.DataFrame) -> pd.DataFrame:
    """Say whose no "declined" was: of an offer it is the seeker's, else the employer's or a withdrawal.

    So is any no that a note tells of an offer in the status.
    """
    away, down = (marks["event"] == name for name in ("turned_away", "turned_down"))
    offers = marks["event"] == "offer"
    noted = (marks["event"] == "rejected") & (marks["weight"] == WEIGHTS["note"])
    if not ((away | down).any() or (noted.any() and offers.any())):
        return marks
    offered = marks["row"].isin(marks.loc[offers, "row"])
    noted &= marks["row"].isin(marks.loc[offers & (marks["weight"] >= WEIGHTS["status"]), "row"])
    event = chosen(away.to_numpy(), "rejected", marks["event"].array)
    event = chosen(down.to_numpy(), "withdrawn", event)
    return marks.assign(event=chosen((((away | down) & offered) | noted).to_numpy(), "declined", event))


def _sent_date_from_marks(records: pd.DataFrame, marks: pd.DataFrame) -> None:
    """Take the day of sending from a history, status or note that names it.

    Where no column does; and a note's "sent on ..." is surer than a column that is only headed as a day.
    """
    told = marks[(marks["event"] == "applied") & marks["occurred"].notna() & ~marks["planned"].astype(bool)]
    if not len(told):
        return
    first = told.sort_values("occurred").drop_duplicates("row").set_index("row")
    rows = first.index.to_numpy()
    untold = records["applied_on"].isna().to_numpy()[rows] | (first["weight"] == WEIGHTS["note"]).to_numpy()
    usable = untold & (records["sent_column"].to_numpy()[rows] != "yes")
    rows, first = rows[usable], first[usable]
    applied, latest = (records[name].to_numpy(copy=True) for name in ("applied_on", "latest_on"))
    precision = records["applied_precision"].to_numpy(dtype=object, copy=True)
    applied[rows] = first["occurred"].to_numpy().astype("datetime64[us]")
    latest[rows] = first["latest"].to_numpy().astype("datetime64[us]")
    width = (first["latest"] - first["occurred"]).dt.days
    precision[rows] = np.where(width == 0, "day", np.where(width < 31, "month", "year"))
    records["applied_on"], records["latest_on"] = applied, latest
    records["applied_precision"] = coded(precision)


def _no_days_for_leads(records: pd.DataFrame) -> None:
    """Leave out the days of leads: what was never sent has no day of sending, whatever stands in its row."""
    lead = (records["kind"] == "lead").to_numpy()
    for name in ("applied_on", "latest_on"):
        records[name] = records[name].mask(lead)
    records["applied_precision"] = chosen(lead, "", records["applied_precision"].array)


def _without_unsent(marks: pd.DataFrame, records: pd.DataFrame) -> pd.DataFrame:
    """Leave out stages of what was never sent, and the mark of not being sent of what was.

    A note cannot have the employer answer what was never sent either.
    """
    lead = (records["kind"] == "lead").to_numpy()[marks["row"].to_numpy()]
    stage = holds(marks["event"], lambda event: event in STAGES[1:])
    answer = holds(marks["event"], lambda event: event in ("rejected", "no_response", "accepted"))
    answer &= marks["inferred"].to_numpy(dtype=bool)
    keep = ~(lead & (stage | answer)) & ~(~lead & (marks["event"] == "saved").to_numpy())
    return marks if keep.all() else marks[keep].reset_index(drop=True)


def furthest_stages(kinds: pd.Series | np.ndarray, marks: pd.DataFrame) -> np.ndarray:
    """Return the furthest stage of each record: what was sent reached ``applied`` at least."""
    return np.array(STAGES, dtype=object)[_furthest(kinds, marks)]


def _furthest(kinds: pd.Series | np.ndarray, marks: pd.DataFrame) -> np.ndarray:
    """Return the furthest stage of each record by its rank."""
    ranks = np.where(kinds == "lead", 0, 1)
    np.maximum.at(ranks, marks["row"].to_numpy(dtype=int), ranked(marks["event"], RANK))
    return ranks


def final_outcomes(n: int, marks: pd.DataFrame) -> np.ndarray:
    """Return how each record ended: the word of the surest column, the latest day, the stronger ending."""
    return np.array(ENDINGS, dtype=object)[_endings(n, marks)]


def _endings(n: int, marks: pd.DataFrame) -> np.ndarray:
    """Return how each record ended, as a place in `ENDINGS`.

    "Closed" and "no response" stand only where nothing else is told; an offer taken stands over everything.
    All that ranks an ending above another goes into one number, the most telling first.
    """
    rank = ranked(marks["event"], CLARITY) * 16 + marks["weight"].to_numpy(dtype="int64")
    strength = ranked(marks["event"], STRENGTH)
    rank = (rank * DAY_NUMBERS + day_numbers(marks["occurred"])) * len(ENDINGS) + strength
    best = np.zeros(n, dtype="int64")
    np.maximum.at(best, marks["row"].to_numpy(dtype=int), np.where(strength > 0, rank, 0))
    return best % len(ENDINGS)


def _contradictions(part: Part, marks: pd.DataFrame) -> list[dict]:
    """Return a problem for each row whose columns tell two different endings."""
    ends = np.flatnonzero(ranked(marks["event"], STRENGTH) > STRENGTH["no_response"])
    ended = marks["row"].to_numpy(dtype=int)[ends]
    twice = np.bincount(ended, minlength=1)[ended] > 1
    pairs = marks.iloc[ends[twice]].astype({"event": "str"}).drop_duplicates(["row", "event"])
    pairs = pairs[pairs["row"].duplicated(keep=False)]
    rows = pairs["row"].unique()
    kept = part.records["outcome"].array
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
    said = (records["sent"] == "yes").to_numpy() | (records["sent_column"] == "yes").to_numpy()
    applied = pd.DataFrame(
        {
            "row": sent,
            "event": constant("applied", len(sent)),
            "occurred": records["applied_on"].to_numpy()[sent].astype("datetime64[s]"),
            "latest": records["latest_on"].to_numpy()[sent].astype("datetime64[s]"),
            "scheduled": False,
            "inferred": ~said[sent],
            "words": constant(None, len(sent)),
        }
    )
    return stacked([applied, marks[(marks["event"] != "applied").to_numpy()].drop(columns="weight")])
