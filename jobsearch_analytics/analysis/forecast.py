"""When the next interview and the next offer may come, what would change it, and how past forecasts fared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd

from jobsearch_analytics.analysis.answer import Answer
from jobsearch_analytics.analysis.estimate.fan import STEPS, draw_steps, log_none_by_day
from jobsearch_analytics.analysis.estimate.forecast_words import (
    forecast_advice,
    forecast_headline,
    forecast_notes,
    scored_notes,
)
from jobsearch_analytics.analysis.estimate.holding import tails
from jobsearch_analytics.analysis.estimate.intervals import check_level, verdicts
from jobsearch_analytics.analysis.estimate.wait_tables import LEANING_LEVEL, count_waits, used_waits
from jobsearch_analytics.errors import BadArgumentError
from jobsearch_analytics.features.journeys import build_journeys
from jobsearch_analytics.features.remembered import recall
from jobsearch_analytics.features.waits import WAITING, build_wait_tables
from jobsearch_analytics.stages import STAGES
from jobsearch_analytics.workspace import read_toml, require, update_toml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from jobsearch_analytics.analysis.estimate.fan import LogNone
    from jobsearch_analytics.analysis.estimate.incidence import Counted
    from jobsearch_analytics.search import JobSearch

__all__ = ["Forecast", "forecast", "save_forecast"]

FILE_NAME = "forecasts"
GOALS = ("interview", "offer")

#: Own pace is counted over so many weeks.
PACE_WEEKS = 8
MOST_WEEKS = 52

#: What the levers change, beside the plan itself: applications a week, and how often one leads on.
MORE_A_WEEK = 2.0


@dataclass(frozen=True, kw_only=True, repr=False)
class Forecast(Answer):
    """A fan for the next interview and the next offer.

    Attributes
    ----------
    table : DataFrame
        One row per goal and week: ``goal`` str, ``interview`` or ``offer``; ``week`` int from now;
        ``on`` Timestamp, the last day of that week; ``applications`` float, sent by then; ``chance`` float in
        [0, 1], that at least one new one has come by then; ``low``, ``high``, where that chance itself lies
        given what is known of your rates; ``verdict`` str.
    levers : DataFrame
        One row per lever: ``lever`` str; ``weekly_applications`` float; ``interview``, ``offer`` float, the
        chances by the last week; ``half_interview``, ``half_offer`` float, the first week by which the chance
        is at least one half, nan if none is.
    past : DataFrame
        One row per saved forecast: ``made_on``, ``until``, ``goal``, ``chance``, ``own_guess``, ``came``
        (True, False, or missing while it is open).
    weekly_applications : float
        The plan.
    weeks : int
        How far the fan reaches.
    search : JobSearch
        What it was made from; its workspace is where `save_forecast` keeps it.
    """

    levers: pd.DataFrame
    past: pd.DataFrame
    weekly_applications: float
    weeks: int
    search: JobSearch

    SHARES: ClassVar[tuple[str, ...]] = ("chance", "low", "high")

    def shown(self) -> pd.DataFrame:
        """Return every fourth week, and the last, as people read them."""
        few = self.table[(self.table["week"] % 4 == 0) | (self.table["week"] == self.weeks)]
        text = super().shown().loc[few.index]
        return text.assign(on=few["on"].dt.strftime("%Y-%m-%d"))


def forecast(
    search: JobSearch, *, weekly_applications: float | None = None, weeks: int = 12, level: float = 0.95
) -> Forecast:
    """Return the chance of a next interview and a next offer by week, as a fan.

    Own waits, each drawn towards a stated prior (`estimate.fan.STEPS`), say how often and how fast
    applications lead to an interview and interviews to an offer. What is open now and what will be sent go
    their ways from there.

    Parameters
    ----------
    search : JobSearch
        Counted up to ``search.as_of``: the fan starts there.
    weekly_applications : float, optional
        How many you mean to send a week, at least 0; by default your pace of the last eight weeks.
    weeks : int
        How far to look, 1 to 52.
    level : float
        Coverage of the fan, in (0, 1).

    Returns
    -------
    Forecast
        With what the levers change, and how saved forecasts fared.

    Raises
    ------
    BadArgumentError
        If a number is out of its range.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> fan = jsa.forecast(jsa.load_sample(), weekly_applications=8, weeks=12)
    >>> bool(fan.table[fan.table["goal"] == "offer"]["chance"].is_monotonic_increasing)
    True
    """
    check_level(level)
    if not 1 <= weeks <= MOST_WEEKS:
        raise BadArgumentError("weeks", weeks, f"a number of weeks from 1 to {MOST_WEEKS}", "weeks=12")
    pace = _pace(search) if weekly_applications is None else weekly_applications
    if pace < 0:
        raise BadArgumentError(
            "weekly_applications", pace, "applications a week, at least 0", "weekly_applications=8"
        )
    counts, ages = recall(search, "steps", lambda: _counted(search))
    parts = recall(search, ("fan", weeks), lambda: log_none_by_day(draw_steps(counts), ages, 7 * weeks))
    table, levers = _fans(parts, pace, level, search.as_of)
    past = _past(search)
    undated = int(search.sent["applied_on"].isna().sum())
    return Forecast(
        table=table,
        headline=forecast_headline(table, pace, weeks, level),
        advice=forecast_advice(levers, weeks),
        notes=(*forecast_notes(counts, undated), *scored_notes(past)),
        as_of=search.as_of,
        level=level,
        levers=levers,
        past=past,
        weekly_applications=pace,
        weeks=weeks,
        search=search,
    )


def save_forecast(answer: Forecast, *, own_guess: Mapping[str, float] | None = None) -> Path:
    """Keep a forecast in the workspace, beside your own guess, so that a later one can say how both fared.

    Parameters
    ----------
    answer : Forecast
        From a search that has a workspace.
    own_guess : mapping of str to float, optional
        Your own chance of at least one, by the last week: ``{"interview": 0.9, "offer": 0.4}``.

    Returns
    -------
    Path
        The file ``forecasts.toml``. A forecast made on the same day for the same weeks is replaced.

    Raises
    ------
    WorkspaceError
        If there is no workspace, or it cannot be written.
    BadArgumentError
        If a guess is not a share of an interview or an offer.
    """
    guess = dict(own_guess or {})
    if not all(goal in GOALS and 0 <= share <= 1 for goal, share in guess.items()):
        raise BadArgumentError(
            "own_guess",
            guess,
            "a chance between 0 and 1 of an interview, an offer or both",
            'own_guess={"offer": 0.4}',
        )
    workspace = require(answer.search)
    last = answer.table[answer.table["week"] == answer.weeks].set_index("goal")
    until = f"{answer.as_of + pd.Timedelta(weeks=answer.weeks):%Y-%m-%d}"
    entry: dict[str, Any] = {
        "made_on": f"{answer.as_of:%Y-%m-%d}",
        "until": until,
        "weekly_applications": float(answer.weekly_applications),
        "chance": {goal: round(float(last["chance"][goal]), 4) for goal in GOALS},
        "own_guess": guess,
    }
    kept = [
        old
        for old in read_toml(workspace, FILE_NAME).get("forecast", [])
        if (old.get("made_on"), old.get("until")) != (entry["made_on"], until)
    ]
    return update_toml(workspace, FILE_NAME, {"forecast": [*kept, entry]})


def _pace(search: JobSearch) -> float:
    """Return applications a week over the last weeks, or since the first one if that is less ago."""
    sent_on = search.sent["applied_on"].dropna()
    sent_on = sent_on[sent_on <= search.as_of]
    if sent_on.empty:
        return 0.0
    age = (search.as_of - sent_on).dt.days
    span = min(PACE_WEEKS, int(age.max()) // 7 + 1)
    return round(float((age < 7 * span).sum()) / span, 1)


def _counted(search: JobSearch) -> tuple[dict[str, Counted], dict[str, NDArray]]:
    """Return the waits of each step counted, and how long each open application has waited at its step."""
    pairs = [(stage, step.until) for step in STEPS.values() for stage in step.since]
    tables = build_wait_tables(search, pairs)
    stages = build_journeys(search).set_index("application_id")["rank"].map(dict(enumerate(STAGES)))
    counts, ages = {}, {}
    for name, step in STEPS.items():
        parts = [tables[stage, step.until] for stage in step.since]
        waits = pd.concat(parts, ignore_index=True).drop_duplicates("application_id")
        counts[name] = count_waits(waits)
        used = used_waits(waits)
        here = used["application_id"].map(stages).isin(step.since) & (used["ended_by"] == WAITING)
        ages[name] = used.loc[here, "days_low"].to_numpy()
    return counts, ages


def _fans(
    parts: dict[str, LogNone], pace: float, level: float, as_of: pd.Timestamp
) -> tuple[pd.DataFrame, pd.DataFrame]:
    plans = {
        "as planned": (1, pace),
        f"{MORE_A_WEEK:g} more a week": (1, pace + MORE_A_WEEK),
        "twice as many a week": (1, 2 * pace),
        "nothing new sent": (1, 0.0),
        "without what is open now": (0, pace),
    }
    fans = {
        name: {goal: -np.expm1(old * parts[goal].of_open + new / 7 * parts[goal].of_new) for goal in GOALS}
        for name, (old, new) in plans.items()
    }
    rows = [_fan(goal, fans["as planned"][goal], pace, level, as_of) for goal in GOALS]
    levers = [_lever(name, fan, plans[name][1]) for name, fan in fans.items()]
    return pd.concat(rows, ignore_index=True), pd.DataFrame(levers)


def _fan(goal: str, draws: NDArray, pace: float, level: float, as_of: pd.Timestamp) -> pd.DataFrame:
    weekly = draws[:, 7::7]
    week = np.arange(1, weekly.shape[1] + 1)
    chance = weekly.mean(axis=0)
    (low, high), (inner_low, inner_high) = (tails(weekly, width, chance) for width in (level, LEANING_LEVEL))
    return pd.DataFrame(
        {
            "goal": goal,
            "week": week,
            "on": as_of + pd.to_timedelta(7 * week, unit="D"),
            "applications": pace * week,
            "chance": chance,
            "low": low,
            "high": high,
            "verdict": verdicts(high - low, inner_high - inner_low),
        }
    ).astype({"goal": "str", "verdict": "str"})


def _lever(name: str, fan: dict[str, NDArray], pace: float) -> dict[str, object]:
    weekly = {goal: draws[:, 7::7].mean(axis=0) for goal, draws in fan.items()}
    out: dict[str, object] = {"lever": name, "weekly_applications": pace}
    out |= {goal: float(chances[-1]) for goal, chances in weekly.items()}
    halves = {f"half_{goal}": np.flatnonzero(chances >= 0.5) for goal, chances in weekly.items()}
    return out | {goal: float(weeks[0] + 1) if len(weeks) else np.nan for goal, weeks in halves.items()}


def _past(search: JobSearch) -> pd.DataFrame:
    """Return the saved forecasts with what came of them; what is not due yet and has not come stays open."""
    happened = search.events[~search.events["scheduled"] & (search.events["occurred_on"] <= search.as_of)]
    rows = []
    for saved in read_toml(search.workspace, FILE_NAME).get("forecast", []):
        made_on, until = pd.Timestamp(saved["made_on"]), pd.Timestamp(saved["until"])
        for goal, chance in saved["chance"].items():
            days = happened.loc[happened["event"] == goal, "occurred_on"]
            came = bool(((days > made_on) & (days <= until)).any())
            known = came if came or until <= search.as_of else None
            own = saved.get("own_guess", {}).get(goal, np.nan)
            rows.append((made_on, until, goal, float(chance), float(own), known))
    past = pd.DataFrame(rows, columns=["made_on", "until", "goal", "chance", "own_guess", "came"])
    return past.astype({"came": "boolean", "chance": "float64", "own_guess": "float64"})
