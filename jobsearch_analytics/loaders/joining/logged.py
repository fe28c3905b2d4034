"""What the user logged in the workspace, joined to the tables; what finds no row any more is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jobsearch_analytics.loaders.joining.folder import read_standard
from jobsearch_analytics.stages import OUTCOMES, STAGES, stage_rank
from jobsearch_analytics.tables import TABLES
from jobsearch_analytics.workspace import read_csv

if TYPE_CHECKING:
    from pathlib import Path

    from jobsearch_analytics.loaders.joining.join import Tables

__all__ = ["add_logged"]

LOST = "no row of the log is this application any more ({}); set aside until it is back"
KEYS = {"applications": "application_id", "contacts": "contact_id", "touches": "touch_id"}

#: How an application stands is never overwritten by what was logged, only carried further.
STANDING = ("kind", "stage", "outcome")


def add_logged(tables: Tables, workspace: Path, given: pd.DataFrame) -> list[dict]:
    """Join the rows the user logged to the tables, in place; return a problem per row that finds none.

    Parameters
    ----------
    tables : Tables
        Of the sources.
    workspace : Path
        Its ``applications.csv``, ``events.csv`` and so on hold what was logged.
    given : DataFrame
        Ids kept in the workspace: they name the company and title of a row that is gone.
    """
    problems: list[dict] = []
    for table in TABLES:
        raw = read_csv(workspace, table)
        if not len(raw):
            continue
        raw.index = pd.RangeIndex(2, len(raw) + 2)
        file = f"{workspace.name}/{table}.csv"
        rows, bad = read_standard(raw.fillna("").astype(object), table, file, pd.Timestamp.max.normalize())
        rows["source_file"], rows["source_sheet"] = file, None
        problems += bad
        if table != "applications":
            rows, lost = _without_lost(rows, tables, given)
            problems += lost
        if table in KEYS:
            problems += _merge_records(tables, table, rows, given)
            continue
        tables.frames[table] = pd.concat([tables.frames[table], rows], ignore_index=True)
        if table == "events":
            _raise_stages(tables, rows)
    return problems


def _merge_records(tables: Tables, table: str, rows: pd.DataFrame, given: pd.DataFrame) -> list[dict]:
    """Take logged edits over the source's cells, and add what the source does not have."""
    name, frame = KEYS[table], tables.frames[table]
    known = rows[name].isin(frame[name])
    edits = rows[known].groupby(name).last()
    changed = frame.set_index(name)
    for column in edits.columns.difference(["source_file", "source_sheet", "source_row", *STANDING]):
        changed.loc[edits.index, column] = edits[column].where(
            edits[column].notna(), changed.loc[edits.index, column]
        )
    new = rows[~known].groupby(name, sort=False, as_index=False).last().reindex(columns=rows.columns)
    lost: list[dict] = []
    if table == "applications":
        _carry_further(changed, edits)
        # A row that says what it is stands for itself; one without is an edit of a row that is gone.
        edit = new["company"].isna() & new["title"].isna()
        gone = edit & new[name].isin(given.loc[given["table"] == "applications", "id"])
        lost = _lost_problems(new[gone], given)
        new = new[~gone]
    tables.frames[table] = pd.concat([changed.reset_index()[frame.columns], new], ignore_index=True)
    return lost


def _carry_further(changed: pd.DataFrame, edits: pd.DataFrame) -> None:
    """Let a logged row raise a stage, tell an end, and turn a lead into an application; nothing else."""
    before = changed.loc[edits.index]
    higher = stage_rank(edits["stage"]) > stage_rank(before["stage"])
    changed.loc[edits.index, "stage"] = before["stage"].mask(higher, edits["stage"])
    ended = edits["outcome"].notna() & (edits["outcome"] != "open")
    changed.loc[edits.index, "outcome"] = before["outcome"].mask(ended, edits["outcome"])
    sent = (before["kind"] == "lead") & (edits["kind"] == "application")
    changed.loc[edits.index, "kind"] = before["kind"].mask(sent, edits["kind"])


def _without_lost(rows: pd.DataFrame, tables: Tables, given: pd.DataFrame) -> tuple[pd.DataFrame, list[dict]]:
    """Split off the rows whose application no source names any more."""
    if "application_id" not in rows:
        return rows, []
    lost = rows["application_id"].notna() & ~rows["application_id"].isin(
        tables.frames["applications"]["application_id"]
    )
    return rows[~lost], _lost_problems(rows[lost], given)


def _lost_problems(rows: pd.DataFrame, given: pd.DataFrame) -> list[dict]:
    kept = given[given["table"] == "applications"].drop_duplicates("id").set_index("id")
    problems = []
    for row in rows.to_dict("records"):
        name = row["application_id"]
        known = kept.loc[name] if name in kept.index else None
        what = (
            f"{known['company'] or 'no company'}, {known['title'] or 'no title'}, {known['day'] or 'no day'}"
            if known is not None
            else "unknown to this workspace"
        )
        problems.append(
            {
                "source_file": row["source_file"],
                "source_sheet": None,
                "source_row": row["source_row"],
                "column": "application_id",
                "value": name,
                "reason": LOST.format(what),
            }
        )
    return problems


def _raise_stages(tables: Tables, logged: pd.DataFrame) -> None:
    """Let logged events raise the stage of their application and tell how it ended."""
    # It brings the status words of eleven languages along, and most workspaces hold nothing logged.
    from jobsearch_analytics.loaders.records.settle import final_outcomes, furthest_stages

    sent = tables.frames["applications"].reset_index(drop=True)
    place = pd.Series(sent.index, index=sent["application_id"]).groupby(level=0).first()
    happened = logged[~logged["scheduled"] & logged["application_id"].isin(place.index)]
    marks = pd.DataFrame(
        {
            "row": happened["application_id"].map(place).astype(int),
            "event": happened["event"],
            "occurred": happened["occurred_on"],
            "weight": 9,
        }
    )
    reached = furthest_stages(sent["kind"].to_numpy(), marks)
    rank = {stage: number for number, stage in enumerate(STAGES)}
    higher = pd.Series(reached).map(rank) > sent["stage"].map(rank)
    ended = pd.Series(final_outcomes(len(sent), marks))
    touched = sent["application_id"].isin(marks["row"].map(sent["application_id"]))
    kind = sent["kind"].mask(
        touched & (sent["kind"] == "lead") & (pd.Series(reached) != "saved"), "application"
    )
    tables.frames["applications"] = sent.assign(
        stage=sent["stage"].mask(higher, pd.Series(reached)),
        outcome=sent["outcome"].mask(ended.isin(OUTCOMES[1:]), ended),
        kind=kind,
    )
