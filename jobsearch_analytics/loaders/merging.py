"""The same application in several sources, or in last week's copy of one: joined, conflicts named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.loaders.distinct import mapped
from jobsearch_analytics.loaders.words import key
from jobsearch_analytics.stages import OUTCOMES, STAGES

if TYPE_CHECKING:
    from jobsearch_analytics.loaders.join import Tables

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
    tables.problems += _conflicts(sent, target)
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
    files = named.groupby(same, sort=False)["file"].transform("nunique")
    days = frame["day"].to_numpy().astype("datetime64[D]")
    numbers = frame["file"].to_numpy()
    for rows in named[files > 1].groupby(same, sort=False).indices.values():
        _match_group(named.index.to_numpy()[files.to_numpy() > 1][rows], numbers, days, target)


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


def _conflicts(sent: pd.DataFrame, target: np.ndarray) -> list[dict]:
    """Return a problem for each joined record, saying where it went and what the two tell differently."""
    problems = []
    for row in np.flatnonzero(target != np.arange(len(sent))):
        kept, other = sent.iloc[target[row]], sent.iloc[row]
        differ = kept["outcome"] != other["outcome"] and "open" not in (kept["outcome"], other["outcome"])
        told = (
            f"; it tells of {other['outcome']}, the other of {kept['outcome']}, which is kept"
            if differ
            else ""
        )
        problems.append(
            {
                "source_file": other["source_file"],
                "source_sheet": other["source_sheet"],
                "source_row": other["source_row"],
                "column": "outcome" if differ else None,
                "value": other["outcome"] if differ else None,
                "reason": f"the same application as row {kept['source_row']} of {kept['source_file']}; "
                f"joined with it{told}",
            }
        )
    return problems


def _undated_again(events: pd.DataFrame) -> pd.Series:
    """Return the undated events that another source gives with a day."""
    dated = events[events["occurred_on"].notna()]
    told = pd.MultiIndex.from_frame(events[["application_id", "event"]]).isin(
        pd.MultiIndex.from_frame(dated[["application_id", "event"]])
    )
    return events["occurred_on"].isna() & told & events["event"].isin((*STAGES, *OUTCOMES))
