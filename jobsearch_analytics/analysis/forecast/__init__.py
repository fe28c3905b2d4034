"""When the next interview and the next offer may come, what would change it, and how past forecasts fared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import pandas as pd

from jobsearch_analytics.analysis.answer import Answer, chance_percent
from jobsearch_analytics.analysis.estimate.counted_waits import count_waits, used_waits
from jobsearch_analytics.analysis.estimate.fan import STEPS, draw_steps, log_none_by_day
from jobsearch_analytics.analysis.estimate.forecast_words import (
    forecast_advice,
    forecast_headline,
    forecast_notes,
    scored_notes,
)
from jobsearch_analytics.analysis.estimate.holding import tails
from jobsearch_analytics.analysis.estimate.intervals import check_level, verdicts
from jobsearch_analytics.analysis.estimate.wait_tables import LEANING_LEVEL
from jobsearch_analytics.analysis.forecast.kept import GOALS, build_past, save_forecast
from jobsearch_analytics.errors import BadArgumentError
from jobsearch_analytics.features.journeys import build_journeys
from jobsearch_analytics.features.remembered import recall
from jobsearch_analytics.features.waits import WAITING, build_wait_tables
from jobsearch_analytics.stages import CLOSED_OUTCOMES, STAGES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from jobsearch_analytics.analysis.estimate.counted_days import Counted
    from jobsearch_analytics.analysis.estimate.fan import LogNone
    from jobsearch_analytics.search import JobSearch

__all__ = ["Forecast", "forecast", "save_forecast"]

#: Own pace is counted over so many weeks.
PACE_WEEKS = 8
MOST_WEEKS = 52
#: A fan up to here is made at once and cut to the weeks asked for: to look less far costs nothing then.
USUALLY_AHEAD = 26

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
        text[list(self.SHARES)] = few[list(self.SHARES)].map(chance_percent)
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
    ahead = USUALLY_AHEAD if weeks <= USUALLY_AHEAD else MOST_WEEKS
    parts = recall(search, ("fan", ahead), lambda: log_none_by_day(draw_steps(counts), ages, 7 * ahead))
    parts = {goal: part.until(7 * weeks) for goal, part in parts.items()}
    table, levers = _fans(parts, pace, level, search.as_of)
    past = build_past(search)
    undated = search.sent["applied_on"].isna()
    dark = int((undated & ~search.sent["outcome"].isin(CLOSED_OUTCOMES)).sum())
    if dark:
        table["verdict"] = table["verdict"].where(table["verdict"] != "known", "leaning")
    return Forecast(
        table=table,
        headline=forecast_headline(table, pace, weeks, level, dark),
        advice=forecast_advice(levers, weeks),
        notes=(*forecast_notes(counts, int(undated.sum())), *scored_notes(past)),
        as_of=search.as_of,
        level=level,
        levers=levers,
        past=past,
        weekly_applications=pace,
        weeks=weeks,
        search=search,
    )


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
