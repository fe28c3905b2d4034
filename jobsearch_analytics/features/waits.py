"""A row per wait: from which day, for how long, and what ended it, or how long it lasts by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.errors import UnknownChoiceError
from jobsearch_analytics.features.journeys import build_journeys
from jobsearch_analytics.stages import CLOSED_OUTCOMES, FUNNEL_STAGES, STAGES, stage_rank
from jobsearch_analytics.tables import DAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobsearch_analytics.search import JobSearch

__all__ = ["CAUSES", "WAITING", "build_wait_tables", "build_waits"]

#: What can end a wait. ``positive``: the stage waited for, or a later one.
CAUSES = ("positive", "rejected", "closed", "withdrawn")

#: ``ended_by`` of a wait that is not over.
WAITING = "waiting"

#: A day on which this many applications moved, and this many times the usual, was a day of catching up.
BULK_LEAST = 5
BULK_TIMES = 4

#: Outcomes that only somebody with an offer can have.
AFTER_OFFER = ("accepted", "declined")


def build_waits(
    search: JobSearch,
    *,
    since: str = "applied",
    until: str | None = None,
    log_started: pd.Timestamp | None = None,
) -> pd.DataFrame:
    """Return every wait from one stage until a later one, or until the application ended.

    Parameters
    ----------
    search : JobSearch
        Waits that are not over last until ``search.as_of``.
    since : str
        The stage whose day the wait starts on, one of `stages.FUNNEL_STAGES`.
    until : str, optional
        The stage waited for; reaching a later one counts too. The stage after ``since`` by default.
    log_started : Timestamp, optional
        The day the log was begun, if applications sent before it were entered afterwards. Their waits are
        watched only from then on: of those that were over by then, some were never entered.

    Returns
    -------
    DataFrame
        One row per application that reached ``since``, in their order:

        - ``application_id`` str; ``from_on`` Timestamp, the start; ``to_on`` Timestamp, the end or ``as_of``;
        - ``ended_by`` str, one of `CAUSES` or `WAITING`. Silence never ends a wait, also where the log says
          ``no_response``. An application that got there counts as positive even if an ending is dated
          earlier: a late reply re-opens;
        - ``days_low``, ``days_high`` int, the fewest and the most days it can have lasted; equal where both
          days are known;
        - ``followed_days`` int, from the start to ``as_of``, whatever ended the wait; ``entry_days`` int, the
          day of the wait from which it was watched, 0 for all of it;
        - ``doubt`` str, why the days are not exact: ``month or year only``, ``entered in bulk``,
          ``no day of the end``, ``ends before it starts``; else empty;
        - ``unused`` str, why the wait cannot be counted: ``no day of the start``, ``starts later``,
          ``over before the log began``; else empty.

    Raises
    ------
    UnknownChoiceError
        If a stage is none of the funnel's, or ``until`` is not later than ``since``.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> waits = build_waits(jsa.load_sample())
    >>> bool((waits["days_low"] <= waits["days_high"]).all())
    True
    """
    return build_wait_tables(search, [(since, until)], log_started=log_started)[since, until]


def build_wait_tables(
    search: JobSearch,
    steps: Sequence[tuple[str, str | None]],
    *,
    log_started: pd.Timestamp | None = None,
) -> dict[tuple[str, str | None], pd.DataFrame]:
    """Return the waits of several steps at once, by (since, until): as `build_waits`, read only once."""
    goals = {(since, until): _goal(since, until) for since, until in steps}
    journeys = build_journeys(search)
    happened = _happened(search, journeys["application_id"])
    tables = {}
    for (since, until), goal in goals.items():
        start = _starts(journeys, happened, since)
        here = journeys["rank"] >= STAGES.index(since)
        here &= start["from_on"].notna() if since != "applied" else True
        waits = pd.concat([journeys["application_id"], start, _ends(journeys, happened, goal)], axis=1)
        tables[since, until] = _with_days(waits[here].reset_index(drop=True), search.as_of, log_started)
    return tables


def _goal(since: str, until: str | None) -> int:
    starts = FUNNEL_STAGES[:-1]
    if since not in starts:
        raise UnknownChoiceError("since", since, starts, "a stage that something can follow")
    later = STAGES[STAGES.index(since) + 1 :]
    if until is not None and until not in later:
        raise UnknownChoiceError("until", until, later, f"a stage after {since}")
    return STAGES.index(until or later[0])


def _happened(search: JobSearch, ids: pd.Series) -> pd.DataFrame:
    """Return the past events with their place in the order; days of catching up become latest days only."""
    events = search.events
    past = ~events["scheduled"] & ~(events["occurred_on"] > search.as_of)
    events = events[past & events["application_id"].isin(ids)]
    events = events.assign(rank=stage_rank(events["event"]))
    latest = events["latest_on"].fillna(events["occurred_on"])
    events["latest_on"] = latest.where(~(latest > search.as_of), search.as_of)
    moved = events[(events["event"] != "applied") & events["occurred_on"].notna()]
    by_day = moved.groupby("occurred_on")["application_id"].nunique()
    usual = max(BULK_LEAST, BULK_TIMES * float(by_day.median())) if len(by_day) else np.inf
    bulk = events["occurred_on"].isin(by_day.index[by_day >= usual])
    steps = moved[moved["rank"] > STAGES.index("applied")]
    twice = steps.groupby(["application_id", "occurred_on"])["rank"].transform("nunique") > 1
    bulk |= twice.reindex(events.index, fill_value=False)
    return events.assign(bulk=bulk & (events["event"] != "applied"))


def _starts(journeys: pd.DataFrame, happened: pd.DataFrame, since: str) -> pd.DataFrame:
    if since == "applied":
        first = journeys["applied_on"]
        unit = journeys["applied_precision"]
        ends = first + pd.offsets.MonthEnd(0)
        latest = first.where(unit != "month", ends).where(unit != "year", first + pd.offsets.YearEnd(0))
        return pd.DataFrame({"from_on": first, "from_latest": latest.astype(DAY)})
    days = _first(happened[happened["event"] == since], journeys["application_id"])
    return days.rename(columns={"occurred_on": "from_on", "latest_on": "from_latest"}).drop(columns="bulk")


def _ends(journeys: pd.DataFrame, happened: pd.DataFrame, goal: int) -> pd.DataFrame:
    ids, outcome = journeys["application_id"], journeys["outcome"]
    got_there = (journeys["rank"] >= goal) | outcome.isin(AFTER_OFFER)
    ended = outcome.isin(CLOSED_OUTCOMES)
    reached = (happened["rank"] >= goal) | happened["event"].isin(AFTER_OFFER)
    good = _first(happened[reached], ids)
    last_word = happened["event"] == happened["application_id"].map(dict(zip(ids, outcome, strict=True)))
    bad = _first(happened[last_word & ~reached], ids)
    end = good.where(got_there, bad).rename(columns={"occurred_on": "to_first", "latest_on": "to_latest"})
    cause = outcome.where(ended, WAITING).where(~got_there, CAUSES[0])
    return end.assign(ended_by=cause.astype("str"), bulk=end["bulk"].fillna(value=False).astype(bool))


def _first(events: pd.DataFrame, ids: pd.Series) -> pd.DataFrame:
    """Return the first day and the first latest day per application, beside the ids."""
    firsts = events.groupby("application_id").agg({"occurred_on": "min", "latest_on": "min", "bulk": "max"})
    out = firsts.reindex(ids).set_axis(ids.index)
    return out.astype({"occurred_on": DAY, "latest_on": DAY, "bulk": "object"})


def _with_days(waits: pd.DataFrame, as_of: pd.Timestamp, log_started: pd.Timestamp | None) -> pd.DataFrame:
    start, latest_start = waits["from_on"], waits["from_latest"].where(waits["from_latest"] < as_of, as_of)
    waiting = waits["ended_by"] == WAITING
    middle = start + (latest_start - start) // 2
    lasting = (as_of - middle).dt.days
    low = (waits["to_first"] - latest_start).dt.days.clip(lower=0)
    high = (waits["to_latest"] - start).dt.days
    no_day = waits["to_first"].isna() & ~waiting
    backwards = ~waiting & (high < 0)
    open_ended = no_day | backwards | (waits["bulk"] & ~waiting)
    low = low.mask(open_ended, 0).where(~waiting, lasting)
    high = high.mask(no_day | backwards, (as_of - start).dt.days).where(~waiting, lasting)
    entry = pd.Series(0, index=waits.index) if log_started is None else (log_started - middle).dt.days
    doubt = np.select(
        [waiting, no_day, backwards, waits["bulk"] & (high > low), high > low],
        ["", "no day of the end", "ends before it starts", "entered in bulk", "month or year only"],
        "",
    )
    late = (entry > 0) & (high <= entry)
    unused = np.select(
        [start.isna(), start > as_of, late],
        ["no day of the start", "starts later", "over before the log began"],
        "",
    )
    counted = {
        "days_low": low,
        "days_high": high.clip(lower=low),
        "followed_days": lasting.clip(lower=0),
        "entry_days": entry.clip(lower=0),
    }
    days = {name: values.fillna(0).astype("int64") for name, values in counted.items()}
    out = waits[["application_id", "from_on"]].assign(
        to_on=waits["to_latest"].where(~waiting, as_of), ended_by=waits["ended_by"], **days
    )
    return out.assign(doubt=doubt, unused=unused).astype({"doubt": "str", "unused": "str"})
