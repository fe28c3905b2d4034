"""How far applications get, with every denominator, and bounds for those still open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from jobsearch_analytics.analysis.answer import GROUP_COLUMNS, Answer, group_labels
from jobsearch_analytics.analysis.estimate.funnel_counts import add_rates, add_verdicts, count_stages
from jobsearch_analytics.analysis.estimate.funnel_within import add_pooled, add_within, supported_days
from jobsearch_analytics.analysis.estimate.funnel_words import (
    funnel_advice,
    funnel_headline,
    funnel_notes,
    is_untouched,
)
from jobsearch_analytics.analysis.estimate.groups import sent_with
from jobsearch_analytics.analysis.estimate.intervals import check_level
from jobsearch_analytics.errors import BadArgumentError
from jobsearch_analytics.features.journeys import build_journeys
from jobsearch_analytics.features.waits import build_wait_tables
from jobsearch_analytics.stages import FUNNEL_STAGES

if TYPE_CHECKING:
    from jobsearch_analytics.search import JobSearch

__all__ = ["Funnel", "funnel"]


@dataclass(frozen=True, kw_only=True, repr=False)
class Funnel(Answer):
    """How many applications reached each stage, and how many still may.

    Attributes
    ----------
    table : DataFrame
        One row per group and stage, groups by size, stages in order:

        - ``group`` str; ``stage`` str, read as "this stage or a later one";
        - ``entered`` int, applications that reached the stage before; ``reached`` int, this one;
          ``open`` int, entered, not yet here, and not ended;
        - ``rate`` float, reached / entered so far, in [0, 1]; ``low``, ``high`` its Wilson interval;
        - ``applications`` int, all of the group; ``share`` float, reached / applications so far;
          ``share_low``, ``share_high`` its Wilson interval;
        - ``at_least``, ``at_most`` float, the share if none or all of the open ones get here;
          ``bound_low``, ``bound_high`` these with their exact ends (Clopper and Pearson, 1934): they hold
          whatever the open ones do;
        - ``settled`` int, of the applications sent more than ``closing_days`` ago those that got here, ended,
          or have been silent for longer than that; ``settled_rate`` float, the share of these that got here,
          if long silence means no; ``settled_low``, ``settled_high`` its Wilson interval;
        - ``within_rate`` float, P(here within ``within_days`` of sending), with those still open counted as
          open; ``within_low``, ``within_high`` its interval; nan where the log does not reach that far;
        - ``pooled_rate`` float, the group's ``within_rate`` (at stages where no group has one, its
          ``settled_rate``) drawn towards the other groups'; ``pooled_low``, ``pooled_high`` its interval;
          nan for a single group, and for the first stage, which all have reached;
        - ``verdict`` str, of the share of all sent that get here: ``known`` if its bounds or its interval
          within the horizon are at most 20 points wide, ``leaning`` if only that of the settled rate is,
          else ``not yet``; ``more_needed`` int, further applications, followed to their end, until it
          could be known.
    by : str or None
        The column that makes the groups.
    closing_days : int
        After how many silent days an open application counts as settled in ``settled_rate``.
    within_days : int or None
        The horizon of ``within_rate``; None if the log supports none.
    """

    by: str | None = None
    closing_days: int = 45
    within_days: int | None = None

    SHARES: ClassVar[tuple[str, ...]] = (
        *("rate", "low", "high", "share", "share_low", "share_high", "at_least", "at_most"),
        *("bound_low", "bound_high", "settled_rate", "settled_low", "settled_high"),
        *("within_rate", "within_low", "within_high", "pooled_rate", "pooled_low", "pooled_high"),
    )
    SHOWN: ClassVar[tuple[str, ...]] = (
        *("group", "stage", "entered", "reached", "open", "rate", "low", "high"),
        *("at_least", "at_most", "settled_rate", "within_rate", "within_low", "within_high"),
        *("pooled_rate", "verdict"),
    )


def funnel(
    search: JobSearch,
    *,
    by: str | None = None,
    within_days: int | None = None,
    level: float = 0.95,
    closing_days: int = 45,
) -> Funnel:
    """Return how far applications get: counts, both denominators, intervals and bounds.

    Parameters
    ----------
    search : JobSearch
        Only records of kind ``application`` are counted.
    by : str, optional
        Compare groups by this: one of `answer.GROUP_COLUMNS`.
    within_days : int, optional
        The horizon of ``within_rate`` (Aalen and Johansen, 1978), in days since sending, above 0. By default
        60, or the longest that the log supports. Groups not followed that long say nothing of it.
    level : float
        Coverage of the intervals (Wilson, 1927), in (0, 1).
    closing_days : int
        For ``settled_rate`` only: silence longer than this many days is counted as a no. Nothing is closed
        by it; the bounds beside it stay as wide as they are.

    Returns
    -------
    Funnel
        Valid for any search, also one without applications.

    Raises
    ------
    UnknownChoiceError
        If ``by`` is not a column to compare by.
    BadArgumentError
        If ``level`` is not in (0, 1), or ``closing_days`` or ``within_days`` is not positive.

    Examples
    --------
    >>> import jobsearch_analytics as jsa
    >>> answer = jsa.funnel(jsa.load_sample())
    >>> answer.table["reached"].is_monotonic_decreasing
    True
    """
    check_level(level)
    if closing_days <= 0:
        raise BadArgumentError("closing_days", closing_days, "a number of days above 0", "closing_days=45")
    if within_days is not None and within_days <= 0:
        raise BadArgumentError("within_days", within_days, "a number of days above 0", "within_days=60")
    journeys = build_journeys(search)
    group = group_labels(sent_with(search, [by]), by, GROUP_COLUMNS)
    journeys["group"] = group
    stages = _stages_used(search)
    waits = build_wait_tables(search, [("applied", stage) for stage in stages[1:]])
    ways = {stage: waits["applied", stage] for stage in stages[1:]}
    horizon = within_days or supported_days(ways["offer"])
    table = add_rates(count_stages(journeys, stages, closing_days), level)
    table = add_pooled(add_within(table, ways, group, horizon, level), level)
    table = add_verdicts(table, level, untouched=is_untouched(journeys))
    return Funnel(
        table=table,
        headline=funnel_headline(table, by, level),
        advice=funnel_advice(table, by, level),
        notes=funnel_notes(journeys, table, closing_days, horizon),
        as_of=search.as_of,
        level=level,
        by=by,
        closing_days=closing_days,
        within_days=horizon,
    )


def _stages_used(search: JobSearch) -> list[str]:
    """Return the funnel's stages: those the log speaks of, and always the main three."""
    spoken = set(search.events["event"]) | set(search.sent["stage"]) | {"applied", "interview", "offer"}
    return [stage for stage in FUNNEL_STAGES if stage in spoken]
