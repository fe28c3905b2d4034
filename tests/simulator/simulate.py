"""Simulated searches as the tables of the package, together with what they hide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch_analytics.search import JobSearch
from jobsearch_analytics.stages import FUNNEL_STAGES
from tests.simulator.notes import draw_notes
from tests.simulator.paths import COLUMNS, draw_paths
from tests.simulator.truth import ENDS

if TYPE_CHECKING:
    from tests.simulator.paths import Paths
    from tests.simulator.truth import Truth

__all__ = ["Simulated", "simulate"]

#: Titles by role family: what a log would show of it.
TITLES = {
    "data_engineering": "Data Engineer",
    "analytics": "Data Analyst",
    "backend": "Backend Engineer",
}


@dataclass(frozen=True, kw_only=True)
class Simulated:
    """One simulated search: the tables a log would show on ``as_of``, and the truth behind them.

    Attributes
    ----------
    applications, events, feedback : DataFrame
        The columns of `jobsearch_analytics.tables` that a simulation can fill.
    hidden : DataFrame
        One row per application, in the same order: ``application_id, channel, role_family, eventual_stage,
        eventual_outcome`` (``silent`` if nothing more ever comes), ``first_cause`` and ``first_wait_days``
        (exact, NaN for silence).
    all_events : DataFrame
        Every event that ever happens, also after ``as_of``: ``application_id, event, occurred_on,
        wait_days`` (exact, since the event before).
    points : DataFrame
        One row per point made in the feedback: ``feedback_id, application_id, theme, sign, phrase``.
    as_of : Timestamp
        The last day the log knows.
    truth : Truth
        What was true.
    """

    applications: pd.DataFrame
    events: pd.DataFrame
    feedback: pd.DataFrame
    hidden: pd.DataFrame
    all_events: pd.DataFrame
    points: pd.DataFrame
    as_of: pd.Timestamp
    truth: Truth

    def search(self) -> JobSearch:
        """Return the part that a user would see as a `JobSearch`."""
        return JobSearch(
            applications=self.applications,
            events=self.events,
            feedback=self.feedback,
            as_of=self.as_of,
            n_rows=len(self.applications),
            sources=("simulated",),
        )


def simulate(
    truth: Truth,
    n: int,
    *,
    start: str = "2026-02-02",
    weekly_applications: float = 10.0,
    as_of: str | pd.Timestamp | None = None,
    follow_up_days: int = 0,
    notice_days: int = 0,
    office_days: bool = False,
    random_state: int = 0,
) -> Simulated:
    """Simulate a search of n applications and cut it off on ``as_of``.

    Parameters
    ----------
    truth : Truth
        What is true of it.
    n : int
        Applications ever sent; those after ``as_of`` are not in the log.
    start : str
        The first day anything is sent. Sending days are uniform over ``n / weekly_applications`` weeks.
    weekly_applications : float
        How many are sent a week.
    as_of : str or Timestamp, optional
        The last day the log knows; by default ``follow_up_days`` after the last day of sending.
    follow_up_days : int
        How long the log is kept after the last day of sending.
    notice_days : int
        The next meeting is in the log, as scheduled, if it is at most so many days away.
    office_days : bool
        Employers act on weekdays only. Waits then are up to two days longer than the truth says.
    random_state : int
        The same number gives the same search.
    """
    rng = np.random.default_rng(random_state)
    span = 7 * n / weekly_applications
    first = np.datetime64(start, "D")
    sent = first + np.sort(rng.random(n) * span).astype("int64").astype("timedelta64[D]")
    last = first + np.timedelta64(int(np.ceil(span)) - 1 + follow_up_days, "D")
    last = last if as_of is None else np.datetime64(pd.Timestamp(as_of), "D")
    paths = draw_paths(truth, sent, rng, office_days=office_days)
    company = rng.integers(0, max(4 * n, 1), n)
    senior = rng.random(n) < 0.4

    kept = sent <= last
    paths, company, senior = _narrow(paths, kept), company[kept], senior[kept]
    ids = np.char.mod("a%05d", np.arange(len(company))).astype(object)
    seen = ~np.isnat(paths.days) & (paths.days <= last)
    events = _events(paths, ids, seen, _scheduled(paths, seen, last, notice_days))
    applications = _applications(truth, paths, ids, seen, company, senior)
    feedback, points = draw_notes(truth, paths, ids, company, seen, last, rng)
    return Simulated(
        applications=applications,
        events=events,
        feedback=feedback,
        hidden=_hidden(truth, paths, ids),
        all_events=_all_events(paths, ids),
        points=points,
        as_of=pd.Timestamp(last).as_unit("us"),
        truth=truth,
    )


def _narrow(paths: Paths, kept: np.ndarray) -> Paths:
    return type(paths)(**{name: values[kept] for name, values in vars(paths).items()})


def _scheduled(paths: Paths, seen: np.ndarray, last: np.datetime64, notice_days: int) -> np.ndarray:
    meeting = np.array([name in FUNNEL_STAGES[1:-1] for name in COLUMNS])
    known = meeting & ~seen & (paths.days <= last + np.timedelta64(notice_days, "D"))
    return known & (np.cumsum(known, axis=1) == 1)


def _names(paths: Paths, row: np.ndarray, column: np.ndarray) -> np.ndarray:
    names = np.array(COLUMNS, dtype=object)[column]
    ends = np.array(ENDS, dtype=object)[paths.end[row]]
    return np.where(column == len(COLUMNS) - 1, ends, names)


def _events(paths: Paths, ids: np.ndarray, seen: np.ndarray, scheduled: np.ndarray) -> pd.DataFrame:
    row, column = np.nonzero(seen | scheduled)
    days = paths.days[row, column].astype("datetime64[us]")
    return pd.DataFrame(
        {
            "application_id": ids[row],
            "event": _names(paths, row, column),
            "occurred_on": days,
            "latest_on": days,
            "scheduled": scheduled[row, column],
            "inferred": False,
        }
    )


def _all_events(paths: Paths, ids: np.ndarray) -> pd.DataFrame:
    row, column = np.nonzero(~np.isnat(paths.days))
    return pd.DataFrame(
        {
            "application_id": ids[row],
            "event": _names(paths, row, column),
            "occurred_on": paths.days[row, column].astype("datetime64[us]"),
            "wait_days": paths.exact[row, column],
        }
    )


def _applications(
    truth: Truth, paths: Paths, ids: np.ndarray, seen: np.ndarray, company: np.ndarray, senior: np.ndarray
) -> pd.DataFrame:
    # The columns of stages stand in order of time, so the last one seen is the furthest.
    stages = np.array([name in FUNNEL_STAGES for name in COLUMNS])
    furthest = len(COLUMNS) - 1 - np.argmax((seen & stages)[:, ::-1], axis=1)
    latest = len(COLUMNS) - 1 - np.argmax(seen[:, ::-1], axis=1)
    outcome = np.where(stages[latest], "open", _names(paths, np.arange(len(ids)), latest))
    families = np.array([TITLES.get(name, name) for name in truth.role_families], dtype=object)
    return pd.DataFrame(
        {
            "application_id": ids,
            "company": np.char.mod("Firm %d", company).astype(object),
            "title": np.where(senior, "Senior ", "").astype(object) + families[paths.family],
            "applied_on": paths.days[:, 0].astype("datetime64[us]"),
            "applied_precision": "day",
            "kind": "application",
            "stage": np.array(COLUMNS, dtype=object)[furthest],
            "outcome": outcome,
            "channel": np.array(truth.channels, dtype=object)[paths.channel],
        }
    )


def _hidden(truth: Truth, paths: Paths, ids: np.ndarray) -> pd.DataFrame:
    ends = np.array(ENDS, dtype=object)[paths.end]
    positive = paths.furthest > 0
    first = paths.exact[:, 2:]
    came = ~np.isnan(first)
    waited = np.where(came.any(axis=1), first[np.arange(len(ids)), np.argmax(came, axis=1)], np.nan)
    return pd.DataFrame(
        {
            "application_id": ids,
            "channel": np.array(truth.channels, dtype=object)[paths.channel],
            "role_family": np.array(truth.role_families, dtype=object)[paths.family],
            "eventual_stage": np.array(FUNNEL_STAGES, dtype=object)[paths.furthest],
            "eventual_outcome": ends,
            "first_cause": np.where(positive, "positive", ends),
            "first_wait_days": waited,
        }
    )
