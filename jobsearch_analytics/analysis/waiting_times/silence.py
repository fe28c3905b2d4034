"""What remains to be hoped for after so many silent days, and when to stop waiting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from jobsearch_analytics.analysis.answer import Answer, percent, span
from jobsearch_analytics.analysis.estimate.shapes import HORIZON_DAYS
from jobsearch_analytics.analysis.estimate.wait_tables import chance_table, closing_table, with_prior
from jobsearch_analytics.analysis.estimate.wait_words import prior_note
from jobsearch_analytics.errors import BadArgumentError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from jobsearch_analytics.analysis.estimate.counted_days import Counted

__all__ = ["USUAL_COST", "Chances", "ClosingDays", "chances", "closing_days"]

#: The price of closing that the advice speaks of: one late reply in so many closings.
USUAL_COST = 30


@dataclass(frozen=True, kw_only=True, repr=False)
class Chances(Answer):
    """The chance that something good still comes, after so many silent days.

    Attributes
    ----------
    table : DataFrame
        One row per stage and number of days: ``stage`` str, waited at; ``days`` int, of silence; ``chance``
        float in [0, 1], that the next stage is still reached; ``low``, ``high`` its interval; ``at_risk``
        float, own waits that lasted longer; ``prior_chance`` float, what the stated prior alone says;
        ``verdict`` str.
    """

    SHARES: ClassVar[tuple[str, ...]] = ("chance", "low", "high", "prior_chance")


@dataclass(frozen=True, kw_only=True, repr=False)
class ClosingDays(Answer):
    """After which day silence costs at most one late reply in so many.

    Attributes
    ----------
    table : DataFrame
        One row per stage: ``stage`` str; ``day`` int, silent days after which to stop waiting; ``low``,
        ``high`` int, its interval in days; ``chance`` float in [0, 1], what remains then; ``at_risk`` float,
        own waits that lasted longer; ``verdict`` str.
    cost : float
        At most one late reply in so many closings is lost.
    """

    cost: float = USUAL_COST
    SHARES: ClassVar[tuple[str, ...]] = ("chance",)


def chances(
    counts: Mapping[str, Counted], days: int | Sequence[int], level: float, as_of: pd.Timestamp
) -> Chances:
    """Return the chance that remains, as `WaitingTimes.chance_after` gives it."""
    asked = np.atleast_1d(days).tolist()
    if not asked or not all(0 <= day <= HORIZON_DAYS for day in asked):
        raise BadArgumentError("days", days, f"days of silence from 0 to {HORIZON_DAYS}", "days=21")
    table = with_prior(chance_table(counts, asked, level))
    first = table.iloc[0]
    return Chances(
        table=table,
        headline=_chances_headline(table[table["stage"] == first["stage"]], level),
        advice="Use it to choose where to write once more and where to stop waiting; it closes nothing.",
        notes=(prior_note(first["at_risk"], _own(counts, first["stage"])),),
        as_of=as_of,
        level=level,
    )


def closing_days(
    counts: Mapping[str, Counted], cost: float, level: float, as_of: pd.Timestamp
) -> ClosingDays:
    """Return after which day to stop waiting, as `WaitingTimes.closing_day` gives it."""
    if not cost > 1:
        raise BadArgumentError("cost", cost, "one late reply in how many closings, above 1", "cost=30")
    table = closing_table(counts, cost, level)
    first = table.iloc[0]
    return ClosingDays(
        table=table,
        headline=(
            f"After {first['day']} silent days{_where(first['stage'])} ({percent(level)} interval "
            f"{first['low']}–{first['high']}) {_good(first['stage'])} still comes to at most 1 application "
            f"in {cost:g}."
        ),
        advice=f"Stop waiting after day {first['day']}; keep the row, for a late reply re-opens it.",
        notes=(prior_note(first["at_risk"], _own(counts, first["stage"])),),
        as_of=as_of,
        level=level,
        cost=cost,
    )


def _own(counts: Mapping[str, Counted], stage: str) -> float:
    """Return how many own waits there are at a stage."""
    return float(counts[stage].at_risk[0])


def _chances_headline(rows: pd.DataFrame, level: float) -> str:
    """Return what silence leaves at one stage: on the day asked for, or on the first and last of several."""
    by_days = rows.sort_values("days").to_dict("records")
    first, last = by_days[0], by_days[-1]
    stage, good = last["stage"], _good(last["stage"])
    interval = f"({percent(level)} interval {span(last['low'], last['high'])})"
    if first["days"] == last["days"]:
        return (
            f"After {last['days']} silent days{_where(stage)} an application still gets {good} in "
            f"{percent(last['chance'])} of cases {interval}."
        )
    begin = "at first" if first["days"] == 0 else f"after {first['days']} silent days"
    return (
        f"An application{_where(stage)} still gets {good} in {percent(first['chance'])} of cases "
        f"{begin}, and in {percent(last['chance'])} after {last['days']} silent days {interval}."
    )


def _where(stage: str) -> str:
    return "" if stage == "applied" else f" at {stage}"


def _good(stage: str) -> str:
    return "a positive reply" if stage == "applied" else "an invitation to go on"
