"""Exploring waits: how they end, what silence leaves, and when to stop waiting."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jobsearch_analytics.analysis.estimate.remaining import PRIORS
from jobsearch_analytics.analysis.estimate.wait_tables import stage_counts
from jobsearch_analytics.analysis.waiting_times import Chances, ClosingDays, WaitingTimes, waiting_times
from jobsearch_analytics.analysis.waiting_times.silence import chances, closing_days
from jobsearch_analytics.widgets.controls import Choice, Control, Number, level_control
from jobsearch_analytics.widgets.narrowing import ask_code, by_control, narrow, narrowing_controls
from jobsearch_analytics.widgets.questions import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobsearch_analytics.analysis.estimate.counted_days import Counted
    from jobsearch_analytics.search import JobSearch

__all__ = ["CLOSING_DAY", "SILENCE", "WAITING_TIMES"]

UNTIL = Choice("until", "Waiting for", "reply", (("A positive reply", "reply"), ("An offer", "decision")))
STAGE = Choice(
    "stage",
    "Waiting since",
    "applied",
    tuple((f"The {name} stage", name) for name in PRIORS if name != "applied"),
)
STAGE = replace(STAGE, options=(("Sending it", "applied"), *STAGE.options))
DAYS = Number("days", "Silent days", 90, 14, 180, "days")
COST = Number("cost", "One late reply lost in", 30, 5, 100, "closings")


def _waits_controls(search: JobSearch) -> list[Control]:
    return [*narrowing_controls(search), UNTIL, by_control(search), level_control()]


def _ask_waits(search: JobSearch, state: Mapping[str, Any]) -> WaitingTimes:
    return waiting_times(narrow(search, state), until=state["until"], by=state["by"], level=state["level"])


def _waits_code(state: Mapping[str, Any]) -> str:
    return ask_code("jsa.waiting_times", state, {name: state.get(name) for name in ("until", "by", "level")})


def _at_stage(search: JobSearch, state: Mapping[str, Any]) -> dict[str, Counted]:
    """Return the waits of one stage alone: the others need not be counted nor drawn from."""
    return stage_counts(narrow(search, state), [state["stage"]])


def _silence_controls(search: JobSearch) -> list[Control]:
    return [*narrowing_controls(search), STAGE, DAYS, level_control()]


def _ask_silence(search: JobSearch, state: Mapping[str, Any]) -> Chances:
    days = range(state["days"] + 1)
    return chances(_at_stage(search, state), days, state["level"], search.as_of)


def _silence_code(state: Mapping[str, Any]) -> str:
    days = f".chance_after(range({state['days'] + 1}))"
    return ask_code("jsa.waiting_times", state, {"level": state.get("level")}, days)


def _closing_controls(search: JobSearch) -> list[Control]:
    return [*narrowing_controls(search), STAGE, COST, level_control()]


def _ask_closing(search: JobSearch, state: Mapping[str, Any]) -> ClosingDays:
    return closing_days(_at_stage(search, state), state["cost"], state["level"], search.as_of)


def _closing_code(state: Mapping[str, Any]) -> str:
    cost = f".closing_day(cost={state['cost']})"
    return ask_code("jsa.waiting_times", state, {"level": state.get("level")}, cost)


WAITING_TIMES = Question(_waits_controls, _ask_waits, _waits_code)
SILENCE = Question(_silence_controls, _ask_silence, _silence_code)
CLOSING_DAY = Question(_closing_controls, _ask_closing, _closing_code)
