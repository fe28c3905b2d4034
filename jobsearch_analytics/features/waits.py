"""A row per wait: from which day, for how long, and what ended it, or how long it lasts by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.errors import UnknownChoiceError
from jobsearch_analytics.features.journeys import build_journeys
from jobsearch_analytics.features.remembered import recall
from jobsearch_analytics.features.wait_days import as_days, as_times, count_wait_days
from jobsearch_analytics.stages import CLOSED_OUTCOMES, FUNNEL_STAGES, STAGES, stage_rank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

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
    name = ("waits", tuple(steps), log_started)
    return dict(recall(search, name, lambda: _build(search, goals, log_started)))


def _build(
    search: JobSearch, goals: dict[tuple[str, str | None], int], log_started: pd.Timestamp | None
) -> dict[tuple[str, str | None], pd.DataFrame]:
    journeys = build_journeys(search)
    happened = _happened(search, journeys["application_id"])
    starts = {
        since: _starts(journeys, happened, since) for since in dict.fromkeys(since for since, _ in goals)
    }
    tables = {}
    for (since, until), goal in goals.items():
        here = (journeys["rank"] >= STAGES.index(since)).to_numpy()
        if since != "applied":
            here = here & ~np.isnan(starts[since]["from_on"])
        columns = starts[since] | _ends(journeys, happened, goal)
        waits = {name: values[here] for name, values in columns.items()}
        begun = None if log_started is None else as_days(log_started)
        table = count_wait_days(waits, waits["ended_by"] == WAITING, as_days(search.as_of), begun)
        tables[since, until] = _framed(journeys.loc[here, "application_id"], waits, table, search.as_of)
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
    place = pd.Index(ids).get_indexer(pd.Index(events["application_id"]))
    return events.assign(bulk=bulk & (events["event"] != "applied"), place=place)


# From here on days are plain numbers, nan where unknown: several waits of many applications are read at once.


def _starts(journeys: pd.DataFrame, happened: pd.DataFrame, since: str) -> dict[str, NDArray]:
    if since == "applied":
        first, unit = journeys["applied_on"], journeys["applied_precision"]
        latest = first.where(unit != "month", first + pd.offsets.MonthEnd(0))
        latest = latest.where(unit != "year", first + pd.offsets.YearEnd(0))
        return {"from_on": as_days(first), "from_latest": as_days(latest)}
    first, latest, _ = _firsts(happened, (happened["event"] == since).to_numpy(), len(journeys))
    return {"from_on": first, "from_latest": latest}


def _ends(journeys: pd.DataFrame, happened: pd.DataFrame, goal: int) -> dict[str, NDArray]:
    outcome = journeys["outcome"].to_numpy(dtype=object)
    got_there = (journeys["rank"] >= goal).to_numpy() | np.isin(outcome, AFTER_OFFER)
    event = happened["event"].to_numpy(dtype=object)
    reached = (happened["rank"] >= goal).to_numpy() | np.isin(event, AFTER_OFFER)
    last_word = (event == outcome[happened["place"]]) & ~reached
    good, bad = (_firsts(happened, rows, len(journeys)) for rows in (reached, last_word))
    first, latest, bulk = (np.where(got_there, one, other) for one, other in zip(good, bad, strict=True))
    cause = np.where(got_there, CAUSES[0], np.where(np.isin(outcome, CLOSED_OUTCOMES), outcome, WAITING))
    return {"to_first": first, "to_latest": latest, "bulk": bulk, "ended_by": cause}


def _firsts(happened: pd.DataFrame, rows: NDArray, n: int) -> tuple[NDArray, NDArray, NDArray]:
    """Return the first day, the first latest day, and whether one is of catching up, by application."""
    place = happened["place"].to_numpy()[rows]
    days = []
    for name in ("occurred_on", "latest_on"):
        values = as_days(happened[name])[rows]
        first = np.full(n, np.inf)
        np.minimum.at(first, place, np.where(np.isnan(values), np.inf, values))
        days.append(np.where(np.isinf(first), np.nan, first))
    bulk = np.bincount(place, weights=happened["bulk"].to_numpy()[rows], minlength=n) > 0
    return days[0], days[1], bulk


def _framed(
    ids: pd.Series, waits: dict[str, NDArray], days: dict[str, NDArray], as_of: pd.Timestamp
) -> pd.DataFrame:
    end = np.where(waits["ended_by"] == WAITING, as_days(as_of), waits["to_latest"])
    return pd.DataFrame(
        {
            "application_id": ids.to_numpy(),
            "from_on": as_times(waits["from_on"]),
            "to_on": as_times(end),
            "ended_by": waits["ended_by"],
            **days,
        }
    ).astype({"application_id": "str", "ended_by": "str", "doubt": "str", "unused": "str"})
