"""A row per wait: from which day, for how long, and what ended it, or how long it lasts by now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from jobsearch_analytics.errors import UnknownChoiceError
from jobsearch_analytics.features.journeys import build_journeys
from jobsearch_analytics.features.remembered import Lazy, recall
from jobsearch_analytics.features.wait_days import as_days, as_times, count_wait_days
from jobsearch_analytics.stages import CLOSED_OUTCOMES, FUNNEL_STAGES, STAGES, stage_rank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from pandas.api.extensions import ExtensionArray

    from jobsearch_analytics.search import JobSearch

__all__ = ["CAUSES", "WAITING", "build_wait_tables", "build_waits"]

#: The stage a wait begins at, and the one waited for; None for the next one.
Step = tuple[str, str | None]

#: What can end a wait. ``positive``: the stage waited for, or a later one.
CAUSES = ("positive", "rejected", "closed", "withdrawn")

#: ``ended_by`` of a wait that is not over.
WAITING = "waiting"

#: A day on which this many applications moved, and this many times the usual, was a day of catching up.
BULK_LEAST = 5
BULK_TIMES = 4

#: Outcomes that only somebody with an offer can have.
AFTER_OFFER = ("accepted", "declined")

ONE_DAY = np.timedelta64(1, "D")


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
    steps: Sequence[Step],
    *,
    log_started: pd.Timestamp | None = None,
) -> Mapping[Step, pd.DataFrame]:
    """Return the waits of several steps at once, by (since, until): as `build_waits`, read only once.

    The log is read now; each table is made when it is first asked for.
    """
    goals = {(since, until): _goal(since, until) for since, until in steps}
    name = ("waits", tuple(steps), log_started)
    return recall(search, name, lambda: _build(search, goals, log_started))


def _build(
    search: JobSearch, goals: dict[Step, int], log_started: pd.Timestamp | None
) -> Lazy[Step, pd.DataFrame]:
    journeys = build_journeys(search)
    happened = _happened(search, journeys["application_id"])
    begun = None if log_started is None else as_days(log_started)
    read = _Read(journeys, happened, as_days(search.as_of), begun)
    # A step may be named in two ways: the next stage with its name, and without.
    tables = Lazy({(since, goal) for (since, _), goal in goals.items()}, read.waits)
    return Lazy(goals, lambda step: tables[step[0], goals[step]])


def _goal(since: str, until: str | None) -> int:
    starts = FUNNEL_STAGES[:-1]
    if since not in starts:
        raise UnknownChoiceError("since", since, starts, "a stage that something can follow")
    later = STAGES[STAGES.index(since) + 1 :]
    if until is not None and until not in later:
        raise UnknownChoiceError("until", until, later, f"a stage after {since}")
    return STAGES.index(until or later[0])


# From here on days are plain numbers, nan where unknown: several waits of many applications are read at once.


class _Events(NamedTuple):
    """The past events of the applications: the place of each one's application, what it was, and when."""

    place: NDArray
    event: NDArray
    rank: NDArray
    first: NDArray
    latest: NDArray
    bulk: NDArray


class _Read(NamedTuple):
    """What was read of a log: all that waits are made of, whatever becomes of the search."""

    journeys: pd.DataFrame
    happened: _Events
    as_of: NDArray
    log_started: NDArray | None

    def waits(self, step: tuple[str, int]) -> pd.DataFrame:
        """Return the waits from a stage until one of this rank or a later one."""
        since, goal = step
        starts = _starts(self.journeys, self.happened, since)
        here = (self.journeys["rank"] >= STAGES.index(since)).to_numpy()
        if since != "applied":
            here = here & ~np.isnan(starts["from_on"])
        columns = starts | _ends(self.journeys, self.happened, goal)
        waits = {name: values[here] for name, values in columns.items()}
        days = count_wait_days(waits, waits["ended_by"] == WAITING, self.as_of, self.log_started)
        return _framed(self.journeys["application_id"].array[here], waits, days, self.as_of)


def _happened(search: JobSearch, ids: pd.Series) -> _Events:
    """Return the past events; on a day of catching up only their latest day is known."""
    events, as_of = search.events, as_days(search.as_of)
    first, latest = as_days(events["occurred_on"]), as_days(events["latest_on"])
    latest = np.where(np.isnan(latest), first, latest)
    latest = np.where(latest > as_of, as_of, latest)
    place = pd.Index(ids).get_indexer(pd.Index(events["application_id"]))
    past = (place >= 0) & ~events["scheduled"].to_numpy() & ~(first > as_of)
    rank, event = stage_rank(events["event"]).to_numpy(), events["event"].to_numpy(dtype=object)
    columns = (values[past] for values in (place, event, rank, first, latest))
    found = _Events(*columns, bulk=np.zeros(past.sum(), dtype=bool))
    return found._replace(bulk=_in_bulk(found))


def _in_bulk(events: _Events) -> NDArray:
    """Return which events are of a day on which much was entered at once, or two steps of one application."""
    moved = (events.event != "applied") & ~np.isnan(events.first)
    step = moved & (events.rank > STAGES.index("applied"))
    days, day = np.unique(np.where(moved, events.first, -np.inf), return_inverse=True)
    width = events.place.max(initial=0) + 1
    pair = day * width + events.place
    by_day = np.bincount(np.unique(pair[moved]) // width, minlength=len(days))
    usual = max(BULK_LEAST, BULK_TIMES * float(np.median(by_day[by_day > 0]))) if moved.any() else np.inf
    pairs, ranks = np.unique(
        np.unique((pair * len(STAGES) + events.rank)[step]) // len(STAGES), return_counts=True
    )
    return (moved & (by_day >= usual)[day]) | (step & np.isin(pair, pairs[ranks > 1]))


def _starts(journeys: pd.DataFrame, happened: _Events, since: str) -> dict[str, NDArray]:
    if since == "applied":
        first, unit = (journeys[name].to_numpy() for name in ("applied_on", "applied_precision"))
        latest = first.copy()
        for word, code in (("month", "M"), ("year", "Y")):
            rows = unit == word
            latest[rows] = (first[rows].astype(f"datetime64[{code}]") + 1).astype(first.dtype) - ONE_DAY
        return {"from_on": as_days(first), "from_latest": as_days(latest)}
    first, latest, _ = _firsts(happened, happened.event == since, len(journeys))
    return {"from_on": first, "from_latest": latest}


def _ends(journeys: pd.DataFrame, happened: _Events, goal: int) -> dict[str, NDArray]:
    outcome = journeys["outcome"].to_numpy(dtype=object)
    got_there = (journeys["rank"] >= goal).to_numpy() | np.isin(outcome, AFTER_OFFER)
    reached = (happened.rank >= goal) | np.isin(happened.event, AFTER_OFFER)
    last_word = (happened.event == outcome[happened.place]) & ~reached
    good, bad = (_firsts(happened, rows, len(journeys)) for rows in (reached, last_word))
    first, latest, bulk = (np.where(got_there, one, other) for one, other in zip(good, bad, strict=True))
    cause = np.where(got_there, CAUSES[0], np.where(np.isin(outcome, CLOSED_OUTCOMES), outcome, WAITING))
    return {"to_first": first, "to_latest": latest, "bulk": bulk, "ended_by": cause}


def _firsts(happened: _Events, rows: NDArray, n: int) -> tuple[NDArray, NDArray, NDArray]:
    """Return the first day, the first latest day, and whether one is of catching up, by application."""
    place, days = happened.place[rows], []
    for values in (happened.first, happened.latest):
        first = np.full(n, np.inf)
        np.fmin.at(first, place, values[rows])
        days.append(np.where(np.isinf(first), np.nan, first))
    bulk = np.bincount(place, weights=happened.bulk[rows], minlength=n) > 0
    return days[0], days[1], bulk


def _framed(
    ids: ExtensionArray, waits: dict[str, NDArray], days: dict[str, NDArray], as_of: NDArray
) -> pd.DataFrame:
    end = np.where(waits["ended_by"] == WAITING, as_of, waits["to_latest"])
    return pd.DataFrame(
        {
            "application_id": ids,
            "from_on": as_times(waits["from_on"]),
            "to_on": as_times(end),
            "ended_by": _as_texts(waits["ended_by"]),
            **days,
            "doubt": _as_texts(days["doubt"]),
            "unused": _as_texts(days["unused"]),
        }
    )


def _as_texts(words: NDArray) -> ExtensionArray:
    return pd.array(words.astype(object), dtype="str")
