"""The numbers of a page: every answer made once, from nothing but the shared view."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from jobsearch_analytics.analysis.flows import flows
from jobsearch_analytics.analysis.funnel import funnel
from jobsearch_analytics.analysis.knowledge_rate import knowledge_rate
from jobsearch_analytics.analysis.momentum import momentum
from jobsearch_analytics.features.journeys import build_journeys
from jobsearch_analytics.planning.pipeline import pipeline
from jobsearch_analytics.stages import STAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from jobsearch_analytics.analysis.flows import Flows
    from jobsearch_analytics.analysis.funnel import Funnel
    from jobsearch_analytics.analysis.knowledge_rate import KnowledgeRate
    from jobsearch_analytics.analysis.momentum import Momentum
    from jobsearch_analytics.planning.pipeline import Pipeline
    from jobsearch_analytics.search import JobSearch

__all__ = ["MATURE_DAYS", "Numbers", "count_all", "mature_part"]

#: Applications sent so many days ago or earlier have had time for an answer; the same horizon counts what was
#: reached, so that two reports speak of the same thing.
MATURE_DAYS = 45

#: A picture or a table.
Made = TypeVar("Made")

#: The stages that are remembered from report to report.
REMEMBERED = ("screen", "interview", "offer")


@dataclass(frozen=True)
class Numbers:
    """Every answer a page needs.

    Attributes
    ----------
    view : JobSearch
        The search as it may be shown.
    level : float
        Coverage of the intervals.
    today : Timestamp
        The day the page is made on.
    knowledge, stalls, channels, went, alive, weeks
        The answers; ``stalls`` and ``channels`` speak of the applications old enough to have an answer.
    n_young : int
        How many applications are too young for that; -1 where the log has no days.
    counted : dict of str to int
        What is remembered until the next report.
    """

    view: JobSearch
    level: float
    today: pd.Timestamp
    knowledge: KnowledgeRate
    stalls: Funnel
    channels: Funnel
    went: Flows
    alive: Pipeline
    weeks: Momentum
    n_young: int
    counted: dict[str, int]
    made: dict[tuple, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, view: JobSearch, level: float, today: pd.Timestamp) -> Numbers:
        """Return the numbers of a shared view."""
        old, n_young = mature_part(view)
        return cls(
            view=view,
            level=level,
            today=today,
            knowledge=knowledge_rate(view),
            stalls=funnel(old, level=level),
            channels=funnel(old, by="channel", level=level),
            went=flows(view),
            alive=pipeline(view, today=today, level=level),
            weeks=momentum(view, level=level),
            n_young=n_young,
            counted=count_all(view),
        )

    def once(self, key: tuple, make: Callable[[], Made]) -> Made:
        """Return a picture or a table of these numbers, made once however many pages show it."""
        if key not in self.made:
            self.made[key] = make()
        return self.made[key]


def mature_part(view: JobSearch) -> tuple[JobSearch, int]:
    """Return the search with only applications old enough for an answer, and how many are too young.

    Young ones are left out whatever became of them: leaving out only the silent ones would flatter the rate.
    A log without any day is returned whole, with -1.
    """
    journeys = build_journeys(view)
    if journeys["age_days"].isna().all():
        return view, -1
    old = (journeys["age_days"] >= MATURE_DAYS).set_axis(journeys["application_id"])
    return view.where(old[~old.index.duplicated()]), int((journeys["age_days"] < MATURE_DAYS).sum())


def count_all(view: JobSearch) -> dict[str, int]:
    """Return the counts that a later report compares with: the same definitions every time.

    ``mature`` are applications sent `MATURE_DAYS` days before ``as_of`` or earlier; ``screen``, ``interview``
    and ``offer`` how many of these got there within as many days of sending, or on a day nobody noted.
    """
    journeys = build_journeys(view)
    old = journeys[journeys["age_days"] >= MATURE_DAYS]
    counted = {"sent": len(journeys), "open": int(journeys["is_open"].sum()), "mature": len(old)}
    for stage in REMEMBERED:
        later = [f"{name}_on" for name in STAGES[STAGES.index(stage) :] if f"{name}_on" in old]
        days = (old[later].min(axis=1) - old["applied_on"]).dt.days
        counted[stage] = int(((old["rank"] >= STAGES.index(stage)) & ~(days > MATURE_DAYS)).sum())
    return counted
