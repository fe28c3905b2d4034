"""What is alive now, the chance that remains of it, and one next action each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import pandas as pd

from jobsearch_analytics.analysis.answer import Answer
from jobsearch_analytics.analysis.estimate.intervals import check_level
from jobsearch_analytics.analysis.estimate.remaining import PRIORS, chance_left, closing_days, mean_curves
from jobsearch_analytics.analysis.estimate.shapes import HORIZON_DAYS
from jobsearch_analytics.analysis.estimate.wait_tables import chance_table, stage_counts
from jobsearch_analytics.clock import today as day_of
from jobsearch_analytics.features.journeys import build_journeys
from jobsearch_analytics.planning.next_actions import MOST_TODAY, NO_WORK, add_actions
from jobsearch_analytics.stages import FUNNEL_STAGES, STAGES
from jobsearch_analytics.tables import DAY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from jobsearch_analytics.analysis.estimate.counted_days import Counted
    from jobsearch_analytics.analysis.estimate.wait_tables import HasCounts
    from jobsearch_analytics.search import JobSearch

__all__ = ["Pipeline", "pipeline"]

COLUMNS = [
    *("application_id", "company", "title", "stage", "silent_days", "chance", "low", "high"),
    *("next_on", "next_event", "next_action", "due_on", "action", "to_do"),
]

#: A log older than this many days has probably not heard of the latest answers.
STALE_DAYS = 7

#: Closing loses at most one late reply in so many closings.
COST = 30


@dataclass(frozen=True, kw_only=True, repr=False)
class Pipeline(Answer):
    """The open applications, the most pressing first.

    Attributes
    ----------
    table : DataFrame
        One row per application without an ending: ``application_id, company, title, stage`` str;
        ``silent_days`` float, days from the last thing recorded to ``today``; ``chance`` float in [0, 1],
        P(the next stage is still reached | silent so long), with ``low``, ``high`` its interval (nan for an
        offer); ``next_on`` Timestamp and ``next_event`` str, the next planned date; ``next_action`` str,
        ``due_on`` Timestamp and ``action`` str, what to do, when, and in words; ``to_do`` bool, True for what
        is for today, at most seven.
    today : Timestamp
        The day it is: silence is counted up to it.
    """

    today: pd.Timestamp

    SHARES: ClassVar[tuple[str, ...]] = ("chance", "low", "high")
    MOST_ROWS: ClassVar[int] = 7
    SHOWN: ClassVar[tuple[str, ...]] = ("company", "title", "stage", "silent_days", "chance", "action")

    def footer(self) -> str:
        """Return the days and the level the answer speaks for."""
        return f"Today is {self.today:%Y-%m-%d}. {super().footer()}"

    @property
    def to_do(self) -> pd.DataFrame:
        """Return what is for today, at most seven rows; none is good news."""
        return self.table[self.table["to_do"]]

    @property
    def by_stage(self) -> pd.Series:
        """Return how many open applications stand at each stage, stages in order."""
        counts = self.table["stage"].value_counts()
        return counts.reindex([stage for stage in FUNNEL_STAGES if stage in counts.index])


def pipeline(
    search: JobSearch,
    *,
    today: str | date | None = None,
    waits: HasCounts | None = None,
    level: float = 0.95,
) -> Pipeline:
    """Return what is alive now: open applications with the chance that remains and one next action each.

    Parameters
    ----------
    search : JobSearch
        Applications that ended are left out; ``no_response`` is silence, not an end.
    today : str or date, optional
        The day it is; None reads the clock.
    waits : WaitingTimes, optional
        What `waiting_times` returned for this search, if it is at hand; else the waits are counted.
    level : float
        Coverage of the intervals, in (0, 1).

    Returns
    -------
    Pipeline
        The most pressing first; at most seven for today.

    Raises
    ------
    BadArgumentError
        If ``today`` is no day, or ``level`` is not in (0, 1).

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> alive = jsa.pipeline(jsa.load_sample(), today="2026-06-30")
    >>> len(alive.to_do) <= 7
    True
    """
    day = day_of(today)
    check_level(level)
    counts = stage_counts(search) if waits is None else waits.counts
    rows = _open(search, day)
    # Only the stages somebody waits at now: the curves of the others would be drawn for nothing.
    counts = {stage: counted for stage, counted in counts.items() if (rows["stage"] == stage).any()} or counts
    rows = rows.merge(_dates(search, day), on="application_id", how="left")
    rows = rows.merge(_wrote(search, day), on="application_id", how="left")
    rows = _with_chances(rows, counts, level)
    closing = {
        stage: float(closing_days(chance_left(mean_curves(counted, PRIORS[stage])), COST))
        for stage, counted in counts.items()
    }
    rows["closing_days"] = rows["stage"].map(closing).astype("float64")
    table = add_actions(rows, day)[COLUMNS]
    return Pipeline(
        table=table,
        headline=_headline(table),
        advice=_advice(table),
        notes=_notes(search, table, day),
        as_of=search.as_of,
        level=level,
        today=day,
    )


def _open(search: JobSearch, day: pd.Timestamp) -> pd.DataFrame:
    journeys = build_journeys(search)
    alive = journeys[journeys["is_open"] & (journeys["applied_on"].isna() | (journeys["applied_on"] <= day))]
    stage = alive["rank"].map(dict(enumerate(STAGES))).astype("str")
    silent = (day - alive["last_on"]).dt.days.astype("float64")
    return alive[["application_id", "company", "title"]].assign(stage=stage, silent_days=silent.clip(lower=0))


def _dates(search: JobSearch, day: pd.Timestamp) -> pd.DataFrame:
    """Return the next planned date of each application, and the last planned one that has passed."""
    planned = search.events[search.events["scheduled"] & search.events["occurred_on"].notna()]
    planned = planned.sort_values("occurred_on", kind="stable")
    ahead = planned[planned["occurred_on"] >= day].groupby("application_id").first()
    missed = planned[planned["occurred_on"] < day].groupby("application_id").last()
    columns = {"occurred_on": "on", "event": "event"}
    parts = [
        frame[list(columns)].rename(columns=columns).add_prefix(prefix)
        for frame, prefix in ((ahead, "next_"), (missed, "missed_"))
    ]
    return pd.concat(parts, axis=1).astype({"next_on": DAY, "missed_on": DAY}).reset_index()


def _wrote(search: JobSearch, day: pd.Timestamp) -> pd.DataFrame:
    """Return how many days ago you last wrote about each application."""
    out = search.touches[search.touches["direction"].isin(["out", "both"]) & (search.touches["on"] <= day)]
    last = out.groupby("application_id")["on"].max()
    return (day - last).dt.days.astype("float64").rename("quiet_days").reset_index()


def _with_chances(rows: pd.DataFrame, counts: Mapping[str, Counted], level: float) -> pd.DataFrame:
    days = rows["silent_days"].clip(upper=HORIZON_DAYS)
    asked = sorted({int(day) for day in days.dropna()})
    chances = chance_table(counts, asked or [0], level)[["stage", "days", "chance", "low", "high"]]
    merged = rows.assign(days=days).merge(
        chances.astype({"days": "float64"}), on=["stage", "days"], how="left"
    )
    return merged.drop(columns="days")


def _headline(table: pd.DataFrame) -> str:
    if table.empty:
        return "No application is open."
    counts = table["stage"].value_counts()
    at = ", ".join(f"{counts[stage]:,} at {stage}" for stage in FUNNEL_STAGES if stage in counts)
    n, due = len(table), int(table["to_do"].sum())
    alive = "1 application is" if n == 1 else f"{n:,} applications are"
    return f"{alive} open ({at}); {due} {'thing' if due == 1 else 'things'} to do today."


def _advice(table: pd.DataFrame) -> str:
    due = table[table["to_do"]]
    if table.empty:
        return "Send the next application, or ask somebody you know for a word of introduction."
    if due.empty:
        later = table.loc[table["next_action"] != "close", "due_on"]
        tail = f"; the next date is {later.min():%Y-%m-%d}" if len(later) else ""
        return f"Nothing to do today, which is good news{tail}."
    first = due.iloc[0]
    whose = f"{first['company']}: " if isinstance(first["company"], str) else ""
    return f"First: {whose}{first['action']}"


def _notes(search: JobSearch, table: pd.DataFrame, day: pd.Timestamp) -> tuple[str, ...]:
    stale = (day - search.as_of).days
    work = table[~table["next_action"].isin(NO_WORK)]
    more = int((work["due_on"] <= day).sum()) - int(table["to_do"].sum())
    gone = int((table["next_action"] == "close").sum())
    undated = int(table["silent_days"].isna().sum())
    hoped = float(np.nansum(table["chance"]))
    notes = (
        (
            stale > STALE_DAYS and len(table) > 0,
            f"The log was last updated {stale} days ago: first write down what happened since.",
        ),
        (more > 0, f"{more:,} more could be done, but {MOST_TODAY} are enough for one day."),
        (gone > 0, f"Silent beyond their closing day, to be let go without any work: {gone:,}."),
        (undated > 0, f"Open, but without any day, so that their silence is unknown: {undated:,}."),
        (
            hoped >= 1,
            f"Added up, about {hoped:.1f} of the open applications can still be expected to get further.",
        ),
    )
    return tuple(text for holds, text in notes if holds)
