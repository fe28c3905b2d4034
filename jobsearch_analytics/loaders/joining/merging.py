"""The same application in several sources, or in last week's copy of one: joined, conflicts named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.loaders.language.distinct import coded, mapped, numbered
from jobsearch_analytics.loaders.language.words import key
from jobsearch_analytics.stages import OUTCOMES, STAGES

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.joining.join import Tables

__all__ = ["firm_key", "merge_sources"]

#: How far the days of one application may lie apart in two sources.
NEAR_DAYS = 14

_FIRM_FORMS = frozenset(
    [
        "inc",
        "llc",
        "ltd",
        "gmbh",
        "ag",
        "se",
        "corp",
        "corporation",
        "co",
        "kg",
        "sa",
        "srl",
        "spa",
        "bv",
        "nv",
        "plc",
        "limited",
        "company",
        "the",
    ]
)
_RANK = {stage: rank for rank, stage in enumerate(STAGES)}


def merge_sources(tables: Tables) -> None:
    """Join the records of one application that stand in different files, in place.

    Two records are one application where firm and role are the same words and their days lie no more than
    two weeks apart, or one of them has none, or both have the same link; rows of one file are never joined.
    The first source's record is kept, its empty cells filled from the others, its stage the furthest, its
    events and notes those of all. Where two sources tell different endings, the problem is named.
    """
    sent = tables.frames["applications"]
    if sent["source_file"].nunique() < 2:
        return
    target = _targets(sent)
    joined = target != np.arange(len(sent))
    if not joined.any():
        return
    ids = sent["application_id"].to_numpy(dtype=object)
    new_id = dict(zip(ids[joined], ids[target[joined]], strict=True))
    tables.problems += _joinings(sent, target)
    tables.frames["applications"] = _filled(sent, target)
    for name in ("events", "feedback", "touches"):
        frame = tables.frames[name]
        frame = frame.assign(application_id=frame["application_id"].map(lambda old: new_id.get(old, old)))
        tables.frames[name] = frame
    events = tables.frames["events"]
    again = events.duplicated(["application_id", "event", "occurred_on"]) | _undated_again(events)
    tables.frames["events"] = events[~again].reset_index(drop=True)
    notes = tables.frames["feedback"]
    tables.frames["feedback"] = notes[~notes.duplicated(["application_id", "text"])].reset_index(drop=True)


def firm_key(text: str) -> str:
    """Return a firm's name as it is compared: without case, accents and legal form."""
    words = key(text).split()
    return " ".join(word for word in words if word not in _FIRM_FORMS) or key(text)


def _targets(sent: pd.DataFrame) -> np.ndarray:
    """Return, per record, the position of the earlier record of another file that it is the same as."""
    frame = pd.DataFrame(
        {
            "firm": mapped(sent["company"], firm_key),
            "role": mapped(sent["title"], key),
            "day": sent["applied_on"],
            "link": mapped(sent["url"], lambda link: link.split("?")[0].rstrip("/")),
            "file": pd.factorize(sent["source_file"])[0],
        }
    )
    target = np.arange(len(frame))
    for same in (["link"], ["firm", "role"]):
        _match(frame, target, same)
    while (target[target] != target).any():  # a record joined with one that was joined itself
        target = target[target]
    return target


def _match(frame: pd.DataFrame, target: np.ndarray, same: list[str]) -> None:
    """Join each record to the nearest free one of an earlier file that is equal in some columns."""
    named = frame[(frame[same] != "").all(axis=1)]
    group = numbered([coded(named[name]) for name in same])
    files = pd.Series(named["file"].to_numpy()).groupby(group).transform("nunique").to_numpy()
    several = files > 1
    places = named.index.to_numpy()[several]
    days, numbers = frame["day"].to_numpy().astype("datetime64[D]"), frame["file"].to_numpy()
    for rows in pd.Series(group[several]).groupby(group[several], sort=False).indices.values():
        _match_group(places[rows], numbers, days, target)


def _match_group(rows: np.ndarray, files: np.ndarray, days: np.ndarray, target: np.ndarray) -> None:
    taken: set[tuple[int, int]] = set()
    for row in rows.tolist():
        if target[row] != row:
            continue
        free = [
            (_gap(days[place], days[row]), place)
            for place in rows.tolist()
            if files[place] < files[row] and target[place] == place and (place, int(files[row])) not in taken
        ]
        near = min(free, default=(NEAR_DAYS + 1.0, row))
        if near[0] <= NEAR_DAYS:
            target[row] = near[1]
            taken.add((near[1], int(files[row])))


def _gap(one: np.datetime64, other: np.datetime64) -> float:
    """Return the days between two days; as far as may be where one is unknown."""
    if np.isnat(one) or np.isnat(other):
        return float(NEAR_DAYS)
    return abs(float((one - other) / np.timedelta64(1, "D")))


def _filled(sent: pd.DataFrame, target: np.ndarray) -> pd.DataFrame:
    """Return one record per application: the first source's, its empty cells filled from the others."""
    out = sent.groupby(target, sort=True).first()
    first = sent[target == np.arange(len(sent))]
    for name in ("source_file", "source_sheet", "source_row", "application_id"):
        out[name] = first[name]
    ranks = sent["stage"].map(_RANK).groupby(target).max()
    out["stage"] = np.array(STAGES, dtype=object)[ranks.to_numpy(dtype=int)]
    told = sent["outcome"].where(sent["outcome"] != "open").groupby(target).first()
    out["outcome"] = told.where(told.notna(), "open")
    was_sent = (sent["kind"] == "application").groupby(target).any()
    out["kind"] = out["kind"].mask(was_sent & (out["kind"] == "lead"), "application")
    return out[sent.columns].reset_index(drop=True)


def _joinings(sent: pd.DataFrame, target: np.ndarray) -> list[dict]:
    """Return a problem for each joined record that says where it went, and one if the two end differently."""
    joined = np.flatnonzero(target != np.arange(len(sent)))
    other = sent.iloc[joined].reset_index(drop=True)
    kept = sent.iloc[target[joined]].reset_index(drop=True)
    where = kept["source_row"].astype("str") + " of " + kept["source_file"]
    told = other[["source_file", "source_sheet", "source_row"]].assign(
        column="application_id",
        value=kept["application_id"],
        reason="the same application as row " + where + "; joined with it",
    )
    ended = (other["outcome"] != "open") & (kept["outcome"] != "open") & (other["outcome"] != kept["outcome"])
    differ = told.assign(
        column="outcome",
        value=other["outcome"],
        reason="row " + where + ", the same application, tells of " + kept["outcome"] + ", which is kept",
    )
    return pd.concat([told, differ[ended]]).sort_index(kind="stable").to_dict("records")


def _undated_again(events: pd.DataFrame) -> pd.Series:
    """Return the undated events that another source gives with a day."""
    dated = events[events["occurred_on"].notna()]
    told = pd.MultiIndex.from_frame(events[["application_id", "event"]]).isin(
        pd.MultiIndex.from_frame(dated[["application_id", "event"]])
    )
    return events["occurred_on"].isna() & told & events["event"].isin((*STAGES, *OUTCOMES))
