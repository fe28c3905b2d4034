"""The hidden course of every application: how far it gets, how it ends, and on which days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from jobsearch_analytics.stages import FUNNEL_STAGES
from tests.simulator.truth import ENDS

if TYPE_CHECKING:
    from tests.simulator.truth import Truth

__all__ = ["COLUMNS", "NEVER", "Paths", "draw_paths"]

#: The possible events of one application in the order of time; the last one is how it ended.
COLUMNS = ("applied", "no_response", "screen", "assessment", "interview", "final", "offer", "end")

#: The day of an event that never comes.
NEVER = np.datetime64("NaT", "D")

MEETINGS = FUNNEL_STAGES[1:]


@dataclass(frozen=True, kw_only=True)
class Paths:
    """The course of n applications.

    Attributes
    ----------
    channel, family : array (n,) of int
        Places in the truth's ``channels`` and ``role_families``.
    furthest : array (n,) of int
        The furthest stage ever reached, 0 for ``applied`` to 5 for ``offer``.
    end : array (n,) of int
        Place in `ENDS`.
    exact : array (n, 8) of float
        Days waited for each event of `COLUMNS` since the one before it; NaN where it never comes.
    days : array (n, 8) of datetime64[D]
        The day of each event; NaT where it never comes. A wait of 2.3 days is over on the third day.
    """

    channel: np.ndarray
    family: np.ndarray
    furthest: np.ndarray
    end: np.ndarray
    exact: np.ndarray
    days: np.ndarray


def draw_paths(truth: Truth, sent: np.ndarray, rng: np.random.Generator, *, office_days: bool) -> Paths:
    """Draw the whole course of applications sent on the given days.

    Parameters
    ----------
    truth : Truth
        What is true.
    sent : array (n,) of datetime64[D]
        The day each was sent.
    rng : Generator
        Where the draws come from.
    office_days : bool
        Move what falls on a weekend to the Monday after it.
    """
    n = len(sent)
    channel = rng.choice(len(truth.channels), n, p=truth.channel_shares)
    family = rng.choice(len(truth.role_families), n, p=truth.family_shares)
    furthest = _furthest(truth, truth.rates()[channel, family], rng)
    end = _ends(truth, furthest, rng)
    exact = _exact_waits(truth, furthest, end, rng)
    days = _days(sent, exact, office_days=office_days)
    gave_up = _give_up(truth, sent, days, rng)
    days[:, 1] = gave_up
    exact[:, 1] = np.where(np.isnat(gave_up), np.nan, truth.gives_up_days or np.nan)
    return Paths(channel=channel, family=family, furthest=furthest, end=end, exact=exact, days=days)


def _furthest(truth: Truth, positive: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    onward = np.array([truth.next_stage[stage] for stage in FUNNEL_STAGES[1:-1]])
    draws = rng.random((len(positive), len(MEETINGS)))
    passed = np.column_stack([draws[:, :1] < positive[:, None], draws[:, 1:] < onward])
    return np.cumprod(passed, axis=1).sum(axis=1)


def _ends(truth: Truth, furthest: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    shares = np.array([[truth.ends[stage].get(end, 0.0) for end in ENDS] for stage in FUNNEL_STAGES])
    bounds = np.cumsum(shares, axis=1)[furthest]
    return (rng.random(len(furthest))[:, None] >= bounds[:, :-1]).sum(axis=1)


def _exact_waits(truth: Truth, furthest: np.ndarray, end: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    n = len(furthest)
    exact = np.full((n, len(COLUMNS)), np.nan)
    exact[:, 0] = 0.0
    for level, stage in enumerate(MEETINGS, start=1):
        wait = truth.waits[stage]
        drawn = wait.median_days * np.exp(wait.sigma * rng.standard_normal(n))
        held = furthest >= level
        held &= (furthest == level) | (rng.random(n) >= truth.skipped.get(stage, 0.0))
        exact[held, level + 1] = drawn[held]
    noise = rng.standard_normal(n)
    for place, name in enumerate(ENDS[:-1]):
        for late in (False, True):
            rows = (end == place) & ((furthest > 0) == late)
            if rows.any():
                wait = truth.waits[f"late_{name}" if late else name]
                exact[rows, -1] = wait.median_days * np.exp(wait.sigma * noise[rows])
    return exact


def _days(sent: np.ndarray, exact: np.ndarray, *, office_days: bool) -> np.ndarray:
    offsets = np.cumsum(np.ceil(np.nan_to_num(exact)), axis=1).astype("int64")
    days = sent[:, None] + offsets.astype("timedelta64[D]")
    if office_days:
        days[:, 2:] = np.busday_offset(days[:, 2:], 0, roll="forward")
    days[np.isnan(exact)] = NEVER
    return days


def _give_up(truth: Truth, sent: np.ndarray, days: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    chosen = rng.random(len(sent)) < truth.gives_up_share
    if truth.gives_up_days is None:
        return np.full(len(sent), NEVER)
    closed_on = sent + np.timedelta64(truth.gives_up_days, "D")
    later = days[:, 2:]
    answered = (~np.isnat(later) & (later <= closed_on[:, None])).any(axis=1)
    return np.where(chosen & ~answered, closed_on, NEVER)
